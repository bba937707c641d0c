-- Meetings and requests lie at a unit, as matters do: whoever takes over must work there. Given to somebody of another unit a meeting was in nobody's times.

drop function appointments.held_by(uuid);
create function appointments.held_by(p_staff uuid) returns table (unit_id uuid, n int) language sql stable security definer set search_path = '' as $$
  select b.unit_id, count(*)::int from appointments.bookings b where b.staff_id = p_staff and b.state = 'booked' and b.ends_at > now() group by b.unit_id
$$;

-- Those of somebody's meetings at a unit that another has no room for: they are booked at that time already.
create function appointments.clashing(p_from uuid, p_to uuid, p_unit uuid) returns timestamptz[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(b.starts_at order by b.starts_at), '{}') from appointments.bookings b
  where b.staff_id = p_from and b.unit_id = p_unit and b.state = 'booked' and b.ends_at > now()
    and exists (select from appointments.bookings o where o.staff_id = p_to and o.state = 'booked' and o.starts_at < b.ends_at and o.ends_at > b.starts_at)
$$;

-- Of one unit, or of all where none is said.
drop function appointments.hand_over(uuid, uuid);
create function appointments.hand_over(p_from uuid, p_to uuid, p_unit uuid default null)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings; clashes int := 0;
begin
  for b in select * from appointments.bookings x where x.staff_id = p_from and (p_unit is null or x.unit_id = p_unit) and x.state = 'booked' and x.ends_at > now() order by x.id for update loop
    -- A free time of the receiver's at that hour is free no more.
    with taken as (delete from appointments.free_slots f where f.staff_id = p_to and f.starts_at < b.ends_at and f.ends_at > b.starts_at returning f.slot_id),
      lapsed as (update appointments.offers o set state = 'lapsed', settled_at = now() where o.state = 'open' and o.slot_id in (select taken.slot_id from taken))
    update appointments.slots s set withdrawn_at = now() where s.id in (select taken.slot_id from taken);
    begin
      update appointments.slots s set staff_id = p_to where s.committee_id = b.committee_id and s.id = b.slot_id;
    exception when exclusion_violation then clashes := clashes + 1;
    end;
    update appointments.bookings x set staff_id = p_to where x.committee_id = b.committee_id and x.id = b.id;
    perform appointments.add_step(b, 'rule', 'handed-over', null, null, b.slot_id, b.starts_at, p_to, null);
    perform appointments.tell(b.person_id, b.committee_id);
  end loop;
  with gone as (delete from appointments.free_slots f where f.staff_id = p_from and (p_unit is null or f.unit_id = p_unit) returning f.slot_id),
    lapsed as (update appointments.offers o set state = 'lapsed', settled_at = now() where o.state = 'open' and o.slot_id in (select gone.slot_id from gone))
  update appointments.slots s set withdrawn_at = now() where s.id in (select gone.slot_id from gone);
  return clashes;
end $function$;

drop function contact.hand_over(uuid, uuid);
create function contact.hand_over(p_from uuid, p_to uuid, p_unit uuid default null)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads; n int := 0;
begin
  for t in select * from contact.threads x where x.handler_id = p_from and (p_unit is null or x.unit_id = p_unit) and x.state <> 'closed' order by x.id for update loop
    if p_to is not null and directory.works_at(p_to, t.unit_id) then
      update contact.threads x set handler_id = p_to, shown_handler = case when (contact.settings_of(x.unit_id)).named then p_to end, waiting_since = now(), revision = x.revision + 1
      where x.committee_id = t.committee_id and x.id = t.id returning * into t;
      perform contact.step(t, 'assigned', identity.my_staff(), p_to);
    else
      perform contact.to_inbox(t, identity.my_staff());
    end if;
    n := n + 1;
  end loop;
  return n;
end $function$;
grant execute on function contact.hand_over(uuid, uuid, uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.held_by(p_staff uuid, p_committee uuid)
 RETURNS TABLE(kind text, unit_id uuid, n integer, needs boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare other text; many int;
begin
  return query
  with h as materialized (select * from record.held_by(p_staff, p_committee))
  select h.kind, h.unit_id, h.n, h.kind = 'matters' or h.kind = 'drafts' and not exists (select from h m where m.kind = 'matters' and m.unit_id = h.unit_id) from h;
  return query select k.place, k.unit_id, 1, true from directory.keepers k where k.committee_id = p_committee and k.staff_id = p_staff;
  return query
  select case a.role when 'requestDispatcher' then 'dispatcher' when 'unitManager' then 'manager' when 'systemSteward' then 'steward' else 'reviewer' end, a.unit_id, 1, true
  from directory.assignments a
  where a.committee_id = p_committee and a.staff_id = p_staff and a.role <> 'caseOfficer' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
    -- A role that somebody else has too, at the unit or for the committee, is nobody's alone; what comes to the inbox is handed out by two.
    and (a.role = 'requestDispatcher' or not exists (
      select from directory.assignments o join directory.staff w on w.id = o.staff_id and w.active
      where o.committee_id = a.committee_id and o.role = a.role and o.staff_id <> a.staff_id and (o.role <> 'unitManager' or o.unit_id = a.unit_id)
        and o.valid_from <= directory.today() and (o.valid_to is null or o.valid_to >= directory.today())));
  select count(*) into many from directory.staff w where w.deputy_id = p_staff and w.active;
  if many > 0 then return query select 'deputises'::text, null::uuid, many, true; end if;
  foreach other in array array['contact', 'appointments'] loop
    return query execute pg_catalog.format('select %L::text, h.unit_id, h.n, true from %I.held_by($1) h join directory.units u on u.id = h.unit_id where u.committee_id = $2', other, other) using p_staff, p_committee;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION directory.hand(p_kind text, p_from uuid, p_to uuid, p_committee uuid, p_unit uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  case p_kind
    when 'matters' then perform record.hand_over(p_from, p_to, p_committee, p_unit);
    when 'drafts' then perform record.hand_over(p_from, p_to, p_committee, p_unit);
    when 'administrator', 'deputy' then update directory.keepers k set staff_id = p_to, named_by = identity.my_staff(), named_at = now() where k.unit_id = p_unit and k.place = p_kind and k.staff_id = p_from;
    when 'deputises' then update directory.staff w set deputy_id = nullif(p_to, w.id) where w.deputy_id = p_from;
    when 'contact', 'appointments' then execute pg_catalog.format('select %I.hand_over($1, $2, $3)', p_kind) using p_from, p_to, p_unit;
    else
      insert into directory.assignments (committee_id, unit_id, staff_id, role)
      values (p_committee, p_unit, p_to, case p_kind when 'dispatcher' then 'requestDispatcher' when 'manager' then 'unitManager' when 'steward' then 'systemSteward' else 'logReviewer' end)
      on conflict (staff_id, unit_id, role) do update set valid_to = null, valid_from = least(assignments.valid_from, excluded.valid_from);
  end case;
end $function$;

CREATE OR REPLACE FUNCTION directory.may_receive(p_kind text, p_unit uuid, p_from uuid, p_to uuid, p_committee uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_to = p_from or not exists (select from directory.staff w where w.id = p_to and w.active) then return false; end if;
  -- Nobody is their own deputy.
  if p_kind in ('administrator', 'deputy') and exists (select from directory.keepers k where k.unit_id = p_unit and k.staff_id = p_to) then return false; end if;
  return exists (select from directory.assignments a
    where a.staff_id = p_to and a.committee_id = p_committee and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
      and case p_kind when 'matters' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager') when 'drafts' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
        when 'contact' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager', 'requestDispatcher') when 'appointments' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
        when 'administrator' then true when 'deputy' then true when 'deputises' then true when 'steward' then true when 'reviewer' then true else a.unit_id = p_unit end);
end $function$;

-- What was chosen already, for all units at once, is chosen for each of them.
insert into directory.handovers (committee_id, leaving_id, kind, unit_id, n, to_id, how)
select h.committee_id, h.leaving_id, h.kind, x.unit_id, x.n, h.to_id, h.how
from directory.handovers h join directory.leavings l on l.committee_id = h.committee_id and l.id = h.leaving_id
cross join lateral directory.held_by(l.staff_id, l.committee_id) x
where l.done_at is null and h.at is null and h.unit_id is null and h.kind in ('contact', 'appointments') and x.kind = h.kind;
delete from directory.handovers h using directory.leavings l
where l.committee_id = h.committee_id and l.id = h.leaving_id and l.done_at is null and h.at is null and h.unit_id is null and h.kind in ('contact', 'appointments');

drop function directory.receivers(uuid);
create function directory.receivers(p_staff uuid)
 RETURNS TABLE(unit_id uuid, id uuid, name text, officer boolean, answers boolean, keeps boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query
  select a.unit_id, w.id, w.name, bool_or(a.role in ('caseOfficer', 'unitManager')), bool_or(a.role in ('caseOfficer', 'unitManager', 'requestDispatcher')), exists (select from directory.keepers k where k.unit_id = a.unit_id and k.staff_id = w.id)
  from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
  where a.committee_id = desk.committee_id and w.id <> p_staff and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
  group by a.unit_id, w.id, w.name order by w.name, w.id;
end $function$;
grant execute on function directory.receivers(uuid) to delakt_staff;

-- When the meetings begin that whoever got them was booked at already: a person's meeting is never dropped, and nobody is left to find out at the door.
alter table directory.handovers add column clashes timestamptz[] not null default '{}';

CREATE OR REPLACE FUNCTION directory.carry_out(l directory.leavings)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare h record; chosen directory.handovers; fall record; w directory.staff; clash timestamptz[];
begin
  select * into w from directory.staff x where x.id = l.staff_id for update;
  insert into directory.left_units (committee_id, leaving_id, unit_id)
  select distinct l.committee_id, l.id, a.unit_id from directory.assignments a
  where a.committee_id = l.committee_id and a.staff_id = l.staff_id and (l.unit_id is null or a.unit_id = l.unit_id) and (a.valid_to is null or a.valid_to >= l.last_day) on conflict do nothing;
  for h in select * from directory.held_by(l.staff_id, l.committee_id) x where x.needs and (l.unit_id is null or x.unit_id = l.unit_id)
    -- Matters first: what is being written goes with them.
    order by x.kind <> 'matters', x.kind, x.unit_id loop
    select * into chosen from directory.handovers x where x.committee_id = l.committee_id and x.leaving_id = l.id and x.kind = h.kind and x.unit_id is not distinct from h.unit_id;
    if chosen.to_id is not null and directory.may_receive(h.kind, h.unit_id, l.staff_id, chosen.to_id, l.committee_id) then select chosen.to_id, 'chosen'::text as how into fall;
    else select * into fall from directory.falls_to(h.kind, h.unit_id, l.staff_id, l.committee_id); end if;
    clash := case when h.kind = 'appointments' and fall.to_id is not null then appointments.clashing(l.staff_id, fall.to_id, h.unit_id) else '{}' end;
    -- A request that nobody at the unit could be given is in its inbox.
    if fall.to_id is not null or h.kind = 'contact' then perform directory.hand(h.kind, l.staff_id, fall.to_id, l.committee_id, h.unit_id); end if;
    insert into directory.handovers (committee_id, leaving_id, kind, unit_id, n, to_id, how, at, clashes) values (l.committee_id, l.id, h.kind, h.unit_id, h.n, fall.to_id, fall.how, now(), clash)
    on conflict (committee_id, leaving_id, kind, unit_id) do update set n = excluded.n, to_id = excluded.to_id, how = excluded.how, at = excluded.at, clashes = excluded.clashes;
    -- What they had at a unit where they no longer worked is told there too.
    if h.kind in ('contact', 'appointments') then insert into directory.left_units (committee_id, leaving_id, unit_id) values (l.committee_id, l.id, h.unit_id) on conflict do nothing; end if;
    -- A place that nobody could take is empty, and said to be.
    if fall.to_id is null and h.kind in ('administrator', 'deputy') then delete from directory.keepers k where k.unit_id = h.unit_id and k.place = h.kind and k.staff_id = l.staff_id; end if;
  end loop;
  delete from directory.handovers x where x.committee_id = l.committee_id and x.leaving_id = l.id and x.at is null;
  update directory.leavings x set done_at = now() where x.committee_id = l.committee_id and x.id = l.id;
  if l.because = 'planned' or l.unit_id is not null then
    update directory.assignments a set valid_to = least(a.valid_to, l.last_day, directory.today() - 1)
    where a.committee_id = l.committee_id and a.staff_id = l.staff_id and (l.unit_id is null or a.unit_id = l.unit_id);
  end if;
  if l.because = 'planned' and w.active and not exists (select from directory.assignments a where a.staff_id = w.id and (a.valid_to is null or a.valid_to >= directory.today())) then
    perform directory.shut(w.id);
  end if;
  perform directory.note(w.municipality_id, null, 'left', w.id, l.unit_id, jsonb_build_object('because', l.because));
end $function$;

CREATE OR REPLACE FUNCTION directory.fallen()
 RETURNS TABLE(id uuid, name text, at timestamp with time zone, because text, fell jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query
  select l.id, w.name, l.done_at, l.because,
    coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'n', h.n, 'to', t.name, 'how', h.how, 'clashes', h.clashes) order by h.kind, h.id) from directory.handovers h left join directory.staff t on t.id = h.to_id
      where h.committee_id = l.committee_id and h.leaving_id = l.id and (h.unit_id = u.unit_id or h.unit_id is null)), '[]')
  from directory.left_units u join directory.leavings l on l.committee_id = u.committee_id and l.id = u.leaving_id join directory.staff w on w.id = l.staff_id
  where u.committee_id = desk.committee_id and u.unit_id = desk.unit_id and u.noted_at is null and l.done_at is not null
    and (l.because = 'catalogue' or exists (select from directory.handovers h where h.committee_id = l.committee_id and h.leaving_id = l.id and (h.how <> 'chosen' or h.clashes <> '{}') and (h.unit_id = u.unit_id or h.unit_id is null)))
  order by l.done_at;
end $function$;
