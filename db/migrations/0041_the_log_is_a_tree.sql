-- The log as a Merkle tree (RFC 6962): its rows are the leaves, in an order that never changes once it is known.
-- Ids are drawn before a transaction commits, so a row with a lower id may appear after one with a higher. The order is therefore by transaction and
-- then by id: when every transaction below a number has ended, no row can come between those below it any more.
-- Rows from before this day come first. Their value is the catalogue's alone, so that a long table is not written anew.
alter table audit.access_log add txn bigint not null default 0;

-- What transaction numbers are counted from: more than nothing only where a database was moved by a dump, into a cluster whose own begin lower.
create function audit.base() returns bigint language sql immutable set search_path = '' as 'select 0::bigint';
alter table audit.access_log alter txn set default audit.base() + pg_current_xact_id()::text::bigint;
alter table audit.access_log drop constraint access_log_pkey, add primary key (txn, id);

-- Which log this is, so that two databases never write in one file, and whether sealing has stopped: when, and why (a code).
create table audit.log (
  id uuid primary key default gen_random_uuid(),
  only_one boolean not null default true unique check (only_one),
  stopped_at timestamptz,
  stopped_because text
);
insert into audit.log default values;
alter table audit.log enable row level security;

-- What has been sealed: so many rows, the last of them, the tree's root in a signed note (C2SP), and the halves of the next root, so that the next
-- seal goes on without reading what is behind it.
create table audit.checkpoints (
  size bigint primary key check (size > 0),
  txn bigint not null,
  id bigint not null,
  frontier bytea not null,
  note text not null,
  key text not null,                                     -- the public key that the note is verified with: a later secret has another
  at timestamptz not null default now()
);
alter table audit.checkpoints enable row level security;

-- The worker reads the log to seal and to draw what is reviewed; it cannot write in it, and can take no checkpoint back.
create policy worker on audit.access_log for select to delakt_worker using (true);
create policy worker_reads on audit.checkpoints for select to delakt_worker using (true);
create policy worker_seals on audit.checkpoints for insert to delakt_worker with check (true);
create policy worker_reads on audit.log for select to delakt_worker using (true);
create policy worker_stops on audit.log for update to delakt_worker using (true);
grant usage on schema audit to delakt_worker, delakt_public;
grant select, update (stopped_at, stopped_because) on audit.log to delakt_worker;
grant select on audit.access_log to delakt_worker;
grant select, insert (size, txn, id, frontier, note, key) on audit.checkpoints to delakt_worker;
grant execute on function audit.base() to delakt_worker;

-- Below this every transaction has ended: rows below it stand as they will stand.
create function audit.horizon() returns bigint language plpgsql stable security definer set search_path = '' as $$
begin return audit.base() + pg_snapshot_xmin(pg_current_snapshot())::text::bigint; end $$;
grant execute on function audit.horizon() to delakt_worker;

-- Whether the database has come by a dump into a cluster that counts transactions from lower: rows written now would come before those that are sealed.
create function audit.moved() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select max(l.txn) from audit.access_log l) > audit.base() + pg_snapshot_xmax(pg_current_snapshot())::text::bigint, false);
end $$;
grant execute on function audit.moved() to delakt_public, delakt_worker;

-- Counts on from where the log was. Run by `delakt migrate`, as the owner; does nothing where nothing was moved. A later base is part of the database
-- and no migration's.
create function audit.settle() returns boolean language plpgsql set search_path = '' as $$
begin
  if not audit.moved() then return false; end if;
  execute format($f$create or replace function audit.base() returns bigint language sql immutable set search_path = '' as 'select %s::bigint'$f$,
    (select max(l.txn) from audit.access_log l));
  return true;
end $$;

-- One's own log is part of one's file: it wants the same strength of sign-in. Who else has looked is asked for far more often than what one did oneself.
drop policy own on audit.access_log;
create policy own on audit.access_log for select to delakt_person using (person_id = (select identity.reader()));
create index others on audit.access_log (person_id, at) where actor_id is distinct from person_id;
