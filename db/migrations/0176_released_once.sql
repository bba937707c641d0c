-- The same series sent twice at once is one: the second waits, and is answered with what the first released.
create or replace function appointments.release(p_kind uuid, p_staff uuid, p_place uuid, p_manner text, p_link text, p_rule jsonb, p_from timestamptz[], p_to timestamptz[], p_key uuid) returns table (n int, id uuid, outcome text) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk(); k appointments.kinds; s appointments.series; at int; made uuid;
begin
  if desk.role is null or cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000 then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_key::text, 110));
  select * into s from appointments.series x where x.made_by = desk.staff_id and x.key = p_key;
  if s.id is not null then
    return query select row_number() over (order by x.starts_at)::int, x.id, 'same'::text from appointments.slots x where x.series_id = s.id;
    return;
  end if;
  select * into k from appointments.kinds x where x.committee_id = desk.committee_id and x.id = p_kind and x.unit_id = desk.unit_id and x.ended_at is null;
  if k.id is null or not (p_manner = any (k.manners)) or not appointments.works_at(p_staff, desk.unit_id) then return; end if;
  if (p_manner = 'visit') <> (p_place is not null) then return; end if;
  if p_place is not null and not exists (select from appointments.places x where x.committee_id = desk.committee_id and x.id = p_place and x.unit_id = desk.unit_id and x.ended_at is null) then return; end if;
  insert into appointments.series (committee_id, unit_id, kind_id, staff_id, rule, made_by, assignment_id, key)
  values (desk.committee_id, desk.unit_id, k.id, p_staff, p_rule, desk.staff_id, desk.assignment_id, p_key) returning * into s;
  for at in 1 .. cardinality(p_from) loop
    if p_from[at] <= now() then return query select at, null::uuid, 'past'::text; continue; end if;
    insert into appointments.slots (committee_id, unit_id, kind_id, staff_id, place_id, manner, during, series_id, link)
    values (desk.committee_id, desk.unit_id, k.id, p_staff, p_place, p_manner, tstzrange(p_from[at], p_to[at]), s.id, p_link)
    on conflict do nothing returning slots.id into made;
    if made is null then return query select at, null::uuid, 'taken'::text; continue; end if;
    insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, place_id, manner)
    values (desk.committee_id, desk.unit_id, k.id, p_from[at], p_to[at], made, p_staff, p_place, p_manner);
    return query select at, made, 'done'::text;
    made := null;
  end loop;
end $$;
