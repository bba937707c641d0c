-- What the last comparison found at a source and not here, or in a later version there (INT-03): the source's own references and the unit, for the
-- system steward, who sees no matter; and the item in quarantine, when that is where it went. In order, `p_most` after `p_skip`.
create function record.source_lacks(p_source uuid, p_newer boolean, p_skip int, p_most int)
returns table (matter text, ref text, unit jsonb, compared_at timestamptz, aside uuid) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return; end if;
  return query
  with lacks as (
    select m.ref as matter, lacked.ref, m.unit_id, m.compared_at
    from record.matters m
    cross join lateral unnest(case when p_newer then m.changed else m.missing end) as lacked(ref)
    where m.committee_id = desk.committee_id and m.source_id = p_source
    order by m.ref, lacked.ref collate "C" offset p_skip limit p_most
  ), aside as (
    select distinct on (1) coalesce(q.item #>> '{event,ref}', q.item ->> 'ref') as ref, q.id
    from record.quarantine q where q.committee_id = desk.committee_id and q.source_id = p_source and q.taken_at is null order by 1, q.received_at desc
  )
  select l.matter, l.ref, u.name, l.compared_at, a.id
  from lacks l join directory.units u on u.id = l.unit_id left join aside a on a.ref = l.ref
  order by l.matter, l.ref collate "C";
end $$;
grant execute on function record.source_lacks(uuid, boolean, int, int) to delakt_staff;
