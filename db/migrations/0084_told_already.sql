-- When something must not be told, what is told already is searched for it too, and what holds it is hidden before anybody has decided anew (product.md, promise 4).
-- What lies with somebody, or will as soon as the matter is opened for them, of all that is about the person of a matter at one's own desk, in every unit of the
-- committee: a fact about somebody is no less true at the next unit. Read by the search and shown on no page.
create function gate.told_about(p_matter uuid) returns table (
  matter_id uuid, item_id uuid, person_id uuid, duty_id uuid, n int, reader text, words text, plain text, event jsonb, title text, file_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me record := gate.guards(p_matter);
begin
  if me.person_id is null then return; end if;
  return query
  select d.matter_id, d.item_id, d.person_id, null::uuid, null::int, coalesce(r.name, p.name), d.reader_text,
    case when told.shown and k.item_id is null then gate.plain_of(d.committee_id, d.matter_id, d.item_id) ->> 'text' end,
    case when told.shown then jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || coalesce(k.event, e.event) end,
    case when told.shown then f.title end, case when told.shown then f.id end
  from record.matters m
  join gate.release_decisions d on d.committee_id = m.committee_id and d.matter_id = m.id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  cross join lateral (select d.state = 'released' or (d.copy_id is not null and not gate.is_no(d)) as shown) told
  cross join lateral (
    select x.name from record.people x where x.person_id = m.person_id and x.committee_id = m.committee_id order by x.source_id = m.source_id desc, x.ref limit 1) p
  left join lateral (
    select x.name from gate.recipients x where d.person_id <> m.person_id and x.committee_id = d.committee_id and x.matter_id = d.matter_id and x.person_id = d.person_id
    order by x.added_at desc limit 1) r on true
  left join gate.masks k on k.committee_id = d.committee_id and k.matter_id = d.matter_id and k.item_id = d.item_id and k.person_id = d.person_id
  left join shelf.copies c on c.id = d.copy_id
  left join lateral (
    select x.id, x.title from shelf.documents x where x.id = c.document_id
    union all
    select x.id, x.title from gate.masked_documents x where c.document_id is null and x.committee_id = k.committee_id and x.matter_id = k.matter_id and x.id = k.document_id
    union all
    (select x.id, x.title from record.documents x
     where c.document_id is null and k.item_id is null and x.committee_id = e.committee_id and x.matter_id = e.matter_id and x.source_id = e.source_id
       and x.ref = e.event #>> '{detail,document}' and x.annulled_at is null order by x.version desc limit 1)
    limit 1) f on true
  where m.committee_id = me.committee_id and m.person_id = me.person_id and (told.shown or d.reader_text is not null)
  union all
  select d.matter_id, p.item_id, p.person_id, p.duty_id, p.n, w.name, null, null, p.event, p.title, case when p.bytes is not null then p.duty_id end
  from record.matters m
  join duty.duties d on d.committee_id = m.committee_id and d.matter_id = m.id
  join duty.papers p on p.committee_id = d.committee_id and p.duty_id = d.id and p.readable
  cross join lateral (
    select x.name from record.people x where x.person_id = m.person_id and x.committee_id = m.committee_id order by x.source_id = m.source_id desc, x.ref limit 1) w
  where m.committee_id = me.committee_id and m.person_id = me.person_id;
end $$;

-- The content of one of those files; `p_n` is the paper's number where it was given to read before a decision.
create function gate.told_file(p_matter uuid, p_file uuid, p_n int) returns bytea language plpgsql stable security definer set search_path = '' as $$
declare me record := gate.guards(p_matter);
begin
  return (
    select x.bytes from record.matters m
    cross join lateral (
      select p.bytes from duty.papers p join duty.duties d on d.committee_id = p.committee_id and d.id = p.duty_id
      where p.committee_id = m.committee_id and p.duty_id = p_file and p.n = p_n and d.matter_id = m.id
      union all
      select string_agg(x.bytes, '' order by x.part) from gate.release_decisions d join shelf.copies c on c.id = d.copy_id and c.document_id = p_file
      join shelf.document_parts x on x.person_id = c.person_id and x.document_id = p_file where d.committee_id = m.committee_id and d.matter_id = m.id
      union all
      select string_agg(x.bytes, '' order by x.part) from gate.masked_documents d join gate.masked_parts x on x.committee_id = d.committee_id and x.document_id = d.id
      where d.committee_id = m.committee_id and d.matter_id = m.id and d.id = p_file
      union all
      select string_agg(x.bytes, '' order by x.part) from record.documents d join record.document_parts x on x.committee_id = d.committee_id and x.document_id = d.id
      where d.committee_id = m.committee_id and d.matter_id = m.id and d.id = p_file) x
    where m.committee_id = me.committee_id and m.person_id = me.person_id and x.bytes is not null limit 1);
end $$;

-- Hides one of them from its reader until somebody has looked. Of what is withheld, the words about why go and the decision stays.
create function gate.hide_told(p_matter uuid, p_in uuid, p_item uuid, p_person uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare me record := gate.guards(p_matter); held gate.release_decisions;
begin
  select d.* into held from gate.release_decisions d join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  where d.committee_id = me.committee_id and m.person_id = me.person_id and d.matter_id = p_in and d.item_id = p_item and d.person_id = p_person for update of d;
  if held.item_id is null then return false; end if;
  if gate.is_no(held) then
    update gate.release_decisions d set reader_text = null
    where d.committee_id = held.committee_id and d.matter_id = p_in and d.item_id = p_item and d.person_id = p_person;
    update shelf.copies c set event = c.event - 'text' where c.id = held.copy_id;
    return true;
  end if;
  update gate.release_decisions d set state = 'imported', reason = 'guarded', reader_text = null, rule_id = null, due_at = null, at_closing = false, sensitive = false, reassess_on = null,
    decided_by = null, assignment_id = null, decided_at = now(), waiting_since = now(), listed = true
  where d.committee_id = held.committee_id and d.matter_id = p_in and d.item_id = p_item and d.person_id = p_person;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  perform gate.recount(held.committee_id, array[p_in]);
  return true;
end $$;

-- The same of what was given to read before a decision: the unit keeps the proof.
create function duty.hide_told(p_matter uuid, p_duty uuid, p_n int) returns boolean language plpgsql security definer set search_path = '' as $$
declare me record := gate.guards(p_matter);
begin
  update duty.papers p set readable = false, taken_back_at = now() from duty.duties d join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  where p.committee_id = me.committee_id and p.duty_id = p_duty and p.n = p_n and p.readable and d.committee_id = p.committee_id and d.id = p.duty_id and m.person_id = me.person_id;
  return found;
end $$;
grant execute on function gate.told_about(uuid), gate.told_file(uuid, uuid, int), gate.hide_told(uuid, uuid, uuid, uuid), duty.hide_told(uuid, uuid, int) to delakt_staff;

-- As before, but nothing is shown by itself where something must not be told: what waited for its day or for the closing comes to the queue then, and is searched,
-- with the document and the words it has by that time, by the same search as everything else.
create or replace function gate.release_due(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare touched record; done int := 0;
begin
  for touched in
    with due as (
      select d.committee_id, d.matter_id, d.item_id, d.person_id, m.guarded from gate.release_decisions d
      join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
      where d.state = 'assessed' and d.due_at <= now() order by d.due_at limit p_most for update of d skip locked
    )
    update gate.release_decisions d set state = case when due.guarded then 'assessed' else 'released' end, decided_at = now(), due_at = null, at_closing = false,
      reason = case when due.guarded then 'guarded' else d.reason end, waiting_since = case when due.guarded then now() else d.waiting_since end, listed = d.listed or due.guarded,
      decided_by = case when d.rule_id is null then d.decided_by end, assignment_id = case when d.rule_id is null then d.assignment_id end from due
    where d.committee_id = due.committee_id and d.matter_id = due.matter_id and d.item_id = due.item_id and d.person_id = due.person_id
    returning d.committee_id, d.matter_id
  loop
    done := done + 1;
    perform gate.hand_over(touched.committee_id, array[touched.matter_id]);
    perform gate.recount(touched.committee_id, array[touched.matter_id]);
  end loop;
  return done;
end $$;

-- What is given to read before a decision is searched as what is released is, so it may go out on a screen; but somebody whose whereabouts are protected, and about
-- whom nobody has said what must not be told, cannot be searched for.
create or replace function duty.may_hand(p_committee uuid, p_matter uuid, p_items uuid[]) returns boolean language sql stable security definer set search_path = '' as $$
  select not m.guarded or exists (select from gate.guarded g where g.committee_id = m.committee_id and g.person_id = m.person_id and g.ended_at is null)
  from record.matters m where m.committee_id = p_committee and m.id = p_matter
$$;
