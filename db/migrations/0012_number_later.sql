-- A person who was first handed in without a number, and now with one: the number is added to the account they have, once, so that they meet
-- their cases when they sign in. A number that is somebody else's already is refused: the two are linked by hand, or not at all.
-- [{ n, ref, name, language, protectedIdentity, index (hex HMAC of the number), sealed (hex) }] → what became of each
create or replace function record.receive_people(p_items jsonb) returns table (n int, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source record.sources := record.my_source(); late record; numbered text[] := '{}';
begin
  perform record.one_at_a_time(source.id);
  for late in
    select distinct on (i.ref) i.ref, p.id, decode(i.index, 'hex') as index, decode(i.sealed, 'hex') as sealed
    from jsonb_to_recordset(p_items) as i(n int, ref text, index text, sealed text)
    join record.people r on r.committee_id = source.committee_id and r.source_id = source.id and r.ref = i.ref
    join identity.persons p on p.id = r.person_id and p.number_index is null
    where i.index is not null order by i.ref, i.n desc
  loop
    -- Tried and not asked for first: another source may be giving the same number at this moment.
    begin
      update identity.persons p set number_index = late.index, number_sealed = late.sealed where p.id = late.id and p.number_index is null;
      numbered := numbered || late.ref;
    exception when unique_violation then null;
    end;
  end loop;

  -- A number is matched once; a person that the source knows without a number gets an account of their own.
  insert into identity.persons (number_index, number_sealed)
  select distinct on (s.index) s.index, s.sealed
  from (
    select distinct on (i.ref) i.ref, decode(i.index, 'hex') as index, decode(i.sealed, 'hex') as sealed
    from jsonb_to_recordset(p_items) as i(n int, ref text, index text, sealed text) where i.index is not null order by i.ref, i.n desc
  ) s
  where not exists (select from record.people r where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = s.ref)
  on conflict (number_index) do nothing;

  return query
  with item as (
    -- The number of a reference is the last one that the batch has for it, whichever of its items says so.
    select i.*, first_value(i.index) over (partition by i.ref order by i.index is null, i.n desc) as number
    from jsonb_to_recordset(p_items) as i(n int, ref text, name text, language text, "protectedIdentity" text, index text)
  ), found as (
    select i.*, p.id as matched, r.person_id as known, gen_random_uuid() as made,
      case
        when i.index <> i.number then 'other-person'
        when i.index is null or r.person_id is null or r.person_id = p.id then null
        when exists (select from identity.persons k where k.id = r.person_id and k.number_index is null) then 'number-taken'
        else 'other-person' end as refused
    from item i
    left join lateral (select * from identity.persons p where p.number_index = decode(i.number, 'hex') limit 1) p on true
    left join lateral (select * from record.people r where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = i.ref limit 1) r on true
  ), held as (
    select f.*, row_number() over (partition by f.ref, f.refused is null order by f.n desc) as turn from found f
  ), unnumbered as (
    insert into identity.persons (id) select h.made from held h where h.matched is null and h.known is null and h.refused is null and h.turn = 1
  ), stored as (
    insert into record.people as r (committee_id, source_id, ref, person_id, name, language, protected_identity)
    select source.committee_id, source.id, h.ref, coalesce(h.known, h.matched, h.made), h.name, h.language, h."protectedIdentity"
    from held h where h.refused is null and h.turn = 1
    on conflict (committee_id, source_id, ref) do update set name = excluded.name, language = excluded.language, protected_identity = excluded.protected_identity
    where (r.name, r.language, r.protected_identity) is distinct from (excluded.name, excluded.language, excluded.protected_identity)
    returning r.ref
  )
  select h.n, case
    when h.refused is not null then h.refused
    when h.turn > 1 then 'repeated'
    when h.known is null or s.ref is not null or h.ref = any (numbered) then 'stored' else 'unchanged' end
  from held h left join stored s on s.ref = h.ref;
end $$;
