-- What a reading says of one person.
-- The matters of a person that the source was seen to hold when they were last read. One that came only as a file is none of them.
create function record.matters_read(p_person text) returns setof text language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query
  select m.ref from record.people r
  join record.matters m on m.committee_id = r.committee_id and m.person_id = r.person_id and m.source_id = r.source_id
  where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = p_person and m.compared_at is not null;
end $$;
grant execute on function record.matters_read(text) to delakt_source;

-- Whose matter it is, as the source knows them: read by itself when the matter is opened for them.
create function record.person_in(p_matter uuid) returns table (ref text, number_sealed bytea) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query
  select r.ref, p.number_sealed from record.matters m
  join record.people r on r.committee_id = m.committee_id and r.source_id = m.source_id and r.person_id = m.person_id
  join identity.persons p on p.id = r.person_id
  where m.committee_id = source.committee_id and m.id = p_matter and m.source_id = source.id and p.number_sealed is not null;
end $$;
grant execute on function record.person_in(uuid) to delakt_source;

-- As before, and their own pages say so at once.
create or replace function record.note_read(p_person text, p_waiting text[]) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  with read as (
    update record.people r set read_at = now(), unread_since = null
    where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = p_person returning r.person_id
  )
  update shelf.matters x set last_good_at = now(), source_down_since = null
  from read
  join record.matters m on m.committee_id = source.committee_id and m.source_id = source.id and m.person_id = read.person_id
  join gate.openings o on o.committee_id = m.committee_id and o.matter_id = m.id and o.ended_at is null
  where x.id = o.shelf_id;
  update record.quarantine q set taken_at = now()
  where q.source_id = source.id and q.item ->> 'person' = p_person and q.item ->> 'type' = 'lifecare' and q.taken_at is null and encode(q.hash, 'hex') <> all (p_waiting);
end $$;
