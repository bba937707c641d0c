-- Times to meet: where, what for, which are free, and who has which (APPT-01, APPT-02). A time is booked once: that is an index and no promise.
create schema appointments;
grant usage on schema appointments to delakt_person, delakt_staff, delakt_worker, delakt_public;

-- Where one comes. A reminder says the street and nothing else of it.
create table appointments.places (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  id uuid not null default gen_random_uuid() unique,
  name text not null check (length(name) between 1 and 100),  -- what staff call it
  street text not null check (length(street) between 1 and 100), -- "Storgatan 14"
  postal text not null default '' check (length(postal) <= 100),
  entrance text not null default '' check (length(entrance) <= 200),
  room text not null default '' check (length(room) <= 200),
  way_in text not null default '' check (length(way_in) <= 2000),  -- a step on each line
  map_text text not null default '' check (length(map_text) <= 2000), -- the way there in words, as a map would show it
  access text not null default '' check (length(access) <= 2000),  -- lifts, thresholds, hearing loops
  straight_in boolean not null default false,            -- to the room without reporting anywhere, and no waiting room
  ended_at timestamptz,
  primary key (committee_id, id)
);
create index on appointments.places (unit_id);

-- What a time is for. Texts per language: `lead` says in a sentence what it is and for whom, `about` how it goes, `bring` what to bring, a thing on each line.
create table appointments.kinds (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  id uuid not null default gen_random_uuid() unique,
  name jsonb not null,
  lead jsonb not null default '{}',
  about jsonb not null default '{}',
  bring jsonb not null default '{}',
  minutes int not null check (minutes between 5 and 480),
  manners text[] not null check (cardinality(manners) > 0 and manners <@ '{visit,phone,video,home}'),
  fields text[] not null default '{}',                   -- for people with a matter of these kinds at the unit; none: for anyone
  open boolean not null,                                 -- people may book it themselves
  notice_hours int not null default 24 check (notice_hours between 0 and 336), -- until when one books, moves and cancels by oneself
  ended_at timestamptz,
  primary key (committee_id, id)
);
create index on appointments.kinds (unit_id);

-- Times that were released together, and by which rule: the times themselves are rows.
create table appointments.series (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  kind_id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict, -- whose times
  rule jsonb not null,
  made_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  key uuid not null,                                     -- from the form: the same send twice is one
  at timestamptz not null default now(),
  primary key (committee_id, id),
  unique (made_by, key),
  foreign key (committee_id, kind_id) references appointments.kinds on delete restrict
);

-- A time that was released. It never moves: another time is another row.
create table appointments.slots (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  kind_id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict,
  place_id uuid,
  manner text not null check (manner in ('visit', 'phone', 'video', 'home')),
  during tstzrange not null,
  starts_at timestamptz not null generated always as (lower(during)) stored,
  ends_at timestamptz not null generated always as (upper(during)) stored,
  series_id uuid references appointments.series (id) on delete restrict,
  link text check (length(link) <= 500),                 -- to a video meeting
  withdrawn_at timestamptz,
  primary key (committee_id, id),
  foreign key (committee_id, kind_id) references appointments.kinds on delete restrict,
  foreign key (committee_id, place_id) references appointments.places on delete restrict,
  check ((manner = 'visit') = (place_id is not null)),
  check (lower_inc(during) and not upper_inc(during) and upper(during) - lower(during) between interval '5 minutes' and interval '12 hours'),
  -- Nobody is in two places at once.
  constraint not_twice exclude using gist (staff_id with =, during with &&) where (withdrawn_at is null)
);
create index slots_of_unit on appointments.slots (unit_id, starts_at);

-- The times that can be booked, and nothing else: what a booking page reads is one stretch of this. To take a time is to take its row away,
-- which only one can do. `held_for`: a booking that it has been offered or proposed to, which alone may take it until then.
create table appointments.free_slots (
  committee_id uuid not null,
  unit_id uuid not null,
  kind_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  slot_id uuid not null unique references appointments.slots (id) on delete cascade,
  staff_id uuid not null,
  place_id uuid,
  manner text not null,
  held_for uuid,
  held_until timestamptz,
  primary key (unit_id, kind_id, starts_at, slot_id),
  check ((held_for is null) = (held_until is null))
);
create index held on appointments.free_slots (held_for) where held_for is not null;

-- Who has a time. When it is moved, what it has of its slot is changed in the same statement. Kind and officer are the slot's, and so held by it.
create table appointments.bookings (
  committee_id uuid not null,
  unit_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  slot_id uuid not null references appointments.slots (id) on delete restrict,
  kind_id uuid not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  person_id uuid references identity.persons on delete restrict, -- null: somebody known to the unit by name only
  name text not null check (length(name) between 1 and 200),
  matter_id uuid,
  shelf_id uuid,                                         -- the matter as its person knows it
  state text not null default 'booked' check (state in ('booked', 'cancelled', 'held', 'missed')),
  revision int not null default 1,                       -- of the time and the state: what a reminder is derived from
  sequence int not null default 0,                       -- the same for a calendar (RFC 5545, 3.8.7.4)
  booked_by text not null check (booked_by in ('person', 'staff')),
  made_by uuid references directory.staff on delete restrict,
  key uuid not null,
  companion text not null default '' check (length(companion) <= 500),
  interpreter text not null default '' check (length(interpreter) <= 200),
  wishes text not null default '' check (length(wishes) <= 2000),
  confirmed_at timestamptz,
  made_at timestamptz not null default now(),
  revised_at timestamptz not null default now(),
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('person', 'staff', 'code')),
  help text[] not null default '{}',                     -- what is offered to whom did not come
  words text not null default '' check (length(words) <= 2000), -- from staff to the person, about a change or what is offered
  looked_on date,                                        -- the day a reminder of the time as it is now was last seen to
  reminded_at timestamptz,                               -- of the time as it is now
  unreached_at timestamptz,                              -- what was sent about it came back
  primary key (committee_id, id),
  check (person_id is not null or shelf_id is null),
  check ((booked_by = 'staff') = (made_by is not null)),
  check ((state = 'cancelled') = (cancelled_at is not null))
);
create unique index one_booking on appointments.bookings (slot_id) where state in ('booked', 'held', 'missed');
create unique index once_by_person on appointments.bookings (person_id, key) where booked_by = 'person';
create unique index once_by_staff on appointments.bookings (made_by, key) where booked_by = 'staff';
create index bookings_mine on appointments.bookings (person_id, starts_at);
create index bookings_of_unit on appointments.bookings (unit_id, starts_at);
create index of_matter on appointments.bookings (matter_id) where matter_id is not null;
create index to_remind on appointments.bookings (starts_at, id) where state = 'booked' and person_id is not null;

-- What happened to it, only ever added to.
create table appointments.steps (
  committee_id uuid not null,
  booking_id uuid not null,
  n int not null,
  unit_id uuid not null,
  person_id uuid,
  at timestamptz not null default now(),
  by text not null check (by in ('person', 'staff', 'code', 'sms', 'rule')),
  what text not null check (what in ('booked', 'moved', 'cancelled', 'confirmed', 'proposed', 'declined', 'asked-earlier', 'stopped-asking', 'offered', 'held', 'missed', 'handed-over', 'wished')),
  from_slot uuid,
  to_slot uuid,
  from_at timestamptz,
  to_at timestamptz,
  staff_id uuid references directory.staff on delete restrict,
  assignment_id uuid,
  primary key (committee_id, booking_id, n),
  foreign key (committee_id, booking_id) references appointments.bookings on delete restrict
);
create index steps_mine on appointments.steps (person_id, booking_id);

-- Another time, proposed by either side without a reason: staff by free times that are held meanwhile, a person in their own words.
create table appointments.proposals (
  committee_id uuid not null,
  booking_id uuid not null,
  n int not null,
  unit_id uuid not null,
  person_id uuid,
  by text not null check (by in ('person', 'staff')),
  slots uuid[] not null default '{}',
  times text not null default '' check (length(times) <= 1000),
  state text not null default 'open' check (state in ('open', 'picked', 'declined', 'closed', 'lapsed')),
  until timestamptz not null,
  at timestamptz not null default now(),
  settled_at timestamptz,
  key uuid not null,
  staff_id uuid references directory.staff on delete restrict,
  assignment_id uuid,
  words text not null default '' check (length(words) <= 2000), -- staff's answer to a person's
  primary key (committee_id, booking_id, n),
  unique (booking_id, by, key),
  foreign key (committee_id, booking_id) references appointments.bookings on delete restrict,
  check ((by = 'staff') = (cardinality(slots) between 1 and 3)),
  check ((by = 'person') = (times <> ''))
);
create unique index one_open on appointments.proposals (booking_id, by) where state = 'open';
create index proposals_mine on appointments.proposals (person_id) where state = 'open';
create index proposals_of_unit on appointments.proposals (unit_id, at) where state = 'open';
create index proposals_lapsing on appointments.proposals (until) where state = 'open';

-- Who would rather come earlier, in the order that they asked. `until`: not later than that day; null: any day before their own.
create table appointments.earlier (
  committee_id uuid not null,
  booking_id uuid not null,
  unit_id uuid not null,
  kind_id uuid not null,
  person_id uuid not null,
  until date,
  since timestamptz not null default now(),
  primary key (committee_id, booking_id),
  foreign key (committee_id, booking_id) references appointments.bookings on delete restrict
);
create index in_line on appointments.earlier (unit_id, kind_id, since);
create index on appointments.earlier (person_id);

-- A freed time, offered to one of them at a time.
create table appointments.offers (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid() unique,
  slot_id uuid not null references appointments.slots (id) on delete restrict,
  booking_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'lapsed')),
  until timestamptz not null,
  at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (committee_id, id),
  unique (slot_id, booking_id),
  foreign key (committee_id, booking_id) references appointments.bookings on delete restrict
);
create unique index one_at_a_time on appointments.offers (slot_id) where state = 'open';
create unique index one_each on appointments.offers (booking_id) where state = 'open';
create index offers_mine on appointments.offers (person_id) where state = 'open';
create index offers_lapsing on appointments.offers (until) where state = 'open';

-- Ways to one booking without signing in: the code on a slip of paper, the link of a reminder. Known by a hash; nobody reads this but the functions.
create table appointments.doors (
  hash bytea primary key,
  booking_id uuid not null references appointments.bookings (id) on delete cascade,
  made_for text not null check (made_for in ('slip', 'sms', 'email')),
  sent_to bytea,                                         -- the index of the address that a link was sent to: with another address it opens nothing
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((made_for = 'slip') = (sent_to is null))
);
create index on appointments.doors (booking_id);

-- The days whose reminders have all been seen to. Nobody reads it but the functions.
create table appointments.rounds (
  day date primary key,
  ended_at timestamptz not null default now()
);

-- What a person's own times lead to: found once per query.
create function appointments.my_slots() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare me uuid := identity.me();
begin
  return coalesce((select array_agg(b.slot_id) from appointments.bookings b where b.person_id = me), '{}')
    || coalesce((select array_agg(f.slot_id) from appointments.bookings b join appointments.free_slots f on f.held_for = b.id where b.person_id = me and b.state = 'booked'), '{}');
end $$;
create function appointments.my_places() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(distinct s.place_id) from appointments.slots s where s.id = any (appointments.my_slots()) and s.place_id is not null), '{}');
end $$;
create function appointments.my_kinds() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select array_agg(distinct b.kind_id) from appointments.bookings b where b.person_id = identity.me()), '{}')
    || coalesce((select array_agg(distinct s.kind_id) from appointments.slots s where s.id = any (appointments.my_slots())), '{}');
end $$;
grant execute on function appointments.my_slots(), appointments.my_places(), appointments.my_kinds() to delakt_person;

do $$
declare held text;
begin
  foreach held in array array['places', 'kinds', 'series', 'slots', 'free_slots', 'bookings', 'steps', 'proposals', 'earlier', 'offers'] loop
    execute format('alter table appointments.%I enable row level security', held);
    execute format('create policy my_unit on appointments.%I for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]))', held);
    execute format('grant select on appointments.%I to delakt_staff', held);
  end loop;
  foreach held in array array['bookings', 'steps', 'proposals', 'earlier', 'offers'] loop
    execute format('create policy own on appointments.%I for select to delakt_person using (person_id = (select identity.me()))', held);
  end loop;
end $$;
alter table appointments.doors enable row level security;
alter table appointments.rounds enable row level security;

create policy mine on appointments.slots for select to delakt_person using (id = any ((select appointments.my_slots())::uuid[]));
create policy mine on appointments.places for select to delakt_person using (id = any ((select appointments.my_places())::uuid[]));
create policy mine on appointments.kinds for select to delakt_person using (id = any ((select appointments.my_kinds())::uuid[]));
-- Who at work did what, and the record's own ids, are not a person's.
grant select (id, unit_id, kind_id, staff_id, place_id, manner, starts_at, ends_at, link) on appointments.slots to delakt_person;
grant select on appointments.places to delakt_person;
grant select on appointments.kinds to delakt_person;
grant select (id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, shelf_id, state, revision, sequence, booked_by, companion, interpreter, wishes,
  confirmed_at, made_at, revised_at, cancelled_at, cancelled_by, help, words) on appointments.bookings to delakt_person;
grant select (booking_id, n, person_id, at, by, what, from_at, to_at) on appointments.steps to delakt_person;
grant select (booking_id, n, person_id, by, slots, times, state, until, at, settled_at, words) on appointments.proposals to delakt_person;
grant select (booking_id, person_id, until, since) on appointments.earlier to delakt_person;
grant select (id, slot_id, booking_id, person_id, state, until, at) on appointments.offers to delakt_person;

-- Places are kept by those who work there; what times are for is decided by their manager. Whatever is booked goes through the functions.
create policy unit_adds on appointments.places for insert to delakt_staff
  with check (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
create policy unit_changes on appointments.places for update to delakt_staff
  using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant insert (committee_id, unit_id, name, street, postal, entrance, room, way_in, map_text, access, straight_in),
  update (name, street, postal, entrance, room, way_in, map_text, access, straight_in, ended_at) on appointments.places to delakt_staff;
create policy manager_adds on appointments.kinds for insert to delakt_staff
  with check (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]) and (select identity.my_role()) = 'unitManager');
create policy manager_changes on appointments.kinds for update to delakt_staff
  using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]) and (select identity.my_role()) = 'unitManager');
grant insert (committee_id, unit_id, name, lead, about, bring, minutes, manners, fields, open, notice_hours),
  update (name, lead, about, bring, minutes, manners, fields, open, notice_hours, ended_at) on appointments.kinds to delakt_staff;
