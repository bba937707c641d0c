-- How an item is handed over, and to whom else than the person it is about. A decision is still one per item and recipient; what is new is that it may be
-- sensitive (a cover lies over it until its reader chooses), wait for the matter to close, come up again on a day, and be for somebody who represents the person.
alter table gate.rules drop constraint rules_manner_check,
  add constraint rules_manner_check check (manner in ('at-once', 'after-look', 'after-days', 'together', 'at-closing'));

alter table gate.release_decisions
  add column sensitive boolean not null default false,   -- offered with a cover over it (REL-03)
  add column uncovered_at timestamptz,                   -- when its reader lifted the cover
  add column at_closing boolean not null default false,  -- assessed: handed over when the matter closes, and in no queue until then
  add column reassess_on date,                           -- withheld: back in the queue on this day
  add column listed boolean not null default true;       -- false: was there when its recipient was named, and stands on their page and in no queue
alter table gate.release_history add column sensitive boolean, add column at_closing boolean, add column reassess_on date;
create index at_closing on gate.release_decisions (committee_id, matter_id) where at_closing and state = 'assessed';
create index reassess on gate.release_decisions (reassess_on) where reassess_on is not null;
-- What waits for a matter to close waits for no person. Nor is what was there when somebody was named to read it: forty old items are not forty things to do
-- today. What comes after, and what a fact that changed has hidden, waits in the queue as everything else does.
drop index gate.queue, gate.queue_by_kind;
create index queue on gate.release_decisions (unit_id, waiting_since, item_id, person_id) where state in ('imported', 'assessed') and not at_closing and listed;
create index queue_by_kind on gate.release_decisions (unit_id, kind, waiting_since, item_id, person_id) where state in ('imported', 'assessed') and not at_closing and listed;

-- When a fact hid something: what is undone goes back to how it was, but not past that.
alter table gate.openings add column hidden_at timestamptz;

-- When somebody was born decides what they may read: from 15 a child reads its own, and a guardian's reading is looked at anew at 13, 15, 16 and 18.
alter table identity.persons add column born_on date;
create index born_on on identity.persons (extract(month from born_on), extract(day from born_on)) where born_on is not null;
grant insert (born_on), update (born_on) on identity.persons to delakt_doorkeeper;

-- A matter about somebody whose identity is protected: no rule releases anything in it, somebody looks at every item (law 1.7).
alter table record.matters add column guarded boolean not null default false;

-- Whose matter it is, on the shelf of somebody else; null on one's own.
alter table shelf.matters add column about_id uuid references identity.persons on delete restrict, add column about_name text, add column capacity text;
-- What the reader has chosen for an item, and for the notes of the whole matter (CASE-08).
alter table shelf.matters add column notes text check (notes in ('later', 'closing', 'not-here'));
alter table shelf.copies add column choice text check (choice in ('now', 'later', 'together', 'not-here'));

-- Who else may be handed copies of a matter: named by staff, with the paper that gives the right and the day it ends (OSL 12 kap. 3 §, FB 6 and 11 kap., FL 14 §).
create table gate.recipients (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  matter_id uuid not null,
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  capacity text not null check (capacity in ('custodian', 'limitedGuardian', 'conservator', 'proxy')),
  document text not null check (length(document) between 1 and 200),
  valid_to date not null,
  key uuid not null,                                     -- from the form: the same send twice is one recipient
  added_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  added_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid,
  ended_because text check (ended_because in ('expired', 'withdrawn', 'custody', 'age', 'protection', 'wrong')),
  primary key (committee_id, id),
  foreign key (committee_id, matter_id) references record.matters on delete restrict,
  unique (committee_id, key)
);
create unique index one_recipient on gate.recipients (committee_id, matter_id, person_id) where ended_at is null;
create index on gate.recipients (valid_to) where ended_at is null;
create index on gate.recipients (person_id) where ended_at is null;
alter table gate.recipients enable row level security;
create policy my_unit on gate.recipients for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on gate.recipients to delakt_staff;
-- No insert, update or delete for staff: gate.add_recipient and gate.end_recipient also move the copies.

-- Every choice of a reader, kept: the newest stands on the shelf and this says what stood there before.
create table voice.choices (
  committee_id uuid not null,
  id bigint generated always as identity,
  person_id uuid not null references identity.persons on delete restrict,
  shelf_id uuid not null,
  ref text,                                              -- the item by its alias; null: the notes of the matter
  choice text not null check (choice in ('now', 'later', 'together', 'not-here', 'closing', 'uncovered')),
  at timestamptz not null default now(),
  primary key (committee_id, id)
);
create index on voice.choices (person_id, shelf_id, ref, id);
alter table voice.choices enable row level security;
create policy own on voice.choices for select to delakt_person using (person_id = (select identity.reader()));
grant select (id, person_id, shelf_id, ref, choice, at) on voice.choices to delakt_person;

-- How it was to read, if the reader wants to say (1 hard … 5 good). Once an item, changeable.
create table voice.readings (
  committee_id uuid not null,
  person_id uuid not null references identity.persons on delete restrict,
  shelf_id uuid not null,
  ref text not null,
  unit_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  felt int not null check (felt between 1 and 5),
  at timestamptz not null default now(),
  primary key (committee_id, person_id, shelf_id, ref)
);
alter table voice.readings enable row level security;
create policy own on voice.readings for select to delakt_person using (person_id = (select identity.reader()));
grant select (person_id, shelf_id, ref, felt, at) on voice.readings to delakt_person;
create policy my_unit on voice.readings for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on voice.readings to delakt_staff;

alter table voice.remarks drop constraint remarks_kind_check,
  add constraint remarks_kind_check check (kind in ('objection', 'comment', 'answer', 'review', 'question', 'together', 'talk'));
-- Somebody under fifteen is handed no file (law 1.6): asked when copies are made, and at the birthday.
create function gate.of_age(p_person uuid) returns boolean language sql stable set search_path = '' as $$
  select not exists (select from identity.persons p where p.id = p_person and p.born_on > (now() at time zone 'Europe/Stockholm')::date - interval '15 years')
$$;

-- Said no by somebody: withheld, or taken back by a human. What a later wording replaced, or what somebody's ended right took along, is no such word.
create or replace function gate.is_no(d gate.release_decisions) returns boolean language sql immutable set search_path = '' as $$
  select d.state = 'withheld' or (d.state = 'withdrawn' and d.reason not in ('annulled', 'replaced', 'ended'))
$$;

create or replace function gate.keep_history() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.state, new.reason, new.reader_text, new.existence_secret, new.decided_by, new.sensitive, new.at_closing, new.reassess_on)
    is distinct from (old.state, old.reason, old.reader_text, old.existence_secret, old.decided_by, old.sensitive, old.at_closing, old.reassess_on) then
    new.revision := old.revision + 1;
    -- What a rule decided when the item came in is written down the first time somebody changes it: most never are.
    if old.revision = 1 then
      insert into gate.release_history (committee_id, matter_id, item_id, person_id, unit_id, revision, state, rule_id, reason, decided_by, assignment_id, at, due_at, reader_text, existence_secret, sensitive, at_closing, reassess_on)
      values (old.committee_id, old.matter_id, old.item_id, old.person_id, old.unit_id, 1, old.state, old.rule_id, old.reason, old.decided_by, old.assignment_id, old.decided_at,
        old.due_at, old.reader_text, old.existence_secret, old.sensitive, old.at_closing, old.reassess_on);
    end if;
    insert into gate.release_history (committee_id, matter_id, item_id, person_id, unit_id, revision, state, rule_id, reason, decided_by, assignment_id, due_at, reader_text, existence_secret, sensitive, at_closing, reassess_on)
    values (new.committee_id, new.matter_id, new.item_id, new.person_id, new.unit_id, new.revision, new.state, new.rule_id, new.reason, new.decided_by, new.assignment_id,
      new.due_at, new.reader_text, new.existence_secret, new.sensitive, new.at_closing, new.reassess_on);
  end if;
  return new;
end $$;

-- As before, with a cover over what is sensitive until its reader lifts it: the words are not on the shelf at all. What a human took back keeps its place too.
create or replace function gate.hand_over(p_committee uuid, p_matters uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare due record; copy uuid;
begin
  for due in
    select d.item_id, d.person_id, d.state, d.reason, d.reader_text, d.decided_by, d.first_opened_at, d.sensitive and d.uncovered_at is null as covered, o.shelf_id, o.salt,
      (select c.choice from voice.choices c where c.person_id = d.person_id and c.shelf_id = o.shelf_id and c.ref = gate.alias(o.salt, e.ref) and c.choice <> 'uncovered'
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

create or replace function gate.take_back(p_copies uuid[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions d set copy_id = null, first_opened_at = coalesce(d.first_opened_at, case when c.kind not in ('withheld', 'covered') then c.opened_at end)
  from shelf.copies c where c.id = any (p_copies) and d.copy_id = c.id;
  delete from shelf.documents where id in (select document_id from shelf.copies where id = any (p_copies));
  delete from shelf.copies where id = any (p_copies);
end $$;

create or replace function gate.count_of(p_committee uuid, p_matter uuid, p_person uuid) returns table(shown int, withheld int, secret int, waiting int, missing int, changed int) language sql stable set search_path = '' as $$
  with version as (
    select e.source_id, e.ref, e.version, e.annulled, coalesce(gate.is_no(d), false) as hidden, coalesce(d.existence_secret, false) as existence_secret,
      d.state = 'released' or (d.state = 'assessed' and d.copy_id is not null) as released,
      max(e.version) filter (where gate.is_no(d)) over (partition by e.source_id, e.ref) as no
    from record.events e
    left join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = p_person
    where e.committee_id = p_committee and e.matter_id = p_matter
  ), item as (
    select distinct on (v.source_id, v.ref) v.ref, v.annulled, v.hidden, v.existence_secret,
      coalesce(bool_or(v.released and v.version > coalesce(v.no, -1)) over (partition by v.source_id, v.ref), false) as shown
    from version v order by v.source_id, v.ref, v.version desc
  ), sum as (
    select count(*) filter (where i.shown)::int as shown,
      count(*) filter (where not i.shown and i.hidden and not i.existence_secret)::int as withheld,
      count(*) filter (where not i.shown and i.hidden and i.existence_secret)::int as secret,
      count(*) filter (where not i.shown and not i.hidden)::int as waiting,
      count(*)::int as held
    from item i where not i.annulled
  )
  select s.shown, s.withheld, s.secret, s.waiting,
    greatest(cardinality(m.missing), m.reported - s.held, 0),
    -- A change to what must not be known to exist is not to be seen either.
    (select count(*)::int from unnest(m.changed) as c(ref) where not exists (select from item i where i.ref = c.ref and i.existence_secret))
  from sum s, record.matters m where m.committee_id = p_committee and m.id = p_matter
$$;

-- A human decides (REL-01). 'stale': somebody decided in between; 'none': not there, or not theirs, which looks the same. `p_person` null: the one the matter is about.
drop function gate.decide(uuid, uuid, uuid, int, text, text, text, boolean);
create function gate.decide(p_matter uuid, p_item uuid, p_person uuid, p_seen int, p_state text, p_reason text, p_text text, p_secret boolean, p_sensitive boolean DEFAULT false, p_closing boolean DEFAULT false, p_reassess date DEFAULT NULL::date) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  if p_state not in ('released', 'withheld', 'assessed', 'withdrawn') or held.reason in ('annulled', 'replaced', 'ended') then return 'none'; end if;
  if p_state = 'released' and exists (select from gate.versions(held.committee_id, p_matter, p_item, p_person, true) n where gate.is_no(n)) then return 'none'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  update gate.release_decisions d
  set state = p_state, reason = case when p_state in ('withheld', 'withdrawn') then p_reason end, reader_text = case when p_state in ('withheld', 'withdrawn') or p_sensitive then p_text end,
    existence_secret = p_state = 'withheld' and p_secret,
    sensitive = p_state in ('released', 'assessed') and p_sensitive, uncovered_at = null, listed = true, at_closing = p_state = 'assessed' and p_closing,
    reassess_on = case when p_state = 'withheld' then p_reassess end, decided_by = desk.staff_id, assignment_id = desk.assignment_id, rule_id = null, decided_at = now(),
    due_at = case when p_state = 'assessed' and p_closing and record.is_closed(d.committee_id, d.matter_id) then now() end,
    waiting_since = case when p_state = 'assessed' and held.state not in ('imported', 'assessed') then now() else d.waiting_since end
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
grant execute on function gate.decide(uuid, uuid, uuid, int, text, text, text, boolean, boolean, boolean, date) to delakt_staff;

-- Whether the newest word about it is that the matter is closed.
create function record.is_closed(p_committee uuid, p_matter uuid) returns boolean language sql stable set search_path = '' as $$
  select coalesce((select e.kind = 'closed' from record.events e
    where e.committee_id = p_committee and e.matter_id = p_matter and e.kind in ('closed', 'reopened')
      and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version >= e.version and n.annulled)
    order by e.at desc, e.seq desc, e.version desc limit 1), false)
$$;

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

-- Also what waited for its matter to close; what somebody chose so is released in their name, and what a rule did by the rule.
create or replace function gate.release_due(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare touched record; done int := 0;
begin
  for touched in
    with due as (
      select committee_id, matter_id, item_id, person_id from gate.release_decisions
      where state = 'assessed' and due_at <= now() order by due_at limit p_most for update skip locked
    )
    update gate.release_decisions d set state = 'released', decided_at = now(), due_at = null, at_closing = false,
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

drop function gate.waiting(uuid, boolean, text[], bigint, uuid, int);
create function gate.waiting(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most int) returns setof gate.release_decisions language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.* from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
    )
    select * from own d where (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
    order by d.waiting_since, d.item_id, d.person_id limit p_most;
  elsif p_kinds <> '{}' then
    foreach p_kind in array p_kinds loop
      return query
      select * from gate.release_decisions d
      where d.unit_id = p_unit and d.kind = p_kind and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person)
      order by d.waiting_since, d.item_id, d.person_id limit p_most;
    end loop;
  else
    return query
    select * from gate.release_decisions d
    where d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person)
    order by d.waiting_since, d.item_id, d.person_id limit p_most;
  end if;
end $$;
grant execute on function gate.waiting(uuid, boolean, text[], bigint, uuid, uuid, int) to delakt_staff;

drop function gate.waiting_before(uuid, boolean, text[], bigint, uuid, int);
create function gate.waiting_before(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most int) returns setof gate.release_decisions language plpgsql stable set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.* from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
    )
    select * from own d where (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
    order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most;
  elsif p_kinds <> '{}' then
    foreach p_kind in array p_kinds loop
      return query
      select * from gate.release_decisions d
      where d.unit_id = p_unit and d.kind = p_kind and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person)
      order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most;
    end loop;
  else
    return query
    select * from gate.release_decisions d
    where d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed and (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person)
    order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most;
  end if;
end $$;
grant execute on function gate.waiting_before(uuid, boolean, text[], bigint, uuid, uuid, int) to delakt_staff;

-- Facts that change hide first (product.md): what was shown, or about to be, leaves the shelf and waits for a look. What somebody withheld stays withheld.
-- `p_recipient` null: everybody the matters are for; `p_others`: everybody but the person they are about.
create function gate.hide(p_committee uuid, p_matters uuid[], p_recipient uuid, p_others boolean, p_why text) returns void language plpgsql security definer set search_path = '' as $$
declare gone uuid[];
begin
  with hidden as (
    update gate.release_decisions d set state = 'imported', reason = p_why, rule_id = null, due_at = null, at_closing = false, sensitive = false, reassess_on = null,
      decided_by = null, assignment_id = null, decided_at = now(), waiting_since = now(), listed = true
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

-- Somebody's identity becomes protected: what was shown of every matter about them is hidden until somebody has looked, and the links between them and those who
-- represent them, or whom they represent, are cut (law 1.7).
create function gate.protection_changed() returns trigger language plpgsql security definer set search_path = '' as $$
declare about uuid[]; held record;
begin
  select array_agg(m.id) into about from record.matters m
  where m.committee_id = new.committee_id and m.person_id = new.person_id
    and m.guarded is distinct from exists (select from record.people p where p.person_id = new.person_id and p.committee_id = new.committee_id and p.protected_identity <> 'none');
  if about is null and new.protected_identity = 'none' then return null; end if;
  update record.matters m set guarded = not m.guarded where m.committee_id = new.committee_id and m.id = any (about);
  if new.protected_identity <> 'none' then
    if about is not null then perform gate.hide(new.committee_id, about, null, false, 'protection'); end if;
    for held in select r.committee_id, r.id from gate.recipients r where r.committee_id = new.committee_id and (r.person_id = new.person_id or r.matter_id = any (about)) and r.ended_at is null loop
      perform gate.end_right(held.committee_id, held.id, null, 'protection');
    end loop;
  end if;
  return null;
end $$;
create trigger protection_came after insert on record.people for each row when (new.protected_identity <> 'none') execute function gate.protection_changed();
create trigger protection_changed after update of protected_identity on record.people for each row when (new.protected_identity is distinct from old.protected_identity)
  execute function gate.protection_changed();
create function gate.guard_matter() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.guarded := exists (select from record.people p where p.person_id = new.person_id and p.committee_id = new.committee_id and p.protected_identity <> 'none');
  return new;
end $$;
create trigger guard_matter before insert on record.matters for each row execute function gate.guard_matter();
update record.matters m set guarded = true
where exists (select from record.people p where p.person_id = m.person_id and p.committee_id = m.committee_id and p.protected_identity <> 'none');

-- Where the unit goes, those the matter is for go along.
create function gate.follow_matter() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.recipients r set unit_id = new.unit_id where r.committee_id = new.committee_id and r.matter_id = new.id;
  update voice.readings r set unit_id = new.unit_id where r.committee_id = new.committee_id and r.matter_id = new.id;
  return null;
end $$;
create trigger follow_matter after update of unit_id on record.matters for each row when (new.unit_id is distinct from old.unit_id) execute function gate.follow_matter();

-- Puts a matter on somebody's shelf. The shelf and its salt come back when they have had it before, so that addresses are what they were.
create function gate.open_for(m record.matters, p_person uuid, p_capacity text, p_about text, desk identity.desk) returns void language plpgsql security definer set search_path = '' as $$
declare before gate.openings; lying uuid;
begin
  select * into before from gate.openings o
  where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = p_person order by o.ended_at desc limit 1;
  insert into gate.openings (committee_id, matter_id, person_id, unit_id, opened_by, assignment_id, title, shelf_id, salt)
  values (m.committee_id, m.id, p_person, m.unit_id, desk.staff_id, desk.assignment_id, m.title,
    coalesce(before.shelf_id, gen_random_uuid()), coalesce(before.salt, sha256(gen_random_uuid()::text::bytea)))
  on conflict do nothing returning gate.openings.shelf_id into lying;
  if lying is null then
    update gate.openings o set title = m.title where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = p_person and o.ended_at is null;
    update shelf.matters s set title = m.title where s.id = before.shelf_id;
    return;
  end if;
  insert into shelf.matters (person_id, id, committee_id, unit_id, number, field, title, opened_on, imported, source_label, data_from, invited_by, last_good_at, kept_here,
    about_id, about_name, capacity, notes)
  select p_person, lying, m.committee_id, m.unit_id, m.number, m.field, m.title, m.opened_on, m.imported, s.label, coalesce(m.known_from, s.data_from), w.name, s.last_good_at,
    s.kind = 'native', case when p_person <> m.person_id then m.person_id end, p_about, p_capacity,
    (select nullif(c.choice, 'now') from voice.choices c where c.person_id = p_person and c.shelf_id = lying and c.ref is null order by c.id desc limit 1)
  from record.sources s, directory.staff w where s.id = m.source_id and w.id = desk.staff_id;
  perform gate.hand_over(m.committee_id, array[m.id]);
  perform gate.recount(m.committee_id, array[m.id]);
  insert into kernel.outbox (topic, body) values ('matter.opened', jsonb_build_object('source', m.source_id, 'matter', m.id));
end $$;

-- Closes it for the person it is about; somebody else's right is ended by itself.
create or replace function gate.close_matter(p_matter uuid, p_reason text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); ended gate.openings;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  update gate.openings o set ended_at = now(), ended_by = desk.staff_id, ended_reason = p_reason
  from record.matters m
  where m.committee_id = desk.committee_id and m.id = p_matter and o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id
    and o.unit_id = desk.unit_id and o.ended_at is null returning o.* into ended;
  if ended.shelf_id is null then return false; end if;
  perform gate.take_back(array(select c.id from shelf.copies c where c.person_id = ended.person_id and c.matter_id = ended.shelf_id));
  delete from shelf.matters where id = ended.shelf_id;
  return true;
end $$;

-- Staff name somebody who may be handed copies of a matter. Nothing of it is shown to them by this: each item waits for its own decision.
-- 'done', 'self' (it is the person's own matter), 'there' (already named), 'young' (under fifteen), 'protected' (their identity is), 'none'.
create function gate.add_recipient(p_matter uuid, p_key uuid, p_index bytea, p_sealed bytea, p_born date, p_name text, p_capacity text, p_document text, p_valid_to date) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; whose uuid; about text;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null then return 'none'; end if;
  if exists (select from gate.recipients r where r.committee_id = m.committee_id and r.key = p_key) then return 'done'; end if;
  insert into identity.persons (number_index, number_sealed, born_on) values (p_index, p_sealed, p_born) on conflict (number_index) do nothing;
  select p.id into whose from identity.persons p where p.number_index = p_index;
  if whose = m.person_id then return 'self'; end if;
  if not gate.of_age(whose) then return 'young'; end if;
  if m.guarded or exists (select from record.people p where p.person_id = whose and p.committee_id = m.committee_id and p.protected_identity <> 'none') then return 'protected'; end if;
  insert into gate.recipients (committee_id, matter_id, person_id, unit_id, name, capacity, document, valid_to, key, added_by, assignment_id)
  values (m.committee_id, m.id, whose, m.unit_id, p_name, p_capacity, p_document, p_valid_to, p_key, desk.staff_id, desk.assignment_id) on conflict do nothing;
  if not found then return 'there'; end if;
  -- Everything that is there is listed for this recipient; so is what waited when an earlier right ended.
  insert into gate.release_decisions as d (committee_id, matter_id, item_id, person_id, unit_id, kind, state, listed)
  select e.committee_id, e.matter_id, e.id, whose, m.unit_id, e.kind, 'imported', false from record.events e
  where e.committee_id = m.committee_id and e.matter_id = m.id and not e.annulled
    and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version > e.version)
  on conflict (committee_id, matter_id, item_id, person_id) do update set state = 'imported', reason = null, waiting_since = now(), listed = false where d.state = 'withdrawn' and d.reason = 'ended';
  select r.name into about from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1;
  perform gate.open_for(m, whose, p_capacity, about, desk);
  return 'done';
end $$;
grant execute on function gate.add_recipient(uuid, uuid, bytea, bytea, date, text, text, text, date) to delakt_staff;

-- Ends somebody's right to a matter: everything leaves their shelf at once, and nothing waits for them any more.
create function gate.end_right(p_committee uuid, p_id uuid, p_by uuid, p_because text) returns boolean language plpgsql security definer set search_path = '' as $$
declare r gate.recipients; lying uuid;
begin
  update gate.recipients x set ended_at = now(), ended_by = p_by, ended_because = p_because
  where x.committee_id = p_committee and x.id = p_id and x.ended_at is null returning * into r;
  if r.id is null then return false; end if;
  update gate.openings o set ended_at = now(), ended_by = p_by, ended_reason = p_because
  where o.committee_id = r.committee_id and o.matter_id = r.matter_id and o.person_id = r.person_id and o.ended_at is null returning o.shelf_id into lying;
  perform gate.take_back(array(select c.id from shelf.copies c where c.person_id = r.person_id and c.matter_id = lying));
  delete from shelf.matters s where s.id = lying;
  update gate.release_decisions d set state = 'withdrawn', reason = 'ended', reader_text = null, existence_secret = false, due_at = null, at_closing = false, reassess_on = null,
    rule_id = null, decided_by = p_by, decided_at = now()
  where d.committee_id = r.committee_id and d.matter_id = r.matter_id and d.person_id = r.person_id and d.state <> 'withdrawn';
  return true;
end $$;
create function gate.end_recipient(p_matter uuid, p_id uuid, p_because text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  if not exists (select from gate.recipients r where r.committee_id = desk.committee_id and r.id = p_id and r.matter_id = p_matter and r.unit_id = desk.unit_id) then return false; end if;
  perform gate.end_right(desk.committee_id, p_id, desk.staff_id, p_because);
  return true;
end $$;
grant execute on function gate.end_recipient(uuid, uuid, text) to delakt_staff;

-- Custody has changed: what guardians of this child have been shown is hidden, in every matter of the committee, until somebody has looked.
create function gate.custody_changed(p_matter uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); child uuid; held record;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select m.person_id into child from record.matters m where m.committee_id = desk.committee_id and m.id = p_matter and m.unit_id = desk.unit_id;
  if child is null then return false; end if;
  for held in
    select r.matter_id, r.person_id from gate.recipients r join record.matters m on m.committee_id = r.committee_id and m.id = r.matter_id
    where r.committee_id = desk.committee_id and m.person_id = child and r.capacity = 'custodian' and r.ended_at is null
  loop
    perform gate.hide(desk.committee_id, array[held.matter_id], held.person_id, true, 'custody');
  end loop;
  return true;
end $$;
grant execute on function gate.custody_changed(uuid) to delakt_staff;

-- What a new day brings: rights that have ended, birthdays at which others' reading is looked at anew, and what was to come up again. Run by the worker; the same again does nothing.
create table gate.days (day date primary key, done_at timestamptz not null default now());
alter table gate.days enable row level security;
create function gate.new_day() returns int language plpgsql security definer set search_path = '' as $$
declare today date := (now() at time zone 'Europe/Stockholm')::date; last date; held record; done int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('gate.new_day'));
  select coalesce(max(d.day), today - 1) into last from gate.days d;
  for held in select r.committee_id, r.id from gate.recipients r where r.ended_at is null and r.valid_to < today loop
    perform gate.end_right(held.committee_id, held.id, null, 'expired');
    done := done + 1;
  end loop;
  if last < today then
    for held in
      select m.committee_id, array_agg(distinct m.id) as matters, m.person_id, age.years from generate_series(last + 1, today, interval '1 day') as day
      cross join (values (13), (15), (16), (18)) as age (years)
      join identity.persons p on p.born_on is not null and (p.born_on + make_interval(years => age.years))::date = day::date
        and extract(month from p.born_on) in (extract(month from day), extract(month from day - interval '1 day'))
      join record.matters m on m.person_id = p.id
      group by m.committee_id, m.person_id, age.years
    loop
      perform gate.hide(held.committee_id, held.matters, null, true, 'age');
      if held.years = 18 then
        perform gate.end_right(r.committee_id, r.id, null, 'age') from gate.recipients r
        where r.committee_id = held.committee_id and r.matter_id = any (held.matters) and r.capacity = 'custodian' and r.ended_at is null;
      end if;
      done := done + 1;
    end loop;
    insert into gate.days (day) values (today) on conflict do nothing;
  end if;
  for held in
    update gate.release_decisions d set state = 'assessed', reason = 'reassess', reassess_on = null, waiting_since = now(), decided_at = now()
    where d.reassess_on <= today and d.state = 'withheld' returning d.committee_id, d.matter_id, d.copy_id
  loop
    if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
    perform gate.recount(held.committee_id, array[held.matter_id]);
    done := done + 1;
  end loop;
  return done;
end $$;
grant execute on function gate.new_day() to delakt_worker;

-- The reader lifts the cover: the words are put on the shelf now, and not before (REL-03).
create function gate.uncover(p_copy uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; d gate.release_decisions;
begin
  select * into held from shelf.copies c where c.id = p_copy and c.person_id = me and c.kind = 'covered' for update;
  if held.id is null then return exists (select from shelf.copies c where c.id = p_copy and c.person_id = me); end if;
  select * into d from gate.release_decisions x where x.copy_id = held.id for update;
  update gate.release_decisions x set uncovered_at = now() where x.copy_id = held.id;
  perform gate.take_back(array[held.id]);
  insert into voice.choices (committee_id, person_id, shelf_id, ref, choice) values (held.committee_id, me, held.matter_id, held.ref, 'uncovered');
  perform gate.hand_over(d.committee_id, array[d.matter_id]);
  return true;
end $$;
grant usage on schema gate to delakt_person;
grant execute on function gate.uncover(uuid) to delakt_person;

-- The reader chooses: for an item, or for the notes of a matter (`p_copy` null). 'now' is what there was before any choice.
create function voice.choose(p_shelf uuid, p_copy uuid, p_choice text) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; m shelf.matters;
begin
  select * into m from shelf.matters s where s.id = p_shelf and s.person_id = me for update;
  if m.id is null then return false; end if;
  if p_copy is null then
    if p_choice not in ('now', 'later', 'closing', 'not-here') then return false; end if;
    update shelf.matters s set notes = nullif(p_choice, 'now') where s.id = m.id;
  else
    select * into held from shelf.copies c where c.id = p_copy and c.person_id = me and c.matter_id = m.id;
    if held.id is null or p_choice not in ('now', 'later', 'together', 'not-here') then return false; end if;
    update shelf.copies c set choice = p_choice where c.person_id = me and c.matter_id = m.id and c.ref = held.ref;
  end if;
  insert into voice.choices (committee_id, person_id, shelf_id, ref, choice) values (m.committee_id, me, m.id, held.ref, p_choice);
  return true;
end $$;
-- How it was to read; said again it is changed.
create function voice.felt(p_shelf uuid, p_copy uuid, p_felt int) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; d gate.release_decisions;
begin
  select * into held from shelf.copies c where c.id = p_copy and c.person_id = me and c.matter_id = p_shelf and c.kind not in ('withheld', 'covered', 'annulled');
  if held.id is null then return false; end if;
  select * into d from gate.release_decisions x where x.copy_id = held.id;
  insert into voice.readings (committee_id, person_id, shelf_id, ref, unit_id, matter_id, item_id, felt)
  values (held.committee_id, me, held.matter_id, held.ref, d.unit_id, d.matter_id, d.item_id, p_felt)
  on conflict (committee_id, person_id, shelf_id, ref) do update set felt = excluded.felt, at = now(), item_id = excluded.item_id;
  return true;
end $$;
grant execute on function voice.choose(uuid, uuid, text), voice.felt(uuid, uuid, int) to delakt_person;

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

-- As before, with the day of birth.
create or replace function record.receive_people(p_items jsonb) returns table(n int, outcome text) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source record.sources := record.my_source(); late record; numbered text[] := '{}';
begin
  perform record.one_at_a_time(source.id);
  for late in
    select distinct on (i.ref) i.ref, p.id, decode(i.index, 'hex') as index, decode(i.sealed, 'hex') as sealed, i.born
    from jsonb_to_recordset(p_items) as i(n int, ref text, index text, sealed text, born date)
    join record.people r on r.committee_id = source.committee_id and r.source_id = source.id and r.ref = i.ref
    join identity.persons p on p.id = r.person_id and p.number_index is null
    where i.index is not null order by i.ref, i.n desc
  loop
    -- Tried and not asked for first: another source may be giving the same number at this moment.
    begin
      update identity.persons p set number_index = late.index, number_sealed = late.sealed, born_on = late.born where p.id = late.id and p.number_index is null;
      numbered := numbered || late.ref;
    exception when unique_violation then null;
    end;
  end loop;

  -- A number is matched once; a person that the source knows without a number gets an account of their own.
  insert into identity.persons (number_index, number_sealed, born_on)
  select distinct on (s.index) s.index, s.sealed, s.born
  from (
    select distinct on (i.ref) i.ref, decode(i.index, 'hex') as index, decode(i.sealed, 'hex') as sealed, i.born
    from jsonb_to_recordset(p_items) as i(n int, ref text, index text, sealed text, born date) where i.index is not null order by i.ref, i.n desc
  ) s
  where not exists (select from record.people r where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = s.ref)
  on conflict (number_index) do nothing;

  return query
  with item as (
    -- The number of a reference is the last one that the batch has for it, whichever of its items says so.
    select i.*, first_value(i.index) over (partition by i.ref order by i.index is null, i.n desc) as number
    from jsonb_to_recordset(p_items) as i(n int, ref text, name text, language text, "protectedIdentity" text, index text)
  ), found as (
    select i.*, p.id as matched, r.person_id as known, gen_random_uuid() as made,
      case
        when i.index <> i.number then 'other-person'
        when i.index is null or r.person_id is null or r.person_id = p.id then null
        when exists (select from identity.persons k where k.id = r.person_id and k.number_index is null) then 'number-taken'
        else 'other-person' end as refused
    from item i
    left join lateral (select * from identity.persons p where p.number_index = decode(i.number, 'hex') limit 1) p on true
    left join lateral (select * from record.people r where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = i.ref limit 1) r on true
  ), held as (
    select f.*, row_number() over (partition by f.ref, f.refused is null order by f.n desc) as turn from found f
  ), unnumbered as (
    insert into identity.persons (id) select h.made from held h where h.matched is null and h.known is null and h.refused is null and h.turn = 1
  ), stored as (
    insert into record.people as r (committee_id, source_id, ref, person_id, name, language, protected_identity)
    select source.committee_id, source.id, h.ref, coalesce(h.known, h.matched, h.made), h.name, h.language, h."protectedIdentity"
    from held h where h.refused is null and h.turn = 1
    on conflict (committee_id, source_id, ref) do update set name = excluded.name, language = excluded.language, protected_identity = excluded.protected_identity
    where (r.name, r.language, r.protected_identity) is distinct from (excluded.name, excluded.language, excluded.protected_identity)
    returning r.ref
  )
  select h.n, case
    when h.refused is not null then h.refused
    when h.turn > 1 then 'repeated'
    when h.known is null or s.ref is not null or h.ref = any (numbered) then 'stored' else 'unchanged' end
  from held h left join stored s on s.ref = h.ref;
end $$;

drop function record.start_matter(uuid, bytea, bytea, text, text, text, text, date);
create function record.start_matter(p_key uuid, p_index bytea, p_sealed bytea, p_name text, p_field text, p_title text, p_number text, p_opened date, p_born date) returns uuid language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); source record.sources; whose uuid; made uuid;
begin
  if desk.role is null or desk.role <> 'caseOfficer' then return null; end if;
  source := record.own_source(desk.committee_id);
  if source.id is null then return null; end if;
  insert into identity.persons (number_index, number_sealed, born_on) values (p_index, p_sealed, p_born) on conflict (number_index) do nothing;
  select id into whose from identity.persons where number_index = p_index;
  insert into record.matters (committee_id, id, source_id, ref, person_id, unit_id, number, field, title, opened_on)
  values (desk.committee_id, p_key, source.id, p_key::text, whose, desk.unit_id, p_number, p_field, p_title, p_opened)
  on conflict do nothing;
  select m.id into made from record.matters m where m.committee_id = desk.committee_id and m.id = p_key and m.unit_id = desk.unit_id and m.person_id = whose;
  if made is not null then
    insert into record.people (committee_id, source_id, ref, person_id, name) values (desk.committee_id, source.id, whose::text, whose, p_name)
    on conflict (committee_id, source_id, ref) do update set name = excluded.name where record.people.name <> excluded.name;
  end if;
  return made;
end $$;
grant execute on function record.start_matter(uuid, bytea, bytea, text, text, text, text, date, date) to delakt_staff;

-- A file that comes later is read by somebody first where somebody decided, and where a protected identity asks for it.
create or replace function gate.document_came(p_committee uuid, p_matter uuid, p_source uuid, p_ref text) returns void language plpgsql security definer set search_path = '' as $$
declare waiting record; old uuid;
begin
  for waiting in
    select d.item_id, d.person_id, d.copy_id, d.decided_by, m.guarded, o.shelf_id from gate.release_decisions d
    join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
    join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
    join gate.openings o on o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null
    where d.committee_id = p_committee and d.matter_id = p_matter and d.state = 'released' and d.copy_id is not null
      and e.source_id = p_source and e.event -> 'detail' ->> 'document' = p_ref
      and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version > e.version)
  loop
    if waiting.decided_by is not null or waiting.guarded then
      update gate.release_decisions d set state = 'assessed', decided_at = now(), waiting_since = now()
      where d.committee_id = p_committee and d.matter_id = p_matter and d.item_id = waiting.item_id and d.person_id = waiting.person_id;
      continue;
    end if;
    select c.document_id into old from shelf.copies c where c.id = waiting.copy_id;
    update shelf.copies c set document_id = gate.hand_document(p_committee, p_matter, p_source, p_ref, waiting.person_id, waiting.shelf_id, c.id) where c.id = waiting.copy_id;
    delete from shelf.documents x where x.id = old and x.id is distinct from (select c.document_id from shelf.copies c where c.id = waiting.copy_id);
  end loop;
end $$;

-- The same words again within the hour are the same.
create or replace function voice.say(p_copy uuid, p_kind text, p_text text, p_key uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; d gate.release_decisions;
begin
  select * into held from shelf.copies c where c.id = p_copy and c.person_id = me;
  if held.id is null then return false; end if;
  select * into d from gate.release_decisions x where x.copy_id = held.id;
  -- The same words again within the hour are the same: somebody went back and sent once more.
  if exists (select from voice.remarks r where r.person_id = me and r.shelf_id = held.matter_id and r.ref = held.ref and r.kind = p_kind and r.text = p_text
    and r.at > now() - interval '1 hour') then return true; end if;
  insert into voice.remarks (committee_id, person_id, unit_id, matter_id, item_id, shelf_id, copy_id, ref, kind, text, key)
  values (held.committee_id, me, d.unit_id, d.matter_id, d.item_id, held.matter_id, held.id, held.ref, p_kind, p_text, p_key)
  on conflict (person_id, key) do nothing;
  return true;
end $$;
