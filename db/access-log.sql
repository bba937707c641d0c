-- The access log of one committee and a period as a table, by the person it is about or by who at work did it: docs/operations.md says how it is run.
-- psql variables: committee (its Swedish name), since, until (days, the last one not counted), and "case" (a case number of the person) or staff (a name).
\if :{?case}
\else
  \set case ''
\endif
\if :{?staff}
\else
  \set staff ''
\endif
select (:'case' <> '') <> (:'staff' <> '')
  and exists (
    select from directory.committees c where c.name ->> 'sv' = :'committee'
    and (:'case' = '' or exists (select from record.matters m where m.committee_id = c.id and m.number = :'case'))
    and (:'staff' = '' or exists (select from directory.staff w where w.name = :'staff'))) as known \gset
\if :known
\else
  do $$ begin raise exception 'Say one committee, and one case or one name that it has: nothing was looked up.'; end $$;
\endif

select l.at, l.actor, coalesce(w.name, s.name, 'the person') as who, u.name ->> 'sv' as unit, a.role, l.purpose, l.reason, m.number as "case", l.item_id as item, l.session_id as session
from audit.access_log l
join directory.committees c on c.id = l.committee_id and c.name ->> 'sv' = :'committee'
left join directory.staff w on l.actor = 'staff' and w.id = l.actor_id
left join record.sources s on l.actor = 'source' and s.id = l.actor_id
left join directory.assignments a on a.id = l.assignment_id
left join directory.units u on u.id = a.unit_id
-- A person's own reading is written with the address of their copy, and staff's with the matter itself.
left join record.matters m on m.committee_id = l.committee_id
  and m.id = coalesce((select o.matter_id from gate.openings o where o.committee_id = l.committee_id and o.shelf_id = l.matter_id limit 1), l.matter_id)
where l.at >= :'since'::date and l.at < :'until'::date
  and (:'case' = '' or l.person_id in (select x.person_id from record.matters x where x.committee_id = c.id and x.number = :'case'))
  and (:'staff' = '' or w.name = :'staff')
order by l.at, l.id;
