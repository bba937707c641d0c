-- What staff write in a matter kept here is corrected by a later version and marked as registered by mistake, as a source's own is, and
-- what is undone in the queue comes back as it was.

-- As before, and also an annulment; a later version keeps its place among what happened at the same time, and only the next version fits.
drop function record.write_event(uuid, text, int, text, timestamptz, jsonb);
create function record.write_event(p_matter uuid, p_ref text, p_version int, p_kind text, p_at timestamptz, p_event jsonb, p_annulled boolean default false) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources; held record.events; newest record.events; answer text;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
  if m.id is null then return 'none'; end if;
  select * into source from record.sources where id = m.source_id;
  if source.kind <> 'native' then return 'other-system'; end if;
  perform record.one_at_a_time(source.id);
  -- The same form sent twice is one event, and a reference belongs to the matter it was first used in.
  select * into held from record.events e where e.source_id = source.id and e.ref = p_ref order by (e.version = p_version) desc limit 1;
  if held.matter_id <> m.id then return 'none'; end if;
  if held.version = p_version then
    return case when held.kind = p_kind and held.event = p_event and held.annulled = p_annulled then 'unchanged' else 'version-conflict' end;
  end if;
  select * into newest from record.events e where e.source_id = source.id and e.ref = p_ref order by e.version desc limit 1;
  if p_version <> coalesce(newest.version + 1, 0) then return 'version-conflict'; end if;
  select s.outcome into answer from record.store_events(source, jsonb_build_array(jsonb_build_object('n', 1, 'matter', m.ref, 'ref', p_ref, 'version', p_version, 'kind', p_kind,
    'at', p_at, 'seq', coalesce(newest.seq, (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id)), 'event', p_event,
    'annulled', p_annulled)), false) s;
  return answer;
end $$;

-- As before, and also a later version of one. Without bytes (`p_parts` null) it is the same file under another title.
drop function record.write_document(uuid, text, text, text, bytea, bytea[]);
create function record.write_document(p_matter uuid, p_ref text, p_version int, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources; newest record.documents;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
  if m.id is null then return 'none'; end if;
  select * into source from record.sources where id = m.source_id;
  if source.kind <> 'native' then return 'other-system'; end if;
  if p_parts is not null then return record.store_document(source, m.ref, p_ref, p_version, p_title, p_type, p_hash, p_parts); end if;
  select * into newest from record.documents d
  where d.committee_id = m.committee_id and d.matter_id = m.id and d.source_id = source.id and d.ref = p_ref and d.version < p_version order by d.version desc limit 1;
  if newest.id is null then return 'none'; end if;
  return record.store_document(source, m.ref, p_ref, p_version, p_title, newest.type, newest.hash,
    array(select t.bytes from record.document_parts t where t.committee_id = m.committee_id and t.document_id = newest.id order by t.part));
end $$;
grant execute on function record.write_event(uuid, text, int, text, timestamptz, jsonb, boolean), record.write_document(uuid, text, int, text, text, bytea, bytea[]) to delakt_staff;

-- After a later version or an annulment: what it replaces is no longer released anew. What was registered by mistake is gone from the shelf with
-- its documents, and where it stood it is said that something was: nothing that a person has seen is missing in silence.
create or replace function gate.settle(p_committee uuid, p_source uuid, p_refs text[]) returns void language plpgsql security definer set search_path = '' as $$
declare gone uuid[]; emptied uuid[];
begin
  with placed as (
    select e.id, e.matter_id, e.ref, e.version, e.version < max(e.version) over item as replaced,
      e.version <= coalesce(max(e.version) filter (where e.annulled) over item, -1) as void,
      max(e.version) filter (where e.annulled) over item = max(e.version) over item as ended
    from record.events e where e.source_id = p_source and e.ref = any (p_refs)
    window item as (partition by e.matter_id, e.ref)
  ), closed as (
    update gate.release_decisions d
    set state = 'withdrawn', reason = case when p.void then 'annulled' else 'replaced' end, decided_at = now(), due_at = null
    from placed p
    where d.committee_id = p_committee and d.matter_id = p.matter_id and d.item_id = p.id and d.state <> 'withdrawn'
      and (p.void or (p.replaced and d.copy_id is null))
    returning d.copy_id, d.person_id, p.matter_id, p.ref, p.version, p.void, p.ended
  ), void as (
    select c.copy_id, c.ended and row_number() over (partition by c.person_id, c.matter_id, c.ref order by c.version desc) = 1 as place
    from closed c where c.void and c.copy_id is not null
  )
  select array_agg(copy_id) filter (where not place), array_agg(copy_id) filter (where place) into gone, emptied from void;
  if gone is not null then perform gate.take_back(gone); end if;
  if emptied is not null then
    delete from shelf.documents where id in (select document_id from shelf.copies where id = any (emptied));
    update shelf.copies set kind = 'annulled', event = jsonb_build_object('annulledAt', now()), document_id = null where id = any (emptied);
  end if;
end $$;

-- What it takes to put a decision back as it was.
alter table gate.release_history add column due_at timestamptz, add column reader_text text, add column existence_secret boolean;

create or replace function gate.keep_history() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.state, new.reason, new.reader_text, new.existence_secret, new.decided_by) is distinct from (old.state, old.reason, old.reader_text, old.existence_secret, old.decided_by) then
    new.revision := old.revision + 1;
    -- What a rule decided when the item came in is written down the first time somebody changes it: most never are.
    if old.revision = 1 then
      insert into gate.release_history (committee_id, matter_id, item_id, person_id, unit_id, revision, state, rule_id, reason, decided_by, assignment_id, at, due_at, reader_text, existence_secret)
      values (old.committee_id, old.matter_id, old.item_id, old.person_id, old.unit_id, 1, old.state, old.rule_id, old.reason, old.decided_by, old.assignment_id, old.decided_at,
        old.due_at, old.reader_text, old.existence_secret);
    end if;
    insert into gate.release_history (committee_id, matter_id, item_id, person_id, unit_id, revision, state, rule_id, reason, decided_by, assignment_id, due_at, reader_text, existence_secret)
    values (new.committee_id, new.matter_id, new.item_id, new.person_id, new.unit_id, new.revision, new.state, new.rule_id, new.reason, new.decided_by, new.assignment_id,
      new.due_at, new.reader_text, new.existence_secret);
  end if;
  return new;
end $$;

-- Takes back what was decided last: state, rule, day, reason and words are as they were before it, and who put them back is on record.
-- A decision from before this was kept goes back to waiting for a look. 'stale' also when nothing was decided.
create function gate.undo(p_matter uuid, p_item uuid, p_person uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions; was gate.release_history; kept boolean;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  select * into was from gate.release_history h
  where h.committee_id = held.committee_id and h.matter_id = p_matter and h.item_id = p_item and h.person_id = p_person and h.revision = p_seen - 1;
  if held.reason in ('annulled', 'replaced') then return 'none'; end if;
  if was.item_id is null then return 'stale'; end if;
  kept := was.existence_secret is not null;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  update gate.release_decisions d
  set state = case when kept then was.state else 'assessed' end, reason = case when kept then was.reason end, reader_text = was.reader_text,
    existence_secret = coalesce(was.existence_secret, false), rule_id = was.rule_id, due_at = was.due_at,
    decided_by = desk.staff_id, assignment_id = desk.assignment_id, decided_at = now()
  where d.committee_id = held.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person;
  perform gate.hand_over(held.committee_id, array[p_matter]);
  perform gate.recount(held.committee_id, array[p_matter]);
  return 'done';
end $$;
grant execute on function gate.undo(uuid, uuid, uuid, int) to delakt_staff;

-- As before; what the rule shows when its days have passed is shown by the rule, whoever put it back to wait for it.
create or replace function gate.release_due(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare touched record; done int := 0;
begin
  for touched in
    with due as (
      select committee_id, matter_id, item_id, person_id from gate.release_decisions
      where state = 'assessed' and due_at <= now() order by due_at limit p_most for update skip locked
    )
    update gate.release_decisions d set state = 'released', decided_at = now(), due_at = null, decided_by = null, assignment_id = null from due
    where d.committee_id = due.committee_id and d.matter_id = due.matter_id and d.item_id = due.item_id and d.person_id = due.person_id
    returning d.committee_id, d.matter_id
  loop
    done := done + 1;
    perform gate.hand_over(touched.committee_id, array[touched.matter_id]);
    perform gate.recount(touched.committee_id, array[touched.matter_id]);
  end loop;
  return done;
end $$;
