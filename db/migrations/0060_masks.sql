-- An item as one recipient gets it when passages of it are masked (REL-02, law 1.4): the event's words without them, and a new document in place of the
-- old. While there is a mask nothing else of the item reaches that recipient's shelf, whichever way it comes there.
create table gate.masked_documents (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,
  title text not null,
  type text not null check (type in ('application/pdf', 'text/html')),
  size int not null,
  version int not null,                                  -- of the record's document it was made from
  made_at timestamptz not null default now(),
  primary key (committee_id, matter_id, id),
  unique (id),
  foreign key (committee_id, matter_id) references record.matters on delete restrict
);
create table gate.masked_parts (
  committee_id uuid not null,
  document_id uuid not null references gate.masked_documents (id) on delete cascade,
  part int not null,
  unit_id uuid not null,
  bytes bytea not null,
  primary key (committee_id, document_id, part)
);
alter table gate.masked_parts alter column bytes set storage external;

create table gate.masks (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  version int not null default 1,                        -- how many masks have been made of it
  event jsonb not null,                                  -- { about, author, detail, masked } as record.events has them, the masked words already gone
  document_id uuid references gate.masked_documents (id) on delete restrict, -- null: no document goes along
  reason text not null,                                  -- a code, never words about the item
  made_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  made_at timestamptz not null default now(),
  primary key (committee_id, matter_id, item_id, person_id),
  foreign key (committee_id, matter_id, item_id, person_id) references gate.release_decisions on delete cascade
);
-- Who made a mask and who took it away, and when: kept when the mask is another or gone. Never what it hid.
create table gate.mask_history (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  id bigint generated always as identity,
  version int not null,
  did text not null check (did in ('made', 'taken-away')),
  reason text,
  staff_id uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  at timestamptz not null default now(),
  primary key (committee_id, matter_id, item_id, person_id, id)
);

do $$
declare held text;
begin
  foreach held in array array['masks', 'masked_documents', 'masked_parts', 'mask_history'] loop
    execute format('alter table gate.%I enable row level security', held);
    execute format('create policy my_unit on gate.%I for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]))', held);
    execute format('grant select on gate.%I to delakt_staff', held);
  end loop;
end $$;
-- No insert, update or delete for staff: gate.mask and gate.unmask also move the copies.

create function gate.masks_follow() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.masks k set unit_id = new.unit_id where k.committee_id = new.committee_id and k.matter_id = new.id;
  update gate.mask_history h set unit_id = new.unit_id where h.committee_id = new.committee_id and h.matter_id = new.id;
  update gate.masked_documents d set unit_id = new.unit_id where d.committee_id = new.committee_id and d.matter_id = new.id;
  update gate.masked_parts p set unit_id = new.unit_id from gate.masked_documents d where d.committee_id = new.committee_id and d.matter_id = new.id and p.document_id = d.id;
  return null;
end $$;
create trigger masks_follow after update of unit_id on record.matters for each row when (new.unit_id is distinct from old.unit_id) execute function gate.masks_follow();

-- What comes to a shelf wears its mask: also when a cover is lifted, or a document comes after its words.
create function gate.wear_mask() returns trigger language plpgsql security definer set search_path = '' as $$
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
create trigger wear_mask before insert or update of kind, event, document_id on shelf.copies for each row execute function gate.wear_mask();

-- As before, with the manners, the guard, those who represent somebody, and the masks: a later version of what somebody masked is shown by no rule, for the words
-- that were taken away may stand in it. Asked of later versions alone, since every item of a feed passes here. A no is outweighed by a yes to a later wording, and
-- by no annulment: what comes under the same reference afterwards waits for a look.
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

-- Makes a mask, or another in its place: the copy is taken back first and the item waits, at the next revision, for gate.decide to show it.
-- `p_document`: { title, type, version } of the new document, with its parts; null: none goes along. Only words may differ from the record's event.
-- 'stale': somebody decided in between; 'none': not there, not theirs, or not an item that can be shown.
create function gate.mask(p_matter uuid, p_item uuid, p_person uuid, p_seen int, p_event jsonb, p_document jsonb, p_parts bytea[], p_reason text) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions; e record.events; made uuid; old uuid; made_version int;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  select * into e from record.events x where x.committee_id = held.committee_id and x.matter_id = p_matter and x.id = p_item;
  if held.reason in ('annulled', 'replaced')
    or (p_event - 'author' - 'detail' - 'masked') is distinct from (e.event - 'author' - 'detail' - 'internal')
    or p_event #> '{detail,document}' is distinct from e.event #> '{detail,document}'
    or coalesce(p_event #>> '{detail,hideNames}', 'false') <> coalesce(e.event #>> '{detail,hideNames}', 'false')
  then return 'none'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  if p_document is not null then
    insert into gate.masked_documents (committee_id, matter_id, person_id, unit_id, title, type, size, version)
    values (held.committee_id, p_matter, p_person, held.unit_id, p_document ->> 'title', p_document ->> 'type',
      (select coalesce(sum(length(b)), 0) from unnest(p_parts) b), (p_document ->> 'version')::int) returning id into made;
    insert into gate.masked_parts (committee_id, document_id, part, unit_id, bytes)
    select held.committee_id, made, p.n::int - 1, held.unit_id, p.b from unnest(p_parts) with ordinality as p(b, n);
  end if;
  select k.document_id into old from gate.masks k where k.committee_id = held.committee_id and k.matter_id = p_matter and k.item_id = p_item and k.person_id = p_person;
  insert into gate.masks as k (committee_id, matter_id, item_id, person_id, unit_id, event, document_id, reason, made_by, assignment_id)
  values (held.committee_id, p_matter, p_item, p_person, held.unit_id, p_event, made, p_reason, desk.staff_id, desk.assignment_id)
  on conflict (committee_id, matter_id, item_id, person_id) do update set version = k.version + 1, event = excluded.event, document_id = excluded.document_id,
    reason = excluded.reason, made_by = excluded.made_by, assignment_id = excluded.assignment_id, made_at = now()
  returning k.version into made_version;
  delete from gate.masked_documents d where d.id = old;
  insert into gate.mask_history (committee_id, matter_id, item_id, person_id, unit_id, version, did, reason, staff_id, assignment_id)
  values (held.committee_id, p_matter, p_item, p_person, held.unit_id, made_version, 'made', p_reason, desk.staff_id, desk.assignment_id);
  perform gate.wait_again(held, desk);
  return 'done';
end $$;

-- Takes the mask away: the copy first, and the item waits for somebody to decide about the whole of it.
create function gate.unmask(p_matter uuid, p_item uuid, p_person uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions; gone gate.masks;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  delete from gate.masks k where k.committee_id = held.committee_id and k.matter_id = p_matter and k.item_id = p_item and k.person_id = p_person returning * into gone;
  if gone.item_id is null then return 'none'; end if;
  delete from gate.masked_documents d where d.id = gone.document_id;
  insert into gate.mask_history (committee_id, matter_id, item_id, person_id, unit_id, version, did, staff_id, assignment_id)
  values (held.committee_id, p_matter, p_item, p_person, held.unit_id, gone.version, 'taken-away', desk.staff_id, desk.assignment_id);
  perform gate.wait_again(held, desk);
  return 'done';
end $$;

-- Back in the queue by somebody's hand. The revision goes on also when the words of the decision are the same.
create function gate.wait_again(held gate.release_decisions, desk identity.desk) returns void language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions d
  set state = 'assessed', reason = null, reader_text = null, existence_secret = false, rule_id = null, due_at = null,
    decided_by = desk.staff_id, assignment_id = desk.assignment_id, decided_at = now(), revision = held.revision + 1
  where d.committee_id = held.committee_id and d.matter_id = held.matter_id and d.item_id = held.item_id and d.person_id = held.person_id;
  perform gate.hand_over(held.committee_id, array[held.matter_id]);
  perform gate.recount(held.committee_id, array[held.matter_id]);
end $$;
grant execute on function gate.mask(uuid, uuid, uuid, int, jsonb, jsonb, bytea[], text), gate.unmask(uuid, uuid, uuid, int) to delakt_staff;
