-- What is undone goes back to how it was, but not past a fact that has changed since: then it waits for a look (product.md: hide first).
alter table gate.openings add column hidden_at timestamptz;

create or replace function gate.hide(p_committee uuid, p_matters uuid[], p_recipient uuid, p_others boolean, p_why text) returns void language plpgsql security definer set search_path = '' as $$
declare gone uuid[];
begin
  with hidden as (
    update gate.release_decisions d set state = 'imported', reason = p_why, rule_id = null, due_at = null, at_closing = false, sensitive = false, reassess_on = null,
      decided_by = null, assignment_id = null, decided_at = now(), waiting_since = now()
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

-- Takes back one's own last decision.
create or replace function gate.undo(p_matter uuid, p_item uuid, p_person uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions; was gate.release_history; kept boolean; guarded boolean;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  -- One's own last decision: what a fact or somebody else has changed since is decided anew.
  if held.decided_by is distinct from desk.staff_id then return 'stale'; end if;
  select * into was from gate.release_history h
  where h.committee_id = held.committee_id and h.matter_id = p_matter and h.item_id = p_item and h.person_id = p_person and h.revision = p_seen - 1;
  if held.reason in ('annulled', 'replaced', 'ended') then return 'none'; end if;
  if was.item_id is null then return 'stale'; end if;
  kept := was.existence_secret is not null;
  select m.guarded into guarded from record.matters m where m.committee_id = held.committee_id and m.id = p_matter;
  if was.state in ('released', 'assessed') and (guarded or exists (
    select from gate.openings o where o.committee_id = held.committee_id and o.matter_id = p_matter and o.person_id = p_person and o.hidden_at >= was.at)) then
    was.state := 'imported'; was.reason := null; was.rule_id := null; was.due_at := null; was.at_closing := false; was.sensitive := false;
  end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  update gate.release_decisions d
  set state = case when kept then was.state else 'assessed' end, reason = case when kept then was.reason end, reader_text = was.reader_text,
    existence_secret = coalesce(was.existence_secret, false), rule_id = was.rule_id,
    sensitive = coalesce(was.sensitive, false), at_closing = coalesce(was.at_closing, false), reassess_on = was.reassess_on,
    due_at = case when exists (select from gate.rules r where r.committee_id = held.committee_id and r.id = was.rule_id and r.ended_at is null) then was.due_at end,
    decided_by = desk.staff_id, assignment_id = desk.assignment_id, decided_at = now()
  where d.committee_id = held.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person;
  perform gate.hand_over(held.committee_id, array[p_matter]);
  perform gate.recount(held.committee_id, array[p_matter]);
  return 'done';
end $$;

-- A no to an earlier wording stands, also one of which nothing lies on the shelf: what must not be known to exist, or a matter that is not opened. Before, the second
-- correction from the source would have been shown by the rule.
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
      and (p.void or (p.replaced and d.copy_id is null and not gate.is_no(d)))
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

-- A no is outweighed by a yes to a later wording, and by no annulment: what comes under the same reference afterwards waits for a look.
create or replace function record.store_events(source record.sources, p_items jsonb, p_imported boolean) returns table(n int, outcome text) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare taken int[]; matters uuid[]; later text[]; opened uuid[];
begin
  perform record.one_at_a_time(source.id);
  -- A batch may be the first of ten million rows, when nothing is known of the tables yet: left joins and laterals keep the plan a good one whatever is believed.
  with item as materialized (
    select i.*, m.id as matter_id, m.person_id, m.unit_id, m.field, m.guarded, gen_random_uuid() as id
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
    select i.n, i.id, i.ref, i.version, i.kind, i.annulled, i.matter_id, i.person_id, i.unit_id, i.field, i.guarded from item i join stored using (id)
  ), decided as (
    insert into gate.release_decisions (committee_id, matter_id, item_id, person_id, unit_id, kind, state, rule_id, due_at, at_closing, reason)
    select source.committee_id, f.matter_id, f.id, f.person_id, f.unit_id, f.kind,
      case when free.manner = 'at-once' then 'released' when free.manner in ('after-days', 'at-closing') then 'assessed' when free.manner = 'together' then 'withheld' else 'imported' end, r.id,
      case when free.manner = 'after-days' then now() + make_interval(days => r.days) end,
      coalesce(free.manner = 'at-closing', false), case when free.manner = 'together' then 'together' end
    from fresh f
    left join lateral (
      select * from gate.rules r where r.committee_id = source.committee_id and r.field = f.field and r.kind = f.kind and r.ended_at is null limit 1
    ) r on true
    left join lateral (
      select true as said from record.events e
      join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = f.person_id
      where f.version > 0 and e.source_id = source.id and e.ref = f.ref
        and (gate.is_no(d) or (d.state = 'withdrawn' and d.reason = 'annulled' and (d.existence_secret or d.reader_text is not null)))
        and not exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, true) n where n.state = 'released') limit 1
    ) no on true
    -- A word that was said about an earlier wording, or a protected identity, outweighs every rule; and what corrects something waits for a look
    -- rather than be hidden beside the words that it corrects.
    cross join lateral (select case when no.said is null and not f.guarded and not (r.manner = 'together' and f.version > 0) then r.manner end as manner) free
    where not coalesce(f.annulled, false)
  ), represented as (
    -- No rule speaks for those who represent somebody: each item waits for a look (OSL 12 kap. 3 §).
    insert into gate.release_decisions (committee_id, matter_id, item_id, person_id, unit_id, kind, state)
    select source.committee_id, f.matter_id, f.id, r.person_id, f.unit_id, f.kind, 'imported'
    from fresh f join gate.recipients r on r.committee_id = source.committee_id and r.matter_id = f.matter_id and r.ended_at is null
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
    if exists (select from gate.release_decisions d where d.committee_id = source.committee_id and d.matter_id = any (matters) and d.at_closing and d.state = 'assessed') then
      update gate.release_decisions d set due_at = now()
      where d.committee_id = source.committee_id and d.matter_id = any (matters) and d.at_closing and d.state = 'assessed' and d.due_at is null and record.is_closed(d.committee_id, d.matter_id);
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

create or replace function gate.rule_covers(p_unit uuid, r gate.rules, p_before timestamptz, p_most int) returns setof gate.release_decisions language sql stable set search_path = '' as $$
  select d.* from gate.release_decisions d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  where d.unit_id = p_unit and d.kind = r.kind and d.state in ('imported', 'assessed') and not d.at_closing and d.due_at is null and d.waiting_since < p_before
    and d.committee_id = r.committee_id and m.field = r.field and not m.guarded and d.person_id = m.person_id and d.reason is null and d.copy_id is null
    and not coalesce(e.event -> 'detail' @? '$.results[*] ? (@.answer == "no")', false)
    and not exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, false) v where gate.is_no(v) or (r.manner = 'together' and v.copy_id is not null))
  order by d.waiting_since, d.item_id limit p_most
$$;
