-- Whose number it is, as far as it is known, for an officer who is about to begin a matter: the name that a sign-in provider has confirmed, or
-- else the names that the committee's own sources have. Other committees' names stay theirs. The look is on that person's record.
create function record.known_names(p_index bytea) returns setof text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); whose identity.persons;
begin
  if desk.role is distinct from 'caseOfficer' or (record.own_source(desk.committee_id)).id is null then return; end if;
  select * into whose from identity.persons p where p.number_index = p_index;
  if whose.id is null then return; end if;
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, purpose)
  values ('staff', desk.staff_id, desk.session_id, desk.assignment_id, desk.committee_id, whose.id, 'look up whose number');
  if whose.name <> '' then return next whose.name; return; end if;
  return query select distinct r.name from record.people r where r.person_id = whose.id and r.committee_id = desk.committee_id order by 1;
end $$;
grant execute on function record.known_names(bytea) to delakt_staff;

-- As before, but a person who is known here by another name is called as the officer says from now on: it has been asked about.
create or replace function record.start_matter(p_key uuid, p_index bytea, p_sealed bytea, p_name text, p_field text, p_title text, p_number text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); source record.sources; whose uuid; made uuid;
begin
  if desk.role is null or desk.role <> 'caseOfficer' then return null; end if;
  source := record.own_source(desk.committee_id);
  if source.id is null then return null; end if;
  insert into identity.persons (number_index, number_sealed) values (p_index, p_sealed) on conflict (number_index) do nothing;
  select id into whose from identity.persons where number_index = p_index;
  insert into record.matters (committee_id, id, source_id, ref, person_id, unit_id, number, field, title, opened_on)
  values (desk.committee_id, p_key, source.id, p_key::text, whose, desk.unit_id, p_number, p_field, p_title, (now() at time zone 'Europe/Stockholm')::date)
  on conflict do nothing;
  select m.id into made from record.matters m where m.committee_id = desk.committee_id and m.id = p_key and m.unit_id = desk.unit_id and m.person_id = whose;
  if made is not null then
    insert into record.people (committee_id, source_id, ref, person_id, name) values (desk.committee_id, source.id, whose::text, whose, p_name)
    on conflict (committee_id, source_id, ref) do update set name = excluded.name where record.people.name <> excluded.name;
  end if;
  return made;
end $$;
