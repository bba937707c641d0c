-- Written from the catalogue by scripts/dump-schema.ts; never edit by hand. It is for reading: migrations make the database.

-- Extensions
create extension btree_gist with schema public;

-- Roles
create role delakt_auditor nologin noinherit;
create role delakt_doorkeeper nologin noinherit;
create role delakt_editor nologin noinherit;
create role delakt_login login noinherit;
create role delakt_person nologin noinherit;
create role delakt_public nologin noinherit;
create role delakt_source nologin noinherit;
create role delakt_staff nologin noinherit;
create role delakt_worker nologin noinherit;

-- Memberships
grant delakt_auditor to delakt_login;
grant delakt_doorkeeper to delakt_login;
grant delakt_editor to delakt_login;
grant delakt_person to delakt_login;
grant delakt_public to delakt_login;
grant delakt_source to delakt_login;
grant delakt_staff to delakt_login;
grant delakt_worker to delakt_login;

-- Schemas
create schema appointments;
grant usage on schema appointments to delakt_person;
grant usage on schema appointments to delakt_public;
grant usage on schema appointments to delakt_staff;
grant usage on schema appointments to delakt_worker;
create schema audit;
grant usage on schema audit to delakt_auditor;
grant usage on schema audit to delakt_person;
grant usage on schema audit to delakt_public;
grant usage on schema audit to delakt_source;
grant usage on schema audit to delakt_staff;
grant usage on schema audit to delakt_worker;
create schema contact;
grant usage on schema contact to delakt_person;
grant usage on schema contact to delakt_public;
grant usage on schema contact to delakt_source;
grant usage on schema contact to delakt_staff;
grant usage on schema contact to delakt_worker;
create schema directory;
grant usage on schema directory to delakt_auditor;
grant usage on schema directory to delakt_doorkeeper;
grant usage on schema directory to delakt_editor;
grant usage on schema directory to delakt_person;
grant usage on schema directory to delakt_public;
grant usage on schema directory to delakt_staff;
grant usage on schema directory to delakt_worker;
create schema duty;
grant usage on schema duty to delakt_person;
grant usage on schema duty to delakt_staff;
create schema gate;
grant usage on schema gate to delakt_person;
grant usage on schema gate to delakt_staff;
grant usage on schema gate to delakt_worker;
create schema identity;
grant usage on schema identity to delakt_auditor;
grant usage on schema identity to delakt_doorkeeper;
grant usage on schema identity to delakt_login;
grant usage on schema identity to delakt_person;
grant usage on schema identity to delakt_source;
grant usage on schema identity to delakt_staff;
grant usage on schema identity to delakt_worker;
create schema kernel;
grant usage on schema kernel to delakt_public;
grant usage on schema kernel to delakt_worker;
create schema notice;
grant usage on schema notice to delakt_person;
grant usage on schema notice to delakt_staff;
grant usage on schema notice to delakt_worker;
create schema public;
create schema record;
grant usage on schema record to delakt_doorkeeper;
grant usage on schema record to delakt_source;
grant usage on schema record to delakt_staff;
grant usage on schema record to delakt_worker;
create schema shelf;
grant usage on schema shelf to delakt_person;
grant usage on schema shelf to delakt_worker;
create schema voice;
grant usage on schema voice to delakt_person;
grant usage on schema voice to delakt_staff;

-- Default privileges
alter default privileges: functions for owner execute

-- Types
create type identity.desk as (session_id uuid, staff_id uuid, assignment_id uuid, committee_id uuid, unit_id uuid, role text);

-- Tables and views

create view appointments.bookable as
 SELECT committee_id,
    unit_id,
    kind_id,
    starts_at,
    ends_at,
    slot_id,
    staff_id,
    place_id,
    manner,
    held_for,
    held_until
   FROM appointments.free_slots f
  WHERE (( SELECT a.staff_id
           FROM directory.absences a
          WHERE ((a.staff_id = f.staff_id) AND (a.first_day <= ((f.starts_at AT TIME ZONE 'Europe/Stockholm'::text))::date) AND ((a.last_day IS NULL) OR (a.last_day >= ((f.starts_at AT TIME ZONE 'Europe/Stockholm'::text))::date)))
         LIMIT 1) IS NULL);

create table appointments.bookings (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  slot_id uuid not null,
  kind_id uuid not null,
  staff_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  person_id uuid,
  name text not null,
  matter_id uuid,
  shelf_id uuid,
  state text default 'booked'::text not null,
  revision integer default 1 not null,
  sequence integer default 0 not null,
  booked_by text not null,
  made_by uuid,
  key uuid not null,
  companion text default ''::text not null,
  interpreter text default ''::text not null,
  wishes text default ''::text not null,
  confirmed_at timestamp with time zone,
  made_at timestamp with time zone default now() not null,
  revised_at timestamp with time zone default now() not null,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  help text[] default '{}'::text[] not null,
  words text default ''::text not null,
  looked_on date,
  reminded_at timestamp with time zone,
  unreached_at timestamp with time zone,
  phone text,
  constraint bookings_id_key UNIQUE (id),
  constraint bookings_pkey PRIMARY KEY (committee_id, id),
  constraint bookings_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint bookings_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint bookings_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES appointments.slots(id) ON DELETE RESTRICT,
  constraint bookings_booked_by_check CHECK ((booked_by = ANY (ARRAY['person'::text, 'staff'::text, 'anyone'::text]))),
  constraint bookings_cancelled_by_check CHECK ((cancelled_by = ANY (ARRAY['person'::text, 'staff'::text, 'code'::text]))),
  constraint bookings_check CHECK (((person_id IS NOT NULL) OR (shelf_id IS NULL))),
  constraint bookings_check1 CHECK (((booked_by = 'staff'::text) = (made_by IS NOT NULL))),
  constraint bookings_check2 CHECK (((state = 'cancelled'::text) = (cancelled_at IS NOT NULL))),
  constraint bookings_companion_check CHECK ((length(companion) <= 500)),
  constraint bookings_interpreter_check CHECK ((length(interpreter) <= 200)),
  constraint bookings_name_check CHECK (((length(name) <= 200) AND ((name <> ''::text) OR (booked_by = 'anyone'::text)))),
  constraint bookings_phone_check CHECK (((length(phone) >= 5) AND (length(phone) <= 40))),
  constraint bookings_state_check CHECK ((state = ANY (ARRAY['booked'::text, 'cancelled'::text, 'held'::text, 'missed'::text]))),
  constraint bookings_wishes_check CHECK ((length(wishes) <= 2000)),
  constraint bookings_words_check CHECK ((length(words) <= 2000)),
  constraint nobody_known CHECK (((booked_by <> 'anyone'::text) OR ((person_id IS NULL) AND (matter_id IS NULL))))
);

create table appointments.doors (
  hash bytea not null,
  booking_id uuid not null,
  made_for text not null,
  sent_to bytea,
  made_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint doors_pkey PRIMARY KEY (hash),
  constraint doors_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES appointments.bookings(id) ON DELETE CASCADE,
  constraint doors_check CHECK (((made_for = 'slip'::text) = (sent_to IS NULL))),
  constraint doors_made_for_check CHECK ((made_for = ANY (ARRAY['slip'::text, 'sms'::text, 'email'::text])))
);

create table appointments.earlier (
  committee_id uuid not null,
  booking_id uuid not null,
  unit_id uuid not null,
  kind_id uuid not null,
  person_id uuid not null,
  until date,
  since timestamp with time zone default now() not null,
  constraint earlier_pkey PRIMARY KEY (committee_id, booking_id),
  constraint earlier_committee_id_booking_id_fkey FOREIGN KEY (committee_id, booking_id) REFERENCES appointments.bookings(committee_id, id) ON DELETE RESTRICT
);

create table appointments.free_slots (
  committee_id uuid not null,
  unit_id uuid not null,
  kind_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  slot_id uuid not null,
  staff_id uuid not null,
  place_id uuid,
  manner text not null,
  held_for uuid,
  held_until timestamp with time zone,
  constraint free_slots_slot_id_key UNIQUE (slot_id),
  constraint free_slots_pkey PRIMARY KEY (unit_id, kind_id, starts_at, slot_id),
  constraint free_slots_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES appointments.slots(id) ON DELETE CASCADE,
  constraint free_slots_check CHECK (((held_for IS NULL) = (held_until IS NULL)))
);

create table appointments.kinds (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  name jsonb not null,
  lead jsonb default '{}'::jsonb not null,
  about jsonb default '{}'::jsonb not null,
  bring jsonb default '{}'::jsonb not null,
  minutes integer not null,
  manners text[] not null,
  fields text[] default '{}'::text[] not null,
  open boolean not null,
  notice_hours integer default 24 not null,
  ended_at timestamp with time zone,
  no_login boolean default false not null,
  constraint kinds_id_key UNIQUE (id),
  constraint kinds_pkey PRIMARY KEY (committee_id, id),
  constraint kinds_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint kinds_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint for_anyone CHECK (((NOT no_login) OR (open AND (fields = '{}'::text[]) AND (manners && '{visit,video}'::text[])))),
  constraint kinds_manners_check CHECK (((cardinality(manners) > 0) AND (manners <@ '{visit,phone,video,home}'::text[]))),
  constraint kinds_minutes_check CHECK (((minutes >= 5) AND (minutes <= 480))),
  constraint kinds_notice_hours_check CHECK (((notice_hours >= 0) AND (notice_hours <= 336)))
);

create table appointments.offers (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  slot_id uuid not null,
  booking_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  state text default 'open'::text not null,
  until timestamp with time zone not null,
  at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  constraint offers_id_key UNIQUE (id),
  constraint offers_slot_id_booking_id_key UNIQUE (slot_id, booking_id),
  constraint offers_pkey PRIMARY KEY (committee_id, id),
  constraint offers_committee_id_booking_id_fkey FOREIGN KEY (committee_id, booking_id) REFERENCES appointments.bookings(committee_id, id) ON DELETE RESTRICT,
  constraint offers_slot_id_fkey FOREIGN KEY (slot_id) REFERENCES appointments.slots(id) ON DELETE RESTRICT,
  constraint offers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'lapsed'::text])))
);

create table appointments.places (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  name text not null,
  street text not null,
  postal text default ''::text not null,
  entrance text default ''::text not null,
  room text default ''::text not null,
  way_in text default ''::text not null,
  map_text text default ''::text not null,
  access text default ''::text not null,
  straight_in boolean default false not null,
  ended_at timestamp with time zone,
  one_at_a_time boolean default true not null,
  constraint places_id_key UNIQUE (id),
  constraint places_pkey PRIMARY KEY (committee_id, id),
  constraint places_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint places_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint places_access_check CHECK ((length(access) <= 2000)),
  constraint places_entrance_check CHECK ((length(entrance) <= 200)),
  constraint places_map_text_check CHECK ((length(map_text) <= 2000)),
  constraint places_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint places_postal_check CHECK ((length(postal) <= 100)),
  constraint places_room_check CHECK ((length(room) <= 200)),
  constraint places_street_check CHECK (((length(street) >= 1) AND (length(street) <= 100))),
  constraint places_way_in_check CHECK ((length(way_in) <= 2000))
);

create table appointments.proposals (
  committee_id uuid not null,
  booking_id uuid not null,
  n integer not null,
  unit_id uuid not null,
  person_id uuid,
  by text not null,
  slots uuid[] default '{}'::uuid[] not null,
  times text default ''::text not null,
  state text default 'open'::text not null,
  until timestamp with time zone not null,
  at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  key uuid not null,
  staff_id uuid,
  assignment_id uuid,
  words text default ''::text not null,
  constraint proposals_booking_id_by_key_key UNIQUE (booking_id, by, key),
  constraint proposals_pkey PRIMARY KEY (committee_id, booking_id, n),
  constraint proposals_committee_id_booking_id_fkey FOREIGN KEY (committee_id, booking_id) REFERENCES appointments.bookings(committee_id, id) ON DELETE RESTRICT,
  constraint proposals_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint proposals_by_check CHECK ((by = ANY (ARRAY['person'::text, 'staff'::text]))),
  constraint proposals_check CHECK (((by = 'staff'::text) = ((cardinality(slots) >= 1) AND (cardinality(slots) <= 3)))),
  constraint proposals_check1 CHECK (((by = 'person'::text) = (times <> ''::text))),
  constraint proposals_state_check CHECK ((state = ANY (ARRAY['open'::text, 'picked'::text, 'declined'::text, 'closed'::text, 'lapsed'::text]))),
  constraint proposals_times_check CHECK ((length(times) <= 1000)),
  constraint proposals_words_check CHECK ((length(words) <= 2000))
);

create table appointments.rounds (
  day date not null,
  ended_at timestamp with time zone default now() not null,
  constraint rounds_pkey PRIMARY KEY (day)
);

create table appointments.series (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  kind_id uuid not null,
  staff_id uuid not null,
  rule jsonb not null,
  made_by uuid not null,
  assignment_id uuid not null,
  key uuid not null,
  at timestamp with time zone default now() not null,
  constraint series_id_key UNIQUE (id),
  constraint series_made_by_key_key UNIQUE (made_by, key),
  constraint series_pkey PRIMARY KEY (committee_id, id),
  constraint series_committee_id_kind_id_fkey FOREIGN KEY (committee_id, kind_id) REFERENCES appointments.kinds(committee_id, id) ON DELETE RESTRICT,
  constraint series_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint series_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table appointments.slots (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  kind_id uuid not null,
  staff_id uuid not null,
  place_id uuid,
  manner text not null,
  during tstzrange not null,
  starts_at timestamp with time zone generated always as (lower(during)) stored not null,
  ends_at timestamp with time zone generated always as (upper(during)) stored not null,
  series_id uuid,
  link text,
  withdrawn_at timestamp with time zone,
  room_id uuid,
  constraint not_twice EXCLUDE USING gist (staff_id WITH =, during WITH &&) WHERE ((withdrawn_at IS NULL)),
  constraint room_not_twice EXCLUDE USING gist (room_id WITH =, during WITH &&) WHERE (((withdrawn_at IS NULL) AND (room_id IS NOT NULL))),
  constraint slots_id_key UNIQUE (id),
  constraint slots_pkey PRIMARY KEY (committee_id, id),
  constraint slots_committee_id_kind_id_fkey FOREIGN KEY (committee_id, kind_id) REFERENCES appointments.kinds(committee_id, id) ON DELETE RESTRICT,
  constraint slots_committee_id_place_id_fkey FOREIGN KEY (committee_id, place_id) REFERENCES appointments.places(committee_id, id) ON DELETE RESTRICT,
  constraint slots_series_id_fkey FOREIGN KEY (series_id) REFERENCES appointments.series(id) ON DELETE RESTRICT,
  constraint slots_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint slots_check CHECK (((manner = 'visit'::text) = (place_id IS NOT NULL))),
  constraint slots_during_check CHECK ((lower_inc(during) AND (NOT upper_inc(during)) AND (((upper(during) - lower(during)) >= '00:05:00'::interval) AND ((upper(during) - lower(during)) <= '12:00:00'::interval)))),
  constraint slots_link_check CHECK ((length(link) <= 500)),
  constraint slots_manner_check CHECK ((manner = ANY (ARRAY['visit'::text, 'phone'::text, 'video'::text, 'home'::text])))
);

create table appointments.steps (
  committee_id uuid not null,
  booking_id uuid not null,
  n integer not null,
  unit_id uuid not null,
  person_id uuid,
  at timestamp with time zone default now() not null,
  by text not null,
  what text not null,
  from_slot uuid,
  to_slot uuid,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  staff_id uuid,
  assignment_id uuid,
  constraint steps_pkey PRIMARY KEY (committee_id, booking_id, n),
  constraint steps_committee_id_booking_id_fkey FOREIGN KEY (committee_id, booking_id) REFERENCES appointments.bookings(committee_id, id) ON DELETE RESTRICT,
  constraint steps_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint steps_by_check CHECK ((by = ANY (ARRAY['person'::text, 'staff'::text, 'code'::text, 'sms'::text, 'rule'::text, 'anyone'::text]))),
  constraint steps_what_check CHECK ((what = ANY (ARRAY['booked'::text, 'moved'::text, 'cancelled'::text, 'confirmed'::text, 'proposed'::text, 'declined'::text, 'asked-earlier'::text, 'stopped-asking'::text, 'offered'::text, 'held'::text, 'missed'::text, 'handed-over'::text, 'wished'::text])))
);

create table audit.access_log (
  id bigint generated always as identity not null,
  at timestamp with time zone default clock_timestamp() not null,
  actor text not null,
  actor_id uuid,
  session_id uuid,
  assignment_id uuid,
  committee_id uuid,
  person_id uuid,
  matter_id uuid,
  item_id uuid,
  purpose text not null,
  reason text,
  txn bigint default (audit.base() + ((pg_current_xact_id())::text)::bigint) not null,
  constraint access_log_pkey PRIMARY KEY (txn, id),
  constraint access_log_actor_check CHECK ((actor = ANY (ARRAY['person'::text, 'staff'::text, 'source'::text]))),
  constraint access_log_purpose_check CHECK ((length(purpose) <= 100)),
  constraint access_log_reason_check CHECK ((reason ~ '^[a-z-]{1,40}$'::text))
);

create table audit.busy_days (
  committee_id uuid not null,
  staff_id uuid not null,
  day date not null,
  persons integer not null,
  constraint busy_days_pkey PRIMARY KEY (committee_id, staff_id, day)
);

create table audit.checkpoints (
  size bigint not null,
  txn bigint not null,
  id bigint not null,
  frontier bytea not null,
  note text not null,
  key text not null,
  at timestamp with time zone default now() not null,
  constraint checkpoints_pkey PRIMARY KEY (size),
  constraint checkpoints_size_check CHECK ((size > 0))
);

create table audit.log (
  id uuid default gen_random_uuid() not null,
  only_one boolean default true not null,
  stopped_at timestamp with time zone,
  stopped_because text,
  drawn_on date,
  constraint log_only_one_key UNIQUE (only_one),
  constraint log_pkey PRIMARY KEY (id),
  constraint log_only_one_check CHECK (only_one)
);

create table audit.review_results (
  committee_id uuid not null,
  review_id uuid not null,
  nr integer not null,
  staff_id uuid not null,
  reviewer_id uuid not null,
  assignment_id uuid not null,
  result text not null,
  note text default ''::text not null,
  at timestamp with time zone default now() not null,
  constraint review_results_pkey PRIMARY KEY (committee_id, review_id, nr),
  constraint review_results_committee_id_review_id_staff_id_fkey FOREIGN KEY (committee_id, review_id, staff_id) REFERENCES audit.reviews(committee_id, id, staff_id) ON DELETE RESTRICT,
  constraint review_results_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint review_results_check CHECK ((reviewer_id <> staff_id)),
  constraint review_results_check1 CHECK (((result = 'in-order'::text) OR (note <> ''::text))),
  constraint review_results_note_check CHECK ((length(note) <= 4000)),
  constraint review_results_nr_check CHECK ((nr > 0)),
  constraint review_results_result_check CHECK ((result = ANY (ARRAY['in-order'::text, 'ask-manager'::text, 'suspected'::text])))
);

create table audit.reviews (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  staff_id uuid not null,
  person_id uuid not null,
  day date not null,
  because text[] not null,
  due_on date not null,
  drawn_at timestamp with time zone default now() not null,
  constraint reviews_committee_id_id_staff_id_key UNIQUE (committee_id, id, staff_id),
  constraint reviews_committee_id_staff_id_person_id_day_key UNIQUE (committee_id, staff_id, person_id, day),
  constraint reviews_pkey PRIMARY KEY (committee_id, id),
  constraint reviews_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint reviews_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint reviews_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint reviews_because_check CHECK (((because <@ ARRAY['break-glass'::text, 'own-record'::text, 'protected'::text, 'no-relation'::text, 'same-name'::text, 'volume'::text, 'sample'::text]) AND (because <> '{}'::text[])))
);

create table contact.draft_files (
  person_id uuid not null,
  draft_id uuid not null,
  id uuid default gen_random_uuid() not null,
  zone text not null,
  field text default ''::text not null,
  name text not null,
  type text not null,
  size integer not null,
  bytes bytea not null,
  constraint draft_files_pkey PRIMARY KEY (person_id, draft_id, id),
  constraint draft_files_person_id_draft_id_fkey FOREIGN KEY (person_id, draft_id) REFERENCES contact.person_drafts(person_id, id) ON DELETE CASCADE,
  constraint draft_files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint draft_files_type_check CHECK ((type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text])))
);

create table contact.files (
  committee_id uuid not null,
  thread_id uuid not null,
  n integer not null,
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  handler_id uuid,
  field text default ''::text not null,
  name text not null,
  type text not null,
  size integer not null,
  bytes bytea not null,
  constraint files_id_key UNIQUE (id),
  constraint files_pkey PRIMARY KEY (committee_id, thread_id, n, id),
  constraint files_committee_id_thread_id_n_fkey FOREIGN KEY (committee_id, thread_id, n) REFERENCES contact.messages(committee_id, thread_id, n) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint files_type_check CHECK ((type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text])))
);

create table contact.messages (
  committee_id uuid not null,
  thread_id uuid not null,
  n integer not null,
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  handler_id uuid,
  whose text not null,
  person_id uuid,
  staff_id uuid,
  second_id uuid,
  signed text not null,
  title jsonb default '{}'::jsonb not null,
  body text not null,
  answers jsonb,
  at timestamp with time zone default now() not null,
  belongs text default 'undecided'::text not null,
  belongs_by uuid,
  belongs_at timestamp with time zone,
  key uuid not null,
  constraint messages_id_key UNIQUE (id),
  constraint messages_thread_id_key_key UNIQUE (thread_id, key),
  constraint messages_pkey PRIMARY KEY (committee_id, thread_id, n),
  constraint messages_belongs_by_fkey FOREIGN KEY (belongs_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint messages_committee_id_thread_id_fkey FOREIGN KEY (committee_id, thread_id) REFERENCES contact.threads(committee_id, id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint messages_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint messages_second_id_fkey FOREIGN KEY (second_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint messages_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint messages_belongs_check CHECK ((belongs = ANY (ARRAY['undecided'::text, 'yes'::text, 'no'::text]))),
  constraint messages_body_check CHECK ((length(body) <= 20000)),
  constraint messages_check CHECK ((((whose = 'person'::text) = (person_id IS NOT NULL)) AND ((whose = 'staff'::text) = (staff_id IS NOT NULL)))),
  constraint messages_check1 CHECK (((whose = 'person'::text) OR (body !~ '\{\{|\}\}'::text))),
  constraint messages_whose_check CHECK ((whose = ANY (ARRAY['person'::text, 'staff'::text])))
);

create table contact.notes (
  committee_id uuid not null,
  thread_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  handler_id uuid,
  staff_id uuid not null,
  text text not null,
  at timestamp with time zone default now() not null,
  sealed_at timestamp with time zone,
  constraint notes_pkey PRIMARY KEY (committee_id, id),
  constraint notes_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint notes_text_check CHECK (((length(text) >= 1) AND (length(text) <= 10000)))
);

create table contact.openings (
  committee_id uuid not null,
  thread_id uuid not null,
  staff_id uuid not null,
  unit_id uuid not null,
  handler_id uuid,
  at timestamp with time zone default now() not null,
  constraint openings_pkey PRIMARY KEY (committee_id, thread_id, staff_id),
  constraint openings_committee_id_thread_id_fkey FOREIGN KEY (committee_id, thread_id) REFERENCES contact.threads(committee_id, id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint openings_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table contact.participants (
  committee_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  handler_id uuid,
  name text not null,
  zone text not null,
  since timestamp with time zone default now() not null,
  left_at timestamp with time zone,
  read_to integer default 0 not null,
  read_shown integer default 0 not null,
  constraint participants_pkey PRIMARY KEY (committee_id, thread_id, person_id),
  constraint participants_committee_id_thread_id_fkey FOREIGN KEY (committee_id, thread_id) REFERENCES contact.threads(committee_id, id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint participants_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT
);

create table contact.person_drafts (
  person_id uuid not null,
  id uuid not null,
  type_id uuid,
  thread_id uuid,
  zone text not null,
  body jsonb not null,
  saved_at timestamp with time zone default now() not null,
  constraint person_drafts_pkey PRIMARY KEY (person_id, id),
  constraint person_drafts_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE,
  constraint person_drafts_body_check CHECK ((length((body)::text) <= 100000)),
  constraint person_drafts_zone_check CHECK ((zone = ANY (ARRAY['A'::text, 'B'::text])))
);

create table contact.phone_weeks (
  committee_id uuid not null,
  unit_id uuid not null,
  monday date not null,
  minutes integer,
  answered integer,
  missed integer,
  entered_by uuid not null,
  entered_at timestamp with time zone default now() not null,
  constraint phone_weeks_pkey PRIMARY KEY (committee_id, unit_id, monday),
  constraint phone_weeks_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint phone_weeks_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint phone_weeks_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint phone_weeks_answered_check CHECK (((answered >= 0) AND (answered <= 100000))),
  constraint phone_weeks_check CHECK ((num_nonnulls(minutes, answered, missed) > 0)),
  constraint phone_weeks_minutes_check CHECK (((minutes >= 0) AND (minutes <= 100000))),
  constraint phone_weeks_missed_check CHECK (((missed >= 0) AND (missed <= 100000))),
  constraint phone_weeks_monday_check CHECK (((EXTRACT(isodow FROM monday) = (1)::numeric) AND (monday >= '2000-01-01'::date)))
);

create table contact.request_forms (
  type_id uuid not null,
  version integer not null,
  name jsonb not null,
  need jsonb not null,
  for_whom jsonb not null,
  definition jsonb not null,
  made_by uuid,
  at timestamp with time zone default now() not null,
  published_at timestamp with time zone,
  constraint request_forms_pkey PRIMARY KEY (type_id, version),
  constraint request_forms_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint request_forms_type_id_fkey FOREIGN KEY (type_id) REFERENCES contact.request_types(id) ON DELETE CASCADE,
  constraint request_forms_definition_check CHECK (((jsonb_typeof(definition) = 'object'::text) AND (length((definition)::text) <= 100000)))
);

create table contact.request_types (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  state text default 'draft'::text not null,
  fields text[] default '{}'::text[] not null,
  answer_days integer not null,
  zone text default 'B'::text not null,
  second_reading boolean default false not null,
  read_marks boolean default false not null,
  published_version integer,
  place integer default 0 not null,
  made_by uuid,
  constraint request_types_id_key UNIQUE (id),
  constraint request_types_pkey PRIMARY KEY (committee_id, id),
  constraint request_types_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint request_types_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint request_types_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint request_types_answer_days_check CHECK (((answer_days >= 1) AND (answer_days <= 60))),
  constraint request_types_check CHECK (((state <> 'published'::text) OR (published_version IS NOT NULL))),
  constraint request_types_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'closed'::text]))),
  constraint request_types_zone_check CHECK ((zone = ANY (ARRAY['A'::text, 'B'::text])))
);

create table contact.returns (
  committee_id uuid not null,
  thread_id uuid not null,
  n integer not null,
  message_id uuid not null,
  unit_id uuid not null,
  handler_id uuid,
  source_id uuid not null,
  matter_id uuid not null,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  receipt text,
  next_at timestamp with time zone default now() not null,
  at timestamp with time zone default now() not null,
  received_at timestamp with time zone,
  failure text,
  constraint returns_message_id_key UNIQUE (message_id),
  constraint returns_pkey PRIMARY KEY (committee_id, thread_id, n),
  constraint returns_committee_id_thread_id_n_fkey FOREIGN KEY (committee_id, thread_id, n) REFERENCES contact.messages(committee_id, thread_id, n) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint returns_message_id_fkey FOREIGN KEY (message_id) REFERENCES contact.messages(id) ON DELETE RESTRICT,
  constraint returns_source_id_fkey FOREIGN KEY (source_id) REFERENCES record.sources(id) ON DELETE RESTRICT,
  constraint returns_check CHECK (((state = 'received'::text) = (received_at IS NOT NULL))),
  constraint returns_failure_check CHECK ((length(failure) <= 200)),
  constraint returns_receipt_check CHECK ((length(receipt) <= 200)),
  constraint returns_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'received'::text])))
);

create table contact.settings (
  committee_id uuid not null,
  unit_id uuid not null,
  answer_days integer default 3 not null,
  call_days integer default 2 not null,
  return_days integer default 2 not null,
  read_marks boolean default false not null,
  second_reading boolean default false not null,
  named boolean default true not null,
  set_by uuid,
  set_at timestamp with time zone default now() not null,
  constraint settings_unit_id_key UNIQUE (unit_id),
  constraint settings_pkey PRIMARY KEY (committee_id, unit_id),
  constraint settings_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint settings_set_by_fkey FOREIGN KEY (set_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint settings_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint settings_answer_days_check CHECK (((answer_days >= 1) AND (answer_days <= 60))),
  constraint settings_call_days_check CHECK (((call_days >= 1) AND (call_days <= 60))),
  constraint settings_return_days_check CHECK (((return_days >= 1) AND (return_days <= 20)))
);

create table contact.staff_draft_files (
  committee_id uuid not null,
  thread_id uuid not null,
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  handler_id uuid,
  name text not null,
  type text not null,
  size integer not null,
  bytes bytea not null,
  constraint staff_draft_files_pkey PRIMARY KEY (committee_id, thread_id, id),
  constraint staff_draft_files_committee_id_thread_id_fkey FOREIGN KEY (committee_id, thread_id) REFERENCES contact.threads(committee_id, id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint staff_draft_files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint staff_draft_files_type_check CHECK ((type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text])))
);

create table contact.staff_drafts (
  committee_id uuid not null,
  thread_id uuid not null,
  unit_id uuid not null,
  handler_id uuid,
  body text not null,
  staff_id uuid not null,
  version integer default 1 not null,
  saved_at timestamp with time zone default now() not null,
  ready_at timestamp with time zone,
  sign text,
  returned_by uuid,
  returned_why text,
  constraint staff_drafts_pkey PRIMARY KEY (committee_id, thread_id),
  constraint staff_drafts_committee_id_thread_id_fkey FOREIGN KEY (committee_id, thread_id) REFERENCES contact.threads(committee_id, id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint staff_drafts_returned_by_fkey FOREIGN KEY (returned_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint staff_drafts_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint staff_drafts_body_check CHECK ((length(body) <= 20000)),
  constraint staff_drafts_returned_why_check CHECK ((length(returned_why) <= 2000)),
  constraint staff_drafts_sign_check CHECK ((sign = ANY (ARRAY['self'::text, 'unit'::text])))
);

create table contact.steps (
  committee_id uuid not null,
  thread_id uuid not null,
  n integer not null,
  unit_id uuid not null,
  handler_id uuid,
  at timestamp with time zone default now() not null,
  what text not null,
  staff_id uuid,
  to_staff uuid,
  to_shown uuid,
  from_unit uuid,
  to_unit uuid,
  constraint steps_pkey PRIMARY KEY (committee_id, thread_id, n),
  constraint steps_committee_id_thread_id_fkey FOREIGN KEY (committee_id, thread_id) REFERENCES contact.threads(committee_id, id) ON UPDATE CASCADE ON DELETE RESTRICT,
  constraint steps_from_unit_fkey FOREIGN KEY (from_unit) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint steps_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint steps_to_shown_fkey FOREIGN KEY (to_shown) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint steps_to_staff_fkey FOREIGN KEY (to_staff) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint steps_to_unit_fkey FOREIGN KEY (to_unit) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint steps_what_check CHECK ((what = ANY (ARRAY['received'::text, 'assigned'::text, 'stood-in'::text, 'returned'::text, 'handed'::text, 'wrote'::text, 'answered'::text, 'called'::text, 'rang'::text, 'closed'::text, 'ready'::text, 'not-ready'::text, 'took-back'::text, 'dropped'::text, 'bound'::text, 'belongs'::text])))
);

create table contact.templates (
  municipality_id uuid not null,
  id uuid default gen_random_uuid() not null,
  owner text not null,
  staff_id uuid,
  unit_id uuid,
  title text not null,
  body text not null,
  set_by uuid not null,
  set_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint templates_pkey PRIMARY KEY (id),
  constraint templates_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint templates_set_by_fkey FOREIGN KEY (set_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint templates_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint templates_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint templates_body_check CHECK (((length(body) >= 1) AND (length(body) <= 10000))),
  constraint templates_check CHECK ((((owner = 'staff'::text) = (staff_id IS NOT NULL)) AND ((owner = 'unit'::text) = (unit_id IS NOT NULL)))),
  constraint templates_owner_check CHECK ((owner = ANY (ARRAY['staff'::text, 'unit'::text, 'municipality'::text]))),
  constraint templates_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)))
);

create table contact.threads (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid default gen_random_uuid() not null,
  kind text not null,
  type_id uuid,
  form_version integer,
  zone text not null,
  title text default ''::text not null,
  matter_id uuid,
  shelf_id uuid,
  about_copy uuid,
  follows uuid,
  state text default 'received'::text not null,
  handler_id uuid,
  shown_handler uuid,
  opened_by uuid not null,
  opened_at timestamp with time zone default now() not null,
  waiting_since timestamp with time zone default now() not null,
  last_at timestamp with time zone default now() not null,
  answer_days integer not null,
  promised_on date not null,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  read_marks boolean not null,
  seen_at timestamp with time zone,
  last_n integer default 0 not null,
  last_staff_n integer default 0 not null,
  revision integer default 1 not null,
  key uuid not null,
  constraint threads_id_key UNIQUE (id),
  constraint threads_opened_by_key_key UNIQUE (opened_by, key),
  constraint threads_pkey PRIMARY KEY (committee_id, id),
  constraint threads_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint threads_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE RESTRICT,
  constraint threads_follows_fkey FOREIGN KEY (follows) REFERENCES contact.threads(id) ON DELETE RESTRICT,
  constraint threads_handler_id_fkey FOREIGN KEY (handler_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint threads_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint threads_shown_handler_fkey FOREIGN KEY (shown_handler) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint threads_type_id_form_version_fkey FOREIGN KEY (type_id, form_version) REFERENCES contact.request_forms(type_id, version) ON DELETE RESTRICT,
  constraint threads_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint threads_check CHECK (((kind = 'request'::text) = (type_id IS NOT NULL))),
  constraint threads_check1 CHECK (((state = 'assigned'::text) <= (handler_id IS NOT NULL))),
  constraint threads_check2 CHECK (((state <> 'received'::text) OR (handler_id IS NULL))),
  constraint threads_check3 CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint threads_kind_check CHECK ((kind = ANY (ARRAY['request'::text, 'message'::text, 'call'::text]))),
  constraint threads_state_check CHECK ((state = ANY (ARRAY['received'::text, 'assigned'::text, 'answered'::text, 'closed'::text]))),
  constraint threads_title_check CHECK ((length(title) <= 200)),
  constraint threads_zone_check CHECK ((zone = ANY (ARRAY['A'::text, 'B'::text])))
);

create table directory.absences (
  municipality_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  first_day date not null,
  last_day date,
  deputy_id uuid,
  set_by uuid,
  set_at timestamp with time zone default now() not null,
  constraint absences_staff_id_daterange_excl EXCLUDE USING gist (staff_id WITH =, daterange(first_day, last_day, '[]'::text) WITH &&),
  constraint absences_pkey PRIMARY KEY (id),
  constraint absences_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint absences_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint absences_set_by_fkey FOREIGN KEY (set_by) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint absences_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint absences_check CHECK ((last_day >= first_day)),
  constraint absences_check1 CHECK ((deputy_id <> staff_id))
);

create table directory.alarms (
  committee_id uuid not null,
  unit_id uuid not null,
  why text not null,
  since timestamp with time zone default now() not null,
  constraint alarms_pkey PRIMARY KEY (committee_id, unit_id),
  constraint alarms_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint alarms_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE CASCADE,
  constraint alarms_why_check CHECK ((why = ANY (ARRAY['none'::text, 'few'::text, 'away'::text, 'silent'::text])))
);

create table directory.assignments (
  id uuid default gen_random_uuid() not null,
  committee_id uuid not null,
  unit_id uuid not null,
  staff_id uuid not null,
  role text not null,
  valid_from date default CURRENT_DATE not null,
  valid_to date,
  constraint assignments_staff_id_unit_id_role_key UNIQUE (staff_id, unit_id, role),
  constraint assignments_pkey PRIMARY KEY (id),
  constraint assignments_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint assignments_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint assignments_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint assignments_role_check CHECK ((role = ANY (ARRAY['caseOfficer'::text, 'unitManager'::text, 'systemSteward'::text, 'logReviewer'::text, 'requestDispatcher'::text])))
);

create table directory.catalogues (
  municipality_id uuid not null,
  committee_id uuid not null,
  id uuid not null,
  name text not null,
  hash bytea not null,
  subject_from text default 'userName'::text not null,
  role text,
  made_by uuid,
  made_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint catalogues_hash_key UNIQUE (hash),
  constraint catalogues_pkey PRIMARY KEY (id),
  constraint catalogues_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint catalogues_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint catalogues_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint catalogues_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint catalogues_role_check CHECK ((role = 'caseOfficer'::text)),
  constraint catalogues_subject_from_check CHECK ((subject_from = ANY (ARRAY['userName'::text, 'externalId'::text, 'none'::text])))
);

create table directory.changes (
  municipality_id uuid not null,
  id bigint generated always as identity not null,
  at timestamp with time zone default clock_timestamp() not null,
  committee_id uuid,
  by_id uuid,
  catalogue_id uuid,
  what text not null,
  staff_id uuid,
  unit_id uuid,
  detail jsonb default '{}'::jsonb not null,
  constraint changes_pkey PRIMARY KEY (municipality_id, id),
  constraint changes_by_id_fkey FOREIGN KEY (by_id) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint changes_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint changes_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint changes_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE SET NULL,
  constraint changes_what_check CHECK ((what ~ '^[a-z-]{1,40}$'::text))
);

create table directory.committees (
  id uuid default gen_random_uuid() not null,
  municipality_id uuid not null,
  name jsonb not null,
  post_address text default ''::text not null,
  constraint committees_pkey PRIMARY KEY (id),
  constraint committees_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT
);

create table directory.handovers (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  leaving_id uuid not null,
  kind text not null,
  unit_id uuid,
  n integer,
  to_id uuid,
  how text not null,
  at timestamp with time zone,
  clashes timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  constraint handovers_committee_id_leaving_id_kind_unit_id_key UNIQUE NULLS NOT DISTINCT (committee_id, leaving_id, kind, unit_id),
  constraint handovers_pkey PRIMARY KEY (committee_id, id),
  constraint handovers_committee_id_leaving_id_fkey FOREIGN KEY (committee_id, leaving_id) REFERENCES directory.leavings(committee_id, id) ON DELETE CASCADE,
  constraint handovers_to_id_fkey FOREIGN KEY (to_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint handovers_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint handovers_how_check CHECK ((how = ANY (ARRAY['chosen'::text, 'deputy'::text, 'keeper'::text, 'nobody'::text])))
);

create table directory.keepers (
  committee_id uuid not null,
  unit_id uuid not null,
  place text not null,
  staff_id uuid not null,
  named_by uuid,
  named_at timestamp with time zone default now() not null,
  constraint keepers_unit_id_staff_id_key UNIQUE (unit_id, staff_id),
  constraint keepers_pkey PRIMARY KEY (committee_id, unit_id, place),
  constraint keepers_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint keepers_named_by_fkey FOREIGN KEY (named_by) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint keepers_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint keepers_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint keepers_place_check CHECK ((place = ANY (ARRAY['administrator'::text, 'deputy'::text])))
);

create table directory.leavings (
  committee_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  unit_id uuid,
  last_day date not null,
  because text not null,
  begun_by uuid,
  begun_at timestamp with time zone default now() not null,
  done_at timestamp with time zone,
  constraint leavings_pkey PRIMARY KEY (committee_id, id),
  constraint leavings_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint leavings_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint leavings_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint leavings_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint leavings_because_check CHECK ((because = ANY (ARRAY['planned'::text, 'catalogue'::text])))
);

create table directory.left_units (
  committee_id uuid not null,
  leaving_id uuid not null,
  unit_id uuid not null,
  noted_by uuid,
  noted_at timestamp with time zone,
  constraint left_units_pkey PRIMARY KEY (committee_id, leaving_id, unit_id),
  constraint left_units_committee_id_leaving_id_fkey FOREIGN KEY (committee_id, leaving_id) REFERENCES directory.leavings(committee_id, id) ON DELETE CASCADE,
  constraint left_units_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint left_units_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT
);

create table directory.legal_references (
  key text not null,
  definition jsonb not null,
  constraint legal_references_pkey PRIMARY KEY (key)
);

create table directory.lists (
  committee_id uuid not null,
  id uuid not null,
  kind text not null,
  whole boolean not null,
  rows jsonb not null,
  made_by uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint lists_pkey PRIMARY KEY (committee_id, id),
  constraint lists_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint lists_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint lists_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'units'::text])))
);

create table directory.members (
  municipality_id uuid not null,
  unit_id uuid not null,
  staff_id uuid not null,
  catalogue_id uuid not null,
  constraint members_pkey PRIMARY KEY (unit_id, staff_id),
  constraint members_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES directory.catalogues(id) ON DELETE CASCADE,
  constraint members_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint members_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint members_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE CASCADE
);

create table directory.municipalities (
  id uuid default gen_random_uuid() not null,
  code text not null,
  region text not null,
  name text not null,
  phone text not null,
  phone_hours jsonb default '{}'::jsonb not null,
  urgent jsonb default '[]'::jsonb not null,
  theme jsonb,
  constraint municipalities_code_key UNIQUE (code),
  constraint municipalities_pkey PRIMARY KEY (id),
  constraint municipalities_code_check CHECK ((code ~ '^[0-9]{4}$'::text))
);

create table directory.photos (
  id uuid default gen_random_uuid() not null,
  staff_id uuid not null,
  bytes bytea not null,
  at timestamp with time zone default now() not null,
  constraint photos_staff_id_key UNIQUE (staff_id),
  constraint photos_pkey PRIMARY KEY (id),
  constraint photos_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE
);

create table directory.process_templates (
  key text not null,
  field text not null,
  definition jsonb not null,
  constraint process_templates_pkey PRIMARY KEY (key)
);

create table directory.providers (
  id uuid default gen_random_uuid() not null,
  municipality_id uuid not null,
  audience text not null,
  key text not null,
  label jsonb not null,
  hint jsonb default '{}'::jsonb not null,
  issuer text not null,
  client_id text not null,
  levels jsonb not null,
  place integer default 0 not null,
  enabled boolean default true not null,
  constraint providers_municipality_id_audience_key_key UNIQUE (municipality_id, audience, key),
  constraint providers_pkey PRIMARY KEY (id),
  constraint providers_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint providers_audience_check CHECK ((audience = ANY (ARRAY['resident'::text, 'staff'::text])))
);

create table directory.staff (
  id uuid default gen_random_uuid() not null,
  municipality_id uuid not null,
  name text not null,
  title jsonb default '{}'::jsonb not null,
  phone text,
  phone_hours jsonb default '{}'::jsonb not null,
  photo text,
  deputy_id uuid,
  active boolean default true not null,
  revision integer default 1 not null,
  constraint staff_pkey PRIMARY KEY (id),
  constraint staff_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES directory.staff(id) ON DELETE SET NULL,
  constraint staff_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT
);

create table directory.staff_ids (
  municipality_id uuid not null,
  staff_id uuid not null,
  origin text default 'own'::text not null,
  hsa_id text,
  external_id text,
  user_name text,
  resource jsonb,
  version integer default 1 not null,
  catalogue_id uuid,
  made_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  email text,
  email_refused_at timestamp with time zone,
  constraint staff_ids_pkey PRIMARY KEY (municipality_id, staff_id),
  constraint staff_ids_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint staff_ids_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint staff_ids_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
  constraint staff_ids_origin_check CHECK ((origin = ANY (ARRAY['own'::text, 'csv'::text, 'scim'::text])))
);

create table directory.told (
  committee_id uuid not null,
  staff_id uuid not null,
  unit_id uuid not null,
  leaving_id uuid,
  since timestamp with time zone not null,
  at timestamp with time zone default now() not null,
  constraint told_committee_id_staff_id_unit_id_leaving_id_key UNIQUE NULLS NOT DISTINCT (committee_id, staff_id, unit_id, leaving_id),
  constraint told_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint told_committee_id_leaving_id_unit_id_fkey FOREIGN KEY (committee_id, leaving_id, unit_id) REFERENCES directory.left_units(committee_id, leaving_id, unit_id) ON DELETE CASCADE,
  constraint told_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint told_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE CASCADE
);

create table directory.unit_ids (
  municipality_id uuid not null,
  unit_id uuid not null,
  origin text default 'own'::text not null,
  hsa_id text,
  external_id text,
  version integer default 1 not null,
  catalogue_id uuid,
  made_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  gone_at timestamp with time zone,
  constraint unit_ids_pkey PRIMARY KEY (municipality_id, unit_id),
  constraint unit_ids_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE RESTRICT,
  constraint unit_ids_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE CASCADE,
  constraint unit_ids_origin_check CHECK ((origin = ANY (ARRAY['own'::text, 'csv'::text, 'scim'::text])))
);

create table directory.units (
  id uuid default gen_random_uuid() not null,
  committee_id uuid not null,
  code text not null,
  name jsonb not null,
  phone text not null,
  phone_hours jsonb default '{}'::jsonb not null,
  visit jsonb default '{}'::jsonb not null,
  post_address text default ''::text not null,
  silent_days integer default 7 not null,
  revision integer default 1 not null,
  constraint units_committee_id_code_key UNIQUE (committee_id, code),
  constraint units_pkey PRIMARY KEY (id),
  constraint units_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint units_silent_days_check CHECK (((silent_days >= 1) AND (silent_days <= 60)))
);

create table duty.alarms (
  committee_id uuid not null,
  unit_id uuid not null,
  file_days integer not null,
  appeal_days integer not null,
  set_by uuid not null,
  set_at timestamp with time zone default now() not null,
  constraint alarms_pkey PRIMARY KEY (committee_id, unit_id),
  constraint alarms_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint alarms_set_by_fkey FOREIGN KEY (set_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint alarms_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint alarms_appeal_days_check CHECK (((appeal_days >= 1) AND (appeal_days <= 30))),
  constraint alarms_file_days_check CHECK (((file_days >= 1) AND (file_days <= 30)))
);

create table duty.duties (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  kind text not null,
  matter_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  shelf_id uuid,
  about_item uuid,
  about_copy uuid,
  via text not null,
  text text not null,
  detail jsonb not null,
  came_on date not null,
  last_day date,
  key uuid not null,
  at timestamp with time zone default now() not null,
  staff_id uuid,
  assignment_id uuid,
  opened_at timestamp with time zone,
  settled_at timestamp with time zone,
  outcome text,
  ended_at timestamp with time zone,
  revision integer default 1 not null,
  constraint duties_id_key UNIQUE (id),
  constraint duties_person_id_key_key UNIQUE (person_id, key),
  constraint duties_pkey PRIMARY KEY (committee_id, id),
  constraint duties_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE RESTRICT,
  constraint duties_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint duties_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint duties_check CHECK (((outcome IS NULL) = (ended_at IS NULL))),
  constraint duties_check1 CHECK (((outcome IS NULL) OR (outcome = 'withdrawn'::text) OR ((kind = 'decide'::text) AND (outcome = ANY (ARRAY['decided'::text, 'refused'::text]))) OR ((kind = 'file'::text) AND (outcome = ANY (ARRAY['full'::text, 'partial'::text, 'refused'::text]))) OR ((kind = 'appeal'::text) AND (outcome = ANY (ARRAY['sent'::text, 'rejected'::text]))))),
  constraint duties_check2 CHECK (((kind <> 'decide'::text) OR (((last_day - came_on) >= 28) AND ((last_day - came_on) <= 36)))),
  constraint duties_check3 CHECK (((kind <> 'appeal'::text) OR (about_item IS NOT NULL))),
  constraint duties_kind_check CHECK ((kind = ANY (ARRAY['communication'::text, 'decide'::text, 'file'::text, 'appeal'::text]))),
  constraint duties_text_check CHECK ((length(text) <= 20000)),
  constraint duties_via_check CHECK ((via = ANY (ARRAY['here'::text, 'letter'::text, 'handed'::text, 'phone'::text, 'visit'::text, 'other'::text])))
);

create table duty.papers (
  committee_id uuid not null,
  duty_id uuid not null,
  n integer not null,
  person_id uuid not null,
  unit_id uuid not null,
  item_id uuid not null,
  document_id uuid,
  event jsonb not null,
  title text,
  type text,
  bytes bytea,
  hash bytea not null,
  sensitive boolean default false not null,
  readable boolean not null,
  taken_back_at timestamp with time zone,
  constraint papers_pkey PRIMARY KEY (committee_id, duty_id, n),
  constraint papers_committee_id_duty_id_fkey FOREIGN KEY (committee_id, duty_id) REFERENCES duty.duties(committee_id, id) ON DELETE RESTRICT
);

create table duty.steps (
  committee_id uuid not null,
  duty_id uuid not null,
  n integer not null,
  person_id uuid not null,
  unit_id uuid not null,
  at timestamp with time zone default now() not null,
  whose text not null,
  kind text not null,
  text text not null,
  detail jsonb not null,
  came_on date not null,
  late boolean default false not null,
  key uuid,
  staff_id uuid,
  assignment_id uuid,
  constraint steps_duty_id_key_key UNIQUE (duty_id, key),
  constraint steps_pkey PRIMARY KEY (committee_id, duty_id, n),
  constraint steps_committee_id_duty_id_fkey FOREIGN KEY (committee_id, duty_id) REFERENCES duty.duties(committee_id, id) ON DELETE RESTRICT,
  constraint steps_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint steps_text_check CHECK ((length(text) <= 20000)),
  constraint steps_whose_check CHECK ((whose = ANY (ARRAY['person'::text, 'staff'::text])))
);

create table gate.acts (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  rule_id uuid not null,
  before timestamp with time zone not null,
  items integer not null,
  key uuid not null,
  done_by uuid not null,
  assignment_id uuid not null,
  done_at timestamp with time zone default now() not null,
  undone_by uuid,
  undone_at timestamp with time zone,
  constraint acts_committee_id_key_key UNIQUE (committee_id, key),
  constraint acts_pkey PRIMARY KEY (committee_id, id),
  constraint acts_committee_id_rule_id_fkey FOREIGN KEY (committee_id, rule_id) REFERENCES gate.rules(committee_id, id) ON DELETE RESTRICT,
  constraint acts_done_by_fkey FOREIGN KEY (done_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint acts_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT
);

create table gate.days (
  day date not null,
  done_at timestamp with time zone default now() not null,
  constraint days_pkey PRIMARY KEY (day)
);

create table gate.glass (
  committee_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  own_unit_id uuid not null,
  staff_id uuid not null,
  assignment_id uuid not null,
  session_id uuid not null,
  reason text not null,
  words text,
  protected boolean not null,
  opened_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone default (now() + '01:00:00'::interval) not null,
  constraint glass_pkey PRIMARY KEY (committee_id, id),
  constraint glass_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE CASCADE,
  constraint glass_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint glass_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint glass_check CHECK (((reason <> 'other'::text) OR (words IS NOT NULL))),
  constraint glass_reason_check CHECK ((reason = ANY (ARRAY['danger'::text, 'child'::text, 'unreachable'::text, 'other'::text]))),
  constraint glass_words_check CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
);

create table gate.glass_seen (
  committee_id uuid not null,
  glass_id uuid not null,
  unit_id uuid not null,
  staff_id uuid not null,
  at timestamp with time zone default now() not null,
  constraint glass_seen_pkey PRIMARY KEY (committee_id, glass_id, unit_id),
  constraint glass_seen_committee_id_glass_id_fkey FOREIGN KEY (committee_id, glass_id) REFERENCES gate.glass(committee_id, id) ON DELETE CASCADE,
  constraint glass_seen_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table gate.guarded (
  committee_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  sealed bytea not null,
  added_by uuid not null,
  assignment_id uuid not null,
  added_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint guarded_pkey PRIMARY KEY (committee_id, id),
  constraint guarded_added_by_fkey FOREIGN KEY (added_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint guarded_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint guarded_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint guarded_kind_check CHECK ((kind = ANY (ARRAY['address'::text, 'phone'::text, 'workplace'::text, 'school'::text, 'registration'::text, 'name'::text, 'place'::text, 'email'::text, 'coordinates'::text])))
);

create table gate.mask_history (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  id bigint generated always as identity not null,
  version integer not null,
  did text not null,
  reason text,
  staff_id uuid not null,
  assignment_id uuid not null,
  at timestamp with time zone default now() not null,
  constraint mask_history_pkey PRIMARY KEY (committee_id, matter_id, item_id, person_id, id),
  constraint mask_history_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint mask_history_did_check CHECK ((did = ANY (ARRAY['made'::text, 'taken-away'::text])))
);

create table gate.masked_documents (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  unit_id uuid not null,
  title text not null,
  type text not null,
  size integer not null,
  version integer not null,
  made_at timestamp with time zone default now() not null,
  constraint masked_documents_id_key UNIQUE (id),
  constraint masked_documents_pkey PRIMARY KEY (committee_id, matter_id, id),
  constraint masked_documents_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE RESTRICT,
  constraint masked_documents_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint masked_documents_type_check CHECK ((type = ANY (ARRAY['application/pdf'::text, 'text/html'::text])))
);

create table gate.masked_parts (
  committee_id uuid not null,
  document_id uuid not null,
  part integer not null,
  unit_id uuid not null,
  bytes bytea not null,
  constraint masked_parts_pkey PRIMARY KEY (committee_id, document_id, part),
  constraint masked_parts_document_id_fkey FOREIGN KEY (document_id) REFERENCES gate.masked_documents(id) ON DELETE CASCADE
);

create table gate.masks (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  version integer default 1 not null,
  event jsonb not null,
  document_id uuid,
  reason text not null,
  made_by uuid not null,
  assignment_id uuid not null,
  made_at timestamp with time zone default now() not null,
  constraint masks_pkey PRIMARY KEY (committee_id, matter_id, item_id, person_id),
  constraint masks_committee_id_matter_id_item_id_person_id_fkey FOREIGN KEY (committee_id, matter_id, item_id, person_id) REFERENCES gate.release_decisions(committee_id, matter_id, item_id, person_id) ON DELETE CASCADE,
  constraint masks_document_id_fkey FOREIGN KEY (document_id) REFERENCES gate.masked_documents(id) ON DELETE RESTRICT,
  constraint masks_made_by_fkey FOREIGN KEY (made_by) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table gate.not_offered (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null,
  n bigint generated always as identity not null,
  unit_id uuid not null,
  reason text,
  staff_id uuid not null,
  at timestamp with time zone default now() not null,
  constraint not_offered_pkey PRIMARY KEY (committee_id, matter_id, id),
  constraint not_offered_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE CASCADE,
  constraint not_offered_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint not_offered_reason_check CHECK ((reason = ANY (ARRAY['asked'::text, 'risk'::text, 'identity'::text, 'another-way'::text])))
);

create table gate.openings (
  committee_id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  shelf_id uuid default gen_random_uuid() not null,
  salt bytea default sha256(((gen_random_uuid())::text)::bytea) not null,
  opened_at timestamp with time zone default now() not null,
  opened_by uuid not null,
  assignment_id uuid not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_reason text,
  id uuid default gen_random_uuid() not null,
  title text,
  hidden_at timestamp with time zone,
  constraint openings_pkey PRIMARY KEY (committee_id, matter_id, person_id, id),
  constraint openings_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE RESTRICT,
  constraint openings_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table gate.recipients (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  matter_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  name text not null,
  capacity text not null,
  document text not null,
  valid_to date not null,
  key uuid not null,
  added_by uuid not null,
  assignment_id uuid not null,
  added_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  ended_because text,
  constraint recipients_committee_id_key_key UNIQUE (committee_id, key),
  constraint recipients_pkey PRIMARY KEY (committee_id, id),
  constraint recipients_added_by_fkey FOREIGN KEY (added_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint recipients_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE RESTRICT,
  constraint recipients_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint recipients_capacity_check CHECK ((capacity = ANY (ARRAY['custodian'::text, 'limitedGuardian'::text, 'conservator'::text, 'proxy'::text]))),
  constraint recipients_document_check CHECK (((length(document) >= 1) AND (length(document) <= 200))),
  constraint recipients_ended_because_check CHECK ((ended_because = ANY (ARRAY['expired'::text, 'withdrawn'::text, 'custody'::text, 'age'::text, 'protection'::text, 'wrong'::text]))),
  constraint recipients_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table gate.release_decisions (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  kind text not null,
  state text not null,
  rule_id uuid,
  due_at timestamp with time zone,
  reason text,
  reader_text text,
  existence_secret boolean default false not null,
  decided_by uuid,
  assignment_id uuid,
  decided_at timestamp with time zone default now() not null,
  waiting_since timestamp with time zone default now() not null,
  copy_id uuid,
  revision integer default 1 not null,
  first_opened_at timestamp with time zone,
  sensitive boolean default false not null,
  uncovered_at timestamp with time zone,
  at_closing boolean default false not null,
  reassess_on date,
  listed boolean default true not null,
  act_id uuid,
  constraint release_decisions_pkey PRIMARY KEY (committee_id, matter_id, item_id, person_id),
  constraint release_decisions_check CHECK (((state <> 'withheld'::text) OR (reason IS NOT NULL))),
  constraint release_decisions_check1 CHECK (((state <> 'released'::text) OR (COALESCE(decided_by, rule_id) IS NOT NULL))),
  constraint release_decisions_state_check CHECK ((state = ANY (ARRAY['imported'::text, 'assessed'::text, 'released'::text, 'withheld'::text, 'withdrawn'::text])))
);

create table gate.release_history (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  revision integer not null,
  state text not null,
  rule_id uuid,
  reason text,
  decided_by uuid,
  assignment_id uuid,
  at timestamp with time zone default now() not null,
  due_at timestamp with time zone,
  reader_text text,
  existence_secret boolean,
  sensitive boolean,
  at_closing boolean,
  reassess_on date,
  constraint release_history_pkey PRIMARY KEY (committee_id, matter_id, item_id, person_id, revision)
);

create table gate.rules (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  field text not null,
  kind text not null,
  manner text not null,
  days integer,
  decided_on date not null,
  decided_by text not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint rules_pkey PRIMARY KEY (committee_id, id),
  constraint rules_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint rules_check CHECK ((((manner = 'after-days'::text) = (days IS NOT NULL)) AND ((days >= 1) AND (days <= 365)))),
  constraint rules_manner_check CHECK ((manner = ANY (ARRAY['at-once'::text, 'after-look'::text, 'after-days'::text, 'together'::text, 'at-closing'::text])))
);

create table identity.logins (
  issuer text not null,
  subject text not null,
  person_id uuid,
  staff_id uuid,
  audience text generated always as (
CASE
    WHEN (person_id IS NOT NULL) THEN 'resident'::text
    ELSE 'staff'::text
END) stored not null,
  created_at timestamp with time zone default now() not null,
  constraint logins_pkey PRIMARY KEY (audience, issuer, subject),
  constraint logins_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE,
  constraint logins_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint logins_check CHECK ((num_nonnulls(person_id, staff_id) = 1))
);

create table identity.persons (
  id uuid default gen_random_uuid() not null,
  number_index bytea,
  number_sealed bytea,
  name text,
  language text,
  created_at timestamp with time zone default now() not null,
  born_on date,
  constraint persons_number_index_key UNIQUE (number_index),
  constraint persons_pkey PRIMARY KEY (id)
);

create table identity.sessions (
  id uuid default gen_random_uuid() not null,
  secret_hash bytea not null,
  kind text not null,
  person_id uuid,
  staff_id uuid,
  assignment_id uuid,
  source_id uuid,
  municipality_id uuid,
  level integer not null,
  provider text,
  device text,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  idle_until timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  constraint sessions_secret_hash_key UNIQUE (secret_hash),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES directory.assignments(id) ON DELETE CASCADE,
  constraint sessions_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES directory.municipalities(id) ON DELETE CASCADE,
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE,
  constraint sessions_source_id_fkey FOREIGN KEY (source_id) REFERENCES record.sources(id) ON DELETE CASCADE,
  constraint sessions_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE CASCADE,
  constraint sessions_check CHECK ((num_nonnulls(person_id, staff_id, source_id) = 1)),
  constraint sessions_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'staff'::text, 'source'::text]))),
  constraint sessions_level_check CHECK (((level >= 0) AND (level <= 4)))
) with (fillfactor=80);

create table identity.sign_in_failures (
  day date not null,
  provider_id uuid,
  cause text not null,
  count integer not null,
  constraint sign_in_failures_day_provider_id_cause_key UNIQUE NULLS NOT DISTINCT (day, provider_id, cause),
  constraint sign_in_failures_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES directory.providers(id) ON DELETE CASCADE
);

create table identity.sign_ins (
  browser_hash bytea not null,
  state text not null,
  provider_id uuid not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  started_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint sign_ins_pkey PRIMARY KEY (browser_hash, state),
  constraint sign_ins_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES directory.providers(id) ON DELETE CASCADE
);

create table kernel.installation (
  only_one boolean default true not null,
  secret_mark bytea not null,
  constraint installation_pkey PRIMARY KEY (only_one),
  constraint installation_only_one_check CHECK (only_one)
);

create table kernel.migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table kernel.outbox (
  id bigint generated always as identity not null,
  topic text not null,
  body jsonb not null,
  at timestamp with time zone default now() not null,
  attempts integer default 0 not null,
  next_at timestamp with time zone default now() not null,
  failure text,
  constraint outbox_pkey PRIMARY KEY (id)
);

create table notice.codes (
  person_id uuid not null,
  kind text not null,
  id uuid not null,
  address_index bytea not null,
  code_hash bytea not null,
  until timestamp with time zone not null,
  tries integer default 0 not null,
  day date not null,
  sent_that_day integer not null,
  constraint codes_pkey PRIMARY KEY (person_id, kind),
  constraint codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE,
  constraint codes_kind_check CHECK ((kind = ANY (ARRAY['sms'::text, 'email'::text])))
);

create table notice.sendings (
  id uuid default gen_random_uuid() not null,
  key text collate "C" not null,
  person_id uuid,
  committee_id uuid,
  unit_id uuid,
  channel text,
  template text,
  language text,
  slots jsonb default '{}'::jsonb not null,
  address_index bytea,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  next_at timestamp with time zone default now() not null,
  taken_at timestamp with time zone,
  done_at timestamp with time zone,
  provider_ref text,
  error_code text,
  at timestamp with time zone default now() not null,
  seen_at timestamp with time zone,
  seen_by uuid,
  staff_id uuid,
  constraint sendings_key_key UNIQUE (key),
  constraint sendings_pkey PRIMARY KEY (id),
  constraint sendings_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint sendings_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint sendings_seen_by_fkey FOREIGN KEY (seen_by) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint sendings_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint sendings_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint sendings_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text, 'letter'::text]))),
  constraint sendings_check CHECK ((num_nonnulls(person_id, staff_id) = 1)),
  constraint sendings_error_code_check CHECK ((length(error_code) <= 60)),
  constraint sendings_key_check CHECK ((key ~ '^[a-z0-9:-]{1,120}$'::text)),
  constraint sendings_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'listed'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'unsure'::text, 'dropped'::text])))
);

create table notice.waiting (
  person_id uuid not null,
  committee_id uuid not null,
  since timestamp with time zone default now() not null,
  latest_at timestamp with time zone default now() not null,
  told_at timestamp with time zone,
  constraint waiting_pkey PRIMARY KEY (person_id),
  constraint waiting_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE CASCADE,
  constraint waiting_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE
);

create table notice.ways (
  person_id uuid not null,
  kind text not null,
  address_sealed bytea not null,
  address_index bytea not null,
  confirmed_on date,
  bounced_at timestamp with time zone,
  set_by text not null,
  set_at timestamp with time zone default now() not null,
  constraint ways_pkey PRIMARY KEY (person_id, kind),
  constraint ways_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE,
  constraint ways_kind_check CHECK ((kind = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint ways_set_by_check CHECK ((set_by = ANY (ARRAY['person'::text, 'staff'::text])))
);

create table notice.wishes (
  person_id uuid not null,
  about text not null,
  channel text not null,
  lead_days integer[] default '{2}'::integer[] not null,
  language text,
  set_at timestamp with time zone default now() not null,
  constraint wishes_pkey PRIMARY KEY (person_id, about),
  constraint wishes_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE CASCADE,
  constraint wishes_about_check CHECK ((about = ANY (ARRAY['reminder'::text, 'waiting'::text]))),
  constraint wishes_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text, 'letter'::text, 'none'::text]))),
  constraint wishes_check CHECK (((about <> 'waiting'::text) OR (channel <> 'letter'::text))),
  constraint wishes_language_check CHECK ((language = ANY (ARRAY['sv'::text, 'en'::text]))),
  constraint wishes_lead_days_check CHECK ((((cardinality(lead_days) >= 1) AND (cardinality(lead_days) <= 3)) AND (0 <= ALL (lead_days)) AND (14 >= ALL (lead_days))))
);

create table record.document_parts (
  committee_id uuid not null,
  document_id uuid not null,
  part integer not null,
  unit_id uuid not null,
  bytes bytea not null,
  constraint document_parts_pkey PRIMARY KEY (committee_id, document_id, part),
  constraint document_parts_document_id_fkey FOREIGN KEY (document_id) REFERENCES record.documents(id) ON DELETE CASCADE
);

create table record.documents (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid default gen_random_uuid() not null,
  source_id uuid not null,
  ref text collate "C" not null,
  version integer default 0 not null,
  title text not null,
  type text not null,
  size integer not null,
  hash bytea not null,
  unit_id uuid not null,
  received_at timestamp with time zone default now() not null,
  annulled_at timestamp with time zone,
  constraint documents_id_key UNIQUE (id),
  constraint documents_source_id_ref_version_key UNIQUE (source_id, ref, version),
  constraint documents_pkey PRIMARY KEY (committee_id, matter_id, id),
  constraint documents_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE RESTRICT,
  constraint documents_type_check CHECK ((type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text, 'text/html'::text])))
);

create table record.drafts (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  staff_id uuid not null,
  kind text not null,
  body jsonb not null,
  version integer default 1 not null,
  updated_at timestamp with time zone default now() not null,
  constraint drafts_pkey PRIMARY KEY (committee_id, matter_id, id),
  constraint drafts_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE CASCADE,
  constraint drafts_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table record.events (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid default gen_random_uuid() not null,
  source_id uuid not null,
  ref text collate "C" not null,
  version integer not null,
  kind text not null,
  at timestamp with time zone not null,
  seq bigint not null,
  event jsonb not null,
  annulled boolean default false not null,
  imported boolean default false not null,
  unit_id uuid not null,
  received_at timestamp with time zone default now() not null,
  constraint events_source_id_ref_version_key UNIQUE (source_id, ref, version),
  constraint events_pkey PRIMARY KEY (committee_id, matter_id, id)
);

create table record.imports (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  source_id uuid not null,
  file_hash bytea not null,
  offset_bytes bigint default 0 not null,
  line bigint default 0 not null,
  report jsonb default '{}'::jsonb not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint imports_source_id_file_hash_key UNIQUE (source_id, file_hash),
  constraint imports_pkey PRIMARY KEY (committee_id, id),
  constraint imports_committee_id_source_id_fkey FOREIGN KEY (committee_id, source_id) REFERENCES record.sources(committee_id, id) ON DELETE RESTRICT
);

create table record.matters (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  source_id uuid not null,
  ref text collate "C" not null,
  version integer default 0 not null,
  person_id uuid not null,
  unit_id uuid not null,
  number text,
  field text not null,
  title text,
  opened_on date not null,
  reported integer,
  missing text[] default '{}'::text[] not null,
  changed text[] default '{}'::text[] not null,
  compared_at timestamp with time zone,
  known_from date,
  imported boolean default false not null,
  received_at timestamp with time zone default now() not null,
  guarded boolean default false not null,
  constraint matters_source_id_ref_key UNIQUE (source_id, ref),
  constraint matters_pkey PRIMARY KEY (committee_id, id),
  constraint matters_committee_id_source_id_fkey FOREIGN KEY (committee_id, source_id) REFERENCES record.sources(committee_id, id) ON DELETE RESTRICT,
  constraint matters_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint matters_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT
);

create table record.people (
  committee_id uuid not null,
  source_id uuid not null,
  ref text collate "C" not null,
  person_id uuid not null,
  name text not null,
  language text,
  protected_identity text default 'none'::text not null,
  read_at timestamp with time zone,
  unread_since timestamp with time zone,
  constraint people_pkey PRIMARY KEY (committee_id, source_id, ref),
  constraint people_committee_id_source_id_fkey FOREIGN KEY (committee_id, source_id) REFERENCES record.sources(committee_id, id) ON DELETE RESTRICT,
  constraint people_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint people_protected_identity_check CHECK ((protected_identity = ANY (ARRAY['none'::text, 'marking'::text, 'protected-registration'::text])))
);

create table record.plain_versions (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  version integer not null,
  key uuid not null,
  unit_id uuid not null,
  text text,
  author text not null,
  staff_id uuid not null,
  at timestamp with time zone default now() not null,
  constraint plain_versions_committee_id_key_key UNIQUE (committee_id, key),
  constraint plain_versions_pkey PRIMARY KEY (committee_id, matter_id, item_id, version),
  constraint plain_versions_committee_id_matter_id_item_id_fkey FOREIGN KEY (committee_id, matter_id, item_id) REFERENCES record.events(committee_id, matter_id, id) ON DELETE CASCADE,
  constraint plain_versions_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint plain_versions_text_check CHECK (((length(text) >= 1) AND (length(text) <= 20000)))
);

create table record.quarantine (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  source_id uuid not null,
  item jsonb not null,
  hash bytea not null,
  reason text not null,
  received_at timestamp with time zone default now() not null,
  taken_at timestamp with time zone,
  imported boolean default false not null,
  constraint quarantine_source_id_hash_key UNIQUE (source_id, hash),
  constraint quarantine_pkey PRIMARY KEY (committee_id, id),
  constraint quarantine_committee_id_source_id_fkey FOREIGN KEY (committee_id, source_id) REFERENCES record.sources(committee_id, id) ON DELETE RESTRICT
);

create table record.sources (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  name text not null,
  kind text not null,
  label jsonb default '{}'::jsonb not null,
  client_id text,
  secret_hash bytea,
  settings jsonb default '{}'::jsonb not null,
  data_from date,
  last_good_at timestamp with time zone,
  last_failure_at timestamp with time zone,
  last_failure text,
  compared_at timestamp with time zone,
  first_read_at timestamp with time zone,
  unread jsonb default '{}'::jsonb not null,
  refused integer default 0 not null,
  constraint sources_client_id_key UNIQUE (client_id),
  constraint sources_committee_id_name_key UNIQUE (committee_id, name),
  constraint sources_id_key UNIQUE (id),
  constraint sources_pkey PRIMARY KEY (committee_id, id),
  constraint sources_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint sources_kind_check CHECK ((kind = ANY (ARRAY['push'::text, 'lifecare'::text, 'digisos'::text, 'native'::text])))
);

create table record.taken_over (
  committee_id uuid not null,
  matter_id uuid not null,
  unit_id uuid not null,
  staff_id uuid not null,
  from_id uuid not null,
  at timestamp with time zone default now() not null,
  constraint taken_over_pkey PRIMARY KEY (committee_id, matter_id),
  constraint taken_over_committee_id_matter_id_fkey FOREIGN KEY (committee_id, matter_id) REFERENCES record.matters(committee_id, id) ON DELETE CASCADE,
  constraint taken_over_from_id_fkey FOREIGN KEY (from_id) REFERENCES directory.staff(id) ON DELETE RESTRICT,
  constraint taken_over_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES directory.staff(id) ON DELETE RESTRICT
);

create table record.words_used (
  committee_id uuid not null,
  unit_id uuid not null,
  month date not null,
  word text not null,
  texts integer default 1 not null,
  constraint words_used_pkey PRIMARY KEY (committee_id, unit_id, month, word),
  constraint words_used_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE CASCADE,
  constraint words_used_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE CASCADE,
  constraint words_used_word_check CHECK (((length(word) >= 1) AND (length(word) <= 200)))
);

create table shelf.copies (
  person_id uuid not null,
  matter_id uuid not null,
  id uuid default gen_random_uuid() not null,
  committee_id uuid not null,
  kind text not null,
  ref text not null,
  version integer not null,
  at timestamp with time zone not null,
  seq bigint not null,
  event jsonb not null,
  document_id uuid,
  handed_at timestamp with time zone default now() not null,
  opened_at timestamp with time zone,
  choice text,
  plain jsonb,
  constraint copies_id_key UNIQUE (id),
  constraint copies_pkey PRIMARY KEY (person_id, matter_id, id),
  constraint copies_person_id_matter_id_fkey FOREIGN KEY (person_id, matter_id) REFERENCES shelf.matters(person_id, id) ON DELETE CASCADE,
  constraint copies_choice_check CHECK ((choice = ANY (ARRAY['now'::text, 'later'::text, 'together'::text, 'not-here'::text])))
);

create table shelf.document_parts (
  person_id uuid not null,
  document_id uuid not null,
  part integer not null,
  bytes bytea not null,
  constraint document_parts_pkey PRIMARY KEY (person_id, document_id, part),
  constraint document_parts_document_id_fkey FOREIGN KEY (document_id) REFERENCES shelf.documents(id) ON DELETE CASCADE
);

create table shelf.documents (
  person_id uuid not null,
  matter_id uuid not null,
  id uuid default gen_random_uuid() not null,
  committee_id uuid not null,
  title text not null,
  type text not null,
  size integer not null,
  handed_at timestamp with time zone default now() not null,
  version integer default 0 not null,
  constraint documents_id_key UNIQUE (id),
  constraint documents_pkey PRIMARY KEY (person_id, id),
  constraint documents_person_id_matter_id_fkey FOREIGN KEY (person_id, matter_id) REFERENCES shelf.matters(person_id, id) ON DELETE CASCADE
);

create table shelf.matters (
  person_id uuid not null,
  id uuid default gen_random_uuid() not null,
  committee_id uuid not null,
  unit_id uuid not null,
  number text,
  field text not null,
  title text,
  opened_on date not null,
  imported boolean not null,
  source_label jsonb not null,
  data_from date,
  invited_at timestamp with time zone default now() not null,
  invited_by text not null,
  shown integer default 0 not null,
  withheld integer default 0 not null,
  waiting integer default 0 not null,
  missing integer default 0 not null,
  changed integer default 0 not null,
  compared_at timestamp with time zone,
  source_down_since timestamp with time zone,
  last_good_at timestamp with time zone,
  kept_here boolean default false not null,
  about_id uuid,
  about_name text,
  capacity text,
  notes text,
  constraint matters_id_key UNIQUE (id),
  constraint matters_pkey PRIMARY KEY (person_id, id),
  constraint matters_about_id_fkey FOREIGN KEY (about_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint matters_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES directory.committees(id) ON DELETE RESTRICT,
  constraint matters_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint matters_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES directory.units(id) ON DELETE RESTRICT,
  constraint matters_notes_check CHECK ((notes = ANY (ARRAY['later'::text, 'closing'::text, 'not-here'::text])))
);

create table voice.choices (
  committee_id uuid not null,
  id bigint generated always as identity not null,
  person_id uuid not null,
  shelf_id uuid not null,
  ref text,
  choice text not null,
  at timestamp with time zone default now() not null,
  constraint choices_pkey PRIMARY KEY (committee_id, id),
  constraint choices_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint choices_choice_check CHECK ((choice = ANY (ARRAY['now'::text, 'later'::text, 'together'::text, 'not-here'::text, 'closing'::text, 'uncovered'::text])))
);

create table voice.readings (
  committee_id uuid not null,
  person_id uuid not null,
  shelf_id uuid not null,
  ref text not null,
  unit_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  felt integer not null,
  at timestamp with time zone default now() not null,
  constraint readings_pkey PRIMARY KEY (committee_id, person_id, shelf_id, ref),
  constraint readings_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint readings_felt_check CHECK (((felt >= 1) AND (felt <= 5)))
);

create table voice.remarks (
  committee_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  unit_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  shelf_id uuid not null,
  copy_id uuid not null,
  ref text not null,
  kind text not null,
  text text not null,
  key uuid not null,
  at timestamp with time zone default now() not null,
  state text default 'new'::text not null,
  answer text,
  answered_by text,
  answered_staff uuid,
  answered_at timestamp with time zone,
  record_ref text,
  revision integer default 1 not null,
  constraint remarks_person_id_key_key UNIQUE (person_id, key),
  constraint remarks_pkey PRIMARY KEY (committee_id, id),
  constraint remarks_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.persons(id) ON DELETE RESTRICT,
  constraint remarks_answer_check CHECK ((length(answer) <= 10000)),
  constraint remarks_kind_check CHECK ((kind = ANY (ARRAY['objection'::text, 'comment'::text, 'answer'::text, 'review'::text, 'question'::text, 'together'::text, 'talk'::text]))),
  constraint remarks_state_check CHECK ((state = ANY (ARRAY['new'::text, 'acknowledged'::text, 'noted'::text, 'closed'::text]))),
  constraint remarks_text_check CHECK (((length(text) >= 1) AND (length(text) <= 10000)))
);

-- Indexes
CREATE INDEX absences_of ON directory.absences USING btree (staff_id, first_day);
CREATE INDEX access_log_committee_id_at_idx ON audit.access_log USING btree (committee_id, at);
CREATE INDEX access_log_person_id_at_idx ON audit.access_log USING btree (person_id, at);
CREATE INDEX act ON gate.release_decisions USING btree (act_id) WHERE (act_id IS NOT NULL);
CREATE INDEX acts_committee_id_rule_id_done_at_idx ON gate.acts USING btree (committee_id, rule_id, done_at);
CREATE INDEX ahead_of ON appointments.bookings USING btree (staff_id, starts_at) WHERE (state = 'booked'::text);
CREATE INDEX answered_by ON contact.threads USING btree (handler_id, last_at DESC, id) WHERE ((handler_id IS NOT NULL) AND (state = ANY (ARRAY['answered'::text, 'closed'::text])));
CREATE INDEX assigned ON record.events USING btree (unit_id, matter_id) WHERE (kind = 'assigned'::text);
CREATE INDEX assigned_to ON record.events USING btree (unit_id, ((event #>> '{detail,officer,name}'::text[])), matter_id) WHERE (kind = 'assigned'::text);
CREATE INDEX assignments_staff_id_idx ON directory.assignments USING btree (staff_id);
CREATE INDEX assignments_unit_id_idx ON directory.assignments USING btree (unit_id);
CREATE INDEX at_closing ON gate.release_decisions USING btree (committee_id, matter_id) WHERE (at_closing AND (state = 'assessed'::text));
CREATE INDEX bookings_mine ON appointments.bookings USING btree (person_id, starts_at);
CREATE INDEX bookings_of_unit ON appointments.bookings USING btree (unit_id, starts_at);
CREATE INDEX born_on ON identity.persons USING btree (EXTRACT(month FROM born_on), EXTRACT(day FROM born_on)) WHERE (born_on IS NOT NULL);
CREATE INDEX by_address ON notice.sendings USING btree (address_index, done_at) WHERE (address_index IS NOT NULL);
CREATE INDEX by_letter ON notice.wishes USING btree (person_id) WHERE ((about = 'reminder'::text) AND (channel = 'letter'::text));
CREATE INDEX by_ref ON notice.sendings USING btree (provider_ref) WHERE (provider_ref IS NOT NULL);
CREATE INDEX came ON contact.threads USING btree (unit_id, opened_at);
CREATE INDEX changes_staff_id_idx ON directory.changes USING btree (staff_id);
CREATE INDEX choices_person_id_shelf_id_ref_id_idx ON voice.choices USING btree (person_id, shelf_id, ref, id);
CREATE INDEX documents_person_id_matter_id_idx ON shelf.documents USING btree (person_id, matter_id);
CREATE INDEX done ON contact.threads USING btree (unit_id, last_at DESC, id) WHERE (state = ANY (ARRAY['answered'::text, 'closed'::text]));
CREATE INDEX doors_booking_id_idx ON appointments.doors USING btree (booking_id);
CREATE INDEX due ON gate.release_decisions USING btree (due_at) WHERE ((state = 'assessed'::text) AND (due_at IS NOT NULL));
CREATE INDEX earlier_person_id_idx ON appointments.earlier USING btree (person_id);
CREATE INDEX glass_committee_id_matter_id_staff_id_idx ON gate.glass USING btree (committee_id, matter_id, staff_id);
CREATE INDEX glass_own_unit_id_opened_at_idx ON gate.glass USING btree (own_unit_id, opened_at);
CREATE INDEX glass_session_id_matter_id_idx ON gate.glass USING btree (session_id, matter_id);
CREATE INDEX glass_unit_id_opened_at_idx ON gate.glass USING btree (unit_id, opened_at);
CREATE INDEX guarded_committee_id_person_id_idx ON gate.guarded USING btree (committee_id, person_id) WHERE (ended_at IS NULL);
CREATE INDEX held ON appointments.free_slots USING btree (held_for) WHERE (held_for IS NOT NULL);
CREATE INDEX in_line ON appointments.earlier USING btree (unit_id, kind_id, since);
CREATE INDEX investigations ON record.events USING btree (unit_id, matter_id) WHERE (kind = ANY (ARRAY['investigation-opened'::text, 'investigation-extended'::text, 'investigation-closed'::text, 'closed'::text, 'reopened'::text]));
CREATE INDEX kinds_for_anyone ON appointments.kinds USING btree (committee_id) WHERE (no_login AND (ended_at IS NULL));
CREATE INDEX kinds_unit_id_idx ON appointments.kinds USING btree (unit_id);
CREATE INDEX late ON contact.threads USING btree (waiting_since) WHERE (state = 'assigned'::text);
CREATE INDEX later ON record.events USING btree (source_id, ref) WHERE ((version > 0) OR annulled);
CREATE INDEX leavings_staff_id_idx ON directory.leavings USING btree (staff_id);
CREATE INDEX left_units_unit_id_idx ON directory.left_units USING btree (unit_id) WHERE (noted_at IS NULL);
CREATE INDEX logins_person_id_idx ON identity.logins USING btree (person_id);
CREATE INDEX matters_committee_id_number_idx ON record.matters USING btree (committee_id, number);
CREATE INDEX matters_person_id_idx ON record.matters USING btree (person_id);
CREATE INDEX matters_unit_id_idx ON record.matters USING btree (unit_id);
CREATE INDEX members_staff_id_idx ON directory.members USING btree (staff_id);
CREATE INDEX mine ON contact.threads USING btree (handler_id, promised_on, opened_at, id) WHERE ((handler_id IS NOT NULL) AND (state <> 'closed'::text));
CREATE INDEX mine ON duty.duties USING btree (person_id, shelf_id);
CREATE INDEX not_offered_unit_id_idx ON gate.not_offered USING btree (unit_id);
CREATE INDEX notes_thread_id_at_idx ON contact.notes USING btree (thread_id, at);
CREATE INDEX of_matter ON appointments.bookings USING btree (matter_id) WHERE (matter_id IS NOT NULL);
CREATE INDEX of_matter ON duty.duties USING btree (committee_id, matter_id);
CREATE INDEX of_person ON notice.sendings USING btree (person_id, at);
CREATE INDEX of_staff ON notice.sendings USING btree (staff_id, at) WHERE (staff_id IS NOT NULL);
CREATE INDEX of_unit ON notice.sendings USING btree (unit_id, at) WHERE ((state = ANY (ARRAY['listed'::text, 'failed'::text, 'unsure'::text])) AND (seen_at IS NULL));
CREATE INDEX offered ON contact.request_types USING btree (committee_id, unit_id, place) WHERE (state = 'published'::text);
CREATE INDEX offers_lapsing ON appointments.offers USING btree (until) WHERE (state = 'open'::text);
CREATE INDEX offers_mine ON appointments.offers USING btree (person_id) WHERE (state = 'open'::text);
CREATE INDEX old ON notice.sendings USING btree (at);
CREATE INDEX others ON audit.access_log USING btree (person_id, at) WHERE (actor_id IS DISTINCT FROM person_id);
CREATE INDEX outbox_next_at_idx ON kernel.outbox USING btree (next_at);
CREATE INDEX papers_item_id_idx ON duty.papers USING btree (item_id);
CREATE INDEX papers_person_id_duty_id_idx ON duty.papers USING btree (person_id, duty_id);
CREATE INDEX people_person_id_idx ON record.people USING btree (person_id);
CREATE INDEX places_unit_id_idx ON appointments.places USING btree (unit_id);
CREATE INDEX proposals_lapsing ON appointments.proposals USING btree (until) WHERE (state = 'open'::text);
CREATE INDEX proposals_mine ON appointments.proposals USING btree (person_id) WHERE (state = 'open'::text);
CREATE INDEX proposals_of_unit ON appointments.proposals USING btree (unit_id, at) WHERE (state = 'open'::text);
CREATE INDEX queue ON gate.release_decisions USING btree (unit_id, waiting_since, item_id, person_id) WHERE ((state = ANY (ARRAY['imported'::text, 'assessed'::text])) AND (NOT at_closing) AND listed);
CREATE INDEX queue_by_kind ON gate.release_decisions USING btree (unit_id, kind, waiting_since, item_id, person_id) WHERE ((state = ANY (ARRAY['imported'::text, 'assessed'::text])) AND (NOT at_closing) AND listed);
CREATE INDEX queue_by_matter ON gate.release_decisions USING btree (committee_id, matter_id) INCLUDE (unit_id, waiting_since, item_id, person_id, kind) WHERE ((state = ANY (ARRAY['imported'::text, 'assessed'::text])) AND (NOT at_closing) AND listed);
CREATE INDEX ready ON contact.staff_drafts USING btree (unit_id) WHERE (ready_at IS NOT NULL);
CREATE INDEX reassess ON gate.release_decisions USING btree (reassess_on) WHERE (reassess_on IS NOT NULL);
CREATE INDEX recipients_person_id_idx ON gate.recipients USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX recipients_valid_to_idx ON gate.recipients USING btree (valid_to) WHERE (ended_at IS NULL);
CREATE INDEX release_decisions_copy_id_idx ON gate.release_decisions USING btree (copy_id) WHERE (copy_id IS NOT NULL);
CREATE INDEX remarks_committee_id_matter_id_idx ON voice.remarks USING btree (committee_id, matter_id);
CREATE INDEX remarks_person_id_shelf_id_idx ON voice.remarks USING btree (person_id, shelf_id);
CREATE INDEX remarks_unit_id_at_idx ON voice.remarks USING btree (unit_id, at) WHERE (state = ANY (ARRAY['new'::text, 'acknowledged'::text]));
CREATE INDEX request_types_unit_id_idx ON contact.request_types USING btree (unit_id);
CREATE INDEX returned ON contact.staff_drafts USING btree (staff_id) WHERE ((returned_by IS NOT NULL) AND (ready_at IS NULL));
CREATE INDEX returns_source_id_next_at_idx ON contact.returns USING btree (source_id, next_at) WHERE (state <> 'received'::text);
CREATE INDEX returns_unit_id_at_idx ON contact.returns USING btree (unit_id, at) WHERE (state <> 'received'::text);
CREATE INDEX reviews_committee_id_due_on_id_idx ON audit.reviews USING btree (committee_id, due_on, id);
CREATE INDEX sessions_of_staff ON identity.sessions USING btree (staff_id) WHERE (staff_id IS NOT NULL);
CREATE INDEX sessions_person_id_idx ON identity.sessions USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX shelf ON gate.openings USING btree (shelf_id);
CREATE INDEX sign_ins_expires_at_idx ON identity.sign_ins USING btree (expires_at);
CREATE INDEX slots_of_unit ON appointments.slots USING btree (unit_id, starts_at);
CREATE INDEX staff_ids_catalogue_id_idx ON directory.staff_ids USING btree (catalogue_id);
CREATE INDEX staff_ids_municipality_id_external_id_idx ON directory.staff_ids USING btree (municipality_id, external_id);
CREATE INDEX standing_by_anyone ON appointments.bookings USING btree (unit_id, starts_at) WHERE ((booked_by = 'anyone'::text) AND (state = 'booked'::text));
CREATE INDEX steps_mine ON appointments.steps USING btree (person_id, booking_id);
CREATE INDEX steps_person_id_duty_id_idx ON duty.steps USING btree (person_id, duty_id);
CREATE INDEX taken ON notice.sendings USING btree (taken_at) WHERE (state = 'taken'::text);
CREATE INDEX taken_over_unit_id_staff_id_idx ON record.taken_over USING btree (unit_id, staff_id);
CREATE INDEX templates_municipality_id_owner_unit_id_staff_id_idx ON contact.templates USING btree (municipality_id, owner, unit_id, staff_id) WHERE (ended_at IS NULL);
CREATE INDEX theirs ON contact.participants USING btree (person_id, zone) INCLUDE (thread_id) WHERE (left_at IS NULL);
CREATE INDEX threads_committee_id_matter_id_idx ON contact.threads USING btree (committee_id, matter_id) WHERE (matter_id IS NOT NULL);
CREATE INDEX threads_follows_idx ON contact.threads USING btree (follows) WHERE (follows IS NOT NULL);
CREATE INDEX threads_type_id_form_version_idx ON contact.threads USING btree (type_id, form_version) WHERE (type_id IS NOT NULL);
CREATE INDEX to_remind ON appointments.bookings USING btree (starts_at, id) WHERE ((state = 'booked'::text) AND (person_id IS NOT NULL));
CREATE INDEX told_committee_id_leaving_id_unit_id_idx ON directory.told USING btree (committee_id, leaving_id, unit_id);
CREATE INDEX told_staff_id_idx ON directory.told USING btree (staff_id);
CREATE INDEX told_unit_id_idx ON directory.told USING btree (unit_id);
CREATE INDEX unit_ids_catalogue_id_idx ON directory.unit_ids USING btree (catalogue_id);
CREATE INDEX unread ON record.people USING btree (source_id) WHERE (unread_since IS NOT NULL);
CREATE INDEX untold ON notice.waiting USING btree (person_id) WHERE ((told_at IS NULL) OR (latest_at > told_at));
CREATE INDEX waiting ON contact.threads USING btree (unit_id, state, promised_on, opened_at, id) WHERE (state = ANY (ARRAY['received'::text, 'assigned'::text]));
CREATE INDEX waiting ON duty.duties USING btree (unit_id, last_day) WHERE (settled_at IS NULL);
CREATE INDEX waiting_of_a_person ON record.quarantine USING btree (source_id, ((item ->> 'person'::text))) WHERE (taken_at IS NULL);
CREATE INDEX ways_address_index_idx ON notice.ways USING btree (address_index);
CREATE UNIQUE INDEX leavings_committee_id_staff_id_idx ON directory.leavings USING btree (committee_id, staff_id) WHERE (done_at IS NULL);
CREATE UNIQUE INDEX once ON duty.duties USING btree (committee_id, matter_id, ((detail ->> 'application'::text))) WHERE (kind = 'decide'::text);
CREATE UNIQUE INDEX once_by_person ON appointments.bookings USING btree (person_id, key) WHERE (booked_by = 'person'::text);
CREATE UNIQUE INDEX once_by_staff ON appointments.bookings USING btree (made_by, key) WHERE (booked_by = 'staff'::text);
CREATE UNIQUE INDEX one_at_a_time ON appointments.offers USING btree (slot_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX one_booking ON appointments.bookings USING btree (slot_id) WHERE (state = ANY (ARRAY['booked'::text, 'held'::text, 'missed'::text]));
CREATE UNIQUE INDEX one_each ON appointments.offers USING btree (booking_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX one_open ON appointments.proposals USING btree (booking_id, by) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX one_opening ON gate.openings USING btree (committee_id, matter_id, person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_recipient ON gate.recipients USING btree (committee_id, matter_id, person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_rule ON gate.rules USING btree (committee_id, field, kind) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX one_shelf ON gate.openings USING btree (shelf_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX staff_ids_municipality_id_hsa_id_idx ON directory.staff_ids USING btree (municipality_id, hsa_id);
CREATE UNIQUE INDEX staff_ids_municipality_id_lower_idx ON directory.staff_ids USING btree (municipality_id, lower(user_name)) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX unit_ids_municipality_id_hsa_id_idx ON directory.unit_ids USING btree (municipality_id, hsa_id);

-- Row security
alter table appointments.bookings enable row level security;
create policy my_unit on appointments.bookings as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on appointments.bookings as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
alter table appointments.doors enable row level security;
alter table appointments.earlier enable row level security;
create policy my_unit on appointments.earlier as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on appointments.earlier as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
alter table appointments.free_slots enable row level security;
create policy my_unit on appointments.free_slots as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table appointments.kinds enable row level security;
create policy manager_adds on appointments.kinds as permissive for insert to delakt_staff with check (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[])) AND (( SELECT identity.my_role() AS my_role) = 'unitManager'::text)));
create policy manager_changes on appointments.kinds as permissive for update to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[])) AND (( SELECT identity.my_role() AS my_role) = 'unitManager'::text)));
create policy mine on appointments.kinds as permissive for select to delakt_person using ((id = ANY (( SELECT appointments.my_kinds() AS my_kinds)::uuid[])));
create policy my_unit on appointments.kinds as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table appointments.offers enable row level security;
create policy my_unit on appointments.offers as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on appointments.offers as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
alter table appointments.places enable row level security;
create policy mine on appointments.places as permissive for select to delakt_person using ((id = ANY (( SELECT appointments.my_places() AS my_places)::uuid[])));
create policy my_unit on appointments.places as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy unit_adds on appointments.places as permissive for insert to delakt_staff with check (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy unit_changes on appointments.places as permissive for update to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table appointments.proposals enable row level security;
create policy my_unit on appointments.proposals as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on appointments.proposals as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
alter table appointments.rounds enable row level security;
alter table appointments.series enable row level security;
create policy my_unit on appointments.series as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table appointments.slots enable row level security;
create policy mine on appointments.slots as permissive for select to delakt_person using ((id = ANY (( SELECT appointments.my_slots() AS my_slots)::uuid[])));
create policy my_unit on appointments.slots as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table appointments.steps enable row level security;
create policy my_unit on appointments.steps as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on appointments.steps as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
alter table audit.access_log enable row level security;
create policy own on audit.access_log as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
create policy reviewer on audit.access_log as permissive for select to delakt_auditor using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'logReviewer'::text)));
create policy worker on audit.access_log as permissive for select to delakt_worker using (true);
alter table audit.busy_days enable row level security;
alter table audit.checkpoints enable row level security;
create policy worker_reads on audit.checkpoints as permissive for select to delakt_worker using (true);
create policy worker_seals on audit.checkpoints as permissive for insert to delakt_worker with check (true);
alter table audit.log enable row level security;
create policy worker_reads on audit.log as permissive for select to delakt_worker using (true);
create policy worker_stops on audit.log as permissive for update to delakt_worker using (true);
alter table audit.review_results enable row level security;
create policy reviewer on audit.review_results as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'logReviewer'::text) AND (staff_id <> ( SELECT identity.my_staff() AS my_staff))));
create policy reviewer_writes on audit.review_results as permissive for insert to delakt_staff with check (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'logReviewer'::text) AND (reviewer_id = ( SELECT identity.my_staff() AS my_staff)) AND (assignment_id = ( SELECT (identity.my_desk()).assignment_id AS assignment_id))));
alter table audit.reviews enable row level security;
create policy reviewer on audit.reviews as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'logReviewer'::text) AND (staff_id <> ( SELECT identity.my_staff() AS my_staff))));
alter table contact.draft_files enable row level security;
create policy own on contact.draft_files as permissive for select to delakt_person using (((person_id = ( SELECT identity.me() AS me)) AND (zone = ANY (( SELECT contact.my_zones() AS my_zones)::text[]))));
create policy own_away on contact.draft_files as permissive for delete to delakt_person using (((person_id = ( SELECT identity.me() AS me)) AND (zone = ANY (( SELECT contact.my_zones() AS my_zones)::text[]))));
alter table contact.files enable row level security;
create policy dispatcher_and_handler on contact.files as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
create policy participant on contact.files as permissive for select to delakt_person using ((thread_id = ANY (( SELECT contact.my_threads() AS my_threads)::uuid[])));
alter table contact.messages enable row level security;
create policy dispatcher_and_handler on contact.messages as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
create policy participant on contact.messages as permissive for select to delakt_person using ((thread_id = ANY (( SELECT contact.my_threads() AS my_threads)::uuid[])));
alter table contact.notes enable row level security;
create policy dispatcher_and_handler on contact.notes as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit)))) AND (sealed_at IS NULL)));
alter table contact.openings enable row level security;
create policy dispatcher_and_handler on contact.openings as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
alter table contact.participants enable row level security;
create policy dispatcher_and_handler on contact.participants as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
create policy own on contact.participants as permissive for select to delakt_person using (((person_id = ( SELECT identity.me() AS me)) AND (left_at IS NULL) AND (zone = ANY (( SELECT contact.my_zones() AS my_zones)::text[]))));
alter table contact.person_drafts enable row level security;
create policy own on contact.person_drafts as permissive for select to delakt_person using (((person_id = ( SELECT identity.me() AS me)) AND (zone = ANY (( SELECT contact.my_zones() AS my_zones)::text[]))));
create policy own_away on contact.person_drafts as permissive for delete to delakt_person using (((person_id = ( SELECT identity.me() AS me)) AND (zone = ANY (( SELECT contact.my_zones() AS my_zones)::text[]))));
alter table contact.phone_weeks enable row level security;
create policy keepers on contact.phone_weeks as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ( SELECT contact.kept_unit() AS kept_unit))));
alter table contact.request_forms enable row level security;
create policy everyones on contact.request_forms as permissive for select to delakt_staff using (true);
create policy once_offered on contact.request_forms as permissive for select to delakt_person using ((published_at IS NOT NULL));
alter table contact.request_types enable row level security;
create policy everyones on contact.request_types as permissive for select to delakt_staff using (((state <> 'draft'::text) OR (committee_id = ( SELECT identity.my_committee() AS my_committee))));
create policy offered on contact.request_types as permissive for select to delakt_person using ((state = ANY (ARRAY['published'::text, 'closed'::text])));
alter table contact.returns enable row level security;
create policy dispatcher_and_handler on contact.returns as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
alter table contact.settings enable row level security;
create policy anyones on contact.settings as permissive for select to delakt_person using (true);
create policy my_committee on contact.settings as permissive for select to delakt_staff using ((committee_id = ( SELECT identity.my_committee() AS my_committee)));
alter table contact.staff_draft_files enable row level security;
create policy dispatcher_and_handler on contact.staff_draft_files as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
alter table contact.staff_drafts enable row level security;
create policy dispatcher_and_handler on contact.staff_drafts as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
alter table contact.steps enable row level security;
create policy dispatcher_and_handler on contact.steps as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
create policy participant on contact.steps as permissive for select to delakt_person using (((thread_id = ANY (( SELECT contact.my_threads() AS my_threads)::uuid[])) AND (what = ANY (ARRAY['received'::text, 'assigned'::text, 'returned'::text, 'handed'::text, 'wrote'::text, 'answered'::text, 'called'::text, 'rang'::text, 'closed'::text]))));
alter table contact.templates enable row level security;
create policy shared on contact.templates as permissive for select to delakt_staff using (((municipality_id = ( SELECT contact.my_municipality() AS my_municipality)) AND (ended_at IS NULL) AND ((owner = 'municipality'::text) OR (unit_id = ( SELECT contact.my_unit() AS my_unit)) OR (staff_id = ( SELECT identity.my_staff() AS my_staff)))));
alter table contact.threads enable row level security;
create policy dispatcher_and_handler on contact.threads as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND ((unit_id = ANY (( SELECT identity.my_inboxes() AS my_inboxes)::uuid[])) OR ((handler_id = ( SELECT identity.my_staff() AS my_staff)) AND (unit_id = ( SELECT contact.my_unit() AS my_unit))))));
create policy participant on contact.threads as permissive for select to delakt_person using ((id = ANY (( SELECT contact.my_threads() AS my_threads)::uuid[])));
alter table directory.absences enable row level security;
create policy own on directory.absences as permissive for select to delakt_staff using (((staff_id = ( SELECT identity.my_staff() AS my_staff)) OR (municipality_id = ( SELECT directory.stewarding() AS stewarding))));
alter table directory.alarms enable row level security;
alter table directory.assignments enable row level security;
create policy doorkeeper on directory.assignments as permissive for select to delakt_doorkeeper using (true);
create policy own on directory.assignments as permissive for select to delakt_staff using ((staff_id = ( SELECT identity.my_staff() AS my_staff)));
create policy worker on directory.assignments as permissive for select to delakt_worker using (true);
alter table directory.catalogues enable row level security;
create policy steward on directory.catalogues as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table directory.changes enable row level security;
create policy steward on directory.changes as permissive for select to delakt_staff using ((municipality_id = ( SELECT directory.stewarding() AS stewarding)));
alter table directory.committees enable row level security;
create policy everyone_reads on directory.committees as permissive for select to public using (true);
alter table directory.handovers enable row level security;
create policy steward on directory.handovers as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table directory.keepers enable row level security;
create policy my_committee on directory.keepers as permissive for select to delakt_staff using ((committee_id = ( SELECT identity.my_committee() AS my_committee)));
alter table directory.leavings enable row level security;
create policy steward on directory.leavings as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table directory.left_units enable row level security;
create policy steward on directory.left_units as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table directory.legal_references enable row level security;
create policy everyone_reads on directory.legal_references as permissive for select to public using (true);
alter table directory.lists enable row level security;
create policy steward on directory.lists as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table directory.members enable row level security;
create policy steward on directory.members as permissive for select to delakt_staff using ((municipality_id = ( SELECT directory.stewarding() AS stewarding)));
alter table directory.municipalities enable row level security;
create policy everyone_reads on directory.municipalities as permissive for select to public using (true);
alter table directory.photos enable row level security;
alter table directory.process_templates enable row level security;
create policy everyone_reads on directory.process_templates as permissive for select to public using (true);
alter table directory.providers enable row level security;
create policy everyone_reads on directory.providers as permissive for select to public using (true);
alter table directory.staff enable row level security;
create policy everyone_reads on directory.staff as permissive for select to public using (true);
alter table directory.staff_ids enable row level security;
create policy steward on directory.staff_ids as permissive for select to delakt_staff using ((municipality_id = ( SELECT directory.stewarding() AS stewarding)));
alter table directory.told enable row level security;
alter table directory.unit_ids enable row level security;
create policy steward on directory.unit_ids as permissive for select to delakt_staff using ((municipality_id = ( SELECT directory.stewarding() AS stewarding)));
alter table directory.units enable row level security;
create policy everyone_reads on directory.units as permissive for select to public using (true);
alter table duty.alarms enable row level security;
create policy anyones on duty.alarms as permissive for select to delakt_person using (true);
create policy my_unit on duty.alarms as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table duty.duties enable row level security;
create policy my_unit on duty.duties as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on duty.duties as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
create policy own_opening on duty.duties as permissive for update to delakt_person using (((person_id = ( SELECT identity.reader() AS reader)) AND (kind = 'communication'::text) AND (opened_at IS NULL))) with check ((opened_at IS NOT NULL));
alter table duty.papers enable row level security;
create policy my_unit on duty.papers as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on duty.papers as permissive for select to delakt_person using (((person_id = ( SELECT identity.reader() AS reader)) AND readable));
alter table duty.steps enable row level security;
create policy my_unit on duty.steps as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on duty.steps as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
alter table gate.acts enable row level security;
create policy my_unit on gate.acts as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.days enable row level security;
alter table gate.glass enable row level security;
create policy managers on gate.glass as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'unitManager'::text) AND ((unit_id = ( SELECT identity.my_unit() AS my_unit)) OR (own_unit_id = ( SELECT identity.my_unit() AS my_unit)))));
create policy my_own on gate.glass as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (staff_id = ( SELECT identity.my_staff() AS my_staff))));
alter table gate.glass_seen enable row level security;
create policy managers on gate.glass_seen as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'unitManager'::text) AND (unit_id = ( SELECT identity.my_unit() AS my_unit))));
alter table gate.guarded enable row level security;
alter table gate.mask_history enable row level security;
create policy my_unit on gate.mask_history as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.masked_documents enable row level security;
create policy my_unit on gate.masked_documents as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.masked_parts enable row level security;
create policy my_unit on gate.masked_parts as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.masks enable row level security;
create policy my_unit on gate.masks as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.not_offered enable row level security;
create policy my_unit on gate.not_offered as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.openings enable row level security;
create policy my_unit on gate.openings as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.recipients enable row level security;
create policy my_unit on gate.recipients as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.release_decisions enable row level security;
create policy my_unit on gate.release_decisions as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.release_history enable row level security;
create policy my_unit on gate.release_history as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table gate.rules enable row level security;
create policy manager_adds on gate.rules as permissive for insert to delakt_staff with check (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'unitManager'::text)));
create policy manager_ends on gate.rules as permissive for update to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'unitManager'::text) AND (ended_at IS NULL))) with check ((ended_at IS NOT NULL));
create policy my_committee on gate.rules as permissive for select to delakt_staff using ((committee_id = ( SELECT identity.my_committee() AS my_committee)));
alter table identity.logins enable row level security;
create policy doorkeeper on identity.logins as permissive for all to delakt_doorkeeper using (true) with check (true);
alter table identity.persons enable row level security;
create policy doorkeeper on identity.persons as permissive for all to delakt_doorkeeper using (true) with check (true);
create policy own on identity.persons as permissive for select to delakt_person using ((id = ( SELECT identity.me() AS me)));
alter table identity.sessions enable row level security;
create policy doorkeeper on identity.sessions as permissive for all to delakt_doorkeeper using (true) with check (true);
create policy own on identity.sessions as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
create policy own_end on identity.sessions as permissive for update to delakt_person using (((person_id = ( SELECT identity.me() AS me)) AND (ended_at IS NULL))) with check ((ended_at IS NOT NULL));
create policy own_staff on identity.sessions as permissive for select to delakt_staff using ((staff_id = ( SELECT identity.my_staff() AS my_staff)));
create policy own_staff_end on identity.sessions as permissive for update to delakt_staff using (((staff_id = ( SELECT identity.my_staff() AS my_staff)) AND (ended_at IS NULL))) with check ((staff_id IS NOT NULL));
alter table identity.sign_in_failures enable row level security;
create policy doorkeeper on identity.sign_in_failures as permissive for all to delakt_doorkeeper using (true) with check (true);
create policy steward on identity.sign_in_failures as permissive for select to delakt_staff using (((( SELECT identity.my_role() AS my_role) = 'systemSteward'::text) AND (provider_id IN ( SELECT p.id
   FROM (directory.providers p
     JOIN directory.committees c ON ((c.municipality_id = p.municipality_id)))
  WHERE (c.id = ( SELECT identity.my_committee() AS my_committee))))));
alter table identity.sign_ins enable row level security;
create policy doorkeeper on identity.sign_ins as permissive for all to delakt_doorkeeper using (true) with check (true);
create policy worker on identity.sign_ins as permissive for delete to delakt_worker using ((expires_at < now()));
create policy worker_sees on identity.sign_ins as permissive for select to delakt_worker using ((expires_at < now()));
alter table kernel.installation enable row level security;
alter table kernel.migrations enable row level security;
alter table kernel.outbox enable row level security;
create policy worker_takes on kernel.outbox as permissive for all to delakt_worker using (true);
alter table notice.codes enable row level security;
alter table notice.sendings enable row level security;
create policy my_unit on notice.sendings as permissive for select to delakt_staff using ((unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[])));
create policy own on notice.sendings as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
create policy worker on notice.sendings as permissive for all to delakt_worker using (true) with check (true);
alter table notice.waiting enable row level security;
create policy worker on notice.waiting as permissive for all to delakt_worker using (true) with check (true);
alter table notice.ways enable row level security;
create policy own on notice.ways as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
create policy worker on notice.ways as permissive for select to delakt_worker using (true);
alter table notice.wishes enable row level security;
create policy own on notice.wishes as permissive for select to delakt_person using ((person_id = ( SELECT identity.me() AS me)));
alter table record.document_parts enable row level security;
create policy my_unit on record.document_parts as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table record.documents enable row level security;
create policy my_unit on record.documents as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy through_glass on record.documents as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (matter_id = ( SELECT identity.my_glass() AS my_glass))));
alter table record.drafts enable row level security;
create policy own on record.drafts as permissive for select to delakt_staff using (((staff_id = ( SELECT identity.my_staff() AS my_staff)) AND (committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own_change on record.drafts as permissive for update to delakt_staff using (((staff_id = ( SELECT identity.my_staff() AS my_staff)) AND (committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own_remove on record.drafts as permissive for delete to delakt_staff using (((staff_id = ( SELECT identity.my_staff() AS my_staff)) AND (committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own_write on record.drafts as permissive for insert to delakt_staff with check (((staff_id = ( SELECT identity.my_staff() AS my_staff)) AND (committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[])) AND (EXISTS ( SELECT
   FROM record.matters m
  WHERE ((m.committee_id = drafts.committee_id) AND (m.id = drafts.matter_id) AND (m.unit_id = drafts.unit_id))))));
alter table record.events enable row level security;
create policy my_unit on record.events as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy through_glass on record.events as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (matter_id = ( SELECT identity.my_glass() AS my_glass))));
alter table record.imports enable row level security;
create policy steward on record.imports as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table record.matters enable row level security;
create policy my_unit on record.matters as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy through_glass on record.matters as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (id = ( SELECT identity.my_glass() AS my_glass))));
alter table record.people enable row level security;
create policy of_my_matters on record.people as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (person_id IN ( SELECT m.person_id
   FROM record.matters m))));
create policy worker on record.people as permissive for select to delakt_worker using (true);
alter table record.plain_versions enable row level security;
create policy my_unit on record.plain_versions as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table record.quarantine enable row level security;
create policy steward on record.quarantine as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (( SELECT identity.my_role() AS my_role) = 'systemSteward'::text)));
alter table record.sources enable row level security;
create policy doorkeeper on record.sources as permissive for select to delakt_doorkeeper using (true);
create policy my_committee on record.sources as permissive for select to delakt_staff using ((committee_id = ( SELECT identity.my_committee() AS my_committee)));
create policy worker on record.sources as permissive for select to delakt_worker using (true);
alter table record.taken_over enable row level security;
create policy my_unit on record.taken_over as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table record.words_used enable row level security;
create policy my_unit on record.words_used as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
alter table shelf.copies enable row level security;
create policy own on shelf.copies as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
create policy own_opening on shelf.copies as permissive for update to delakt_person using (((person_id = ( SELECT identity.reader() AS reader)) AND (opened_at IS NULL))) with check ((opened_at IS NOT NULL));
alter table shelf.document_parts enable row level security;
create policy own on shelf.document_parts as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
alter table shelf.documents enable row level security;
create policy own on shelf.documents as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
alter table shelf.matters enable row level security;
create policy own on shelf.matters as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
alter table voice.choices enable row level security;
create policy own on voice.choices as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
alter table voice.readings enable row level security;
create policy my_unit on voice.readings as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on voice.readings as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));
alter table voice.remarks enable row level security;
create policy my_unit on voice.remarks as permissive for select to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy my_unit_answers on voice.remarks as permissive for update to delakt_staff using (((committee_id = ( SELECT identity.my_committee() AS my_committee)) AND (unit_id = ANY (( SELECT identity.my_units() AS my_units)::uuid[]))));
create policy own on voice.remarks as permissive for select to delakt_person using ((person_id = ( SELECT identity.reader() AS reader)));

-- Grants
grant select (unit_id, id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, shelf_id, state, revision, sequence, booked_by, companion, interpreter, wishes, confirmed_at, made_at, revised_at, cancelled_at, cancelled_by, help, words, phone) on table appointments.bookings to delakt_person;
grant select on table appointments.bookings to delakt_staff;
grant select (booking_id, person_id, until, since) on table appointments.earlier to delakt_person;
grant select on table appointments.earlier to delakt_staff;
grant select on table appointments.free_slots to delakt_staff;
grant insert (committee_id, unit_id, name, lead, about, bring, minutes, manners, fields, open, notice_hours, no_login) on table appointments.kinds to delakt_staff;
grant select on table appointments.kinds to delakt_person;
grant select on table appointments.kinds to delakt_staff;
grant update (name, lead, about, bring, minutes, manners, fields, open, notice_hours, ended_at, no_login) on table appointments.kinds to delakt_staff;
grant select (id, slot_id, booking_id, person_id, state, until, at) on table appointments.offers to delakt_person;
grant select on table appointments.offers to delakt_staff;
grant insert (committee_id, unit_id, name, street, postal, entrance, room, way_in, map_text, access, straight_in, one_at_a_time) on table appointments.places to delakt_staff;
grant select on table appointments.places to delakt_person;
grant select on table appointments.places to delakt_staff;
grant update (name, street, postal, entrance, room, way_in, map_text, access, straight_in, ended_at, one_at_a_time) on table appointments.places to delakt_staff;
grant select (booking_id, n, person_id, by, slots, times, state, until, at, settled_at, words) on table appointments.proposals to delakt_person;
grant select on table appointments.proposals to delakt_staff;
grant select on table appointments.series to delakt_staff;
grant select (unit_id, id, kind_id, staff_id, place_id, manner, starts_at, ends_at, link) on table appointments.slots to delakt_person;
grant select on table appointments.slots to delakt_staff;
grant select (booking_id, n, person_id, at, by, what, from_at, to_at) on table appointments.steps to delakt_person;
grant select on table appointments.steps to delakt_staff;
grant select on table audit.access_log to delakt_auditor;
grant select on table audit.access_log to delakt_person;
grant select on table audit.access_log to delakt_worker;
grant insert (size, txn, id, frontier, note, key) on table audit.checkpoints to delakt_worker;
grant select on table audit.checkpoints to delakt_worker;
grant select on table audit.log to delakt_worker;
grant update (stopped_at, stopped_because) on table audit.log to delakt_worker;
grant insert (committee_id, review_id, nr, staff_id, reviewer_id, assignment_id, result, note) on table audit.review_results to delakt_staff;
grant select on table audit.review_results to delakt_staff;
grant select on table audit.reviews to delakt_staff;
grant delete, select on table contact.draft_files to delakt_person;
grant select (committee_id, thread_id, n, id, field, name, type, size, bytes) on table contact.files to delakt_person;
grant select on table contact.files to delakt_staff;
grant select (committee_id, thread_id, n, id, whose, person_id, signed, title, body, answers, at, belongs, key) on table contact.messages to delakt_person;
grant select on table contact.messages to delakt_staff;
grant select on table contact.notes to delakt_staff;
grant select on table contact.openings to delakt_staff;
grant select (committee_id, thread_id, person_id, unit_id, handler_id, name, since, left_at, read_shown) on table contact.participants to delakt_staff;
grant select (thread_id, person_id, since, read_to) on table contact.participants to delakt_person;
grant delete, select on table contact.person_drafts to delakt_person;
grant select on table contact.phone_weeks to delakt_staff;
grant select (type_id, version, name, need, for_whom, definition) on table contact.request_forms to delakt_person;
grant select on table contact.request_forms to delakt_staff;
grant select (committee_id, unit_id, id, state, fields, answer_days, zone, published_version, place) on table contact.request_types to delakt_person;
grant select on table contact.request_types to delakt_staff;
grant select on table contact.returns to delakt_staff;
grant select (unit_id, answer_days, call_days, read_marks) on table contact.settings to delakt_person;
grant select on table contact.settings to delakt_staff;
grant select on table contact.staff_draft_files to delakt_staff;
grant select on table contact.staff_drafts to delakt_staff;
grant select (committee_id, thread_id, n, at, what, to_shown, from_unit, to_unit) on table contact.steps to delakt_person;
grant select on table contact.steps to delakt_staff;
grant select on table contact.templates to delakt_staff;
grant select (committee_id, unit_id, id, kind, type_id, form_version, zone, title, shelf_id, about_copy, follows, state, shown_handler, opened_at, last_at, answer_days, promised_on, answered_at, closed_at, read_marks, seen_at, last_n, last_staff_n, key) on table contact.threads to delakt_person;
grant select on table contact.threads to delakt_staff;
grant select on table directory.absences to delakt_staff;
grant select on table directory.assignments to delakt_doorkeeper;
grant select on table directory.assignments to delakt_staff;
grant select on table directory.assignments to delakt_worker;
grant select (municipality_id, committee_id, id, name, subject_from, role, made_by, made_at, used_at, ended_at) on table directory.catalogues to delakt_staff;
grant select on table directory.changes to delakt_staff;
grant select on table directory.committees to delakt_auditor;
grant select on table directory.committees to delakt_doorkeeper;
grant select on table directory.committees to delakt_editor;
grant select on table directory.committees to delakt_person;
grant select on table directory.committees to delakt_public;
grant select on table directory.committees to delakt_staff;
grant select on table directory.committees to delakt_worker;
grant select on table directory.handovers to delakt_staff;
grant select on table directory.keepers to delakt_staff;
grant select on table directory.leavings to delakt_staff;
grant select on table directory.left_units to delakt_staff;
grant select on table directory.legal_references to delakt_auditor;
grant select on table directory.legal_references to delakt_doorkeeper;
grant select on table directory.legal_references to delakt_editor;
grant select on table directory.legal_references to delakt_person;
grant select on table directory.legal_references to delakt_public;
grant select on table directory.legal_references to delakt_staff;
grant select on table directory.legal_references to delakt_worker;
grant select on table directory.lists to delakt_staff;
grant select on table directory.members to delakt_staff;
grant select on table directory.municipalities to delakt_auditor;
grant select on table directory.municipalities to delakt_doorkeeper;
grant select on table directory.municipalities to delakt_editor;
grant select on table directory.municipalities to delakt_person;
grant select on table directory.municipalities to delakt_public;
grant select on table directory.municipalities to delakt_staff;
grant select on table directory.municipalities to delakt_worker;
grant select on table directory.process_templates to delakt_auditor;
grant select on table directory.process_templates to delakt_doorkeeper;
grant select on table directory.process_templates to delakt_editor;
grant select on table directory.process_templates to delakt_person;
grant select on table directory.process_templates to delakt_public;
grant select on table directory.process_templates to delakt_staff;
grant select on table directory.process_templates to delakt_worker;
grant select on table directory.providers to delakt_auditor;
grant select on table directory.providers to delakt_doorkeeper;
grant select on table directory.providers to delakt_editor;
grant select on table directory.providers to delakt_person;
grant select on table directory.providers to delakt_public;
grant select on table directory.providers to delakt_staff;
grant select on table directory.providers to delakt_worker;
grant select on table directory.staff to delakt_auditor;
grant select on table directory.staff to delakt_doorkeeper;
grant select on table directory.staff to delakt_editor;
grant select on table directory.staff to delakt_person;
grant select on table directory.staff to delakt_public;
grant select on table directory.staff to delakt_staff;
grant select on table directory.staff to delakt_worker;
grant select on table directory.staff_ids to delakt_staff;
grant select on table directory.unit_ids to delakt_staff;
grant select on table directory.units to delakt_auditor;
grant select on table directory.units to delakt_doorkeeper;
grant select on table directory.units to delakt_editor;
grant select on table directory.units to delakt_person;
grant select on table directory.units to delakt_public;
grant select on table directory.units to delakt_staff;
grant select on table directory.units to delakt_worker;
grant select (unit_id, file_days, appeal_days) on table duty.alarms to delakt_person;
grant select on table duty.alarms to delakt_staff;
grant select (id, kind, person_id, shelf_id, about_copy, via, text, detail, came_on, last_day, at, opened_at, outcome, ended_at) on table duty.duties to delakt_person;
grant select on table duty.duties to delakt_staff;
grant update (opened_at) on table duty.duties to delakt_person;
grant select (duty_id, n, person_id, event, title, type, bytes, hash, sensitive) on table duty.papers to delakt_person;
grant select on table duty.papers to delakt_staff;
grant select (duty_id, n, person_id, at, whose, kind, text, detail, came_on, late) on table duty.steps to delakt_person;
grant select on table duty.steps to delakt_staff;
grant select on table gate.acts to delakt_staff;
grant select on table gate.glass to delakt_staff;
grant select on table gate.glass_seen to delakt_staff;
grant select on table gate.mask_history to delakt_staff;
grant select on table gate.masked_documents to delakt_staff;
grant select on table gate.masked_parts to delakt_staff;
grant select on table gate.masks to delakt_staff;
grant select on table gate.not_offered to delakt_staff;
grant select on table gate.openings to delakt_staff;
grant select on table gate.recipients to delakt_staff;
grant select on table gate.release_decisions to delakt_staff;
grant select on table gate.release_history to delakt_staff;
grant insert (committee_id, field, kind, manner, days, decided_on, decided_by) on table gate.rules to delakt_staff;
grant select on table gate.rules to delakt_staff;
grant update (ended_at, ended_by) on table gate.rules to delakt_staff;
grant insert (issuer, subject, person_id, staff_id) on table identity.logins to delakt_doorkeeper;
grant select on table identity.logins to delakt_doorkeeper;
grant insert (number_index, number_sealed, name, language, born_on) on table identity.persons to delakt_doorkeeper;
grant select (id, name, language) on table identity.persons to delakt_person;
grant select on table identity.persons to delakt_doorkeeper;
grant update (number_index, number_sealed, name, language, born_on) on table identity.persons to delakt_doorkeeper;
grant insert (secret_hash, kind, person_id, staff_id, assignment_id, source_id, municipality_id, level, provider, device, idle_until, expires_at) on table identity.sessions to delakt_doorkeeper;
grant select (id, kind, person_id, staff_id, assignment_id, level, provider, device, created_at, seen_at, idle_until, expires_at, ended_at) on table identity.sessions to delakt_person;
grant select (id, kind, person_id, staff_id, assignment_id, level, provider, device, created_at, seen_at, idle_until, expires_at, ended_at) on table identity.sessions to delakt_staff;
grant select on table identity.sessions to delakt_doorkeeper;
grant update (assignment_id, ended_at, ended_because) on table identity.sessions to delakt_staff;
grant update (ended_at, ended_because) on table identity.sessions to delakt_person;
grant update (seen_at, idle_until, ended_at, ended_because) on table identity.sessions to delakt_doorkeeper;
grant insert, select on table identity.sign_in_failures to delakt_doorkeeper;
grant select on table identity.sign_in_failures to delakt_staff;
grant update (count) on table identity.sign_in_failures to delakt_doorkeeper;
grant delete on table identity.sign_ins to delakt_worker;
grant delete, insert, select on table identity.sign_ins to delakt_doorkeeper;
grant select (expires_at) on table identity.sign_ins to delakt_worker;
grant delete, select on table kernel.outbox to delakt_worker;
grant update (attempts, next_at, failure) on table kernel.outbox to delakt_worker;
grant delete, select on table notice.sendings to delakt_worker;
grant insert (key, person_id, committee_id, unit_id, staff_id) on table notice.sendings to delakt_worker;
grant select (id, person_id, channel, template, language, slots, state, done_at, at) on table notice.sendings to delakt_person;
grant select (id, person_id, committee_id, unit_id, channel, template, language, slots, state, done_at, error_code, at, seen_at) on table notice.sendings to delakt_staff;
grant update (channel, template, language, slots, address_index, state, attempts, next_at, taken_at, done_at, provider_ref, error_code) on table notice.sendings to delakt_worker;
grant select on table notice.waiting to delakt_worker;
grant update (told_at) on table notice.waiting to delakt_worker;
grant select (person_id, kind, address_sealed, confirmed_on, bounced_at, set_by, set_at) on table notice.ways to delakt_person;
grant select on table notice.ways to delakt_worker;
grant select on table notice.wishes to delakt_person;
grant select on table record.document_parts to delakt_staff;
grant select on table record.documents to delakt_staff;
grant delete, select on table record.drafts to delakt_staff;
grant insert (committee_id, matter_id, id, unit_id, staff_id, kind, body) on table record.drafts to delakt_staff;
grant update (body, version, updated_at) on table record.drafts to delakt_staff;
grant select on table record.events to delakt_staff;
grant select on table record.imports to delakt_staff;
grant select on table record.matters to delakt_staff;
grant select on table record.people to delakt_staff;
grant select on table record.people to delakt_worker;
grant select on table record.plain_versions to delakt_staff;
grant select on table record.quarantine to delakt_staff;
grant select (committee_id, id, name, kind, client_id, secret_hash) on table record.sources to delakt_doorkeeper;
grant select (committee_id, id, name, kind, label, data_from, last_good_at, last_failure_at, last_failure, compared_at, unread, refused) on table record.sources to delakt_staff;
grant select on table record.sources to delakt_worker;
grant select on table record.taken_over to delakt_staff;
grant select on table record.words_used to delakt_staff;
grant select on table shelf.copies to delakt_person;
grant update (opened_at) on table shelf.copies to delakt_person;
grant select on table shelf.document_parts to delakt_person;
grant select on table shelf.documents to delakt_person;
grant select on table shelf.matters to delakt_person;
grant select (id, person_id, shelf_id, ref, choice, at) on table voice.choices to delakt_person;
grant select (person_id, shelf_id, ref, felt, at) on table voice.readings to delakt_person;
grant select on table voice.readings to delakt_staff;
grant select (id, person_id, shelf_id, copy_id, ref, kind, text, at, state, answer, answered_by, answered_at) on table voice.remarks to delakt_person;
grant select on table voice.remarks to delakt_staff;
grant update (state, answer, answered_by, answered_staff, answered_at, record_ref, revision) on table voice.remarks to delakt_staff;

-- Functions

CREATE OR REPLACE FUNCTION appointments.add_step(b appointments.bookings, p_by text, p_what text, p_from uuid, p_from_at timestamp with time zone, p_to uuid, p_to_at timestamp with time zone, p_staff uuid, p_assignment uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into appointments.steps (committee_id, booking_id, n, unit_id, person_id, by, what, from_slot, from_at, to_slot, to_at, staff_id, assignment_id)
  select b.committee_id, b.id, coalesce(max(s.n), 0) + 1, b.unit_id, b.person_id, p_by, p_what, p_from, p_from_at, p_to, p_to_at, p_staff, p_assignment
  from appointments.steps s where s.committee_id = b.committee_id and s.booking_id = b.id;
end $function$;

CREATE OR REPLACE FUNCTION appointments.address_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update appointments.doors d set ended_at = now() from appointments.bookings b
  where b.person_id = old.person_id and d.booking_id = b.id and d.made_for = old.kind and d.ended_at is null;
  update appointments.bookings b set unreached_at = null where b.person_id = old.person_id and b.unreached_at is not null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION appointments.answer_offer(p_offer uuid, p_yes boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings;
begin
  b := appointments.own((select o.booking_id from appointments.offers o where o.id = p_offer and o.person_id = identity.me()));
  if b.id is null then return 'none'; end if;
  return appointments.answer_own(b, p_offer, p_yes, 'person');
end $function$;
grant execute on function appointments.answer_offer(uuid,boolean) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.answer_own(b appointments.bookings, p_offer uuid, p_yes boolean, p_by text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare o appointments.offers; said text;
begin
  select * into o from appointments.offers x where x.id = p_offer and x.booking_id = b.id;
  if o.id is null then return 'none'; end if;
  if o.state = (case when p_yes then 'accepted' else 'declined' end) then return 'same'; end if;
  if o.state <> 'open' or o.until <= now() or b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if p_yes then
    if not exists (select from appointments.free_slots f where f.slot_id = o.slot_id and f.held_for = b.id) then return 'taken'; end if;
    said := appointments.put(b, o.slot_id, p_by, '', null, null);
    if said = 'done' then update appointments.offers x set state = 'accepted' where x.committee_id = o.committee_id and x.id = o.id; end if;
    return said;
  end if;
  update appointments.free_slots f set held_for = null, held_until = null where f.slot_id = o.slot_id and f.held_for = b.id;
  update appointments.offers x set state = 'declined', settled_at = now() where x.committee_id = o.committee_id and x.id = o.id;
  perform appointments.add_step(b, p_by, 'declined', null, null, o.slot_id, null, null, null);
  perform appointments.set_free(array[o.slot_id]);
  return 'done';
end $function$;

CREATE OR REPLACE FUNCTION appointments.ask_earlier(p_booking uuid, p_on boolean, p_until date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  if not p_on then
    delete from appointments.earlier e where e.booking_id = b.id;
    if not found then return 'same'; end if;
    perform appointments.add_step(b, 'person', 'stopped-asking', null, null, null, null, null, null);
    return 'done';
  end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  -- Who changes their day keeps their place.
  insert into appointments.earlier (committee_id, booking_id, unit_id, kind_id, person_id, until) values (b.committee_id, b.id, b.unit_id, b.kind_id, b.person_id, p_until)
  on conflict (committee_id, booking_id) do update set until = excluded.until;
  perform appointments.add_step(b, 'person', 'asked-earlier', null, null, null, null, null, null);
  return 'done';
end $function$;
grant execute on function appointments.ask_earlier(uuid,boolean,date) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.at_unit(desk identity.desk, p_booking uuid)
 RETURNS appointments.bookings
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings;
begin
  select * into b from appointments.bookings x where x.committee_id = desk.committee_id and x.id = p_booking and x.unit_id = desk.unit_id for update;
  return b;
end $function$;

CREATE OR REPLACE FUNCTION appointments.away_slots(p_from timestamp with time zone, p_until timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk();
begin
  return query select s.id from appointments.slots s
  where s.unit_id = desk.unit_id and s.starts_at >= p_from and s.starts_at < p_until and s.withdrawn_at is null and appointments.is_away(s.staff_id, s.starts_at);
end $function$;
grant execute on function appointments.away_slots(timestamp with time zone,timestamp with time zone) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.away_then(p_booking uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (select from appointments.bookings b where b.id = p_booking and (b.person_id = identity.me() or b.unit_id = (appointments.desk()).unit_id)
    and b.state = 'booked' and b.ends_at > now() and appointments.is_away(b.staff_id, b.starts_at));
end $function$;
grant execute on function appointments.away_then(uuid) to delakt_person;
grant execute on function appointments.away_then(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.behind(p_hash bytea)
 RETURNS appointments.bookings
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare d appointments.doors; b appointments.bookings;
begin
  select * into d from appointments.doors x where x.hash = p_hash and x.ended_at is null;
  if d.hash is null then return null; end if;
  select * into b from appointments.bookings x where x.id = d.booking_id for update;
  if not (b.state = 'booked' and b.ends_at > now() or b.state = 'cancelled' and b.cancelled_at > now() - interval '7 days') then return null; end if;
  if d.made_for <> 'slip' and not exists (select from notice.ways w where w.person_id = b.person_id and w.kind = d.made_for and w.address_index = d.sent_to) then return null; end if;
  return b;
end $function$;

CREATE OR REPLACE FUNCTION appointments.book(p_slot uuid, p_shelf uuid, p_companion text, p_interpreter text, p_wishes text, p_key uuid, p_phone text DEFAULT NULL::text)
 RETURNS TABLE(id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare me uuid := identity.me(); f appointments.free_slots; k appointments.kinds; b appointments.bookings; matter uuid; shelf uuid := p_shelf; ahead int; of_kind int;
begin
  if me is null then return query select null::uuid, 'none'::text; return; end if;
  -- One at a time for one person, so that what they have ahead is counted right and the same form sent twice is one.
  perform pg_advisory_xact_lock(hashtextextended(me::text, 110));
  select * into b from appointments.bookings x where x.person_id = me and x.key = p_key and x.booked_by = 'person';
  if b.id is not null then return query select b.id, 'same'::text; return; end if;
  select * into f from appointments.free_slots x where x.slot_id = p_slot;
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  select * into k from appointments.kinds x where x.committee_id = f.committee_id and x.id = f.kind_id;
  if not appointments.may_book(me, k) then return query select null::uuid, 'none'::text; return; end if;
  if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return query select null::uuid, 'late'::text; return; end if;
  -- Not said which: the one they have there, when there is one and no more.
  if shelf is null then
    select case when count(*) = 1 then (array_agg(m.id))[1] end into shelf from shelf.matters m where m.person_id = me and m.unit_id = f.unit_id and m.about_id is null;
  end if;
  if shelf is not null then
    select o.matter_id into matter from gate.openings o where o.shelf_id = shelf and o.person_id = me and o.ended_at is null and o.unit_id = f.unit_id;
    if matter is null then return query select null::uuid, 'none'::text; return; end if;
  end if;
  select count(*) filter (where x.state = 'booked'), count(*) filter (where x.state = 'booked' and x.kind_id = k.id) into ahead, of_kind
  from appointments.bookings x where x.person_id = me and x.starts_at > now();
  if of_kind > 0 then return query select null::uuid, 'already'::text; return; end if;
  if ahead >= 5 then return query select null::uuid, 'many'::text; return; end if;
  if f.manner = 'phone' and p_phone is null then return query select null::uuid, 'number'::text; return; end if;
  f := appointments.claim(p_slot, null);
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, matter_id, shelf_id, booked_by, key, companion, interpreter, wishes, phone)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, me,
    left(coalesce((select nullif(p.name, '') from identity.persons p where p.id = me),
      (select r.name from record.people r where r.person_id = me and r.committee_id = f.committee_id order by r.source_id limit 1), '–'), 200), matter, shelf, 'person', p_key, p_companion, p_interpreter, p_wishes, case f.manner when 'phone' then p_phone end)
  returning * into b;
  perform appointments.add_step(b, 'person', 'booked', null, null, b.slot_id, b.starts_at, null, null);
  return query select b.id, 'done'::text;
end $function$;
grant execute on function appointments.book(uuid,uuid,text,text,text,uuid,text) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.busy(p_staff uuid, p_from timestamp with time zone[], p_to timestamp with time zone[])
 RETURNS TABLE(n integer, slot_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  if desk.role is null or cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000 or not appointments.works_at(p_staff, desk.unit_id) then return; end if;
  return query
    select w.n::int, case when s.committee_id = desk.committee_id and s.unit_id = desk.unit_id then s.id end
    from unnest(p_from, p_to) with ordinality as w (starts_at, ends_at, n)
    cross join lateral (
      select x.id, x.committee_id, x.unit_id from appointments.slots x
      where x.staff_id = p_staff and x.withdrawn_at is null and x.during && tstzrange(w.starts_at, w.ends_at)
      order by x.starts_at limit 1) s
    order by w.n;
end $function$;
grant execute on function appointments.busy(uuid,timestamp with time zone[],timestamp with time zone[]) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.by_day(p_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare clock timestamp := p_at at time zone 'Europe/Stockholm';
begin
  if clock::time >= '08:00' and clock::time < '20:00' then return p_at; end if;
  return ((clock + interval '4 hours')::date + time '08:00') at time zone 'Europe/Stockholm';
end $function$;

CREATE OR REPLACE FUNCTION appointments.call_off(b appointments.bookings, p_by text, p_words text, p_staff uuid, p_assignment uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare held uuid[];
begin
  update appointments.bookings x set state = 'cancelled', cancelled_at = now(), cancelled_by = p_by, revision = x.revision + 1, sequence = x.sequence + 1, revised_at = now(),
    confirmed_at = null, words = p_words
  where x.committee_id = b.committee_id and x.id = b.id;
  held := appointments.let_go(b.id);
  perform appointments.add_step(b, p_by, 'cancelled', b.slot_id, b.starts_at, null, null, p_staff, p_assignment);
  perform appointments.set_free(array_append(held, b.slot_id));
  perform appointments.unsay(b.id);
  return 'done';
end $function$;

CREATE OR REPLACE FUNCTION appointments.cancel(p_booking uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  return appointments.cancel_own(b, 'person');
end $function$;
grant execute on function appointments.cancel(uuid) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.cancel_own(b appointments.bookings, p_by text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if b.state = 'cancelled' then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if now() > appointments.closes_at(b) then return 'late'; end if;
  return appointments.call_off(b, p_by, '', null, null);
end $function$;

CREATE OR REPLACE FUNCTION appointments.change_room()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update appointments.slots s set room_id = case when new.one_at_a_time then new.id end
  where s.unit_id = new.unit_id and s.place_id = new.id and s.withdrawn_at is null and s.starts_at > now();
  return null;
end $function$;

CREATE OR REPLACE FUNCTION appointments.changed(p_booking uuid, p_sequence integer)
 RETURNS TABLE(person_id uuid, committee_id uuid, unit_id uuid, state text, starts_at timestamp with time zone, manner text, street text, phone text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  perform from appointments.bookings b where b.id = p_booking for share;
  return query
    select b.person_id, b.committee_id, b.unit_id, b.state, b.starts_at, s.manner, p.street, coalesce(w.phone, u.phone)
    from appointments.bookings b join appointments.slots s on s.id = b.slot_id join directory.units u on u.id = b.unit_id
    left join directory.staff w on w.id = b.staff_id left join appointments.places p on p.id = s.place_id
    where b.id = p_booking and b.sequence = p_sequence and b.state in ('booked', 'cancelled') and b.starts_at > clock_timestamp();
end $function$;
grant execute on function appointments.changed(uuid,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.claim(p_slot uuid, p_booking uuid)
 RETURNS appointments.free_slots
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare f appointments.free_slots; staffed boolean := (appointments.desk()).role is not null;
begin
  delete from appointments.free_slots x
  where x.slot_id = p_slot and x.starts_at > now() and (x.held_for is null or x.held_until <= now() or x.held_for = p_booking)
    and (staffed or not appointments.is_away(x.staff_id, x.starts_at))
  returning * into f;
  return f;
end $function$;

CREATE OR REPLACE FUNCTION appointments.clashing(p_from uuid, p_to uuid, p_unit uuid)
 RETURNS timestamp with time zone[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(b.starts_at order by b.starts_at), '{}') from appointments.bookings b
  where b.staff_id = p_from and b.unit_id = p_unit and b.state = 'booked' and b.ends_at > now()
    and exists (select from appointments.bookings o where o.staff_id = p_to and o.state = 'booked' and o.starts_at < b.ends_at and o.ends_at > b.starts_at)
$function$;

CREATE OR REPLACE FUNCTION appointments.closes_at(b appointments.bookings)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select b.starts_at - make_interval(hours => k.notice_hours) from appointments.kinds k where k.committee_id = b.committee_id and k.id = b.kind_id);
end $function$;

CREATE OR REPLACE FUNCTION appointments.colleagues()
 RETURNS TABLE(id uuid, name text, title jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  if desk.role is null then return; end if;
  return query
    select w.id, w.name, w.title from directory.staff w
    where w.id in (select a.staff_id from directory.assignments a where a.unit_id = desk.unit_id) and appointments.works_at(w.id, desk.unit_id)
    order by w.name, w.id;
end $function$;
grant execute on function appointments.colleagues() to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.confirm(p_booking uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  return appointments.confirm_own(b, 'person');
end $function$;
grant execute on function appointments.confirm(uuid) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.confirm_own(b appointments.bookings, p_by text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if b.confirmed_at is not null then return 'same'; end if;
  update appointments.bookings x set confirmed_at = now() where x.committee_id = b.committee_id and x.id = b.id;
  perform appointments.add_step(b, p_by, 'confirmed', null, null, b.slot_id, b.starts_at, null, null);
  return 'done';
end $function$;

CREATE OR REPLACE FUNCTION appointments.confirm_reply(p_person uuid, p_booking uuid, p_revision integer, p_sequence integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings;
begin
  select * into b from appointments.bookings x where x.id = p_booking and x.person_id = p_person for update;
  if b.id is null or b.revision <> coalesce(p_revision, b.revision) or b.sequence <> coalesce(p_sequence, b.sequence) then return 'none'; end if;
  return appointments.confirm_own(b, 'sms');
end $function$;
grant execute on function appointments.confirm_reply(uuid,uuid,integer,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.confirm_way(p_booking uuid, p_kind text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.of_unit(desk, p_booking);
begin
  if b.person_id is null then return 'none'; end if;
  if not notice.confirm_way(b.person_id, p_kind) then return 'none'; end if;
  update appointments.bookings x set unreached_at = null where x.person_id = b.person_id and x.unreached_at is not null;
  return 'done';
end $function$;
grant execute on function appointments.confirm_way(uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk()
 RETURNS identity.desk
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return null; end if;
  return desk;
end $function$;

CREATE OR REPLACE FUNCTION appointments.desk_answer(p_booking uuid, p_n integer, p_words text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); p appointments.proposals;
begin
  if b.id is null then return 'none'; end if;
  select * into p from appointments.proposals x where x.booking_id = b.id and x.n = p_n and x.by = 'person';
  if p.booking_id is null then return 'none'; end if;
  if p.state = 'declined' then return 'same'; end if;
  if p.state <> 'open' then return 'over'; end if;
  update appointments.proposals x set state = 'declined', settled_at = now(), words = p_words, staff_id = desk.staff_id, assignment_id = desk.assignment_id
  where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n;
  perform appointments.add_step(b, 'staff', 'declined', null, null, null, null, desk.staff_id, desk.assignment_id);
  perform appointments.tell(b.person_id, b.committee_id);
  return 'done';
end $function$;
grant execute on function appointments.desk_answer(uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_book(p_slot uuid, p_matter uuid, p_name text, p_companion text, p_interpreter text, p_wishes text, p_key uuid)
 RETURNS TABLE(id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := appointments.desk(); m record.matters; f appointments.free_slots; b appointments.bookings; called text := nullif(trim(p_name), ''); shelf uuid;
begin
  if desk.role is null then return query select null::uuid, 'none'::text; return; end if;
  perform pg_advisory_xact_lock(hashtextextended(desk.staff_id::text, 110));
  select * into b from appointments.bookings x where x.made_by = desk.staff_id and x.key = p_key and x.booked_by = 'staff';
  if b.id is not null then return query select b.id, 'same'::text; return; end if;
  if p_matter is not null then
    select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
    if m.id is null then return query select null::uuid, 'none'::text; return; end if;
    called := coalesce((select x.name from record.people x where x.source_id = m.source_id and x.person_id = m.person_id order by x.ref limit 1),
      (select x.name from identity.persons x where x.id = m.person_id), called);
    select o.shelf_id into shelf from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null;
  end if;
  if called is null then return query select null::uuid, 'none'::text; return; end if;
  select * into f from appointments.free_slots x where x.slot_id = p_slot and x.committee_id = desk.committee_id and x.unit_id = desk.unit_id;
  if f.slot_id is not null then f := appointments.claim(p_slot, null); end if;
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, matter_id, shelf_id, booked_by, made_by, key, companion, interpreter, wishes)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, m.person_id, left(called, 200), m.id, shelf, 'staff', desk.staff_id, p_key, p_companion, p_interpreter, p_wishes)
  returning * into b;
  perform appointments.add_step(b, 'staff', 'booked', null, null, b.slot_id, b.starts_at, desk.staff_id, desk.assignment_id);
  perform appointments.tell(b.person_id, b.committee_id);
  return query select b.id, 'done'::text;
end $function$;
grant execute on function appointments.desk_book(uuid,uuid,text,text,text,text,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_cancel(p_booking uuid, p_seen integer, p_words text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking);
begin
  if b.id is null then return 'none'; end if;
  if b.state = 'cancelled' then return 'same'; end if;
  if b.revision <> p_seen then return 'stale'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  perform appointments.call_off(b, 'staff', p_words, desk.staff_id, desk.assignment_id);
  perform appointments.tell_change(b.id);
  return 'done';
end $function$;
grant execute on function appointments.desk_cancel(uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_move(p_booking uuid, p_slot uuid, p_seen integer, p_words text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); said text;
begin
  if b.id is null then return 'none'; end if;
  if b.slot_id = p_slot and b.state = 'booked' then return 'same'; end if;
  if b.revision <> p_seen then return 'stale'; end if;
  if b.state <> 'booked' then return 'over'; end if;
  if not exists (select from appointments.free_slots f where f.slot_id = p_slot and f.committee_id = b.committee_id and f.unit_id = b.unit_id) then return 'taken'; end if;
  said := appointments.put(b, p_slot, 'staff', p_words, desk.staff_id, desk.assignment_id);
  if said = 'done' then perform appointments.tell_change(b.id); end if;
  return said;
end $function$;
grant execute on function appointments.desk_move(uuid,uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_outcome(p_booking uuid, p_seen integer, p_state text, p_help text[], p_words text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking);
begin
  if b.id is null or p_state not in ('held', 'missed') then return 'none'; end if;
  if b.state = p_state and b.help = p_help and b.words = p_words then return 'same'; end if;
  if b.revision <> p_seen then return 'stale'; end if;
  if b.state = 'cancelled' or b.starts_at > now() then return 'over'; end if;
  update appointments.bookings x set state = p_state, help = case when p_state = 'missed' then p_help else '{}' end, words = p_words, revision = x.revision + 1, revised_at = now()
  where x.committee_id = b.committee_id and x.id = b.id;
  perform appointments.let_go(b.id);
  perform appointments.add_step(b, 'staff', p_state, null, null, b.slot_id, b.starts_at, desk.staff_id, desk.assignment_id);
  if p_state = 'missed' then perform appointments.tell(b.person_id, b.committee_id); end if;
  return 'done';
end $function$;
grant execute on function appointments.desk_outcome(uuid,integer,text,text[],text) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_phone(p_booking uuid, p_phone text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return appointments.put_phone(appointments.at_unit(appointments.desk(), p_booking), p_phone, 'staff');
end $function$;
grant execute on function appointments.desk_phone(uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_propose(p_booking uuid, p_slots uuid[], p_key uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); ends timestamptz; free int; let uuid[];
begin
  if b.id is null then return 'none'; end if;
  if exists (select from appointments.proposals p where p.booking_id = b.id and p.by = 'staff' and p.key = p_key) then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() or b.person_id is null then return 'over'; end if;
  if cardinality(p_slots) not between 1 and 3 then return 'none'; end if;
  perform from appointments.free_slots f where f.slot_id = any (p_slots) and (f.held_for is null or f.held_until <= now() or f.held_for = b.id) order by f.slot_id for update;
  select count(*), least(now() + interval '7 days', min(f.starts_at), b.starts_at) into free, ends from appointments.free_slots f
  where f.slot_id = any (p_slots) and f.committee_id = b.committee_id and f.unit_id = b.unit_id and f.starts_at > now() and (f.held_for is null or f.held_until <= now() or f.held_for = b.id);
  if free <> cardinality(p_slots) then return 'taken'; end if;
  update appointments.proposals p set state = 'closed', settled_at = now() where p.booking_id = b.id and p.by = 'staff' and p.state = 'open';
  -- Also the answer to what the person proposed.
  update appointments.proposals p set state = 'closed', settled_at = now(), staff_id = desk.staff_id, assignment_id = desk.assignment_id where p.booking_id = b.id and p.by = 'person' and p.state = 'open';
  with gone as (
    update appointments.free_slots f set held_for = null, held_until = null where f.held_for = b.id and f.slot_id <> all (p_slots)
      and not exists (select from appointments.offers o where o.slot_id = f.slot_id and o.booking_id = b.id and o.state = 'open') returning f.slot_id)
  select array_agg(gone.slot_id order by gone.slot_id) into let from gone;
  update appointments.free_slots f set held_for = b.id, held_until = ends where f.slot_id = any (p_slots);
  insert into appointments.proposals (committee_id, booking_id, n, unit_id, person_id, by, slots, until, key, staff_id, assignment_id)
  select b.committee_id, b.id, coalesce(max(p.n), 0) + 1, b.unit_id, b.person_id, 'staff', p_slots, ends, p_key, desk.staff_id, desk.assignment_id from appointments.proposals p where p.booking_id = b.id;
  perform appointments.add_step(b, 'staff', 'proposed', null, null, null, null, desk.staff_id, desk.assignment_id);
  perform appointments.set_free(coalesce(let, '{}'));
  perform appointments.tell(b.person_id, b.committee_id);
  return 'done';
end $function$;
grant execute on function appointments.desk_propose(uuid,uuid[],uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.desk_slip(p_booking uuid, p_hash bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); made appointments.doors;
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  select * into made from appointments.doors d where d.hash = p_hash;
  if made.hash is not null then return case when made.booking_id = b.id and made.ended_at is null then 'done' else 'replaced' end; end if;
  update appointments.doors d set ended_at = now() where d.booking_id = b.id and d.made_for = 'slip' and d.ended_at is null;
  insert into appointments.doors (hash, booking_id, made_for) values (p_hash, b.id, 'slip');
  return 'done';
end $function$;
grant execute on function appointments.desk_slip(uuid,bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.door(p_hash bytea)
 RETURNS TABLE(municipality_id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, state text, cancelled_by text, manner text, link text, street text, postal text, entrance text, room text, way_in text, map_text text, access text, straight_in boolean, phone text, confirmed boolean, closes_at timestamp with time zone, may_move boolean, sequence integer, offer_id uuid, offer_at timestamp with time zone, offer_until timestamp with time zone, made_for text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return; end if;
  return query
    select c.municipality_id, b.starts_at, b.ends_at, b.state, b.cancelled_by, s.manner, case when d.made_for = 'slip' then s.link end, p.street, p.postal, p.entrance, p.room, p.way_in, p.map_text, p.access, p.straight_in,
      case when b.booked_by = 'anyone' then u.phone else coalesce(w.phone, u.phone) end, b.confirmed_at is not null, appointments.closes_at(b), k.open and k.ended_at is null, b.sequence, o.id, t.starts_at, o.until, d.made_for
    from appointments.doors d join appointments.slots s on s.id = b.slot_id join appointments.kinds k on k.id = b.kind_id
    join directory.units u on u.id = b.unit_id join directory.committees c on c.id = b.committee_id left join directory.staff w on w.id = b.staff_id
    left join appointments.places p on p.id = s.place_id
    left join appointments.offers o on o.booking_id = b.id and o.state = 'open' and o.until > now() left join appointments.slots t on t.id = o.slot_id
    where d.hash = p_hash;
end $function$;
grant execute on function appointments.door(bytea) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_answer(p_hash bytea, p_offer uuid, p_yes boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.answer_own(b, p_offer, p_yes, 'code');
end $function$;
grant execute on function appointments.door_answer(bytea,uuid,boolean) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_cancel(p_hash bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.cancel_own(b, 'code');
end $function$;
grant execute on function appointments.door_cancel(bytea) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_confirm(p_hash bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.confirm_own(b, 'code');
end $function$;
grant execute on function appointments.door_confirm(bytea) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_free(p_hash bytea, p_from timestamp with time zone, p_until timestamp with time zone)
 RETURNS TABLE(slot_id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, manner text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare b appointments.bookings := appointments.behind(p_hash); k appointments.kinds;
begin
  if b.id is null or b.state <> 'booked' then return; end if;
  select * into k from appointments.kinds x where x.committee_id = b.committee_id and x.id = b.kind_id;
  if not k.open or k.ended_at is not null then return; end if;
  return query
    select f.slot_id, f.starts_at, f.ends_at, f.manner from appointments.bookable f
    where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
      and (f.held_until is null or f.held_until <= now() or f.held_for = b.id) and (b.booked_by <> 'anyone' or f.manner in ('visit', 'video'))
    order by f.starts_at, f.slot_id limit 1000;
end $function$;
grant execute on function appointments.door_free(bytea,timestamp with time zone,timestamp with time zone) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_has_phone(p_hash bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (appointments.behind(p_hash)).phone is not null;
end $function$;
grant execute on function appointments.door_has_phone(bytea) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_move(p_hash bytea, p_slot uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.move_own(b, p_slot, 'code');
end $function$;
grant execute on function appointments.door_move(bytea,uuid) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.door_phone(p_hash bytea, p_phone text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return appointments.put_phone(appointments.behind(p_hash), p_phone, 'code');
end $function$;
grant execute on function appointments.door_phone(bytea,text) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.end_round(p_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into appointments.rounds (day) values (p_day) on conflict do nothing;
end $function$;
grant execute on function appointments.end_round(date) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.fill_room()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- Waits for whoever is changing it just now.
  select p.id into new.room_id from appointments.places p where p.id = new.place_id and p.one_at_a_time for share;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION appointments.free(p_kind uuid, p_booking uuid, p_slot uuid, p_from timestamp with time zone, p_until timestamp with time zone)
 RETURNS TABLE(slot_id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, manner text, staff_id uuid, staff text, title jsonb, street text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare me uuid := identity.me(); k appointments.kinds;
begin
  select * into k from appointments.kinds x where x.id = p_kind;
  if me is null or k.id is null then return; end if;
  if p_booking is null then
    if not appointments.may_book(me, k) then return; end if;
  elsif not k.open or k.ended_at is not null
    or not exists (select from appointments.bookings b where b.id = p_booking and b.person_id = me and b.kind_id = p_kind and b.state = 'booked') then return; end if;
  if p_slot is not null then
    select f.starts_at - interval '1 second', f.starts_at + interval '1 second' into p_from, p_until from appointments.free_slots f where f.slot_id = p_slot;
  end if;
  return query
    with f as materialized (
      select * from appointments.bookable f
      where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
        and (f.held_until is null or f.held_until <= now() or f.held_for = p_booking) and (p_slot is null or f.slot_id = p_slot)
      order by f.starts_at, f.slot_id limit 1000),
    w as materialized (select x.id, x.name, x.title from directory.staff x where x.id = any (array(select distinct f.staff_id from f))),
    p as materialized (select x.id, x.street from appointments.places x where x.id = any (array(select distinct f.place_id from f)))
    select f.slot_id, f.starts_at, f.ends_at, f.manner, f.staff_id, w.name, w.title, p.street
    from f join w on w.id = f.staff_id left join p on p.id = f.place_id
    order by f.starts_at, f.slot_id;
end $function$;
grant execute on function appointments.free(uuid,uuid,uuid,timestamp with time zone,timestamp with time zone) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.hand_over(p_from uuid, p_to uuid, p_unit uuid DEFAULT NULL::uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings; clashes int := 0;
begin
  for b in select * from appointments.bookings x where x.staff_id = p_from and (p_unit is null or x.unit_id = p_unit) and x.state = 'booked' and x.ends_at > now() order by x.id for update loop
    -- A free time of the receiver's at that hour is free no more.
    with taken as (delete from appointments.free_slots f where f.staff_id = p_to and f.starts_at < b.ends_at and f.ends_at > b.starts_at returning f.slot_id),
      lapsed as (update appointments.offers o set state = 'lapsed', settled_at = now() where o.state = 'open' and o.slot_id in (select taken.slot_id from taken))
    update appointments.slots s set withdrawn_at = now() where s.id in (select taken.slot_id from taken);
    begin
      update appointments.slots s set staff_id = p_to where s.committee_id = b.committee_id and s.id = b.slot_id;
    exception when exclusion_violation then clashes := clashes + 1;
    end;
    update appointments.bookings x set staff_id = p_to where x.committee_id = b.committee_id and x.id = b.id;
    perform appointments.add_step(b, 'rule', 'handed-over', null, null, b.slot_id, b.starts_at, p_to, null);
    perform appointments.tell(b.person_id, b.committee_id);
  end loop;
  with gone as (delete from appointments.free_slots f where f.staff_id = p_from and (p_unit is null or f.unit_id = p_unit) returning f.slot_id),
    lapsed as (update appointments.offers o set state = 'lapsed', settled_at = now() where o.state = 'open' and o.slot_id in (select gone.slot_id from gone))
  update appointments.slots s set withdrawn_at = now() where s.id in (select gone.slot_id from gone);
  return clashes;
end $function$;

CREATE OR REPLACE FUNCTION appointments.held_by(p_staff uuid)
 RETURNS TABLE(unit_id uuid, n integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.unit_id, count(*)::int from appointments.bookings b where b.staff_id = p_staff and b.state = 'booked' and b.ends_at > now() group by b.unit_id
$function$;

CREATE OR REPLACE FUNCTION appointments.held_during(p_staff uuid, p_first date, p_last date)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(*)::int from appointments.bookings b
  where b.staff_id = p_staff and b.state = 'booked' and b.ends_at > now() and daterange(p_first, p_last, '[]') @> (b.starts_at at time zone 'Europe/Stockholm')::date
$function$;

CREATE OR REPLACE FUNCTION appointments.held_to(p_at timestamp with time zone, p_closes timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO ''
AS $function$
declare ends timestamptz := least(p_at + interval '24 hours', p_at + (p_closes - p_at) / 2); clock timestamp := ends at time zone 'Europe/Stockholm';
begin
  if clock::time < '10:00' or clock::time >= '20:00' then
    ends := ((clock + interval '4 hours')::date + time '10:00') at time zone 'Europe/Stockholm';
  end if;
  return least(ends, p_closes);
end $function$;

CREATE OR REPLACE FUNCTION appointments.is_away(p_staff uuid, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from directory.absences a
    where a.staff_id = p_staff and daterange(a.first_day, a.last_day, '[]') @> (p_at at time zone 'Europe/Stockholm')::date)
$function$;

CREATE OR REPLACE FUNCTION appointments.kinds_for(p_municipality uuid, p_kind uuid)
 RETURNS TABLE(id uuid, unit_id uuid, name jsonb, lead jsonb, minutes integer, manners text[], mine boolean, first_at timestamp with time zone, notice_hours integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare me uuid := identity.me(); mine uuid[]; near uuid[];
begin
  if me is null then return; end if;
  select coalesce(array_agg(distinct m.unit_id), '{}') into mine from shelf.matters m where m.person_id = me;
  if p_kind is null then
    select coalesce(array_agg(u.id), '{}') into near from directory.committees c join directory.units u on u.committee_id = c.id where c.municipality_id = p_municipality;
  end if;
  return query
    select k.id, k.unit_id, k.name, k.lead, k.minutes, k.manners, k.unit_id = any (mine),
      (select f.starts_at from appointments.bookable f
       where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and (f.held_until is null or f.held_until <= now())
       order by f.starts_at limit 1), k.notice_hours
    from appointments.kinds k
    where (p_kind is null and k.unit_id = any (near || mine) or k.id = p_kind) and appointments.may_book(me, k)
    order by k.unit_id = any (mine) desc, k.name ->> 'sv', k.id;
end $function$;
grant execute on function appointments.kinds_for(uuid,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.lapse(p_most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare o appointments.offers; p appointments.proposals; kept appointments.free_slots; b uuid; let uuid[]; done int := 0;
begin
  for o in select * from appointments.offers x where x.state = 'open' and x.until <= now() order by x.until limit p_most loop
    -- In the order that everybody takes: the booking, then the time.
    select x.id into b from appointments.bookings x where x.committee_id = o.committee_id and x.id = o.booking_id for update skip locked;
    if b is null then continue; end if;
    update appointments.free_slots f set held_for = null, held_until = null where f.slot_id = o.slot_id and f.held_for = o.booking_id and f.held_until <= now();
    update appointments.offers x set state = 'lapsed', settled_at = now() where x.committee_id = o.committee_id and x.id = o.id and x.state = 'open';
    if found then
      perform appointments.set_free(array[o.slot_id]);
      done := done + 1;
    end if;
  end loop;
  for p in select * from appointments.proposals x where x.state = 'open' and x.until <= now() order by x.until limit p_most loop
    select x.id into b from appointments.bookings x where x.committee_id = p.committee_id and x.id = p.booking_id for update skip locked;
    if b is null then continue; end if;
    update appointments.proposals x set state = 'lapsed', settled_at = now() where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n and x.state = 'open';
    if found then
      with gone as (update appointments.free_slots f set held_for = null, held_until = null where f.held_for = p.booking_id and f.slot_id = any (p.slots) returning f.slot_id)
      select array_agg(gone.slot_id order by gone.slot_id) into let from gone;
      perform appointments.set_free(coalesce(let, '{}'));
      done := done + 1;
    end if;
  end loop;
  for kept in select * from appointments.free_slots f where f.held_for is not null and f.held_until <= now() order by f.held_until, f.slot_id limit p_most loop
    select x.id into b from appointments.bookings x where x.committee_id = kept.committee_id and x.id = kept.held_for for update skip locked;
    if b is null then continue; end if;
    update appointments.free_slots f set held_for = null, held_until = null where f.slot_id = kept.slot_id and f.held_for = b and f.held_until <= now();
    if found then
      perform appointments.set_free(array[kept.slot_id]);
      done := done + 1;
    end if;
  end loop;
  return done;
end $function$;
grant execute on function appointments.lapse(integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.leads_of(p_person uuid)
 RETURNS integer[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return coalesce((select w.lead_days from notice.wish_of(p_person, 'reminder') w where w.channel <> 'none'), '{}');
end $function$;

CREATE OR REPLACE FUNCTION appointments.let_go(p_booking uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare held uuid[];
begin
  -- First the place in the line: who is offering a time to it at this moment has that row, and is waited for.
  delete from appointments.earlier e where e.booking_id = p_booking;
  with let as (update appointments.free_slots f set held_for = null, held_until = null where f.held_for = p_booking returning f.slot_id)
  select array_agg(let.slot_id order by let.slot_id) into held from let;
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.booking_id = p_booking and o.state = 'open';
  update appointments.proposals p set state = 'closed', settled_at = now() where p.booking_id = p_booking and p.state = 'open';
  return coalesce(held, '{}');
end $function$;

CREATE OR REPLACE FUNCTION appointments.looked(p_booking uuid, p_revision integer, p_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update appointments.bookings b set looked_on = p_day where b.id = p_booking and b.revision = p_revision;
end $function$;
grant execute on function appointments.looked(uuid,integer,date) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.make_door(p_booking uuid, p_hash bytea, p_kind text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into appointments.doors (hash, booking_id, made_for, sent_to)
  select p_hash, b.id, w.kind, w.address_index from appointments.bookings b join notice.ways w on w.person_id = b.person_id and w.kind = p_kind where b.id = p_booking;
end $function$;
grant execute on function appointments.make_door(uuid,bytea,text) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.may_book(p_person uuid, k appointments.kinds)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return k.open and k.ended_at is null and (k.fields = '{}'
    or exists (select from shelf.matters m where m.person_id = p_person and m.unit_id = k.unit_id and m.field = any (k.fields)));
end $function$;

CREATE OR REPLACE FUNCTION appointments.move(p_booking uuid, p_slot uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  return appointments.move_own(b, p_slot, 'person');
end $function$;
grant execute on function appointments.move(uuid,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.move_own(b appointments.bookings, p_slot uuid, p_by text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare f appointments.free_slots; k appointments.kinds;
begin
  if b.slot_id = p_slot and b.state = 'booked' then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  select * into k from appointments.kinds x where x.committee_id = b.committee_id and x.id = b.kind_id;
  if now() > b.starts_at - make_interval(hours => k.notice_hours) then return 'late'; end if;
  select * into f from appointments.free_slots x where x.slot_id = p_slot;
  if f.slot_id is null then return 'taken'; end if;
  -- What is held for it is a choice that the unit has made.
  if f.held_for is distinct from b.id then
    if f.unit_id <> b.unit_id or f.kind_id <> b.kind_id or not k.open or k.ended_at is not null then return 'none'; end if;
    if b.booked_by = 'anyone' and f.manner not in ('visit', 'video') then return 'none'; end if;
    if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return 'late'; end if;
  end if;
  return appointments.put(b, p_slot, p_by, '', null, null);
end $function$;

CREATE OR REPLACE FUNCTION appointments.my_kinds()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return coalesce((select array_agg(distinct b.kind_id) from appointments.bookings b where b.person_id = identity.me()), '{}')
    || coalesce((select array_agg(distinct s.kind_id) from appointments.slots s where s.id = any (appointments.my_slots())), '{}');
end $function$;
grant execute on function appointments.my_kinds() to delakt_person;

CREATE OR REPLACE FUNCTION appointments.my_places()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return coalesce((select array_agg(distinct s.place_id) from appointments.slots s where s.id = any (appointments.my_slots()) and s.place_id is not null), '{}');
end $function$;
grant execute on function appointments.my_places() to delakt_person;

CREATE OR REPLACE FUNCTION appointments.my_slots()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me();
begin
  return coalesce((select array_agg(b.slot_id) from appointments.bookings b where b.person_id = me), '{}')
    || coalesce((select array_agg(f.slot_id) from appointments.bookings b join appointments.free_slots f on f.held_for = b.id where b.person_id = me), '{}');
end $function$;
grant execute on function appointments.my_slots() to delakt_person;

CREATE OR REPLACE FUNCTION appointments.of_unit(desk identity.desk, p_booking uuid)
 RETURNS appointments.bookings
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings;
begin
  select * into b from appointments.bookings x where x.committee_id = desk.committee_id and x.id = p_booking and x.unit_id = desk.unit_id;
  return b;
end $function$;

CREATE OR REPLACE FUNCTION appointments.offered(p_offer uuid)
 RETURNS TABLE(booking_id uuid, person_id uuid, committee_id uuid, unit_id uuid, starts_at timestamp with time zone, until timestamp with time zone, phone text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  perform from appointments.offers o where o.id = p_offer for share;
  return query
    select o.booking_id, o.person_id, o.committee_id, o.unit_id, s.starts_at, o.until, coalesce(w.phone, u.phone)
    from appointments.offers o join appointments.slots s on s.id = o.slot_id join directory.units u on u.id = o.unit_id left join directory.staff w on w.id = s.staff_id
    where o.id = p_offer and o.state = 'open' and o.until > clock_timestamp();
end $function$;
grant execute on function appointments.offered(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.open_book(p_kind uuid, p_slot uuid, p_hash bytea, p_name text, p_companion text, p_interpreter text, p_wishes text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare k appointments.kinds; f appointments.free_slots; b appointments.bookings;
begin
  -- One at a time for one form, then for one unit, so that what stands is counted right.
  perform pg_advisory_xact_lock(hashtextextended(encode(p_hash, 'hex'), 146));
  if exists (select from appointments.doors d where d.hash = p_hash) then return 'same'; end if;
  select * into k from appointments.kinds x where x.id = p_kind and x.no_login and x.ended_at is null;
  if k.id is null then return 'none'; end if;
  perform pg_advisory_xact_lock(hashtextextended(k.unit_id::text, 146));
  select * into f from appointments.free_slots x where x.slot_id = p_slot and x.unit_id = k.unit_id and x.kind_id = k.id and x.manner in ('visit', 'video');
  if f.slot_id is null then return 'taken'; end if;
  if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return 'late'; end if;
  if not appointments.takes_anyone(k) then return 'full'; end if;
  f := appointments.claim(p_slot, null);
  if f.slot_id is null then return 'taken'; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, name, booked_by, key, companion, interpreter, wishes)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, trim(p_name), 'anyone', gen_random_uuid(), p_companion, p_interpreter, p_wishes)
  returning * into b;
  insert into appointments.doors (hash, booking_id, made_for) values (p_hash, b.id, 'slip');
  perform appointments.add_step(b, 'anyone', 'booked', null, null, b.slot_id, b.starts_at, null, null);
  return 'done';
end $function$;
grant execute on function appointments.open_book(uuid,uuid,bytea,text,text,text,text) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.open_free(p_kind uuid, p_slot uuid, p_from timestamp with time zone, p_until timestamp with time zone)
 RETURNS TABLE(slot_id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, manner text, street text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare k appointments.kinds;
begin
  select * into k from appointments.kinds x where x.id = p_kind;
  if k.id is null or not appointments.takes_anyone(k) then return; end if;
  if p_slot is not null then
    select f.starts_at - interval '1 second', f.starts_at + interval '1 second' into p_from, p_until from appointments.free_slots f where f.slot_id = p_slot;
  end if;
  return query
    with f as materialized (
      select * from appointments.bookable f
      where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
        and f.manner in ('visit', 'video') and (f.held_until is null or f.held_until <= now()) and (p_slot is null or f.slot_id = p_slot)
      order by f.starts_at, f.slot_id limit 500),
    p as materialized (select x.id, x.street from appointments.places x where x.id = any (array(select distinct f.place_id from f)))
    select distinct on (f.starts_at, f.manner, p.street) f.slot_id, f.starts_at, f.ends_at, f.manner, p.street
    from f left join p on p.id = f.place_id
    order by f.starts_at, f.manner, p.street, f.slot_id;
end $function$;
grant execute on function appointments.open_free(uuid,uuid,timestamp with time zone,timestamp with time zone) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.open_kinds(p_municipality uuid, p_kind uuid)
 RETURNS TABLE(id uuid, municipality_id uuid, unit_id uuid, name jsonb, lead jsonb, about jsonb, bring jsonb, minutes integer, manners text[], notice_hours integer, first_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query
    select k.id, c.municipality_id, k.unit_id, k.name, k.lead, k.about, k.bring, k.minutes, array(select m from unnest(k.manners) m where m in ('visit', 'video')), k.notice_hours,
      case when appointments.takes_anyone(k) then (select f.starts_at from appointments.bookable f
        where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and f.manner in ('visit', 'video')
          and (f.held_until is null or f.held_until <= now())
        order by f.starts_at limit 1) end
    from appointments.kinds k join directory.committees c on c.id = k.committee_id
    where k.no_login and k.ended_at is null and (p_kind is null and c.municipality_id = p_municipality or k.id = p_kind);
end $function$;
grant execute on function appointments.open_kinds(uuid,uuid) to delakt_public;

CREATE OR REPLACE FUNCTION appointments.open_places()
 RETURNS TABLE(municipality_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.id from directory.municipalities m
  where exists (select from directory.committees c join appointments.kinds k on k.committee_id = c.id where c.municipality_id = m.id and k.no_login and k.ended_at is null)
$function$;
grant execute on function appointments.open_places() to delakt_public;

CREATE OR REPLACE FUNCTION appointments.opened()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update appointments.bookings b set shelf_id = new.shelf_id where b.committee_id = new.committee_id and b.matter_id = new.matter_id and b.person_id = new.person_id and b.shelf_id is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION appointments.own(p_booking uuid)
 RETURNS appointments.bookings
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me(); b appointments.bookings;
begin
  if me is null then return null; end if;
  select * into b from appointments.bookings x where x.id = p_booking and x.person_id = me for update;
  return b;
end $function$;

CREATE OR REPLACE FUNCTION appointments.pass_on(p_slot uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare f appointments.free_slots; e appointments.earlier; closes timestamptz; begins timestamptz; ends timestamptz; made uuid;
begin
  select * into f from appointments.free_slots x where x.slot_id = p_slot for update;
  -- Nobody is offered a time with somebody who is away by then.
  if f.slot_id is null or f.held_until > now() or appointments.is_away(f.staff_id, f.starts_at) then return; end if;
  select f.starts_at - make_interval(hours => k.notice_hours) into closes from appointments.kinds k where k.committee_id = f.committee_id and k.id = f.kind_id;
  begins := appointments.by_day(now());
  ends := appointments.held_to(begins, closes);
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.slot_id = p_slot and o.state = 'open';
  if ends > begins + interval '15 minutes' then
    select x.* into e from appointments.earlier x join appointments.bookings b on b.committee_id = x.committee_id and b.id = x.booking_id
    where x.unit_id = f.unit_id and x.kind_id = f.kind_id and b.state = 'booked' and b.starts_at > f.starts_at
      and (x.until is null or (f.starts_at at time zone 'Europe/Stockholm')::date <= x.until)
      and not exists (select from appointments.offers o where o.booking_id = x.booking_id and (o.slot_id = p_slot or o.state = 'open'))
    order by x.since, x.booking_id limit 1 for update of x skip locked;
  end if;
  if e.booking_id is null then
    update appointments.free_slots x set held_for = null, held_until = null where x.slot_id = p_slot and x.held_for is not null;
    return;
  end if;
  if begins > now() then
    update appointments.free_slots x set held_for = e.booking_id, held_until = begins where x.slot_id = p_slot;
    return;
  end if;
  update appointments.free_slots x set held_for = e.booking_id, held_until = ends where x.slot_id = p_slot;
  insert into appointments.offers (committee_id, slot_id, booking_id, unit_id, person_id, until)
  values (e.committee_id, p_slot, e.booking_id, e.unit_id, e.person_id, ends) returning id into made;
  perform appointments.add_step(b, 'rule', 'offered', b.slot_id, b.starts_at, p_slot, f.starts_at, null, null) from appointments.bookings b where b.id = e.booking_id;
  insert into kernel.outbox (topic, body) values ('time-offered', jsonb_build_object('offer', made));
  perform appointments.tell(e.person_id, e.committee_id);
end $function$;

CREATE OR REPLACE FUNCTION appointments.pick(p_booking uuid, p_n integer, p_slot uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking); p appointments.proposals; said text; held uuid[];
begin
  if b.id is null then return 'none'; end if;
  select * into p from appointments.proposals x where x.booking_id = b.id and x.n = p_n and x.by = 'staff';
  if p.booking_id is null then return 'none'; end if;
  if p.state = 'picked' and b.slot_id = p_slot or p.state = 'declined' and p_slot is null then return 'same'; end if;
  if p.state <> 'open' or p.until <= now() or b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if p_slot is null then
    with let as (update appointments.free_slots f set held_for = null, held_until = null where f.held_for = b.id and f.slot_id = any (p.slots) returning f.slot_id)
    select array_agg(let.slot_id order by let.slot_id) into held from let;
    update appointments.proposals x set state = 'declined', settled_at = now() where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n;
    perform appointments.add_step(b, 'person', 'declined', null, null, null, null, null, null);
    perform appointments.set_free(coalesce(held, '{}'));
    return 'done';
  end if;
  if p_slot <> all (p.slots) then return 'none'; end if;
  said := appointments.put(b, p_slot, 'person', '', null, null);
  if said = 'done' then
    update appointments.proposals x set state = 'picked' where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n;
  end if;
  return said;
end $function$;
grant execute on function appointments.pick(uuid,integer,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.propose(p_booking uuid, p_times text, p_key uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  if exists (select from appointments.proposals p where p.booking_id = b.id and p.by = 'person' and p.key = p_key) then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  update appointments.proposals p set state = 'closed', settled_at = now() where p.booking_id = b.id and p.by = 'person' and p.state = 'open';
  insert into appointments.proposals (committee_id, booking_id, n, unit_id, person_id, by, times, until, key)
  select b.committee_id, b.id, coalesce(max(p.n), 0) + 1, b.unit_id, b.person_id, 'person', p_times, b.starts_at, p_key from appointments.proposals p where p.booking_id = b.id;
  perform appointments.add_step(b, 'person', 'proposed', null, null, null, null, null, null);
  return 'done';
end $function$;
grant execute on function appointments.propose(uuid,text,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.put(b appointments.bookings, p_slot uuid, p_by text, p_words text, p_staff uuid, p_assignment uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare f appointments.free_slots; held uuid[];
begin
  if b.slot_id = p_slot then return 'same'; end if;
  f := appointments.claim(p_slot, b.id);
  if f.slot_id is null then return 'taken'; end if;
  update appointments.bookings x set slot_id = f.slot_id, kind_id = f.kind_id, staff_id = f.staff_id, starts_at = f.starts_at, ends_at = f.ends_at,
    revision = x.revision + 1, sequence = x.sequence + 1, revised_at = now(), confirmed_at = null, looked_on = null, reminded_at = null, words = p_words
  where x.committee_id = b.committee_id and x.id = b.id;
  held := appointments.let_go(b.id);
  perform appointments.add_step(b, p_by, 'moved', b.slot_id, b.starts_at, f.slot_id, f.starts_at, p_staff, p_assignment);
  perform appointments.set_free(array_append(held, b.slot_id));
  perform appointments.unsay(b.id);
  return 'done';
end $function$;

CREATE OR REPLACE FUNCTION appointments.put_phone(b appointments.bookings, p_phone text, p_by text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  if b.phone = p_phone then return 'same'; end if;
  update appointments.bookings x set phone = p_phone where x.committee_id = b.committee_id and x.id = b.id;
  if p_by = 'person' and b.phone is not null
    and not exists (select from appointments.steps s where s.committee_id = b.committee_id and s.booking_id = b.id and s.what = 'wished' and s.at = now()) then
    perform appointments.add_step(b, p_by, 'wished', null, null, null, null, null, null);
  end if;
  return 'done';
end $function$;

CREATE OR REPLACE FUNCTION appointments.release(p_kind uuid, p_staff uuid, p_place uuid, p_manner text, p_link text, p_rule jsonb, p_from timestamp with time zone[], p_to timestamp with time zone[], p_key uuid)
 RETURNS TABLE(n integer, id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := appointments.desk(); k appointments.kinds; s appointments.series; at int; made uuid;
begin
  if desk.role is null or cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000 then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_key::text, 110));
  select * into s from appointments.series x where x.made_by = desk.staff_id and x.key = p_key;
  if s.id is not null then
    return query select row_number() over (order by x.starts_at)::int, x.id, 'same'::text from appointments.slots x where x.series_id = s.id;
    return;
  end if;
  select * into k from appointments.kinds x where x.committee_id = desk.committee_id and x.id = p_kind and x.unit_id = desk.unit_id and x.ended_at is null;
  if k.id is null or not (p_manner = any (k.manners)) or not appointments.works_at(p_staff, desk.unit_id) then return; end if;
  if (p_manner = 'visit') <> (p_place is not null) then return; end if;
  if p_place is not null and not exists (select from appointments.places x where x.committee_id = desk.committee_id and x.id = p_place and x.unit_id = desk.unit_id and x.ended_at is null) then return; end if;
  insert into appointments.series (committee_id, unit_id, kind_id, staff_id, rule, made_by, assignment_id, key)
  values (desk.committee_id, desk.unit_id, k.id, p_staff, p_rule, desk.staff_id, desk.assignment_id, p_key) returning * into s;
  for at in 1 .. cardinality(p_from) loop
    if p_from[at] <= now() then return query select at, null::uuid, 'past'::text; continue; end if;
    insert into appointments.slots (committee_id, unit_id, kind_id, staff_id, place_id, manner, during, series_id, link)
    values (desk.committee_id, desk.unit_id, k.id, p_staff, p_place, p_manner, tstzrange(p_from[at], p_to[at]), s.id, p_link)
    on conflict do nothing returning slots.id into made;
    if made is null then return query select at, null::uuid, 'taken'::text; continue; end if;
    insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, place_id, manner)
    values (desk.committee_id, desk.unit_id, k.id, p_from[at], p_to[at], made, p_staff, p_place, p_manner);
    return query select at, made, 'done'::text;
    made := null;
  end loop;
end $function$;
grant execute on function appointments.release(uuid,uuid,uuid,text,text,jsonb,timestamp with time zone[],timestamp with time zone[],uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.reminded(p_booking uuid, p_revision integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update appointments.bookings b set reminded_at = now() where b.id = p_booking and b.revision = p_revision and b.state = 'booked';
end $function$;
grant execute on function appointments.reminded(uuid,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.reminder_of(p_booking uuid)
 RETURNS TABLE(channel text, lead_days integer[], language text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  return query
    select w.channel, w.lead_days, w.language from appointments.bookings b cross join lateral notice.wish_of(b.person_id, 'reminder') w
    where b.committee_id = desk.committee_id and b.id = p_booking and b.unit_id = desk.unit_id and b.person_id is not null;
end $function$;
grant execute on function appointments.reminder_of(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.room_busy(p_place uuid, p_from timestamp with time zone[], p_to timestamp with time zone[])
 RETURNS TABLE(n integer, slot_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  if cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000
    or not exists (select from appointments.places p where p.id = p_place and p.committee_id = desk.committee_id and p.unit_id = desk.unit_id and p.one_at_a_time) then return; end if;
  return query
    select w.n::int, s.id
    from unnest(p_from, p_to) with ordinality as w (starts_at, ends_at, n)
    cross join lateral (
      select x.id from appointments.slots x
      where x.room_id = p_place and x.withdrawn_at is null and x.during && tstzrange(w.starts_at, w.ends_at)
      order by x.starts_at limit 1) s
    order by w.n;
end $function$;
grant execute on function appointments.room_busy(uuid,timestamp with time zone[],timestamp with time zone[]) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.round_over(p_day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from appointments.rounds r where r.day = p_day)
$function$;
grant execute on function appointments.round_over(date) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.set_free(p_slots uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare one uuid;
begin
  insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, place_id, manner)
  select s.committee_id, s.unit_id, s.kind_id, s.starts_at, s.ends_at, s.id, s.staff_id, s.place_id, s.manner from appointments.slots s
  where s.id = any (p_slots) and s.withdrawn_at is null and s.starts_at > now()
    and not exists (select from appointments.bookings b where b.slot_id = s.id and b.state in ('booked', 'held', 'missed'))
  on conflict do nothing;
  foreach one in array p_slots loop perform appointments.pass_on(one); end loop;
end $function$;

CREATE OR REPLACE FUNCTION appointments.set_phone(p_booking uuid, p_phone text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return appointments.put_phone(appointments.own(p_booking), p_phone, 'person');
end $function$;
grant execute on function appointments.set_phone(uuid,text) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.set_reminder(p_booking uuid, p_channel text, p_lead_days integer[])
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); spoken text;
begin
  if b.person_id is null then return 'none'; end if;
  select w.language into spoken from notice.wish_of(b.person_id, 'reminder') w;
  perform notice.set_wish(b.person_id, 'reminder', p_channel, p_lead_days, spoken);
  -- Looked at again: with other days, one may be due today.
  update appointments.bookings x set looked_on = null where x.person_id = b.person_id and x.state = 'booked' and x.looked_on is not null;
  return 'done';
end $function$;
grant execute on function appointments.set_reminder(uuid,text,integer[]) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.set_way(p_booking uuid, p_kind text, p_sealed bytea, p_index bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.of_unit(desk, p_booking);
begin
  if b.person_id is null then return 'none'; end if;
  -- Said by somebody who sits at the desk or phones: theirs as of today.
  perform notice.set_way(b.person_id, p_kind, p_sealed, p_index, 'staff', true);
  update appointments.bookings x set unreached_at = null where x.person_id = b.person_id and x.unreached_at is not null;
  return 'done';
end $function$;
grant execute on function appointments.set_way(uuid,text,bytea,bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.still(p_booking uuid, p_revision integer)
 RETURNS TABLE(person_id uuid, committee_id uuid, unit_id uuid, starts_at timestamp with time zone, manner text, street text, phone text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  perform from appointments.bookings b where b.id = p_booking for share;
  return query
    select b.person_id, b.committee_id, b.unit_id, b.starts_at, s.manner, p.street, coalesce(w.phone, u.phone)
    from appointments.bookings b join appointments.slots s on s.id = b.slot_id join directory.units u on u.id = b.unit_id
    left join directory.staff w on w.id = b.staff_id left join appointments.places p on p.id = s.place_id
    where b.id = p_booking and b.revision = p_revision and b.state = 'booked' and b.starts_at > clock_timestamp();
end $function$;
grant execute on function appointments.still(uuid,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.sweep()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
begin
  delete from appointments.free_slots f where f.starts_at < now() - interval '1 day';
  delete from appointments.rounds r where r.day < current_date - 7;
end $function$;
grant execute on function appointments.sweep() to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.takes_anyone(k appointments.kinds)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare of_unit int; of_kind int;
begin
  if not k.no_login or k.ended_at is not null then return false; end if;
  select count(*), count(*) filter (where b.kind_id = k.id) into of_unit, of_kind from appointments.bookings b
  where b.unit_id = k.unit_id and b.booked_by = 'anyone' and b.state = 'booked' and b.starts_at > now();
  return of_unit < 40 and of_kind < (select count(*) from (
    select from appointments.bookable f
    where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and f.manner in ('visit', 'video')
      and (f.held_until is null or f.held_until <= now())
    limit of_kind + 1) free);
end $function$;

CREATE OR REPLACE FUNCTION appointments.tell(p_person uuid, p_committee uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_person is not null then perform notice.something_waits(p_person, p_committee); end if;
end $function$;

CREATE OR REPLACE FUNCTION appointments.tell_change(p_booking uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into kernel.outbox (topic, body) select 'time-changed', jsonb_build_object('booking', b.id, 'sequence', b.sequence::text)
  from appointments.bookings b where b.id = p_booking and b.person_id is not null;
  perform appointments.tell(b.person_id, b.committee_id) from appointments.bookings b where b.id = p_booking;
end $function$;

CREATE OR REPLACE FUNCTION appointments.to_post(p_day date, p_from timestamp with time zone, p_until timestamp with time zone, p_after timestamp with time zone, p_after_id uuid, p_most integer)
 RETURNS TABLE(id uuid, person_id uuid, committee_id uuid, unit_id uuid, revision integer, starts_at timestamp with time zone, revised_at timestamp with time zone, leads integer[], told boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query
    select b.id, b.person_id, b.committee_id, b.unit_id, b.revision, b.starts_at, b.revised_at, appointments.leads_of(b.person_id),
      exists (select from appointments.steps t where t.committee_id = b.committee_id and t.booking_id = b.id and t.what = 'moved' and t.by = 'staff' and t.to_slot = b.slot_id)
    from notice.wishes w join appointments.bookings b on b.person_id = w.person_id
    where w.about = 'reminder' and w.channel = 'letter' and b.state = 'booked' and b.starts_at > p_from and b.starts_at < p_until
      and (b.starts_at, b.id) > (p_after, p_after_id) and (b.looked_on is null or b.looked_on < p_day)
    order by b.starts_at, b.id limit p_most;
end $function$;
grant execute on function appointments.to_post(date,timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.to_remind(p_day date, p_from timestamp with time zone, p_until timestamp with time zone, p_after timestamp with time zone, p_after_id uuid, p_most integer)
 RETURNS TABLE(id uuid, person_id uuid, committee_id uuid, unit_id uuid, revision integer, starts_at timestamp with time zone, revised_at timestamp with time zone, leads integer[])
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query
    select b.id, b.person_id, b.committee_id, b.unit_id, b.revision, b.starts_at, b.revised_at, appointments.leads_of(b.person_id) from (
      select * from appointments.bookings x
      where x.state = 'booked' and x.person_id is not null and x.starts_at > p_from and x.starts_at < p_until and (x.starts_at, x.id) > (p_after, p_after_id)
        and (x.looked_on is null or x.looked_on < p_day)
        and ((x.starts_at at time zone 'Europe/Stockholm')::date = p_day + 2
          or exists (select from notice.wishes w where w.person_id = x.person_id and w.about = 'reminder'))
      order by x.starts_at, x.id limit p_most) b
    order by b.starts_at, b.id;
end $function$;
grant execute on function appointments.to_remind(date,timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.unreached(p_person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update appointments.bookings b set unreached_at = now() where b.person_id = p_person and b.state = 'booked' and b.starts_at > now();
end $function$;
grant execute on function appointments.unreached(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION appointments.unsay(p_booking uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform notice.withdraw('reminder:' || p_booking || ':'), notice.withdraw('changed:' || p_booking || ':');
end $function$;

CREATE OR REPLACE FUNCTION appointments.ways(p_booking uuid)
 RETURNS TABLE(kind text, address_sealed bytea, confirmed_on date, bounced_at timestamp with time zone, set_by text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.of_unit(desk, p_booking);
begin
  if b.person_id is null then return; end if;
  return query select w.kind, w.address_sealed, w.confirmed_on, w.bounced_at, w.set_by from notice.ways_of(b.person_id) w;
end $function$;
grant execute on function appointments.ways(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.whose(p_item uuid, p_committee uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select b.person_id from appointments.bookings b where b.id = p_item and b.committee_id = p_committee);
end $function$;

CREATE OR REPLACE FUNCTION appointments.wish(p_booking uuid, p_companion text, p_interpreter text, p_wishes text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if (b.companion, b.interpreter, b.wishes) = (p_companion, p_interpreter, p_wishes) then return 'same'; end if;
  update appointments.bookings x set companion = p_companion, interpreter = p_interpreter, wishes = p_wishes where x.committee_id = b.committee_id and x.id = b.id;
  perform appointments.add_step(b, 'person', 'wished', null, null, null, null, null, null);
  return 'done';
end $function$;
grant execute on function appointments.wish(uuid,text,text,text) to delakt_person;

CREATE OR REPLACE FUNCTION appointments.withdraw(p_slot uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := appointments.desk(); s appointments.slots; f appointments.free_slots;
begin
  select * into s from appointments.slots x where x.committee_id = desk.committee_id and x.id = p_slot and x.unit_id = desk.unit_id;
  if s.id is null then return 'none'; end if;
  if s.withdrawn_at is not null then return 'same'; end if;
  if s.starts_at <= now() then return 'past'; end if;
  delete from appointments.free_slots x where x.slot_id = p_slot returning * into f;
  if f.slot_id is null then return 'taken'; end if;
  update appointments.slots x set withdrawn_at = now() where x.committee_id = s.committee_id and x.id = s.id;
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.slot_id = p_slot and o.state = 'open';
  return 'done';
end $function$;
grant execute on function appointments.withdraw(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION appointments.works_at(p_staff uuid, p_unit uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
begin
  return exists (select from directory.assignments a join directory.staff w on w.id = a.staff_id
    where a.staff_id = p_staff and a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager') and w.active
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date));
end $function$;

CREATE OR REPLACE FUNCTION audit.about_me(p_micros bigint, p_id bigint, p_others boolean, p_most integer)
 RETURNS TABLE(id bigint, at timestamp with time zone, micros bigint, who text, actor_id uuid, name text, title jsonb, unit jsonb, number text, opened boolean, item boolean, elsewhere boolean, purpose text, reason text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.reader(); until timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond';
begin
  if me is null then return; end if;
  return query
  with page as (
    (select l.* from audit.access_log l
     where p_others and l.person_id = me and l.actor_id is distinct from l.person_id and (l.at, l.id) < (until, p_id) order by l.at desc, l.id desc limit p_most)
    union all
    (select l.* from audit.access_log l where not p_others and l.person_id = me and (l.at, l.id) < (until, p_id) order by l.at desc, l.id desc limit p_most)
  ), shelves as (
    -- A matter as the record knows it and as the shelf does: the log has the one of staff and the other of persons.
    select s.id as shelf_id, o.matter_id, s.number from shelf.matters s join gate.openings o on o.shelf_id = s.id and o.ended_at is null where s.person_id = me
  )
  select p.id, p.at, (extract(epoch from p.at) * 1000000)::bigint,
    case when p.actor = 'person' and p.actor_id = me then 'me' else p.actor end, p.actor_id,
    case p.actor when 'staff' then w.name when 'person' then x.name end, w.title,
    case p.actor when 'source' then s.label else jsonb_build_object('id', u.id, 'name', u.name) end,
    k.number, k.shelf_id is not null,
    p.item_id is not null and (p.actor_id = me or exists (
      select from gate.release_decisions d where d.committee_id = p.committee_id and d.matter_id = p.matter_id and d.item_id = p.item_id and d.person_id = me
        and d.state = 'released' and d.copy_id is not null)),
    coalesce(m.unit_id <> a.unit_id, false),
    case when g.reason is not null then 'break glass' when p.purpose = 'break glass' and p.reason is null then 'refused' else p.purpose end, coalesce(g.reason, p.reason)
  from page p
  left join directory.staff w on p.actor = 'staff' and w.id = p.actor_id
  left join identity.persons x on p.actor = 'person' and x.id = p.actor_id
  left join record.sources s on p.actor = 'source' and s.id = p.actor_id
  left join directory.assignments a on a.id = p.assignment_id
  left join directory.units u on u.id = a.unit_id
  left join record.matters m on p.actor = 'staff' and m.committee_id = p.committee_id and m.id = p.matter_id
  -- An emergency access is one thing with one reason: the search that led to it, the opening and each look within its hour.
  left join lateral (
    select x.reason from gate.glass x
    where p.actor = 'staff' and p.purpose in ('break glass', 'break glass search') and x.committee_id = p.committee_id and x.matter_id = p.matter_id and x.staff_id = p.actor_id
      and x.opened_at < p.at + interval '1 minute' and x.ends_at > p.at
    order by x.opened_at desc limit 1) g on true
  -- Of somebody who reads for me the log has their own shelf.
  left join lateral (select o.matter_id from gate.openings o where p.actor = 'person' and o.shelf_id = p.matter_id limit 1) o on true
  left join shelves k on k.matter_id = coalesce(o.matter_id, p.matter_id)
  order by p.at desc, p.id desc;
end $function$;
grant execute on function audit.about_me(bigint,bigint,boolean,integer) to delakt_person;

CREATE OR REPLACE FUNCTION audit.base()
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$select 0::bigint$function$;
grant execute on function audit.base() to delakt_worker;

CREATE OR REPLACE FUNCTION audit.draw(p_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  begins timestamptz := p_day::timestamp at time zone 'Europe/Stockholm';
  ends timestamptz := (p_day + 1)::timestamp at time zone 'Europe/Stockholm';
  month_begins timestamptz := date_trunc('month', p_day)::timestamp at time zone 'Europe/Stockholm';
  drawn int; sampled int := 0;
begin
  create temp table if not exists looked (committee_id uuid, unit_id uuid, staff_id uuid, person_id uuid, broke boolean) on commit drop;
  delete from pg_temp.looked;
  insert into pg_temp.looked
  select l.committee_id, (array_agg(a.unit_id order by l.at))[1], l.actor_id, l.person_id, bool_or(l.purpose like 'break glass%')
  from directory.committees c
  join audit.access_log l on l.committee_id = c.id and l.at >= begins and l.at < ends and l.actor = 'staff' and l.person_id is not null
    and l.purpose <> 'found in search'
  join directory.assignments a on a.id = l.assignment_id
  group by l.committee_id, l.actor_id, l.person_id;

  insert into audit.busy_days (committee_id, staff_id, day, persons)
  select t.committee_id, t.staff_id, p_day, count(*) from pg_temp.looked t group by t.committee_id, t.staff_id on conflict do nothing;

  insert into audit.reviews as r (committee_id, unit_id, staff_id, person_id, day, because, due_on)
  select t.committee_id, t.unit_id, t.staff_id, t.person_id, p_day, found.because,
    p_day + case when found.because && array['break-glass', 'own-record'] then 8 else 15 end
  from (
    select x.*, row_number() over (partition by x.committee_id, x.staff_id order by random()) as place, b.persons,
      (select case when count(*) >= 5 then avg(u.persons) end from audit.busy_days u
       where u.committee_id = x.committee_id and u.staff_id = x.staff_id and u.day < p_day and u.day >= p_day - 60) as usual,
      not exists (select from audit.reviews e where e.committee_id = x.committee_id and e.staff_id = x.staff_id and e.person_id = x.person_id
        and e.day > p_day - 30 and e.day < p_day) as fresh
    from pg_temp.looked x
    join audit.busy_days b on b.committee_id = x.committee_id and b.staff_id = x.staff_id and b.day = p_day
  ) t
  join directory.staff w on w.id = t.staff_id
  cross join lateral (
    select array_remove(array[
      case when t.broke then 'break-glass' end,
      -- The same login on both sides of the door: one's own record, or of somebody whose copies one may be handed.
      case when exists (select from identity.logins s join identity.logins r on r.issuer = s.issuer and r.subject = s.subject
        where s.staff_id = t.staff_id and (r.person_id = t.person_id or exists (select from gate.recipients g join record.matters m on m.committee_id = g.committee_id and m.id = g.matter_id
          where g.person_id = r.person_id and m.person_id = t.person_id))) then 'own-record' end,
      case when t.fresh and exists (select from record.people p where p.committee_id = t.committee_id and p.person_id = t.person_id and p.protected_identity <> 'none') then 'protected' end,
      case when t.fresh and not audit.related(t.committee_id, t.staff_id, t.person_id) then 'no-relation' end,
      case when t.fresh and exists (select from record.people p where p.committee_id = t.committee_id and p.person_id = t.person_id
        and lower(substring(p.name from '\S+$')) = lower(substring(w.name from '\S+$'))) then 'same-name' end,
      case when t.fresh and t.place <= 5 and t.persons >= 10 and t.persons >= 3 * t.usual then 'volume' end
    ], null) as because
  ) found
  where found.because <> '{}'
  -- An emergency access stands there from the moment it was made: what else there was of it comes along.
  on conflict (committee_id, staff_id, person_id, day) do update
  set because = r.because || array(select x from unnest(excluded.because) x where x <> all (r.because)), due_on = least(r.due_on, excluded.due_on)
  where not excluded.because <@ r.because;
  get diagnostics drawn = row_count;

  if extract(day from p_day + 1) = 1 then
    insert into audit.reviews (committee_id, unit_id, staff_id, person_id, day, because, due_on)
    select s.committee_id, s.unit_id, s.staff_id, s.person_id, s.day, array['sample'], p_day + 31
    from (
      select t.*, row_number() over (partition by t.committee_id, t.unit_id order by random()) as place
      from (
        select l.committee_id, (array_agg(a.unit_id))[1] as unit_id, l.actor_id as staff_id, l.person_id, (l.at at time zone 'Europe/Stockholm')::date as day
        from directory.committees c
        join audit.access_log l on l.committee_id = c.id and l.at >= month_begins and l.at < ends and l.actor = 'staff' and l.person_id is not null
        join directory.assignments a on a.id = l.assignment_id
        group by 1, 3, 4, 5
      ) t
      where not exists (select from audit.reviews r where r.committee_id = t.committee_id and r.staff_id = t.staff_id and r.person_id = t.person_id and r.day = t.day)
        and not exists (select from audit.reviews r where r.committee_id = t.committee_id and r.unit_id = t.unit_id and r.because = array['sample']
          and r.day >= date_trunc('month', p_day)::date and r.day <= p_day)
    ) s
    where s.place <= 5
    on conflict do nothing;
    get diagnostics sampled = row_count;
  end if;
  return drawn + sampled;
end $function$;

CREATE OR REPLACE FUNCTION audit.draw_days()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare yesterday date := (now() at time zone 'Europe/Stockholm')::date - 1; one date; drawn int := 0;
begin
  select coalesce(l.drawn_on + 1, yesterday) into one from audit.log l for update;
  while one <= yesterday loop
    drawn := drawn + audit.draw(one);
    one := one + 1;
  end loop;
  update audit.log set drawn_on = yesterday;
  return drawn;
end $function$;
grant execute on function audit.draw_days() to delakt_worker;

CREATE OR REPLACE FUNCTION audit.horizon()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return audit.base() + pg_snapshot_xmin(pg_current_snapshot())::text::bigint; end $function$;
grant execute on function audit.horizon() to delakt_worker;

CREATE OR REPLACE FUNCTION audit.moved()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return coalesce((select max(l.txn) from audit.access_log l) > audit.base() + pg_snapshot_xmax(pg_current_snapshot())::text::bigint, false);
end $function$;
grant execute on function audit.moved() to delakt_public;
grant execute on function audit.moved() to delakt_worker;

CREATE OR REPLACE FUNCTION audit.note_person(p_purpose text, p_shelf uuid, p_copy uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into audit.access_log (actor, actor_id, session_id, committee_id, person_id, matter_id, item_id, purpose)
  select 'person', s.person_id, s.id, m.committee_id, coalesce(m.about_id, s.person_id), p_shelf, p_copy, p_purpose
  from identity.sessions s left join shelf.matters m on m.person_id = s.person_id and m.id = p_shelf
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'person';
end $function$;
grant execute on function audit.note_person(text,uuid,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION audit.note_source(p_purpose text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into audit.access_log (actor, actor_id, session_id, committee_id, purpose)
  select 'source', s.source_id, s.id, x.committee_id, p_purpose
  from identity.sessions s join record.sources x on x.id = s.source_id
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'source';
end $function$;
grant execute on function audit.note_source(text) to delakt_source;

CREATE OR REPLACE FUNCTION audit.note_staff(p_purpose text, p_matter uuid, p_item uuid, p_reason text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, item_id, purpose, reason)
  select 'staff', s.staff_id, s.id, s.assignment_id, a.committee_id,
    case when p_matter is not null then (select m.person_id from record.matters m where m.id = p_matter and m.committee_id = a.committee_id)
      else coalesce(w.writer, appointments.whose(p_item, a.committee_id)) end,
    p_matter, p_item, case when w.writer is not null and (contact.held(p_item)).id is null then 'thread refused' else p_purpose end, p_reason
  from identity.sessions s left join directory.assignments a on a.id = s.assignment_id
  left join lateral (select contact.whose(p_item, a.committee_id) as writer where p_matter is null and p_item is not null) w on true
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'staff';
end $function$;
grant execute on function audit.note_staff(text,uuid,uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION audit.related(p_committee uuid, p_staff uuid, p_person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare called text := (select w.name from directory.staff w where w.id = p_staff); theirs uuid[];
begin
  theirs := array(select m.id from record.matters m where m.committee_id = p_committee and m.person_id = p_person);
  return exists (select from gate.openings o where o.committee_id = p_committee and o.matter_id = any (theirs) and o.opened_by = p_staff)
    or exists (select from gate.release_decisions d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.decided_by = p_staff)
    or exists (select from record.drafts d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.staff_id = p_staff)
    or exists (select from voice.remarks r where r.committee_id = p_committee and r.matter_id = any (theirs) and r.answered_staff = p_staff)
    or exists (select from record.taken_over t where t.committee_id = p_committee and t.matter_id = any (theirs) and t.staff_id = p_staff)
    or exists (select from directory.absences a join directory.staff w on w.id = a.staff_id join record.events e on e.committee_id = p_committee and e.matter_id = any (theirs)
         and e.event -> 'detail' -> 'officer' ->> 'name' = w.name
       where coalesce(a.deputy_id, w.deputy_id) = p_staff and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today() - 1))
    or exists (select from record.events e where e.committee_id = p_committee and e.matter_id = any (theirs)
         and called in (e.event -> 'author' ->> 'name', e.event -> 'detail' -> 'officer' ->> 'name'));
end $function$;

CREATE OR REPLACE FUNCTION audit.reviewed(p_review uuid)
 RETURNS TABLE(at timestamp with time zone, number text, purpose text, reason text, elsewhere boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); r audit.reviews;
begin
  if desk.role is distinct from 'logReviewer' then return; end if;
  select * into r from audit.reviews x where x.committee_id = desk.committee_id and x.id = p_review and x.staff_id <> desk.staff_id;
  if r.id is null then return; end if;
  return query
  select l.at, m.number, l.purpose, l.reason, coalesce(m.unit_id <> a.unit_id, false)
  from audit.access_log l
  left join record.matters m on m.committee_id = l.committee_id and m.id = l.matter_id
  left join directory.assignments a on a.id = l.assignment_id
  where l.person_id = r.person_id and l.actor = 'staff' and l.actor_id = r.staff_id and l.committee_id = r.committee_id
    and l.at >= r.day::timestamp at time zone 'Europe/Stockholm' and l.at < (r.day + 1)::timestamp at time zone 'Europe/Stockholm'
  order by l.at, l.id limit 1000;
end $function$;
grant execute on function audit.reviewed(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION audit.settle()
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if not audit.moved() then return false; end if;
  execute format($f$create or replace function audit.base() returns bigint language sql immutable set search_path = '' as 'select %s::bigint'$f$,
    (select max(l.txn) from audit.access_log l));
  return true;
end $function$;

CREATE OR REPLACE FUNCTION audit.state()
 RETURNS TABLE(waiting integer, late integer, oldest date, stopped timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  if desk.role is null then return; end if;
  return query
  select count(r.id)::int, (count(r.id) filter (where r.due_on < today))::int, min(r.due_on),
    (select l.stopped_at from audit.log l where desk.role in ('logReviewer', 'systemSteward'))
  from audit.reviews r
  where r.committee_id = desk.committee_id and (desk.role = 'logReviewer' and r.staff_id <> desk.staff_id or desk.role = 'unitManager' and r.unit_id = desk.unit_id)
    and not exists (select from audit.review_results x where x.committee_id = r.committee_id and x.review_id = r.id and x.result <> 'ask-manager');
end $function$;
grant execute on function audit.state() to delakt_staff;

CREATE OR REPLACE FUNCTION audit.whom_to_ask()
 RETURNS TABLE(id uuid, name jsonb, phone text, hours jsonb, contact text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
declare me uuid := identity.reader();
begin
  if me is null then return; end if;
  return query
  select u.id, u.name, u.phone, u.phone_hours,
    coalesce((select w.name from directory.assignments a join directory.staff w on w.id = a.staff_id
     where a.unit_id = u.id and a.role = 'unitManager' and w.active and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
     order by w.name limit 1),
     (select s.invited_by from shelf.matters s where s.person_id = me and s.unit_id = u.id order by s.invited_at desc limit 1))
  from directory.units u where u.id in (select s.unit_id from shelf.matters s where s.person_id = me) order by u.name ->> 'sv';
end $function$;
grant execute on function audit.whom_to_ask() to delakt_person;

CREATE OR REPLACE FUNCTION contact.add_answer_file(p_thread uuid, p_name text, p_type text, p_bytes bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if (select count(*) >= 10 or coalesce(sum(f.size), 0) + length(p_bytes) > 26214400 from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id) then return 'many'; end if;
  insert into contact.staff_draft_files (committee_id, thread_id, unit_id, handler_id, name, type, size, bytes) values (t.committee_id, t.id, t.unit_id, t.handler_id, p_name, p_type, length(p_bytes), p_bytes);
  -- With another file it is another answer than the one that was to be read.
  update contact.staff_drafts d set ready_at = null, version = d.version + 1, staff_id = identity.my_staff() where d.committee_id = t.committee_id and d.thread_id = t.id;
  return 'done';
end $function$;
grant execute on function contact.add_answer_file(uuid,text,text,bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.answer(p_thread uuid, p_seen integer, p_version integer, p_key uuid, p_body text, p_sign text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff(); d contact.staff_drafts; sign text := p_sign;
begin
  if t.id is null or t.handler_id is distinct from me then return 'none'; end if;
  if exists (select from contact.messages m where m.committee_id = t.committee_id and m.thread_id = t.id and m.key = p_key and m.staff_id is not null) then return 'same'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  select * into d from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id;
  if d.thread_id is not null and d.version <> p_version then return 'changed'; end if;
  if p_body !~ '\S' then return 'empty'; end if;
  if p_body ~ '\{\{|\}\}' then return 'blank'; end if;
  if sign is distinct from 'self' or not (contact.settings_of(t.unit_id)).named then sign := 'unit'; end if;
  if contact.read_twice(t) then
    insert into contact.staff_drafts (committee_id, thread_id, unit_id, handler_id, body, staff_id, ready_at, sign) values (t.committee_id, t.id, t.unit_id, t.handler_id, p_body, me, now(), sign)
    on conflict (committee_id, thread_id) do update set version = contact.staff_drafts.version + 1, ready_at = now(), saved_at = now(), sign = excluded.sign, body = excluded.body,
      -- Who wrote the words is who wrote them, whoever sends them on to be read.
      staff_id = case when contact.staff_drafts.body = excluded.body then contact.staff_drafts.staff_id else excluded.staff_id end;
    perform contact.step(t, 'ready', me);
    return 'ready';
  end if;
  perform contact.let_go(t, me, null, p_key, p_body, sign);
  return 'done';
end $function$;
grant execute on function contact.answer(uuid,integer,integer,uuid,text,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.approve(p_thread uuid, p_seen integer, p_version integer, p_key uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff(); d contact.staff_drafts;
begin
  if t.id is null then return 'none'; end if;
  if exists (select from contact.messages m where m.committee_id = t.committee_id and m.thread_id = t.id and m.key = p_key and m.staff_id is not null) then return 'same'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  select * into d from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id;
  if d.thread_id is null or d.version <> p_version or d.ready_at is null then return 'changed'; end if;
  if d.staff_id = me then return 'own'; end if;
  perform contact.let_go(t, d.staff_id, me, p_key, d.body, d.sign);
  return 'done';
end $function$;
grant execute on function contact.approve(uuid,integer,integer,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.assign(p_thread uuid, p_seen integer, p_to uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or not contact.dispatches(t) then return 'none'; end if;
  if t.handler_id = p_to and t.state <> 'received' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if not directory.works_at(p_to, t.unit_id) then return 'unfit'; end if;
  update contact.threads x set handler_id = p_to, shown_handler = case when (contact.settings_of(x.unit_id)).named then p_to end,
    state = case when x.state = 'answered' then 'answered' else 'assigned' end, waiting_since = now(), revision = x.revision + 1
  where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'assigned', me, p_to);
  return 'done';
end $function$;
grant execute on function contact.assign(uuid,integer,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.called(p_thread uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or t.kind = 'message' or t.handler_id is distinct from me then return 'none'; end if;
  if t.state = 'answered' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  update contact.threads x set state = 'answered', answered_at = now(), last_at = now(), revision = x.revision + 1 where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'called', me);
  return 'done';
end $function$;
grant execute on function contact.called(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.carried_over(p_thread uuid, p_n integer, p_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); r contact.returns;
begin
  select q.* into r from contact.returns q join record.sources s on s.id = q.source_id and s.kind <> 'native'
  where q.committee_id = t.committee_id and q.thread_id = t.id and q.n = p_n for update of q;
  if r.message_id is null then return 'none'; end if;
  if r.state = 'received' then return 'same'; end if;
  if r.state = 'sent' then return 'sent'; end if;
  if p_where !~ '\S' then return 'empty'; end if;
  update contact.returns q set state = 'received', received_at = now(), receipt = left(p_where, 200), failure = null where q.message_id = r.message_id;
  perform contact.step(t, 'belongs', identity.my_staff());
  return 'done';
end $function$;
grant execute on function contact.carried_over(uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.cases_of(p_thread uuid)
 RETURNS TABLE(id uuid, number text, title text, field text, source_id uuid, native boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare t contact.threads := contact.held(p_thread);
begin
  if t.id is null or not t.unit_id = any (identity.my_units()) then return; end if;
  return query select m.id, m.number, m.title, m.field, m.source_id, s.kind = 'native'
  from record.matters m join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  where m.committee_id = t.committee_id and m.unit_id = t.unit_id and (m.id = t.matter_id
    or m.person_id in (select p.person_id from contact.participants p where p.committee_id = t.committee_id and p.thread_id = t.id))
  order by m.opened_on desc, m.id;
end $function$;
grant execute on function contact.cases_of(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.close(p_thread uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'closed' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.answered_at is null then return 'unanswered'; end if;
  update contact.threads x set state = 'closed', closed_at = now(), last_at = now(), revision = x.revision + 1 where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  perform contact.step(t, 'closed', identity.my_staff());
  return 'done';
end $function$;
grant execute on function contact.close(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.close_type(p_type uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.kept_unit();
begin
  delete from contact.request_types x where x.id = p_type and x.unit_id = unit and x.state = 'draft' and x.published_version is null;
  if found then return 'done'; end if;
  update contact.request_types x set state = 'closed' where x.id = p_type and x.unit_id = unit and x.state in ('published', 'closed');
  return case when found then 'done' else 'none' end;
end $function$;
grant execute on function contact.close_type(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.colleagues()
 RETURNS TABLE(id uuid, name text, title jsonb, held integer, away boolean, away_to date)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.my_unit();
begin
  return query select w.id, w.name, w.title,
    (select count(*)::int from contact.threads t where t.handler_id = w.id and t.unit_id = unit and t.state = 'assigned'), directory.is_away(w.id), directory.away_to(w.id)
  from directory.staff w where directory.works_at(w.id, unit) and w.id in (select a.staff_id from directory.assignments a where a.unit_id = unit)
  order by directory.is_away(w.id), w.name, w.id;
end $function$;
grant execute on function contact.colleagues() to delakt_staff;

CREATE OR REPLACE FUNCTION contact.counts(p_today date)
 RETURNS TABLE(received integer, assigned integer, late integer, oldest timestamp with time zone, answered integer, in_time integer, not_returned integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare unit uuid := contact.kept_unit();
begin
  if unit is null then return; end if;
  return query
  select (select count(*)::int from contact.threads t where t.unit_id = unit and t.state = 'received'),
    (select count(*)::int from contact.threads t where t.unit_id = unit and t.state = 'assigned'),
    (select count(*)::int from contact.threads t where t.unit_id = unit and t.state in ('received', 'assigned') and t.promised_on < p_today),
    (select min(t.waiting_since) from contact.threads t where t.unit_id = unit and t.state in ('received', 'assigned')),
    n.answered, n.in_time, (select count(*)::int from contact.returns r where r.unit_id = unit and r.state <> 'received')
  from (select count(*)::int as answered, (count(*) filter (where (t.answered_at at time zone 'Europe/Stockholm')::date <= t.promised_on))::int as in_time
    from contact.threads t where t.unit_id = unit and t.state in ('answered', 'closed') and t.last_at > now() - interval '30 days' and t.answered_at > now() - interval '30 days') n;
end $function$;
grant execute on function contact.counts(date) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.decide_belongs(p_thread uuid, p_n integer, p_belongs text, p_matter uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); m contact.messages; c record; me uuid := identity.my_staff();
begin
  select * into m from contact.messages x where x.committee_id = t.committee_id and x.thread_id = t.id and x.n = p_n;
  if m.id is null or p_belongs not in ('undecided', 'yes', 'no') then return 'none'; end if;
  if exists (select from contact.returns r where r.message_id = m.id and r.state = 'received') then return case p_belongs when 'yes' then 'same' else 'returned' end; end if;
  if p_belongs = 'yes' then
    select * into c from contact.cases_of(p_thread) x where x.id = p_matter;
    if c.id is null then return 'unfit'; end if;
    insert into contact.returns (committee_id, thread_id, n, message_id, unit_id, handler_id, source_id, matter_id)
    values (t.committee_id, t.id, m.n, m.id, t.unit_id, t.handler_id, c.source_id, c.id)
    on conflict (message_id) do update set source_id = excluded.source_id, matter_id = excluded.matter_id;
    if t.matter_id is null then
      update contact.threads x set matter_id = c.id where x.committee_id = t.committee_id and x.id = t.id;
      perform contact.step(t, 'bound', me);
    end if;
  else
    -- What is on its way may have been taken in already, and is not called back.
    if exists (select from contact.returns r where r.message_id = m.id and r.state = 'sent') then return 'returned'; end if;
    delete from contact.returns r where r.message_id = m.id;
  end if;
  if m.belongs <> p_belongs then
    update contact.messages x set belongs = p_belongs, belongs_by = me, belongs_at = now() where x.committee_id = t.committee_id and x.thread_id = t.id and x.n = p_n;
    perform contact.step(t, 'belongs', me);
  end if;
  return 'done';
end $function$;
grant execute on function contact.decide_belongs(uuid,integer,text,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.dispatchers(p_unit uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(distinct d)::int from directory.dispatchers(p_unit) d
$function$;
grant execute on function contact.dispatchers(uuid) to delakt_person;
grant execute on function contact.dispatchers(uuid) to delakt_public;
grant execute on function contact.dispatchers(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.dispatches(t contact.threads)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select t.unit_id = any (identity.my_inboxes())
$function$;

CREATE OR REPLACE FUNCTION contact.drop_answer(p_thread uuid, p_version integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id and d.version = p_version;
  if not found then return 'changed'; end if;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  perform contact.step(t, 'dropped', identity.my_staff());
  return 'done';
end $function$;
grant execute on function contact.drop_answer(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.drop_answer_file(p_thread uuid, p_file uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  delete from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id and f.id = p_file;
  update contact.staff_drafts d set ready_at = null, version = d.version + 1, staff_id = identity.my_staff() where found and d.committee_id = t.committee_id and d.thread_id = t.id;
  return 'done';
end $function$;
grant execute on function contact.drop_answer_file(uuid,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.due_here(p_most integer)
 RETURNS TABLE(id uuid, kind text, at timestamp with time zone, whose text, person text, signed text, sign_title jsonb, title text, form_name jsonb, body text, answers jsonb, form jsonb, files text[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query
  with due as (
    select r.committee_id, r.thread_id, r.n, r.message_id from contact.returns r join record.sources s on s.id = r.source_id
    where s.kind = 'native' and r.state <> 'received' and r.next_at <= now() order by r.next_at, r.message_id limit p_most for update of r skip locked),
  gone as (
    update contact.returns r set state = 'sent', attempts = r.attempts + 1, next_at = now() + least(power(2, least(r.attempts, 6)), 60) * interval '1 minute'
    from due where r.message_id = due.message_id)
  select m.id, t.kind, m.at, m.whose, p.name, m.signed, m.title, t.title, f.name, m.body, m.answers, case when m.answers is not null then f.definition end,
    array(select a.name from contact.files a where a.committee_id = due.committee_id and a.thread_id = due.thread_id and a.n = due.n order by a.id)
  from due join contact.messages m on m.id = due.message_id
  join contact.threads t on t.committee_id = due.committee_id and t.id = due.thread_id
  join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  order by m.at, m.id;
end $function$;
grant execute on function contact.due_here(integer) to delakt_worker;

CREATE OR REPLACE FUNCTION contact.end_template(p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update contact.templates x set ended_at = now(), set_by = identity.my_staff()
  where x.id = p_id and x.ended_at is null and x.municipality_id = contact.my_municipality() and contact.may_set_template(x.owner)
    and (x.owner = 'municipality' or x.unit_id = contact.my_unit() or x.staff_id = identity.my_staff());
  return found;
end $function$;
grant execute on function contact.end_template(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.follow()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare held text;
begin
  foreach held in array array['participants', 'messages', 'files', 'steps', 'staff_drafts', 'staff_draft_files', 'openings', 'returns'] loop
    execute format('update contact.%I set unit_id = $1, handler_id = $2 where committee_id = $3 and thread_id = $4', held) using new.unit_id, new.handler_id, new.committee_id, new.id;
  end loop;
  update contact.notes set unit_id = new.unit_id, handler_id = new.handler_id where thread_id = new.id and committee_id = new.committee_id;
  update contact.notes set sealed_at = now() where thread_id = new.id and committee_id <> new.committee_id and sealed_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION contact.give_back(p_thread uuid, p_version integer, p_why text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); d contact.staff_drafts; me uuid := identity.my_staff();
begin
  if t.id is null then return 'none'; end if;
  update contact.staff_drafts x set ready_at = null, version = x.version + 1, returned_by = nullif(me, x.staff_id), returned_why = case when me <> x.staff_id then nullif(p_why, '') end
  where x.committee_id = t.committee_id and x.thread_id = t.id and x.version = p_version and x.ready_at is not null returning * into d;
  if d.thread_id is null then
    return case when exists (select from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id and x.version = p_version + 1 and x.ready_at is null
      and (x.returned_by = me and x.returned_why is not distinct from nullif(p_why, '') or x.returned_by is null and x.staff_id = me)) then 'same' else 'changed' end;
  end if;
  perform contact.step(t, case when d.staff_id = me then 'took-back' else 'not-ready' end, me);
  return 'done';
end $function$;
grant execute on function contact.give_back(uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.give_up(p_thread uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare said text := contact.put_back(p_thread, p_seen);
begin
  return case when said = 'none' and contact.just_did(p_thread, 'returned') then 'same' else said end;
end $function$;
grant execute on function contact.give_up(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.hand(p_thread uuid, p_seen integer, p_unit uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); u directory.units; before uuid; afar boolean;
begin
  if t.id is null then return 'none'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  select x.* into u from directory.units x join directory.committees c on c.id = x.committee_id
  where x.id = p_unit and x.id <> t.unit_id and c.municipality_id = contact.my_municipality();
  if u.id is null or contact.dispatchers(u.id) = 0 then return 'unfit'; end if;
  afar := u.committee_id <> t.committee_id;
  if afar and (t.matter_id is not null or t.shelf_id is not null or t.last_staff_n > 0) then return 'border'; end if;
  before := t.unit_id;
  -- What was begun as an answer is the old unit's.
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  if afar then delete from contact.openings o where o.committee_id = t.committee_id and o.thread_id = t.id; end if;
  update contact.threads x set committee_id = u.committee_id, unit_id = u.id, handler_id = null, shown_handler = null,
    state = case when x.state = 'answered' then 'answered' else 'received' end, waiting_since = now(), revision = x.revision + 1
  where x.id = t.id returning * into t;
  perform contact.step(t, 'handed', identity.my_staff(), null, before, u.id);
  return 'done';
end $function$;
grant execute on function contact.hand(uuid,integer,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.hand_over(p_from uuid, p_to uuid, p_unit uuid DEFAULT NULL::uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads; n int := 0;
begin
  for t in select * from contact.threads x where x.handler_id = p_from and (p_unit is null or x.unit_id = p_unit) and x.state <> 'closed' order by x.id for update loop
    if p_to is not null and directory.works_at(p_to, t.unit_id) then
      update contact.threads x set handler_id = p_to, shown_handler = case when (contact.settings_of(x.unit_id)).named then p_to end, waiting_since = now(), revision = x.revision + 1
      where x.committee_id = t.committee_id and x.id = t.id returning * into t;
      perform contact.step(t, 'assigned', identity.my_staff(), p_to);
    else
      perform contact.to_inbox(t, identity.my_staff());
    end if;
    n := n + 1;
  end loop;
  return n;
end $function$;
grant execute on function contact.hand_over(uuid,uuid,uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION contact.hand_with_word(p_thread uuid, p_seen integer, p_unit uuid, p_note uuid, p_text text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare said text := contact.hand(p_thread, p_seen, p_unit); t contact.threads;
begin
  if said = 'none' and contact.just_did(p_thread, 'handed', p_unit) then return 'same'; end if;
  if said <> 'done' or p_text !~ '\S' then return said; end if;
  select * into t from contact.threads x where x.id = p_thread;
  insert into contact.notes (committee_id, thread_id, id, unit_id, handler_id, staff_id, text) values (t.committee_id, t.id, p_note, t.unit_id, t.handler_id, identity.my_staff(), p_text)
  on conflict do nothing;
  return said;
end $function$;
grant execute on function contact.hand_with_word(uuid,integer,uuid,uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.held(p_thread uuid)
 RETURNS contact.threads
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads; desk identity.desk := identity.my_desk();
begin
  select * into t from contact.threads x where x.id = p_thread and x.committee_id = desk.committee_id
    and (x.unit_id = any (identity.my_inboxes()) or (x.handler_id = desk.staff_id and x.unit_id = contact.my_unit()));
  return t;
end $function$;

CREATE OR REPLACE FUNCTION contact.held_by(p_staff uuid)
 RETURNS TABLE(unit_id uuid, n integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select t.unit_id, count(*)::int from contact.threads t where t.handler_id = p_staff and t.state <> 'closed' group by t.unit_id
$function$;
grant execute on function contact.held_by(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION contact.hold_type(p_type uuid)
 RETURNS TABLE(version integer, at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  perform from contact.request_types x where x.id = p_type and x.unit_id = contact.kept_unit() for update;
  if not found then return; end if;
  return query select f.version, f.at from contact.request_forms f where f.type_id = p_type order by f.version desc limit 1;
end $function$;
grant execute on function contact.hold_type(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.just_did(p_thread uuid, p_what text, p_unit uuid DEFAULT NULL::uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (select from contact.steps s where s.thread_id = p_thread and s.what = p_what and s.staff_id = identity.my_staff() and s.at > now() - interval '10 minutes'
    and (p_unit is null or s.to_unit = p_unit));
end $function$;

CREATE OR REPLACE FUNCTION contact.keep_file(p_draft uuid, p_field text, p_name text, p_type text, p_bytes bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me(); d contact.person_drafts;
begin
  select * into d from contact.person_drafts x where x.person_id = me and x.id = p_draft and x.zone = any (contact.my_zones()) for update;
  if d.id is null then return 'none'; end if;
  if (select count(*) >= 10 or coalesce(sum(f.size), 0) + length(p_bytes) > 26214400 from contact.draft_files f where f.person_id = me and f.draft_id = d.id) then return 'many'; end if;
  insert into contact.draft_files (person_id, draft_id, zone, field, name, type, size, bytes) values (me, d.id, d.zone, p_field, p_name, p_type, length(p_bytes), p_bytes);
  return 'done';
end $function$;
grant execute on function contact.keep_file(uuid,text,text,text,bytea) to delakt_person;

CREATE OR REPLACE FUNCTION contact.keep_form()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if old.published_at is not null then raise exception 'A published form is not changed'; end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION contact.keep_here(p_message uuid, p_title text, p_type text, p_hash bytea, p_parts bytea[])
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare r contact.returns; m contact.messages; x record.matters; s record.sources; f contact.files; wrote jsonb; ours jsonb;
begin
  select * into r from contact.returns q where q.message_id = p_message and q.state <> 'received' for update;
  if r.message_id is null then return 'none'; end if;
  select * into s from record.sources q where q.id = r.source_id and q.kind = 'native';
  if s.id is null then return 'none'; end if;
  select * into x from record.matters q where q.committee_id = r.committee_id and q.id = r.matter_id;
  select * into m from contact.messages q where q.id = p_message;
  wrote := case when m.whose = 'person' then '{"fromPerson": true}' else '{}' end::jsonb;
  ours := case when m.whose = 'staff' then jsonb_build_object('author', jsonb_build_object('name', (select w.name from directory.staff w where w.id = m.staff_id))) else '{}' end;
  perform contact.put_in(x, s, m.id::text, m.at, p_title, p_type, p_hash, p_parts, ours || jsonb_build_object('detail', wrote || jsonb_build_object('title', p_title, 'document', m.id::text)));
  for f in select * from contact.files q where q.committee_id = r.committee_id and q.thread_id = r.thread_id and q.n = r.n order by q.id loop
    perform contact.put_in(x, s, f.id::text, m.at, f.name, f.type, sha256(f.bytes),
      array(select substring(f.bytes from 1 + g * 262144 for 262144) from generate_series(0, (f.size - 1) / 262144) g),
      ours || jsonb_build_object('detail', wrote || jsonb_build_object('title', f.name, 'document', f.id::text)));
  end loop;
  update contact.returns q set state = 'received', received_at = now(), failure = null,
    receipt = (select e.id::text from record.events e where e.source_id = s.id and e.ref = m.id::text and e.version = 0)
  where q.message_id = p_message;
  return 'done';
end $function$;
grant execute on function contact.keep_here(uuid,text,text,bytea,bytea[]) to delakt_worker;

CREATE OR REPLACE FUNCTION contact.kept_unit()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role = 'unitManager' or exists (select from directory.keepers k where k.unit_id = desk.unit_id and k.staff_id = desk.staff_id) then return desk.unit_id; end if;
  return null;
end $function$;
grant execute on function contact.kept_unit() to delakt_staff;

CREATE OR REPLACE FUNCTION contact.let_go(t contact.threads, p_writer uuid, p_second uuid, p_key uuid, p_body text, p_sign text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare n int := t.last_n + 1; w directory.staff;
begin
  select * into w from directory.staff x where x.id = p_writer;
  insert into contact.messages (committee_id, thread_id, n, unit_id, handler_id, whose, staff_id, second_id, signed, title, body, key)
  values (t.committee_id, t.id, n, t.unit_id, t.handler_id, 'staff', p_writer, p_second,
    case p_sign when 'unit' then coalesce((select u.name ->> 'sv' from directory.units u where u.id = t.unit_id), '') else w.name end,
    case p_sign when 'unit' then '{}' else w.title end, p_body, p_key);
  insert into contact.files (committee_id, thread_id, n, id, unit_id, handler_id, name, type, size, bytes)
  select f.committee_id, f.thread_id, n, f.id, f.unit_id, f.handler_id, f.name, f.type, f.size, f.bytes from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id;
  delete from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  update contact.threads x set state = 'answered', answered_at = now(), last_n = n, last_staff_n = n, last_at = now(), revision = x.revision + 1
  where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'answered', p_writer);
  perform contact.tell(t);
end $function$;

CREATE OR REPLACE FUNCTION contact.mark_read(p_thread uuid, p_n integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me();
begin
  update contact.participants p set read_to = p_n, read_shown = case when t.read_marks then p_n else p.read_shown end
  from contact.threads t
  where t.id = p_thread and t.id = any (contact.my_threads()) and p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = me
    and p.read_to < p_n and p_n <= t.last_n;
end $function$;
grant execute on function contact.mark_read(uuid,integer) to delakt_person;

CREATE OR REPLACE FUNCTION contact.may_set_template(p_owner text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return case p_owner when 'staff' then contact.my_unit() is not null
    when 'unit' then contact.my_unit() is not null and (contact.kept_unit() is not null or cardinality(identity.my_inboxes()) > 0)
    when 'municipality' then coalesce(identity.my_role() = 'systemSteward', false) else false end;
end $function$;
grant execute on function contact.may_set_template(text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.mine(p_thread uuid)
 RETURNS contact.threads
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads; desk identity.desk := identity.my_desk();
begin
  select * into t from contact.threads x where x.id = p_thread and x.committee_id = desk.committee_id
    and (x.unit_id = any (identity.my_inboxes()) or (x.handler_id = desk.staff_id and x.unit_id = contact.my_unit())) for update;
  return t;
end $function$;

CREATE OR REPLACE FUNCTION contact.my_counts(p_today date)
 RETURNS TABLE(received integer, mine integer, late integer, second integer, returned integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare boxes uuid[] := identity.my_inboxes(); me uuid := identity.my_staff(); unit uuid := contact.my_unit();
begin
  return query select
    (select count(*)::int from contact.threads t where t.unit_id = any (boxes) and t.state = 'received'),
    (select count(*)::int from contact.threads t where t.handler_id = me and t.unit_id = unit and t.state = 'assigned'),
    (select count(*)::int from contact.threads t where t.state in ('received', 'assigned') and t.promised_on < p_today and t.unit_id = unit
      and (t.unit_id = any (boxes) or t.handler_id = me)),
    (select count(*)::int from contact.staff_drafts d where d.unit_id = unit and d.ready_at is not null and d.staff_id <> me and (d.unit_id = any (boxes) or d.handler_id = me)),
    (select count(*)::int from contact.staff_drafts d where d.staff_id = me and d.unit_id = unit and d.returned_by is not null and d.ready_at is null);
end $function$;
grant execute on function contact.my_counts(date) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.my_municipality()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (select c.municipality_id from directory.committees c where c.id = identity.my_committee()); end $function$;
grant execute on function contact.my_municipality() to delakt_staff;

CREATE OR REPLACE FUNCTION contact.my_threads()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me(); strong boolean := identity.reader() is not null;
begin
  return array(select p.thread_id from contact.participants p where p.person_id = me and p.left_at is null and (p.zone = 'B' or strong));
end $function$;
grant execute on function contact.my_threads() to delakt_person;

CREATE OR REPLACE FUNCTION contact.my_unit()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role in ('caseOfficer', 'unitManager', 'requestDispatcher') then return desk.unit_id; end if;
  return null;
end $function$;
grant execute on function contact.my_unit() to delakt_staff;

CREATE OR REPLACE FUNCTION contact.my_zones()
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return case when identity.reader() is not null then array['A', 'B'] else array['B'] end; end $function$;
grant execute on function contact.my_zones() to delakt_person;

CREATE OR REPLACE FUNCTION contact.not_kept(p_message uuid, p_failure text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update contact.returns r set failure = left(p_failure, 200) where r.message_id = p_message and r.state <> 'received';
end $function$;
grant execute on function contact.not_kept(uuid,text) to delakt_worker;

CREATE OR REPLACE FUNCTION contact.note(p_thread uuid, p_id uuid, p_text text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  insert into contact.notes (committee_id, thread_id, id, unit_id, handler_id, staff_id, text) values (t.committee_id, t.id, p_id, t.unit_id, t.handler_id, identity.my_staff(), p_text)
  on conflict do nothing;
  return 'done';
end $function$;
grant execute on function contact.note(uuid,uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.officer_of(p_me uuid, p_shelf uuid, p_unit uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
declare called text; found uuid[];
begin
  select c.event #>> '{detail,officer,name}' into called from shelf.copies c
  where c.person_id = p_me and c.matter_id = p_shelf and c.kind = 'assigned' order by c.at desc, c.seq desc limit 1;
  if called is null then return null; end if;
  found := array(select distinct w.id from directory.staff w join directory.assignments a on a.staff_id = w.id
    where w.name = called and w.active and a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date));
  if cardinality(found) <> 1 then return null; end if;
  -- Away today, whoever stands in at the unit has it.
  return directory.acting_at(found[1], p_unit);
end $function$;

CREATE OR REPLACE FUNCTION contact.open(p_thread uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null then return false; end if;
  insert into contact.openings (committee_id, thread_id, staff_id, unit_id, handler_id) values (t.committee_id, t.id, me, t.unit_id, t.handler_id)
  on conflict (committee_id, thread_id, staff_id) do update set at = now();
  update contact.threads x set seen_at = now() where x.committee_id = t.committee_id and x.id = t.id and x.seen_at is null and x.read_marks;
  return true;
end $function$;
grant execute on function contact.open(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.other_units()
 RETURNS TABLE(id uuid, name jsonb, committee jsonb, same_committee boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if contact.my_unit() is null then return; end if;
  return query select u.id, u.name, c.name, u.committee_id = desk.committee_id
  from directory.units u join directory.committees c on c.id = u.committee_id
  where c.municipality_id = contact.my_municipality() and u.id <> desk.unit_id and contact.dispatchers(u.id) > 0 order by u.committee_id <> desk.committee_id, u.code;
end $function$;
grant execute on function contact.other_units() to delakt_staff;

CREATE OR REPLACE FUNCTION contact.protects(p_thread uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.held(p_thread);
begin
  return exists (select from contact.participants p join record.people r on r.person_id = p.person_id
    where p.committee_id = t.committee_id and p.thread_id = t.id and r.committee_id = t.committee_id and r.protected_identity <> 'none');
end $function$;
grant execute on function contact.protects(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.publish_type(p_type uuid)
 RETURNS TABLE(outcome text, receivers integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.kept_unit(); y contact.request_types; v int; n int;
begin
  select * into y from contact.request_types x where x.id = p_type and x.unit_id = unit for update;
  if y.id is null then return query select 'none'::text, 0; return; end if;
  n := contact.dispatchers(unit);
  if directory.lacks_dispatchers(unit) >= 2 then return query select 'nobody'::text, n; return; end if;
  select max(f.version) into v from contact.request_forms f where f.type_id = y.id;
  if v is null then return query select 'none'::text, n; return; end if;
  update contact.request_forms f set published_at = now() where f.type_id = y.id and f.version = v and f.published_at is null;
  update contact.request_types x set state = 'published', published_version = v where x.id = y.id;
  return query select 'done'::text, n;
end $function$;
grant execute on function contact.publish_type(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.put_back(p_thread uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'received' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state <> 'assigned' then return 'over'; end if;
  perform contact.to_inbox(t, identity.my_staff());
  return 'done';
end $function$;
grant execute on function contact.put_back(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.put_in(x record.matters, s record.sources, p_ref text, p_at timestamp with time zone, p_title text, p_type text, p_hash bytea, p_parts bytea[], p_event jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare said text;
begin
  said := record.store_document(s, x.ref, p_ref, 0, p_title, p_type, p_hash, p_parts);
  if said not in ('stored', 'unchanged') then raise exception 'The document was not kept: %', said; end if;
  if exists (select from record.events e where e.source_id = s.id and e.ref = p_ref and e.matter_id = x.id) then return; end if;
  select o.outcome into said from record.store_events(s, jsonb_build_array(jsonb_build_object('n', 1, 'matter', x.ref, 'ref', p_ref, 'version', 0, 'kind', 'document-added', 'at', p_at,
    'seq', (select count(*) from record.events e where e.committee_id = x.committee_id and e.matter_id = x.id), 'event', p_event, 'annulled', false)), false) o;
  if said not in ('stored', 'unchanged') then raise exception 'The event was not kept: %', said; end if;
end $function$;

CREATE OR REPLACE FUNCTION contact.rang(p_thread uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or t.kind = 'message' or t.handler_id is distinct from me then return 'none'; end if;
  if exists (select from contact.steps s where s.committee_id = t.committee_id and s.thread_id = t.id and s.what = 'rang' and s.staff_id = me and s.at > now() - interval '1 minute') then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state <> 'assigned' then return 'over'; end if;
  perform contact.step(t, 'rang', me);
  return 'done';
end $function$;
grant execute on function contact.rang(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.read_twice(t contact.threads)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce((select y.second_reading from contact.request_types y where y.id = t.type_id and y.unit_id = t.unit_id), (contact.settings_of(t.unit_id)).second_reading)
$function$;

CREATE OR REPLACE FUNCTION contact.receipt(p_message uuid, p_receipt text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update contact.returns r set state = 'received', receipt = p_receipt, received_at = now() where r.message_id = p_message and r.source_id = identity.my_source() and r.state <> 'received';
  return found or exists (select from contact.returns r where r.message_id = p_message and r.source_id = identity.my_source() and r.state = 'received');
end $function$;
grant execute on function contact.receipt(uuid,text) to delakt_source;

CREATE OR REPLACE FUNCTION contact.receiver(p_shelf uuid, p_copy uuid, p_unit uuid)
 RETURNS TABLE(committee_id uuid, unit_id uuid, matter_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare reader uuid := identity.reader();
begin
  if p_shelf is not null then
    return query select m.committee_id, m.unit_id, m.id
    from gate.openings o join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
    where o.shelf_id = p_shelf and o.person_id = reader and o.ended_at is null
      and (p_copy is null or exists (select from shelf.copies c where c.person_id = reader and c.matter_id = p_shelf and c.id = p_copy));
  elsif p_copy is null then
    return query select u.committee_id, u.id, null::uuid
    from directory.units u join directory.committees c on c.id = u.committee_id
    where u.id = p_unit and identity.me() is not null
      and c.municipality_id = coalesce((select s.municipality_id from identity.sessions s where s.id = identity.my_session()), c.municipality_id);
  end if;
end $function$;
grant execute on function contact.receiver(uuid,uuid,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION contact.return_again(p_thread uuid, p_n integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads := contact.mine(p_thread);
begin
  update contact.returns r set next_at = now() where r.committee_id = t.committee_id and r.thread_id = t.id and r.n = p_n and r.state <> 'received';
  return case when found then 'done' else 'none' end;
end $function$;
grant execute on function contact.return_again(uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.return_file(p_message uuid, p_file uuid)
 RETURNS TABLE(type text, name text, bytes bytea)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query
  select f.type, f.name, f.bytes from contact.returns r join contact.files f on f.committee_id = r.committee_id and f.thread_id = r.thread_id and f.n = r.n
  where r.message_id = p_message and r.source_id = identity.my_source() and f.id = p_file;
end $function$;
grant execute on function contact.return_file(uuid,uuid) to delakt_source;

CREATE OR REPLACE FUNCTION contact.return_unopened(p_before timestamp with time zone[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads; n int := 0;
begin
  for t in
    select x.* from contact.threads x
    where x.state = 'assigned' and x.waiting_since < p_before[1] order by x.waiting_since for update skip locked
  loop
    continue when directory.works_at(t.handler_id, t.unit_id)
      and (t.waiting_since >= p_before[(contact.settings_of(t.unit_id)).return_days]
        or (not directory.is_away(t.handler_id)
          and exists (select from contact.openings o where o.committee_id = t.committee_id and o.thread_id = t.id and o.staff_id = t.handler_id and o.at >= t.waiting_since)));
    perform contact.to_inbox(t, null);
    n := n + 1;
  end loop;
  return n;
end $function$;
grant execute on function contact.return_unopened(timestamp with time zone[]) to delakt_worker;

CREATE OR REPLACE FUNCTION contact.save_answer(p_thread uuid, p_version integer, p_body text)
 RETURNS TABLE(outcome text, version integer, body text, staff_id uuid, name text, saved_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff(); d contact.staff_drafts; said text := 'done';
begin
  if t.id is null then return query select 'none'::text, 0, ''::text, null::uuid, ''::text, null::timestamptz; return; end if;
  select * into d from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id;
  if t.state = 'closed' then said := 'over';
  elsif d.thread_id is null then
    insert into contact.staff_drafts (committee_id, thread_id, unit_id, handler_id, body, staff_id) values (t.committee_id, t.id, t.unit_id, t.handler_id, p_body, me) returning * into d;
  elsif d.body = p_body then null;
  elsif d.version <> p_version then said := 'changed';
  else
    update contact.staff_drafts x set body = p_body, staff_id = me, version = x.version + 1, saved_at = now(), ready_at = null
    where x.committee_id = t.committee_id and x.thread_id = t.id returning * into d;
  end if;
  return query select said, coalesce(d.version, 0), coalesce(d.body, ''), d.staff_id, (select w.name from directory.staff w where w.id = d.staff_id), d.saved_at;
end $function$;
grant execute on function contact.save_answer(uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.save_draft(p_id uuid, p_type uuid, p_thread uuid, p_body jsonb, p_strong boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me(); strong boolean := identity.reader() is not null; asked text := 'B';
begin
  if me is null or (p_strong and not strong) then return 'none'; end if;
  if p_type is not null then
    select y.zone into asked from contact.request_types y where y.id = p_type and y.state <> 'draft' and (y.zone = 'B' or strong);
  elsif p_thread is not null then
    select t.zone into asked from contact.threads t where t.id = p_thread and t.id = any (contact.my_threads());
  end if;
  if asked is null then return 'none'; end if;
  if exists (select from contact.threads t where t.opened_by = me and t.key = p_id)
    or (p_thread is not null and exists (select from contact.messages m where m.thread_id = p_thread and m.key = p_id)) then return 'sent'; end if;
  if (select count(*) from contact.person_drafts d where d.person_id = me and d.id <> p_id) >= 30 then return 'many'; end if;
  insert into contact.person_drafts (person_id, id, type_id, thread_id, zone, body) values (me, p_id, p_type, p_thread, case when p_strong then 'A' else asked end, p_body)
  on conflict (person_id, id) do update set body = excluded.body, saved_at = now(),
    zone = case when contact.person_drafts.zone = 'A' then 'A' else excluded.zone end;
  return 'done';
end $function$;
grant execute on function contact.save_draft(uuid,uuid,uuid,jsonb,boolean) to delakt_person;

CREATE OR REPLACE FUNCTION contact.save_template(p_id uuid, p_owner text, p_title text, p_body text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.my_staff(); unit uuid := contact.my_unit(); town uuid := contact.my_municipality();
begin
  if not contact.may_set_template(p_owner) then return false; end if;
  insert into contact.templates as x (municipality_id, id, owner, staff_id, unit_id, title, body, set_by)
  values (town, p_id, p_owner, case when p_owner = 'staff' then me end, case when p_owner = 'unit' then unit end, p_title, p_body, me)
  on conflict (id) do update set title = excluded.title, body = excluded.body, set_by = excluded.set_by, set_at = now()
  where x.ended_at is null and x.municipality_id = excluded.municipality_id and x.owner = excluded.owner
    and x.staff_id is not distinct from excluded.staff_id and x.unit_id is not distinct from excluded.unit_id;
  return found;
end $function$;
grant execute on function contact.save_template(uuid,text,text,text) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.save_type(p_type uuid, p_id uuid, p_fields text[], p_days integer, p_zone text, p_second boolean, p_marks boolean, p_place integer, p_name jsonb, p_need jsonb, p_for_whom jsonb, p_definition jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.kept_unit(); y contact.request_types; me uuid := identity.my_staff(); v int;
begin
  if unit is null then return null; end if;
  if p_type is null then
    insert into contact.request_types (committee_id, unit_id, id, fields, answer_days, zone, second_reading, read_marks, place, made_by)
    values (identity.my_committee(), unit, p_id, p_fields, p_days, p_zone, p_second, p_marks, p_place, me) on conflict (id) do nothing;
  end if;
  select * into y from contact.request_types x where x.id = coalesce(p_type, p_id) and x.unit_id = unit for update;
  if y.id is null then return null; end if;
  select f.version into v from contact.request_forms f where f.type_id = y.id and f.published_at is null order by f.version desc limit 1;
  if v is null then
    insert into contact.request_forms (type_id, version, name, need, for_whom, definition, made_by)
    select y.id, coalesce(max(f.version), 0) + 1, p_name, p_need, p_for_whom, p_definition, me from contact.request_forms f where f.type_id = y.id;
  else
    update contact.request_forms f set name = p_name, need = p_need, for_whom = p_for_whom, definition = p_definition, made_by = me, at = now() where f.type_id = y.id and f.version = v;
  end if;
  -- What is no part of the form holds from now on, for what is sent from now on.
  update contact.request_types x set fields = p_fields, answer_days = p_days, zone = p_zone, second_reading = p_second, read_marks = p_marks, place = p_place where x.id = y.id;
  return y.id;
end $function$;
grant execute on function contact.save_type(uuid,uuid,text[],integer,text,boolean,boolean,integer,jsonb,jsonb,jsonb,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.send(p_key uuid, p_kind text, p_type uuid, p_version integer, p_unit uuid, p_shelf uuid, p_copy uuid, p_follows uuid, p_title text, p_body text, p_answers jsonb, p_day date, p_promised date)
 RETURNS TABLE(id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare
  me uuid := identity.me(); strong boolean := identity.reader() is not null;
  y contact.request_types; s contact.settings; t contact.threads; before contact.threads; calls text; there_committee uuid; there uuid; there_matter uuid;
begin
  if me is null then return; end if;
  select * into t from contact.threads x where x.opened_by = me and x.key = p_key;
  if t.id is not null then return query select t.id, 'same'::text; return; end if;
  if p_follows is not null then
    select * into before from contact.threads x where x.id = p_follows and x.id = any (contact.my_threads());
    if before.id is null then return; end if;
  end if;
  if p_shelf is not null or p_kind <> 'request' then
    select x.committee_id, x.unit_id, x.matter_id into there_committee, there, there_matter from contact.receiver(p_shelf, p_copy, coalesce(p_unit, before.unit_id)) x;
    if there is null then return; end if;
  end if;
  if p_kind = 'request' then
    select * into y from contact.request_types x where x.id = p_type and (x.zone = 'B' or strong);
    if y.id is null or y.state = 'draft' then return; end if;
    if y.state = 'closed' then return query select null::uuid, 'gone'::text; return; end if;
    if y.published_version <> p_version then return query select null::uuid, 'changed'::text; return; end if;
    s := contact.settings_of(y.unit_id);
    t.committee_id := y.committee_id; t.unit_id := y.unit_id; t.type_id := y.id; t.form_version := y.published_version; t.zone := y.zone;
    t.answer_days := y.answer_days; t.read_marks := y.read_marks;
    -- About a case of the same unit it belongs to that case.
    if there = y.unit_id then t.matter_id := there_matter; end if;
  elsif p_kind in ('message', 'call') then
    if contact.dispatchers(there) = 0 then return query select null::uuid, 'nobody'::text; return; end if;
    s := contact.settings_of(there);
    t.committee_id := there_committee; t.unit_id := there; t.zone := 'B'; t.matter_id := there_matter; t.read_marks := s.read_marks;
    t.answer_days := case p_kind when 'call' then s.call_days else s.answer_days end;
    if p_shelf is not null then t.handler_id := contact.officer_of(me, p_shelf, there); end if;
  else return; end if;
  -- What is asked about something in the file is read with what the file is read with.
  if p_copy is not null then t.zone := 'A'; end if;
  if p_promised is null or p_promised - p_day not between t.answer_days and t.answer_days + 12 then raise exception 'Not the day that was promised'; end if;
  insert into contact.threads (committee_id, unit_id, kind, type_id, form_version, zone, title, matter_id, shelf_id, about_copy, follows, state, handler_id, shown_handler,
    opened_by, answer_days, promised_on, read_marks, last_n, key)
  values (t.committee_id, t.unit_id, p_kind, t.type_id, t.form_version, t.zone, p_title, t.matter_id, case when t.matter_id is not null then p_shelf end, p_copy, p_follows,
    case when t.handler_id is null then 'received' else 'assigned' end, t.handler_id, case when s.named then t.handler_id end,
    me, t.answer_days, p_promised, t.read_marks, 1, p_key)
  on conflict (opened_by, key) do nothing returning * into t;
  if t.id is null then return query select x.id, 'same'::text from contact.threads x where x.opened_by = me and x.key = p_key; return; end if;
  select coalesce(p.name, '') into calls from identity.persons p where p.id = me;
  insert into contact.participants (committee_id, thread_id, person_id, unit_id, handler_id, name, zone, read_to, read_shown)
  values (t.committee_id, t.id, me, t.unit_id, t.handler_id, calls, t.zone, 1, case when t.read_marks then 1 else 0 end);
  insert into contact.messages (committee_id, thread_id, n, unit_id, handler_id, whose, person_id, signed, body, answers, key)
  values (t.committee_id, t.id, 1, t.unit_id, t.handler_id, 'person', me, calls, p_body, p_answers, p_key);
  perform contact.take_files(me, p_key, t, 1);
  perform contact.step(t, 'received');
  if t.handler_id is not null then perform contact.step(t, 'assigned', null, t.handler_id); end if;
  return query select t.id, 'done'::text;
end $function$;
grant execute on function contact.send(uuid,text,uuid,integer,uuid,uuid,uuid,uuid,text,text,jsonb,date,date) to delakt_person;

CREATE OR REPLACE FUNCTION contact.set_phone_weeks(p_weeks jsonb, p_whole boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.kept_unit();
begin
  if unit is null then return false; end if;
  if p_whole then
    delete from contact.phone_weeks x using jsonb_to_recordset(p_weeks) as w(monday date, minutes int, answered int, missed int)
    where x.unit_id = unit and x.monday = w.monday and num_nonnulls(w.minutes, w.answered, w.missed) = 0;
  end if;
  insert into contact.phone_weeks as x (committee_id, unit_id, monday, minutes, answered, missed, entered_by)
  select identity.my_committee(), unit, w.monday, w.minutes, w.answered, w.missed, identity.my_staff()
  from jsonb_to_recordset(p_weeks) as w(monday date, minutes int, answered int, missed int)
  where num_nonnulls(w.minutes, w.answered, w.missed) > 0 order by w.monday
  on conflict (committee_id, unit_id, monday) do update set
    minutes = case when p_whole then excluded.minutes else coalesce(excluded.minutes, x.minutes) end,
    answered = case when p_whole then excluded.answered else coalesce(excluded.answered, x.answered) end,
    missed = case when p_whole then excluded.missed else coalesce(excluded.missed, x.missed) end,
    entered_by = excluded.entered_by, entered_at = now()
  where (x.minutes, x.answered, x.missed) is distinct from (
    case when p_whole then excluded.minutes else coalesce(excluded.minutes, x.minutes) end,
    case when p_whole then excluded.answered else coalesce(excluded.answered, x.answered) end,
    case when p_whole then excluded.missed else coalesce(excluded.missed, x.missed) end);
  return true;
end $function$;
grant execute on function contact.set_phone_weeks(jsonb,boolean) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.set_settings(p_answer integer, p_call integer, p_return integer, p_marks boolean, p_second boolean, p_named boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.kept_unit();
begin
  if unit is null then return false; end if;
  insert into contact.settings (committee_id, unit_id, answer_days, call_days, return_days, read_marks, second_reading, named, set_by)
  values (identity.my_committee(), unit, p_answer, p_call, p_return, p_marks, p_second, p_named, identity.my_staff())
  on conflict (committee_id, unit_id) do update set answer_days = excluded.answer_days, call_days = excluded.call_days, return_days = excluded.return_days,
    read_marks = excluded.read_marks, second_reading = excluded.second_reading, named = excluded.named, set_by = excluded.set_by, set_at = now();
  return true;
end $function$;
grant execute on function contact.set_settings(integer,integer,integer,boolean,boolean,boolean) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.settings_of(p_unit uuid)
 RETURNS contact.settings
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare s contact.settings;
begin
  select * into s from contact.settings x where x.unit_id = p_unit;
  if s.unit_id is null then
    s.unit_id := p_unit; s.answer_days := 3; s.call_days := 2; s.return_days := 2; s.read_marks := false; s.second_reading := false; s.named := true;
  end if;
  return s;
end $function$;

CREATE OR REPLACE FUNCTION contact.stand_in()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare t contact.threads; heir uuid; whose uuid; n int := 0;
begin
  for t in
    select x.* from directory.absences a join contact.threads x on x.handler_id = a.staff_id and x.state = 'assigned'
    where a.first_day <= directory.today() and (a.last_day is null or (a.last_day >= directory.today() and x.promised_on <= a.last_day))
    order by x.id for update of x skip locked
  loop
    whose := t.handler_id;
    heir := directory.acting_at(whose, t.unit_id);
    continue when heir = whose;
    n := n + 1;
    if heir is null then
      perform contact.to_inbox(t, null);
      continue;
    end if;
    update contact.threads x set handler_id = heir, shown_handler = case when (contact.settings_of(x.unit_id)).named then heir end, waiting_since = now(), revision = x.revision + 1
    where x.committee_id = t.committee_id and x.id = t.id returning * into t;
    perform contact.step(t, 'stood-in', whose, heir);
  end loop;
  return n;
end $function$;
grant execute on function contact.stand_in() to delakt_worker;

CREATE OR REPLACE FUNCTION contact.step(t contact.threads, p_what text, p_staff uuid DEFAULT NULL::uuid, p_to uuid DEFAULT NULL::uuid, p_from_unit uuid DEFAULT NULL::uuid, p_to_unit uuid DEFAULT NULL::uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into contact.steps (committee_id, thread_id, n, unit_id, handler_id, what, staff_id, to_staff, to_shown, from_unit, to_unit)
  select t.committee_id, t.id, coalesce(max(s.n), 0) + 1, t.unit_id, t.handler_id, p_what, p_staff, p_to,
    case when (contact.settings_of(t.unit_id)).named then p_to end, p_from_unit, p_to_unit
  from contact.steps s where s.committee_id = t.committee_id and s.thread_id = t.id;
end $function$;

CREATE OR REPLACE FUNCTION contact.take_files(p_me uuid, p_draft uuid, t contact.threads, p_n integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into contact.files (committee_id, thread_id, n, id, unit_id, handler_id, field, name, type, size, bytes)
  select t.committee_id, t.id, p_n, f.id, t.unit_id, t.handler_id, f.field, f.name, f.type, f.size, f.bytes
  from contact.draft_files f where f.person_id = p_me and f.draft_id = p_draft;
  delete from contact.person_drafts d where d.person_id = p_me and d.id = p_draft;
end $function$;

CREATE OR REPLACE FUNCTION contact.tell(t contact.threads)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform notice.something_waits(p.person_id, p.committee_id) from contact.participants p where p.committee_id = t.committee_id and p.thread_id = t.id and p.left_at is null;
end $function$;

CREATE OR REPLACE FUNCTION contact.to_inbox(t contact.threads, p_by uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update contact.threads x set handler_id = null, shown_handler = null, state = case when x.state = 'assigned' then 'received' else x.state end,
    waiting_since = now(), revision = x.revision + 1
  where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'returned', p_by);
end $function$;

CREATE OR REPLACE FUNCTION contact.to_return(p_most integer)
 RETURNS TABLE(id uuid, thread uuid, kind text, matter text, person text, at timestamp with time zone, whose text, signed text, title text, form_name jsonb, body text, answers jsonb, form jsonb, decided_by text, decided_at timestamp with time zone, files jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare source uuid := identity.my_source();
begin
  return query
  with due as (
    select r.committee_id, r.thread_id, r.n, r.message_id, r.matter_id from contact.returns r
    where r.source_id = source and r.state <> 'received' and r.next_at <= now() order by r.next_at, r.message_id limit p_most for update skip locked),
  gone as (
    update contact.returns r set state = 'sent', attempts = r.attempts + 1, next_at = now() + least(power(2, least(r.attempts, 6)), 60) * interval '1 minute'
    from due where r.message_id = due.message_id)
  select due.message_id, due.thread_id, t.kind, x.ref, p.ref, m.at, m.whose, m.signed, t.title, f.name, m.body, m.answers, case when m.answers is not null then f.definition end,
    w.name, m.belongs_at,
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size) order by a.id)
      from contact.files a where a.committee_id = due.committee_id and a.thread_id = due.thread_id and a.n = due.n), '[]')
  from due join contact.messages m on m.id = due.message_id
  join contact.threads t on t.committee_id = due.committee_id and t.id = due.thread_id
  join record.matters x on x.committee_id = due.committee_id and x.id = due.matter_id
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  left join directory.staff w on w.id = m.belongs_by
  left join lateral (select q.ref from record.people q where q.committee_id = x.committee_id and q.source_id = x.source_id and q.person_id = x.person_id limit 1) p on true
  order by m.at, m.id;
end $function$;
grant execute on function contact.to_return(integer) to delakt_source;

CREATE OR REPLACE FUNCTION contact.weeks_came(p_from date, p_next date[])
 RETURNS TABLE(monday date, written integer, calls integer, in_time integer, waiting integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare unit uuid := contact.kept_unit(); today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  if unit is null then return; end if;
  return query
  select date_trunc('week', came.day)::date, (count(*) filter (where came.kind <> 'call'))::int, (count(*) filter (where came.kind = 'call'))::int,
    (count(*) filter (where came.answered <= came.promised))::int, (count(*) filter (where came.answered is null and today <= came.promised))::int
  from (
    select t.kind, d.day, p_next[d.day + t.answer_days - p_from + 1] as promised, (select (min(s.at) at time zone 'Europe/Stockholm')::date from contact.steps s
      where s.committee_id = t.committee_id and s.thread_id = t.id and s.what in ('answered', 'called')) as answered
    from contact.threads t cross join lateral (select (t.opened_at at time zone 'Europe/Stockholm')::date as day) d
    where t.unit_id = unit and t.opened_at >= p_from::timestamp at time zone 'Europe/Stockholm') came
  group by 1 order by 1;
end $function$;
grant execute on function contact.weeks_came(date,date[]) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.who_wrote(p_thread uuid)
 RETURNS TABLE(person_id uuid, name text, number_sealed bytea)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare t contact.threads := contact.held(p_thread);
begin
  return query select p.person_id, p.name, i.number_sealed from contact.participants p join identity.persons i on i.id = p.person_id
  where p.committee_id = t.committee_id and p.thread_id = t.id order by p.since, p.person_id;
end $function$;
grant execute on function contact.who_wrote(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION contact.whose(p_item uuid, p_committee uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (select t.opened_by from contact.threads t where t.id = p_item and t.committee_id = p_committee); end $function$;

CREATE OR REPLACE FUNCTION contact.write(p_thread uuid, p_key uuid, p_body text, p_day date, p_promised date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.me(); t contact.threads; calls text;
begin
  select * into t from contact.threads x where x.id = p_thread and x.id = any (contact.my_threads()) for update;
  if t.id is null then return 'none'; end if;
  if exists (select from contact.messages m where m.thread_id = t.id and m.key = p_key and m.person_id = me) then return 'same'; end if;
  if t.state = 'closed' then return 'closed'; end if;
  if p_promised is null or p_promised - p_day not between t.answer_days and t.answer_days + 12 then raise exception 'Not the day that was promised'; end if;
  select coalesce(p.name, '') into calls from identity.persons p where p.id = me;
  insert into contact.messages (committee_id, thread_id, n, unit_id, handler_id, whose, person_id, signed, body, key)
  values (t.committee_id, t.id, t.last_n + 1, t.unit_id, t.handler_id, 'person', me, calls, p_body, p_key);
  perform contact.take_files(me, p_key, t, t.last_n + 1);
  update contact.participants p set read_to = t.last_n + 1, read_shown = case when t.read_marks then t.last_n + 1 else p.read_shown end
  where p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = me;
  update contact.threads x set last_n = x.last_n + 1, last_at = now(), revision = x.revision + 1,
    promised_on = case when x.state = 'answered' then p_promised else x.promised_on end,
    waiting_since = case when x.state = 'answered' then now() else x.waiting_since end,
    state = case when x.handler_id is null then 'received' else 'assigned' end
  where x.committee_id = t.committee_id and x.id = t.id;
  perform contact.step(t, 'wrote');
  return 'done';
end $function$;
grant execute on function contact.write(uuid,uuid,text,date,date) to delakt_person;

CREATE OR REPLACE FUNCTION directory.acting(p_staff uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return directory.acting_at(p_staff, null); end $function$;
grant execute on function directory.acting(uuid) to delakt_person;
grant execute on function directory.acting(uuid) to delakt_staff;
grant execute on function directory.acting(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.acting_at(p_staff uuid, p_unit uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare who uuid := p_staff; seen uuid[] := '{}'; w directory.staff; away directory.absences; heir uuid;
begin
  while who is not null and who <> all (seen) loop
    seen := seen || who;
    select * into w from directory.staff x where x.id = who;
    select * into away from directory.absences a
    where a.staff_id = who and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today());
    if w.active and away.id is null and (p_unit is null or directory.works_at(who, p_unit)) then return who; end if;
    heir := null;
    if away.id is null then
      select h.to_id into heir from directory.leavings l join directory.handovers h on h.committee_id = l.committee_id and h.leaving_id = l.id
      where l.staff_id = who and l.done_at is not null and h.to_id is not null and (p_unit is null or h.unit_id is null or h.unit_id = p_unit)
      order by h.unit_id is not distinct from p_unit desc, h.kind = 'matters' desc, l.done_at desc, h.id limit 1;
    end if;
    who := coalesce(away.deputy_id, heir, w.deputy_id);
  end loop;
  return null;
end $function$;
grant execute on function directory.acting_at(uuid,uuid) to delakt_person;
grant execute on function directory.acting_at(uuid,uuid) to delakt_staff;
grant execute on function directory.acting_at(uuid,uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.add_catalogue(p_id uuid, p_name text, p_hash bytea, p_subject text, p_role text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding();
begin
  if town is null then return false; end if;
  insert into directory.catalogues (municipality_id, committee_id, id, name, hash, subject_from, role, made_by) values (town, desk.committee_id, p_id, p_name, p_hash, p_subject, p_role, desk.staff_id);
  perform directory.note(town, null, 'catalogue-added', null, null, '{}');
  return true;
end $function$;
grant execute on function directory.add_catalogue(uuid,text,bytea,text,text) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.alarmed(p_staff uuid DEFAULT NULL::uuid)
 RETURNS TABLE(staff_id uuid, committee_id uuid, unit_id uuid, leaving_id uuid, since timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare theirs uuid[] := array(select a.committee_id from directory.assignments a where a.staff_id = p_staff);
begin
  return query
  with stands as (
    select a.committee_id, a.unit_id, null::uuid as leaving_id, a.since from directory.alarms a
    where (p_staff is null or a.committee_id = any (theirs)) and a.unit_id in (select directory.receiving()) and directory.vacant(a.unit_id) is not null
    union all
    select n.committee_id, n.unit_id, n.leaving_id, l.done_at from directory.left_units n join directory.leavings l on l.committee_id = n.committee_id and l.id = n.leaving_id
    where (p_staff is null or n.committee_id = any (theirs)) and n.noted_at is null and l.done_at is not null
      and exists (select from directory.handovers h where h.committee_id = n.committee_id and h.leaving_id = n.leaving_id and h.how <> 'chosen' and (h.unit_id = n.unit_id or h.unit_id is null)))
  select distinct t.staff_id, s.committee_id, s.unit_id, s.leaving_id, s.since from stands s
  cross join lateral (
    select o.staff_id, o.manager from directory.told_of(s.unit_id) o
    union all select d, false from directory.stewards(s.committee_id) d where s.leaving_id is null
    union all select h.to_id, false from directory.handovers h where h.committee_id = s.committee_id and h.leaving_id = s.leaving_id and h.how in ('deputy', 'keeper')
      and (h.unit_id = s.unit_id or h.unit_id is null) and directory.works_at(h.to_id, s.unit_id)) t
  where (p_staff is null or t.staff_id = p_staff) and (not t.manager or s.since < now() - interval '3 days');
end $function$;

CREATE OR REPLACE FUNCTION directory.assign(p_staff uuid, p_unit uuid, p_role text, p_from date, p_to date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding();
begin
  if town is null or not exists (select from directory.units u where u.id = p_unit and u.committee_id = desk.committee_id)
    or not exists (select from directory.staff w where w.id = p_staff and w.municipality_id = town) then return 'none'; end if;
  if p_staff = desk.staff_id then return 'self'; end if;
  insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from, valid_to) values (desk.committee_id, p_unit, p_staff, p_role, p_from, p_to)
  on conflict (staff_id, unit_id, role) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to;
  perform directory.note(town, null, 'assigned', p_staff, p_unit, jsonb_build_object('role', p_role));
  return 'done';
end $function$;
grant execute on function directory.assign(uuid,uuid,text,date,date) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.at_my_unit()
 RETURNS TABLE(id uuid, name text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' then return; end if;
  return query
  select distinct w.id, w.name from directory.assignments a join directory.staff w on w.id = a.staff_id
  where a.committee_id = desk.committee_id and a.unit_id = desk.unit_id and w.active and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
  order by w.name, w.id;
end $function$;
grant execute on function directory.at_my_unit() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.away_to(p_staff uuid)
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select a.last_day from directory.absences a where a.staff_id = p_staff and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())
$function$;
grant execute on function directory.away_to(uuid) to delakt_person;
grant execute on function directory.away_to(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.card(p_staff uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_strip_nulls(jsonb_build_object('name', s.name, 'role', coalesce(nullif(s.title ->> 'sv', ''), 'handläggare'),
    'phone', nullif(s.phone, ''), 'hours', nullif(s.phone_hours ->> 'sv', ''), 'deputy', d.name, 'photo', substring(s.photo from '^([a-z0-9-]{1,60})([.][a-z]+)?$')))
  from directory.staff s left join directory.staff d on d.id = s.deputy_id and d.active where s.id = p_staff
$function$;

CREATE OR REPLACE FUNCTION directory.carry_out(l directory.leavings)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare h record; chosen directory.handovers; fall record; w directory.staff; clash timestamptz[];
begin
  select * into w from directory.staff x where x.id = l.staff_id for update;
  insert into directory.left_units (committee_id, leaving_id, unit_id)
  select distinct l.committee_id, l.id, a.unit_id from directory.assignments a
  where a.committee_id = l.committee_id and a.staff_id = l.staff_id and (l.unit_id is null or a.unit_id = l.unit_id) and (a.valid_to is null or a.valid_to >= l.last_day) on conflict do nothing;
  for h in select * from directory.held_by(l.staff_id, l.committee_id) x where x.needs and (l.unit_id is null or x.unit_id = l.unit_id)
    -- Matters first: what is being written goes with them.
    order by x.kind <> 'matters', x.kind, x.unit_id loop
    select * into chosen from directory.handovers x where x.committee_id = l.committee_id and x.leaving_id = l.id and x.kind = h.kind and x.unit_id is not distinct from h.unit_id;
    if chosen.to_id is not null and directory.may_receive(h.kind, h.unit_id, l.staff_id, chosen.to_id, l.committee_id) then select chosen.to_id, 'chosen'::text as how into fall;
    else select * into fall from directory.falls_to(h.kind, h.unit_id, l.staff_id, l.committee_id); end if;
    clash := case when h.kind = 'appointments' and fall.to_id is not null then appointments.clashing(l.staff_id, fall.to_id, h.unit_id) else '{}' end;
    -- A request that nobody at the unit could be given is in its inbox.
    if fall.to_id is not null or h.kind = 'contact' then perform directory.hand(h.kind, l.staff_id, fall.to_id, l.committee_id, h.unit_id); end if;
    insert into directory.handovers (committee_id, leaving_id, kind, unit_id, n, to_id, how, at, clashes) values (l.committee_id, l.id, h.kind, h.unit_id, h.n, fall.to_id, fall.how, now(), clash)
    on conflict (committee_id, leaving_id, kind, unit_id) do update set n = excluded.n, to_id = excluded.to_id, how = excluded.how, at = excluded.at, clashes = excluded.clashes;
    -- What they had at a unit where they no longer worked is told there too.
    if h.kind in ('contact', 'appointments') then insert into directory.left_units (committee_id, leaving_id, unit_id) values (l.committee_id, l.id, h.unit_id) on conflict do nothing; end if;
    -- A place that nobody could take is empty, and said to be.
    if fall.to_id is null and h.kind in ('administrator', 'deputy') then delete from directory.keepers k where k.unit_id = h.unit_id and k.place = h.kind and k.staff_id = l.staff_id; end if;
  end loop;
  delete from directory.handovers x where x.committee_id = l.committee_id and x.leaving_id = l.id and x.at is null;
  update directory.leavings x set done_at = now() where x.committee_id = l.committee_id and x.id = l.id;
  if l.because = 'planned' or l.unit_id is not null then
    update directory.assignments a set valid_to = least(a.valid_to, l.last_day, directory.today() - 1)
    where a.committee_id = l.committee_id and a.staff_id = l.staff_id and (l.unit_id is null or a.unit_id = l.unit_id);
  end if;
  if l.because = 'planned' and w.active and not exists (select from directory.assignments a where a.staff_id = w.id and (a.valid_to is null or a.valid_to >= directory.today())) then
    perform directory.shut(w.id);
  end if;
  perform directory.note(w.municipality_id, null, 'left', w.id, l.unit_id, jsonb_build_object('because', l.because));
end $function$;

CREATE OR REPLACE FUNCTION directory.carry_out_due()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare l directory.leavings; done int := 0;
begin
  for l in select * from directory.leavings x where x.done_at is null and x.last_day < directory.today() for update skip locked loop
    perform directory.carry_out(l);
    done := done + 1;
  end loop;
  return done;
end $function$;
grant execute on function directory.carry_out_due() to delakt_worker;

CREATE OR REPLACE FUNCTION directory.catalogue(p_hash bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (directory.catalogue_of(p_hash)).id; end $function$;
grant execute on function directory.catalogue(bytea) to delakt_public;

CREATE OR REPLACE FUNCTION directory.catalogue_of(p_hash bytea)
 RETURNS directory.catalogues
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare c directory.catalogues;
begin
  select * into c from directory.catalogues x where x.hash = p_hash and x.ended_at is null;
  if c.id is not null and (c.used_at is null or c.used_at < now() - interval '1 minute') then update directory.catalogues x set used_at = now() where x.id = c.id; end if;
  return c;
end $function$;

CREATE OR REPLACE FUNCTION directory.colleagues_here()
 RETURNS TABLE(id uuid, name text, away boolean, away_to date)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query select w.id, w.name, directory.is_away(w.id), directory.away_to(w.id) from directory.staff w
  where w.id in (select a.staff_id from directory.assignments a where a.unit_id = desk.unit_id) and w.id <> desk.staff_id and directory.works_at(w.id, desk.unit_id)
  order by directory.is_away(w.id), w.name, w.id;
end $function$;
grant execute on function directory.colleagues_here() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.come_back(p_staff uuid, p_catalogue uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare w directory.staff;
begin
  update directory.staff x set active = true, revision = x.revision + 1 where x.id = p_staff and not x.active returning * into w;
  if w.id is not null then perform directory.note(w.municipality_id, p_catalogue, 'came-back', p_staff, null, '{}'); end if;
end $function$;

CREATE OR REPLACE FUNCTION directory.dispatchers(p_unit uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select a.staff_id from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
  where a.unit_id = p_unit and a.role = 'requestDispatcher' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today());
end $function$;

CREATE OR REPLACE FUNCTION directory.email_refused(p_staff uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update directory.staff_ids i set email_refused_at = now() where i.staff_id = p_staff and i.email is not null;
end $function$;
grant execute on function directory.email_refused(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.end_absence(p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare a directory.absences;
begin
  select * into a from directory.absences x where x.id = p_id for update;
  if a.id is null or not directory.may_set_absence(a.staff_id) then return false; end if;
  if a.first_day >= directory.today() then delete from directory.absences x where x.id = p_id;
  else update directory.absences x set last_day = least(x.last_day, directory.today() - 1) where x.id = p_id; end if;
  perform directory.note(a.municipality_id, null, 'absence-ended', a.staff_id, null, '{}');
  return true;
end $function$;
grant execute on function directory.end_absence(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.end_assignment(p_id uuid, p_last date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); a directory.assignments;
begin
  if directory.stewarding() is null then return 'none'; end if;
  select * into a from directory.assignments x where x.id = p_id and x.committee_id = desk.committee_id for update;
  if a.id is null then return 'none'; end if;
  if a.staff_id = desk.staff_id then return 'self'; end if;
  update directory.assignments x set valid_to = p_last where x.id = p_id;
  perform directory.note(directory.stewarding(), null, 'assignment-ended', a.staff_id, a.unit_id, jsonb_build_object('role', a.role));
  return 'done';
end $function$;
grant execute on function directory.end_assignment(uuid,date) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.end_catalogue(p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding();
begin
  if town is null then return false; end if;
  update directory.catalogues c set ended_at = now() where c.id = p_id and c.committee_id = desk.committee_id and c.ended_at is null;
  if not found then return false; end if;
  update directory.staff_ids i set origin = 'own', catalogue_id = null, version = i.version + 1 where i.catalogue_id = p_id;
  update directory.unit_ids i set origin = 'own', catalogue_id = null, version = i.version + 1 where i.catalogue_id = p_id;
  perform directory.note(town, null, 'catalogue-ended', null, null, '{}');
  return true;
end $function$;
grant execute on function directory.end_catalogue(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.fallen()
 RETURNS TABLE(id uuid, name text, at timestamp with time zone, because text, fell jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query
  select l.id, w.name, l.done_at, l.because,
    coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'n', h.n, 'to', t.name, 'how', h.how, 'clashes', h.clashes) order by h.kind, h.id) from directory.handovers h left join directory.staff t on t.id = h.to_id
      where h.committee_id = l.committee_id and h.leaving_id = l.id and (h.unit_id = u.unit_id or h.unit_id is null)), '[]')
  from directory.left_units u join directory.leavings l on l.committee_id = u.committee_id and l.id = u.leaving_id join directory.staff w on w.id = l.staff_id
  where u.committee_id = desk.committee_id and u.unit_id = desk.unit_id and u.noted_at is null and l.done_at is not null
    and (l.because = 'catalogue' or exists (select from directory.handovers h where h.committee_id = l.committee_id and h.leaving_id = l.id and (h.how <> 'chosen' or h.clashes <> '{}') and (h.unit_id = u.unit_id or h.unit_id is null)))
  order by l.done_at;
end $function$;
grant execute on function directory.fallen() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.falls_to(p_kind text, p_unit uuid, p_from uuid, p_committee uuid, OUT to_id uuid, OUT how text)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare one uuid;
begin
  how := 'nobody';
  if p_kind in ('manager', 'steward', 'reviewer') then return; end if;
  one := directory.acting_at((select w.deputy_id from directory.staff w where w.id = p_from), p_unit);
  if one is not null and directory.may_receive(p_kind, p_unit, p_from, one, p_committee) then to_id := one; how := 'deputy'; return; end if;
  select k.staff_id into to_id from directory.keepers k
  where k.committee_id = p_committee and (k.unit_id = p_unit or p_unit is null and k.unit_id in (select a.unit_id from directory.assignments a where a.staff_id = p_from))
    and directory.may_receive(p_kind, p_unit, p_from, k.staff_id, p_committee)
  order by k.place, k.unit_id limit 1;
  if to_id is not null then how := 'keeper'; end if;
end $function$;

CREATE OR REPLACE FUNCTION directory.hand(p_kind text, p_from uuid, p_to uuid, p_committee uuid, p_unit uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  case p_kind
    when 'matters' then perform record.hand_over(p_from, p_to, p_committee, p_unit);
    when 'drafts' then perform record.hand_over(p_from, p_to, p_committee, p_unit);
    when 'administrator', 'deputy' then update directory.keepers k set staff_id = p_to, named_by = identity.my_staff(), named_at = now() where k.unit_id = p_unit and k.place = p_kind and k.staff_id = p_from;
    when 'deputises' then update directory.staff w set deputy_id = nullif(p_to, w.id) where w.deputy_id = p_from;
    when 'contact', 'appointments' then execute pg_catalog.format('select %I.hand_over($1, $2, $3)', p_kind) using p_from, p_to, p_unit;
    else
      insert into directory.assignments (committee_id, unit_id, staff_id, role)
      values (p_committee, p_unit, p_to, case p_kind when 'dispatcher' then 'requestDispatcher' when 'manager' then 'unitManager' when 'steward' then 'systemSteward' else 'logReviewer' end)
      on conflict (staff_id, unit_id, role) do update set valid_to = null, valid_from = least(assignments.valid_from, excluded.valid_from);
  end case;
end $function$;

CREATE OR REPLACE FUNCTION directory.held(p_staff uuid)
 RETURNS TABLE(kind text, unit_id uuid, n integer, needs boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null or not directory.keeps(p_staff) then return; end if;
  return query select h.kind, h.unit_id, h.n, h.needs from directory.held_by(p_staff, desk.committee_id) h;
end $function$;
grant execute on function directory.held(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.held_by(p_staff uuid, p_committee uuid)
 RETURNS TABLE(kind text, unit_id uuid, n integer, needs boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare other text; many int;
begin
  return query
  with h as materialized (select * from record.held_by(p_staff, p_committee))
  select h.kind, h.unit_id, h.n, h.kind = 'matters' or h.kind = 'drafts' and not exists (select from h m where m.kind = 'matters' and m.unit_id = h.unit_id) from h;
  return query select k.place, k.unit_id, 1, true from directory.keepers k where k.committee_id = p_committee and k.staff_id = p_staff;
  return query
  select case a.role when 'requestDispatcher' then 'dispatcher' when 'unitManager' then 'manager' when 'systemSteward' then 'steward' else 'reviewer' end, a.unit_id, 1, true
  from directory.assignments a
  where a.committee_id = p_committee and a.staff_id = p_staff and a.role <> 'caseOfficer' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
    -- A role that somebody else has too, at the unit or for the committee, is nobody's alone; what comes to the inbox is handed out by two.
    and (a.role = 'requestDispatcher' or not exists (
      select from directory.assignments o join directory.staff w on w.id = o.staff_id and w.active
      where o.committee_id = a.committee_id and o.role = a.role and o.staff_id <> a.staff_id and (o.role <> 'unitManager' or o.unit_id = a.unit_id)
        and o.valid_from <= directory.today() and (o.valid_to is null or o.valid_to >= directory.today())));
  select count(*) into many from directory.staff w where w.deputy_id = p_staff and w.active;
  if many > 0 then return query select 'deputises'::text, null::uuid, many, true; end if;
  foreach other in array array['contact', 'appointments'] loop
    return query execute pg_catalog.format('select %L::text, h.unit_id, h.n, true from %I.held_by($1) h join directory.units u on u.id = h.unit_id where u.committee_id = $2', other, other) using p_staff, p_committee;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION directory.is_away(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (select from directory.absences a where a.staff_id = p_staff and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today()));
end $function$;
grant execute on function directory.is_away(uuid) to delakt_person;
grant execute on function directory.is_away(uuid) to delakt_staff;
grant execute on function directory.is_away(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.is_desk(a directory.assignments)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
  select a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
    and not (a.role = 'requestDispatcher' and exists (select from directory.assignments o where o.staff_id = a.staff_id and o.unit_id = a.unit_id
      and o.role in ('caseOfficer', 'unitManager') and o.valid_from <= current_date and (o.valid_to is null or o.valid_to >= current_date)))
$function$;
grant execute on function directory.is_desk(directory.assignments) to delakt_doorkeeper;
grant execute on function directory.is_desk(directory.assignments) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.keep_list(p_id uuid, p_kind text, p_whole boolean, p_rows jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return false; end if;
  -- Yesterday's were never carried out.
  delete from directory.lists l where l.committee_id = desk.committee_id and (l.made_by = desk.staff_id or l.made_at < now() - interval '1 day');
  insert into directory.lists (committee_id, id, kind, whole, rows, made_by) values (desk.committee_id, p_id, p_kind, p_whole, p_rows, desk.staff_id);
  return true;
end $function$;
grant execute on function directory.keep_list(uuid,text,boolean,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.keeps(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  return exists (select from directory.staff w where w.id = p_staff and w.municipality_id = directory.stewarding()
    and (exists (select from directory.assignments a where a.staff_id = w.id and a.committee_id = desk.committee_id)
      or not exists (select from directory.assignments a where a.staff_id = w.id)));
end $function$;
grant execute on function directory.keeps(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.kept_assignments()
 RETURNS SETOF directory.assignments
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if directory.stewarding() is null then return; end if;
  return query select a.* from directory.assignments a where a.committee_id = identity.my_committee();
end $function$;
grant execute on function directory.kept_assignments() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.lacks(p_unit uuid)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
begin
  return array(
    select place from unnest(array['administrator', 'deputy']) as wanted (place)
    where not exists (
      select from directory.keepers k join directory.staff w on w.id = k.staff_id
      where k.unit_id = p_unit and k.place = wanted.place and w.active
        and exists (select from directory.assignments a where a.staff_id = w.id and a.committee_id = k.committee_id
          and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)))
    order by place);
end $function$;
grant execute on function directory.lacks(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.lacks_dispatchers(p_unit uuid)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare there int; here int;
begin
  select count(*), count(*) filter (where not directory.is_away(d)) into there, here from directory.dispatchers(p_unit) d;
  return case when here = 0 then 2 else greatest(0, 2 - there) end;
end $function$;
grant execute on function directory.lacks_dispatchers(uuid) to delakt_staff;
grant execute on function directory.lacks_dispatchers(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.leave(p_id uuid, p_staff uuid, p_last date, p_receivers jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); l directory.leavings; h record; receiver uuid;
begin
  if directory.stewarding() is null or not directory.keeps(p_staff) then return 'none'; end if;
  if p_staff = desk.staff_id then return 'self'; end if;
  perform from directory.staff w where w.id = p_staff for update;
  if exists (select from directory.leavings x where x.committee_id = desk.committee_id and x.id = p_id) then return 'done'; end if;
  -- A new plan takes the place of the last.
  perform directory.stay(p_staff);
  insert into directory.leavings (committee_id, id, staff_id, last_day, because, begun_by) values (desk.committee_id, p_id, p_staff, p_last, 'planned', desk.staff_id) returning * into l;
  for h in select * from directory.held_by(p_staff, desk.committee_id) x where x.needs loop
    select (r ->> 'to')::uuid into receiver from jsonb_array_elements(p_receivers) r where r ->> 'kind' = h.kind and (r ->> 'unit')::uuid is not distinct from h.unit_id limit 1;
    -- Nobody gives themself a role, by this way either.
    if h.kind in ('dispatcher', 'manager', 'steward', 'reviewer') and receiver = desk.staff_id then receiver := null; end if;
    if receiver is null or not directory.may_receive(h.kind, h.unit_id, p_staff, receiver, desk.committee_id) then raise exception using errcode = 'DL002', message = 'missing'; end if;
    insert into directory.handovers (committee_id, leaving_id, kind, unit_id, n, to_id, how) values (desk.committee_id, p_id, h.kind, h.unit_id, h.n, receiver, 'chosen');
  end loop;
  perform directory.note(directory.stewarding(), null, 'leaving-planned', p_staff, null, jsonb_build_object('last', p_last));
  if p_last < directory.today() then perform directory.carry_out(l); return 'done'; end if;
  update directory.assignments a set valid_to = p_last where a.committee_id = desk.committee_id and a.staff_id = p_staff and (a.valid_to is null or a.valid_to > p_last);
  return 'planned';
exception when sqlstate 'DL002' then return 'missing';
end $function$;
grant execute on function directory.leave(uuid,uuid,date,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.leave_unit(p_staff uuid, p_unit uuid, p_catalogue uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare u directory.units; l directory.leavings;
begin
  select * into u from directory.units x where x.id = p_unit;
  perform directory.note((select c.municipality_id from directory.committees c where c.id = u.committee_id), p_catalogue, 'member-removed', p_staff, p_unit, '{}');
  if not exists (select from directory.assignments a where a.staff_id = p_staff and a.unit_id = p_unit and (a.valid_to is null or a.valid_to >= directory.today())) then return; end if;
  -- A plan to leave the whole committee goes on.
  insert into directory.leavings (committee_id, id, staff_id, unit_id, last_day, because, done_at) values (u.committee_id, gen_random_uuid(), p_staff, p_unit, directory.today(), 'catalogue', now()) returning * into l;
  perform directory.carry_out(l);
end $function$;

CREATE OR REPLACE FUNCTION directory.list_gone(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if not directory.keeps(p_staff) or p_staff = desk.staff_id
    or not exists (select from directory.staff_ids i where i.staff_id = p_staff and i.municipality_id = directory.stewarding() and i.origin = 'csv') then return false; end if;
  perform directory.remove(p_staff, null);
  return true;
end $function$;
grant execute on function directory.list_gone(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.list_staff(p_id uuid, p jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); who uuid := p_id; ids directory.staff_ids;
begin
  if town is null then return null; end if;
  if who is null then
    insert into directory.staff (municipality_id, name) values (town, p ->> 'name') returning id into who;
  else
    perform from directory.staff w where w.id = who for update;
    if not directory.keeps(who) then return null; end if;
  end if;
  select * into ids from directory.staff_ids i where i.municipality_id = town and i.staff_id = who;
  if coalesce(ids.origin = 'scim', false) then return null; end if;
  if not directory.put_staff_ids(town, who, coalesce(p ->> 'hsa', ids.hsa_id), coalesce(p ->> 'ref', ids.external_id), case when who = desk.staff_id then ids.user_name else coalesce(p ->> 'login', ids.user_name) end) then return null; end if;
  if p ->> 'login' is not null and who <> desk.staff_id and not directory.put_login(who, p ->> 'login') then return null; end if;
  if p ->> 'email' is not null then perform directory.put_email(town, who, p ->> 'email'); end if;
  update directory.staff_ids i set origin = 'csv', deleted_at = null where i.municipality_id = town and i.staff_id = who;
  update directory.staff w set name = p ->> 'name', phone = coalesce(p ->> 'phone', w.phone), revision = w.revision + 1,
    title = case when p ->> 'title' is null then w.title else jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'title', 'en', coalesce(p ->> 'titleEn', case when w.title ->> 'sv' = p ->> 'title' then w.title ->> 'en' end))) end
  where w.id = who;
  perform directory.come_back(who, null);
  perform directory.note(town, null, case when p_id is null then 'staff-added' else 'staff-changed' end, who, null, '{"by": "list"}');
  return who;
end $function$;
grant execute on function directory.list_staff(uuid,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.list_unit(p_code text, p jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); u directory.units; ids directory.unit_ids;
begin
  if town is null then return false; end if;
  insert into directory.units (committee_id, code, name, phone) values (desk.committee_id, p_code, jsonb_build_object('sv', p ->> 'name'), p ->> 'phone') on conflict do nothing;
  perform directory.note(town, null, case when found then 'unit-added' else 'unit-changed' end, null, (select x.id from directory.units x where x.committee_id = desk.committee_id and x.code = p_code), '{"by": "list"}');
  select * into u from directory.units x where x.committee_id = desk.committee_id and x.code = p_code for update;
  select * into ids from directory.unit_ids i where i.municipality_id = town and i.unit_id = u.id;
  if coalesce(ids.origin = 'scim', false) or exists (select from directory.unit_ids i where i.municipality_id = town and i.unit_id <> u.id and i.hsa_id = p ->> 'hsa') then return false; end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, origin, hsa_id) values (town, u.id, 'csv', p ->> 'hsa')
  on conflict (municipality_id, unit_id) do update set origin = 'csv', hsa_id = coalesce(excluded.hsa_id, i.hsa_id), gone_at = null, version = i.version + 1;
  update directory.units x set name = jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'name', 'en', coalesce(p ->> 'nameEn', case when x.name ->> 'sv' = p ->> 'name' then x.name ->> 'en' end))),
    phone = coalesce(p ->> 'phone', x.phone), post_address = coalesce(p ->> 'post', x.post_address),
    visit = case when p ->> 'visit' is null then x.visit else jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'visit', 'en', p ->> 'visitEn')) end, revision = x.revision + 1
  where x.id = u.id;
  return true;
end $function$;
grant execute on function directory.list_unit(text,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.list_unit_gone(p_unit uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  update directory.unit_ids i set gone_at = now(), version = i.version + 1 from directory.units u
  where i.unit_id = p_unit and u.id = i.unit_id and u.committee_id = desk.committee_id and i.municipality_id = directory.stewarding() and i.origin = 'csv' and i.gone_at is null;
  return found;
end $function$;
grant execute on function directory.list_unit_gone(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.may_receive(p_kind text, p_unit uuid, p_from uuid, p_to uuid, p_committee uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if p_to = p_from or not exists (select from directory.staff w where w.id = p_to and w.active) then return false; end if;
  -- Nobody is their own deputy.
  if p_kind in ('administrator', 'deputy') and exists (select from directory.keepers k where k.unit_id = p_unit and k.staff_id = p_to) then return false; end if;
  return exists (select from directory.assignments a
    where a.staff_id = p_to and a.committee_id = p_committee and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
      and case p_kind when 'matters' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager') when 'drafts' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
        when 'contact' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager', 'requestDispatcher') when 'appointments' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
        when 'administrator' then true when 'deputy' then true when 'deputises' then true when 'steward' then true when 'reviewer' then true else a.unit_id = p_unit end);
end $function$;

CREATE OR REPLACE FUNCTION directory.may_set_absence(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  return desk.role is not null and (p_staff = desk.staff_id or directory.keeps(p_staff) or desk.role = 'unitManager' and directory.works_at(p_staff, desk.unit_id));
end $function$;
grant execute on function directory.may_set_absence(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.meetings_during(p_absence uuid)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare a directory.absences; n int := 0;
begin
  select * into a from directory.absences x where x.id = p_absence;
  if a.id is null or not directory.may_set_absence(a.staff_id) then return 0; end if;
  if pg_catalog.to_regprocedure('appointments.held_during(uuid, date, date)') is not null then
    execute 'select appointments.held_during($1, $2, $3)' into n using a.staff_id, a.first_day, a.last_day;
  end if;
  return n;
end $function$;
grant execute on function directory.meetings_during(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.my_email()
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (select i.email from directory.staff_ids i where i.staff_id = identity.my_staff()); end $function$;
grant execute on function directory.my_email() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.name_keepers(p_administrator uuid, p_deputy uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' or p_administrator = p_deputy then return false; end if;
  if (select count(*) from directory.at_my_unit() x where x.id in (p_administrator, p_deputy)) <> 2 then return false; end if;
  delete from directory.keepers k where k.committee_id = desk.committee_id and k.unit_id = desk.unit_id
    and (k.place, k.staff_id) not in (('administrator', p_administrator), ('deputy', p_deputy));
  insert into directory.keepers (committee_id, unit_id, place, staff_id, named_by)
  values (desk.committee_id, desk.unit_id, 'administrator', p_administrator, desk.staff_id), (desk.committee_id, desk.unit_id, 'deputy', p_deputy, desk.staff_id)
  on conflict do nothing;
  return true;
end $function$;
grant execute on function directory.name_keepers(uuid,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.note(p_municipality uuid, p_catalogue uuid, p_what text, p_staff uuid, p_unit uuid, p_detail jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  insert into directory.changes (municipality_id, committee_id, by_id, catalogue_id, what, staff_id, unit_id, detail)
  values (p_municipality, case when p_catalogue is null then desk.committee_id end, case when p_catalogue is null then desk.staff_id end, p_catalogue, p_what, p_staff, p_unit, p_detail);
end $function$;

CREATE OR REPLACE FUNCTION directory.note_fallen(p_leaving uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return false; end if;
  update directory.left_units u set noted_by = desk.staff_id, noted_at = coalesce(u.noted_at, now()) where u.committee_id = desk.committee_id and u.leaving_id = p_leaving and u.unit_id = desk.unit_id;
  return found;
end $function$;
grant execute on function directory.note_fallen(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.photo(p_id uuid)
 RETURNS TABLE(bytes bytea, at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return query select p.bytes, p.at from directory.photos p where p.id = p_id; end $function$;
grant execute on function directory.photo(uuid) to delakt_public;

CREATE OR REPLACE FUNCTION directory.put_email(p_municipality uuid, p_staff uuid, p_email text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update directory.staff_ids i set email = p_email, email_refused_at = null where i.municipality_id = p_municipality and i.staff_id = p_staff and i.email is distinct from p_email;
end $function$;

CREATE OR REPLACE FUNCTION directory.put_login(p_staff uuid, p_subject text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare w directory.staff;
begin
  select * into w from directory.staff x where x.id = p_staff;
  if exists (select from identity.logins l join directory.providers p on p.issuer = l.issuer and p.municipality_id = w.municipality_id and p.audience = 'staff'
    where l.audience = 'staff' and l.subject = p_subject and l.staff_id <> w.id) then return false; end if;
  delete from identity.logins l using directory.providers p
  where l.staff_id = w.id and p.issuer = l.issuer and p.municipality_id = w.municipality_id and p.audience = 'staff' and l.subject is distinct from p_subject;
  if p_subject is not null then
    insert into identity.logins (issuer, subject, staff_id)
    select distinct p.issuer, p_subject, w.id from directory.providers p where p.municipality_id = w.municipality_id and p.audience = 'staff' and p.enabled on conflict do nothing;
  end if;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION directory.put_staff_ids(p_municipality uuid, p_staff uuid, p_hsa text, p_external text, p_user text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from directory.staff_ids i where i.municipality_id = p_municipality and i.staff_id <> p_staff
    and (i.hsa_id = p_hsa or i.deleted_at is null and lower(i.user_name) = lower(p_user))) then return false; end if;
  insert into directory.staff_ids as i (municipality_id, staff_id, hsa_id, external_id, user_name) values (p_municipality, p_staff, p_hsa, p_external, p_user)
  on conflict (municipality_id, staff_id) do update set hsa_id = excluded.hsa_id, external_id = excluded.external_id, user_name = excluded.user_name, version = i.version + 1;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION directory.receivers(p_staff uuid)
 RETURNS TABLE(unit_id uuid, id uuid, name text, officer boolean, answers boolean, keeps boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query
  select a.unit_id, w.id, w.name, bool_or(a.role in ('caseOfficer', 'unitManager')), bool_or(a.role in ('caseOfficer', 'unitManager', 'requestDispatcher')), exists (select from directory.keepers k where k.unit_id = a.unit_id and k.staff_id = w.id)
  from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
  where a.committee_id = desk.committee_id and w.id <> p_staff and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
  group by a.unit_id, w.id, w.name order by w.name, w.id;
end $function$;
grant execute on function directory.receivers(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.receiving()
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select distinct a.unit_id from directory.assignments a where a.role = 'requestDispatcher';
  if pg_catalog.to_regclass('contact.request_types') is not null then
    return query execute 'select distinct t.unit_id from contact.request_types t where t.state = ''published''';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION directory.remove(p_staff uuid, p_catalogue uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare w directory.staff; l directory.leavings; one uuid;
begin
  select * into w from directory.staff x where x.id = p_staff for update;
  if w.id is null or not w.active then return; end if;
  perform directory.shut(p_staff);
  perform directory.note(w.municipality_id, p_catalogue, 'removed', p_staff, null, '{}');
  for one in select distinct a.committee_id from directory.assignments a where a.staff_id = p_staff and (a.valid_to is null or a.valid_to >= directory.today()) order by 1 loop
    delete from directory.leavings x where x.committee_id = one and x.staff_id = p_staff and x.done_at is null;
    insert into directory.leavings (committee_id, id, staff_id, last_day, because) values (one, gen_random_uuid(), p_staff, directory.today(), 'catalogue') returning * into l;
    perform directory.carry_out(l);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION directory.reopen(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not directory.keeps(p_staff) or exists (select from directory.staff_ids i where i.staff_id = p_staff and i.origin = 'scim' and i.deleted_at is null) then return false; end if;
  perform directory.come_back(p_staff, null);
  return true;
end $function$;
grant execute on function directory.reopen(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.save_staff(p_id uuid, p_seen integer, p jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); w directory.staff; ids directory.staff_ids;
begin
  if town is null then return 'none'; end if;
  select * into w from directory.staff x where x.id = p_id for update;
  if w.id is null and p_seen is null then
    insert into directory.staff (id, municipality_id, name) values (p_id, town, p ->> 'name') returning * into w;
  elsif w.id is not null and p_seen is null and directory.keeps(p_id) then return 'done';
  elsif w.id is null or not directory.keeps(p_id) then return 'none';
  elsif w.revision <> p_seen then return 'stale'; end if;
  select * into ids from directory.staff_ids i where i.municipality_id = town and i.staff_id = p_id;
  if not coalesce(ids.origin = 'scim', false) then
    if not directory.put_staff_ids(town, p_id, p ->> 'hsa', ids.external_id, case when p_id = desk.staff_id then ids.user_name else p ->> 'login' end) then raise exception using errcode = 'DL001', message = 'taken'; end if;
    -- A login of one's own making would be a way to be somebody else.
    if p_id <> desk.staff_id and (p ->> 'login') is distinct from ids.user_name and not directory.put_login(p_id, p ->> 'login') then raise exception using errcode = 'DL001', message = 'taken'; end if;
    update directory.staff x set name = p ->> 'name', title = p -> 'title', phone = p ->> 'phone' where x.id = p_id;
  end if;
  -- A catalogue that says nothing of e-mail leaves it to the steward.
  if not coalesce(ids.origin = 'scim' and ids.resource ? 'emails', false) then perform directory.put_email(town, p_id, p ->> 'email'); end if;
  update directory.staff x set phone_hours = p -> 'hours', revision = x.revision + case when p_seen is null then 0 else 1 end,
    deputy_id = (select d.id from directory.staff d where d.id = (p ->> 'deputy')::uuid and d.municipality_id = town and d.id <> p_id and d.active)
  where x.id = p_id;
  perform directory.note(town, null, case when p_seen is null then 'staff-added' else 'staff-changed' end, p_id, null, '{}');
  return 'done';
exception when sqlstate 'DL001' then return 'taken';
end $function$;
grant execute on function directory.save_staff(uuid,integer,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.save_unit(p_id uuid, p_seen integer, p_code text, p jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); u directory.units; ids directory.unit_ids;
begin
  if town is null then return 'none'; end if;
  select * into u from directory.units x where x.id = p_id for update;
  if u.id is null and p_seen is null then
    insert into directory.units (id, committee_id, code, name, phone) values (p_id, desk.committee_id, p_code, p -> 'name', '') on conflict do nothing;
    if not found then return 'code'; end if;
    select * into u from directory.units x where x.id = p_id;
  elsif u.id is not null and p_seen is null and u.committee_id = desk.committee_id then return 'done';
  elsif u.id is null or u.committee_id <> desk.committee_id then return 'none';
  elsif u.revision <> p_seen then return 'stale'; end if;
  select * into ids from directory.unit_ids i where i.municipality_id = town and i.unit_id = p_id;
  if exists (select from directory.unit_ids i where i.municipality_id = town and i.unit_id <> p_id and i.hsa_id = p ->> 'hsa') then return 'hsa'; end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, hsa_id, external_id) values (town, p_id, p ->> 'hsa', ids.external_id)
  on conflict (municipality_id, unit_id) do update set hsa_id = excluded.hsa_id, gone_at = null, version = i.version + 1;
  update directory.units x set
    name = case when ids.origin = 'scim' then jsonb_strip_nulls(x.name || jsonb_build_object('en', p -> 'name' -> 'en')) else p -> 'name' end, -- the catalogue's own name is changed there
    phone = p ->> 'phone', phone_hours = p -> 'hours', visit = p -> 'visit', post_address = p ->> 'post', silent_days = (p ->> 'silent')::int,
    revision = x.revision + case when p_seen is null then 0 else 1 end where x.id = p_id;
  perform directory.note(town, null, case when p_seen is null then 'unit-added' else 'unit-changed' end, null, p_id, '{}');
  return 'done';
end $function$;
grant execute on function directory.save_unit(uuid,integer,text,jsonb) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.scim_delete_group(p_hash bytea, p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare c directory.catalogues := directory.catalogue_of(p_hash); one uuid;
begin
  if c.id is null then return false; end if;
  update directory.unit_ids i set gone_at = now(), version = i.version + 1 where i.unit_id = p_id and i.catalogue_id = c.id and i.gone_at is null;
  if not found then return false; end if;
  for one in delete from directory.members m where m.unit_id = p_id and m.catalogue_id = c.id returning m.staff_id loop
    perform directory.leave_unit(one, p_id, c.id);
  end loop;
  perform directory.note(c.municipality_id, c.id, 'unit-gone', null, p_id, '{}');
  return true;
end $function$;
grant execute on function directory.scim_delete_group(bytea,uuid) to delakt_public;

CREATE OR REPLACE FUNCTION directory.scim_delete_user(p_hash bytea, p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare c directory.catalogues := directory.catalogue_of(p_hash);
begin
  if c.id is null then return false; end if;
  update directory.staff_ids i set deleted_at = now(), version = i.version + 1 where i.municipality_id = c.municipality_id and i.staff_id = p_id and i.catalogue_id = c.id and i.deleted_at is null;
  if not found then return false; end if;
  perform directory.remove(p_id, c.id);
  delete from directory.members m where m.staff_id = p_id and m.catalogue_id = c.id;
  return true;
end $function$;
grant execute on function directory.scim_delete_user(bytea,uuid) to delakt_public;

CREATE OR REPLACE FUNCTION directory.scim_groups(p_hash bytea, p_id uuid, p_by text, p_value text, p_start integer, p_count integer)
 RETURNS TABLE(total integer, id uuid, version integer, name text, external_id text, members jsonb, made_at timestamp with time zone, changed_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare c directory.catalogues;
begin
  select * into c from directory.catalogues x where x.hash = p_hash and x.ended_at is null;
  if c.id is null then return; end if;
  return query
  with found as (
    select i.*, u.name ->> 'sv' as called from directory.unit_ids i join directory.units u on u.id = i.unit_id
    where i.municipality_id = c.municipality_id and i.catalogue_id = c.id and i.gone_at is null and (p_id is null or i.unit_id = p_id)
      and case p_by when 'displayName' then lower(u.name ->> 'sv') = lower(p_value) when 'externalId' then i.external_id = p_value when 'id' then i.unit_id::text = lower(p_value)
        when 'members.value' then exists (select from directory.members m where m.unit_id = i.unit_id and m.staff_id::text = lower(p_value)) else true end)
  select (select count(*)::int from found), f.unit_id, f.version, f.called, f.external_id,
    coalesce((select jsonb_agg(jsonb_build_object('value', w.id, 'display', w.name) order by w.id) from directory.members m join directory.staff w on w.id = m.staff_id where m.unit_id = f.unit_id and m.catalogue_id = c.id), '[]'), f.made_at, f.changed_at
  from found f order by f.unit_id offset greatest(p_start, 1) - 1 limit p_count;
end $function$;
grant execute on function directory.scim_groups(bytea,uuid,text,text,integer,integer) to delakt_public;

CREATE OR REPLACE FUNCTION directory.scim_save_group(p_hash bytea, p_id uuid, p_seen integer, p jsonb)
 RETURNS TABLE(outcome text, id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare c directory.catalogues := directory.catalogue_of(p_hash); ids directory.unit_ids; which uuid; given uuid[] := array(select m::uuid from jsonb_array_elements_text(p -> 'members') m); one uuid;
begin
  if c.id is null then return; end if;
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('catalogue ' || c.municipality_id, 0));
  if exists (select from unnest(given) g where not exists (select from directory.staff_ids i where i.staff_id = g and i.catalogue_id = c.id and i.deleted_at is null)) then
    return query select 'member'::text, null::uuid; return; end if;
  if p_id is null then
    if p ->> 'externalId' is not null and exists (select from directory.unit_ids i where i.catalogue_id = c.id and i.gone_at is null and i.external_id = p ->> 'externalId') then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    -- A unit that the committee has already, by the code or the name, is the same unit; one of another catalogue's is not taken from it.
    select u.id into which from directory.units u left join directory.unit_ids i on i.unit_id = u.id
    where u.committee_id = c.committee_id and (i.catalogue_id is null or i.catalogue_id = c.id) and (i.catalogue_id is null or i.gone_at is not null)
      and (u.code = p ->> 'externalId' or i.external_id = p ->> 'externalId' or lower(u.name ->> 'sv') = lower(p ->> 'name'))
    order by u.code is not distinct from p ->> 'externalId' desc, u.id limit 1;
    if which is null then
      which := gen_random_uuid();
      insert into directory.units (id, committee_id, code, name, phone)
      select which, c.committee_id, case when p ->> 'externalId' is null or exists (select from directory.units u where u.committee_id = c.committee_id and u.code = p ->> 'externalId') then which::text else p ->> 'externalId' end,
        jsonb_build_object('sv', p ->> 'name'), m.phone from directory.municipalities m where m.id = c.municipality_id;
      perform directory.note(c.municipality_id, c.id, 'unit-added', null, which, '{}');
    end if;
  else
    select * into ids from directory.unit_ids i where i.municipality_id = c.municipality_id and i.unit_id = p_id and i.catalogue_id = c.id and i.gone_at is null for update;
    if ids.unit_id is null then return query select 'none'::text, null::uuid; return; end if;
    if p_seen is not null and p_seen <> ids.version then return query select 'version'::text, p_id; return; end if;
    which := p_id;
  end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, origin, external_id, catalogue_id) values (c.municipality_id, which, 'scim', p ->> 'externalId', c.id)
  on conflict (municipality_id, unit_id) do update set origin = 'scim', external_id = excluded.external_id, catalogue_id = c.id, gone_at = null, version = i.version + 1, changed_at = now();
  update directory.units u set name = u.name || jsonb_build_object('sv', p ->> 'name'), revision = u.revision + 1 where u.id = which and u.name ->> 'sv' is distinct from p ->> 'name';
  if found then perform directory.note(c.municipality_id, c.id, 'unit-changed', null, which, '{}'); end if;
  -- Out of the group: out of the unit, at once.
  for one in delete from directory.members m where m.unit_id = which and m.catalogue_id = c.id and m.staff_id <> all (given) returning m.staff_id loop
    perform directory.leave_unit(one, which, c.id);
  end loop;
  for one in insert into directory.members (municipality_id, unit_id, staff_id, catalogue_id) select c.municipality_id, which, g, c.id from unnest(given) g on conflict do nothing returning staff_id loop
    -- Whoever can make a catalogue would give themself the work of an officer by it: a steward is given that by another, at /admin.
    if c.role is not null and one is distinct from c.made_by and one not in (select t from directory.stewards(c.committee_id) t) then
      insert into directory.assignments (committee_id, unit_id, staff_id, role) select u.committee_id, u.id, one, c.role from directory.units u where u.id = which
      on conflict (staff_id, unit_id, role) do update set valid_to = null, valid_from = least(assignments.valid_from, excluded.valid_from);
    end if;
    perform directory.note(c.municipality_id, c.id, 'member-added', one, which, '{}');
  end loop;
  return query select 'done'::text, which;
end $function$;
grant execute on function directory.scim_save_group(bytea,uuid,integer,jsonb) to delakt_public;

CREATE OR REPLACE FUNCTION directory.scim_save_user(p_hash bytea, p_id uuid, p_seen integer, p jsonb)
 RETURNS TABLE(outcome text, id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare c directory.catalogues := directory.catalogue_of(p_hash); ids directory.staff_ids; w directory.staff; who uuid; subject text; made boolean;
begin
  if c.id is null then return; end if;
  -- One at a time, so that the same user handed in twice at once is one.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('catalogue ' || c.municipality_id, 0));
  if p_id is null then
    if exists (select from directory.staff_ids i where i.municipality_id = c.municipality_id and i.deleted_at is null and i.origin = 'scim' and (lower(i.user_name) = lower(p ->> 'userName') or i.hsa_id = p ->> 'hsaId')) then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    -- Somebody the steward or a list knows already, or who was taken away before, is the same person: by HSA id first, then by what the way in calls them.
    select i.staff_id into who from directory.staff_ids i
    where i.municipality_id = c.municipality_id and (i.hsa_id = p ->> 'hsaId' or lower(i.user_name) = lower(p ->> 'userName'))
    order by i.hsa_id is not distinct from p ->> 'hsaId' desc, i.deleted_at is null desc limit 1;
    made := who is null;
    -- Somebody at work with another committee is not this one's to take over, as little as by a list.
    if exists (select from directory.assignments a where a.staff_id = who and a.committee_id <> c.committee_id and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())) then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    if made then insert into directory.staff (municipality_id, name, active) values (c.municipality_id, p ->> 'name', false) returning staff.id into who; end if;
  else
    select * into ids from directory.staff_ids i where i.municipality_id = c.municipality_id and i.staff_id = p_id and i.catalogue_id = c.id and i.deleted_at is null for update;
    if ids.staff_id is null then return query select 'none'::text, null::uuid; return; end if;
    if p_seen is not null and p_seen <> ids.version then return query select 'version'::text, p_id; return; end if;
    who := p_id;
  end if;
  if exists (select from directory.staff_ids i where i.municipality_id = c.municipality_id and i.staff_id <> who
    and (i.hsa_id = p ->> 'hsaId' or i.deleted_at is null and lower(i.user_name) = lower(p ->> 'userName'))) then
    raise exception using errcode = 'DL001', message = 'taken'; end if;
  insert into directory.staff_ids as i (municipality_id, staff_id, origin, hsa_id, external_id, user_name, resource, catalogue_id)
  values (c.municipality_id, who, 'scim', p ->> 'hsaId', p ->> 'externalId', p ->> 'userName', p -> 'resource', c.id)
  on conflict (municipality_id, staff_id) do update set origin = 'scim', hsa_id = coalesce(excluded.hsa_id, case when i.catalogue_id is null then i.hsa_id end), external_id = excluded.external_id,
    user_name = excluded.user_name, resource = excluded.resource, catalogue_id = c.id, deleted_at = null, version = i.version + 1, changed_at = now();
  -- What it has said before and says no more is gone; what it never said is the steward's.
  if p ->> 'email' is not null or ids.resource ? 'emails' then perform directory.put_email(c.municipality_id, who, p ->> 'email'); end if;
  update directory.staff x set name = p ->> 'name', phone = coalesce(p ->> 'phone', case when p_id is null then x.phone end), revision = x.revision + 1,
    title = case when p ->> 'title' is null then case when p_id is null then x.title else '{}' end when x.title ->> 'sv' = p ->> 'title' then x.title else jsonb_build_object('sv', p ->> 'title') end
  where x.id = who returning * into w;
  subject := case c.subject_from when 'userName' then p ->> 'userName' when 'externalId' then p ->> 'externalId' end;
  if c.subject_from <> 'none' and not directory.put_login(who, subject) then raise exception using errcode = 'DL001', message = 'taken'; end if;
  perform directory.note(c.municipality_id, c.id, case when p_id is not null then 'staff-changed' when made then 'staff-added' else 'staff-adopted' end, who, null, '{}');
  if (p ->> 'active')::boolean then perform directory.come_back(who, c.id); else perform directory.remove(who, c.id); end if;
  return query select 'done'::text, who;
exception when sqlstate 'DL001' then return query select 'uniqueness'::text, null::uuid;
end $function$;
grant execute on function directory.scim_save_user(bytea,uuid,integer,jsonb) to delakt_public;

CREATE OR REPLACE FUNCTION directory.scim_users(p_hash bytea, p_id uuid, p_by text, p_value text, p_start integer, p_count integer)
 RETURNS TABLE(total integer, id uuid, version integer, resource jsonb, active boolean, user_name text, external_id text, hsa_id text, units jsonb, made_at timestamp with time zone, changed_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare c directory.catalogues;
begin
  select * into c from directory.catalogues x where x.hash = p_hash and x.ended_at is null;
  if c.id is null then return; end if;
  return query
  with found as (
    select i.*, w.active from directory.staff_ids i join directory.staff w on w.id = i.staff_id
    where i.municipality_id = c.municipality_id and i.catalogue_id = c.id and i.deleted_at is null and (p_id is null or i.staff_id = p_id)
      and case p_by when 'userName' then lower(i.user_name) = lower(p_value) when 'externalId' then i.external_id = p_value when 'id' then i.staff_id::text = lower(p_value)
        when 'active' then w.active::text = p_value when 'hsaId' then i.hsa_id = p_value else true end)
  select (select count(*)::int from found), f.staff_id, f.version, f.resource, f.active, f.user_name, f.external_id, f.hsa_id,
    coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name ->> 'sv') order by u.id) from directory.members m join directory.units u on u.id = m.unit_id where m.staff_id = f.staff_id), '[]'), f.made_at, f.changed_at
  from found f order by f.staff_id offset greatest(p_start, 1) - 1 limit p_count;
end $function$;
grant execute on function directory.scim_users(bytea,uuid,text,text,integer,integer) to delakt_public;

CREATE OR REPLACE FUNCTION directory.set_absence(p_id uuid, p_staff uuid, p_first date, p_last date, p_deputy uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare town uuid := (select w.municipality_id from directory.staff w where w.id = p_staff);
begin
  if not directory.may_set_absence(p_staff) then return 'none'; end if;
  if exists (select from directory.absences a where a.id = p_id and a.staff_id = p_staff) then return 'done'; end if;
  if p_deputy is not null and not exists (select from directory.staff d where d.id = p_deputy and d.municipality_id = town and d.active and d.id <> p_staff) then return 'deputy'; end if;
  insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id, set_by) values (town, p_id, p_staff, p_first, p_last, p_deputy, identity.my_staff());
  perform directory.note(town, null, 'absence-set', p_staff, null, '{}');
  return 'done';
exception when exclusion_violation then return 'over';
end $function$;
grant execute on function directory.set_absence(uuid,uuid,date,date,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.set_photo(p_staff uuid, p_bytes bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare address uuid;
begin
  if not directory.keeps(p_staff) then return false; end if;
  if p_bytes is null then
    delete from directory.photos p where p.staff_id = p_staff;
  else
    insert into directory.photos as p (staff_id, bytes) values (p_staff, p_bytes) on conflict (staff_id) do update set bytes = excluded.bytes, at = now() returning p.id into address;
  end if;
  update directory.staff w set photo = address::text where w.id = p_staff;
  perform directory.note(directory.stewarding(), null, case when p_bytes is null then 'photo-removed' else 'photo-set' end, p_staff, null, '{}');
  return true;
end $function$;
grant execute on function directory.set_photo(uuid,bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.shown_units(p_municipality uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select u.id from directory.units u join directory.committees c on c.id = u.committee_id
  where c.municipality_id = p_municipality
    and (not exists (select from directory.unit_ids i where i.unit_id = u.id and i.origin = 'scim') or (select count(*) = 2 from directory.keepers k where k.unit_id = u.id));
end $function$;
grant execute on function directory.shown_units(uuid) to delakt_public;

CREATE OR REPLACE FUNCTION directory.shut(p_staff uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update directory.staff w set active = false, revision = w.revision + 1 where w.id = p_staff;
  update identity.sessions s set ended_at = now(), ended_because = 'left' where s.staff_id = p_staff and s.ended_at is null;
end $function$;

CREATE OR REPLACE FUNCTION directory.standing_in()
 RETURNS TABLE(id uuid, name text, last_day date)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query
  select w.id, w.name, a.last_day from unnest(directory.stood_in_for(desk.staff_id, desk.unit_id)) who
  join directory.staff w on w.id = who
  join directory.absences a on a.staff_id = who and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())
  order by w.name, w.id;
end $function$;
grant execute on function directory.standing_in() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.stay(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); l directory.leavings;
begin
  if directory.stewarding() is null or not directory.keeps(p_staff) or p_staff = desk.staff_id then return false; end if;
  delete from directory.leavings x where x.committee_id = desk.committee_id and x.staff_id = p_staff and x.done_at is null returning * into l;
  if l.id is null then return false; end if;
  update directory.assignments a set valid_to = null where a.committee_id = desk.committee_id and a.staff_id = p_staff and a.valid_to = l.last_day;
  perform directory.note(directory.stewarding(), null, 'leaving-cancelled', p_staff, null, '{}');
  return true;
end $function$;
grant execute on function directory.stay(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.stewarding()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return null; end if;
  return (select c.municipality_id from directory.committees c where c.id = desk.committee_id);
end $function$;
grant execute on function directory.stewarding() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.stewards(p_committee uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select distinct a.staff_id from directory.units u join directory.assignments a on a.unit_id = u.id join directory.staff w on w.id = a.staff_id and w.active
  where u.committee_id = p_committee and a.role = 'systemSteward' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today());
end $function$;

CREATE OR REPLACE FUNCTION directory.stood_in_for(p_staff uuid, p_unit uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return array(
    select there.staff_id from (select distinct s.staff_id from directory.assignments s where s.unit_id = p_unit and s.staff_id <> p_staff) there
    where directory.is_away(there.staff_id) and directory.acting_at(there.staff_id, p_unit) = p_staff);
end $function$;

CREATE OR REPLACE FUNCTION directory.take_list(p_id uuid)
 RETURNS TABLE(kind text, whole boolean, rows jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query delete from directory.lists l where l.committee_id = desk.committee_id and l.id = p_id returning l.kind, l.whole, l.rows;
end $function$;
grant execute on function directory.take_list(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.tell(p_staff uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not exists (select from directory.untold(p_staff)) then return false; end if;
  insert into directory.told as o (committee_id, staff_id, unit_id, leaving_id, since) select x.committee_id, x.staff_id, x.unit_id, x.leaving_id, x.since from directory.alarmed(p_staff) x
  on conflict (committee_id, staff_id, unit_id, leaving_id) do update set since = excluded.since, at = now();
  update directory.staff_ids i set email_refused_at = null where i.staff_id = p_staff and i.email_refused_at is not null;
  return true;
end $function$;
grant execute on function directory.tell(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION directory.today()
 RETURNS date
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select (now() at time zone 'Europe/Stockholm')::date $function$;
grant execute on function directory.today() to delakt_person;
grant execute on function directory.today() to delakt_public;
grant execute on function directory.today() to delakt_staff;
grant execute on function directory.today() to delakt_worker;

CREATE OR REPLACE FUNCTION directory.told_of(p_unit uuid)
 RETURNS TABLE(staff_id uuid, manager boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query select d, false from directory.dispatchers(p_unit) d
  union all select k.staff_id, false from directory.keepers k where k.unit_id = p_unit and directory.works_at(k.staff_id, p_unit)
  union all select a.staff_id, true from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
    where a.unit_id = p_unit and a.role = 'unitManager' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today());
end $function$;

CREATE OR REPLACE FUNCTION directory.turn_to()
 RETURNS TABLE(unit jsonb, staff text, phone text, hours jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare me uuid := identity.me(); at uuid; who uuid;
begin
  if me is null then return; end if;
  select b.unit_id, directory.acting_at(b.staff_id, b.unit_id) into at, who
  from (select x.* from appointments.bookings x where x.person_id = me and x.ends_at > now() offset 0) b where b.state = 'booked' order by b.starts_at limit 1;
  if at is null then
    select m.unit_id, n.acting into at, who
    from (select x.id, x.unit_id from shelf.matters x where x.person_id = identity.reader() order by x.opened_on desc, x.id limit 1) m
    left join lateral shelf.contact_now(m.id) n on true;
  end if;
  if at is null then
    select t.unit_id, directory.acting_at(t.shown_handler, t.unit_id) into at, who
    from contact.participants p join contact.threads t on t.committee_id = p.committee_id and t.id = p.thread_id
    where p.person_id = me and p.left_at is null and p.zone = any (contact.my_zones()) order by t.last_at desc limit 1;
  end if;
  return query select u.name, w.name, coalesce(nullif(w.phone, ''), u.phone), case when coalesce(w.phone, '') = '' then u.phone_hours else w.phone_hours end
  from directory.units u left join directory.staff w on w.id = who where u.id = at;
end $function$;
grant execute on function directory.turn_to() to delakt_person;

CREATE OR REPLACE FUNCTION directory.unreached()
 RETURNS TABLE(id uuid, name text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query
  select w.id, w.name from directory.staff w left join directory.staff_ids i on i.municipality_id = w.municipality_id and i.staff_id = w.id
  where w.id in (select t.staff_id from directory.units u cross join lateral directory.told_of(u.id) t where u.committee_id = desk.committee_id union select directory.stewards(desk.committee_id))
    and (i.email is null or i.email_refused_at is not null)
  order by w.name, w.id;
end $function$;
grant execute on function directory.unreached() to delakt_staff;

CREATE OR REPLACE FUNCTION directory.untold(p_staff uuid DEFAULT NULL::uuid)
 RETURNS TABLE(staff_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query select distinct x.staff_id from directory.alarmed(p_staff) x
  where not exists (select from directory.told o where o.committee_id = x.committee_id and o.staff_id = x.staff_id and o.unit_id = x.unit_id and o.leaving_id is not distinct from x.leaving_id
    and o.since = x.since and (o.at at time zone 'Europe/Stockholm')::date > directory.today() - 7);
end $function$;

CREATE OR REPLACE FUNCTION directory.vacancies(p_days integer DEFAULT 3)
 RETURNS TABLE(unit_id uuid, name jsonb, why text, since timestamp with time zone, dispatchers integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null then return; end if;
  return query
  select u.id, u.name, now_so.why, coalesce(a.since, now()), (select count(*)::int from directory.dispatchers(u.id))
  from directory.units u
  left join directory.alarms a on a.unit_id = u.id
  cross join lateral (select directory.vacant(u.id) as why) now_so
  where u.committee_id = desk.committee_id and u.id in (select directory.receiving()) and now_so.why is not null
    and (desk.role = 'systemSteward'
      or u.id = desk.unit_id and exists (select from directory.told_of(u.id) t where t.staff_id = desk.staff_id
        and (not t.manager or desk.role = 'unitManager' and coalesce(a.since, now()) < now() - make_interval(days => p_days))))
  order by coalesce(a.since, now()), u.id;
end $function$;
grant execute on function directory.vacancies(integer) to delakt_staff;

CREATE OR REPLACE FUNCTION directory.vacant(p_unit uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare there int; here int; days int;
begin
  select count(*), count(*) filter (where not directory.is_away(d)) into there, here from directory.dispatchers(p_unit) d;
  if there = 0 then return 'none'; end if;
  if there < 2 then return 'few'; end if;
  if here = 0 then return 'away'; end if;
  select u.silent_days into days from directory.units u where u.id = p_unit;
  if not exists (select from directory.dispatchers(p_unit) d where exists (
      select from identity.sessions s where s.staff_id = d and s.seen_at > now() - make_interval(days => days)))
    -- Somebody new has the same days to come.
    and not exists (select from directory.assignments a where a.unit_id = p_unit and a.role = 'requestDispatcher' and a.staff_id in (select directory.dispatchers(p_unit)) and a.valid_from > directory.today() - days)
  then return 'silent'; end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION directory.watch_receivers()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare found int;
begin
  create temp table if not exists watched (committee_id uuid, unit_id uuid, why text) on commit drop;
  delete from pg_temp.watched;
  insert into pg_temp.watched select u.committee_id, u.id, directory.vacant(u.id)
  from directory.units u where u.id in (select directory.receiving()) or u.id in (select a.unit_id from directory.alarms a);
  delete from directory.alarms a using pg_temp.watched w where w.unit_id = a.unit_id and w.why is null;
  insert into directory.alarms (committee_id, unit_id, why) select w.committee_id, w.unit_id, w.why from pg_temp.watched w where w.why is not null
  -- Another cause is the same alarm: the inbox has been without somebody since it began.
  on conflict (committee_id, unit_id) do update set why = excluded.why where alarms.why <> excluded.why;
  get diagnostics found = row_count;
  return found;
end $function$;
grant execute on function directory.watch_receivers() to delakt_worker;

CREATE OR REPLACE FUNCTION directory.works_at(p_staff uuid, p_unit uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (select from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
    where a.staff_id = p_staff and a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager', 'requestDispatcher')
      and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today()));
end $function$;
grant execute on function directory.works_at(uuid,uuid) to delakt_staff;
grant execute on function directory.works_at(uuid,uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION duty.act(p_duty uuid, p_seen integer, p_kind text, p_text text, p_detail jsonb, p_day date, p_late boolean, p_outcome text, p_last date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function duty.act(uuid,integer,text,text,jsonb,date,boolean,text,date) to delakt_staff;

CREATE OR REPLACE FUNCTION duty.add_step(d duty.duties, p_whose text, p_kind text, p_text text, p_detail jsonb, p_day date, p_late boolean, p_key uuid, p_staff uuid, p_assignment uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into duty.steps (committee_id, duty_id, n, person_id, unit_id, whose, kind, text, detail, came_on, late, key, staff_id, assignment_id)
  select d.committee_id, d.id, count(*) + 1, d.person_id, d.unit_id, p_whose, p_kind, p_text, p_detail, p_day, p_late, p_key, p_staff, p_assignment
  from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id;
end $function$;

CREATE OR REPLACE FUNCTION duty.application(p_committee uuid, p_matter uuid, p_after timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select (min(e.at) at time zone 'Europe/Stockholm')::date from (
    select distinct on (x.source_id, x.ref) x.* from record.events x where x.committee_id = p_committee and x.matter_id = p_matter order by x.source_id, x.ref, x.version desc) e
  where not e.annulled and e.kind = 'received' and e.event #>> '{detail,what}' = 'application' and e.at > coalesce(p_after, '-infinity')
$function$;

CREATE OR REPLACE FUNCTION duty.ask(p_shelf uuid, p_kind text, p_about uuid, p_text text, p_detail jsonb, p_day date, p_last date, p_key uuid)
 RETURNS TABLE(id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
    if d.id is not null then return query select d.id, 'there'::text; return; end if;
    if applied is null or p_day < applied + interval '6 months' then return query select null::uuid, 'early'::text; return; end if;
    more := p_detail || jsonb_build_object('application', applied);
  elsif p_kind = 'file' then
    select * into d from duty.duties x where x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.person_id = me and x.kind = 'file' and x.outcome is null order by x.at limit 1;
    if d.id is not null then return query select d.id, 'there'::text; return; end if;
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
end $function$;
grant execute on function duty.ask(uuid,text,uuid,text,jsonb,date,date,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION duty.closed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.papers p set readable = false, taken_back_at = now()
  from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.matter_id and d.person_id = new.person_id
    and p.committee_id = d.committee_id and p.duty_id = d.id and p.readable;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.communicate(p_matter uuid, p_via text, p_day date, p_last date, p_text text, p_items uuid[], p_key uuid)
 RETURNS TABLE(id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function duty.communicate(uuid,text,date,date,text,uuid[],uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION duty.decided()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.duties d set settled_at = now()
  where d.committee_id = new.committee_id and d.matter_id = new.matter_id and d.kind in ('decide', 'communication') and d.settled_at is null
    and d.came_on <= (new.at at time zone 'Europe/Stockholm')::date;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.file_taken_back()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.papers p set readable = false, taken_back_at = now() where p.committee_id = new.committee_id and p.document_id = new.id and p.readable;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.guarded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.papers p set readable = false, taken_back_at = now()
  from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.id and p.committee_id = d.committee_id and p.duty_id = d.id and p.readable;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.hide_told(p_matter uuid, p_duty uuid, p_n integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me record := gate.guards(p_matter);
begin
  update duty.papers p set readable = false, taken_back_at = now() from duty.duties d join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  where p.committee_id = me.committee_id and p.duty_id = p_duty and p.n = p_n and p.readable and d.committee_id = p.committee_id and d.id = p.duty_id and m.person_id = me.person_id;
  return found;
end $function$;
grant execute on function duty.hide_told(uuid,uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION duty.masked()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.papers p set readable = false, taken_back_at = now() where p.committee_id = new.committee_id and p.person_id = new.person_id and p.item_id = new.item_id and p.readable;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.may_hand(p_committee uuid, p_matter uuid, p_items uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select not m.guarded or exists (select from gate.guarded g where g.committee_id = m.committee_id and g.person_id = m.person_id and g.ended_at is null)
  from record.matters m where m.committee_id = p_committee and m.id = p_matter
$function$;

CREATE OR REPLACE FUNCTION duty.moved()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.steps s set unit_id = new.unit_id from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.id and s.committee_id = d.committee_id and s.duty_id = d.id;
  update duty.papers p set unit_id = new.unit_id from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.id and p.committee_id = d.committee_id and p.duty_id = d.id;
  update duty.duties d set unit_id = new.unit_id where d.committee_id = new.committee_id and d.matter_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.my_application(p_shelf uuid)
 RETURNS date
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.reader(); o gate.openings;
begin
  select x.* into o from gate.openings x join record.matters m on m.committee_id = x.committee_id and m.id = x.matter_id and m.person_id = me
  where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null then return null; end if;
  return duty.application(o.committee_id, o.matter_id,
    (select max(c.at) from shelf.copies c where c.person_id = me and c.matter_id = p_shelf and (c.kind in ('decision', 'closed') or (c.kind = 'covered' and c.event ->> 'kind' in ('decision', 'closed')))));
end $function$;
grant execute on function duty.my_application(uuid) to delakt_person;

CREATE OR REPLACE FUNCTION duty.opened()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.duties d set shelf_id = new.shelf_id where d.committee_id = new.committee_id and d.matter_id = new.matter_id and d.person_id = new.person_id and d.shelf_id is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.register(p_matter uuid, p_kind text, p_via text, p_about uuid, p_text text, p_detail jsonb, p_day date, p_last date, p_key uuid)
 RETURNS TABLE(id uuid, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function duty.register(uuid,text,text,uuid,text,jsonb,date,date,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION duty.say(p_duty uuid, p_kind text, p_text text, p_day date, p_key uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.reader(); d duty.duties;
begin
  select * into d from duty.duties x where x.id = p_duty and x.person_id = me and x.shelf_id is not null for update;
  if d.id is null then return 'none'; end if;
  if exists (select from duty.steps s where s.duty_id = d.id and s.key = p_key) then return 'same'; end if;
  if p_kind = 'answered' and d.kind = 'communication' and d.outcome is null then
    if p_text = (select s.text from duty.steps s where s.duty_id = d.id and s.kind = 'answered' order by s.n desc limit 1) then return 'same'; end if;
    perform duty.add_step(d, 'person', 'answered', p_text, '{}', p_day, p_day > d.last_day, p_key, null, null);
    update duty.duties x set revision = x.revision + 1 where x.id = d.id;
  elsif p_kind = 'withdrawn' and d.kind <> 'communication' and d.outcome is null then
    perform duty.add_step(d, 'person', 'withdrawn', p_text, '{}', p_day, false, p_key, null, null);
    update duty.duties x set outcome = 'withdrawn', ended_at = now(), settled_at = coalesce(x.settled_at, now()), revision = x.revision + 1 where x.id = d.id;
  else return 'over'; end if;
  return 'done';
end $function$;
grant execute on function duty.say(uuid,text,text,date,uuid) to delakt_person;

CREATE OR REPLACE FUNCTION duty.set_alarms(p_file integer, p_appeal integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' then return false; end if;
  insert into duty.alarms (committee_id, unit_id, file_days, appeal_days, set_by) values (desk.committee_id, desk.unit_id, p_file, p_appeal, desk.staff_id)
  on conflict (committee_id, unit_id) do update set file_days = excluded.file_days, appeal_days = excluded.appeal_days, set_by = excluded.set_by, set_at = now();
  return true;
end $function$;
grant execute on function duty.set_alarms(integer,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION duty.taken_back()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.papers p set readable = false, taken_back_at = now()
  where p.committee_id = new.committee_id and p.person_id = new.person_id and p.readable and p.item_id in (
    select o.id from record.events e join record.events o on o.source_id = e.source_id and o.ref = e.ref
    where e.committee_id = new.committee_id and e.matter_id = new.matter_id and e.id = new.item_id);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION duty.told()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update duty.duties d set outcome = 'decided', ended_at = now(), settled_at = coalesce(d.settled_at, now()), revision = d.revision + 1
  where d.person_id = new.person_id and d.shelf_id = new.matter_id and d.kind = 'decide' and d.outcome is null
    and d.came_on <= (new.at at time zone 'Europe/Stockholm')::date;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION gate.add_recipient(p_matter uuid, p_key uuid, p_index bytea, p_sealed bytea, p_born date, p_name text, p_capacity text, p_document text, p_valid_to date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.add_recipient(uuid,uuid,bytea,bytea,date,text,text,text,date) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.address(salt bytea, what text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE STRICT
 SET search_path TO ''
AS $function$
  select overlay(overlay(left(encode(sha256(salt || convert_to('address ' || what, 'UTF8')), 'hex'), 32) placing '8' from 13) placing '8' from 17)::uuid
$function$;

CREATE OR REPLACE FUNCTION gate.alias(salt bytea, ref text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE STRICT
 SET search_path TO ''
AS $function$
  select left(encode(sha256(salt || convert_to(ref, 'UTF8')), 'hex'), 32)
$function$;

CREATE OR REPLACE FUNCTION gate.apply_rule(p_rule uuid, p_key uuid, p_before timestamp with time zone, p_expected integer, p_most integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); r gate.rules; act uuid; n int;
begin
  if desk.role is distinct from 'unitManager' then return 'none'; end if;
  if exists (select from gate.acts a where a.committee_id = desk.committee_id and a.key = p_key) then return 'done'; end if;
  select * into r from gate.rules x where x.committee_id = desk.committee_id and x.id = p_rule and x.manner <> 'after-look' for share;
  if r.id is null then return 'none'; end if;
  if r.ended_at is not null or p_expected = 0 then return 'stale'; end if;
  insert into gate.acts (committee_id, unit_id, rule_id, before, items, key, done_by, assignment_id)
  values (desk.committee_id, desk.unit_id, r.id, p_before, p_expected, p_key, desk.staff_id, desk.assignment_id) returning id into act;
  update gate.release_decisions d set
    state = case r.manner when 'together' then 'withheld' else 'assessed' end, reason = case r.manner when 'together' then 'together' end,
    rule_id = r.id, act_id = act, decided_by = null, assignment_id = null, decided_at = now(), at_closing = r.manner = 'at-closing',
    due_at = case r.manner when 'at-once' then now() when 'after-days' then now() + make_interval(days => r.days)
      when 'at-closing' then case when record.is_closed(d.committee_id, d.matter_id) then now() end end
  from gate.rule_covers(desk.unit_id, r, p_before, p_most) c
  where d.committee_id = c.committee_id and d.matter_id = c.matter_id and d.item_id = c.item_id and d.person_id = c.person_id;
  get diagnostics n = row_count;
  -- Another number than the manager saw is another act than the manager chose.
  if n <> p_expected then
    raise exception using errcode = 'P0001', message = 'other items wait';
  end if;
  if r.manner = 'together' then
    perform gate.hand_over(desk.committee_id, array(select distinct d.matter_id from gate.release_decisions d where d.act_id = act));
    perform gate.recount(desk.committee_id, array(select distinct d.matter_id from gate.release_decisions d where d.act_id = act));
  end if;
  return 'done';
exception when sqlstate 'P0001' then return 'stale';
end $function$;
grant execute on function gate.apply_rule(uuid,uuid,timestamp with time zone,integer,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.as_handed(salt bytea, event jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case when event -> 'detail' ->> 'hideNames' = 'true'
    then ((told.event #- '{detail,decidedBy}') #- '{detail,investigatedBy}') - 'author'
    else told.event end
  from (select event - 'internal'
    || case when event ? 'about' then jsonb_build_object('about', gate.alias(salt, event ->> 'about')) else '{}' end
    || case when event -> 'detail' ? 'document'
       then jsonb_build_object('detail', (event -> 'detail') || jsonb_build_object('document', gate.alias(salt, event -> 'detail' ->> 'document'))) else '{}' end as event) told
$function$;

CREATE OR REPLACE FUNCTION gate.beyond_glass(p_number text, p_index bytea)
 RETURNS TABLE(id uuid, number text, field text, title text, opened_on date, unit jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return; end if;
  return query
  select m.id, m.number, m.field, m.title, m.opened_on, u.name from record.matters m join directory.units u on u.id = m.unit_id
  where m.committee_id = desk.committee_id and m.unit_id <> desk.unit_id
    and case when p_index is null then m.number = p_number else m.person_id = (select p.id from identity.persons p where p.number_index = p_index) end
  order by m.opened_on desc, m.id limit 20;
end $function$;
grant execute on function gate.beyond_glass(text,bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.break_glass(p_id uuid, p_matter uuid, p_reason text, p_words text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); m record.matters; today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id <> desk.unit_id;
  if m.id is null then return false; end if;
  insert into gate.glass (committee_id, id, matter_id, person_id, unit_id, own_unit_id, staff_id, assignment_id, session_id, reason, words, protected)
  values (m.committee_id, p_id, m.id, m.person_id, m.unit_id, desk.unit_id, desk.staff_id, desk.assignment_id, desk.session_id, p_reason, nullif(p_words, ''),
    exists (select from record.people r where r.committee_id = m.committee_id and r.person_id = m.person_id and r.protected_identity <> 'none'))
  on conflict do nothing;
  -- Twice in a day to the same person is one thing to look at, for it is looked at by the day.
  insert into audit.reviews as r (committee_id, unit_id, staff_id, person_id, day, because, due_on)
  values (m.committee_id, desk.unit_id, desk.staff_id, m.person_id, today, array['break-glass'], today + 8)
  on conflict (committee_id, staff_id, person_id, day) do update set because = array['break-glass'] || r.because, due_on = least(r.due_on, excluded.due_on)
  where not r.because @> excluded.because;
  return true;
end $function$;
grant execute on function gate.break_glass(uuid,uuid,text,text) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.close_matter(p_matter uuid, p_reason text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.close_matter(uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.count_of(p_committee uuid, p_matter uuid, p_person uuid)
 RETURNS TABLE(shown integer, withheld integer, secret integer, waiting integer, missing integer, changed integer)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
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
$function$;
grant execute on function gate.count_of(uuid,uuid,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.custody_changed(p_matter uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.custody_changed(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.decide(p_matter uuid, p_item uuid, p_person uuid, p_seen integer, p_state text, p_reason text, p_text text, p_secret boolean, p_sensitive boolean DEFAULT false, p_closing boolean DEFAULT false, p_reassess date DEFAULT NULL::date)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.decide(uuid,uuid,uuid,integer,text,text,text,boolean,boolean,boolean,date) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.document_came(p_committee uuid, p_matter uuid, p_source uuid, p_ref text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.document_void(p_committee uuid, p_matter uuid, p_source uuid, p_ref text, p_version integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update record.documents d set annulled_at = now()
  where d.committee_id = p_committee and d.matter_id = p_matter and d.source_id = p_source and d.ref = p_ref and d.version <= p_version and d.annulled_at is null;
  with gone as (
    delete from shelf.documents x using shelf.copies c, gate.release_decisions d, record.events e
    where d.committee_id = p_committee and d.matter_id = p_matter and c.id = d.copy_id and x.id = c.document_id and x.version <= p_version
      and e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id and e.source_id = p_source and e.event -> 'detail' ->> 'document' = p_ref
    returning x.id
  )
  update shelf.copies c set document_id = null from gone where c.document_id = gone.id;
end $function$;

CREATE OR REPLACE FUNCTION gate.end_of_rule()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update gate.release_decisions set due_at = null, at_closing = false
  where state = 'assessed' and (due_at is not null or at_closing) and committee_id = new.committee_id and rule_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION gate.end_recipient(p_matter uuid, p_id uuid, p_because text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  if not exists (select from gate.recipients r where r.committee_id = desk.committee_id and r.id = p_id and r.matter_id = p_matter and r.unit_id = desk.unit_id) then return false; end if;
  perform gate.end_right(desk.committee_id, p_id, desk.staff_id, p_because);
  return true;
end $function$;
grant execute on function gate.end_recipient(uuid,uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.end_right(p_committee uuid, p_id uuid, p_by uuid, p_because text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.follow_matter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update gate.recipients r set unit_id = new.unit_id where r.committee_id = new.committee_id and r.matter_id = new.id;
  update voice.readings r set unit_id = new.unit_id where r.committee_id = new.committee_id and r.matter_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION gate.guard(p_matter uuid, p_id uuid, p_kind text, p_sealed bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me record := gate.guards(p_matter);
begin
  if me.person_id is null then return false; end if;
  insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
  values (me.committee_id, p_id, me.person_id, p_kind, p_sealed, me.staff_id, me.assignment_id) on conflict (committee_id, id) do nothing;
  update record.matters m set guarded = true where m.committee_id = me.committee_id and m.person_id = me.person_id and not m.guarded;
  return exists (select from gate.guarded g where g.committee_id = me.committee_id and g.id = p_id and g.person_id = me.person_id);
end $function$;
grant execute on function gate.guard(uuid,uuid,text,bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.guard_matter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  new.guarded := exists (select from record.people p where p.person_id = new.person_id and p.committee_id = new.committee_id and p.protected_identity <> 'none');
  return new;
end $function$;

CREATE OR REPLACE FUNCTION gate.guarded_now()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update gate.release_decisions d set due_at = null, at_closing = false, waiting_since = now()
  where d.committee_id = new.committee_id and d.matter_id = new.id and d.state = 'assessed' and (d.due_at is not null or d.at_closing);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION gate.guarded_of(p_matter uuid)
 RETURNS TABLE(id uuid, kind text, sealed bytea, added_by text, added_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare me record := gate.guards(p_matter);
begin
  return query
  select g.id, g.kind, g.sealed, w.name, g.added_at from gate.guarded g join directory.staff w on w.id = g.added_by
  where g.committee_id = me.committee_id and g.person_id = me.person_id and g.ended_at is null order by g.added_at, g.id;
end $function$;
grant execute on function gate.guarded_of(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.guards(p_matter uuid, OUT committee_id uuid, OUT person_id uuid, OUT staff_id uuid, OUT assignment_id uuid)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return; end if;
  select m.committee_id, m.person_id, desk.staff_id, desk.assignment_id into committee_id, person_id, staff_id, assignment_id
  from record.matters m where m.committee_id = desk.committee_id and m.id = p_matter and m.unit_id = desk.unit_id;
end $function$;

CREATE OR REPLACE FUNCTION gate.hand_document(p_committee uuid, p_matter uuid, p_source uuid, p_ref text, p_person uuid, p_shelf uuid, p_copy uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare held record.documents; handed uuid;
begin
  select * into held from record.documents d
  where d.committee_id = p_committee and d.matter_id = p_matter and d.source_id = p_source and d.ref = p_ref and d.annulled_at is null order by d.version desc limit 1;
  if held.id is null then return null; end if;
  handed := gate.address(convert_to(p_copy::text, 'UTF8'), held.id::text);
  insert into shelf.documents (id, person_id, matter_id, committee_id, title, type, size, version)
  values (handed, p_person, p_shelf, p_committee, held.title, held.type, held.size, held.version) on conflict (id) do nothing;
  if found then
    insert into shelf.document_parts (person_id, document_id, part, bytes)
    select p_person, handed, part, bytes from record.document_parts where committee_id = p_committee and document_id = held.id;
  end if;
  return handed;
end $function$;

CREATE OR REPLACE FUNCTION gate.hand_over(p_committee uuid, p_matters uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.has_file(p_copy uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return exists (select from shelf.copies c where c.id = p_copy and c.document_id is not null); end $function$;
grant execute on function gate.has_file(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.has_opened_document(p_matter uuid, p_item uuid, p_since timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  return exists (
    select from audit.access_log l
    where l.person_id = (select m.person_id from record.matters m where m.committee_id = desk.committee_id and m.id = p_matter)
      and l.at >= p_since and l.actor = 'staff' and l.actor_id = desk.staff_id and l.item_id = p_item and l.purpose = 'review document');
end $function$;
grant execute on function gate.has_opened_document(uuid,uuid,timestamp with time zone) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.hide(p_committee uuid, p_matters uuid[], p_recipient uuid, p_others boolean, p_why text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.hide_told(p_matter uuid, p_in uuid, p_item uuid, p_person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.hide_told(uuid,uuid,uuid,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.is_no(d gate.release_decisions)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (((d).state = 'withheld'::text) OR (((d).state = 'withdrawn'::text) AND ((d).reason <> ALL (ARRAY['annulled'::text, 'replaced'::text, 'ended'::text]))));
grant execute on function gate.is_no(gate.release_decisions) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.keep_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.lay_plain(p_committee uuid, p_matter uuid, p_item uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare words jsonb := gate.plain_of(p_committee, p_matter, p_item);
begin
  update shelf.copies c set plain = words
  from gate.release_decisions d
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  join gate.openings o on o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null
  where d.committee_id = p_committee and d.matter_id = p_matter and d.item_id = p_item and d.copy_id is not null and d.state = 'released'
    and c.id = d.copy_id and c.kind = e.kind and c.event = gate.as_handed(o.salt, e.event) and c.plain is distinct from words
    and not exists (select from gate.masks k where k.committee_id = d.committee_id and k.matter_id = d.matter_id and k.item_id = d.item_id and k.person_id = d.person_id);
end $function$;

CREATE OR REPLACE FUNCTION gate.lay_plain_along()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from record.plain_versions v where v.committee_id = new.committee_id and v.matter_id = new.matter_id and v.item_id = new.item_id) then
    perform gate.lay_plain(new.committee_id, new.matter_id, new.item_id);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION gate.leave_out(p_matter uuid, p_id uuid, p_reason text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); m record.matters;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null or exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) then return false; end if;
  insert into gate.not_offered (committee_id, matter_id, id, unit_id, reason, staff_id) values (m.committee_id, m.id, p_id, m.unit_id, p_reason, desk.staff_id) on conflict do nothing;
  return true;
end $function$;
grant execute on function gate.leave_out(uuid,uuid,text) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.mask(p_matter uuid, p_item uuid, p_person uuid, p_seen integer, p_event jsonb, p_document jsonb, p_parts bytea[], p_reason text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.mask(uuid,uuid,uuid,integer,jsonb,jsonb,bytea[],text) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.masks_follow()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update gate.masks k set unit_id = new.unit_id where k.committee_id = new.committee_id and k.matter_id = new.id;
  update gate.mask_history h set unit_id = new.unit_id where h.committee_id = new.committee_id and h.matter_id = new.id;
  update gate.masked_documents d set unit_id = new.unit_id where d.committee_id = new.committee_id and d.matter_id = new.id;
  update gate.masked_parts p set unit_id = new.unit_id from gate.masked_documents d where d.committee_id = new.committee_id and d.matter_id = new.id and p.document_id = d.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION gate.new_day()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.new_day() to delakt_worker;

CREATE OR REPLACE FUNCTION gate.number_behind_glass(p_id uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  return (
    select m.number from gate.glass g join record.matters m on m.committee_id = g.committee_id and m.id = g.matter_id
    where g.committee_id = desk.committee_id and g.id = p_id and desk.role = 'unitManager' and desk.unit_id in (g.unit_id, g.own_unit_id));
end $function$;
grant execute on function gate.number_behind_glass(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.of_age(p_person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select not exists (select from identity.persons p where p.id = p_person and p.born_on > (now() at time zone 'Europe/Stockholm')::date - interval '15 years')
$function$;

CREATE OR REPLACE FUNCTION gate.open_for(m record.matters, p_person uuid, p_capacity text, p_about text, desk identity.desk)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.open_matter(p_matter uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); m record.matters;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id for update;
  if m.id is null or not gate.of_age(m.person_id) then return false; end if;
  if cardinality(directory.lacks(m.unit_id)) > 0
    and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) then return false; end if;
  perform gate.open_for(m, m.person_id, null, null, desk);
  return true;
end $function$;
grant execute on function gate.open_matter(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.plain_beside(p_copy uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  return (
    select c.plain from shelf.copies c join gate.release_decisions d on d.copy_id = c.id
    where c.id = p_copy and d.committee_id = desk.committee_id and d.unit_id = any (identity.my_units()));
end $function$;
grant execute on function gate.plain_beside(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.plain_of(p_committee uuid, p_matter uuid, p_item uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (
    select case when v.text is not null then jsonb_strip_nulls(jsonb_build_object('text', v.text, 'at', v.at,
      'by', case when e.event #>> '{detail,hideNames}' is distinct from 'true' then v.author end)) end
    from record.plain_versions v
    join record.events e on e.committee_id = v.committee_id and e.matter_id = v.matter_id and e.id = v.item_id
    where v.committee_id = p_committee and v.matter_id = p_matter and v.item_id = p_item order by v.version desc limit 1);
end $function$;

CREATE OR REPLACE FUNCTION gate.preview_rule(p_rule uuid, p_before timestamp with time zone, p_most integer)
 RETURNS TABLE(covered integer, unread integer, left_out integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); r gate.rules; of_kind int;
begin
  if desk.role is distinct from 'unitManager' then return; end if;
  select * into r from gate.rules x where x.committee_id = desk.committee_id and x.id = p_rule and x.ended_at is null and x.manner <> 'after-look';
  if r.id is null then return; end if;
  select count(*), count(*) filter (where x.received_at is not null and not exists (
    -- By its person and not by its item: the log has no index of items, and each has few rows of staff.
    select from audit.access_log l join directory.assignments a on a.id = l.assignment_id and a.unit_id = desk.unit_id
    where l.person_id = d.person_id and l.actor_id is distinct from l.person_id and l.at >= x.received_at
      and l.item_id = d.item_id and l.purpose = 'review document'))
  into covered, unread
  from gate.rule_covers(desk.unit_id, r, p_before, p_most) d
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  left join lateral (
    select x.received_at from record.documents x
    where x.committee_id = d.committee_id and x.matter_id = d.matter_id and x.source_id = e.source_id and x.ref = e.event #>> '{detail,document}' and x.annulled_at is null
    order by x.version desc limit 1) x on true;
  select count(*) into of_kind from (
    select from gate.release_decisions d join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
    where d.unit_id = desk.unit_id and d.kind = r.kind and d.state in ('imported', 'assessed') and not d.at_closing and d.due_at is null and m.field = r.field
      and d.waiting_since < p_before limit p_most) x;
  left_out := greatest(0, of_kind - covered);
  return next;
end $function$;
grant execute on function gate.preview_rule(uuid,timestamp with time zone,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.protection_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.put_plain(p_matter uuid, p_item uuid, p_key uuid, p_seen integer, p_text text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); e record.events; newest int;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into e from record.events x
  where x.committee_id = desk.committee_id and x.matter_id = p_matter and x.id = p_item and x.unit_id = desk.unit_id and not x.annulled for update;
  if e.id is null then return 'none'; end if;
  if exists (select from record.plain_versions v where v.committee_id = e.committee_id and v.key = p_key) then return 'unchanged'; end if;
  select coalesce(max(v.version), 0) into newest from record.plain_versions v where v.committee_id = e.committee_id and v.matter_id = e.matter_id and v.item_id = e.id;
  if newest <> p_seen then return 'stale'; end if;
  insert into record.plain_versions (committee_id, matter_id, item_id, version, key, unit_id, text, author, staff_id)
  select e.committee_id, e.matter_id, e.id, newest + 1, p_key, e.unit_id, nullif(p_text, ''), w.name, w.id from directory.staff w where w.id = desk.staff_id;
  perform gate.lay_plain(e.committee_id, e.matter_id, e.id);
  return 'stored';
end $function$;
grant execute on function gate.put_plain(uuid,uuid,uuid,integer,text) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.recount(p_committee uuid, p_matters uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update shelf.matters s
  set shown = c.shown, withheld = c.withheld, waiting = c.waiting, missing = c.missing, changed = c.changed, compared_at = m.compared_at
  from gate.openings o
  join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
  cross join lateral gate.count_of(o.committee_id, o.matter_id, o.person_id) c
  where o.committee_id = p_committee and o.matter_id = any (p_matters) and o.ended_at is null and s.id = o.shelf_id;
end $function$;

CREATE OR REPLACE FUNCTION gate.release_due(p_most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.release_due(integer) to delakt_worker;

CREATE OR REPLACE FUNCTION gate.rule_covers(p_unit uuid, r gate.rules, p_before timestamp with time zone, p_most integer)
 RETURNS SETOF gate.release_decisions
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select d.* from gate.release_decisions d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  where d.unit_id = p_unit and d.kind = r.kind and d.state in ('imported', 'assessed') and not d.at_closing and d.due_at is null and d.waiting_since < p_before
    and d.committee_id = r.committee_id and m.field = r.field and not m.guarded and d.person_id = m.person_id and d.reason is null and d.copy_id is null
    and not coalesce(e.event -> 'detail' @? '$.results[*] ? (@.answer == "no")', false)
    and not exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, false) v where gate.is_no(v) or (r.manner = 'together' and v.copy_id is not null))
  order by d.waiting_since, d.item_id limit p_most
$function$;
grant execute on function gate.rule_covers(uuid,gate.rules,timestamp with time zone,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.see_glass(p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'unitManager' then return false; end if;
  if not exists (select from gate.glass g where g.committee_id = desk.committee_id and g.id = p_id and desk.unit_id in (g.unit_id, g.own_unit_id)) then return false; end if;
  insert into gate.glass_seen (committee_id, glass_id, unit_id, staff_id) values (desk.committee_id, p_id, desk.unit_id, desk.staff_id) on conflict do nothing;
  return true;
end $function$;
grant execute on function gate.see_glass(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.settle(p_committee uuid, p_source uuid, p_refs text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION gate.stay_guarded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  new.guarded := new.guarded or exists (select from gate.guarded g where g.committee_id = new.committee_id and g.person_id = new.person_id and g.ended_at is null);
  return new;
end $function$;

CREATE OR REPLACE FUNCTION gate.take_back(p_copies uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update gate.release_decisions d set copy_id = null, first_opened_at = coalesce(d.first_opened_at, case when c.kind not in ('withheld', 'covered') then c.opened_at end)
  from shelf.copies c where c.id = any (p_copies) and d.copy_id = c.id;
  delete from shelf.documents where id in (select document_id from shelf.copies where id = any (p_copies));
  delete from shelf.copies where id = any (p_copies);
end $function$;

CREATE OR REPLACE FUNCTION gate.told_about(p_matter uuid)
 RETURNS TABLE(matter_id uuid, item_id uuid, person_id uuid, duty_id uuid, n integer, reader text, words text, plain text, event jsonb, title text, file_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.told_about(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.told_file(p_matter uuid, p_file uuid, p_n integer)
 RETURNS bytea
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.told_file(uuid,uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.uncover(p_copy uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.uncover(uuid) to delakt_person;

CREATE OR REPLACE FUNCTION gate.undo(p_matter uuid, p_item uuid, p_person uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.undo(uuid,uuid,uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.undo_act(p_act uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); matters uuid[]; gone uuid[];
begin
  if desk.role is distinct from 'unitManager' then return 'none'; end if;
  update gate.acts a set undone_by = desk.staff_id, undone_at = now()
  where a.committee_id = desk.committee_id and a.id = p_act and a.unit_id = desk.unit_id and a.undone_at is null;
  if not found then
    return case when exists (select from gate.acts a where a.committee_id = desk.committee_id and a.id = p_act and a.unit_id = desk.unit_id) then 'done' else 'none' end;
  end if;
  with back as (
    update gate.release_decisions d set state = 'imported', reason = null, rule_id = null, act_id = null, due_at = null, at_closing = false,
      decided_by = null, assignment_id = null, decided_at = now()
    where d.act_id = p_act and d.decided_by is null and d.rule_id is not null and d.state in ('assessed', 'released', 'withheld')
    returning d.matter_id, d.copy_id
  )
  select array_agg(distinct b.matter_id), array_agg(b.copy_id) filter (where b.copy_id is not null) into matters, gone from back b;
  if gone is not null then perform gate.take_back(gone); end if;
  if matters is not null then perform gate.recount(desk.committee_id, matters); end if;
  return 'done';
end $function$;
grant execute on function gate.undo_act(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.unguard(p_matter uuid, p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me record := gate.guards(p_matter);
begin
  update gate.guarded g set ended_at = coalesce(g.ended_at, now()), ended_by = coalesce(g.ended_by, me.staff_id)
  where g.committee_id = me.committee_id and g.id = p_id and g.person_id = me.person_id;
  if not found then return false; end if;
  update record.matters m set guarded = exists (select from record.people p where p.person_id = me.person_id and p.committee_id = me.committee_id and p.protected_identity <> 'none')
  where m.committee_id = me.committee_id and m.person_id = me.person_id;
  return true;
end $function$;
grant execute on function gate.unguard(uuid,uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.unmask(p_matter uuid, p_item uuid, p_person uuid, p_seen integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function gate.unmask(uuid,uuid,uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.versions(p_committee uuid, p_matter uuid, p_item uuid, p_person uuid, p_later boolean)
 RETURNS SETOF gate.release_decisions
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select d.* from record.events e
  join record.events o on o.source_id = e.source_id and o.ref = e.ref and case when p_later then o.version > e.version else o.version < e.version end
  join gate.release_decisions d on d.committee_id = o.committee_id and d.matter_id = o.matter_id and d.item_id = o.id and d.person_id = p_person
  where e.committee_id = p_committee and e.matter_id = p_matter and e.id = p_item
$function$;
grant execute on function gate.versions(uuid,uuid,uuid,uuid,boolean) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.wait_again(held gate.release_decisions, desk identity.desk)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update gate.release_decisions d
  set state = 'assessed', reason = null, reader_text = null, existence_secret = false, rule_id = null, due_at = null,
    decided_by = desk.staff_id, assignment_id = desk.assignment_id, decided_at = now(), revision = held.revision + 1
  where d.committee_id = held.committee_id and d.matter_id = held.matter_id and d.item_id = held.item_id and d.person_id = held.person_id;
  perform gate.hand_over(held.committee_id, array[held.matter_id]);
  perform gate.recount(held.committee_id, array[held.matter_id]);
end $function$;

CREATE OR REPLACE FUNCTION gate.waiting(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most integer)
 RETURNS SETOF gate.release_decisions
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.committee_id, d.matter_id, d.item_id, d.person_id, d.waiting_since from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
        and (d.waiting_since, d.item_id, d.person_id) > (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
      order by d.waiting_since, d.item_id, d.person_id limit p_most
    )
    select d.* from own o join gate.release_decisions d using (committee_id, matter_id, item_id, person_id)
    order by o.waiting_since, o.item_id, o.person_id;
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
end $function$;
grant execute on function gate.waiting(uuid,boolean,text[],bigint,uuid,uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.waiting_before(p_unit uuid, p_mine boolean, p_kinds text[], p_micros bigint, p_item uuid, p_person uuid, p_most integer)
 RETURNS SETOF gate.release_decisions
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare p_since timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond'; p_kind text;
begin
  if p_mine then
    return query
    with own as materialized (
      select d.committee_id, d.matter_id, d.item_id, d.person_id, d.waiting_since from gate.release_decisions d
      where d.committee_id = identity.my_committee() and d.matter_id = any (record.my_matters()) and d.unit_id = p_unit and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
        and (d.waiting_since, d.item_id, d.person_id) < (p_since, p_item, p_person) and (p_kinds = '{}' or d.kind = any (p_kinds))
      order by d.waiting_since desc, d.item_id desc, d.person_id desc limit p_most
    )
    select d.* from own o join gate.release_decisions d using (committee_id, matter_id, item_id, person_id)
    order by o.waiting_since desc, o.item_id desc, o.person_id desc;
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
end $function$;
grant execute on function gate.waiting_before(uuid,boolean,text[],bigint,uuid,uuid,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION gate.wear_mask()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION identity.look(p_hash bytea, p_person_minutes integer, p_staff_minutes integer)
 RETURNS TABLE(id uuid, kind text, level integer, municipality uuid, who uuid, name text, desk jsonb, idle_until timestamp with time zone, last boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
#variable_conflict use_column
declare held identity.sessions;
begin
  select * into held from identity.sessions s
  where s.secret_hash = p_hash and s.kind in ('person', 'staff') and s.ended_at is null and s.idle_until > now() and s.expires_at > now();
  if held.id is null then return; end if;
  if held.seen_at < now() - interval '1 minute' then
    perform set_config('synchronous_commit', 'off', true);
    update identity.sessions s
    set seen_at = now(), idle_until = least(s.expires_at, now() + make_interval(mins => case held.kind when 'staff' then p_staff_minutes else p_person_minutes end))
    where s.id = held.id returning s.idle_until into held.idle_until;
  end if;
  if held.kind = 'person' then
    return query select held.id, held.kind, held.level, held.municipality_id, held.person_id, coalesce(p.name, ''), null::jsonb,
        held.idle_until, held.idle_until >= held.expires_at
      from identity.persons p where p.id = held.person_id;
  else
    return query select held.id, held.kind, held.level, held.municipality_id, held.staff_id, w.name,
        case when u.id is not null then jsonb_build_object('committeeId', a.committee_id, 'unitId', a.unit_id, 'unit', coalesce(u.name->>'sv', u.code), 'role', a.role) end,
        held.idle_until, held.idle_until >= held.expires_at
      from directory.staff w
      left join directory.assignments a on a.id = held.assignment_id and a.staff_id = w.id
        and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
      left join directory.units u on u.id = a.unit_id
      where w.id = held.staff_id and w.active;
  end if;
end $function$;
grant execute on function identity.look(bytea,integer,integer) to delakt_login;

CREATE OR REPLACE FUNCTION identity.me()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select s.person_id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'person' and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $function$;
grant execute on function identity.me() to delakt_person;

CREATE OR REPLACE FUNCTION identity.my_committee()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (identity.my_desk()).committee_id; end $function$;
grant execute on function identity.my_committee() to delakt_auditor;
grant execute on function identity.my_committee() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_desk()
 RETURNS identity.desk
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
declare found identity.desk;
begin
  select s.id, s.staff_id, a.id, a.committee_id, a.unit_id, a.role into found
  from identity.sessions s
  join directory.assignments a on a.id = s.assignment_id and a.staff_id = s.staff_id
  join directory.staff w on w.id = s.staff_id
  where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
    and s.kind = 'staff' and s.level >= 3 and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now()
    and w.active and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date);
  return found;
end $function$;
grant execute on function identity.my_desk() to delakt_auditor;
grant execute on function identity.my_desk() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_glass()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare wanted text := pg_catalog.current_setting('delakt.glass', true); desk identity.desk;
begin
  if wanted is null or wanted = '' then return null; end if;
  desk := identity.my_desk();
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return null; end if;
  return (
    select g.matter_id from gate.glass g
    where g.session_id = desk.session_id and g.matter_id = wanted::uuid and g.committee_id = desk.committee_id and g.assignment_id = desk.assignment_id and g.ends_at > pg_catalog.now()
    limit 1);
end $function$;
grant execute on function identity.my_glass() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_inboxes()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET "TimeZone" TO 'Europe/Stockholm'
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role in ('caseOfficer', 'unitManager', 'requestDispatcher') and exists (
    select from directory.assignments a where a.staff_id = desk.staff_id and a.unit_id = desk.unit_id and a.role = 'requestDispatcher'
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)) then return array[desk.unit_id]; end if;
  return '{}';
end $function$;
grant execute on function identity.my_inboxes() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_role()
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (identity.my_desk()).role; end $function$;
grant execute on function identity.my_role() to delakt_auditor;
grant execute on function identity.my_role() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_session()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select s.id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $function$;
grant execute on function identity.my_session() to delakt_person;
grant execute on function identity.my_session() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_source()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select s.source_id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'source' and s.ended_at is null and s.expires_at > pg_catalog.now());
end $function$;
grant execute on function identity.my_source() to delakt_source;

CREATE OR REPLACE FUNCTION identity.my_staff()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select s.staff_id from identity.sessions s join directory.staff w on w.id = s.staff_id
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'staff' and w.active and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $function$;
grant execute on function identity.my_staff() to delakt_auditor;
grant execute on function identity.my_staff() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_unit()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (identity.my_desk()).unit_id; end $function$;
grant execute on function identity.my_unit() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.my_units()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role in ('caseOfficer', 'unitManager') then return array[desk.unit_id]; end if;
  return '{}';
end $function$;
grant execute on function identity.my_units() to delakt_auditor;
grant execute on function identity.my_units() to delakt_staff;

CREATE OR REPLACE FUNCTION identity.reader()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select s.person_id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'person' and s.level >= 3 and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $function$;
grant execute on function identity.reader() to delakt_person;

CREATE OR REPLACE FUNCTION identity.source_of(p_client text, p_hash bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (select x.id from record.sources x where x.client_id = p_client and x.secret_hash = p_hash);
end $function$;
grant execute on function identity.source_of(text,bytea) to delakt_doorkeeper;

CREATE OR REPLACE FUNCTION identity.sources_named(p_name text, p_committee uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select x.id from record.sources x where x.name = p_name and (p_committee is null or x.committee_id = p_committee);
end $function$;
grant execute on function identity.sources_named(text,uuid) to delakt_doorkeeper;

CREATE OR REPLACE FUNCTION kernel.unfit(newest text, mark bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case
    when last.name < newest collate "C" then 'older'
    when last.name > newest collate "C" then 'newer'
    when exists (select from kernel.installation where secret_mark <> mark) then 'secret'
  end
  from (select max(name collate "C") as name from kernel.migrations) last
$function$;
grant execute on function kernel.unfit(text,bytea) to delakt_public;

CREATE OR REPLACE FUNCTION notice.ask_code(p_kind text, p_id uuid, p_hash bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare today date := (now() at time zone 'Europe/Stockholm')::date; w notice.ways;
begin
  select * into w from notice.ways x where x.person_id = identity.me() and x.kind = p_kind;
  if w.person_id is null then return false; end if;
  insert into notice.codes as c (person_id, kind, id, address_index, code_hash, until, day, sent_that_day)
  values (w.person_id, p_kind, p_id, w.address_index, p_hash, now() + interval '10 minutes', today, 1)
  on conflict (person_id, kind) do update set id = excluded.id, address_index = excluded.address_index, code_hash = excluded.code_hash, until = excluded.until, tries = 0,
    day = excluded.day, sent_that_day = case when c.day = excluded.day then c.sent_that_day + 1 else 1 end
    where c.day < excluded.day or c.sent_that_day < 5;
  return found;
end $function$;
grant execute on function notice.ask_code(text,uuid,bytea) to delakt_person;

CREATE OR REPLACE FUNCTION notice.bounced(p_person uuid, p_index bytea)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update notice.ways w set bounced_at = now() where w.person_id = p_person and w.address_index = p_index and w.bounced_at is null;
  if found then insert into kernel.outbox (topic, body) values ('way-bounced', jsonb_build_object('person', p_person)); end if;
end $function$;
grant execute on function notice.bounced(uuid,bytea) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.confirm_my_way(p_kind text, p_hash bytea)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare c notice.codes;
begin
  select * into c from notice.codes x where x.person_id = identity.me() and x.kind = p_kind for update;
  if c.person_id is null or c.until <= now() or c.tries >= 5
    or not exists (select from notice.ways w where w.person_id = c.person_id and w.kind = p_kind and w.address_index = c.address_index) then return 'over'; end if;
  if c.code_hash is distinct from p_hash then
    update notice.codes x set tries = x.tries + 1 where x.person_id = c.person_id and x.kind = p_kind;
    return case when c.tries >= 4 then 'over' else 'wrong' end;
  end if;
  update notice.codes x set until = now() where x.person_id = c.person_id and x.kind = p_kind;
  perform notice.confirm_way(c.person_id, p_kind);
  return 'done';
end $function$;
grant execute on function notice.confirm_my_way(text,bytea) to delakt_person;

CREATE OR REPLACE FUNCTION notice.confirm_way(p_person uuid, p_kind text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update notice.ways w set confirmed_on = (now() at time zone 'Europe/Stockholm')::date, bounced_at = null where w.person_id = p_person and w.kind = p_kind;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION notice.has_looked()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from notice.waiting w where w.person_id = identity.me();
end $function$;
grant execute on function notice.has_looked() to delakt_person;

CREATE OR REPLACE FUNCTION notice.my_codes()
 RETURNS TABLE(kind text, until timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select c.kind, c.until from notice.codes c join notice.ways w on w.person_id = c.person_id and w.kind = c.kind and w.address_index = c.address_index
    where c.person_id = identity.me() and c.until > now() and c.tries < 5;
end $function$;
grant execute on function notice.my_codes() to delakt_person;

CREATE OR REPLACE FUNCTION notice.note_reply(p_index bytea, p_text text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare s notice.sendings;
begin
  select * into s from notice.sendings x
  where x.address_index = p_index and x.channel = 'sms' and x.template = 'reminder' and x.state in ('sent', 'delivered', 'unsure')
    and x.done_at > now() - interval '14 days'
    and exists (select from notice.ways w where w.person_id = x.person_id and w.kind = 'sms' and w.address_index = p_index)
  order by x.done_at desc limit 1;
  if s.id is null then return false; end if;
  insert into kernel.outbox (topic, body) values ('sms-replied', jsonb_build_object('person', s.person_id, 'key', s.key, 'text', btrim(left(btrim(p_text), 20))));
  return true;
end $function$;
grant execute on function notice.note_reply(bytea,text) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.note_report(p_id uuid, p_ref text, p_state text, p_code text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare s notice.sendings;
begin
  if p_id is not null then select * into s from notice.sendings x where x.id = p_id for update;
  else select * into s from notice.sendings x where x.provider_ref = p_ref order by x.at desc limit 1 for update; end if;
  if s.id is null then return false; end if;
  if s.state in ('delivered', 'dropped', 'listed') or (p_state = 'sent' and s.state = 'sent') then return true; end if;
  update notice.sendings x set state = p_state, provider_ref = coalesce(p_ref, x.provider_ref), error_code = p_code, done_at = coalesce(x.done_at, now())
  where x.id = s.id;
  if p_state = 'failed' and s.address_index is not null then perform notice.bounced(s.person_id, s.address_index); end if;
  if p_state = 'failed' and s.staff_id is not null then perform directory.email_refused(s.staff_id); end if;
  if p_state = 'delivered' then
    update notice.ways w set bounced_at = null where w.person_id = s.person_id and w.address_index = s.address_index and w.bounced_at is not null;
  end if;
  return true;
end $function$;
grant execute on function notice.note_report(uuid,text,text,text) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.over(p_key text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return exists (select from notice.sendings s where s.key = p_key and not (s.state = 'waiting' and s.next_at <= now()));
end $function$;
grant execute on function notice.over(text) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.remove_my_way(p_kind text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from notice.codes c where c.person_id = identity.me() and c.kind = p_kind and c.day < (now() at time zone 'Europe/Stockholm')::date;
  return notice.remove_way(identity.me(), p_kind);
end $function$;
grant execute on function notice.remove_my_way(text) to delakt_person;

CREATE OR REPLACE FUNCTION notice.remove_way(p_person uuid, p_kind text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from notice.ways w where w.person_id = p_person and w.kind = p_kind;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION notice.set_my_way(p_kind text, p_sealed bytea, p_index bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if identity.me() is null then return false; end if;
  perform notice.set_way(identity.me(), p_kind, p_sealed, p_index, 'person', false);
  return true;
end $function$;
grant execute on function notice.set_my_way(text,bytea,bytea) to delakt_person;

CREATE OR REPLACE FUNCTION notice.set_way(p_person uuid, p_kind text, p_sealed bytea, p_index bytea, p_by text, p_confirmed boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  insert into notice.ways (person_id, kind, address_sealed, address_index, set_by, confirmed_on)
  values (p_person, p_kind, p_sealed, p_index, p_by, case when p_confirmed then today end)
  on conflict (person_id, kind) do update set
    address_sealed = excluded.address_sealed, address_index = excluded.address_index, set_by = excluded.set_by, set_at = now(),
    confirmed_on = case when p_confirmed then today when notice.ways.address_index = excluded.address_index then notice.ways.confirmed_on end,
    bounced_at = case when notice.ways.address_index = excluded.address_index and not p_confirmed then notice.ways.bounced_at end;
end $function$;

CREATE OR REPLACE FUNCTION notice.set_wish(p_person uuid, p_about text, p_channel text, p_lead_days integer[], p_language text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into notice.wishes (person_id, about, channel, lead_days, language) values (p_person, p_about, p_channel, p_lead_days, p_language)
  on conflict (person_id, about) do update set channel = excluded.channel, lead_days = excluded.lead_days, language = excluded.language, set_at = now();
end $function$;

CREATE OR REPLACE FUNCTION notice.something_waits(p_person uuid, p_committee uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into notice.waiting (person_id, committee_id) values (p_person, p_committee)
  on conflict (person_id) do update set committee_id = excluded.committee_id, latest_at = now();
end $function$;

CREATE OR REPLACE FUNCTION notice.take_care(p_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update notice.sendings s set seen_at = now(), seen_by = identity.my_staff(),
    state = case when s.state = 'listed' then 'sent' else s.state end, done_at = case when s.state = 'listed' then now() else s.done_at end
  where s.id = p_id and s.unit_id = any (identity.my_units()) and s.state in ('listed', 'failed', 'unsure') and s.seen_at is null;
  return found;
end $function$;
grant execute on function notice.take_care(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION notice.to_alarm(p_day date, p_most integer)
 RETURNS TABLE(staff_id uuid, municipality_id uuid, key text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query select u.staff_id, w.municipality_id, k.key from directory.untold() u
    join directory.staff w on w.id = u.staff_id
    cross join lateral (select 'alarm:' || u.staff_id || ':' || p_day as key) k
    where notice.way_at_work(u.staff_id) is not null and not notice.over(k.key)
    limit p_most;
end $function$;
grant execute on function notice.to_alarm(date,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.to_tell(p_day date, p_most integer)
 RETURNS TABLE(person_id uuid, committee_id uuid, key text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query select w.person_id, w.committee_id, k.key
    from notice.waiting w
    join notice.wishes x on x.person_id = w.person_id and x.about = 'waiting' and x.channel <> 'none'
    cross join lateral (select 'waiting:' || w.person_id || ':' || p_day as key) k
    where (w.told_at is null or w.latest_at > w.told_at) and not notice.over(k.key)
    limit p_most;
end $function$;
grant execute on function notice.to_tell(date,integer) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.unit_sendings()
 RETURNS TABLE(id uuid, name text, state text, channel text, template text, language text, slots jsonb, at timestamp with time zone, municipality text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
begin
  return query select s.id, coalesce(p.name, (select r.name from record.people r where r.committee_id = s.committee_id and r.person_id = s.person_id limit 1)),
      s.state, s.channel, s.template, coalesce(s.language, 'sv'), s.slots, coalesce(s.done_at, s.at), m.name
    from notice.sendings s
    join identity.persons p on p.id = s.person_id
    join directory.committees c on c.id = s.committee_id join directory.municipalities m on m.id = c.municipality_id
    where s.unit_id = any (identity.my_units()) and s.state in ('listed', 'failed', 'unsure') and s.seen_at is null
    order by s.at limit 500;
end $function$;
grant execute on function notice.unit_sendings() to delakt_staff;

CREATE OR REPLACE FUNCTION notice.way_at_work(p_staff uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin return (select i.email from directory.staff_ids i join directory.staff w on w.id = i.staff_id and w.active where i.staff_id = p_staff); end $function$;
grant execute on function notice.way_at_work(uuid) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.way_to(p_person uuid, p_about text, p_kind text)
 RETURNS TABLE(channel text, language text, sealed bytea, index bytea, fresh boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare w record; y notice.ways;
begin
  select * into w from notice.wish_of(p_person, p_about);
  if p_kind is not null then w.channel := p_kind; end if;
  if w.channel = 'none' then return; end if;
  if w.channel = 'letter' then return query select w.channel::text, w.language::text, null::bytea, null::bytea, false; return; end if;
  select * into y from notice.ways x where x.person_id = p_person and x.kind = w.channel for share;
  if y.person_id is null then return; end if;
  return query select w.channel::text, w.language::text, y.address_sealed, y.address_index,
    coalesce(y.confirmed_on >= (now() at time zone 'Europe/Stockholm')::date - 60 and y.bounced_at is null, false);
end $function$;
grant execute on function notice.way_to(uuid,text,text) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.ways_of(p_person uuid)
 RETURNS TABLE(kind text, address_sealed bytea, confirmed_on date, bounced_at timestamp with time zone, set_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select w.kind, w.address_sealed, w.confirmed_on, w.bounced_at, w.set_by from notice.ways w where w.person_id = p_person
$function$;

CREATE OR REPLACE FUNCTION notice.wish(p_about text, p_channel text, p_lead_days integer[], p_language text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if identity.me() is null then return false; end if;
  perform notice.set_wish(identity.me(), p_about, p_channel, p_lead_days, p_language);
  return true;
end $function$;
grant execute on function notice.wish(text,text,integer[],text) to delakt_person;

CREATE OR REPLACE FUNCTION notice.wish_of(p_person uuid, p_about text)
 RETURNS TABLE(channel text, lead_days integer[], language text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare w notice.wishes; chosen text;
begin
  select * into w from notice.wishes x where x.person_id = p_person and x.about = p_about;
  chosen := coalesce(w.channel, case when p_about = 'reminder' then 'sms' else 'none' end);
  if chosen in ('sms', 'email') and not exists (select from notice.ways y where y.person_id = p_person and y.kind = chosen) then chosen := 'none'; end if;
  return query select chosen,
    case when chosen = 'letter' then coalesce((select array_agg(l order by l) from unnest(w.lead_days) l where l >= 7), '{7}') else coalesce(w.lead_days, '{2}') end,
    coalesce(w.language, (select case when p.language = 'en' then 'en' end from identity.persons p where p.id = p_person), 'sv');
end $function$;
grant execute on function notice.wish_of(uuid,text) to delakt_worker;

CREATE OR REPLACE FUNCTION notice.withdraw(p_beginning text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update notice.sendings s set state = 'dropped', done_at = now(), error_code = 'withdrawn'
  where s.key >= p_beginning collate "C" and s.key < (p_beginning || '~') collate "C" and s.state in ('waiting', 'listed');
end $function$;

CREATE OR REPLACE FUNCTION record.ask_for_reading(p_source uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return false; end if;
  insert into kernel.outbox (topic, body)
  select 'source.asked', jsonb_build_object('source', s.id) from record.sources s
  where s.committee_id = desk.committee_id and s.id = p_source and s.kind = 'lifecare';
  return found;
end $function$;
grant execute on function record.ask_for_reading(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION record.begin_reading()
 RETURNS TABLE(since timestamp with time zone, first_day date)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query
  update record.sources s set first_read_at = coalesce(s.first_read_at, now()) where s.id = source.id
  returning now(), (s.first_read_at at time zone 'Europe/Stockholm')::date;
end $function$;
grant execute on function record.begin_reading() to delakt_source;

CREATE OR REPLACE FUNCTION record.compare(p_manifest jsonb)
 RETURNS TABLE(matter text, known boolean, missing integer, changed integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare source record.sources := record.my_source(); touched uuid[];
begin
  perform record.one_at_a_time(source.id);
  with there as materialized (
    select m.id, i.ref, coalesce(i.version, 0) as version from jsonb_to_recordset(p_manifest) as x(matter text, items jsonb)
    join record.matters m on m.source_id = source.id and m.ref = x.matter
    left join lateral jsonb_to_recordset(x.items) as i(ref text, version int) on true
  ), found as (
    select t.id,
      (count(distinct t.ref) filter (where h.version is null and d.version is null or not h.annulled))::int as reported,
      coalesce(array_agg(distinct t.ref) filter (where t.ref is not null and h.version is null and d.version is null), '{}') as missing,
      coalesce(array_agg(distinct t.ref) filter (where greatest(h.version, d.version) < t.version), '{}') as changed
    from there t
    left join lateral (select e.version, e.annulled from record.events e where e.source_id = source.id and e.ref = t.ref order by e.version desc limit 1) h on true
    left join lateral (select max(d.version) as version from record.documents d where d.source_id = source.id and d.ref = t.ref) d on true
    group by t.id
  ), gone as (
    select e.matter_id as id, array_agg(e.ref) as refs from (
      select distinct on (e.matter_id, e.ref) e.matter_id, e.ref, e.annulled from record.events e
      where e.committee_id = source.committee_id and e.matter_id in (select f.id from found f) and e.source_id = source.id
      order by e.matter_id, e.ref, e.version desc
    ) e
    where not e.annulled and not exists (select from there t where t.id = e.matter_id and t.ref = e.ref)
    group by e.matter_id
  ), kept as (
    update record.matters m set missing = f.missing, changed = f.changed || coalesce(g.refs, '{}'), reported = f.reported, compared_at = now()
    from found f left join gone g on g.id = f.id where m.committee_id = source.committee_id and m.id = f.id returning m.id
  )
  select array_agg(id) into touched from kept;
  update record.sources set compared_at = now() where id = source.id;
  if touched is not null then perform gate.recount(source.committee_id, touched); end if;
  return query
  select x.matter, m.id is not null, coalesce(cardinality(m.missing), 0), coalesce(cardinality(m.changed), 0)
  from jsonb_to_recordset(p_manifest) as x(matter text)
  left join record.matters m on m.source_id = source.id and m.ref = x.matter;
end $function$;
grant execute on function record.compare(jsonb) to delakt_source;

CREATE OR REPLACE FUNCTION record.confirmed_name(p_matter uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return null; end if;
  return (
    select p.name from record.matters m join identity.persons p on p.id = m.person_id
    where m.committee_id = desk.committee_id and m.unit_id = desk.unit_id and m.id = p_matter);
end $function$;
grant execute on function record.confirmed_name(uuid) to delakt_staff;

CREATE OR REPLACE FUNCTION record.end_reading(p_since timestamp with time zone, p_failure text, p_unread jsonb, p_refused integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  update record.sources s set unread = p_unread, refused = p_refused, last_failure = p_failure,
    last_good_at = case when p_failure is null then now() else s.last_good_at end,
    last_failure_at = case when p_failure is null then s.last_failure_at else now() end
  where s.id = source.id;
  update record.people r set unread_since = now() from identity.persons p
  where r.committee_id = source.committee_id and r.source_id = source.id and r.unread_since is null and (r.read_at is null or r.read_at < p_since)
    and p.id = r.person_id and p.number_sealed is not null;
  update shelf.matters x set last_good_at = r.read_at, source_down_since = r.unread_since
  from gate.openings o
  join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
  join record.people r on r.committee_id = m.committee_id and r.source_id = m.source_id and r.person_id = m.person_id
  where m.source_id = source.id and o.ended_at is null and x.id = o.shelf_id
    and (x.last_good_at, x.source_down_since) is distinct from (r.read_at, r.unread_since);
end $function$;
grant execute on function record.end_reading(timestamp with time zone,text,jsonb,integer) to delakt_source;

CREATE OR REPLACE FUNCTION record.find_matters(p_text text, p_index bytea, p_most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); sought text[] := regexp_split_to_array(btrim(lower(p_text)), '\s+');
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') or p_text = '' then return; end if;
  return query
  select m.id from record.matters m
  where m.committee_id = desk.committee_id and m.unit_id = desk.unit_id and (
    starts_with(lower(m.number), lower(p_text))
    or m.person_id = (select p.id from identity.persons p where p.number_index = p_index)
    or exists (
      select from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id and r.source_id = m.source_id
        and (select bool_and(strpos(' ' || replace(lower(r.name), '-', ' '), ' ' || replace(word, '-', ' ')) > 0) from unnest(sought) word)))
  order by m.opened_on desc, m.id limit p_most;
end $function$;
grant execute on function record.find_matters(text,bytea,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION record.hand_over(p_from uuid, p_to uuid, p_committee uuid, p_unit uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare m record.matters; source record.sources;
begin
  for m in select x.* from record.matters x
    where x.committee_id = p_committee and x.id = any (record.matters_of(p_committee, p_unit, p_from)) and not record.is_closed(p_committee, x.id) order by x.id loop
    select * into source from record.sources s where s.committee_id = p_committee and s.id = m.source_id;
    if source.kind = 'native' then
      perform record.one_at_a_time(source.id);
      perform record.store_events(source, jsonb_build_array(jsonb_build_object('n', 1, 'matter', m.ref, 'ref', m.id || ':handed:' || pg_catalog.gen_random_uuid(), 'version', 0, 'kind', 'assigned',
        'at', now(), 'seq', (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id),
        'event', jsonb_build_object('detail', jsonb_build_object('officer', directory.card(p_to))))), false);
    end if;
    insert into record.taken_over as t (committee_id, matter_id, unit_id, staff_id, from_id, at) values (p_committee, m.id, p_unit, p_to, p_from, clock_timestamp())
    on conflict (committee_id, matter_id) do update set staff_id = excluded.staff_id, from_id = excluded.from_id, unit_id = excluded.unit_id, at = excluded.at;
  end loop;
  update record.drafts d set staff_id = p_to where d.committee_id = p_committee and d.unit_id = p_unit and d.staff_id = p_from;
end $function$;

CREATE OR REPLACE FUNCTION record.has_come(p_committee uuid, p_matters uuid[], p_refs text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update record.matters m set missing = array(select r from unnest(m.missing) r where r <> all (p_refs))
  where m.committee_id = p_committee and m.id = any (p_matters) and m.missing <> '{}' and m.missing && p_refs;
  if found then perform gate.recount(p_committee, p_matters); end if;
end $function$;

CREATE OR REPLACE FUNCTION record.has_no_events()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from record.events e where e.committee_id = old.committee_id and e.matter_id = old.id)
  then raise foreign_key_violation using message = 'events stand in the matter'; end if;
  return old;
end $function$;

CREATE OR REPLACE FUNCTION record.held_by(p_staff uuid, p_committee uuid)
 RETURNS TABLE(kind text, unit_id uuid, n integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare at_unit uuid; theirs uuid[];
begin
  for at_unit in select distinct a.unit_id from directory.assignments a where a.staff_id = p_staff and a.committee_id = p_committee loop
    theirs := array(select m from unnest(record.matters_of(p_committee, at_unit, p_staff)) m where not record.is_closed(p_committee, m));
    return query
    select x.kind, at_unit, x.n from (
      select 'matters' as kind, cardinality(theirs) as n
      union all select 'review', count(*)::int from gate.release_decisions d
        where d.committee_id = p_committee and d.matter_id = any (theirs) and d.state in ('imported', 'assessed') and not d.at_closing and d.listed
      union all select 'duties', count(*)::int from duty.duties d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.settled_at is null
      union all select 'drafts', count(*)::int from record.drafts d where d.committee_id = p_committee and d.unit_id = at_unit and d.staff_id = p_staff) x
    where x.n > 0;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION record.held_documents()
 RETURNS SETOF text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin return query select distinct d.ref from record.documents d where d.source_id = source.id; end $function$;
grant execute on function record.held_documents() to delakt_source;

CREATE OR REPLACE FUNCTION record.held_matters(p_refs text[])
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin return query select m.ref from record.matters m where m.source_id = source.id and m.ref = any (p_refs); end $function$;
grant execute on function record.held_matters(text[]) to delakt_source;

CREATE OR REPLACE FUNCTION record.import_at(p_file bytea)
 RETURNS TABLE(offset_bytes bigint, line bigint, report jsonb, finished_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  insert into record.imports (committee_id, source_id, file_hash) values (source.committee_id, source.id, p_file) on conflict do nothing;
  return query select i.offset_bytes, i.line, i.report, i.finished_at from record.imports i where i.source_id = source.id and i.file_hash = p_file;
end $function$;
grant execute on function record.import_at(bytea) to delakt_source;

CREATE OR REPLACE FUNCTION record.import_moved(p_file bytea, p_offset bigint, p_line bigint, p_report jsonb, p_finished boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  if not p_finished then perform set_config('synchronous_commit', 'off', true); end if;
  update record.imports i set offset_bytes = p_offset, line = p_line, report = p_report, finished_at = case when p_finished then now() end
  where i.source_id = source.id and i.file_hash = p_file;
end $function$;
grant execute on function record.import_moved(bytea,bigint,bigint,jsonb,boolean) to delakt_source;

CREATE OR REPLACE FUNCTION record.is_closed(p_committee uuid, p_matter uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select coalesce((select e.kind = 'closed' from record.events e
    where e.committee_id = p_committee and e.matter_id = p_matter and e.kind in ('closed', 'reopened')
      and not exists (select from record.events n where n.source_id = e.source_id and n.ref = e.ref and n.version >= e.version and n.annulled)
    order by e.at desc, e.seq desc, e.version desc limit 1), false)
$function$;

CREATE OR REPLACE FUNCTION record.is_note(p_kind text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select p_kind in ('note', 'meeting-held') $function$;

CREATE OR REPLACE FUNCTION record.keep_in_quarantine(p_items jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  insert into record.quarantine as q (committee_id, source_id, item, hash, reason, imported)
  select distinct on (i.hash) source.committee_id, source.id, i.item, decode(i.hash, 'hex'), i.reason, coalesce(i.imported, false)
  from jsonb_to_recordset(p_items) as i(item jsonb, hash text, reason text, imported boolean)
  on conflict (source_id, hash) do update set taken_at = null, received_at = now() where q.taken_at is not null;
end $function$;
grant execute on function record.keep_in_quarantine(jsonb) to delakt_source;

CREATE OR REPLACE FUNCTION record.known_names(p_index bytea)
 RETURNS TABLE(name text, here boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); whose identity.persons; names text[];
begin
  if desk.role is distinct from 'caseOfficer' or (record.own_source(desk.committee_id)).id is null then return; end if;
  select * into whose from identity.persons p where p.number_index = p_index;
  if whose.id is null then return; end if;
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, purpose)
  values ('staff', desk.staff_id, desk.session_id, desk.assignment_id, desk.committee_id, whose.id, 'look up whose number');
  select array_agg(distinct r.name order by r.name) into names from record.people r where r.person_id = whose.id and r.committee_id = desk.committee_id;
  return query select n, names is not null from unnest(case when whose.name <> '' then array[whose.name] else names end) as n;
end $function$;
grant execute on function record.known_names(bytea) to delakt_staff;

CREATE OR REPLACE FUNCTION record.late_investigations(p_unit uuid, p_today date)
 RETURNS TABLE(matter_id uuid, due text)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select latest.matter_id, latest.due from (
    select distinct on (e.matter_id) e.committee_id, e.matter_id, e.at, e.event #>> '{detail,dueBy}' as due
    from record.events e
    where e.unit_id = p_unit and not e.annulled and e.kind in ('investigation-opened', 'investigation-extended', 'investigation-closed', 'closed', 'reopened')
      and not exists (select from record.events x where x.source_id = e.source_id and x.ref = e.ref and x.version > e.version and (x.version > 0 or x.annulled))
    order by e.matter_id, e.at desc, e.seq desc, e.version desc) latest
  where latest.due < p_today::text
    and not exists (
      select from record.events n
      where n.committee_id = latest.committee_id and n.matter_id = latest.matter_id and n.kind in ('decision', 'measure-started') and n.at > latest.at
        and not exists (select from record.events x where x.source_id = n.source_id and x.ref = n.ref and x.version >= n.version and x.annulled))
$function$;
grant execute on function record.late_investigations(uuid,date) to delakt_staff;

CREATE OR REPLACE FUNCTION record.latest(p_refs text[])
 RETURNS TABLE(ref text, version integer, kind text, at timestamp with time zone, seq bigint, event jsonb, annulled boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query select e.ref, e.version, e.kind, e.at, e.seq, e.event, e.annulled
  from unnest(p_refs) as r(ref)
  join lateral (select * from record.events e where e.source_id = source.id and e.ref = r.ref order by e.version desc limit 1) e on true;
end $function$;
grant execute on function record.latest(text[]) to delakt_source;

CREATE OR REPLACE FUNCTION record.latest_documents(p_refs text[])
 RETURNS TABLE(ref text, version integer, title text, hash bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query select d.ref, d.version, d.title, d.hash
  from unnest(p_refs) as r(ref)
  join lateral (select * from record.documents d where d.source_id = source.id and d.ref = r.ref order by d.version desc limit 1) d on true;
end $function$;
grant execute on function record.latest_documents(text[]) to delakt_source;

CREATE OR REPLACE FUNCTION record.matters_of(p_committee uuid, p_unit uuid, p_staff uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me text := (select w.name from directory.staff w where w.id = p_staff);
begin
  return array(
    select once.matter_id from (
      select distinct e.matter_id from record.events e
      where e.committee_id = p_committee and e.unit_id = p_unit and e.kind = 'assigned' and e.event #>> '{detail,officer,name}' = me
    ) once
    cross join lateral (
      select e.event #>> '{detail,officer,name}' as called, e.received_at from record.events e
      where e.committee_id = p_committee and e.unit_id = p_unit and e.matter_id = once.matter_id and e.kind = 'assigned' and e.event -> 'detail' ? 'officer'
      order by e.at desc, e.seq desc, e.version desc limit 1) latest
    where latest.called = me and not exists (
      select from record.taken_over t where t.committee_id = p_committee and t.matter_id = once.matter_id and t.at >= latest.received_at)
    union
    select t.matter_id from record.taken_over t
    where t.committee_id = p_committee and t.unit_id = p_unit and t.staff_id = p_staff and not exists (
      select from record.events e where e.committee_id = p_committee and e.matter_id = t.matter_id and e.kind = 'assigned' and e.event -> 'detail' ? 'officer' and e.received_at > t.at));
end $function$;

CREATE OR REPLACE FUNCTION record.matters_read(p_person text)
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query
  select m.ref from record.people r
  join record.matters m on m.committee_id = r.committee_id and m.person_id = r.person_id and m.source_id = r.source_id
  where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = p_person and m.compared_at is not null;
end $function$;
grant execute on function record.matters_read(text) to delakt_source;

CREATE OR REPLACE FUNCTION record.my_matters()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); found uuid[]; away uuid;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return '{}'; end if;
  found := record.matters_of(desk.committee_id, desk.unit_id, desk.staff_id);
  foreach away in array directory.stood_in_for(desk.staff_id, desk.unit_id) loop
    found := found || record.matters_of(desk.committee_id, desk.unit_id, away);
  end loop;
  return found;
end $function$;
grant execute on function record.my_matters() to delakt_staff;

CREATE OR REPLACE FUNCTION record.my_people(p_after text, p_most integer)
 RETURNS TABLE(ref text, number_sealed bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query select r.ref, p.number_sealed from record.people r join identity.persons p on p.id = r.person_id
  where r.committee_id = source.committee_id and r.source_id = source.id and p.number_sealed is not null and (p_after is null or r.ref > p_after)
  order by r.ref limit p_most;
end $function$;
grant execute on function record.my_people(text,integer) to delakt_source;

CREATE OR REPLACE FUNCTION record.my_settings()
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin return source.settings; end $function$;
grant execute on function record.my_settings() to delakt_source;

CREATE OR REPLACE FUNCTION record.my_source()
 RETURNS record.sources
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare found record.sources;
begin
  select * into found from record.sources where id = identity.my_source();
  if found.id is null then raise insufficient_privilege using message = 'no source is signed in'; end if;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION record.note_read(p_person text, p_waiting text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  with read as (
    update record.people r set read_at = now(), unread_since = null
    where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = p_person returning r.person_id
  )
  update shelf.matters x set last_good_at = now(), source_down_since = null
  from read
  join record.matters m on m.committee_id = source.committee_id and m.source_id = source.id and m.person_id = read.person_id
  join gate.openings o on o.committee_id = m.committee_id and o.matter_id = m.id and o.ended_at is null
  where x.id = o.shelf_id;
  update record.quarantine q set taken_at = now()
  where q.source_id = source.id and q.item ->> 'person' = p_person and q.item ->> 'type' = 'lifecare' and q.taken_at is null and encode(q.hash, 'hex') <> all (p_waiting);
end $function$;
grant execute on function record.note_read(text,text[]) to delakt_source;

CREATE OR REPLACE FUNCTION record.note_reading(p_failure text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  if source.kind = 'lifecare' then return; end if;
  if p_failure is null then
    update record.sources set last_good_at = now(), last_failure = null where id = source.id;
    update record.people r set unread_since = null where r.committee_id = source.committee_id and r.source_id = source.id and r.unread_since is not null;
  else
    update record.sources set last_failure_at = now(), last_failure = p_failure where id = source.id;
    update record.people r set unread_since = now() where r.committee_id = source.committee_id and r.source_id = source.id and r.unread_since is null;
  end if;
  update shelf.matters s set last_good_at = coalesce(case when p_failure is null then now() end, s.last_good_at),
    source_down_since = case when p_failure is null then null else coalesce(s.source_down_since, now()) end
  from gate.openings o join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
  where m.source_id = source.id and o.ended_at is null and s.id = o.shelf_id;
end $function$;
grant execute on function record.note_reading(text) to delakt_source;

CREATE OR REPLACE FUNCTION record.officer_of(p_committee uuid, p_matter uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare m record.matters; called text; known timestamptz; taken record.taken_over;
begin
  select * into m from record.matters x where x.committee_id = p_committee and x.id = p_matter;
  select e.event #>> '{detail,officer,name}', e.received_at into called, known from record.events e
  where e.committee_id = p_committee and e.unit_id = m.unit_id and e.matter_id = p_matter and e.kind = 'assigned' and e.event -> 'detail' ? 'officer'
  order by e.at desc, e.seq desc, e.version desc limit 1;
  select * into taken from record.taken_over t where t.committee_id = p_committee and t.matter_id = p_matter;
  if taken.staff_id is not null and taken.at >= coalesce(known, '-infinity') then return taken.staff_id; end if;
  -- Of two with the same name, the one who works at the unit.
  return (select w.id from directory.staff w join directory.assignments a on a.staff_id = w.id
    where w.name = called and a.unit_id = m.unit_id order by w.active desc, a.valid_to desc nulls first, w.id limit 1);
end $function$;

CREATE OR REPLACE FUNCTION record.one_at_a_time(p_source uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin perform pg_advisory_xact_lock(hashtextextended(p_source::text, 0)); end $function$;

CREATE OR REPLACE FUNCTION record.own_source(p_committee uuid)
 RETURNS record.sources
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare found record.sources;
begin
  select * into found from record.sources where committee_id = p_committee and kind = 'native' order by name limit 1;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION record.person_in(p_matter uuid)
 RETURNS TABLE(ref text, number_sealed bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query
  select r.ref, p.number_sealed from record.matters m
  join record.people r on r.committee_id = m.committee_id and r.source_id = m.source_id and r.person_id = m.person_id
  join identity.persons p on p.id = r.person_id
  where m.committee_id = source.committee_id and m.id = p_matter and m.source_id = source.id and p.number_sealed is not null;
end $function$;
grant execute on function record.person_in(uuid) to delakt_source;

CREATE OR REPLACE FUNCTION record.quarantine_by_reason()
 RETURNS TABLE(reason text, count integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query select q.reason, count(*)::int from record.quarantine q where q.source_id = source.id and q.taken_at is null group by q.reason;
end $function$;
grant execute on function record.quarantine_by_reason() to delakt_source;

CREATE OR REPLACE FUNCTION record.receive_document(p_matter text, p_ref text, p_version integer, p_title text, p_type text, p_hash bytea, p_parts bytea[])
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return record.store_document(record.my_source(), p_matter, p_ref, p_version, p_title, p_type, p_hash, p_parts);
end $function$;
grant execute on function record.receive_document(text,text,integer,text,text,bytea,bytea[]) to delakt_source;

CREATE OR REPLACE FUNCTION record.receive_events(p_items jsonb, p_imported boolean)
 RETURNS TABLE(n integer, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return query select * from record.store_events(record.my_source(), p_items, p_imported);
end $function$;
grant execute on function record.receive_events(jsonb,boolean) to delakt_source;

CREATE OR REPLACE FUNCTION record.receive_matters(p_items jsonb, p_imported boolean)
 RETURNS TABLE(n integer, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare source record.sources := record.my_source(); places int[]; outcomes text[]; rewritten uuid[]; moved uuid[];
begin
  perform record.one_at_a_time(source.id);
  with item as (
    select i.*, row_number() over (partition by i.ref order by i.version desc, i.n desc) as turn
    from jsonb_to_recordset(p_items) as i(n int, ref text, version int, person text, unit text, number text, field text, title text, "openedOn" date, reported int, "knownFrom" date)
  ), held as (
    select i.*, p.person_id, u.id as unit_id, m.id as known, m.version as old_version, m.person_id as old_person, m.unit_id as old_unit,
      (m.unit_id, m.number, m.field, m.title, m.opened_on, m.reported, m.known_from) is not distinct from (u.id, i.number, i.field, i.title, i."openedOn", coalesce(i.reported, m.reported), i."knownFrom") as same
    from item i
    left join lateral (select * from record.people p where p.committee_id = source.committee_id and p.source_id = source.id and p.ref = i.person limit 1) p on true
    left join directory.units u on u.committee_id = source.committee_id and u.code = i.unit
    left join lateral (select * from record.matters m where m.source_id = source.id and m.ref = i.ref limit 1) m on true
  ), stored as (
    insert into record.matters as m (committee_id, source_id, ref, version, person_id, unit_id, number, field, title, opened_on, reported, known_from, imported)
    select source.committee_id, source.id, h.ref, h.version, h.person_id, h.unit_id, h.number, h.field, h.title, h."openedOn", h.reported, h."knownFrom", p_imported
    from held h
    where h.turn = 1 and h.person_id is not null and h.unit_id is not null and (h.known is null or (h.old_person = h.person_id and h.version >= h.old_version and not (h.same and h.version = h.old_version)))
    on conflict (source_id, ref) do update set version = excluded.version, unit_id = excluded.unit_id, number = excluded.number, field = excluded.field,
      title = excluded.title, opened_on = excluded.opened_on, reported = coalesce(excluded.reported, m.reported), known_from = excluded.known_from
    returning m.ref
  ), answer as (
    select h.n, h.known, h.turn, s.ref is not null as written, h.old_unit <> h.unit_id as elsewhere, case
      when h.person_id is null then 'no-person' when h.unit_id is null then 'no-unit'
      when h.known is not null and h.old_person <> h.person_id then 'other-person'
      when h.known is not null and h.version < h.old_version then 'old-version'
      when h.turn > 1 then 'repeated'
      when s.ref is not null then 'stored' else 'unchanged' end as outcome
    from held h left join stored s on s.ref = h.ref
  )
  select array_agg(a.n), array_agg(a.outcome), array_agg(a.known) filter (where a.known is not null and a.turn = 1 and a.written),
    array_agg(a.known) filter (where a.known is not null and a.turn = 1 and a.written and a.elsewhere)
  into places, outcomes, rewritten, moved from answer a;

  -- What follows the matter: access by unit, and the head of the person's own page.
  if moved is not null then
    update record.events e set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and e.committee_id = m.committee_id and e.matter_id = m.id;
    update record.documents d set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and d.committee_id = m.committee_id and d.matter_id = m.id;
    update record.document_parts t set unit_id = d.unit_id from record.documents d
    where d.committee_id = source.committee_id and d.matter_id = any (moved) and t.committee_id = d.committee_id and t.document_id = d.id;
    update record.drafts t set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and t.committee_id = m.committee_id and t.matter_id = m.id;
    update gate.release_decisions d set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and d.committee_id = m.committee_id and d.matter_id = m.id;
    update gate.release_history d set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and d.committee_id = m.committee_id and d.matter_id = m.id;
    update gate.openings o set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and o.committee_id = m.committee_id and o.matter_id = m.id;
    update voice.remarks r set unit_id = m.unit_id from record.matters m
    where m.committee_id = source.committee_id and m.id = any (moved) and r.committee_id = m.committee_id and r.matter_id = m.id;
  end if;
  if rewritten is not null then
    update shelf.matters s set unit_id = m.unit_id, number = m.number, field = m.field, opened_on = m.opened_on, data_from = coalesce(m.known_from, source.data_from)
    from record.matters m, gate.openings o
    where m.committee_id = source.committee_id and m.id = any (rewritten) and o.committee_id = m.committee_id and o.matter_id = m.id and o.ended_at is null and s.id = o.shelf_id;
    perform gate.recount(source.committee_id, rewritten);
  end if;
  return query select * from unnest(places, outcomes);
end $function$;
grant execute on function record.receive_matters(jsonb,boolean) to delakt_source;

CREATE OR REPLACE FUNCTION record.receive_people(p_items jsonb)
 RETURNS TABLE(n integer, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function record.receive_people(jsonb) to delakt_source;

CREATE OR REPLACE FUNCTION record.same_moment(a timestamp with time zone, b timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE STRICT
 SET search_path TO ''
AS $function$
  select a = b or ((a at time zone 'Europe/Stockholm')::date = (b at time zone 'Europe/Stockholm')::date
    and a <> date_trunc('minute', a) and b <> date_trunc('minute', b))
$function$;

CREATE OR REPLACE FUNCTION record.source_health()
 RETURNS TABLE(id uuid, name text, kind text, label jsonb, last_good_at timestamp with time zone, last_failure_at timestamp with time zone, last_failure text, compared_at timestamp with time zone, missing integer, changed integer, incomplete integer, waiting integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return; end if;
  return query
  select s.id, s.name, s.kind, s.label, s.last_good_at, s.last_failure_at, s.last_failure, s.compared_at,
    coalesce(m.missing, 0)::int, coalesce(m.changed, 0)::int, coalesce(m.incomplete, 0)::int,
    (select count(*)::int from record.quarantine q where q.committee_id = s.committee_id and q.source_id = s.id and q.taken_at is null)
  from record.sources s
  left join lateral (
    select sum(cardinality(m.missing)) as missing, sum(cardinality(m.changed)) as changed, count(*) as incomplete
    from record.matters m where m.committee_id = s.committee_id and m.source_id = s.id and (m.missing <> '{}' or m.changed <> '{}')
  ) m on true
  where s.committee_id = desk.committee_id order by s.name;
end $function$;
grant execute on function record.source_health() to delakt_staff;

CREATE OR REPLACE FUNCTION record.source_lacks(p_source uuid, p_newer boolean, p_skip integer, p_most integer)
 RETURNS TABLE(matter text, ref text, unit jsonb, compared_at timestamp with time zone, aside uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return; end if;
  return query
  with lacks as (
    select m.ref as matter, lacked.ref, m.unit_id, m.compared_at
    from record.matters m
    cross join lateral unnest(case when p_newer then m.changed else m.missing end) as lacked(ref)
    where m.committee_id = desk.committee_id and m.source_id = p_source
    order by m.ref, lacked.ref collate "C" offset p_skip limit p_most
  ), aside as (
    select distinct on (1) coalesce(q.item #>> '{event,ref}', q.item ->> 'ref') as ref, q.id
    from record.quarantine q where q.committee_id = desk.committee_id and q.source_id = p_source and q.taken_at is null order by 1, q.received_at desc
  )
  select l.matter, l.ref, u.name, l.compared_at, a.id
  from lacks l join directory.units u on u.id = l.unit_id left join aside a on a.ref = l.ref
  order by l.matter, l.ref collate "C";
end $function$;
grant execute on function record.source_lacks(uuid,boolean,integer,integer) to delakt_staff;

CREATE OR REPLACE FUNCTION record.stand_in_a_matter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (
    select from arrived a
    where not exists (select from record.matters m where m.committee_id = a.committee_id and m.id = a.matter_id offset 0)
  ) then raise foreign_key_violation using message = 'an event stands in no matter'; end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION record.start_matter(p_key uuid, p_index bytea, p_sealed bytea, p_name text, p_field text, p_title text, p_number text, p_opened date, p_born date)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function record.start_matter(uuid,bytea,bytea,text,text,text,text,date,date) to delakt_staff;

CREATE OR REPLACE FUNCTION record.store_document(source record.sources, p_matter text, p_ref text, p_version integer, p_title text, p_type text, p_hash bytea, p_parts bytea[])
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare m record.matters; known record.documents; stored uuid; void boolean;
begin
  perform record.one_at_a_time(source.id);
  select * into m from record.matters x where x.source_id = source.id and x.ref = p_matter;
  if m.id is null then return 'no-matter'; end if;
  select * into known from record.documents d where d.source_id = source.id and d.ref = p_ref and d.version = p_version;
  if known.id is not null then
    return case when known.matter_id <> m.id then 'other-matter' when known.hash = p_hash and known.title = p_title then 'unchanged' else 'version-conflict' end;
  end if;
  void := exists (select from record.events e where e.source_id = source.id and e.ref = p_ref and e.annulled and e.version >= p_version);
  insert into record.documents (committee_id, matter_id, source_id, ref, version, title, type, size, hash, unit_id, annulled_at)
  values (m.committee_id, m.id, source.id, p_ref, p_version, p_title, p_type, (select coalesce(sum(length(b)), 0) from unnest(p_parts) b), p_hash, m.unit_id,
    case when void then now() end)
  on conflict do nothing returning id into stored;
  if stored is null then return 'unchanged'; end if;
  insert into record.document_parts (committee_id, document_id, part, unit_id, bytes)
  select m.committee_id, stored, p.n::int - 1, m.unit_id, p.b from unnest(p_parts) with ordinality as p(b, n);
  if not void and not exists (select from record.documents d where d.source_id = source.id and d.ref = p_ref and d.version > p_version and d.annulled_at is null) then
    perform gate.document_came(m.committee_id, m.id, source.id, p_ref);
  end if;
  perform record.has_come(m.committee_id, array[m.id], array[p_ref]);
  return 'stored';
end $function$;

CREATE OR REPLACE FUNCTION record.store_events(source record.sources, p_items jsonb, p_imported boolean)
 RETURNS TABLE(n integer, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION record.taken_from_quarantine(p_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  update record.quarantine set taken_at = now() where source_id = source.id and id = any (p_ids);
end $function$;
grant execute on function record.taken_from_quarantine(uuid[]) to delakt_source;

CREATE OR REPLACE FUNCTION record.use_words(p_words text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk();
begin
  if desk.unit_id is null then return; end if;
  insert into record.words_used as u (committee_id, unit_id, month, word)
  select desk.committee_id, desk.unit_id, date_trunc('month', now() at time zone 'Europe/Stockholm')::date, w.word from (select distinct unnest(p_words) as word) w order by w.word
  on conflict (committee_id, unit_id, month, word) do update set texts = u.texts + 1;
end $function$;
grant execute on function record.use_words(text[]) to delakt_staff;

CREATE OR REPLACE FUNCTION record.waiting_quarantine(p_after uuid, p_most integer)
 RETURNS TABLE(id uuid, item jsonb, imported boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare source record.sources := record.my_source();
begin
  return query select q.id, q.item, q.imported from record.quarantine q
    where q.source_id = source.id and q.taken_at is null and (p_after is null or q.id > p_after) order by q.id limit p_most;
end $function$;
grant execute on function record.waiting_quarantine(uuid,integer) to delakt_source;

CREATE OR REPLACE FUNCTION record.write_document(p_matter uuid, p_ref text, p_version integer, p_title text, p_type text, p_hash bytea, p_parts bytea[])
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources; newest record.documents;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
  if m.id is null then return 'none'; end if;
  select * into source from record.sources where id = m.source_id;
  if source.kind <> 'native' then return 'other-system'; end if;
  if p_parts is not null then return record.store_document(source, m.ref, p_ref, p_version, p_title, p_type, p_hash, p_parts); end if;
  select * into newest from record.documents d
  where d.committee_id = m.committee_id and d.matter_id = m.id and d.source_id = source.id and d.ref = p_ref and d.version < p_version order by d.version desc limit 1;
  if newest.id is null then return 'none'; end if;
  return record.store_document(source, m.ref, p_ref, p_version, p_title, newest.type, newest.hash,
    array(select t.bytes from record.document_parts t where t.committee_id = m.committee_id and t.document_id = newest.id order by t.part));
end $function$;
grant execute on function record.write_document(uuid,text,integer,text,text,bytea,bytea[]) to delakt_staff;

CREATE OR REPLACE FUNCTION record.write_event(p_matter uuid, p_ref text, p_version integer, p_kind text, p_at timestamp with time zone, p_event jsonb, p_annulled boolean DEFAULT false)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources; held record.events; newest record.events; answer text;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
  if m.id is null then return 'none'; end if;
  select * into source from record.sources where id = m.source_id;
  if source.kind <> 'native' then return 'other-system'; end if;
  perform record.one_at_a_time(source.id);
  -- The same form sent twice is one event, and a reference belongs to the matter it was first used in.
  select * into held from record.events e where e.source_id = source.id and e.ref = p_ref order by (e.version = p_version) desc limit 1;
  if held.matter_id <> m.id then return 'none'; end if;
  if held.version = p_version then
    return case when held.kind = p_kind and held.event = p_event and held.annulled = p_annulled and record.same_moment(held.at, p_at) then 'unchanged'
      else 'version-conflict' end;
  end if;
  select * into newest from record.events e where e.source_id = source.id and e.ref = p_ref order by e.version desc limit 1;
  if p_version <> coalesce(newest.version + 1, 0) then return 'version-conflict'; end if;
  select s.outcome into answer from record.store_events(source, jsonb_build_array(jsonb_build_object('n', 1, 'matter', m.ref, 'ref', p_ref, 'version', p_version, 'kind', p_kind,
    'at', p_at, 'seq', coalesce(newest.seq, (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id)), 'event', p_event,
    'annulled', p_annulled)), false) s;
  return answer;
end $function$;
grant execute on function record.write_event(uuid,text,integer,text,timestamp with time zone,jsonb,boolean) to delakt_staff;

CREATE OR REPLACE FUNCTION shelf.contact_now(p_shelf uuid)
 RETURNS TABLE(staff_id uuid, name text, away boolean, left_us boolean, back_after date, acting uuid, card jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
#variable_conflict use_column
declare me uuid := identity.me(); o gate.openings; whose uuid; acts uuid;
begin
  select * into o from gate.openings x where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null then return; end if;
  whose := record.officer_of(o.committee_id, o.matter_id);
  if whose is null then return; end if;
  -- Only a name that has been handed to this person is told again, and whoever has taken over from somebody whose name has been.
  if not exists (select from shelf.copies c, directory.staff w where w.id = whose and c.person_id = me and c.matter_id = p_shelf and c.kind = 'assigned' and c.event #>> '{detail,officer,name}' = w.name)
    and not exists (select from record.taken_over t join shelf.copies c on c.person_id = me and c.matter_id = p_shelf and c.kind = 'assigned' and c.event #>> '{detail,officer,name}' is not null
      where t.committee_id = o.committee_id and t.matter_id = o.matter_id and t.staff_id = whose) then return; end if;
  acts := directory.acting_at(whose, o.unit_id);
  return query select w.id, w.name, directory.is_away(w.id), not w.active,
    (select a.last_day from directory.absences a where a.staff_id = w.id and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())),
    acts, directory.card(coalesce(acts, w.id))
  from directory.staff w where w.id = whose;
end $function$;
grant execute on function shelf.contact_now(uuid) to delakt_person;

CREATE OR REPLACE FUNCTION voice.choose(p_shelf uuid, p_copy uuid, p_choice text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function voice.choose(uuid,uuid,text) to delakt_person;

CREATE OR REPLACE FUNCTION voice.felt(p_shelf uuid, p_copy uuid, p_felt integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare me uuid := identity.reader(); held shelf.copies; d gate.release_decisions;
begin
  select * into held from shelf.copies c where c.id = p_copy and c.person_id = me and c.matter_id = p_shelf and c.kind not in ('withheld', 'covered', 'annulled');
  if held.id is null then return false; end if;
  select * into d from gate.release_decisions x where x.copy_id = held.id;
  insert into voice.readings (committee_id, person_id, shelf_id, ref, unit_id, matter_id, item_id, felt)
  values (held.committee_id, me, held.matter_id, held.ref, d.unit_id, d.matter_id, d.item_id, p_felt)
  on conflict (committee_id, person_id, shelf_id, ref) do update set felt = excluded.felt, at = now(), item_id = excluded.item_id;
  return true;
end $function$;
grant execute on function voice.felt(uuid,uuid,integer) to delakt_person;

CREATE OR REPLACE FUNCTION voice.hides_more(p_all text, p_one text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select case p_all when 'not-here' then p_one <> 'not-here' when 'now' then false else p_one = 'now' end
$function$;

CREATE OR REPLACE FUNCTION voice.say(p_copy uuid, p_kind text, p_text text, p_key uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function voice.say(uuid,text,text,uuid) to delakt_person;

-- Triggers
CREATE TRIGGER change_room AFTER UPDATE OF one_at_a_time ON appointments.places FOR EACH ROW WHEN ((new.one_at_a_time <> old.one_at_a_time)) EXECUTE FUNCTION appointments.change_room();
CREATE TRIGGER fill_room BEFORE INSERT ON appointments.slots FOR EACH ROW WHEN ((new.place_id IS NOT NULL)) EXECUTE FUNCTION appointments.fill_room();
CREATE TRIGGER keep BEFORE DELETE OR UPDATE ON contact.request_forms FOR EACH ROW EXECUTE FUNCTION contact.keep_form();
CREATE TRIGGER then_follow AFTER UPDATE OF committee_id, unit_id, handler_id ON contact.threads FOR EACH ROW WHEN ((((new.committee_id IS DISTINCT FROM old.committee_id) OR (new.unit_id IS DISTINCT FROM old.unit_id)) OR (new.handler_id IS DISTINCT FROM old.handler_id))) EXECUTE FUNCTION contact.follow();
CREATE TRIGGER duty_masked AFTER INSERT OR UPDATE OF event ON gate.masks FOR EACH ROW EXECUTE FUNCTION duty.masked();
CREATE TRIGGER duty_closed AFTER UPDATE OF ended_at ON gate.openings FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION duty.closed();
CREATE TRIGGER duty_opened AFTER INSERT ON gate.openings FOR EACH ROW EXECUTE FUNCTION duty.opened();
CREATE TRIGGER times_opened AFTER INSERT ON gate.openings FOR EACH ROW EXECUTE FUNCTION appointments.opened();
CREATE TRIGGER duty_taken_back AFTER UPDATE OF state ON gate.release_decisions FOR EACH ROW WHEN (((new.state = ANY (ARRAY['withheld'::text, 'withdrawn'::text])) AND (new.state IS DISTINCT FROM old.state) AND (new.reason IS DISTINCT FROM 'replaced'::text))) EXECUTE FUNCTION duty.taken_back();
CREATE TRIGGER history BEFORE UPDATE ON gate.release_decisions FOR EACH ROW EXECUTE FUNCTION gate.keep_history();
CREATE TRIGGER plainer_words AFTER UPDATE OF copy_id ON gate.release_decisions FOR EACH ROW WHEN (((new.copy_id IS NOT NULL) AND (new.copy_id IS DISTINCT FROM old.copy_id))) EXECUTE FUNCTION gate.lay_plain_along();
CREATE TRIGGER end_of_rule AFTER UPDATE OF ended_at ON gate.rules FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION gate.end_of_rule();
CREATE TRIGGER address_changed AFTER UPDATE OF address_index ON notice.ways FOR EACH ROW WHEN ((new.address_index <> old.address_index)) EXECUTE FUNCTION appointments.address_changed();
CREATE TRIGGER address_gone AFTER DELETE ON notice.ways FOR EACH ROW EXECUTE FUNCTION appointments.address_changed();
CREATE TRIGGER duty_file_taken_back AFTER UPDATE OF annulled_at ON record.documents FOR EACH ROW WHEN (((old.annulled_at IS NULL) AND (new.annulled_at IS NOT NULL))) EXECUTE FUNCTION duty.file_taken_back();
CREATE TRIGGER duty_decided AFTER INSERT ON record.events FOR EACH ROW WHEN (((new.kind = 'decision'::text) AND (new.version = 0) AND (NOT new.annulled))) EXECUTE FUNCTION duty.decided();
CREATE TRIGGER stand_in_a_matter AFTER INSERT ON record.events REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION record.stand_in_a_matter();
CREATE TRIGGER duty_guarded AFTER UPDATE OF guarded ON record.matters FOR EACH ROW WHEN ((new.guarded AND (NOT old.guarded))) EXECUTE FUNCTION duty.guarded();
CREATE TRIGGER duty_moved AFTER UPDATE OF unit_id ON record.matters FOR EACH ROW WHEN ((new.unit_id IS DISTINCT FROM old.unit_id)) EXECUTE FUNCTION duty.moved();
CREATE TRIGGER follow_matter AFTER UPDATE OF unit_id ON record.matters FOR EACH ROW WHEN ((new.unit_id IS DISTINCT FROM old.unit_id)) EXECUTE FUNCTION gate.follow_matter();
CREATE TRIGGER guard_matter BEFORE INSERT ON record.matters FOR EACH ROW EXECUTE FUNCTION gate.guard_matter();
CREATE TRIGGER guarded_now AFTER UPDATE OF guarded ON record.matters FOR EACH ROW WHEN ((new.guarded AND (NOT old.guarded))) EXECUTE FUNCTION gate.guarded_now();
CREATE TRIGGER guarded_stays BEFORE INSERT OR UPDATE OF guarded, person_id ON record.matters FOR EACH ROW EXECUTE FUNCTION gate.stay_guarded();
CREATE TRIGGER has_no_events BEFORE DELETE ON record.matters FOR EACH ROW EXECUTE FUNCTION record.has_no_events();
CREATE TRIGGER masks_follow AFTER UPDATE OF unit_id ON record.matters FOR EACH ROW WHEN ((new.unit_id IS DISTINCT FROM old.unit_id)) EXECUTE FUNCTION gate.masks_follow();
CREATE TRIGGER protection_came AFTER INSERT ON record.people FOR EACH ROW WHEN ((new.protected_identity <> 'none'::text)) EXECUTE FUNCTION gate.protection_changed();
CREATE TRIGGER protection_changed AFTER UPDATE OF protected_identity ON record.people FOR EACH ROW WHEN ((new.protected_identity IS DISTINCT FROM old.protected_identity)) EXECUTE FUNCTION gate.protection_changed();
CREATE TRIGGER duty_told AFTER INSERT ON shelf.copies FOR EACH ROW WHEN (((new.kind = 'decision'::text) OR ((new.kind = 'covered'::text) AND ((new.event ->> 'kind'::text) = 'decision'::text)))) EXECUTE FUNCTION duty.told();
CREATE TRIGGER wear_mask BEFORE INSERT OR UPDATE OF kind, event, document_id ON shelf.copies FOR EACH ROW EXECUTE FUNCTION gate.wear_mask();
