-- What the last comparison found at a source and not here, or in a later version there (INT-03): the source's own references and the unit, for the
-- system steward, who sees no matter. In order, `p_most` after `p_skip`.
create function record.source_lacks(p_source uuid, p_newer boolean, p_skip int, p_most int)
returns table (matter text, ref text, unit jsonb, compared_at timestamptz) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return; end if;
  return query
  select m.ref, lacked.ref, u.name, m.compared_at
  from record.matters m
  join directory.units u on u.id = m.unit_id
  cross join lateral unnest(case when p_newer then m.changed else m.missing end) as lacked(ref)
  where m.committee_id = desk.committee_id and m.source_id = p_source
  order by m.ref, lacked.ref collate "C" offset p_skip limit p_most;
end $$;
grant execute on function record.source_lacks(uuid, boolean, int, int) to delakt_staff;
