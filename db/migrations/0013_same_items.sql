-- What a person has kept the address of leads right also after their matter was closed and opened again, or an item was taken back and shown
-- anew: a copy's id, as its alias, comes of the item and the opening's salt, which is random, the person's own, and never leaves the gate. It
-- says nothing of the item, and nothing to another reader. What is shown in other words (another version, another document) has another id.
-- Copies from before this keep the ids they have for as long as they lie there.
create function gate.address(salt bytea, what text) returns uuid language sql immutable strict set search_path = '' as $$
  select overlay(overlay(left(encode(sha256(salt || convert_to('address ' || what, 'UTF8')), 'hex'), 32) placing '8' from 13) placing '8' from 17)::uuid
$$;

-- As before, for the copy of the item that it comes with. A document that lies there already is not handed over twice.
drop function gate.hand_document(uuid, uuid, uuid, text, uuid, uuid);
create function gate.hand_document(p_committee uuid, p_matter uuid, p_source uuid, p_ref text, p_person uuid, p_shelf uuid, p_copy uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare held record.documents; handed uuid;
begin
  select * into held from record.documents d
  where d.committee_id = p_committee and d.matter_id = p_matter and d.source_id = p_source and d.ref = p_ref order by d.version desc limit 1;
  if held.id is null then return null; end if;
  handed := gate.address(convert_to(p_copy::text, 'UTF8'), held.id::text);
  insert into shelf.documents (id, person_id, matter_id, committee_id, title, type, size)
  values (handed, p_person, p_shelf, p_committee, held.title, held.type, held.size) on conflict (id) do nothing;
  if found then
    insert into shelf.document_parts (person_id, document_id, part, bytes)
    select p_person, handed, part, bytes from record.document_parts where committee_id = p_committee and document_id = held.id;
  end if;
  return handed;
end $$;

-- As before. Two that hand over the same at once put one copy there, and whoever came first has decided what it says.
create or replace function gate.hand_over(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare due record; copy uuid;
begin
  for due in
    select d.item_id, d.person_id, d.state, d.reader_text, o.shelf_id, o.salt, e.*
    from gate.openings o
    join gate.release_decisions d on d.committee_id = o.committee_id and d.matter_id = o.matter_id and d.person_id = o.person_id
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null and d.copy_id is null
      and (d.state = 'released' or (d.state = 'withheld' and not d.existence_secret))
  loop
    copy := gate.address(due.salt, due.item_id::text);
    if due.state = 'released' then
      insert into shelf.copies (id, person_id, matter_id, committee_id, kind, ref, version, at, seq, event, document_id)
      values (copy, due.person_id, due.shelf_id, p_committee, due.kind, gate.alias(due.salt, due.ref), due.version, due.at, due.seq, gate.as_handed(due.salt, due.event),
        gate.hand_document(p_committee, due.matter_id, due.source_id, due.event -> 'detail' ->> 'document', due.person_id, due.shelf_id, copy))
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

-- As before; the document belongs to the copy that waited for it.
create or replace function record.store_document(source record.sources, p_matter text, p_ref text, p_version int, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text
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
    update shelf.copies set document_id = gate.hand_document(m.committee_id, m.id, source.id, p_ref, waiting.person_id, waiting.matter_id, waiting.id) where id = waiting.id;
  end loop;
  return 'stored';
end $$;
