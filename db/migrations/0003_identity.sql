-- People, how they sign in, and the session that every transaction is opened with.
create table identity.persons (
  id uuid primary key default gen_random_uuid(),         -- our own id is the account key; the number is an attribute
  number_index bytea unique,                             -- HMAC of the personal number: to match with, never to read
  number_sealed bytea,                                   -- the number itself, encrypted
  name text,                                             -- as the sign-in provider says it
  language text,
  created_at timestamptz not null default now()
);

create table identity.logins (
  issuer text not null,
  subject text not null,
  person_id uuid references identity.persons on delete cascade,
  staff_id uuid references directory.staff on delete cascade,
  -- Who works here may also be somebody's client: two links, which never lead to one another.
  audience text not null generated always as (case when person_id is not null then 'resident' else 'staff' end) stored,
  created_at timestamptz not null default now(),
  primary key (audience, issuer, subject),
  check (num_nonnulls(person_id, staff_id) = 1)
);
create index on identity.logins (person_id);

create table identity.sessions (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea not null unique,                     -- sha256 of the cookie: a copy of the table opens no door
  kind text not null check (kind in ('person', 'staff', 'source')),
  person_id uuid references identity.persons on delete cascade,
  staff_id uuid references directory.staff on delete cascade,
  assignment_id uuid references directory.assignments on delete cascade,
  source_id uuid,
  municipality_id uuid references directory.municipalities on delete cascade,
  level int not null check (level between 0 and 4),
  provider text,
  device text,                                           -- "Chrome, Windows": enough to know one's own
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  check (num_nonnulls(person_id, staff_id, source_id) = 1)
);
create index on identity.sessions (person_id) where ended_at is null;
create index on identity.sessions (staff_id) where ended_at is null;

-- A sign-in under way: bound to the browser by its own secret, used once, and gone after ten minutes. One per tab.
create table identity.sign_ins (
  browser_hash bytea not null,
  state text not null,
  provider_id uuid not null references directory.providers on delete cascade,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  started_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (browser_hash, state)
);
create index on identity.sign_ins (expires_at);

-- Failed sign-ins by cause and day (LOGIN-08). Counts, never who.
create table identity.sign_in_failures (
  day date not null,
  provider_id uuid references directory.providers on delete cascade, -- null: it was not to be seen which way they came
  cause text not null,
  count int not null,
  unique nulls not distinct (day, provider_id, cause)
);

-- Who is asking. The transaction carries the session's secret, so that SQL that was smuggled in cannot choose to be somebody else.
-- plpgsql, because its plan is kept; used in policies as (select identity.me()), so that it runs once a query.
create function identity.me() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.person_id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'person' and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $$;

-- The same, for what needs zone A: the file is read with a strong e-ID or supervised (login ladder).
create function identity.reader() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.person_id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'person' and s.level >= 3 and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $$;

create type identity.desk as (session_id uuid, staff_id uuid, assignment_id uuid, committee_id uuid, unit_id uuid, role text);

-- Where a staff session sits right now: an assignment that ended, or a person who left, has no desk from that moment.
create function identity.my_desk() returns identity.desk language plpgsql stable security definer set search_path = '' as $$
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
end $$;

create function identity.my_staff() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.staff_id from identity.sessions s join directory.staff w on w.id = s.staff_id
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'staff' and w.active and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $$;
create function identity.my_committee() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin return (identity.my_desk()).committee_id; end $$;
create function identity.my_role() returns text language plpgsql stable security definer set search_path = '' as $$
begin return (identity.my_desk()).role; end $$;
-- The units whose people this session may see: empty for roles that have nothing to do with people's matters.
create function identity.my_units() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role in ('caseOfficer', 'unitManager') then return array[desk.unit_id]; end if;
  return '{}';
end $$;
create function identity.my_source() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.source_id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.kind = 'source' and s.ended_at is null and s.expires_at > pg_catalog.now());
end $$;
create function identity.my_session() returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select s.id from identity.sessions s
          where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('delakt.secret', true), 'UTF8'))
            and s.ended_at is null and s.idle_until > pg_catalog.now() and s.expires_at > pg_catalog.now());
end $$;

grant execute on function identity.me(), identity.reader() to delakt_person;
grant execute on function identity.my_desk(), identity.my_staff(), identity.my_committee(), identity.my_role(), identity.my_units() to delakt_staff, delakt_auditor;
grant execute on function identity.my_source() to delakt_source;
grant execute on function identity.my_session() to delakt_person, delakt_staff;

alter table identity.persons enable row level security;
alter table identity.logins enable row level security;
alter table identity.sessions enable row level security;
alter table identity.sign_ins enable row level security;
alter table identity.sign_in_failures enable row level security;

create policy own on identity.persons for select to delakt_person using (id = (select identity.me()));
grant select (id, name, language) on identity.persons to delakt_person;

-- One's own sessions: to list, and to end. Ending is the only change, and it cannot be undone.
create policy own on identity.sessions for select to delakt_person using (person_id = (select identity.me()));
create policy own_end on identity.sessions for update to delakt_person using (person_id = (select identity.me()) and ended_at is null) with check (ended_at is not null);
create policy own_staff on identity.sessions for select to delakt_staff using (staff_id = (select identity.my_staff()));
create policy own_staff_end on identity.sessions for update to delakt_staff using (staff_id = (select identity.my_staff()) and ended_at is null) with check (staff_id is not null);
grant select (id, kind, person_id, staff_id, assignment_id, level, provider, device, created_at, seen_at, idle_until, expires_at, ended_at) on identity.sessions to delakt_person, delakt_staff;
grant update (ended_at, ended_because) on identity.sessions to delakt_person, delakt_staff;
grant update (assignment_id) on identity.sessions to delakt_staff;

-- The doorkeeper opens and closes sessions and knows no matter. It is entered only by the sign-in code.
create policy doorkeeper on identity.persons to delakt_doorkeeper using (true) with check (true);
create policy doorkeeper on identity.logins to delakt_doorkeeper using (true) with check (true);
create policy doorkeeper on identity.sessions to delakt_doorkeeper using (true) with check (true);
create policy doorkeeper on identity.sign_ins to delakt_doorkeeper using (true) with check (true);
create policy doorkeeper on identity.sign_in_failures to delakt_doorkeeper using (true) with check (true);
grant select, insert (number_index, number_sealed, name, language), update (name, language, number_index, number_sealed) on identity.persons to delakt_doorkeeper;
grant select, insert (issuer, subject, person_id, staff_id) on identity.logins to delakt_doorkeeper;
grant select, insert (secret_hash, kind, person_id, staff_id, assignment_id, source_id, municipality_id, level, provider, device, idle_until, expires_at),
  update (seen_at, idle_until, ended_at, ended_because) on identity.sessions to delakt_doorkeeper;
grant select, insert, delete on identity.sign_ins to delakt_doorkeeper;
grant select, insert, update (count) on identity.sign_in_failures to delakt_doorkeeper;

create policy own on directory.assignments for select to delakt_staff using (staff_id = (select identity.my_staff()));
create policy doorkeeper on directory.assignments for select to delakt_doorkeeper using (true);
create policy worker on directory.assignments for select to delakt_worker using (true);
grant select on directory.assignments to delakt_staff, delakt_doorkeeper, delakt_worker;
create policy steward on identity.sign_in_failures for select to delakt_staff using ((select identity.my_role()) = 'systemSteward'
  and provider_id in (select p.id from directory.providers p join directory.committees c on c.municipality_id = p.municipality_id where c.id = (select identity.my_committee())));
grant select on identity.sign_in_failures to delakt_staff;
-- The worker sweeps what has run out.
create policy worker on identity.sign_ins for delete to delakt_worker using (expires_at < now());
create policy worker_sees on identity.sign_ins for select to delakt_worker using (expires_at < now());
grant select (expires_at), delete on identity.sign_ins to delakt_worker;

-- Which system a client id and a secret belong to, and which has a name: all that the doorkeeper may know of the record.
-- plpgsql, because record.sources comes in the next file.
create function identity.source_of(p_client text, p_hash bytea) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select x.id from record.sources x where x.client_id = p_client and x.secret_hash = p_hash);
end $$;
create function identity.sources_named(p_name text, p_committee uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select x.id from record.sources x where x.name = p_name and (p_committee is null or x.committee_id = p_committee);
end $$;
grant execute on function identity.source_of(text, bytea), identity.sources_named(text, uuid) to delakt_doorkeeper;

-- Whose session a secret is, right now; being asked is a sign of life, written down once a minute at most. The one thing the login may
-- do before it has entered a role: it is asked for every page, and costs one statement instead of a transaction.
create function identity.look(p_hash bytea, p_person_minutes int, p_staff_minutes int)
returns table (id uuid, kind text, level int, municipality uuid, who uuid, name text, desk jsonb, idle_until timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare held identity.sessions;
begin
  select * into held from identity.sessions s
  where s.secret_hash = p_hash and s.kind in ('person', 'staff') and s.ended_at is null and s.idle_until > now() and s.expires_at > now();
  if held.id is null then return; end if;
  if held.seen_at < now() - interval '1 minute' then
    update identity.sessions s
    set seen_at = now(), idle_until = least(s.expires_at, now() + make_interval(mins => case held.kind when 'staff' then p_staff_minutes else p_person_minutes end))
    where s.id = held.id returning s.idle_until into held.idle_until;
  end if;
  if held.kind = 'person' then
    return query select held.id, held.kind, held.level, held.municipality_id, held.person_id, coalesce(p.name, ''), null::jsonb, held.idle_until
      from identity.persons p where p.id = held.person_id;
  else
    return query select held.id, held.kind, held.level, held.municipality_id, held.staff_id, w.name,
        case when u.id is not null then jsonb_build_object('committeeId', a.committee_id, 'unitId', a.unit_id, 'unit', coalesce(u.name->>'sv', u.code), 'role', a.role) end,
        held.idle_until
      from directory.staff w
      left join directory.assignments a on a.id = held.assignment_id and a.staff_id = w.id
        and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
      left join directory.units u on u.id = a.unit_id
      where w.id = held.staff_id and w.active;
  end if;
end $$;
grant usage on schema identity to delakt_login;
grant execute on function identity.look(bytea, int, int) to delakt_login;
