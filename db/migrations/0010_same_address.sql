-- A matter that is closed for its person and opened again has the address it had, so that what they kept leads right, and what they wrote
-- finds the items it stood beside. The id and the salt are random and say nothing; to another person the same matter has others.
-- Each opening keeps a row of its own, with who closed it and why.
alter table gate.openings add id uuid not null default gen_random_uuid(), drop constraint openings_pkey, drop constraint openings_shelf_id_key;
alter table gate.openings add primary key (committee_id, matter_id, person_id, id);
create unique index one_shelf on gate.openings (shelf_id) where ended_at is null;

-- Kept in Delakt itself: there is nothing else to compare it with, and the person is told so.
alter table shelf.matters add kept_here boolean not null default false;
update shelf.matters x set kept_here = true
from gate.openings o join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id join record.sources s on s.id = m.source_id
where x.id = o.shelf_id and s.kind = 'native';

create or replace function gate.open_matter(p_matter uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; before gate.openings; shelf_id uuid;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null then return false; end if;
  select * into before from gate.openings o
  where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id order by o.ended_at desc limit 1;
  insert into gate.openings (committee_id, matter_id, person_id, unit_id, opened_by, assignment_id, shelf_id, salt)
  values (m.committee_id, m.id, m.person_id, m.unit_id, desk.staff_id, desk.assignment_id,
    coalesce(before.shelf_id, gen_random_uuid()), coalesce(before.salt, sha256(gen_random_uuid()::text::bytea)))
  on conflict do nothing returning gate.openings.shelf_id into shelf_id;
  if shelf_id is null then return true; end if;
  insert into shelf.matters (person_id, id, committee_id, unit_id, number, field, title, opened_on, imported, source_label, data_from, invited_by, last_good_at, kept_here)
  select m.person_id, shelf_id, m.committee_id, m.unit_id, m.number, m.field, m.title, m.opened_on, m.imported, s.label, coalesce(m.known_from, s.data_from), w.name, s.last_good_at,
    s.kind = 'native'
  from record.sources s, directory.staff w where s.id = m.source_id and w.id = desk.staff_id;
  perform gate.hand_over(m.committee_id, array[m.id]);
  perform gate.recount(m.committee_id, array[m.id]);
  insert into kernel.outbox (topic, body) values ('matter.opened', jsonb_build_object('source', m.source_id, 'matter', m.id));
  return true;
end $$;
