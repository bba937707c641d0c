-- One officer's own queue at a unit where a million items wait: whose a matter is, is found from the name and not by reading every assignment of
-- the unit, and what waits in their matters is put in order from the index alone.
create index assigned_to on record.events (unit_id, (event #>> '{detail,officer,name}'), matter_id) where kind = 'assigned';

create or replace function record.my_matters() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); me text;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return '{}'; end if;
  select w.name into me from directory.staff w where w.id = desk.staff_id;
  return (
    select coalesce(array_agg(once.matter_id), '{}') from (
      select distinct e.matter_id from record.events e
      where e.committee_id = desk.committee_id and e.unit_id = desk.unit_id and e.kind = 'assigned' and e.event #>> '{detail,officer,name}' = me
    ) once
    where me = (
      select e.event #>> '{detail,officer,name}' from record.events e
      where e.committee_id = desk.committee_id and e.unit_id = desk.unit_id and e.matter_id = once.matter_id and e.kind = 'assigned' and e.event -> 'detail' ? 'officer'
      order by e.at desc, e.seq desc, e.version desc limit 1));
end $$;

create index queue_by_matter on gate.release_decisions (committee_id, matter_id) include (unit_id, waiting_since, item_id, person_id, kind)
  where state in ('imported', 'assessed') and not at_closing and listed;

create or replace function gate.waiting(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most int) returns setof gate.release_decisions language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.committee_id, d.matter_id, d.item_id, d.person_id, d.waiting_since from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
        and (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
      order by d.waiting_since, d.item_id, d.person_id limit p_most
    )
    select d.* from own o join gate.release_decisions d using (committee_id, matter_id, item_id, person_id)
    order by o.waiting_since, o.item_id, o.person_id;
  elsif p_kinds <> '{}' then
    foreach p_kind in array p_kinds loop
      return query
      select * from gate.release_decisions d
      where d.unit_id = p_unit and d.kind = p_kind and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person)
      order by d.waiting_since, d.item_id, d.person_id limit p_most;
    end loop;
  else
    return query
    select * from gate.release_decisions d
    where d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person)
    order by d.waiting_since, d.item_id, d.person_id limit p_most;
  end if;
end $$;

create or replace function gate.waiting_before(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most int) returns setof gate.release_decisions language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.committee_id, d.matter_id, d.item_id, d.person_id, d.waiting_since from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
        and (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
      order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most
    )
    select d.* from own o join gate.release_decisions d using (committee_id, matter_id, item_id, person_id)
    order by o.waiting_since desc, o.item_id desc, o.person_id desc;
  elsif p_kinds <> '{}' then
    foreach p_kind in array p_kinds loop
      return query
      select * from gate.release_decisions d
      where d.unit_id = p_unit and d.kind = p_kind and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person)
      order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most;
    end loop;
  else
    return query
    select * from gate.release_decisions d
    where d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person)
    order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most;
  end if;
end $$;
