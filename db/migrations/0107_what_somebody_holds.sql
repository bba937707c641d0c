-- Whose a matter is, when it has been handed over here: the source's own word for it may take its time, and holds again as soon as it has come.
create table record.taken_over (
  committee_id uuid not null,
  matter_id uuid not null,
  unit_id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict,
  from_id uuid not null references directory.staff on delete restrict,
  at timestamptz not null default now(),
  primary key (committee_id, matter_id),
  foreign key (committee_id, matter_id) references record.matters on delete cascade
);
create index on record.taken_over (unit_id, staff_id);
alter table record.taken_over enable row level security;
create policy my_unit on record.taken_over for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on record.taken_over to delakt_staff;

-- The matters of a unit that are somebody's: handed over to them, or named in the source's latest card and handed to nobody since.
create function record.matters_of(p_committee uuid, p_unit uuid, p_staff uuid) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare me text := (select w.name from directory.staff w where w.id = p_staff);
begin
  return array(
    select once.matter_id from (
      select distinct e.matter_id from record.events e
      where e.committee_id = p_committee and e.unit_id = p_unit and e.kind = 'assigned' and e.event #>> '{detail,officer,name}' = me
    ) once
    cross join lateral (
      select e.event #>> '{detail,officer,name}' as called, e.received_at from record.events e
      where e.committee_id = p_committee and e.unit_id = p_unit and e.matter_id = once.matter_id and e.kind = 'assigned' and e.event -> 'detail' ? 'officer'
      order by e.at desc, e.seq desc, e.version desc limit 1) latest
    where latest.called = me and not exists (
      select from record.taken_over t where t.committee_id = p_committee and t.matter_id = once.matter_id and t.at >= latest.received_at)
    union
    select t.matter_id from record.taken_over t
    where t.committee_id = p_committee and t.unit_id = p_unit and t.staff_id = p_staff and not exists (
      select from record.events e where e.committee_id = p_committee and e.matter_id = t.matter_id and e.kind = 'assigned' and e.event -> 'detail' ? 'officer' and e.received_at > t.at));
end $$;

-- As before, and what was handed over, and a colleague's while one stands in for them.
create or replace function record.my_matters() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); found uuid[]; away uuid;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return '{}'; end if;
  found := record.matters_of(desk.committee_id, desk.unit_id, desk.staff_id);
  foreach away in array directory.stood_in_for(desk.staff_id, desk.unit_id) loop
    found := found || record.matters_of(desk.committee_id, desk.unit_id, away);
  end loop;
  return found;
end $$;

-- Whose a matter is now, as staff: null when nobody's, or when the source's name is nobody's who works at the unit.
create function record.officer_of(p_committee uuid, p_matter uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
declare m record.matters; called text; known timestamptz; taken record.taken_over;
begin
  select * into m from record.matters x where x.committee_id = p_committee and x.id = p_matter;
  select e.event #>> '{detail,officer,name}', e.received_at into called, known from record.events e
  where e.committee_id = p_committee and e.unit_id = m.unit_id and e.matter_id = p_matter and e.kind = 'assigned' and e.event -> 'detail' ? 'officer'
  order by e.at desc, e.seq desc, e.version desc limit 1;
  select * into taken from record.taken_over t where t.committee_id = p_committee and t.matter_id = p_matter;
  if taken.staff_id is not null and taken.at >= coalesce(known, '-infinity') then return taken.staff_id; end if;
  -- Of two with the same name, the one who works at the unit.
  return (select w.id from directory.staff w join directory.assignments a on a.staff_id = w.id
    where w.name = called and a.unit_id = m.unit_id order by w.active desc, a.valid_to desc nulls first, w.id limit 1);
end $$;

-- How to reach somebody at work, as the card that their people see.
create function directory.card(p_staff uuid) returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('name', s.name, 'role', coalesce(nullif(s.title ->> 'sv', ''), 'handläggare'),
    'phone', nullif(s.phone, ''), 'hours', nullif(s.phone_hours ->> 'sv', ''), 'deputy', d.name, 'photo', substring(s.photo from '^([a-z0-9-]{1,60})([.][a-z]+)?$')))
  from directory.staff s left join directory.staff d on d.id = s.deputy_id and d.active where s.id = p_staff
$$;

-- The contact of one's own case today, by what its person knows it as: whose it is, whether they are there, and else who stands in. Nothing when
-- nobody's, when names are kept out of it, or when it is not theirs.
create function shelf.contact_now(p_shelf uuid) returns table (staff_id uuid, name text, away boolean, left_us boolean, back_after date, acting uuid, card jsonb)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); o gate.openings; whose uuid; acts uuid;
begin
  select * into o from gate.openings x where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null then return; end if;
  whose := record.officer_of(o.committee_id, o.matter_id);
  if whose is null then return; end if;
  -- Only a name that has been handed to this person is told again.
  if not exists (select from shelf.copies c, directory.staff w where w.id = whose and c.person_id = me and c.matter_id = p_shelf and c.kind = 'assigned' and c.event #>> '{detail,officer,name}' = w.name)
    and not exists (select from record.taken_over t join directory.staff f on f.id = t.from_id join shelf.copies c on c.person_id = me and c.matter_id = p_shelf and c.kind = 'assigned' and c.event #>> '{detail,officer,name}' = f.name
      where t.committee_id = o.committee_id and t.matter_id = o.matter_id and t.staff_id = whose) then return; end if;
  acts := directory.acting_at(whose, o.unit_id);
  return query select w.id, w.name, directory.is_away(w.id), not w.active,
    (select a.last_day from directory.absences a where a.staff_id = w.id and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())),
    acts, directory.card(coalesce(acts, w.id))
  from directory.staff w where w.id = whose;
end $$;
grant execute on function shelf.contact_now(uuid) to delakt_person;

-- What the record knows somebody holds at the units of a committee: open matters, and what waits in them, which goes where they go.
create function record.held_by(p_staff uuid, p_committee uuid) returns table (kind text, unit_id uuid, n int) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare at_unit uuid; theirs uuid[];
begin
  for at_unit in select distinct a.unit_id from directory.assignments a where a.staff_id = p_staff and a.committee_id = p_committee loop
    theirs := array(select m from unnest(record.matters_of(p_committee, at_unit, p_staff)) m where not record.is_closed(p_committee, m));
    return query
    select x.kind, at_unit, x.n from (
      select 'matters' as kind, cardinality(theirs) as n
      union all select 'review', count(*)::int from gate.release_decisions d
        where d.committee_id = p_committee and d.matter_id = any (theirs) and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
      union all select 'duties', count(*)::int from duty.duties d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.settled_at is null
      union all select 'drafts', count(*)::int from record.drafts d where d.committee_id = p_committee and d.unit_id = at_unit and d.staff_id = p_staff) x
    where x.n > 0;
  end loop;
end $$;

-- Hands somebody's open matters at a unit, and what they were writing there, to a colleague. A matter kept here gets a card with the new name, so that its person is told;
-- for another system's, that system is to say it too.
create function record.hand_over(p_from uuid, p_to uuid, p_committee uuid, p_unit uuid) returns void language plpgsql security definer set search_path = '' as $$
declare m record.matters; source record.sources;
begin
  for m in select x.* from record.matters x
    where x.committee_id = p_committee and x.id = any (record.matters_of(p_committee, p_unit, p_from)) and not record.is_closed(p_committee, x.id) order by x.id loop
    select * into source from record.sources s where s.committee_id = p_committee and s.id = m.source_id;
    if source.kind = 'native' then
      perform record.one_at_a_time(source.id);
      perform record.store_events(source, jsonb_build_array(jsonb_build_object('n', 1, 'matter', m.ref, 'ref', m.id || ':handed:' || pg_catalog.gen_random_uuid(), 'version', 0, 'kind', 'assigned',
        'at', now(), 'seq', (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id),
        'event', jsonb_build_object('detail', jsonb_build_object('officer', directory.card(p_to))))), false);
    end if;
    insert into record.taken_over as t (committee_id, matter_id, unit_id, staff_id, from_id, at) values (p_committee, m.id, p_unit, p_to, p_from, clock_timestamp())
    on conflict (committee_id, matter_id) do update set staff_id = excluded.staff_id, from_id = excluded.from_id, unit_id = excluded.unit_id, at = excluded.at;
  end loop;
  update record.drafts d set staff_id = p_to where d.committee_id = p_committee and d.unit_id = p_unit and d.staff_id = p_from;
end $$;

-- As before, and who was handed a case or stood in for its officer has to do with it.
create or replace function audit.related(p_committee uuid, p_staff uuid, p_person uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare called text := (select w.name from directory.staff w where w.id = p_staff); theirs uuid[];
begin
  theirs := array(select m.id from record.matters m where m.committee_id = p_committee and m.person_id = p_person);
  return exists (select from gate.openings o where o.committee_id = p_committee and o.matter_id = any (theirs) and o.opened_by = p_staff)
    or exists (select from gate.release_decisions d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.decided_by = p_staff)
    or exists (select from record.drafts d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.staff_id = p_staff)
    or exists (select from voice.remarks r where r.committee_id = p_committee and r.matter_id = any (theirs) and r.answered_staff = p_staff)
    or exists (select from record.taken_over t where t.committee_id = p_committee and t.matter_id = any (theirs) and t.staff_id = p_staff)
    or exists (select from directory.absences a join directory.staff w on w.id = a.staff_id join record.events e on e.committee_id = p_committee and e.matter_id = any (theirs)
         and e.event -> 'detail' -> 'officer' ->> 'name' = w.name
       where coalesce(a.deputy_id, w.deputy_id) = p_staff and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today() - 1))
    or exists (select from record.events e where e.committee_id = p_committee and e.matter_id = any (theirs)
         and called in (e.event -> 'author' ->> 'name', e.event -> 'detail' -> 'officer' ->> 'name'));
end $$;
