-- Who stands in for somebody, who receives at a unit, and what is told when nobody does.

-- Today on Swedish clocks.
create function directory.today() returns date language sql stable set search_path = '' as $$ select (now() at time zone 'Europe/Stockholm')::date $$;

-- Works at the unit now, with its people's matters or its inbox.
create function directory.works_at(p_staff uuid, p_unit uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
    where a.staff_id = p_staff and a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager', 'requestDispatcher')
      and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today()));
end $$;
create function directory.is_away(p_staff uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from directory.absences a where a.staff_id = p_staff and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today()));
end $$;

-- Who acts for somebody today: themself when they are there, else whoever the absence names or their usual deputy, and when that one is away too, the next.
-- For somebody who has left: whoever got what they held. `p_unit`: only somebody who works there counts; null: anywhere. Null: nobody.
create function directory.acting_at(p_staff uuid, p_unit uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
declare who uuid := p_staff; seen uuid[] := '{}'; w directory.staff; away directory.absences; heir uuid;
begin
  while who is not null and who <> all (seen) loop
    seen := seen || who;
    select * into w from directory.staff x where x.id = who;
    select * into away from directory.absences a
    where a.staff_id = who and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today());
    if w.active and away.id is null and (p_unit is null or directory.works_at(who, p_unit)) then return who; end if;
    heir := null;
    if away.id is null then
      select h.to_id into heir from directory.leavings l join directory.handovers h on h.committee_id = l.committee_id and h.leaving_id = l.id
      where l.staff_id = who and l.done_at is not null and h.to_id is not null and (p_unit is null or h.unit_id is null or h.unit_id = p_unit)
      order by h.unit_id is not distinct from p_unit desc, h.kind = 'matters' desc, l.done_at desc, h.id limit 1;
    end if;
    who := coalesce(away.deputy_id, heir, w.deputy_id);
  end loop;
  return null;
end $$;
create function directory.acting(p_staff uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin return directory.acting_at(p_staff, null); end $$;

-- The colleagues who are away today and for whom somebody acts at a unit.
create function directory.stood_in_for(p_staff uuid, p_unit uuid) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select there.staff_id from (select distinct s.staff_id from directory.assignments s where s.unit_id = p_unit and s.staff_id <> p_staff) there
    where directory.is_away(there.staff_id) and directory.acting_at(there.staff_id, p_unit) = p_staff);
end $$;
-- The same for the one who asks, with the last day of it when there is one.
create function directory.standing_in() returns table (id uuid, name text, last_day date) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query
  select w.id, w.name, a.last_day from unnest(directory.stood_in_for(desk.staff_id, desk.unit_id)) who
  join directory.staff w on w.id = who
  join directory.absences a on a.staff_id = who and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())
  order by w.name, w.id;
end $$;
grant execute on function directory.standing_in() to delakt_staff;
create index on directory.assignments (unit_id);
grant execute on function directory.today() to delakt_person, delakt_staff, delakt_worker, delakt_public;
grant execute on function directory.acting(uuid), directory.acting_at(uuid, uuid), directory.is_away(uuid) to delakt_person, delakt_staff, delakt_worker;
grant execute on function directory.works_at(uuid, uuid) to delakt_staff, delakt_worker;

-- Those at the unit of the desk whom one can name to stand in.
create function directory.colleagues_here() returns table (id uuid, name text) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query select distinct w.id, w.name from directory.assignments a join directory.staff w on w.id = a.staff_id
  where a.unit_id = desk.unit_id and w.id <> desk.staff_id and directory.works_at(w.id, desk.unit_id) order by w.name, w.id;
end $$;
grant execute on function directory.colleagues_here() to delakt_staff;

-- Those who hand out what comes to a unit now.
create function directory.dispatchers(p_unit uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select a.staff_id from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
  where a.unit_id = p_unit and a.role = 'requestDispatcher' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today());
end $$;

-- How many who receive a unit lacks of two: 0 is enough, 1 is told, and at 2 nobody is there to receive today, so that nothing new may be opened.
create function directory.lacks_dispatchers(p_unit uuid) returns int language plpgsql stable security definer set search_path = '' as $$
declare there int; here int;
begin
  select count(*), count(*) filter (where not directory.is_away(d)) into there, here from directory.dispatchers(p_unit) d;
  return case when here = 0 then 2 else greatest(0, 2 - there) end;
end $$;
grant execute on function directory.lacks_dispatchers(uuid) to delakt_staff, delakt_worker;

-- The units that have opened for requests, or have had somebody who receives.
create function directory.receiving() returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select distinct a.unit_id from directory.assignments a where a.role = 'requestDispatcher';
  if pg_catalog.to_regclass('contact.request_types') is not null then
    return query execute 'select distinct t.unit_id from contact.request_types t where t.state = ''published''';
  end if;
end $$;

-- Why a unit's inbox may be left lying, as it stands now; null: it is looked after. `silent`: nobody who receives has been here for the unit's number of days.
create function directory.vacant(p_unit uuid) returns text language plpgsql stable security definer set search_path = '' as $$
declare there int; here int; days int;
begin
  select count(*), count(*) filter (where not directory.is_away(d)) into there, here from directory.dispatchers(p_unit) d;
  if there = 0 then return 'none'; end if;
  if there < 2 then return 'few'; end if;
  if here = 0 then return 'away'; end if;
  select u.silent_days into days from directory.units u where u.id = p_unit;
  if not exists (select from directory.dispatchers(p_unit) d where exists (
      select from identity.sessions s where s.staff_id = d and s.seen_at > now() - make_interval(days => days)))
    -- Somebody new has the same days to come.
    and not exists (select from directory.assignments a where a.unit_id = p_unit and a.role = 'requestDispatcher' and a.staff_id in (select directory.dispatchers(p_unit)) and a.valid_from > directory.today() - days)
  then return 'silent'; end if;
  return null;
end $$;
create index on identity.sessions (staff_id, seen_at) where staff_id is not null;

-- Notes what has begun and what is over. Run by the worker, and safe to run twice at once.
create function directory.watch_receivers() returns int language plpgsql security definer set search_path = '' as $$
declare found int;
begin
  create temp table if not exists watched (committee_id uuid, unit_id uuid, why text) on commit drop;
  delete from pg_temp.watched;
  insert into pg_temp.watched select u.committee_id, u.id, directory.vacant(u.id)
  from directory.units u where u.id in (select directory.receiving()) or u.id in (select a.unit_id from directory.alarms a);
  delete from directory.alarms a using pg_temp.watched w where w.unit_id = a.unit_id and w.why is null;
  insert into directory.alarms (committee_id, unit_id, why) select w.committee_id, w.unit_id, w.why from pg_temp.watched w where w.why is not null
  -- Another cause is the same alarm: the inbox has been without somebody since it began.
  on conflict (committee_id, unit_id) do update set why = excluded.why where alarms.why <> excluded.why;
  get diagnostics found = row_count;
  return found;
end $$;
grant execute on function directory.watch_receivers() to delakt_worker;

-- What this desk is told: at once those who receive or look after the unit, after `p_days` more its manager, and the steward of all units. As it stands now,
-- since when it has stood so.
create function directory.vacancies(p_days int default 3) returns table (unit_id uuid, name jsonb, why text, since timestamptz, dispatchers int) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null then return; end if;
  return query
  select u.id, u.name, now_so.why, coalesce(a.since, now()), (select count(*)::int from directory.dispatchers(u.id))
  from directory.units u
  left join directory.alarms a on a.unit_id = u.id
  cross join lateral (select directory.vacant(u.id) as why) now_so
  where u.committee_id = desk.committee_id and u.id in (select directory.receiving()) and now_so.why is not null
    and (desk.role = 'systemSteward'
      or u.id = desk.unit_id and (
        desk.staff_id in (select directory.dispatchers(u.id))
        or exists (select from directory.keepers k where k.unit_id = u.id and k.staff_id = desk.staff_id)
        or desk.role = 'unitManager' and coalesce(a.since, now()) < now() - make_interval(days => p_days)))
  order by coalesce(a.since, now()), u.id;
end $$;
grant execute on function directory.vacancies(int) to delakt_staff;
