-- The directory as its stewards keep it (DIR-01, DIR-04): pages, lists and catalogues write through the functions here, each within its own committee
-- or municipality, and every change is written down. Who somebody is to other systems stands apart from what may stand on a public page.
alter table directory.units
  add post_address text not null default '',             -- empty: the committee's
  add silent_days int not null default 7 check (silent_days between 1 and 60), -- how long no dispatcher need sign in before it is told
  add revision int not null default 1;
alter table directory.staff add revision int not null default 1;

-- What other systems know somebody at work by, and whose word about them holds: `own` is the steward's, `csv` the last list's, `scim` the catalogue's.
create table directory.staff_ids (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  staff_id uuid not null references directory.staff on delete cascade,
  origin text not null default 'own' check (origin in ('own', 'csv', 'scim')),
  hsa_id text,                                           -- never required (product.md)
  external_id text,
  user_name text,                                        -- what the staff's way in calls them (`sub`)
  resource jsonb,                                        -- what the catalogue sent, to be sent back
  version int not null default 1,
  catalogue_id uuid,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,                                -- the catalogue knows of them no more
  primary key (municipality_id, staff_id)
);
create unique index on directory.staff_ids (municipality_id, hsa_id);
create unique index on directory.staff_ids (municipality_id, lower(user_name)) where deleted_at is null;
create index on directory.staff_ids (municipality_id, external_id);
create index on directory.staff_ids (catalogue_id);
create table directory.unit_ids (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  unit_id uuid not null references directory.units on delete cascade,
  origin text not null default 'own' check (origin in ('own', 'csv', 'scim')),
  hsa_id text,
  external_id text,
  version int not null default 1,
  catalogue_id uuid,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  gone_at timestamptz,                                   -- no list or catalogue has it any more: told to the steward, and closed by nobody else
  primary key (municipality_id, unit_id)
);
create unique index on directory.unit_ids (municipality_id, hsa_id);
create index on directory.unit_ids (catalogue_id);

-- A portrait, under an address of its own that tells nobody's name. `directory.staff.photo` is that id, or the name of a drawing of the demo's.
create table directory.photos (
  id uuid primary key default gen_random_uuid(),
  staff_id uuid not null unique references directory.staff on delete cascade,
  bytes bytea not null,                                  -- JPEG, 4:5, drawn anew
  at timestamptz not null default now()
);
alter table directory.photos alter column bytes set storage external;

-- When somebody is away, and who steps in. Never why.
create table directory.absences (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  id uuid primary key,                                   -- from the form: the same send twice is one
  staff_id uuid not null references directory.staff on delete cascade,
  first_day date not null,
  last_day date,                                         -- null: until further notice
  deputy_id uuid references directory.staff on delete set null, -- null: the usual one
  set_by uuid references directory.staff on delete set null,
  set_at timestamptz not null default now(),
  check (last_day >= first_day),
  check (deputy_id <> staff_id),
  exclude using gist (staff_id with =, daterange(first_day, last_day, '[]') with &&)
);

-- Who leaves, when, and what became of each thing they held (ADOPT-05).
create table directory.leavings (
  committee_id uuid not null references directory.committees on delete restrict,
  id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict,
  unit_id uuid references directory.units on delete restrict, -- null: the whole committee
  last_day date not null,
  because text not null check (because in ('planned', 'catalogue')),
  begun_by uuid references directory.staff on delete set null,
  begun_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (committee_id, id)
);
create unique index on directory.leavings (committee_id, staff_id) where done_at is null;
create index on directory.leavings (staff_id);
create table directory.handovers (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  leaving_id uuid not null,
  kind text not null,
  unit_id uuid references directory.units on delete restrict, -- null: it belongs to no unit
  n int,                                                 -- how many, when they were handed over
  to_id uuid references directory.staff on delete restrict, -- null: there was nobody
  how text not null check (how in ('chosen', 'deputy', 'keeper', 'nobody')),
  at timestamptz,                                        -- null: planned
  primary key (committee_id, id),
  unique nulls not distinct (committee_id, leaving_id, kind, unit_id),
  foreign key (committee_id, leaving_id) references directory.leavings on delete cascade
);
-- The units somebody left: each is told on its start page until somebody there has said that they know.
create table directory.left_units (
  committee_id uuid not null,
  leaving_id uuid not null,
  unit_id uuid not null references directory.units on delete restrict,
  noted_by uuid references directory.staff on delete set null,
  noted_at timestamptz,
  primary key (committee_id, leaving_id, unit_id),
  foreign key (committee_id, leaving_id) references directory.leavings on delete cascade
);
create index on directory.left_units (unit_id) where noted_at is null;

-- A catalogue that may write here (SCIM 2.0), with a hash of its token. New units come under its committee.
create table directory.catalogues (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  committee_id uuid not null references directory.committees on delete restrict,
  id uuid primary key,                                   -- from the form
  name text not null check (length(name) between 1 and 100),
  hash bytea not null unique,                            -- sha256 of the token, which is shown once
  subject_from text not null default 'userName' check (subject_from in ('userName', 'externalId', 'none')), -- what the staff's way in calls a user
  role text check (role = 'caseOfficer'),                -- what being in a unit's group gives; null: nothing by itself
  made_by uuid references directory.staff on delete set null,
  made_at timestamptz not null default now(),
  used_at timestamptz,
  ended_at timestamptz
);
-- Whom a catalogue says belongs to a unit.
create table directory.members (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  unit_id uuid not null references directory.units on delete cascade,
  staff_id uuid not null references directory.staff on delete cascade,
  catalogue_id uuid not null references directory.catalogues on delete cascade,
  primary key (unit_id, staff_id)
);
create index on directory.members (staff_id);

-- A list that has been read and shown, and waits to be carried out or thrown away.
create table directory.lists (
  committee_id uuid not null references directory.committees on delete restrict,
  id uuid not null,
  kind text not null check (kind in ('staff', 'units')),
  whole boolean not null,                                -- who is not in it is gone
  rows jsonb not null,
  made_by uuid not null references directory.staff on delete cascade,
  made_at timestamptz not null default now(),
  primary key (committee_id, id)
);

-- What has been changed, by whom or by which catalogue: which fields, never what stood in them. Only added to.
create table directory.changes (
  municipality_id uuid not null references directory.municipalities on delete restrict,
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  committee_id uuid,                                     -- whose steward did it; null: a catalogue, or by itself
  by_id uuid references directory.staff on delete set null,
  catalogue_id uuid,
  what text not null check (what ~ '^[a-z-]{1,40}$'),
  staff_id uuid references directory.staff on delete set null,
  unit_id uuid references directory.units on delete set null,
  detail jsonb not null default '{}',
  primary key (municipality_id, id)
);
create index on directory.changes (staff_id);

-- Since when a unit has lacked somebody who receives.
create table directory.alarms (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete cascade,
  why text not null check (why in ('none', 'few', 'away', 'silent')),
  since timestamptz not null default now(),
  primary key (committee_id, unit_id)
);

-- The municipality whose directory this session keeps; nothing for any other desk.
create function directory.stewarding() returns uuid language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return null; end if;
  return (select c.municipality_id from directory.committees c where c.id = desk.committee_id);
end $$;
grant execute on function directory.stewarding() to delakt_staff;

do $$
declare held text;
begin
  foreach held in array array['staff_ids', 'unit_ids', 'photos', 'absences', 'leavings', 'handovers', 'left_units', 'catalogues', 'members', 'lists', 'changes', 'alarms'] loop
    execute format('alter table directory.%I enable row level security', held);
  end loop;
  foreach held in array array['staff_ids', 'unit_ids', 'members', 'changes'] loop
    execute format('create policy steward on directory.%I for select to delakt_staff using (municipality_id = (select directory.stewarding()))', held);
    execute format('grant select on directory.%I to delakt_staff', held);
  end loop;
  foreach held in array array['leavings', 'handovers', 'left_units', 'catalogues', 'lists'] loop
    execute format('create policy steward on directory.%I for select to delakt_staff using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = ''systemSteward'')', held);
  end loop;
end $$;
grant select on directory.leavings, directory.handovers, directory.left_units, directory.lists to delakt_staff;
grant select (municipality_id, committee_id, id, name, subject_from, role, made_by, made_at, used_at, ended_at) on directory.catalogues to delakt_staff; -- not the hash
-- When somebody is away is theirs to know, and the stewards'; the rest are told who steps in, by the functions below.
create policy own on directory.absences for select to delakt_staff
  using (staff_id = (select identity.my_staff()) or municipality_id = (select directory.stewarding()));
grant select on directory.absences to delakt_staff;

-- Every assignment of the steward's committee, past ones too. A function, since to everybody else only their own are there.
create function directory.kept_assignments() returns setof directory.assignments language plpgsql stable security definer set search_path = '' as $$
begin
  if directory.stewarding() is null then return; end if;
  return query select a.* from directory.assignments a where a.committee_id = identity.my_committee();
end $$;
grant execute on function directory.kept_assignments() to delakt_staff;
