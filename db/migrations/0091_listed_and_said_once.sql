-- What was there when somebody was named to read it is listed on their own page and stands in no queue: forty old items are not forty things to do today. What
-- comes after, and what a fact that changed has hidden, waits in the queue as everything else does.
alter table gate.release_decisions add column listed boolean not null default true;
drop index gate.queue, gate.queue_by_kind;
create index queue on gate.release_decisions (unit_id, waiting_since, item_id, person_id) where state in ('imported', 'assessed') and not at_closing and listed;
create index queue_by_kind on gate.release_decisions (unit_id, kind, waiting_since, item_id, person_id) where state in ('imported', 'assessed') and not at_closing and listed;
create or replace function gate.waiting(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most int) returns setof gate.release_decisions language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.* from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
    )
    select * from own d where (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
    order by d.waiting_since, d.item_id, d.person_id limit p_most;
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
      select d.* from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
    )
    select * from own d where (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
    order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most;
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

create or replace function gate.add_recipient(p_matter uuid, p_key uuid, p_index bytea, p_sealed bytea, p_born date, p_name text, p_capacity text, p_document text, p_valid_to date) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; whose uuid; about text;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null then return 'none'; end if;
  if exists (select from gate.recipients r where r.committee_id = m.committee_id and r.key = p_key) then return 'done'; end if;
  insert into identity.persons (number_index, number_sealed, born_on) values (p_index, p_sealed, p_born) on conflict (number_index) do nothing;
  select p.id into whose from identity.persons p where p.number_index = p_index;
  if whose = m.person_id then return 'self'; end if;
  if not gate.of_age(whose) then return 'young'; end if;
  if m.guarded or exists (select from record.people p where p.person_id = whose and p.committee_id = m.committee_id and p.protected_identity <> 'none') then return 'protected'; end if;
  insert into gate.recipients (committee_id, matter_id, person_id, unit_id, name, capacity, document, valid_to, key, added_by, assignment_id)
  values (m.committee_id, m.id, whose, m.unit_id, p_name, p_capacity, p_document, p_valid_to, p_key, desk.staff_id, desk.assignment_id) on conflict do nothing;
  if not found then return 'there'; end if;
  -- Everything that is there is listed for this recipient; so is what waited when an earlier right ended.
  insert into gate.release_decisions as d (committee_id, matter_id, item_id, person_id, unit_id, kind, state, listed)
  select e.committee_id, e.matter_id, e.id, whose, m.unit_id, e.kind, 'imported', false from record.events e
  where e.committee_id = m.committee_id and e.matter_id = m.id and not e.annulled
    and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version > e.version)
  on conflict (committee_id, matter_id, item_id, person_id) do update set state = 'imported', reason = null, waiting_since = now(), listed = false where d.state = 'withdrawn' and d.reason = 'ended';
  select r.name into about from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1;
  perform gate.open_for(m, whose, p_capacity, about, desk);
  return 'done';
end $$;

create or replace function gate.hide(p_committee uuid, p_matters uuid[], p_recipient uuid, p_others boolean, p_why text) returns void language plpgsql security definer set search_path = '' as $$
declare gone uuid[];
begin
  with hidden as (
    update gate.release_decisions d set state = 'imported', reason = p_why, rule_id = null, due_at = null, at_closing = false, sensitive = false, reassess_on = null,
      decided_by = null, assignment_id = null, decided_at = now(), waiting_since = now(), listed = true
    from record.matters m
    where m.committee_id = p_committee and m.id = any (p_matters) and d.committee_id = m.committee_id and d.matter_id = m.id
      and d.state in ('released', 'assessed') and (p_recipient is null or d.person_id = p_recipient) and not (p_others and d.person_id = m.person_id)
    returning d.copy_id
  )
  select array_agg(h.copy_id) filter (where h.copy_id is not null) into gone from hidden h;
  if gone is not null then perform gate.take_back(gone); end if;
  update gate.openings o set hidden_at = now()
  from record.matters m
  where m.committee_id = p_committee and m.id = any (p_matters) and o.committee_id = m.committee_id and o.matter_id = m.id
    and (p_recipient is null or o.person_id = p_recipient) and not (p_others and o.person_id = m.person_id);
  perform gate.recount(p_committee, p_matters);
end $$;

create or replace function gate.decide(p_matter uuid, p_item uuid, p_person uuid, p_seen int, p_state text, p_reason text, p_text text, p_secret boolean, p_sensitive boolean DEFAULT false, p_closing boolean DEFAULT false, p_reassess date DEFAULT NULL::date) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  if p_state not in ('released', 'withheld', 'assessed', 'withdrawn') or held.reason in ('annulled', 'replaced', 'ended') then return 'none'; end if;
  if p_state = 'released' and exists (select from gate.versions(held.committee_id, p_matter, p_item, p_person, true) n where gate.is_no(n)) then return 'none'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  update gate.release_decisions d
  set state = p_state, reason = case when p_state in ('withheld', 'withdrawn') then p_reason end, reader_text = case when p_state in ('withheld', 'withdrawn') or p_sensitive then p_text end,
    existence_secret = p_state = 'withheld' and p_secret,
    sensitive = p_state in ('released', 'assessed') and p_sensitive, uncovered_at = null, listed = true, at_closing = p_state = 'assessed' and p_closing,
    reassess_on = case when p_state = 'withheld' then p_reassess end, decided_by = desk.staff_id, assignment_id = desk.assignment_id, rule_id = null, decided_at = now(),
    due_at = case when p_state = 'assessed' and p_closing and record.is_closed(d.committee_id, d.matter_id) then now() end,
    waiting_since = case when p_state = 'assessed' and held.state not in ('imported', 'assessed') then now() else d.waiting_since end
  where d.committee_id = held.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person;
  if p_state <> 'assessed' then
    perform gate.take_back(array(
      select v.copy_id from gate.versions(held.committee_id, p_matter, p_item, p_person, false) v
      where v.copy_id is not null and (p_state <> 'released' or v.state = 'withheld')));
  end if;
  if p_state in ('withheld', 'withdrawn') then
    update gate.release_decisions d set due_at = null
    from gate.versions(held.committee_id, p_matter, p_item, p_person, true) v
    where d.committee_id = v.committee_id and d.matter_id = v.matter_id and d.item_id = v.item_id and d.person_id = v.person_id and d.due_at is not null;
  end if;
  perform gate.hand_over(held.committee_id, array[p_matter]);
  perform gate.recount(held.committee_id, array[p_matter]);
  return 'done';
end $$;

create or replace function voice.say(p_copy uuid, p_kind text, p_text text, p_key uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; d gate.release_decisions;
begin
  select * into held from shelf.copies c where c.id = p_copy and c.person_id = me;
  if held.id is null then return false; end if;
  select * into d from gate.release_decisions x where x.copy_id = held.id;
  -- The same words again within the hour are the same: somebody went back and sent once more.
  if exists (select from voice.remarks r where r.person_id = me and r.shelf_id = held.matter_id and r.ref = held.ref and r.kind = p_kind and r.text = p_text
    and r.at > now() - interval '1 hour') then return true; end if;
  insert into voice.remarks (committee_id, person_id, unit_id, matter_id, item_id, shelf_id, copy_id, ref, kind, text, key)
  values (held.committee_id, me, d.unit_id, d.matter_id, d.item_id, held.matter_id, held.id, held.ref, p_kind, p_text, p_key)
  on conflict (person_id, key) do nothing;
  return true;
end $$;
