-- Who looks after a unit's use of the service, and who does when they cannot (ADOPT-01). Not a desk: it opens nothing. A manager names them.
create table directory.keepers (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  place text not null check (place in ('administrator', 'deputy')),
  staff_id uuid not null references directory.staff on delete restrict,
  named_by uuid references directory.staff on delete set null,
  named_at timestamptz not null default now(),
  primary key (committee_id, unit_id, place),
  unique (unit_id, staff_id)                             -- nobody is their own deputy
);
alter table directory.keepers enable row level security;
create policy my_committee on directory.keepers for select to delakt_staff using (committee_id = (select identity.my_committee()));
grant select on directory.keepers to delakt_staff;

-- Which of the two a unit lacks: nobody is named, or whoever was has left. Nothing when it may be opened.
create function directory.lacks(p_unit uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(
    select place from unnest(array['administrator', 'deputy']) as wanted (place)
    where not exists (
      select from directory.keepers k join directory.staff w on w.id = k.staff_id
      where k.unit_id = p_unit and k.place = wanted.place and w.active
        and exists (select from directory.assignments a where a.staff_id = w.id and a.committee_id = k.committee_id
          and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)))
    order by place);
end $$;
grant execute on function directory.lacks(uuid) to delakt_staff;

-- Those who work at the manager's unit now: whom there is to name.
create function directory.at_my_unit() returns table (id uuid, name text) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' then return; end if;
  return query
  select distinct w.id, w.name from directory.assignments a join directory.staff w on w.id = a.staff_id
  where a.committee_id = desk.committee_id and a.unit_id = desk.unit_id and w.active and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
  order by w.name, w.id;
end $$;

-- Names both at once. False: not a manager, or one of them does not work there, or they are the same.
create function directory.name_keepers(p_administrator uuid, p_deputy uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' or p_administrator = p_deputy then return false; end if;
  if (select count(*) from directory.at_my_unit() x where x.id in (p_administrator, p_deputy)) <> 2 then return false; end if;
  delete from directory.keepers k where k.committee_id = desk.committee_id and k.unit_id = desk.unit_id
    and (k.place, k.staff_id) not in (('administrator', p_administrator), ('deputy', p_deputy));
  insert into directory.keepers (committee_id, unit_id, place, staff_id, named_by)
  values (desk.committee_id, desk.unit_id, 'administrator', p_administrator, desk.staff_id), (desk.committee_id, desk.unit_id, 'deputy', p_deputy, desk.staff_id)
  on conflict do nothing;
  return true;
end $$;
grant execute on function directory.at_my_unit(), directory.name_keepers(uuid, uuid) to delakt_staff;

-- Leaving a case out of what is offered has a reason (REL-07): the newest row is what applies, and one without a reason offers it again.
create table gate.not_offered (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null,                                      -- from the form
  n bigint generated always as identity,
  unit_id uuid not null,
  reason text check (reason in ('asked', 'risk', 'identity', 'another-way')),
  staff_id uuid not null references directory.staff on delete restrict,
  at timestamptz not null default now(),
  primary key (committee_id, matter_id, id),
  foreign key (committee_id, matter_id) references record.matters on delete cascade
);
create index on gate.not_offered (unit_id);
alter table gate.not_offered enable row level security;
create policy my_unit on gate.not_offered for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on gate.not_offered to delakt_staff;

-- Says why a case is not offered, or that it is again. False: it is not a case of this unit, or it is opened already.
create function gate.leave_out(p_matter uuid, p_id uuid, p_reason text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null or exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) then return false; end if;
  insert into gate.not_offered (committee_id, matter_id, id, unit_id, reason, staff_id) values (m.committee_id, m.id, p_id, m.unit_id, p_reason, desk.staff_id) on conflict do nothing;
  return true;
end $$;
grant execute on function gate.leave_out(uuid, uuid, text) to delakt_staff;

-- What ends an investigation, or moves its day: what a unit's late ones are found by.
create index investigations on record.events (unit_id, matter_id) where kind in ('investigation-opened', 'investigation-extended', 'investigation-closed', 'closed', 'reopened');

-- The unit's investigations whose day has gone, as they now stand, seen through the row security of whoever asks.
create function record.late_investigations(p_unit uuid, p_today date) returns table (matter_id uuid, due text) language sql stable set search_path = '' as $$
  select latest.matter_id, latest.due from (
    select distinct on (e.matter_id) e.matter_id, e.event #>> '{detail,dueBy}' as due
    from record.events e
    where e.unit_id = p_unit and not e.annulled and e.kind in ('investigation-opened', 'investigation-extended', 'investigation-closed', 'closed', 'reopened')
      and not exists (select from record.events x where x.source_id = e.source_id and x.ref = e.ref and x.version > e.version and (x.version > 0 or x.annulled))
    order by e.matter_id, e.at desc, e.seq desc, e.version desc) latest
  where latest.due < p_today::text
$$;
grant execute on function record.late_investigations(uuid, date) to delakt_staff;

-- The unit opens a matter for the person it is about, who is fifteen or more; a unit without an administrator and a deputy opens nothing new (ADOPT-01).
create or replace function gate.open_matter(p_matter uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null or not gate.of_age(m.person_id) then return false; end if;
  if cardinality(directory.lacks(m.unit_id)) > 0
    and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) then return false; end if;
  perform gate.open_for(m, m.person_id, null, null, desk);
  return true;
end $$;
