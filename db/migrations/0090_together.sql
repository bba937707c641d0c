-- The gate with its masks. A later version of what somebody masked is shown by no rule: asked where the other noes are, and of later versions alone, since every item
-- of a feed passes here.
drop trigger masked_before on gate.release_decisions;
drop function gate.masked_before();
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
        and (gate.is_no(d) or (d.state = 'withdrawn' and d.reason = 'annulled' and (d.existence_secret or d.reader_text is not null))
          or exists (select from gate.masks k where k.committee_id = d.committee_id and k.matter_id = d.matter_id and k.item_id = d.item_id and k.person_id = d.person_id))
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

-- By the index of the shelves that stand.
create or replace function gate.wear_mask() returns trigger language plpgsql security definer set search_path = '' as $$
declare k gate.masks; salt bytea; wanted uuid;
begin
  if new.kind in ('withheld', 'covered', 'annulled') then return new; end if;
  select x.* into k from gate.openings o
  join gate.masks x on x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.person_id = o.person_id
  where o.shelf_id = new.matter_id and o.ended_at is null and gate.address(o.salt, x.item_id::text) = new.id;
  if k.item_id is null then return new; end if;
  select o.salt into salt from gate.openings o where o.shelf_id = new.matter_id and o.ended_at is null;
  new.event := gate.as_handed(salt, k.event);
  if k.document_id is not null then wanted := gate.address(convert_to(new.id::text, 'UTF8'), k.document_id::text); end if;
  if new.document_id is distinct from wanted then
    delete from shelf.documents d where d.id = new.document_id;
    insert into shelf.documents (id, person_id, matter_id, committee_id, title, type, size, version)
    select wanted, new.person_id, new.matter_id, new.committee_id, d.title, d.type, d.size, d.version from gate.masked_documents d where d.id = k.document_id
    on conflict (id) do nothing;
    if found then
      insert into shelf.document_parts (person_id, document_id, part, bytes)
      select new.person_id, wanted, p.part, p.bytes from gate.masked_parts p where p.committee_id = k.committee_id and p.document_id = k.document_id;
    end if;
    new.document_id := wanted;
  end if;
  return new;
end $$;

-- The log of who has looked asks also which matter a shelf was that has been taken back since.
create index shelf on gate.openings (shelf_id);

-- The unit opens a matter for the person it is about, who is fifteen or more; a unit without an administrator and a deputy opens nothing new (ADOPT-01).
create or replace function gate.open_matter(p_matter uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null or not gate.of_age(m.person_id) then return false; end if;
  if cardinality(directory.lacks(m.unit_id)) > 0
    and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) then return false; end if;
  perform gate.open_for(m, m.person_id, null, null, desk);
  return true;
end $$;

-- What was to be shown by itself in a matter where something must not be told waits for somebody who looks: also what was chosen before it was known.
create function gate.guarded_now() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions d set due_at = null, at_closing = false, waiting_since = now()
  where d.committee_id = new.committee_id and d.matter_id = new.id and d.state = 'assessed' and (d.due_at is not null or d.at_closing);
  return null;
end $$;
create trigger guarded_now after update of guarded on record.matters for each row when (new.guarded and not old.guarded) execute function gate.guarded_now();
