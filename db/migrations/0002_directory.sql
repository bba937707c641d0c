-- Municipalities, committees, units and the people who work there. Everything here may stand on a public page, but for assignments.
create table directory.municipalities (
  id uuid primary key default gen_random_uuid(),
  code text not null unique check (code ~ '^[0-9]{4}$'), -- SCB's municipality code, 99xx for invented ones
  region text not null,
  name text not null,
  phone text not null,
  phone_hours jsonb not null default '{}',               -- per language
  urgent jsonb not null default '[]',                    -- [{ label: {sv, en}, phone }]
  theme jsonb                                            -- { light, dark }: its own `we` tokens, if any
);

-- The secrecy border: the tenant (OSL 8 kap. 2 §).
create table directory.committees (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references directory.municipalities on delete restrict,
  name jsonb not null,
  post_address text not null default ''                  -- where an appeal is handed in on paper
);

create table directory.units (
  id uuid primary key default gen_random_uuid(),
  committee_id uuid not null references directory.committees on delete restrict,
  code text not null,                                    -- what sources call it
  name jsonb not null,
  phone text not null,
  phone_hours jsonb not null default '{}',
  visit jsonb not null default '{}',
  unique (committee_id, code)
);

create table directory.staff (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references directory.municipalities on delete restrict,
  name text not null,
  title jsonb not null default '{}',
  phone text,
  phone_hours jsonb not null default '{}',
  photo text,
  deputy_id uuid references directory.staff on delete set null,
  active boolean not null default true
);

create table directory.assignments (
  id uuid primary key default gen_random_uuid(),
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  staff_id uuid not null references directory.staff on delete restrict,
  role text not null check (role in ('caseOfficer', 'unitManager', 'systemSteward', 'logReviewer')),
  valid_from date not null default current_date,
  valid_to date,
  unique (staff_id, unit_id, role)
);
create index on directory.assignments (staff_id);

-- Ways to sign in, per municipality (LOGIN-06, DIR-03). An acr that the map does not name is refused.
create table directory.providers (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references directory.municipalities on delete restrict,
  audience text not null check (audience in ('resident', 'staff')),
  key text not null,
  label jsonb not null,
  hint jsonb not null default '{}',
  issuer text not null,
  client_id text not null,
  levels jsonb not null,                                 -- { acr: level 1–4 }
  place int not null default 0,
  enabled boolean not null default true,
  unique (municipality_id, audience, key)
);

-- How the work goes in a field (CASE-02) and which rules it stands on (LAW-06): data, replaced whole from db/reference.
create table directory.process_templates (key text primary key, field text not null, definition jsonb not null);
create table directory.legal_references (key text primary key, definition jsonb not null);

do $$
declare open_table text;
begin
  foreach open_table in array array['municipalities', 'committees', 'units', 'staff', 'providers', 'process_templates', 'legal_references'] loop
    execute format('alter table directory.%I enable row level security', open_table);
    execute format('create policy everyone_reads on directory.%I for select using (true)', open_table);
    execute format('grant select on directory.%I to delakt_public, delakt_person, delakt_staff, delakt_worker, delakt_auditor, delakt_doorkeeper, delakt_editor', open_table);
  end loop;
end $$;
alter table directory.assignments enable row level security; -- its policies stand with identity, which knows who is asking
