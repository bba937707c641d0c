-- How a person can be reached, and what has been sent to them. It knows no case, no unit's words and no meeting: whoever asks for a
-- sending derives at the moment of sending what it says, and from a closed list of templates (MSG-01, APPT-03).
create schema notice;
grant usage on schema notice to delakt_person, delakt_staff, delakt_worker;

-- An address of each kind. A new one takes the old one's place, and so holds for all that is sent from then on (APPT-04).
create table notice.ways (
  person_id uuid not null references identity.persons on delete cascade,
  kind text not null check (kind in ('sms', 'email')),
  address_sealed bytea not null,
  address_index bytea not null,                          -- HMAC: to find whom a reply comes from, and whether it is still the same
  confirmed_on date,                                     -- the last day that its owner was known to hold it
  bounced_at timestamptz,                                -- what was sent there did not arrive
  set_by text not null check (set_by in ('person', 'staff')),
  set_at timestamptz not null default now(),
  primary key (person_id, kind)
);
create index on notice.ways (address_index);

-- A code sent to an address, to show that it is its owner's. Apart from the address, so that a new address is no new set of tries.
create table notice.codes (
  person_id uuid not null references identity.persons on delete cascade,
  kind text not null check (kind in ('sms', 'email')),
  id uuid not null,
  address_index bytea not null,
  code_hash bytea not null,                              -- HMAC under the installation's secret: six digits are soon guessed
  until timestamptz not null,
  tries int not null default 0,
  day date not null,
  sent_that_day int not null,
  primary key (person_id, kind)
);

-- What somebody has chosen. Nothing chosen: reminders by SMS to whoever has given a number, and no word that something waits.
create table notice.wishes (
  person_id uuid not null references identity.persons on delete cascade,
  about text not null check (about in ('reminder', 'waiting')),
  channel text not null check (channel in ('sms', 'email', 'letter', 'none')),
  lead_days int[] not null default '{2}',
  language text check (language in ('sv', 'en')),
  set_at timestamptz not null default now(),
  primary key (person_id, about),
  check (cardinality(lead_days) between 1 and 3 and 0 <= all (lead_days) and 14 >= all (lead_days)),
  -- Nobody posts a letter to say that there is something to read.
  check (about <> 'waiting' or channel <> 'letter')
);

-- One row for each thing to be told, known by its key for ever: it is told once at most, or marked as unsure. Never its words, never a
-- secret in them: the template and the slots that are no key to anything.
create table notice.sendings (
  id uuid primary key default gen_random_uuid(),
  key text collate "C" not null unique check (key ~ '^[a-z0-9:-]{1,120}$'),
  person_id uuid not null references identity.persons on delete restrict,
  committee_id uuid references directory.committees on delete restrict,
  unit_id uuid references directory.units on delete restrict, -- who is told when it does not arrive
  channel text check (channel in ('sms', 'email', 'letter')),
  template text,
  language text,
  slots jsonb not null default '{}',
  address_index bytea,
  -- waiting: to be sent at next_at. taken: somebody is at it. listed: a letter to post. unsure: it may have been sent, and is not sent again.
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'listed', 'sent', 'delivered', 'failed', 'unsure', 'dropped')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  taken_at timestamptz,
  done_at timestamptz,
  provider_ref text,
  error_code text check (length(error_code) <= 60),
  at timestamptz not null default now(),
  seen_at timestamptz,                                   -- somebody at the unit has taken care of it
  seen_by uuid references directory.staff on delete restrict
);
create index taken on notice.sendings (taken_at) where state = 'taken';
create index by_ref on notice.sendings (provider_ref) where provider_ref is not null;
create index by_address on notice.sendings (address_index, done_at) where address_index is not null;
create index of_person on notice.sendings (person_id, at);
create index of_unit on notice.sendings (unit_id, at) where state in ('listed', 'failed', 'unsure') and seen_at is null;
create index old on notice.sendings (at);

-- Something waits for somebody to read. One row however much it is, so that one word is sent and not one for each thing.
create table notice.waiting (
  person_id uuid primary key references identity.persons on delete cascade,
  committee_id uuid not null references directory.committees on delete cascade, -- whose, of what came last
  since timestamptz not null default now(),
  latest_at timestamptz not null default now(),
  told_at timestamptz
);

do $$
declare held text;
begin
  foreach held in array array['ways', 'codes', 'wishes', 'sendings', 'waiting'] loop
    execute format('alter table notice.%I enable row level security', held);
  end loop;
end $$;

create policy own on notice.ways for select to delakt_person using (person_id = (select identity.me()));
create policy own on notice.wishes for select to delakt_person using (person_id = (select identity.me()));
create policy own on notice.sendings for select to delakt_person using (person_id = (select identity.me()));
grant select (person_id, kind, address_sealed, confirmed_on, bounced_at, set_by, set_at) on notice.ways to delakt_person;
grant select on notice.wishes to delakt_person;
grant select (id, person_id, channel, template, language, slots, state, at, done_at) on notice.sendings to delakt_person;
-- The codes are nobody's to read, and no address is staff's but through the functions of who has business with the person.

create policy my_unit on notice.sendings for select to delakt_staff using (unit_id = any ((select identity.my_units())::uuid[]));
grant select (id, person_id, committee_id, unit_id, channel, template, language, slots, state, error_code, at, done_at, seen_at) on notice.sendings to delakt_staff;

create policy worker on notice.ways for select to delakt_worker using (true);
create policy worker on notice.sendings to delakt_worker using (true) with check (true);
create policy worker on notice.waiting to delakt_worker using (true) with check (true);
grant select on notice.ways to delakt_worker;
grant select, insert (key, person_id, committee_id, unit_id), delete,
  update (channel, template, language, slots, address_index, state, attempts, next_at, taken_at, done_at, provider_ref, error_code) on notice.sendings to delakt_worker;
grant select, update (told_at) on notice.waiting to delakt_worker;

-- How somebody wants to be told: what they chose, or what holds when they have not. 'none' also when there is nowhere to send it.
-- A letter is on its way for days, so that it is written a week ahead unless its reader wants it earlier than that.
create function notice.wish_of(p_person uuid, p_about text) returns table (channel text, lead_days int[], language text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare w notice.wishes; chosen text;
begin
  select * into w from notice.wishes x where x.person_id = p_person and x.about = p_about;
  chosen := coalesce(w.channel, case when p_about = 'reminder' then 'sms' else 'none' end);
  if chosen in ('sms', 'email') and not exists (select from notice.ways y where y.person_id = p_person and y.kind = chosen) then chosen := 'none'; end if;
  return query select chosen,
    case when chosen = 'letter' then coalesce((select array_agg(l order by l) from unnest(w.lead_days) l where l >= 7), '{7}') else coalesce(w.lead_days, '{2}') end,
    coalesce(w.language, (select case when p.language = 'en' then 'en' end from identity.persons p where p.id = p_person), 'sv');
end $$;

-- Where a sending goes now: the address of this moment, held until it has been sent. `p_kind`: to that address whatever was chosen.
-- `fresh`: its owner was known to hold it in the last 60 days, and nothing sent there has come back since.
create function notice.way_to(p_person uuid, p_about text, p_kind text) returns table (channel text, language text, sealed bytea, index bytea, fresh boolean)
language plpgsql security definer set search_path = '' as $$
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
end $$;

-- Whether there is nothing to do about a key just now: it is over, under way, or to be tried again later.
create function notice.over(p_key text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from notice.sendings s where s.key = p_key and not (s.state = 'waiting' and s.next_at <= now()));
end $$;
grant execute on function notice.wish_of(uuid, text), notice.way_to(uuid, text, text), notice.over(text) to delakt_worker;

-- For the modules' own functions, inside their transactions; no role may call them by itself.

-- A new address takes the old one's place. `p_confirmed`: its owner showed it today.
create function notice.set_way(p_person uuid, p_kind text, p_sealed bytea, p_index bytea, p_by text, p_confirmed boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  insert into notice.ways (person_id, kind, address_sealed, address_index, set_by, confirmed_on)
  values (p_person, p_kind, p_sealed, p_index, p_by, case when p_confirmed then today end)
  on conflict (person_id, kind) do update set
    address_sealed = excluded.address_sealed, address_index = excluded.address_index, set_by = excluded.set_by, set_at = now(),
    confirmed_on = case when p_confirmed then today when notice.ways.address_index = excluded.address_index then notice.ways.confirmed_on end,
    bounced_at = case when notice.ways.address_index = excluded.address_index and not p_confirmed then notice.ways.bounced_at end;
end $$;

-- Asked at the meeting, and still theirs.
create function notice.confirm_way(p_person uuid, p_kind text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update notice.ways w set confirmed_on = (now() at time zone 'Europe/Stockholm')::date, bounced_at = null where w.person_id = p_person and w.kind = p_kind;
  return found;
end $$;

create function notice.remove_way(p_person uuid, p_kind text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  delete from notice.ways w where w.person_id = p_person and w.kind = p_kind;
  return found;
end $$;

create function notice.ways_of(p_person uuid) returns table (kind text, address_sealed bytea, confirmed_on date, bounced_at timestamptz, set_by text)
language sql stable security definer set search_path = '' as $$
  select w.kind, w.address_sealed, w.confirmed_on, w.bounced_at, w.set_by from notice.ways w where w.person_id = p_person
$$;

-- Choose for somebody who asked for it by phone or at the desk.
create function notice.set_wish(p_person uuid, p_about text, p_channel text, p_lead_days int[], p_language text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into notice.wishes (person_id, about, channel, lead_days, language) values (p_person, p_about, p_channel, p_lead_days, p_language)
  on conflict (person_id, about) do update set channel = excluded.channel, lead_days = excluded.lead_days, language = excluded.language, set_at = now();
end $$;

-- What was not yet sent, or stands on the list of letters, is not to be sent any more: everything whose key begins so.
create function notice.withdraw(p_beginning text) returns void language plpgsql security definer set search_path = '' as $$
begin
  update notice.sendings s set state = 'dropped', done_at = now(), error_code = 'withdrawn'
  where s.key >= p_beginning collate "C" and s.key < (p_beginning || '~') collate "C" and s.state in ('waiting', 'listed');
end $$;

create function notice.something_waits(p_person uuid, p_committee uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into notice.waiting (person_id, committee_id) values (p_person, p_committee)
  on conflict (person_id) do update set committee_id = excluded.committee_id, latest_at = now();
end $$;

-- The person has looked: nothing is to be told of.
create function notice.has_looked() returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from notice.waiting w where w.person_id = identity.me();
end $$;
grant execute on function notice.has_looked() to delakt_person;

-- What was sent there came back. Whoever has business with the person is told, once for each address.
create function notice.bounced(p_person uuid, p_index bytea) returns void language plpgsql security definer set search_path = '' as $$
begin
  update notice.ways w set bounced_at = now() where w.person_id = p_person and w.address_index = p_index and w.bounced_at is null;
  if found then insert into kernel.outbox (topic, body) values ('way-bounced', jsonb_build_object('person', p_person)); end if;
end $$;
grant execute on function notice.bounced(uuid, bytea) to delakt_worker;
