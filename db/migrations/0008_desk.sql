-- What the desk asks for by name, number or officer. Searching under row security cannot use text that is not leakproof, so each of
-- these is a function of the definer's that keeps to the unit of the session and answers with ids, which are then read as anything else.

-- By case number (its beginning), by person (the index of a number) or by the beginnings of the words of a name. Nothing else may be
-- searched for (SoLPuF 15 §).
create function record.find_matters(p_text text, p_index bytea, p_most int) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); sought text[] := regexp_split_to_array(btrim(lower(p_text)), '\s+');
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') or p_text = '' then return; end if;
  return query
  select m.id from record.matters m
  where m.committee_id = desk.committee_id and m.unit_id = desk.unit_id and (
    starts_with(lower(m.number), lower(p_text))
    or m.person_id = (select p.id from identity.persons p where p.number_index = p_index)
    or exists (
      select from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id and r.source_id = m.source_id
        and (select bool_and(strpos(' ' || replace(lower(r.name), '-', ' '), ' ' || replace(word, '-', ' ')) > 0) from unnest(sought) word)))
  order by m.opened_on desc, m.id limit p_most;
end $$;

-- The matters whose latest card names the one who is asking: a filter for the queue, and no more than that.
create function record.my_matters() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return '{}'; end if;
  return (
    select coalesce(array_agg(latest.matter_id), '{}') from (
      select distinct on (e.matter_id) e.matter_id, e.event #>> '{detail,officer,name}' as officer
      from record.events e
      where e.committee_id = desk.committee_id and e.unit_id = desk.unit_id and e.kind = 'assigned' and e.event -> 'detail' ? 'officer'
      order by e.matter_id, e.at desc, e.seq desc, e.version desc
    ) latest
    where latest.officer = (select w.name from directory.staff w where w.id = desk.staff_id));
end $$;
create index assigned on record.events (unit_id, matter_id) where kind = 'assigned';

-- The queue after a place in it, oldest first, seen through the row security of whoever asks. A unit's whole queue is walked by its index and
-- stopped when the page is full, however long it is; one's own matters are few, so their items are read first and then put in order.
-- Planned anew each time: only then is it seen that a kind is rare, and that its own index is the one to walk. Up to `p_most` of each kind.
create function gate.waiting(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_most int) returns setof gate.release_decisions
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.* from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed')
    )
    select * from own d where (d.waiting_since, d.item_id) > (p_since, p_item) and (p_kinds = '{}' or d.kind = any (p_kinds))
    order by d.waiting_since, d.item_id limit p_most;
  elsif p_kinds <> '{}' then
    foreach p_kind in array p_kinds loop
      return query
      select * from gate.release_decisions d
      where d.unit_id = p_unit and d.kind = p_kind and d.state in ('imported', 'assessed') and (d.waiting_since, d.item_id) > (p_since, p_item)
      order by d.waiting_since, d.item_id limit p_most;
    end loop;
  else
    return query
    select * from gate.release_decisions d
    where d.unit_id = p_unit and d.state in ('imported', 'assessed') and (d.waiting_since, d.item_id) > (p_since, p_item)
    order by d.waiting_since, d.item_id limit p_most;
  end if;
end $$;

create index queue_by_kind on gate.release_decisions (unit_id, kind, waiting_since, item_id) where state in ('imported', 'assessed');

-- The same the other way: what stands just before a place, the nearest first.
create function gate.waiting_before(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_most int) returns setof gate.release_decisions
language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.* from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed')
    )
    select * from own d where (d.waiting_since, d.item_id) < (p_since, p_item) and (p_kinds = '{}' or d.kind = any (p_kinds))
    order by d.waiting_since desc, d.item_id desc limit p_most;
  elsif p_kinds <> '{}' then
    foreach p_kind in array p_kinds loop
      return query
      select * from gate.release_decisions d
      where d.unit_id = p_unit and d.kind = p_kind and d.state in ('imported', 'assessed') and (d.waiting_since, d.item_id) < (p_since, p_item)
      order by d.waiting_since desc, d.item_id desc limit p_most;
    end loop;
  else
    return query
    select * from gate.release_decisions d
    where d.unit_id = p_unit and d.state in ('imported', 'assessed') and (d.waiting_since, d.item_id) < (p_since, p_item)
    order by d.waiting_since desc, d.item_id desc limit p_most;
  end if;
end $$;

grant execute on function gate.waiting(uuid, boolean, text[], bigint, uuid, int), gate.waiting_before(uuid, boolean, text[], bigint, uuid, int), record.find_matters(text, bytea, int), record.my_matters() to delakt_staff;

-- Whether the one who asks has opened an item's document since it came as it now is: to show what one has not read is asked about once more.
create function gate.has_opened_document(p_matter uuid, p_item uuid, p_since timestamptz) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  return exists (
    select from audit.access_log l
    where l.person_id = (select m.person_id from record.matters m where m.committee_id = desk.committee_id and m.id = p_matter)
      and l.at >= p_since and l.actor = 'staff' and l.actor_id = desk.staff_id and l.item_id = p_item and l.purpose = 'review document');
end $$;

-- The name by which the sign-in provider knows the person of a matter of one's own unit, when they have signed in: a source that has mixed up
-- two people is seen before anything is opened for the wrong one.
create function record.confirmed_name(p_matter uuid) returns text language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return null; end if;
  return (
    select p.name from record.matters m join identity.persons p on p.id = m.person_id
    where m.committee_id = desk.committee_id and m.unit_id = desk.unit_id and m.id = p_matter);
end $$;
grant execute on function gate.has_opened_document(uuid, uuid, timestamptz), record.confirmed_name(uuid) to delakt_staff;
