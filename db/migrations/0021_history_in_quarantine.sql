-- What came as history (INT-02) is history also when it is understood later.
alter table record.quarantine add column imported boolean not null default false;

create or replace function record.keep_in_quarantine(p_items jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  insert into record.quarantine as q (committee_id, source_id, item, hash, reason, imported)
  select distinct on (i.hash) source.committee_id, source.id, i.item, decode(i.hash, 'hex'), i.reason, coalesce(i.imported, false)
  from jsonb_to_recordset(p_items) as i(item jsonb, hash text, reason text, imported boolean)
  on conflict (source_id, hash) do update set taken_at = null, received_at = now() where q.taken_at is not null;
end $$;

drop function record.waiting_quarantine(uuid, int);
create function record.waiting_quarantine(p_after uuid, p_most int) returns table (id uuid, item jsonb, imported boolean) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query select q.id, q.item, q.imported from record.quarantine q
    where q.source_id = source.id and q.taken_at is null and (p_after is null or q.id > p_after) order by q.id limit p_most;
end $$;
grant execute on function record.waiting_quarantine(uuid, int) to delakt_source;
