-- A database keeps to one secret: the personal numbers in it can be opened with no other. Read and written by its owner alone.
create table kernel.installation (
  only_one boolean primary key default true check (only_one),
  secret_mark bytea not null -- follows from the secret, and nothing follows from it
);
alter table kernel.installation enable row level security;

-- Why a server whose last migration is `newest` and whose secret has `mark` may not start here: older, newer, secret. Null when it may.
create function kernel.unfit(newest text, mark bytea) returns text language sql stable security definer set search_path = '' as $$
  select case
    when last.name < newest collate "C" then 'older'
    when last.name > newest collate "C" then 'newer'
    when exists (select from kernel.installation where secret_mark <> mark) then 'secret'
  end
  from (select max(name collate "C") as name from kernel.migrations) last
$$;
grant usage on schema kernel to delakt_public;
grant execute on function kernel.unfit to delakt_public;
