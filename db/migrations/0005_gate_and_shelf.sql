-- The shelf: copies handed to one person, each with an id of its own. All that a person's role can ever read of a matter.
create table shelf.matters (
  person_id uuid not null references identity.persons on delete restrict,
  id uuid not null default gen_random_uuid() unique,
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  number text,
  field text not null,
  title text,
  opened_on date not null,
  imported boolean not null,
  source_label jsonb not null,
  data_from date,
  invited_at timestamptz not null default now(),
  invited_by text not null,
  -- shown + withheld + waiting + missing = what the source reported, but for what must not be known to exist (CASE-05)
  shown int not null default 0,
  withheld int not null default 0,
  waiting int not null default 0,
  missing int not null default 0,
  changed int not null default 0,
  compared_at timestamptz,
  source_down_since timestamptz,
  last_good_at timestamptz,
  primary key (person_id, id)
);

create table shelf.copies (
  person_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  committee_id uuid not null,
  kind text not null,                                    -- an event kind, or 'withheld'
  ref text not null,                                     -- an alias: the source's own id never leaves the record
  version int not null,
  at timestamptz not null,
  seq bigint not null,
  event jsonb not null,
  document_id uuid,
  handed_at timestamptz not null default now(),
  opened_at timestamptz,
  primary key (person_id, matter_id, id),
  foreign key (person_id, matter_id) references shelf.matters on delete cascade
);

create table shelf.documents (
  person_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  committee_id uuid not null,
  title text not null,
  type text not null,
  size int not null,
  handed_at timestamptz not null default now(),
  primary key (person_id, id),
  foreign key (person_id, matter_id) references shelf.matters on delete cascade
);
create index on shelf.documents (person_id, matter_id);
create table shelf.document_parts (
  person_id uuid not null,
  document_id uuid not null references shelf.documents (id) on delete cascade,
  part int not null,
  bytes bytea not null,
  primary key (person_id, document_id, part)
);
alter table shelf.document_parts alter column bytes set storage external;

alter table shelf.matters enable row level security;
alter table shelf.copies enable row level security;
alter table shelf.documents enable row level security;
alter table shelf.document_parts enable row level security;
create policy own on shelf.matters for select to delakt_person using (person_id = (select identity.reader()));
create policy own on shelf.copies for select to delakt_person using (person_id = (select identity.reader()));
create policy own_opening on shelf.copies for update to delakt_person using (person_id = (select identity.reader()) and opened_at is null) with check (opened_at is not null);
create policy own on shelf.documents for select to delakt_person using (person_id = (select identity.reader()));
create policy own on shelf.document_parts for select to delakt_person using (person_id = (select identity.reader()));
grant select on shelf.matters, shelf.copies, shelf.documents, shelf.document_parts to delakt_person;
-- When something was first opened starts the time to appeal: it is set once and never moved.
grant update (opened_at) on shelf.copies to delakt_person;

-- The committee's standing rules: how soon an item of a kind is released in a field of work (REL-01). No rule: it waits for a look.
create table gate.rules (
  committee_id uuid not null references directory.committees on delete restrict,
  id uuid not null default gen_random_uuid(),
  field text not null,
  kind text not null,
  manner text not null check (manner in ('at-once', 'after-look', 'after-days')),
  days int check ((manner = 'after-days') = (days is not null) and days between 1 and 365),
  decided_on date not null,
  decided_by text not null,
  ended_at timestamptz,
  ended_by text,                                         -- who decided that it ends, and when
  primary key (committee_id, id)
);
create unique index one_rule on gate.rules (committee_id, field, kind) where ended_at is null;

-- One decision per item and recipient.
create table gate.release_decisions (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  kind text not null,
  state text not null check (state in ('imported', 'assessed', 'released', 'withheld', 'withdrawn')),
  rule_id uuid,
  due_at timestamptz,                                    -- a rule with days: released then, if nobody has decided otherwise
  reason text,                                           -- a code, never words about the item
  reader_text text,                                      -- what the person is told instead
  existence_secret boolean not null default false,
  decided_by uuid,
  assignment_id uuid,
  decided_at timestamptz not null default now(),
  waiting_since timestamptz not null default now(),
  copy_id uuid,                                          -- what stands on the shelf for it
  revision int not null default 1,
  primary key (committee_id, matter_id, item_id, person_id),
  -- No foreign key to the matter: the item's own row holds it, and a second check per item would slow the feed by a tenth.
  check (state <> 'withheld' or reason is not null),
  check (state <> 'released' or coalesce(decided_by, rule_id) is not null)
);
create index queue on gate.release_decisions (unit_id, waiting_since, item_id) where state in ('imported', 'assessed');
create index due on gate.release_decisions (due_at) where state = 'assessed' and due_at is not null;

-- Every change of a decision, with who, when and which rule (REL-01).
create table gate.release_history (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  revision int not null,
  state text not null,
  rule_id uuid,
  reason text,
  decided_by uuid,
  assignment_id uuid,
  at timestamptz not null default now(),
  primary key (committee_id, matter_id, item_id, person_id, revision)
);

-- The invitation: from when a person is shown a matter, and who opened it for them.
create table gate.openings (
  committee_id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  shelf_id uuid not null default gen_random_uuid() unique,
  salt bytea not null default sha256(gen_random_uuid()::text::bytea),
  opened_at timestamptz not null default now(),
  opened_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_reason text,
  primary key (committee_id, matter_id, person_id, shelf_id),
  foreign key (committee_id, matter_id) references record.matters on delete restrict
);
create unique index one_opening on gate.openings (committee_id, matter_id, person_id) where ended_at is null;

alter table gate.rules enable row level security;
alter table gate.release_decisions enable row level security;
alter table gate.release_history enable row level security;
alter table gate.openings enable row level security;
create policy my_committee on gate.rules for select to delakt_staff using (committee_id = (select identity.my_committee()));
create policy manager_adds on gate.rules for insert to delakt_staff with check (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'unitManager');
create policy manager_ends on gate.rules for update to delakt_staff using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'unitManager' and ended_at is null)
  with check (ended_at is not null);
grant select, insert (committee_id, field, kind, manner, days, decided_on, decided_by), update (ended_at, ended_by) on gate.rules to delakt_staff;
create policy my_unit on gate.release_decisions for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
create policy my_unit on gate.release_history for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
create policy my_unit on gate.openings for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on gate.release_decisions, gate.release_history, gate.openings to delakt_staff;
-- No insert, update or delete for staff: decisions are made by gate.decide and gate.open_matter, which also move the copies.

create function gate.keep_history() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.state, new.reason, new.reader_text, new.existence_secret, new.decided_by) is distinct from (old.state, old.reason, old.reader_text, old.existence_secret, old.decided_by) then
    new.revision := old.revision + 1;
    -- What a rule decided when the item came in is written down the first time somebody changes it: most never are.
    if old.revision = 1 then
      insert into gate.release_history (committee_id, matter_id, item_id, person_id, unit_id, revision, state, rule_id, reason, decided_by, assignment_id, at)
      values (old.committee_id, old.matter_id, old.item_id, old.person_id, old.unit_id, 1, old.state, old.rule_id, old.reason, old.decided_by, old.assignment_id, old.decided_at);
    end if;
    insert into gate.release_history (committee_id, matter_id, item_id, person_id, unit_id, revision, state, rule_id, reason, decided_by, assignment_id)
    values (new.committee_id, new.matter_id, new.item_id, new.person_id, new.unit_id, new.revision, new.state, new.rule_id, new.reason, new.decided_by, new.assignment_id);
  end if;
  return new;
end $$;
create trigger history before update on gate.release_decisions for each row execute function gate.keep_history();

-- What a reference is called on one person's shelf: says nothing about the source's numbering, and nothing to another reader.
create function gate.alias(salt bytea, ref text) returns text language sql immutable strict set search_path = '' as $$
  select left(encode(sha256(salt || convert_to(ref, 'UTF8')), 'hex'), 32)
$$;

-- The event as the person gets it: references by alias, without what is internal, and names left out where the decision says so (FL 33 § 4 st).
create function gate.as_handed(salt bytea, event jsonb) returns jsonb language sql immutable set search_path = '' as $$
  select case when event -> 'detail' ->> 'hideNames' = 'true'
    then ((told.event #- '{detail,decidedBy}') #- '{detail,investigatedBy}') - 'author'
    else told.event end
  from (select event - 'internal'
    || case when event ? 'about' then jsonb_build_object('about', gate.alias(salt, event ->> 'about')) else '{}' end
    || case when event -> 'detail' ? 'document'
       then jsonb_build_object('detail', (event -> 'detail') || jsonb_build_object('document', gate.alias(salt, event -> 'detail' ->> 'document'))) else '{}' end as event) told
$$;

-- A document handed over: its own copy, with its own id.
create function gate.hand_document(p_committee uuid, p_matter uuid, p_source uuid, p_ref text, p_person uuid, p_shelf uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare held record.documents; handed uuid;
begin
  select * into held from record.documents d
  where d.committee_id = p_committee and d.matter_id = p_matter and d.source_id = p_source and d.ref = p_ref order by d.version desc limit 1;
  if held.id is null then return null; end if;
  insert into shelf.documents (person_id, matter_id, committee_id, title, type, size)
  values (p_person, p_shelf, p_committee, held.title, held.type, held.size) returning id into handed;
  insert into shelf.document_parts (person_id, document_id, part, bytes)
  select p_person, handed, part, bytes from record.document_parts where committee_id = p_committee and document_id = held.id;
  return handed;
end $$;

-- Puts on the shelf what is released and not there yet, in matters that are opened for the person.
create function gate.hand_over(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare due record; new_copy uuid;
begin
  for due in
    select d.item_id, d.person_id, d.state, d.reader_text, o.shelf_id, o.salt, e.*
    from gate.openings o
    join gate.release_decisions d on d.committee_id = o.committee_id and d.matter_id = o.matter_id and d.person_id = o.person_id
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null and d.copy_id is null
      and (d.state = 'released' or (d.state = 'withheld' and not d.existence_secret))
  loop
    if due.state = 'released' then
      insert into shelf.copies (person_id, matter_id, committee_id, kind, ref, version, at, seq, event, document_id)
      values (due.person_id, due.shelf_id, p_committee, due.kind, gate.alias(due.salt, due.ref), due.version, due.at, due.seq, gate.as_handed(due.salt, due.event),
        gate.hand_document(p_committee, due.matter_id, due.source_id, due.event -> 'detail' ->> 'document', due.person_id, due.shelf_id))
      returning id into new_copy;
    else
      insert into shelf.copies (person_id, matter_id, committee_id, kind, ref, version, at, seq, event)
      values (due.person_id, due.shelf_id, p_committee, 'withheld', gate.alias(due.salt, due.ref), due.version, due.at, due.seq, jsonb_build_object('text', due.reader_text))
      returning id into new_copy;
    end if;
    update gate.release_decisions d set copy_id = new_copy
    where d.committee_id = p_committee and d.matter_id = due.matter_id and d.item_id = due.item_id and d.person_id = due.person_id;
  end loop;
end $$;

-- Takes copies from the shelf again, with their documents.
create function gate.take_back(p_copies uuid[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from shelf.documents where id in (select document_id from shelf.copies where id = any (p_copies));
  delete from shelf.copies where id = any (p_copies);
  update gate.release_decisions set copy_id = null where copy_id = any (p_copies);
end $$;
create index on gate.release_decisions (copy_id) where copy_id is not null;

-- The honest count of an opened matter. An item is a reference at the source; its newest version stands for it.
create function gate.recount(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  update shelf.matters s
  set shown = c.shown, withheld = c.withheld, waiting = c.waiting, missing = greatest(0, coalesce(c.reported, c.held) - c.held), changed = c.changed, compared_at = c.compared_at
  from (
    select o.shelf_id, m.reported, m.compared_at, cardinality(m.changed) as changed,
      count(i.ref) filter (where i.any_released) as shown,
      count(i.ref) filter (where not i.any_released and i.state = 'withheld' and not i.existence_secret) as withheld,
      count(i.ref) filter (where not i.any_released and i.state is distinct from 'withheld') as waiting,
      count(i.ref) as held
    from gate.openings o
    join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
    left join lateral (
      select distinct on (e.source_id, e.ref) e.ref, e.annulled, d.state, d.existence_secret,
        bool_or(d.state = 'released' and d.copy_id is not null) over (partition by e.source_id, e.ref) as any_released
      from record.events e
      left join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = o.person_id
      where e.committee_id = o.committee_id and e.matter_id = o.matter_id
      order by e.source_id, e.ref, e.version desc
    ) i on not i.annulled
    where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null
    group by o.shelf_id, m.reported, m.compared_at, m.changed
  ) c
  where s.id = c.shelf_id;
end $$;

-- After a later version or an annulment: what it replaces is no longer released anew, and what was registered by mistake leaves the shelf.
create function gate.settle(p_committee uuid, p_source uuid, p_refs text[]) returns void language plpgsql security definer set search_path = '' as $$
declare gone uuid[];
begin
  with placed as (
    select e.id, e.matter_id, e.version < max(e.version) over item as replaced,
      e.version <= coalesce(max(e.version) filter (where e.annulled) over item, -1) as void
    from record.events e where e.source_id = p_source and e.ref = any (p_refs)
    window item as (partition by e.matter_id, e.ref)
  ), closed as (
    update gate.release_decisions d
    set state = 'withdrawn', reason = case when p.void then 'annulled' else 'replaced' end, decided_at = now(), due_at = null
    from placed p
    where d.committee_id = p_committee and d.matter_id = p.matter_id and d.item_id = p.id and d.state <> 'withdrawn'
      and (p.void or (p.replaced and d.copy_id is null))
    returning d.copy_id, p.void
  )
  select array_agg(copy_id) filter (where void and copy_id is not null) into gone from closed;
  if gone is not null then perform gate.take_back(gone); end if;
end $$;

-- A human decides (REL-01). 'stale': somebody decided in between; 'none': not there, or not theirs, which looks the same.
create function gate.decide(p_matter uuid, p_item uuid, p_person uuid, p_seen int, p_state text, p_reason text, p_text text, p_secret boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  if p_state not in ('released', 'withheld', 'assessed', 'withdrawn') or held.reason in ('annulled', 'replaced') then return 'none'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  update gate.release_decisions d
  set state = p_state, reason = case when p_state in ('withheld', 'withdrawn') then p_reason end, reader_text = case when p_state = 'withheld' then p_text end,
    existence_secret = p_state = 'withheld' and p_secret, decided_by = desk.staff_id, assignment_id = desk.assignment_id, rule_id = null, decided_at = now(), due_at = null
  where d.committee_id = held.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person;
  perform gate.hand_over(held.committee_id, array[p_matter]);
  perform gate.recount(held.committee_id, array[p_matter]);
  return 'done';
end $$;

-- The unit opens a matter for the person it is about. Answers the same when it already is.
create function gate.open_matter(p_matter uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; shelf_id uuid;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null then return false; end if;
  insert into gate.openings (committee_id, matter_id, person_id, unit_id, opened_by, assignment_id)
  values (m.committee_id, m.id, m.person_id, m.unit_id, desk.staff_id, desk.assignment_id)
  on conflict do nothing returning gate.openings.shelf_id into shelf_id;
  if shelf_id is null then return true; end if;
  insert into shelf.matters (person_id, id, committee_id, unit_id, number, field, title, opened_on, imported, source_label, data_from, invited_by, last_good_at)
  select m.person_id, shelf_id, m.committee_id, m.unit_id, m.number, m.field, m.title, m.opened_on, m.imported, s.label, coalesce(m.known_from, s.data_from), w.name, s.last_good_at
  from record.sources s, directory.staff w where s.id = m.source_id and w.id = desk.staff_id;
  perform gate.hand_over(m.committee_id, array[m.id]);
  perform gate.recount(m.committee_id, array[m.id]);
  insert into kernel.outbox (topic, body) values ('matter.opened', jsonb_build_object('source', m.source_id, 'matter', m.id));
  return true;
end $$;

-- The unit closes it again: everything leaves the shelf at once, and the record keeps who did it and why.
create function gate.close_matter(p_matter uuid, p_reason text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); ended gate.openings;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  update gate.openings o set ended_at = now(), ended_by = desk.staff_id, ended_reason = p_reason
  where o.committee_id = desk.committee_id and o.matter_id = p_matter and o.unit_id = desk.unit_id and o.ended_at is null returning * into ended;
  if ended.shelf_id is null then return false; end if;
  update gate.release_decisions d set copy_id = null where d.committee_id = ended.committee_id and d.matter_id = p_matter and d.person_id = ended.person_id;
  delete from shelf.matters where id = ended.shelf_id;
  return true;
end $$;

-- Rules with days: released when the days have passed. Run by the worker; the same again does nothing.
create function gate.release_due(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare touched record; done int := 0;
begin
  for touched in
    with due as (
      select committee_id, matter_id, item_id, person_id from gate.release_decisions
      where state = 'assessed' and due_at <= now() order by due_at limit p_most for update skip locked
    )
    update gate.release_decisions d set state = 'released', decided_at = now(), due_at = null from due
    where d.committee_id = due.committee_id and d.matter_id = due.matter_id and d.item_id = due.item_id and d.person_id = due.person_id
    returning d.committee_id, d.matter_id
  loop
    done := done + 1;
    perform gate.hand_over(touched.committee_id, array[touched.matter_id]);
    perform gate.recount(touched.committee_id, array[touched.matter_id]);
  end loop;
  return done;
end $$;

grant execute on function gate.decide(uuid, uuid, uuid, int, text, text, text, boolean), gate.open_matter(uuid), gate.close_matter(uuid, text) to delakt_staff;
grant execute on function gate.release_due(int) to delakt_worker;
