-- Who may enter, and the rooms.
-- delakt_login is what the server logs in as: it owns nothing, inherits nothing and may read nothing. In each transaction it
-- enters exactly one of the others with `set local role`; what a role may do is written beside each table.
do $$
declare wanted text;
begin
  if not exists (select from pg_roles where rolname = 'delakt_login') then create role delakt_login login noinherit; end if;
  foreach wanted in array array['person', 'staff', 'source', 'editor', 'public', 'worker', 'auditor', 'doorkeeper'] loop
    if not exists (select from pg_roles where rolname = 'delakt_' || wanted) then execute format('create role %I nologin noinherit', 'delakt_' || wanted); end if;
    if not pg_has_role('delakt_login', 'delakt_' || wanted, 'member') then execute format('grant %I to delakt_login', 'delakt_' || wanted); end if;
  end loop;
end $$;

revoke all on schema public from public;

create schema directory; -- who works where
create schema identity;  -- who is asking
create schema record;    -- what the authority holds: no grant at all for a person
create schema gate;      -- what is released to whom; the only functions that write to the shelf live here
create schema shelf;     -- what each person has been handed
create schema voice;     -- the person's own words beside the record
create schema audit;     -- who has looked

-- A function is for whoever it is granted to, and nobody else.
alter default privileges revoke execute on functions from public;

grant usage on schema directory, identity, shelf, voice, audit to delakt_person;
grant usage on schema directory, identity, record, gate, voice, audit to delakt_staff;
grant usage on schema identity, record to delakt_source;
grant usage on schema directory to delakt_public, delakt_editor;
grant usage on schema directory, identity, record, gate, shelf, kernel to delakt_worker;
grant usage on schema directory, identity, audit to delakt_auditor;
grant usage on schema directory, identity to delakt_doorkeeper;

-- What one module tells the others: written in the transaction of the act itself, taken by the worker.
create table kernel.outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  body jsonb not null,
  at timestamptz not null default now(),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  failure text
);
create index on kernel.outbox (next_at);
alter table kernel.outbox enable row level security;
create policy worker_takes on kernel.outbox to delakt_worker using (true);
grant select, delete, update (attempts, next_at, failure) on kernel.outbox to delakt_worker;
