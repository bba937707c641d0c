-- What a reader chooses for all notes also holds for the notes that they chose for one by one before, where it shows less of them (CASE-08): whoever asks not to see any
-- is shown none. A choice for one note after that wins again, and what was hidden one by one stays hidden.
create function voice.hides_more(p_all text, p_one text) returns boolean language sql immutable set search_path = '' as $$
  select case p_all when 'not-here' then p_one <> 'not-here' when 'now' then false else p_one = 'now' end
$$;
-- What counts as a note when all of them are chosen for; the shelf in the application says the same.
create function record.is_note(p_kind text) returns boolean language sql immutable set search_path = '' as $$ select p_kind in ('note', 'meeting-held') $$;

create or replace function voice.choose(p_shelf uuid, p_copy uuid, p_choice text) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; m shelf.matters;
begin
  select * into m from shelf.matters s where s.id = p_shelf and s.person_id = me for update;
  if m.id is null then return false; end if;
  if p_copy is null then
    if p_choice not in ('now', 'later', 'closing', 'not-here') then return false; end if;
    update shelf.matters s set notes = nullif(p_choice, 'now') where s.id = m.id;
    update shelf.copies c set choice = null
    where c.person_id = me and c.matter_id = m.id and voice.hides_more(p_choice, c.choice)
      and record.is_note(case c.kind when 'covered' then c.event ->> 'kind' else c.kind end);
  else
    select * into held from shelf.copies c where c.id = p_copy and c.person_id = me and c.matter_id = m.id;
    if held.id is null or p_choice not in ('now', 'later', 'together', 'not-here') then return false; end if;
    update shelf.copies c set choice = p_choice where c.person_id = me and c.matter_id = m.id and c.ref = held.ref;
  end if;
  insert into voice.choices (committee_id, person_id, shelf_id, ref, choice) values (m.committee_id, me, m.id, held.ref, p_choice);
  return true;
end $$;

-- As before; and an item that comes to the shelf again wears the choice that stands, of the one for it and the one for all notes.
create or replace function gate.hand_over(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare due record; copy uuid;
begin
  for due in
    select d.item_id, d.person_id, d.state, d.reason, d.reader_text, d.decided_by, d.first_opened_at, d.sensitive and d.uncovered_at is null as covered, o.shelf_id, o.salt,
      (select case when not (record.is_note(e.kind) and exists (select from voice.choices n
           where n.person_id = c.person_id and n.shelf_id = c.shelf_id and n.ref is null and n.id > c.id and voice.hides_more(n.choice, c.choice))) then c.choice end
       from voice.choices c where c.person_id = d.person_id and c.shelf_id = o.shelf_id and c.ref = gate.alias(o.salt, e.ref) and c.choice <> 'uncovered'
       order by c.id desc limit 1) as choice, e.*
    from gate.openings o
    join gate.release_decisions d on d.committee_id = o.committee_id and d.matter_id = o.matter_id and d.person_id = o.person_id
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null and d.copy_id is null
      and (d.state = 'released' or (gate.is_no(d) and not d.existence_secret)) and gate.of_age(d.person_id)
      and not exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, true) n
        where gate.is_no(n) or (d.state <> 'released' and n.state = 'released'))
  loop
    copy := gate.address(due.salt, due.item_id::text);
    if due.state = 'released' and due.covered then
      insert into shelf.copies (id, person_id, matter_id, committee_id, kind, ref, version, at, seq, event, choice)
      values (copy, due.person_id, due.shelf_id, p_committee, 'covered', gate.alias(due.salt, due.ref), due.version, due.at, due.seq, jsonb_strip_nulls(jsonb_build_object('kind', due.kind, 'text', due.reader_text, 'by', case when due.reader_text is not null then (select w.name from directory.staff w where w.id = due.decided_by) end)), due.choice)
      on conflict (id) do nothing;
    elsif due.state = 'released' then
      insert into shelf.copies (id, person_id, matter_id, committee_id, kind, ref, version, at, seq, event, document_id, opened_at, choice)
      values (copy, due.person_id, due.shelf_id, p_committee, due.kind, gate.alias(due.salt, due.ref), due.version, due.at, due.seq, gate.as_handed(due.salt, due.event),
        gate.hand_document(p_committee, due.matter_id, due.source_id, due.event -> 'detail' ->> 'document', due.person_id, due.shelf_id, copy), due.first_opened_at, due.choice)
      on conflict (id) do nothing;
    else
      insert into shelf.copies (id, person_id, matter_id, committee_id, kind, ref, version, at, seq, event)
      values (copy, due.person_id, due.shelf_id, p_committee, 'withheld', gate.alias(due.salt, due.ref), due.version, due.at, due.seq, jsonb_strip_nulls(jsonb_build_object('text', due.reader_text, 'together', case when due.reason = 'together' then true end)))
      on conflict (id) do nothing;
    end if;
    continue when not found;
    update gate.release_decisions d set copy_id = copy
    where d.committee_id = p_committee and d.matter_id = due.matter_id and d.item_id = due.item_id and d.person_id = due.person_id;
  end loop;
end $$;
