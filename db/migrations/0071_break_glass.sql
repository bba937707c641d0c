-- Break-glass: somebody at one unit reads a case of another unit of the same committee when a life, somebody's health or a child demands it.
-- Read only, that case only, an hour, that session. Everybody concerned is told: both managers, the reviewer by the log, the person by theirs.
create table gate.glass (
  committee_id uuid not null,
  id uuid not null,                                      -- from the form: the same send twice is one opening
  matter_id uuid not null,
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,                                 -- whose case it is
  own_unit_id uuid not null,                             -- where the one who opened it works
  staff_id uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  session_id uuid not null,
  reason text not null check (reason in ('danger', 'child', 'unreachable', 'other')),
  words text check (length(words) between 1 and 1000),   -- their own, which stand here and never in the log
  protected boolean not null,
  opened_at timestamptz not null default now(),
  ends_at timestamptz not null default now() + interval '60 minutes',
  primary key (committee_id, id),
  foreign key (committee_id, matter_id) references record.matters on delete cascade,
  check (reason <> 'other' or words is not null)
);
create index on gate.glass (session_id, matter_id);
create index on gate.glass (unit_id, opened_at);
create index on gate.glass (own_unit_id, opened_at);

-- Which manager has taken note of it, for which of the two units.
create table gate.glass_seen (
  committee_id uuid not null,
  glass_id uuid not null,
  unit_id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict,
  at timestamptz not null default now(),
  primary key (committee_id, glass_id, unit_id),
  foreign key (committee_id, glass_id) references gate.glass on delete cascade
);
alter table gate.glass enable row level security;
alter table gate.glass_seen enable row level security;

create function identity.my_unit() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin return (identity.my_desk()).unit_id; end $$;
grant execute on function identity.my_unit() to delakt_staff;

create policy managers on gate.glass for select to delakt_staff using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'unitManager'
  and (unit_id = (select identity.my_unit()) or own_unit_id = (select identity.my_unit())));
create policy my_own on gate.glass for select to delakt_staff using (committee_id = (select identity.my_committee()) and staff_id = (select identity.my_staff()));
grant select on gate.glass to delakt_staff;
create policy managers on gate.glass_seen for select to delakt_staff using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'unitManager' and unit_id = (select identity.my_unit()));
grant select on gate.glass_seen to delakt_staff;
-- No insert for anybody: a glass is broken, and taken note of, by the functions below.

-- The one case that this transaction looks at through a glass: nothing unless the transaction says which (`delakt.glass`), so that no other
-- page shows it, and unless this very session has broken that glass within the hour.
create function identity.my_glass() returns uuid language plpgsql stable security definer set search_path = '' as $$
declare wanted text := pg_catalog.current_setting('delakt.glass', true); desk identity.desk;
begin
  if wanted is null or wanted = '' then return null; end if;
  desk := identity.my_desk();
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return null; end if;
  return (
    select g.matter_id from gate.glass g
    where g.session_id = desk.session_id and g.matter_id = wanted::uuid and g.committee_id = desk.committee_id and g.assignment_id = desk.assignment_id and g.ends_at > pg_catalog.now()
    limit 1);
end $$;
grant execute on function identity.my_glass() to delakt_staff;

create policy through_glass on record.matters for select to delakt_staff using (committee_id = (select identity.my_committee()) and id = (select identity.my_glass()));
create policy through_glass on record.events for select to delakt_staff using (committee_id = (select identity.my_committee()) and matter_id = (select identity.my_glass()));
create policy through_glass on record.documents for select to delakt_staff using (committee_id = (select identity.my_committee()) and matter_id = (select identity.my_glass()));

-- Cases of the committee's other units by the whole of a case number, or by whose they are. No part of a number and no name finds anything.
create function gate.beyond_glass(p_number text, p_index bytea) returns table (id uuid, number text, field text, title text, opened_on date, unit jsonb)
language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return; end if;
  return query
  select m.id, m.number, m.field, m.title, m.opened_on, u.name from record.matters m join directory.units u on u.id = m.unit_id
  where m.committee_id = desk.committee_id and m.unit_id <> desk.unit_id
    and case when p_index is null then m.number = p_number else m.person_id = (select p.id from identity.persons p where p.number_index = p_index) end
  order by m.opened_on desc, m.id limit 20;
end $$;
create index on record.matters (committee_id, number);

-- Breaks the glass. False: there is no such case at another unit of the committee, which looks the same as none at all.
create function gate.break_glass(p_id uuid, p_matter uuid, p_reason text, p_words text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id <> desk.unit_id;
  if m.id is null then return false; end if;
  insert into gate.glass (committee_id, id, matter_id, person_id, unit_id, own_unit_id, staff_id, assignment_id, session_id, reason, words, protected)
  values (m.committee_id, p_id, m.id, m.person_id, m.unit_id, desk.unit_id, desk.staff_id, desk.assignment_id, desk.session_id, p_reason, nullif(p_words, ''),
    exists (select from record.people r where r.committee_id = m.committee_id and r.person_id = m.person_id and r.protected_identity <> 'none'))
  on conflict do nothing;
  return true;
end $$;

-- A manager takes note of a glass that was broken into or from their unit.
create function gate.see_glass(p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' then return false; end if;
  if not exists (select from gate.glass g where g.committee_id = desk.committee_id and g.id = p_id and desk.unit_id in (g.unit_id, g.own_unit_id)) then return false; end if;
  insert into gate.glass_seen (committee_id, glass_id, unit_id, staff_id) values (desk.committee_id, p_id, desk.unit_id, desk.staff_id) on conflict do nothing;
  return true;
end $$;
grant execute on function gate.beyond_glass(text, bytea), gate.break_glass(uuid, uuid, text, text), gate.see_glass(uuid) to delakt_staff;

-- The case number of an alarm: of a case that one of its two managers cannot see.
create function gate.number_behind_glass(p_id uuid) returns text language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  return (
    select m.number from gate.glass g join record.matters m on m.committee_id = g.committee_id and m.id = g.matter_id
    where g.committee_id = desk.committee_id and g.id = p_id and desk.role = 'unitManager' and desk.unit_id in (g.unit_id, g.own_unit_id));
end $$;
grant execute on function gate.number_behind_glass(uuid) to delakt_staff;
