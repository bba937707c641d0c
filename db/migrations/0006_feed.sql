-- How a source hands in: only through these functions, each for the source of the session and no other.
-- They take a batch and answer item by item, so that a bad item never stops the good ones.
create function record.my_source() returns record.sources language plpgsql stable security definer set search_path = '' as $$
declare found record.sources;
begin
  select * into found from record.sources where id = identity.my_source();
  if found.id is null then raise insufficient_privilege using message = 'no source is signed in'; end if;
  return found;
end $$;

-- One batch of a source at a time, so that two that name the same items never wait for each other in a ring.
create function record.one_at_a_time(p_source uuid) returns void language plpgsql set search_path = '' as $$
begin perform pg_advisory_xact_lock(hashtextextended(p_source::text, 0)); end $$;

-- [{ n, ref, name, language, protectedIdentity, index (hex HMAC of the number), sealed (hex) }] → what became of each
create function record.receive_people(p_items jsonb) returns table (n int, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source record.sources := record.my_source();
begin
  perform record.one_at_a_time(source.id);
  -- A number is matched once; a person that the source knows without a number gets an account of their own, to be linked by hand.
  insert into identity.persons (number_index, number_sealed)
  select distinct on (i.index) decode(i.index, 'hex'), decode(i.sealed, 'hex')
  from jsonb_to_recordset(p_items) as i(index text, sealed text) where i.index is not null
  on conflict (number_index) do nothing;
  return query
  with item as (
    select i.*, row_number() over (partition by i.ref order by i.n desc) as turn
    from jsonb_to_recordset(p_items) as i(n int, ref text, name text, language text, "protectedIdentity" text, index text)
  ), held as (
    select i.*, p.id as matched, r.person_id as known, gen_random_uuid() as made
    from item i
    left join lateral (select * from identity.persons p where p.number_index = decode(i.index, 'hex') limit 1) p on true
    left join lateral (select * from record.people r where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = i.ref limit 1) r on true
  ), unnumbered as (
    insert into identity.persons (id) select h.made from held h where h.matched is null and h.known is null and h.turn = 1
  ), stored as (
    insert into record.people as r (committee_id, source_id, ref, person_id, name, language, protected_identity)
    select source.committee_id, source.id, h.ref, coalesce(h.known, h.matched, h.made), h.name, h.language, h."protectedIdentity"
    from held h
    where h.turn = 1 and (h.known is null or h.matched is null or h.known = h.matched)
    on conflict (committee_id, source_id, ref) do update set name = excluded.name, language = excluded.language, protected_identity = excluded.protected_identity
    where (r.name, r.language, r.protected_identity) is distinct from (excluded.name, excluded.language, excluded.protected_identity)
    returning r.ref
  )
  select h.n, case
    when h.known is not null and h.matched is not null and h.known <> h.matched then 'other-person'
    when h.turn > 1 then 'repeated'
    when h.known is null or s.ref is not null then 'stored' else 'unchanged' end
  from held h left join stored s on s.ref = h.ref;
end $$;

-- [{ n, ref, version, person, unit, number, field, title, openedOn, reported, knownFrom }]
create function record.receive_matters(p_items jsonb, p_imported boolean) returns table (n int, outcome text)
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
    update shelf.matters s set unit_id = m.unit_id, number = m.number, field = m.field, title = m.title, opened_on = m.opened_on, data_from = coalesce(m.known_from, source.data_from)
    from record.matters m, gate.openings o
    where m.committee_id = source.committee_id and m.id = any (rewritten) and o.committee_id = m.committee_id and o.matter_id = m.id and o.ended_at is null and s.id = o.shelf_id;
    perform gate.recount(source.committee_id, rewritten);
  end if;
  return query select * from unnest(places, outcomes);
end $$;

-- Writes events and decides by rule, for one source. Internal: record.receive_events and staff's own writing call it.
-- [{ n, matter, ref, version, kind, at, seq, annulled, event: { about, author, detail } }]
create function record.store_events(source record.sources, p_items jsonb, p_imported boolean) returns table (n int, outcome text)
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
    select i.n, i.id, i.ref, i.kind, i.annulled, i.matter_id, i.person_id, i.unit_id, i.field from item i join stored using (id)
  ), decided as (
    insert into gate.release_decisions (committee_id, matter_id, item_id, person_id, unit_id, kind, state, rule_id, due_at)
    select source.committee_id, f.matter_id, f.id, f.person_id, f.unit_id, f.kind,
      case r.manner when 'at-once' then 'released' when 'after-days' then 'assessed' else 'imported' end, r.id,
      case when r.manner = 'after-days' then now() + make_interval(days => r.days) end
    from fresh f
    left join lateral (
      select * from gate.rules r where r.committee_id = source.committee_id and r.field = f.field and r.kind = f.kind and r.ended_at is null limit 1
    ) r on true
    where not coalesce(f.annulled, false)
  )
  select array_agg(f.n), array_agg(distinct f.matter_id), array_agg(f.ref) into taken, matters, later from fresh f;

  -- Each looked for in a statement of its own, which sees what was opened or stored while the rows above waited for their matter.
  if taken is not null then
    select array_agg(distinct f.ref) into later from unnest(later) as f(ref)
    where exists (select from record.events e where e.source_id = source.id and e.ref = f.ref and (e.version > 0 or e.annulled) offset 0);
    select array_agg(o.matter_id) into opened from gate.openings o where o.committee_id = source.committee_id and o.matter_id = any (matters) and o.ended_at is null;
    if later is not null then perform gate.settle(source.committee_id, source.id, later); end if;
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

create function record.receive_events(p_items jsonb, p_imported boolean) returns table (n int, outcome text) language plpgsql security definer set search_path = '' as $$
begin
  return query select * from record.store_events(record.my_source(), p_items, p_imported);
end $$;

-- One document, already checked and cleaned, in parts of its bytes. A released item that was waiting for it gets it at once.
create function record.receive_document(p_matter text, p_ref text, p_version int, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text
language plpgsql security definer set search_path = '' as $$
begin
  return record.store_document(record.my_source(), p_matter, p_ref, p_version, p_title, p_type, p_hash, p_parts);
end $$;
create function record.store_document(source record.sources, p_matter text, p_ref text, p_version int, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text
language plpgsql security definer set search_path = '' as $$
declare m record.matters; known record.documents; stored uuid; waiting record;
begin
  perform record.one_at_a_time(source.id);
  select * into m from record.matters x where x.source_id = source.id and x.ref = p_matter;
  if m.id is null then return 'no-matter'; end if;
  select * into known from record.documents d where d.source_id = source.id and d.ref = p_ref and d.version = p_version;
  if known.id is not null then
    return case when known.matter_id <> m.id then 'other-matter' when known.hash = p_hash and known.title = p_title then 'unchanged' else 'version-conflict' end;
  end if;
  insert into record.documents (committee_id, matter_id, source_id, ref, version, title, type, size, hash, unit_id)
  values (m.committee_id, m.id, source.id, p_ref, p_version, p_title, p_type, (select coalesce(sum(length(b)), 0) from unnest(p_parts) b), p_hash, m.unit_id)
  on conflict do nothing returning id into stored;
  if stored is null then return 'unchanged'; end if;
  insert into record.document_parts (committee_id, document_id, part, unit_id, bytes)
  select m.committee_id, stored, p.n::int - 1, m.unit_id, p.b from unnest(p_parts) with ordinality as p(b, n);
  for waiting in
    select c.id, c.person_id, c.matter_id from gate.release_decisions d
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    join shelf.copies c on c.id = d.copy_id
    where d.committee_id = m.committee_id and d.matter_id = m.id and d.state = 'released' and e.event -> 'detail' ->> 'document' = p_ref and c.document_id is null
  loop
    update shelf.copies set document_id = gate.hand_document(m.committee_id, m.id, source.id, p_ref, waiting.person_id, waiting.matter_id) where id = waiting.id;
  end loop;
  return 'stored';
end $$;

-- [{ item, hash (hex), reason }]: kept once each, however often it is sent.
create function record.keep_in_quarantine(p_items jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  insert into record.quarantine (committee_id, source_id, item, hash, reason)
  select source.committee_id, source.id, i.item, decode(i.hash, 'hex'), i.reason from jsonb_to_recordset(p_items) as i(item jsonb, hash text, reason text)
  on conflict (source_id, hash) do nothing;
end $$;
create function record.waiting_quarantine(p_after uuid, p_most int) returns table (id uuid, item jsonb) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query select q.id, q.item from record.quarantine q
    where q.source_id = source.id and q.taken_at is null and (p_after is null or q.id > p_after) order by q.id limit p_most;
end $$;
create function record.quarantine_by_reason() returns table (reason text, count int) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query select q.reason, count(*)::int from record.quarantine q where q.source_id = source.id and q.taken_at is null group by q.reason;
end $$;
create function record.taken_from_quarantine(p_ids uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  update record.quarantine set taken_at = now() where source_id = source.id and id = any (p_ids);
end $$;

-- The nightly comparison (INT-03): [{ matter, items: [{ ref, version }] }] is everything the source holds in each matter named.
create function record.compare(p_manifest jsonb) returns table (matter text, known boolean, missing int, changed int) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source record.sources := record.my_source(); touched uuid[];
begin
  perform record.one_at_a_time(source.id);
  with there as (
    select m.id, i.ref, coalesce(i.version, 0) as version from jsonb_to_recordset(p_manifest) as x(matter text, items jsonb)
    join record.matters m on m.source_id = source.id and m.ref = x.matter
    left join lateral jsonb_to_recordset(x.items) as i(ref text, version int) on true
  ), found as (
    select t.id, count(distinct t.ref)::int as reported,
      coalesce(array_agg(distinct t.ref) filter (where t.ref is not null and h.version is null), '{}') as missing,
      coalesce(array_agg(distinct t.ref) filter (where h.version < t.version), '{}') as changed
    from there t
    left join lateral (select e.version from record.events e where e.source_id = source.id and e.ref = t.ref order by e.version desc limit 1) h on true
    group by t.id
  ), kept as (
    update record.matters m set missing = f.missing, changed = f.changed, reported = f.reported, compared_at = now()
    from found f where m.committee_id = source.committee_id and m.id = f.id returning m.id
  )
  select array_agg(id) into touched from kept;
  update record.sources set compared_at = now() where id = source.id;
  if touched is not null then perform gate.recount(source.committee_id, touched); end if;
  return query
  select x.matter, m.id is not null, coalesce(cardinality(m.missing), 0), coalesce(cardinality(m.changed), 0)
  from jsonb_to_recordset(p_manifest) as x(matter text)
  left join record.matters m on m.source_id = source.id and m.ref = x.matter;
end $$;

-- A reading that went well, or did not: said on the pages of the matters it feeds.
create function record.note_reading(p_failure text) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  if p_failure is null then
    update record.sources set last_good_at = now(), last_failure = null where id = source.id;
  else
    update record.sources set last_failure_at = now(), last_failure = p_failure where id = source.id;
  end if;
  update shelf.matters s set last_good_at = coalesce(case when p_failure is null then now() end, s.last_good_at),
    source_down_since = case when p_failure is null then null else coalesce(s.source_down_since, now()) end
  from gate.openings o join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
  where m.source_id = source.id and o.ended_at is null and s.id = o.shelf_id;
end $$;

-- What is held already under these references, in its latest version: for a source that numbers no versions itself.
create function record.latest(p_refs text[]) returns table (ref text, version int, kind text, at timestamptz, seq bigint, event jsonb, annulled boolean)
language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query select e.ref, e.version, e.kind, e.at, e.seq, e.event, e.annulled
  from unnest(p_refs) as r(ref)
  join lateral (select * from record.events e where e.source_id = source.id and e.ref = r.ref order by e.version desc limit 1) e on true;
end $$;
create function record.latest_documents(p_refs text[]) returns table (ref text, version int, title text, hash bytea) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query select d.ref, d.version, d.title, d.hash
  from unnest(p_refs) as r(ref)
  join lateral (select * from record.documents d where d.source_id = source.id and d.ref = r.ref order by d.version desc limit 1) d on true;
end $$;
-- Whom a source that is read, and does not push, is to be asked about: those it has handed in with a number.
create function record.my_people(p_after text, p_most int) returns table (ref text, number_sealed bytea) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query select r.ref, p.number_sealed from record.people r join identity.persons p on p.id = r.person_id
  where r.committee_id = source.committee_id and r.source_id = source.id and p.number_sealed is not null and (p_after is null or r.ref > p_after)
  order by r.ref limit p_most;
end $$;
create function record.my_settings() returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin return source.settings; end $$;
create function record.held_documents() returns setof text language plpgsql stable security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin return query select distinct d.ref from record.documents d where d.source_id = source.id; end $$;

-- Where an import of a file stands; asked before, moved with each batch.
create function record.import_at(p_file bytea) returns table (offset_bytes bigint, line bigint, report jsonb, finished_at timestamptz) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  insert into record.imports (committee_id, source_id, file_hash) values (source.committee_id, source.id, p_file) on conflict do nothing;
  return query select i.offset_bytes, i.line, i.report, i.finished_at from record.imports i where i.source_id = source.id and i.file_hash = p_file;
end $$;
create function record.import_moved(p_file bytea, p_offset bigint, p_line bigint, p_report jsonb, p_finished boolean) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  update record.imports i set offset_bytes = p_offset, line = p_line, report = p_report, finished_at = case when p_finished then now() end
  where i.source_id = source.id and i.file_hash = p_file;
end $$;

grant execute on function record.receive_people(jsonb), record.receive_matters(jsonb, boolean), record.receive_events(jsonb, boolean),
  record.receive_document(text, text, int, text, text, bytea, bytea[]), record.keep_in_quarantine(jsonb), record.waiting_quarantine(uuid, int), record.quarantine_by_reason(), record.taken_from_quarantine(uuid[]),
  record.compare(jsonb), record.note_reading(text), record.latest(text[]), record.latest_documents(text[]), record.my_people(text, int), record.my_settings(), record.held_documents(), record.import_at(bytea), record.import_moved(bytea, bigint, bigint, jsonb, boolean) to delakt_source;
-- The source's own door key is checked by the doorkeeper.
create policy doorkeeper on record.sources for select to delakt_doorkeeper using (true);
grant usage on schema record to delakt_doorkeeper;
grant select (committee_id, id, name, kind, client_id, secret_hash) on record.sources to delakt_doorkeeper;

-- How each source of the committee is doing: counts for the system steward, who sees no matter.
create function record.source_health() returns table (id uuid, name text, kind text, label jsonb, last_good_at timestamptz, last_failure_at timestamptz, last_failure text,
  compared_at timestamptz, missing int, changed int, incomplete int, waiting int) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return; end if;
  return query
  select s.id, s.name, s.kind, s.label, s.last_good_at, s.last_failure_at, s.last_failure, s.compared_at,
    coalesce(m.missing, 0)::int, coalesce(m.changed, 0)::int, coalesce(m.incomplete, 0)::int,
    (select count(*)::int from record.quarantine q where q.committee_id = s.committee_id and q.source_id = s.id and q.taken_at is null)
  from record.sources s
  left join lateral (
    select sum(cardinality(m.missing)) as missing, sum(cardinality(m.changed)) as changed, count(*) as incomplete
    from record.matters m where m.committee_id = s.committee_id and m.source_id = s.id and (m.missing <> '{}' or m.changed <> '{}')
  ) m on true
  where s.committee_id = desk.committee_id order by s.name;
end $$;
grant execute on function record.source_health() to delakt_staff;

-- native: staff keep a matter in Delakt itself. The source of the committee's own writing is the one of kind 'native'.
create function record.own_source(p_committee uuid) returns record.sources language plpgsql stable security definer set search_path = '' as $$
declare found record.sources;
begin
  select * into found from record.sources where committee_id = p_committee and kind = 'native' order by name limit 1;
  return found;
end $$;

-- Opens a matter for a person the unit already has a matter with, or by the index of a number. Null: not theirs to open.
-- `p_key` comes with the form, so that the same form sent twice is one matter.
create function record.start_matter(p_key uuid, p_index bytea, p_sealed bytea, p_name text, p_field text, p_title text, p_number text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); source record.sources; whose uuid; made uuid;
begin
  if desk.role is null or desk.role <> 'caseOfficer' then return null; end if;
  source := record.own_source(desk.committee_id);
  if source.id is null then return null; end if;
  insert into identity.persons (number_index, number_sealed) values (p_index, p_sealed) on conflict (number_index) do nothing;
  select id into whose from identity.persons where number_index = p_index;
  insert into record.people (committee_id, source_id, ref, person_id, name) values (desk.committee_id, source.id, whose::text, whose, p_name) on conflict do nothing;
  insert into record.matters (committee_id, id, source_id, ref, person_id, unit_id, number, field, title, opened_on)
  values (desk.committee_id, p_key, source.id, p_key::text, whose, desk.unit_id, p_number, p_field, p_title, (now() at time zone 'Europe/Stockholm')::date)
  on conflict do nothing;
  select m.id into made from record.matters m where m.committee_id = desk.committee_id and m.id = p_key and m.unit_id = desk.unit_id and m.person_id = whose;
  return made;
end $$;

-- Locks something staff wrote: from now on it is an event like any other, and cannot be changed, only corrected by a later version.
create function record.write_event(p_matter uuid, p_ref text, p_version int, p_kind text, p_at timestamptz, p_event jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources; held record.events; answer text;
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
  if held.version = p_version then return case when held.kind = p_kind and held.event = p_event then 'unchanged' else 'version-conflict' end; end if;
  select s.outcome into answer from record.store_events(source, jsonb_build_array(jsonb_build_object('n', 1, 'matter', m.ref, 'ref', p_ref, 'version', p_version, 'kind', p_kind,
    'at', p_at, 'seq', (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id), 'event', p_event)), false) s;
  return answer;
end $$;
create function record.write_document(p_matter uuid, p_ref text, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
  if m.id is null then return 'none'; end if;
  select * into source from record.sources where id = m.source_id;
  if source.kind <> 'native' then return 'other-system'; end if;
  return record.store_document(source, m.ref, p_ref, 0, p_title, p_type, p_hash, p_parts);
end $$;
grant execute on function record.start_matter(uuid, bytea, bytea, text, text, text, text), record.write_event(uuid, text, int, text, timestamptz, jsonb),
  record.write_document(uuid, text, text, text, bytea, bytea[]) to delakt_staff;
