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
