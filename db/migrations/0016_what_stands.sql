-- What stands of an item that has several versions, or a document that comes or changes by itself: nothing old is left beside what somebody
-- decided, nothing new is shown because something old was, and the count says the same as the page.

-- A document as it was registered by mistake is nobody's to read. Its copy knows which version it is of.
alter table record.documents add column annulled_at timestamptz;
alter table shelf.documents add column version int not null default 0;
-- When its person first opened it: kept while the copy is away, for the time to appeal counts from there and never again.
alter table gate.release_decisions add column first_opened_at timestamptz;
-- What the matter was called when it was opened for its person: a later name is words that somebody has to look at first.
alter table gate.openings add column title text;
update gate.openings o set title = m.title from record.matters m where m.committee_id = o.committee_id and m.id = o.matter_id;

-- Versions of one item before (`p_later` false) or after another, with what was decided of each for one person.
create function gate.versions(p_committee uuid, p_matter uuid, p_item uuid, p_person uuid, p_later boolean) returns setof gate.release_decisions
language sql stable set search_path = '' as $$
  select d.* from record.events e
  join record.events o on o.source_id = e.source_id and o.ref = e.ref and case when p_later then o.version > e.version else o.version < e.version end
  join gate.release_decisions d on d.committee_id = o.committee_id and d.matter_id = o.matter_id and d.item_id = o.id and d.person_id = p_person
  where e.committee_id = p_committee and e.matter_id = p_matter and e.id = p_item
$$;

-- Somebody said no: it is not shown, and none of its other versions is shown because of a rule.
create function gate.is_no(d gate.release_decisions) returns boolean language sql immutable set search_path = '' as $$
  select d.state = 'withheld' or (d.state = 'withdrawn' and d.reason not in ('annulled', 'replaced'))
$$;

create or replace function gate.take_back(p_copies uuid[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions d set copy_id = null, first_opened_at = coalesce(d.first_opened_at, case when c.kind <> 'withheld' then c.opened_at end)
  from shelf.copies c where c.id = any (p_copies) and d.copy_id = c.id;
  delete from shelf.documents where id in (select document_id from shelf.copies where id = any (p_copies));
  delete from shelf.copies where id = any (p_copies);
end $$;

create or replace function gate.hand_document(p_committee uuid, p_matter uuid, p_source uuid, p_ref text, p_person uuid, p_shelf uuid, p_copy uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare held record.documents; handed uuid;
begin
  select * into held from record.documents d
  where d.committee_id = p_committee and d.matter_id = p_matter and d.source_id = p_source and d.ref = p_ref and d.annulled_at is null order by d.version desc limit 1;
  if held.id is null then return null; end if;
  handed := gate.address(convert_to(p_copy::text, 'UTF8'), held.id::text);
  insert into shelf.documents (id, person_id, matter_id, committee_id, title, type, size, version)
  values (handed, p_person, p_shelf, p_committee, held.title, held.type, held.size, held.version) on conflict (id) do nothing;
  if found then
    insert into shelf.document_parts (person_id, document_id, part, bytes)
    select p_person, handed, part, bytes from record.document_parts where committee_id = p_committee and document_id = held.id;
  end if;
  return handed;
end $$;

-- As before, and: what was opened once stays opened, and what was decided of an older version does not come back beside a later decision.
create or replace function gate.hand_over(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare due record; copy uuid;
begin
  for due in
    select d.item_id, d.person_id, d.state, d.reader_text, d.first_opened_at, o.shelf_id, o.salt, e.*
    from gate.openings o
    join gate.release_decisions d on d.committee_id = o.committee_id and d.matter_id = o.matter_id and d.person_id = o.person_id
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null and d.copy_id is null
      and (d.state = 'released' or (d.state = 'withheld' and not d.existence_secret))
      and not exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, true) n
        where gate.is_no(n) or (d.state = 'withheld' and n.state = 'released'))
  loop
    copy := gate.address(due.salt, due.item_id::text);
    if due.state = 'released' then
      insert into shelf.copies (id, person_id, matter_id, committee_id, kind, ref, version, at, seq, event, document_id, opened_at)
      values (copy, due.person_id, due.shelf_id, p_committee, due.kind, gate.alias(due.salt, due.ref), due.version, due.at, due.seq, gate.as_handed(due.salt, due.event),
        gate.hand_document(p_committee, due.matter_id, due.source_id, due.event -> 'detail' ->> 'document', due.person_id, due.shelf_id, copy), due.first_opened_at)
      on conflict (id) do nothing;
    else
      insert into shelf.copies (id, person_id, matter_id, committee_id, kind, ref, version, at, seq, event)
      values (copy, due.person_id, due.shelf_id, p_committee, 'withheld', gate.alias(due.salt, due.ref), due.version, due.at, due.seq, jsonb_build_object('text', due.reader_text))
      on conflict (id) do nothing;
    end if;
    continue when not found;
    update gate.release_decisions d set copy_id = copy
    where d.committee_id = p_committee and d.matter_id = due.matter_id and d.item_id = due.item_id and d.person_id = due.person_id;
  end loop;
end $$;

-- The honest count of a matter for one person, for their page and for the unit's. An item is a reference at the source. It is shown when some
-- version of it is released and no later one got a no; a document that waits beside words already shown does not hide them.
create function gate.count_of(p_committee uuid, p_matter uuid, p_person uuid)
returns table (shown int, withheld int, secret int, waiting int, missing int, changed int) language sql stable set search_path = '' as $$
  with version as (
    select e.source_id, e.ref, e.version, e.annulled, d.state, coalesce(d.existence_secret, false) as existence_secret,
      d.state = 'released' or (d.state = 'assessed' and d.copy_id is not null) as released,
      max(e.version) filter (where gate.is_no(d)) over (partition by e.source_id, e.ref) as no
    from record.events e
    left join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = p_person
    where e.committee_id = p_committee and e.matter_id = p_matter
  ), item as (
    select distinct on (v.source_id, v.ref) v.ref, v.annulled, v.state, v.existence_secret,
      coalesce(bool_or(v.released and v.version > coalesce(v.no, -1)) over (partition by v.source_id, v.ref), false) as shown
    from version v order by v.source_id, v.ref, v.version desc
  ), sum as (
    select count(*) filter (where i.shown)::int as shown,
      count(*) filter (where not i.shown and i.state = 'withheld' and not i.existence_secret)::int as withheld,
      count(*) filter (where not i.shown and i.state = 'withheld' and i.existence_secret)::int as secret,
      count(*) filter (where not i.shown and i.state is distinct from 'withheld')::int as waiting,
      count(*)::int as held
    from item i where not i.annulled
  )
  select s.shown, s.withheld, s.secret, s.waiting,
    greatest(cardinality(m.missing), m.reported - s.held, 0),
    -- A change to what must not be known to exist is not to be seen either.
    (select count(*)::int from unnest(m.changed) as c(ref) where not exists (select from item i where i.ref = c.ref and i.existence_secret))
  from sum s, record.matters m where m.committee_id = p_committee and m.id = p_matter
$$;

-- Whether a copy has a file: for staff who see the page as its person does.
create function gate.has_file(p_copy uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin return exists (select from shelf.copies c where c.id = p_copy and c.document_id is not null); end $$;
grant execute on function gate.count_of(uuid, uuid, uuid), gate.is_no(gate.release_decisions), gate.versions(uuid, uuid, uuid, uuid, boolean), gate.has_file(uuid) to delakt_staff;

create or replace function gate.recount(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  update shelf.matters s
  set shown = c.shown, withheld = c.withheld, waiting = c.waiting, missing = c.missing, changed = c.changed, compared_at = m.compared_at
  from gate.openings o
  join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
  cross join lateral gate.count_of(o.committee_id, o.matter_id, o.person_id) c
  where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null and s.id = o.shelf_id;
end $$;

-- As before, and: a no takes what is shown of the item's older versions with it, and no rule shows a later one; a decision to show is the one
-- word that stands, and none can be made of a version that a later no has hidden.
create or replace function gate.decide(p_matter uuid, p_item uuid, p_person uuid, p_seen int, p_state text, p_reason text, p_text text, p_secret boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  if p_state not in ('released', 'withheld', 'assessed', 'withdrawn') or held.reason in ('annulled', 'replaced') then return 'none'; end if;
  if p_state = 'released' and exists (select from gate.versions(held.committee_id, p_matter, p_item, p_person, true) n where gate.is_no(n)) then return 'none'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  update gate.release_decisions d
  set state = p_state, reason = case when p_state in ('withheld', 'withdrawn') then p_reason end, reader_text = case when p_state = 'withheld' then p_text end,
    existence_secret = p_state = 'withheld' and p_secret, decided_by = desk.staff_id, assignment_id = desk.assignment_id, rule_id = null, decided_at = now(), due_at = null
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

-- As before; a rule that has ended since gives no day back.
create or replace function gate.undo(p_matter uuid, p_item uuid, p_person uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
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
    existence_secret = coalesce(was.existence_secret, false), rule_id = was.rule_id,
    due_at = case when exists (select from gate.rules r where r.committee_id = held.committee_id and r.id = was.rule_id and r.ended_at is null) then was.due_at end,
    decided_by = desk.staff_id, assignment_id = desk.assignment_id, decided_at = now()
  where d.committee_id = held.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person;
  perform gate.hand_over(held.committee_id, array[p_matter]);
  perform gate.recount(held.committee_id, array[p_matter]);
  return 'done';
end $$;

-- What waited for the days of a rule to pass waits for a person to look when the rule ends.
create function gate.end_of_rule() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions set due_at = null
  where state = 'assessed' and due_at is not null and committee_id = new.committee_id and rule_id = new.id;
  return null;
end $$;
create trigger end_of_rule after update of ended_at on gate.rules for each row when (old.ended_at is null and new.ended_at is not null) execute function gate.end_of_rule();

-- Opens, or gives an opened matter the name it now has: either way somebody has looked at it.
create or replace function gate.open_matter(p_matter uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; before gate.openings; shelf_id uuid;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null then return false; end if;
  select * into before from gate.openings o
  where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id order by o.ended_at desc limit 1;
  insert into gate.openings (committee_id, matter_id, person_id, unit_id, opened_by, assignment_id, title, shelf_id, salt)
  values (m.committee_id, m.id, m.person_id, m.unit_id, desk.staff_id, desk.assignment_id, m.title,
    coalesce(before.shelf_id, gen_random_uuid()), coalesce(before.salt, sha256(gen_random_uuid()::text::bytea)))
  on conflict do nothing returning gate.openings.shelf_id into shelf_id;
  if shelf_id is null then
    update gate.openings o set title = m.title where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null;
    update shelf.matters s set title = m.title where s.id = before.shelf_id;
    return true;
  end if;
  insert into shelf.matters (person_id, id, committee_id, unit_id, number, field, title, opened_on, imported, source_label, data_from, invited_by, last_good_at, kept_here)
  select m.person_id, shelf_id, m.committee_id, m.unit_id, m.number, m.field, m.title, m.opened_on, m.imported, s.label, coalesce(m.known_from, s.data_from), w.name, s.last_good_at,
    s.kind = 'native'
  from record.sources s, directory.staff w where s.id = m.source_id and w.id = desk.staff_id;
  perform gate.hand_over(m.committee_id, array[m.id]);
  perform gate.recount(m.committee_id, array[m.id]);
  insert into kernel.outbox (topic, body) values ('matter.opened', jsonb_build_object('source', m.source_id, 'matter', m.id));
  return true;
end $$;

create or replace function gate.close_matter(p_matter uuid, p_reason text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); ended gate.openings;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  update gate.openings o set ended_at = now(), ended_by = desk.staff_id, ended_reason = p_reason
  where o.committee_id = desk.committee_id and o.matter_id = p_matter and o.unit_id = desk.unit_id and o.ended_at is null returning * into ended;
  if ended.shelf_id is null then return false; end if;
  perform gate.take_back(array(select c.id from shelf.copies c where c.person_id = ended.person_id and c.matter_id = ended.shelf_id));
  delete from shelf.matters where id = ended.shelf_id;
  return true;
end $$;

-- A document has come, or a later version of one: it belongs to the newest wording. What a rule shows, the rule shows with its document. What
-- a person decided to show was decided without it: the words stay, and the item waits for somebody to read the document too.
create function gate.document_came(p_committee uuid, p_matter uuid, p_source uuid, p_ref text) returns void language plpgsql security definer set search_path = '' as $$
declare waiting record; old uuid;
begin
  for waiting in
    select d.item_id, d.person_id, d.copy_id, d.decided_by, o.shelf_id from gate.release_decisions d
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    join gate.openings o on o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null
    where d.committee_id = p_committee and d.matter_id = p_matter and d.state = 'released' and d.copy_id is not null
      and e.source_id = p_source and e.event -> 'detail' ->> 'document' = p_ref
      and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version > e.version)
  loop
    if waiting.decided_by is not null then
      update gate.release_decisions d set state = 'assessed', decided_at = now(), waiting_since = now()
      where d.committee_id = p_committee and d.matter_id = p_matter and d.item_id = waiting.item_id and d.person_id = waiting.person_id;
      continue;
    end if;
    select c.document_id into old from shelf.copies c where c.id = waiting.copy_id;
    update shelf.copies c set document_id = gate.hand_document(p_committee, p_matter, p_source, p_ref, waiting.person_id, waiting.shelf_id, c.id) where c.id = waiting.copy_id;
    delete from shelf.documents x where x.id = old and x.id is distinct from (select c.document_id from shelf.copies c where c.id = waiting.copy_id);
  end loop;
end $$;

-- A document registered by mistake: gone from every shelf at once, whoever decided what.
create function gate.document_void(p_committee uuid, p_matter uuid, p_source uuid, p_ref text, p_version int) returns void language plpgsql security definer set search_path = '' as $$
begin
  update record.documents d set annulled_at = now()
  where d.committee_id = p_committee and d.matter_id = p_matter and d.source_id = p_source and d.ref = p_ref and d.version <= p_version and d.annulled_at is null;
  with gone as (
    delete from shelf.documents x using shelf.copies c, gate.release_decisions d, record.events e
    where d.committee_id = p_committee and d.matter_id = p_matter and c.id = d.copy_id and x.id = c.document_id and x.version <= p_version
      and e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id and e.source_id = p_source and e.event -> 'detail' ->> 'document' = p_ref
    returning x.id
  )
  update shelf.copies c set document_id = null from gone where c.document_id = gone.id;
end $$;

create or replace function record.store_document(source record.sources, p_matter text, p_ref text, p_version int, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text
language plpgsql security definer set search_path = '' as $$
declare m record.matters; known record.documents; stored uuid; void boolean;
begin
  perform record.one_at_a_time(source.id);
  select * into m from record.matters x where x.source_id = source.id and x.ref = p_matter;
  if m.id is null then return 'no-matter'; end if;
  select * into known from record.documents d where d.source_id = source.id and d.ref = p_ref and d.version = p_version;
  if known.id is not null then
    return case when known.matter_id <> m.id then 'other-matter' when known.hash = p_hash and known.title = p_title then 'unchanged' else 'version-conflict' end;
  end if;
  void := exists (select from record.events e where e.source_id = source.id and e.ref = p_ref and e.annulled and e.version >= p_version);
  insert into record.documents (committee_id, matter_id, source_id, ref, version, title, type, size, hash, unit_id, annulled_at)
  values (m.committee_id, m.id, source.id, p_ref, p_version, p_title, p_type, (select coalesce(sum(length(b)), 0) from unnest(p_parts) b), p_hash, m.unit_id,
    case when void then now() end)
  on conflict do nothing returning id into stored;
  if stored is null then return 'unchanged'; end if;
  insert into record.document_parts (committee_id, document_id, part, unit_id, bytes)
  select m.committee_id, stored, p.n::int - 1, m.unit_id, p.b from unnest(p_parts) with ordinality as p(b, n);
  if not void and not exists (select from record.documents d where d.source_id = source.id and d.ref = p_ref and d.version > p_version and d.annulled_at is null) then
    perform gate.document_came(m.committee_id, m.id, source.id, p_ref);
  end if;
  perform record.has_come(m.committee_id, array[m.id], array[p_ref]);
  return 'stored';
end $$;

-- What the last comparison lacked and has come since.
create function record.has_come(p_committee uuid, p_matters uuid[], p_refs text[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  update record.matters m set missing = array(select r from unnest(m.missing) r where r <> all (p_refs))
  where m.committee_id = p_committee and m.id = any (p_matters) and m.missing <> '{}' and m.missing && p_refs;
  if found then perform gate.recount(p_committee, p_matters); end if;
end $$;

-- As before, but the name a matter was opened under stays until somebody at the unit has looked at the new one (gate.open_matter).
create or replace function record.receive_matters(p_items jsonb, p_imported boolean) returns table (n int, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source record.sources := record.my_source(); places int[]; outcomes text[]; rewritten uuid[]; moved uuid[];
begin
  perform record.one_at_a_time(source.id);
  with item as (
    select i.*, row_number() over (partition by i.ref order by i.version desc, i.n desc) as turn
    from jsonb_to_recordset(p_items) as i(n int, ref text, version int, person text, unit text, number text, field text, title text, "openedOn" date, reported int, "knownFrom" date)
  ), held as (
    select i.*, p.person_id, u.id as unit_id, m.id as known, m.version as old_version, m.person_id as old_person, m.unit_id as old_unit,
      (m.unit_id, m.number, m.field, m.title, m.opened_on, m.reported, m.known_from) is not distinct from (u.id, i.number, i.field, i.title, i."openedOn", coalesce(i.reported, m.reported), i."knownFrom") as same
    from item i
    left join lateral (select * from record.people p where p.committee_id = source.committee_id and p.source_id = source.id and p.ref = i.person limit 1) p on true
    left join directory.units u on u.committee_id = source.committee_id and u.code = i.unit
    left join lateral (select * from record.matters m where m.source_id = source.id and m.ref = i.ref limit 1) m on true
  ), stored as (
    insert into record.matters as m (committee_id, source_id, ref, version, person_id, unit_id, number, field, title, opened_on, reported, known_from, imported)
    select source.committee_id, source.id, h.ref, h.version, h.person_id, h.unit_id, h.number, h.field, h.title, h."openedOn", h.reported, h."knownFrom", p_imported
    from held h
    where h.turn = 1 and h.person_id is not null and h.unit_id is not null and (h.known is null or (h.old_person = h.person_id and h.version >= h.old_version and not (h.same and h.version = h.old_version)))
    on conflict (source_id, ref) do update set version = excluded.version, unit_id = excluded.unit_id, number = excluded.number, field = excluded.field,
      title = excluded.title, opened_on = excluded.opened_on, reported = coalesce(excluded.reported, m.reported), known_from = excluded.known_from
    returning m.ref
  ), answer as (
    select h.n, h.known, h.turn, s.ref is not null as written, h.old_unit <> h.unit_id as elsewhere, case
      when h.person_id is null then 'no-person' when h.unit_id is null then 'no-unit'
      when h.known is not null and h.old_person <> h.person_id then 'other-person'
      when h.known is not null and h.version < h.old_version then 'old-version'
      when h.turn > 1 then 'repeated'
      when s.ref is not null then 'stored' else 'unchanged' end as outcome
    from held h left join stored s on s.ref = h.ref
  )
  select array_agg(a.n), array_agg(a.outcome), array_agg(a.known) filter (where a.known is not null and a.turn = 1 and a.written),
    array_agg(a.known) filter (where a.known is not null and a.turn = 1 and a.written and a.elsewhere)
  into places, outcomes, rewritten, moved from answer a;

  -- What follows the matter: access by unit, and the head of the person's own page.
  if moved is not null then
    update record.events e set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and e.committee_id = m.committee_id and e.matter_id = m.id;
    update record.documents d set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and d.committee_id = m.committee_id and d.matter_id = m.id;
    update record.document_parts t set unit_id = d.unit_id from record.documents d
    where d.committee_id = source.committee_id and d.matter_id = any (moved) and t.committee_id = d.committee_id and t.document_id = d.id;
    update record.drafts t set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and t.committee_id = m.committee_id and t.matter_id = m.id;
    update gate.release_decisions d set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and d.committee_id = m.committee_id and d.matter_id = m.id;
    update gate.release_history d set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and d.committee_id = m.committee_id and d.matter_id = m.id;
    update gate.openings o set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and o.committee_id = m.committee_id and o.matter_id = m.id;
    update voice.remarks r set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and r.committee_id = m.committee_id and r.matter_id = m.id;
  end if;
  if rewritten is not null then
    update shelf.matters s set unit_id = m.unit_id, number = m.number, field = m.field, opened_on = m.opened_on, data_from = coalesce(m.known_from, source.data_from)
    from record.matters m, gate.openings o
    where m.committee_id = source.committee_id and m.id = any (rewritten) and o.committee_id = m.committee_id and o.matter_id = m.id and o.ended_at is null and s.id = o.shelf_id;
    perform gate.recount(source.committee_id, rewritten);
  end if;
  return query select * from unnest(places, outcomes);
end $$;

-- As before, and: no rule shows a later version of what somebody said no to, and a document's reference can be registered by mistake too.
create or replace function record.store_events(source record.sources, p_items jsonb, p_imported boolean) returns table (n int, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare taken int[]; matters uuid[]; later text[]; opened uuid[];
begin
  perform record.one_at_a_time(source.id);
  -- A batch may be the first of ten million rows, when nothing is known of the tables yet: left joins and laterals keep the plan a good one whatever is believed.
  with item as materialized (
    select i.*, m.id as matter_id, m.person_id, m.unit_id, m.field, gen_random_uuid() as id
    from jsonb_to_recordset(p_items) as i(n int, matter text, ref text, version int, kind text, at timestamptz, seq bigint, annulled boolean, event jsonb)
    left join lateral (select * from record.matters m where m.source_id = source.id and m.ref = i.matter limit 1) m on true
  ), stored as (
    -- A reference belongs to one matter: a later version cannot carry it into another.
    insert into record.events (committee_id, matter_id, id, source_id, ref, version, kind, at, seq, event, annulled, imported, unit_id)
    select source.committee_id, i.matter_id, i.id, source.id, i.ref, i.version, i.kind, i.at, i.seq, i.event, coalesce(i.annulled, false), p_imported, i.unit_id
    from item i where i.matter_id is not null and case when i.version > 0 or i.annulled
      then not exists (select from record.events e where e.source_id = source.id and e.ref = i.ref and e.matter_id <> i.matter_id) else true end
    on conflict (source_id, ref, version) do nothing
    returning id
  ), fresh as materialized (
    select i.n, i.id, i.ref, i.version, i.kind, i.annulled, i.matter_id, i.person_id, i.unit_id, i.field from item i join stored using (id)
  ), decided as (
    insert into gate.release_decisions (committee_id, matter_id, item_id, person_id, unit_id, kind, state, rule_id, due_at)
    select source.committee_id, f.matter_id, f.id, f.person_id, f.unit_id, f.kind,
      case when no.said then 'imported' when r.manner = 'at-once' then 'released' when r.manner = 'after-days' then 'assessed' else 'imported' end, r.id,
      case when no.said is null and r.manner = 'after-days' then now() + make_interval(days => r.days) end
    from fresh f
    left join lateral (
      select * from gate.rules r where r.committee_id = source.committee_id and r.field = f.field and r.kind = f.kind and r.ended_at is null limit 1
    ) r on true
    left join lateral (
      select true as said from record.events e
      join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = f.person_id
      where f.version > 0 and e.source_id = source.id and e.ref = f.ref and gate.is_no(d) limit 1
    ) no on true
    where not coalesce(f.annulled, false)
  )
  select array_agg(f.n), array_agg(distinct f.matter_id), array_agg(f.ref) into taken, matters, later from fresh f;

  -- Each looked for in a statement of its own, which sees what was opened or stored while the rows above waited for their matter.
  if taken is not null then
    perform record.has_come(source.committee_id, matters, later);
    select array_agg(distinct f.ref) into later from unnest(later) as f(ref)
    where exists (select from record.events e where e.source_id = source.id and e.ref = f.ref and (e.version > 0 or e.annulled) offset 0);
    select array_agg(o.matter_id) into opened from gate.openings o where o.committee_id = source.committee_id and o.matter_id = any (matters) and o.ended_at is null;
    if later is not null then
      perform gate.settle(source.committee_id, source.id, later);
      perform gate.document_void(e.committee_id, e.matter_id, e.source_id, e.ref, e.version)
      from record.events e where e.source_id = source.id and e.ref = any (later) and e.annulled;
    end if;
    if opened is not null then
      perform gate.hand_over(source.committee_id, opened);
      perform gate.recount(source.committee_id, opened);
    end if;
  end if;

  if cardinality(taken) = jsonb_array_length(p_items) then
    return query select t, 'stored' from unnest(taken) t;
    return;
  end if;
  return query
  select i.n, case
    when m.id is null then 'no-matter'
    when t.n is not null then 'stored'
    when e.matter_id <> m.id or e.id is null then 'other-matter'
    when e.kind = i.kind and e.at = i.at and e.seq = i.seq and e.event = i.event and e.annulled = coalesce(i.annulled, false) then 'unchanged'
    else 'version-conflict' end
  from jsonb_to_recordset(p_items) as i(n int, matter text, ref text, version int, kind text, at timestamptz, seq bigint, annulled boolean, event jsonb)
  left join unnest(taken) as t(n) on t.n = i.n
  left join lateral (select * from record.matters m where m.source_id = source.id and m.ref = i.matter limit 1) m on true
  left join lateral (select * from record.events e where e.source_id = source.id and e.ref = i.ref and e.version = i.version limit 1) e on true;
end $$;

-- As before, and: what is here and no longer there has changed too; a document is no item of its own; what was registered by mistake is not counted.
create or replace function record.compare(p_manifest jsonb) returns table (matter text, known boolean, missing int, changed int) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source record.sources := record.my_source(); touched uuid[];
begin
  perform record.one_at_a_time(source.id);
  with there as materialized (
    select m.id, i.ref, coalesce(i.version, 0) as version from jsonb_to_recordset(p_manifest) as x(matter text, items jsonb)
    join record.matters m on m.source_id = source.id and m.ref = x.matter
    left join lateral jsonb_to_recordset(x.items) as i(ref text, version int) on true
  ), found as (
    select t.id,
      (count(distinct t.ref) filter (where h.version is null and d.version is null or not h.annulled))::int as reported,
      coalesce(array_agg(distinct t.ref) filter (where t.ref is not null and h.version is null and d.version is null), '{}') as missing,
      coalesce(array_agg(distinct t.ref) filter (where greatest(h.version, d.version) < t.version), '{}') as changed
    from there t
    left join lateral (select e.version, e.annulled from record.events e where e.source_id = source.id and e.ref = t.ref order by e.version desc limit 1) h on true
    left join lateral (select max(d.version) as version from record.documents d where d.source_id = source.id and d.ref = t.ref) d on true
    group by t.id
  ), gone as (
    select e.matter_id as id, array_agg(e.ref) as refs from (
      select distinct on (e.matter_id, e.ref) e.matter_id, e.ref, e.annulled from record.events e
      where e.committee_id = source.committee_id and e.matter_id in (select f.id from found f) and e.source_id = source.id
      order by e.matter_id, e.ref, e.version desc
    ) e
    where not e.annulled and not exists (select from there t where t.id = e.matter_id and t.ref = e.ref)
    group by e.matter_id
  ), kept as (
    update record.matters m set missing = f.missing, changed = f.changed || coalesce(g.refs, '{}'), reported = f.reported, compared_at = now()
    from found f left join gone g on g.id = f.id where m.committee_id = source.committee_id and m.id = f.id returning m.id
  )
  select array_agg(id) into touched from kept;
  update record.sources set compared_at = now() where id = source.id;
  if touched is not null then perform gate.recount(source.committee_id, touched); end if;
  return query
  select x.matter, m.id is not null, coalesce(cardinality(m.missing), 0), coalesce(cardinality(m.changed), 0)
  from jsonb_to_recordset(p_manifest) as x(matter text)
  left join record.matters m on m.source_id = source.id and m.ref = x.matter;
end $$;

-- As before, and what waited only for its document to be read waits no longer when a later wording has come.
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
  -- Words already shown, whose document waited to be read: the later wording asks instead.
  update gate.release_decisions d set state = 'released', decided_at = now()
  from record.events e
  where e.source_id = p_source and e.ref = any (p_refs) and d.committee_id = p_committee and d.matter_id = e.matter_id and d.item_id = e.id
    and d.state = 'assessed' and d.copy_id is not null
    and exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version > e.version);
  if gone is not null then perform gate.take_back(gone); end if;
  if emptied is not null then
    delete from shelf.documents where id in (select document_id from shelf.copies where id = any (emptied));
    update shelf.copies set kind = 'annulled', event = jsonb_build_object('annulledAt', now()), document_id = null where id = any (emptied);
  end if;
end $$;
