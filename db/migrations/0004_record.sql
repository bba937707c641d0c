-- What the authority holds. A person's role has no grant in this schema at all: nothing here can reach a person but as a copy on the shelf.
create table record.sources (
  committee_id uuid not null references directory.committees on delete restrict,
  id uuid not null default gen_random_uuid() unique,
  name text not null,
  kind text not null check (kind in ('push', 'lifecare', 'digisos', 'native')),
  label jsonb not null default '{}',                     -- what the person is told the system is called
  client_id text unique,
  secret_hash bytea,
  settings jsonb not null default '{}',
  data_from date,                                        -- "from when": what is older is on paper
  last_good_at timestamptz,
  last_failure_at timestamptz,
  last_failure text,
  compared_at timestamptz,
  primary key (committee_id, id),
  unique (committee_id, name)
);
alter table identity.sessions add foreign key (source_id) references record.sources (id) on delete cascade;

-- A person as one source knows them. References sort and are found byte by byte: they are names for machines.
create table record.people (
  committee_id uuid not null,
  source_id uuid not null,
  ref text collate "C" not null,
  person_id uuid not null references identity.persons on delete restrict,
  name text not null,
  language text,
  protected_identity text not null default 'none' check (protected_identity in ('none', 'marking', 'protected-registration')),
  primary key (committee_id, source_id, ref),
  foreign key (committee_id, source_id) references record.sources on delete restrict
);
create index on record.people (person_id);

create table record.matters (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  ref text collate "C" not null,
  version int not null default 0,
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  number text,
  field text not null,
  title text,
  opened_on date not null,
  reported int,                                          -- how many items the source says it holds (CASE-05)
  missing text[] not null default '{}',                  -- refs the last comparison found there and not here (INT-03)
  changed text[] not null default '{}',                  -- refs it found in a later version there
  compared_at timestamptz,
  known_from date,
  imported boolean not null default false,               -- opened before go-live (INT-02)
  received_at timestamptz not null default now(),
  primary key (committee_id, id),
  unique (source_id, ref),
  foreign key (committee_id, source_id) references record.sources on delete restrict
);
create index on record.matters (person_id);
create index on record.matters (unit_id);

-- Everything that happened, one row per version, never changed. The unit follows the matter, for the sake of access only.
create table record.events (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  ref text collate "C" not null,
  version int not null,
  kind text not null,
  at timestamptz not null,
  seq bigint not null,
  event jsonb not null,                                  -- { about, author, detail } as parsed; unknown fields are already gone
  annulled boolean not null default false,
  imported boolean not null default false,
  unit_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (committee_id, matter_id, id),
  unique (source_id, ref, version),
  foreign key (committee_id, matter_id) references record.matters on delete restrict
);
-- Few items have a later version; those that have are asked for with every item that comes in.
create index later on record.events (source_id, ref) where version > 0 or annulled;

create table record.documents (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  ref text collate "C" not null,
  version int not null default 0,
  title text not null,
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png', 'text/html')),
  size int not null,
  hash bytea not null,                                   -- of what came in, to know it again
  unit_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (committee_id, matter_id, id),
  unique (id),
  unique (source_id, ref, version),
  foreign key (committee_id, matter_id) references record.matters on delete restrict
);
create table record.document_parts (
  committee_id uuid not null,
  document_id uuid not null references record.documents (id) on delete cascade,
  part int not null,
  unit_id uuid not null,
  bytes bytea not null,
  primary key (committee_id, document_id, part)
);
alter table record.document_parts alter column bytes set storage external; -- already compressed by their formats

-- What could not be read: kept as it came, for the steward to run again. Never dropped.
create table record.quarantine (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  item jsonb not null,
  hash bytea not null,
  reason text not null,
  received_at timestamptz not null default now(),
  taken_at timestamptz,
  primary key (committee_id, id),
  unique (source_id, hash),
  foreign key (committee_id, source_id) references record.sources on delete restrict
);

-- How far an import of a file has come: moved in the same transaction as its rows, so that a killed import goes on where it was.
create table record.imports (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  source_id uuid not null,
  file_hash bytea not null,
  offset_bytes bigint not null default 0,
  line bigint not null default 0,
  report jsonb not null default '{}',
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (committee_id, id),
  unique (source_id, file_hash),
  foreign key (committee_id, source_id) references record.sources on delete restrict
);

-- A note being written in Delakt itself, for units without another system: a working copy of one author until it is locked.
create table record.drafts (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null,
  staff_id uuid not null references directory.staff on delete restrict,
  kind text not null,
  body jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (committee_id, matter_id, id),
  foreign key (committee_id, matter_id) references record.matters on delete cascade
);

do $$
declare held text;
begin
  foreach held in array array['sources', 'people', 'matters', 'events', 'documents', 'document_parts', 'quarantine', 'imports', 'drafts'] loop
    execute format('alter table record.%I enable row level security', held);
  end loop;
  foreach held in array array['matters', 'events', 'documents', 'document_parts'] loop
    execute format('create policy my_unit on record.%I for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]))', held);
    execute format('grant select on record.%I to delakt_staff', held);
  end loop;
end $$;

create policy my_committee on record.sources for select to delakt_staff using (committee_id = (select identity.my_committee()));
grant select (committee_id, id, name, kind, label, data_from, last_good_at, last_failure_at, last_failure, compared_at) on record.sources to delakt_staff;

-- A name is seen by those who may see a matter of that person.
create policy of_my_matters on record.people for select to delakt_staff
  using (committee_id = (select identity.my_committee()) and person_id in (select m.person_id from record.matters m));
grant select on record.people to delakt_staff;

create policy own on record.drafts for select to delakt_staff using (staff_id = (select identity.my_staff()) and committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
create policy own_write on record.drafts for insert to delakt_staff
  with check (staff_id = (select identity.my_staff()) and committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[])
    and exists (select from record.matters m where m.committee_id = drafts.committee_id and m.id = drafts.matter_id and m.unit_id = drafts.unit_id));
create policy own_change on record.drafts for update to delakt_staff using (staff_id = (select identity.my_staff()) and committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
create policy own_remove on record.drafts for delete to delakt_staff using (staff_id = (select identity.my_staff()) and committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select, insert (committee_id, matter_id, id, unit_id, staff_id, kind, body), update (body, version, updated_at), delete on record.drafts to delakt_staff;

create policy steward on record.quarantine for select to delakt_staff using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'systemSteward');
grant select on record.quarantine to delakt_staff;
create policy steward on record.imports for select to delakt_staff using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'systemSteward');
grant select on record.imports to delakt_staff;

create policy worker on record.sources for select to delakt_worker using (true);
grant select on record.sources to delakt_worker;
create policy worker on record.people for select to delakt_worker using (true);
grant select on record.people to delakt_worker;
