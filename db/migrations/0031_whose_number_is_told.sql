-- As before, and whether the committee knows the person already: only then is the name told. Others are only said to be called something else.
drop function record.known_names(bytea);
create function record.known_names(p_index bytea) returns table (name text, here boolean) language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); whose identity.persons; names text[];
begin
  if desk.role is distinct from 'caseOfficer' or (record.own_source(desk.committee_id)).id is null then return; end if;
  select * into whose from identity.persons p where p.number_index = p_index;
  if whose.id is null then return; end if;
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, purpose)
  values ('staff', desk.staff_id, desk.session_id, desk.assignment_id, desk.committee_id, whose.id, 'look up whose number');
  select array_agg(distinct r.name order by r.name) into names from record.people r where r.person_id = whose.id and r.committee_id = desk.committee_id;
  return query select n, names is not null from unnest(case when whose.name <> '' then array[whose.name] else names end) as n;
end $$;
grant execute on function record.known_names(bytea) to delakt_staff;
