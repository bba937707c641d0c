-- As before, but a matter is open since the day it came in, as its officer says, and not since the day somebody wrote it down.
drop function record.start_matter(uuid, bytea, bytea, text, text, text, text);
create function record.start_matter(p_key uuid, p_index bytea, p_sealed bytea, p_name text, p_field text, p_title text, p_number text, p_opened date) returns uuid
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); source record.sources; whose uuid; made uuid;
begin
  if desk.role is null or desk.role <> 'caseOfficer' then return null; end if;
  source := record.own_source(desk.committee_id);
  if source.id is null then return null; end if;
  insert into identity.persons (number_index, number_sealed) values (p_index, p_sealed) on conflict (number_index) do nothing;
  select id into whose from identity.persons where number_index = p_index;
  insert into record.matters (committee_id, id, source_id, ref, person_id, unit_id, number, field, title, opened_on)
  values (desk.committee_id, p_key, source.id, p_key::text, whose, desk.unit_id, p_number, p_field, p_title, p_opened)
  on conflict do nothing;
  select m.id into made from record.matters m where m.committee_id = desk.committee_id and m.id = p_key and m.unit_id = desk.unit_id and m.person_id = whose;
  if made is not null then
    insert into record.people (committee_id, source_id, ref, person_id, name) values (desk.committee_id, source.id, whose::text, whose, p_name)
    on conflict (committee_id, source_id, ref) do update set name = excluded.name where record.people.name <> excluded.name;
  end if;
  return made;
end $$;
grant execute on function record.start_matter(uuid, bytea, bytea, text, text, text, text, date) to delakt_staff;
