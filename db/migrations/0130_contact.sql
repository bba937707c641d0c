-- What people write to a unit and what it answers: request types and their forms, threads, and the unit's desk. A thread is read by exactly its
-- participants, the dispatchers of the unit that holds it, and the one who answers it (MSG-07).
create schema contact;
grant usage on schema contact to delakt_person, delakt_staff, delakt_source, delakt_worker;

-- How a unit answers. Without a row: as the defaults say.
create table contact.settings (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  answer_days int not null default 3 check (answer_days between 1 and 60),  -- promised for messages, in calendar days
  call_days int not null default 2 check (call_days between 1 and 60),      -- until somebody phones
  return_days int not null default 2 check (return_days between 1 and 20),  -- working days that something may lie unopened with one person
  read_marks boolean not null default false,             -- each side sees how far the other has read
  second_reading boolean not null default false,         -- an answer is read by a second person before it goes
  named boolean not null default true,                   -- its person is told who answers
  set_by uuid references directory.staff on delete restrict,
  set_at timestamptz not null default now(),
  primary key (committee_id, unit_id),
  unique (unit_id)
);

-- What may be asked of a unit (MSG-04). Its words and fields stand in versions, so that what was sent keeps the form it was sent with.
create table contact.request_types (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  id uuid not null default gen_random_uuid() unique,
  state text not null default 'draft' check (state in ('draft', 'published', 'closed')),
  fields text[] not null default '{}',                   -- of work; none: any
  answer_days int not null check (answer_days between 1 and 60),
  zone text not null default 'B' check (zone in ('A', 'B')),
  second_reading boolean not null default false,
  read_marks boolean not null default false,
  published_version int,
  place int not null default 0,
  made_by uuid references directory.staff on delete restrict,
  primary key (committee_id, id),
  check (state <> 'published' or published_version is not null)
);
create index on contact.request_types (unit_id);
create index offered on contact.request_types (committee_id, unit_id, place) where state = 'published';

create table contact.request_forms (
  type_id uuid not null references contact.request_types (id) on delete cascade,
  version int not null,
  name jsonb not null,
  need jsonb not null,                                   -- in people's words, to be found by
  for_whom jsonb not null,
  definition jsonb not null check (jsonb_typeof(definition) = 'object' and length(definition::text) <= 100000),
  made_by uuid references directory.staff on delete restrict,
  at timestamptz not null default now(),
  published_at timestamptz,                              -- from then on it is never changed
  primary key (type_id, version)
);

create table contact.threads (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  id uuid not null default gen_random_uuid() unique,
  kind text not null check (kind in ('request', 'message', 'call')),
  type_id uuid,
  form_version int,
  zone text not null check (zone in ('A', 'B')),
  title text not null default '' check (length(title) <= 200),
  matter_id uuid,
  shelf_id uuid,                                         -- the matter as its person knows it
  about_copy uuid,                                       -- what in it they ask about
  follows uuid references contact.threads (id) on delete restrict, -- the closed one that this goes on from
  state text not null default 'received' check (state in ('received', 'assigned', 'answered', 'closed')),
  handler_id uuid references directory.staff on delete restrict,
  shown_handler uuid references directory.staff on delete restrict, -- the same, where the unit names its people
  opened_by uuid not null references identity.persons on delete restrict,
  opened_at timestamptz not null default now(),
  waiting_since timestamptz not null default now(),      -- from when it has lain with whoever has it now, or its person last wrote
  last_at timestamptz not null default now(),
  answer_days int not null,
  promised_on date not null,
  answered_at timestamptz,
  closed_at timestamptz,
  read_marks boolean not null,
  seen_at timestamptz,                                   -- when the unit first opened it, told where read marks are on
  last_n int not null default 0,
  last_staff_n int not null default 0,
  revision int not null default 1,                       -- moves with all that makes an answer another answer
  key uuid not null,                                     -- from the form: the same send twice is one
  primary key (committee_id, id),
  unique (opened_by, key),
  foreign key (committee_id, matter_id) references record.matters on delete restrict,
  foreign key (type_id, form_version) references contact.request_forms on delete restrict,
  check ((kind = 'request') = (type_id is not null)),
  check ((state = 'assigned') <= (handler_id is not null)),
  check (state <> 'received' or handler_id is null),
  check ((state = 'closed') = (closed_at is not null))
);
create index waiting on contact.threads (unit_id, state, promised_on, id) where state in ('received', 'assigned');
create index mine on contact.threads (handler_id, promised_on, id) where handler_id is not null and state <> 'closed';
create index done on contact.threads (unit_id, last_at desc, id) where state in ('answered', 'closed');
create index late on contact.threads (waiting_since) where state = 'assigned';
create index on contact.threads (committee_id, matter_id) where matter_id is not null;
create index on contact.threads (follows) where follows is not null;
create index on contact.threads (type_id, form_version) where type_id is not null;

-- Who reads it as a person: a list, so that somebody may come and go without the words moving.
create table contact.participants (
  committee_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,
  handler_id uuid,
  name text not null,
  zone text not null,
  since timestamptz not null default now(),
  left_at timestamptz,
  read_to int not null default 0,
  read_shown int not null default 0,                     -- as far as the unit may know
  primary key (committee_id, thread_id, person_id),
  foreign key (committee_id, thread_id) references contact.threads on update cascade on delete restrict
);
create index theirs on contact.participants (person_id, zone) include (thread_id) where left_at is null;

create table contact.messages (
  committee_id uuid not null,
  thread_id uuid not null,
  n int not null,
  id uuid not null default gen_random_uuid() unique,
  unit_id uuid not null,
  handler_id uuid,
  whose text not null check (whose in ('person', 'staff')),
  person_id uuid references identity.persons on delete restrict,
  staff_id uuid references directory.staff on delete restrict,
  second_id uuid references directory.staff on delete restrict, -- who read it before it went
  signed text not null,
  title jsonb not null default '{}',                     -- of who signed
  body text not null check (length(body) <= 20000),
  answers jsonb,
  at timestamptz not null default now(),
  belongs text not null default 'undecided' check (belongs in ('undecided', 'yes', 'no')),
  belongs_by uuid references directory.staff on delete restrict,
  belongs_at timestamptz,
  key uuid not null,
  primary key (committee_id, thread_id, n),
  unique (thread_id, key),
  foreign key (committee_id, thread_id) references contact.threads on update cascade on delete restrict,
  check ((whose = 'person') = (person_id is not null) and (whose = 'staff') = (staff_id is not null)),
  -- A template's gap that nobody filled in does not go out.
  check (whose = 'person' or body !~ '\{\{|\}\}')
);

create table contact.files (
  committee_id uuid not null,
  thread_id uuid not null,
  n int not null,
  id uuid not null default gen_random_uuid() unique,
  unit_id uuid not null,
  handler_id uuid,
  field text not null default '',                        -- of the form
  name text not null check (length(name) between 1 and 200),
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  size int not null,
  bytes bytea not null,
  primary key (committee_id, thread_id, n, id),
  foreign key (committee_id, thread_id, n) references contact.messages on update cascade on delete restrict
);
alter table contact.files alter column bytes set storage external;

-- What happened, told to its person where `what` is theirs to know.
create table contact.steps (
  committee_id uuid not null,
  thread_id uuid not null,
  n int not null,
  unit_id uuid not null,
  handler_id uuid,
  at timestamptz not null default now(),
  what text not null check (what in ('received', 'assigned', 'returned', 'handed', 'wrote', 'answered', 'called', 'closed', 'ready', 'not-ready', 'bound', 'belongs')),
  staff_id uuid references directory.staff on delete restrict,
  to_staff uuid references directory.staff on delete restrict,
  to_shown uuid references directory.staff on delete restrict,
  from_unit uuid references directory.units on delete restrict,
  to_unit uuid references directory.units on delete restrict,
  primary key (committee_id, thread_id, n),
  foreign key (committee_id, thread_id) references contact.threads on update cascade on delete restrict
);

-- Between colleagues. They stay behind when the thread goes to another committee, and are then nobody's to read.
create table contact.notes (
  committee_id uuid not null,
  thread_id uuid not null,
  id uuid not null,                                      -- from the form
  unit_id uuid not null,
  handler_id uuid,
  staff_id uuid not null references directory.staff on delete restrict,
  text text not null check (length(text) between 1 and 10000),
  at timestamptz not null default now(),
  sealed_at timestamptz,
  primary key (committee_id, id)
);
create index on contact.notes (thread_id, at);

-- One answer being written, by all who may.
create table contact.staff_drafts (
  committee_id uuid not null,
  thread_id uuid not null,
  unit_id uuid not null,
  handler_id uuid,
  body text not null check (length(body) <= 20000),
  staff_id uuid not null references directory.staff on delete restrict, -- who wrote it last
  version int not null default 1,
  saved_at timestamptz not null default now(),
  ready_at timestamptz,                                  -- waits to be read by another
  sign text check (sign in ('self', 'unit')),
  primary key (committee_id, thread_id),
  foreign key (committee_id, thread_id) references contact.threads on update cascade on delete restrict
);
create table contact.staff_draft_files (
  committee_id uuid not null,
  thread_id uuid not null,
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null,
  handler_id uuid,
  name text not null check (length(name) between 1 and 200),
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  size int not null,
  bytes bytea not null,
  primary key (committee_id, thread_id, id),
  foreign key (committee_id, thread_id) references contact.threads on update cascade on delete restrict
);
alter table contact.staff_draft_files alter column bytes set storage external;

-- "Anna öppnade detta 10.42."
create table contact.openings (
  committee_id uuid not null,
  thread_id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict,
  unit_id uuid not null,
  handler_id uuid,
  at timestamptz not null default now(),
  primary key (committee_id, thread_id, staff_id),
  foreign key (committee_id, thread_id) references contact.threads on update cascade on delete restrict
);

-- What belongs to the record goes back to the system it comes from (INT-04): under its own id, so that twice is once.
create table contact.returns (
  committee_id uuid not null,
  thread_id uuid not null,
  n int not null,
  message_id uuid not null unique references contact.messages (id) on delete restrict,
  unit_id uuid not null,
  handler_id uuid,
  source_id uuid not null references record.sources (id) on delete restrict,
  matter_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'received')),
  attempts int not null default 0,
  receipt text check (length(receipt) <= 200),
  next_at timestamptz not null default now(),
  at timestamptz not null default now(),
  received_at timestamptz,
  primary key (committee_id, thread_id, n),
  foreign key (committee_id, thread_id, n) references contact.messages on update cascade on delete restrict,
  check ((state = 'received') = (received_at is not null))
);
create index on contact.returns (source_id, next_at) where state <> 'received';
create index on contact.returns (unit_id, at) where state <> 'received';

create table contact.templates (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  id uuid not null default gen_random_uuid() primary key,
  owner text not null check (owner in ('staff', 'unit', 'municipality')),
  staff_id uuid references directory.staff on delete restrict,
  unit_id uuid references directory.units on delete restrict,
  title text not null check (length(title) between 1 and 100),
  body text not null check (length(body) between 1 and 10000),
  set_by uuid not null references directory.staff on delete restrict,
  set_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((owner = 'staff') = (staff_id is not null) and (owner = 'unit') = (unit_id is not null))
);
create index on contact.templates (municipality_id, owner, unit_id, staff_id) where ended_at is null;

-- What somebody has begun to write. `body`: as typed, with what it is about.
create table contact.person_drafts (
  person_id uuid not null references identity.persons on delete cascade,
  id uuid not null,                                      -- from the form, and its key when it is sent
  type_id uuid,
  thread_id uuid,
  zone text not null check (zone in ('A', 'B')),
  body jsonb not null check (length(body::text) <= 100000),
  saved_at timestamptz not null default now(),
  primary key (person_id, id)
);
create table contact.draft_files (
  person_id uuid not null,
  draft_id uuid not null,
  id uuid not null default gen_random_uuid(),
  zone text not null,
  field text not null default '',
  name text not null check (length(name) between 1 and 200),
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  size int not null,
  bytes bytea not null,
  primary key (person_id, draft_id, id),
  foreign key (person_id, draft_id) references contact.person_drafts on delete cascade
);
alter table contact.draft_files alter column bytes set storage external;

-- The unit a session may answer at: its desk's, for those who meet people.
create function contact.my_unit() returns uuid language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role in ('caseOfficer', 'unitManager', 'requestDispatcher') then return desk.unit_id; end if;
  return null;
end $$;
-- What a person takes part in, as far as they have signed in strongly enough for it.
create function contact.my_threads() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare me uuid := identity.me(); strong boolean := identity.reader() is not null;
begin
  return array(select p.thread_id from contact.participants p where p.person_id = me and p.left_at is null and (p.zone = 'B' or strong));
end $$;
create function contact.my_zones() returns text[] language plpgsql stable security definer set search_path = '' as $$
begin return case when identity.reader() is not null then array['A', 'B'] else array['B'] end; end $$;
grant execute on function contact.my_unit() to delakt_staff;
grant execute on function contact.my_threads(), contact.my_zones() to delakt_person;

do $$
declare held text;
begin
  foreach held in array array['threads', 'participants', 'messages', 'files', 'steps', 'notes', 'staff_drafts', 'staff_draft_files', 'openings', 'returns'] loop
    execute format('alter table contact.%I enable row level security', held);
    execute format('create policy dispatcher_and_handler on contact.%I for select to delakt_staff using (committee_id = (select identity.my_committee())
      and (unit_id = any ((select identity.my_inboxes())::uuid[]) or (handler_id = (select identity.my_staff()) and unit_id = (select contact.my_unit())))%s)',
      held, case held when 'notes' then ' and sealed_at is null' else '' end);
  end loop;
  foreach held in array array['settings', 'request_types', 'request_forms', 'templates', 'person_drafts', 'draft_files'] loop
    execute format('alter table contact.%I enable row level security', held);
  end loop;
  foreach held in array array['messages', 'files'] loop
    execute format('create policy participant on contact.%I for select to delakt_person using (thread_id = any ((select contact.my_threads())::uuid[]))', held);
  end loop;
end $$;
create policy participant on contact.threads for select to delakt_person using (id = any ((select contact.my_threads())::uuid[]));
create policy own on contact.participants for select to delakt_person
  using (person_id = (select identity.me()) and left_at is null and zone = any ((select contact.my_zones())::text[]));
create policy participant on contact.steps for select to delakt_person
  using (thread_id = any ((select contact.my_threads())::uuid[]) and what in ('received', 'assigned', 'returned', 'handed', 'wrote', 'answered', 'called', 'closed'));
-- Who at work has it, but for the one who is named to its person, is the unit's; so are its keys and what it decides about the record but a yes.
grant select (id, unit_id, kind, type_id, form_version, zone, title, shelf_id, about_copy, follows, state, shown_handler, opened_at, last_at, answer_days, promised_on, answered_at,
  closed_at, read_marks, seen_at, last_n, last_staff_n, committee_id, key) on contact.threads to delakt_person;
grant select (thread_id, person_id, since, read_to) on contact.participants to delakt_person;
grant select (committee_id, thread_id, n, id, whose, person_id, signed, title, body, answers, at, belongs, key) on contact.messages to delakt_person;
grant select (committee_id, thread_id, n, id, field, name, type, size, bytes) on contact.files to delakt_person;
grant select (committee_id, thread_id, n, at, what, to_shown, from_unit, to_unit) on contact.steps to delakt_person;

grant select on contact.threads, contact.messages, contact.files, contact.steps, contact.notes, contact.staff_drafts, contact.staff_draft_files, contact.openings, contact.returns to delakt_staff;
grant select (committee_id, thread_id, person_id, unit_id, handler_id, name, since, left_at, read_shown) on contact.participants to delakt_staff;
-- No insert, change or delete for anybody but through the functions: what was asked and answered stays as it was.

create policy own on contact.person_drafts for select to delakt_person using (person_id = (select identity.me()) and zone = any ((select contact.my_zones())::text[]));
create policy own_away on contact.person_drafts for delete to delakt_person using (person_id = (select identity.me()) and zone = any ((select contact.my_zones())::text[]));
create policy own on contact.draft_files for select to delakt_person using (person_id = (select identity.me()) and zone = any ((select contact.my_zones())::text[]));
create policy own_away on contact.draft_files for delete to delakt_person using (person_id = (select identity.me()) and zone = any ((select contact.my_zones())::text[]));
grant select, delete on contact.person_drafts to delakt_person;
grant select, delete on contact.draft_files to delakt_person;

-- What can be asked, how soon it is answered and in which form is no secret, once it is offered.
create policy offered on contact.request_types for select to delakt_person using (state in ('published', 'closed'));
create policy once_offered on contact.request_forms for select to delakt_person using (published_at is not null);
create policy anyones on contact.settings for select to delakt_person using (true);
grant select (committee_id, unit_id, id, state, fields, answer_days, zone, published_version, place) on contact.request_types to delakt_person;
grant select (type_id, version, name, need, for_whom, definition) on contact.request_forms to delakt_person;
grant select (unit_id, answer_days, call_days, read_marks) on contact.settings to delakt_person;
create policy everyones on contact.request_types for select to delakt_staff using (state <> 'draft' or committee_id = (select identity.my_committee()));
create policy everyones on contact.request_forms for select to delakt_staff using (true);
create policy my_committee on contact.settings for select to delakt_staff using (committee_id = (select identity.my_committee()));
grant select on contact.request_types, contact.request_forms, contact.settings to delakt_staff;

create function contact.my_municipality() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin return (select c.municipality_id from directory.committees c where c.id = identity.my_committee()); end $$;
grant execute on function contact.my_municipality() to delakt_staff;
create policy shared on contact.templates for select to delakt_staff using (municipality_id = (select contact.my_municipality()) and ended_at is null
  and (owner = 'municipality' or unit_id = (select contact.my_unit()) or staff_id = (select identity.my_staff())));
grant select on contact.templates to delakt_staff;

-- Where a thread is, its parts are. A note that another committee wrote stays with it.
create function contact.follow() returns trigger language plpgsql security definer set search_path = '' as $$
declare held text;
begin
  foreach held in array array['participants', 'messages', 'files', 'steps', 'staff_drafts', 'staff_draft_files', 'openings', 'returns'] loop
    execute format('update contact.%I set unit_id = $1, handler_id = $2 where committee_id = $3 and thread_id = $4', held) using new.unit_id, new.handler_id, new.committee_id, new.id;
  end loop;
  update contact.notes set unit_id = new.unit_id, handler_id = new.handler_id where thread_id = new.id and committee_id = new.committee_id;
  update contact.notes set sealed_at = now() where thread_id = new.id and committee_id <> new.committee_id and sealed_at is null;
  return null;
end $$;
create trigger then_follow after update of committee_id, unit_id, handler_id on contact.threads for each row
  when ((new.committee_id, new.unit_id, new.handler_id) is distinct from (old.committee_id, old.unit_id, old.handler_id)) execute function contact.follow();

-- What has been published is never changed.
create function contact.keep_form() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.published_at is not null then raise exception 'A published form is not changed'; end if;
  return new;
end $$;
create trigger keep before update or delete on contact.request_forms for each row execute function contact.keep_form();

-- How many receive and hand out at a unit now (MSG-06).
create function contact.dispatchers(p_unit uuid) returns int language sql stable security definer set search_path = '' as $$
  select count(distinct d)::int from directory.dispatchers(p_unit) d
$$;
grant usage on schema contact to delakt_public;
grant execute on function contact.dispatchers(uuid) to delakt_staff, delakt_person, delakt_public;

create function contact.settings_of(p_unit uuid) returns contact.settings language plpgsql stable security definer set search_path = '' as $$
declare s contact.settings;
begin
  select * into s from contact.settings x where x.unit_id = p_unit;
  if s.unit_id is null then
    s.unit_id := p_unit; s.answer_days := 3; s.call_days := 2; s.return_days := 2; s.read_marks := false; s.second_reading := false; s.named := true;
  end if;
  return s;
end $$;

create function contact.step(t contact.threads, p_what text, p_staff uuid default null, p_to uuid default null, p_from_unit uuid default null, p_to_unit uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into contact.steps (committee_id, thread_id, n, unit_id, handler_id, what, staff_id, to_staff, to_shown, from_unit, to_unit)
  select t.committee_id, t.id, coalesce(max(s.n), 0) + 1, t.unit_id, t.handler_id, p_what, p_staff, p_to,
    case when (contact.settings_of(t.unit_id)).named then p_to end, p_from_unit, p_to_unit
  from contact.steps s where s.committee_id = t.committee_id and s.thread_id = t.id;
end $$;

-- Something waits for its persons; how they are told, if at all, is theirs to choose (notice).
create function contact.tell(t contact.threads) returns void language plpgsql security definer set search_path = '' as $$
begin
  perform notice.something_waits(p.person_id, p.committee_id) from contact.participants p where p.committee_id = t.committee_id and p.thread_id = t.id and p.left_at is null;
end $$;
