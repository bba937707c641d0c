-- What the law sets a day for beside the case: that somebody may read and answer before a decision (FL 25 §), ask to be decided about (12 §), read
-- the file (10 §) and appeal (43–46 §§). One row for each, with its steps, which are only ever added to.
create schema duty;
grant usage on schema duty to delakt_person, delakt_staff;

create table duty.duties (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  kind text not null check (kind in ('communication', 'decide', 'file', 'appeal')),
  matter_id uuid not null,
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,
  shelf_id uuid,                                         -- the matter as its person knows it; null until it is opened for them
  about_item uuid,                                       -- an appeal: the decision in the record, or the duty that was refused
  about_copy uuid,                                       -- the same as its person knows it
  via text not null check (via in ('here', 'letter', 'handed', 'phone', 'visit', 'other')),
  text text not null check (length(text) <= 20000),      -- what the one who began it wrote
  detail jsonb not null,                                 -- by kind, as parsed
  came_on date not null,                                 -- the day it reached us (FL 22 §), or the day the person was told
  last_day date,                                         -- the day that the law, the unit or the letter sets
  key uuid not null,                                     -- from the form: the same send twice is one
  at timestamptz not null default now(),
  staff_id uuid references directory.staff on delete restrict, -- who sent it out, or wrote down what came on paper
  assignment_id uuid,
  opened_at timestamptz,                                 -- a communication: when its person first opened it here
  settled_at timestamptz,                                -- nothing more to do for the unit
  outcome text,                                          -- how it ended, as its person may know
  ended_at timestamptz,
  revision int not null default 1,
  primary key (committee_id, id),
  unique (person_id, key),
  foreign key (committee_id, matter_id) references record.matters on delete restrict,
  check ((outcome is null) = (ended_at is null)),
  check (outcome is null or outcome = 'withdrawn' or (kind = 'decide' and outcome in ('decided', 'refused'))
    or (kind = 'file' and outcome in ('full', 'partial', 'refused')) or (kind = 'appeal' and outcome in ('sent', 'rejected'))),
  -- Four weeks, and at most as much more as a long holiday lasts.
  check (kind <> 'decide' or last_day - came_on between 28 and 36),
  check (kind <> 'appeal' or about_item is not null)
);
create index mine on duty.duties (person_id, shelf_id);
create index waiting on duty.duties (unit_id, last_day) where settled_at is null;
create index of_matter on duty.duties (committee_id, matter_id);
create unique index once on duty.duties (committee_id, matter_id, (detail ->> 'application')) where kind = 'decide';

create table duty.steps (
  committee_id uuid not null,
  duty_id uuid not null,
  n int not null,
  person_id uuid not null,
  unit_id uuid not null,
  at timestamptz not null default now(),
  whose text not null check (whose in ('person', 'staff')),
  kind text not null,
  text text not null check (length(text) <= 20000),
  detail jsonb not null,
  came_on date not null,
  late boolean not null default false,                   -- came after the last day: kept, and said
  key uuid,
  staff_id uuid references directory.staff on delete restrict,
  assignment_id uuid,
  primary key (committee_id, duty_id, n),
  unique (duty_id, key),
  foreign key (committee_id, duty_id) references duty.duties on delete restrict
);
create index on duty.steps (person_id, duty_id);

-- What somebody was given to read, frozen as it was that moment, with a hash of its words and its file: the proof of what was told (SOSFS 2014:5 5 kap. 12 §).
create table duty.papers (
  committee_id uuid not null,
  duty_id uuid not null,
  n int not null,
  person_id uuid not null,
  unit_id uuid not null,
  item_id uuid not null,
  document_id uuid,
  event jsonb not null,
  title text,                                            -- of the file
  type text,
  bytes bytea,
  hash bytea not null,                                   -- sha256 of the event's text and the file after it
  sensitive boolean not null default false,              -- folded on the page until its reader opens it (REL-03)
  readable boolean not null,                             -- by its person, here; given on paper, or taken back, it is not
  taken_back_at timestamptz,
  primary key (committee_id, duty_id, n),
  foreign key (committee_id, duty_id) references duty.duties on delete restrict
);
alter table duty.papers alter column bytes set storage external;
create index on duty.papers (person_id, duty_id);
create index on duty.papers (item_id);

-- From how many days the unit calls a request for the file late, and an appeal that has not been sent on: the law says only "promptly".
create table duty.alarms (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  file_days int not null check (file_days between 1 and 30),
  appeal_days int not null check (appeal_days between 1 and 30),
  set_by uuid not null references directory.staff on delete restrict,
  set_at timestamptz not null default now(),
  primary key (committee_id, unit_id)
);

do $$
declare held text;
begin
  foreach held in array array['duties', 'steps', 'papers', 'alarms'] loop
    execute format('alter table duty.%I enable row level security', held);
    execute format('create policy my_unit on duty.%I for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]))', held);
    execute format('grant select on duty.%I to delakt_staff', held);
  end loop;
end $$;
create policy own on duty.duties for select to delakt_person using (person_id = (select identity.reader()));
create policy own_opening on duty.duties for update to delakt_person
  using (person_id = (select identity.reader()) and kind = 'communication' and opened_at is null) with check (opened_at is not null);
create policy own on duty.steps for select to delakt_person using (person_id = (select identity.reader()));
create policy own on duty.papers for select to delakt_person using (person_id = (select identity.reader()) and readable);
-- How many days a unit gives itself is no secret, and its person's form needs it.
create policy anyones on duty.alarms for select to delakt_person using (true);
-- Who at work did what is the record's, and so is whether a decision that nobody has been shown yet has settled it.
grant select (id, kind, person_id, shelf_id, about_copy, via, text, detail, came_on, last_day, at, opened_at, outcome, ended_at), update (opened_at) on duty.duties to delakt_person;
grant select (duty_id, n, person_id, at, whose, kind, text, detail, came_on, late) on duty.steps to delakt_person;
grant select (duty_id, n, person_id, event, title, type, bytes, hash, sensitive) on duty.papers to delakt_person;
grant select (unit_id, file_days, appeal_days) on duty.alarms to delakt_person;
-- No insert, change or delete for anybody but through the functions below: what was asked and told stays as it was.

create function duty.add_step(d duty.duties, p_whose text, p_kind text, p_text text, p_detail jsonb, p_day date, p_late boolean, p_key uuid, p_staff uuid, p_assignment uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into duty.steps (committee_id, duty_id, n, person_id, unit_id, whose, kind, text, detail, came_on, late, key, staff_id, assignment_id)
  select d.committee_id, d.id, count(*) + 1, d.person_id, d.unit_id, p_whose, p_kind, p_text, p_detail, p_day, p_late, p_key, p_staff, p_assignment
  from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id;
end $$;

-- The day of the oldest application that waits for a decision: after `p_after`, which is when the last decision was made or the case was closed.
create function duty.application(p_committee uuid, p_matter uuid, p_after timestamptz) returns date language sql stable security definer set search_path = '' as $$
  select (min(e.at) at time zone 'Europe/Stockholm')::date from (
    select distinct on (x.source_id, x.ref) x.* from record.events x where x.committee_id = p_committee and x.matter_id = p_matter order by x.source_id, x.ref, x.version desc) e
  where not e.annulled and e.kind = 'received' and e.event #>> '{detail,what}' = 'application' and e.at > coalesce(p_after, '-infinity')
$$;

-- The same for its person (whoever represents them asks on paper, with the right to do so), who knows of the decisions that they have been handed and of no others.
create function duty.my_application(p_shelf uuid) returns date language plpgsql stable security definer set search_path = '' as $$
declare me uuid := identity.reader(); o gate.openings;
begin
  select x.* into o from gate.openings x join record.matters m on m.committee_id = x.committee_id and m.id = x.matter_id and m.person_id = me
  where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null then return null; end if;
  return duty.application(o.committee_id, o.matter_id,
    (select max(c.at) from shelf.copies c where c.person_id = me and c.matter_id = p_shelf and (c.kind in ('decision', 'closed') or (c.kind = 'covered' and c.event ->> 'kind' in ('decision', 'closed')))));
end $$;

-- What somebody asks for: that their case is decided, to read their file, or that a decision is changed. `p_about`: the copy of the decision, or
-- the request that was refused. Asked again about the same decision, the words are added to the appeal there is.
create function duty.ask(p_shelf uuid, p_kind text, p_about uuid, p_text text, p_detail jsonb, p_day date, p_last date, p_key uuid) returns table (id uuid, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.reader(); o gate.openings; d duty.duties; applied date; item uuid; made uuid; whose uuid; more jsonb := p_detail;
begin
  select * into o from gate.openings x where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null or p_kind not in ('decide', 'file', 'appeal') then return; end if;
  -- One at a time about a matter, so that two sent at once are one. Nothing shuts an appeal of what one has been handed; the rest is the person's own to ask.
  select m.person_id into whose from record.matters m where m.committee_id = o.committee_id and m.id = o.matter_id for no key update;
  if whose <> me and p_kind <> 'appeal' then return; end if;
  select * into d from duty.duties x where x.person_id = me and (x.key = p_key or x.id = (select s.duty_id from duty.steps s where s.person_id = me and s.key = p_key));
  if d.id is not null then return query select d.id, 'same'::text; return; end if;
  if p_kind = 'decide' then
    applied := duty.my_application(p_shelf);
    select * into d from duty.duties x where x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.kind = 'decide' and x.detail ->> 'application' = applied::text;
    if d.id is not null then return query select d.id, 'same'::text; return; end if;
    if applied is null or p_day < applied + interval '6 months' then return query select null::uuid, 'early'::text; return; end if;
    more := p_detail || jsonb_build_object('application', applied);
  elsif p_kind = 'appeal' then
    select r.item_id into item from gate.release_decisions r
    where r.copy_id = p_about and r.person_id = me and r.matter_id = o.matter_id and r.kind in ('decision', 'decision-corrected');
    if item is null then
      select x.id into item from duty.duties x
      where x.id = p_about and x.person_id = me and x.shelf_id = p_shelf and x.outcome in ('refused', 'partial', 'rejected');
    end if;
    if item is null then return; end if;
    select * into d from duty.duties x where x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.kind = 'appeal' and x.about_copy = p_about and x.outcome is null;
    if d.id is not null then
      perform duty.add_step(d, 'person', 'added', p_text, p_detail, p_day, false, p_key, null, null);
      update duty.duties x set revision = x.revision + 1 where x.id = d.id;
      return query select d.id, 'added'::text; return;
    end if;
  end if;
  insert into duty.duties (committee_id, kind, matter_id, person_id, unit_id, shelf_id, about_item, about_copy, via, text, detail, came_on, last_day, key)
  values (o.committee_id, p_kind, o.matter_id, me, o.unit_id, p_shelf, item, case when item is not null then p_about end, 'here', p_text, more, p_day, p_last, p_key)
  returning id into made;
  return query select made, 'done'::text;
end $$;

-- What its person says of one that there is: an answer to what they were given to read, which is never too late, or that they take back what they asked.
create function duty.say(p_duty uuid, p_kind text, p_text text, p_day date, p_key uuid) returns text language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); d duty.duties;
begin
  select * into d from duty.duties x where x.id = p_duty and x.person_id = me and x.shelf_id is not null for update;
  if d.id is null then return 'none'; end if;
  if exists (select from duty.steps s where s.duty_id = d.id and s.key = p_key) then return 'same'; end if;
  if p_kind = 'answered' and d.kind = 'communication' and d.outcome is null then
    perform duty.add_step(d, 'person', 'answered', p_text, '{}', p_day, p_day > d.last_day, p_key, null, null);
    update duty.duties x set revision = x.revision + 1 where x.id = d.id;
  elsif p_kind = 'withdrawn' and d.kind <> 'communication' and d.outcome is null then
    perform duty.add_step(d, 'person', 'withdrawn', p_text, '{}', p_day, false, p_key, null, null);
    update duty.duties x set outcome = 'withdrawn', ended_at = now(), settled_at = coalesce(x.settled_at, now()), revision = x.revision + 1 where x.id = d.id;
  else return 'over'; end if;
  return 'done';
end $$;

-- Where somebody's whereabouts are protected, or there is something that must not be told about them, nothing goes out on a screen before its words have been searched for what would give them away. The
-- release queue's search is the one to be asked here; until it is, the answer is no, and the papers go in another way.
create function duty.may_hand(p_committee uuid, p_matter uuid, p_items uuid[]) returns boolean language sql stable security definer set search_path = '' as $$
  select not m.guarded and not exists (select from gate.guarded g where g.committee_id = m.committee_id and g.person_id = m.person_id and g.ended_at is null)
  from record.matters m where m.committee_id = p_committee and m.id = p_matter
$$;

-- Tells the person before a decision what there is, and freezes it. Items of a matter that the person is not to see are refused.
create function duty.communicate(p_matter uuid, p_via text, p_day date, p_last date, p_text text, p_items uuid[], p_key uuid) returns table (id uuid, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk(); m record.matters; o gate.openings; made uuid; salt bytea;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for no key update;
  if m.id is null then return; end if;
  select x.id into made from duty.duties x where x.person_id = m.person_id and x.key = p_key;
  if made is not null then return query select made, 'same'::text; return; end if;
  select * into o from gate.openings x where x.committee_id = m.committee_id and x.matter_id = m.id and x.person_id = m.person_id and x.ended_at is null;
  if p_via = 'here' and o.shelf_id is null then return query select null::uuid, 'closed'::text; return; end if;
  if p_via = 'here' and not duty.may_hand(m.committee_id, m.id, p_items) then return query select null::uuid, 'protected'::text; return; end if;
  if p_via = 'here' and not gate.of_age(m.person_id) then return query select null::uuid, 'young'::text; return; end if;
  if exists (select from gate.release_decisions d where d.committee_id = m.committee_id and d.matter_id = m.id and d.item_id = any (p_items) and gate.is_no(d)) then
    return query select null::uuid, 'withheld'::text; return;
  end if;
  -- Each as it now stands; one that was corrected or taken away since the form was made is another.
  if (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id and e.id = any (p_items) and not e.annulled
      and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version > e.version)) <> cardinality(p_items) then
    return query select null::uuid, 'stale'::text; return;
  end if;
  insert into duty.duties (committee_id, kind, matter_id, person_id, unit_id, shelf_id, via, text, detail, came_on, last_day, key, staff_id, assignment_id)
  values (m.committee_id, 'communication', m.id, m.person_id, m.unit_id, o.shelf_id, p_via, p_text, '{}', p_day, p_last, p_key, desk.staff_id, desk.assignment_id)
  returning id into made;
  salt := coalesce(o.salt, sha256(convert_to(gen_random_uuid()::text, 'UTF8')));
  insert into duty.papers (committee_id, duty_id, n, person_id, unit_id, item_id, document_id, event, title, type, bytes, hash, sensitive, readable)
  select m.committee_id, made, row_number() over (order by e.at, e.id), m.person_id, m.unit_id, e.id, f.id, told.event, f.title, f.type, f.bytes,
    sha256(convert_to(told.event::text, 'UTF8') || coalesce(f.bytes, '')),
    coalesce((select d.sensitive from gate.release_decisions d where d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = m.person_id), false),
    p_via = 'here'
  from record.events e
  -- Masked for its person, it goes out masked.
  left join gate.masks k on k.committee_id = e.committee_id and k.matter_id = e.matter_id and k.item_id = e.id and k.person_id = m.person_id
  cross join lateral (select jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', 0, 'ref', gate.alias(salt, e.ref), 'version', e.version) || gate.as_handed(salt, coalesce(k.event, e.event)) as event) told
  left join lateral (
    select d.id, d.title, d.type, (select string_agg(p.bytes, '' order by p.part) from gate.masked_parts p where p.committee_id = d.committee_id and p.document_id = d.id) as bytes, d.version
    from gate.masked_documents d where d.committee_id = k.committee_id and d.id = k.document_id
    union all
    select d.id, d.title, d.type, (select string_agg(p.bytes, '' order by p.part) from record.document_parts p where p.committee_id = d.committee_id and p.document_id = d.id), d.version
    from record.documents d
    where k.item_id is null and d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.source_id = e.source_id and d.ref = e.event #>> '{detail,document}' and d.annulled_at is null
    order by version desc limit 1) f on true
  where e.committee_id = m.committee_id and e.matter_id = m.id and e.id = any (p_items);
  return query select made, 'done'::text;
end $$;

-- Writes down what came in on paper, by phone or at a visit: it counts from the day it came (FL 22 §). `p_about`: the decision that is appealed.
create function duty.register(p_matter uuid, p_kind text, p_via text, p_about uuid, p_text text, p_detail jsonb, p_day date, p_last date, p_key uuid) returns table (id uuid, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk(); m record.matters; o gate.openings; d duty.duties; e record.events; r gate.release_decisions; made uuid; applied date; more jsonb := p_detail;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') or p_kind not in ('decide', 'file', 'appeal') then return; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for no key update;
  if m.id is null then return; end if;
  select * into d from duty.duties x where x.person_id = m.person_id and x.key = p_key;
  if d.id is not null then return query select d.id, 'same'::text; return; end if;
  select * into o from gate.openings x where x.committee_id = m.committee_id and x.matter_id = m.id and x.person_id = m.person_id and x.ended_at is null;
  if p_kind = 'decide' then
    applied := duty.application(m.committee_id, m.id, (select max(x.at) from record.events x
      where x.committee_id = m.committee_id and x.matter_id = m.id and x.kind in ('decision', 'closed') and not x.annulled));
    if applied is null or p_day < applied + interval '6 months' then return query select null::uuid, 'early'::text; return; end if;
    select * into d from duty.duties x where x.committee_id = m.committee_id and x.matter_id = m.id and x.kind = 'decide' and x.detail ->> 'application' = applied::text;
    if d.id is not null then return query select d.id, 'once'::text; return; end if;
    more := p_detail || jsonb_build_object('application', applied);
  elsif p_kind = 'appeal' then
    select * into e from record.events x where x.committee_id = m.committee_id and x.matter_id = m.id and x.id = p_about and x.kind in ('decision', 'decision-corrected') and not x.annulled;
    if e.id is null then return; end if;
    select * into r from gate.release_decisions x where x.committee_id = m.committee_id and x.matter_id = m.id and x.item_id = e.id and x.person_id = m.person_id;
  end if;
  insert into duty.duties (committee_id, kind, matter_id, person_id, unit_id, shelf_id, about_item, about_copy, via, text, detail, came_on, last_day, key, staff_id, assignment_id)
  values (m.committee_id, p_kind, m.id, m.person_id, m.unit_id, o.shelf_id, e.id, r.copy_id, p_via, p_text, more, p_day, p_last, p_key, desk.staff_id, desk.assignment_id)
  returning id into made;
  return query select made, 'done'::text;
end $$;

-- What the unit does about one. `p_seen`: the revision the page was made from. `p_outcome` ends it; without one it goes on.
create function duty.act(p_duty uuid, p_seen int, p_kind text, p_text text, p_detail jsonb, p_day date, p_late boolean, p_outcome text, p_last date) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); d duty.duties;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into d from duty.duties x where x.committee_id = desk.committee_id and x.id = p_duty and x.unit_id = desk.unit_id for update;
  if d.id is null then return 'none'; end if;
  if d.revision <> p_seen then return 'stale'; end if;
  if d.outcome is not null then return 'over'; end if;
  perform duty.add_step(d, 'staff', p_kind, p_text, p_detail, p_day, p_late, null, desk.staff_id, desk.assignment_id);
  update duty.duties x set revision = x.revision + 1, last_day = coalesce(p_last, x.last_day), outcome = p_outcome,
    ended_at = case when p_outcome is not null then now() end,
    settled_at = case when p_outcome is not null or p_kind = 'read' then coalesce(x.settled_at, now()) else x.settled_at end
  where x.committee_id = d.committee_id and x.id = d.id;
  -- Sent by mistake: its person reads it here no more, and the proof of what was sent stays.
  if d.kind = 'communication' and p_outcome = 'withdrawn' then
    update duty.papers p set readable = false, taken_back_at = now() where p.committee_id = d.committee_id and p.duty_id = d.id and p.readable;
  end if;
  return 'done';
end $$;

-- A manager sets the unit's own days.
create function duty.set_alarms(p_file int, p_appeal int) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' then return false; end if;
  insert into duty.alarms (committee_id, unit_id, file_days, appeal_days, set_by) values (desk.committee_id, desk.unit_id, p_file, p_appeal, desk.staff_id)
  on conflict (committee_id, unit_id) do update set file_days = excluded.file_days, appeal_days = excluded.appeal_days, set_by = excluded.set_by, set_at = now();
  return true;
end $$;

grant execute on function duty.my_application(uuid), duty.ask(uuid, text, uuid, text, jsonb, date, date, uuid), duty.say(uuid, text, text, date, uuid) to delakt_person;
grant execute on function duty.communicate(uuid, text, date, date, text, uuid[], uuid), duty.register(uuid, text, text, uuid, text, jsonb, date, date, uuid),
  duty.act(uuid, int, text, text, jsonb, date, boolean, text, date), duty.set_alarms(int, int) to delakt_staff;

-- A decision that is made settles what waited for it; that it has come is known to its person when they have it.
create function duty.decided() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.duties d set settled_at = now()
  where d.committee_id = new.committee_id and d.matter_id = new.matter_id and d.kind in ('decide', 'communication') and d.settled_at is null
    and d.came_on <= (new.at at time zone 'Europe/Stockholm')::date;
  return null;
end $$;
create trigger duty_decided after insert on record.events for each row when (new.kind = 'decision' and new.version = 0 and not new.annulled) execute function duty.decided();

create function duty.told() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.duties d set outcome = 'decided', ended_at = now(), settled_at = coalesce(d.settled_at, now()), revision = d.revision + 1
  where d.person_id = new.person_id and d.shelf_id = new.matter_id and d.kind = 'decide' and d.outcome is null
    and d.came_on <= (new.at at time zone 'Europe/Stockholm')::date;
  return null;
end $$;
create trigger duty_told after insert on shelf.copies for each row when (new.kind = 'decision' or (new.kind = 'covered' and new.event ->> 'kind' = 'decision')) execute function duty.told();

-- What must not be seen any longer is not seen here either, in any of its wordings: registered by mistake, or somebody said no.
create function duty.taken_back() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.papers p set readable = false, taken_back_at = now()
  where p.committee_id = new.committee_id and p.person_id = new.person_id and p.readable and p.item_id in (
    select o.id from record.events e join record.events o on o.source_id = e.source_id and o.ref = e.ref
    where e.committee_id = new.committee_id and e.matter_id = new.matter_id and e.id = new.item_id);
  return null;
end $$;
create trigger duty_taken_back after update of state on gate.release_decisions for each row
  when (new.state in ('withheld', 'withdrawn') and new.state is distinct from old.state and new.reason is distinct from 'replaced') execute function duty.taken_back();
-- Masked afterwards, the words that were taken away are not read in the older copy either.
create function duty.masked() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.papers p set readable = false, taken_back_at = now() where p.committee_id = new.committee_id and p.person_id = new.person_id and p.item_id = new.item_id and p.readable;
  return null;
end $$;
create trigger duty_masked after insert or update of event on gate.masks for each row execute function duty.masked();

-- Facts that change hide first: when somebody's identity becomes protected, what they were given here waits to be given in another way.
create function duty.guarded() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.papers p set readable = false, taken_back_at = now()
  from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.id and p.committee_id = d.committee_id and p.duty_id = d.id and p.readable;
  return null;
end $$;
create trigger duty_guarded after update of guarded on record.matters for each row when (new.guarded and not old.guarded) execute function duty.guarded();
create function duty.file_taken_back() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.papers p set readable = false, taken_back_at = now() where p.committee_id = new.committee_id and p.document_id = new.id and p.readable;
  return null;
end $$;
create trigger duty_file_taken_back after update of annulled_at on record.documents for each row
  when (old.annulled_at is null and new.annulled_at is not null) execute function duty.file_taken_back();

-- It follows its matter to another unit, and to its person's shelf when the matter is opened.
create function duty.moved() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.steps s set unit_id = new.unit_id from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.id and s.committee_id = d.committee_id and s.duty_id = d.id;
  update duty.papers p set unit_id = new.unit_id from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.id and p.committee_id = d.committee_id and p.duty_id = d.id;
  update duty.duties d set unit_id = new.unit_id where d.committee_id = new.committee_id and d.matter_id = new.id;
  return null;
end $$;
create trigger duty_moved after update of unit_id on record.matters for each row when (new.unit_id is distinct from old.unit_id) execute function duty.moved();
create function duty.opened() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.duties d set shelf_id = new.shelf_id where d.committee_id = new.committee_id and d.matter_id = new.matter_id and d.person_id = new.person_id and d.shelf_id is null;
  return null;
end $$;
create trigger duty_opened after insert on gate.openings for each row execute function duty.opened();
