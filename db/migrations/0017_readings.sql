-- A source that is read tells of one person at a time, and is noted so: one person's trouble stands on that person's own pages and is told to
-- the steward, and the source is down only when it is.
alter table record.sources
  add first_read_at timestamptz,                         -- what was opened before that day began before Delakt (INT-02)
  add unread jsonb not null default '{}',                -- of the last reading: how many people could not be read whole, by cause
  add refused int not null default 0;                    -- and how many items could not be taken in
grant select (unread, refused) on record.sources to delakt_staff;
alter table record.people
  add read_at timestamptz,                               -- when everything about them was last read
  add unread_since timestamptz;
create index unread on record.people (source_id) where unread_since is not null;

create function record.begin_reading() returns table (since timestamptz, first_day date) language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  return query
  update record.sources s set first_read_at = coalesce(s.first_read_at, now()) where s.id = source.id
  returning now(), (s.first_read_at at time zone 'Europe/Stockholm')::date;
end $$;

-- Everything about one person has been read. What was set aside about them before, and is not in `p_waiting` (hashes in hex), has been made good.
create function record.note_read(p_person text, p_waiting text[]) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  update record.people r set read_at = now(), unread_since = null
  where r.committee_id = source.committee_id and r.source_id = source.id and r.ref = p_person;
  update record.quarantine q set taken_at = now()
  where q.source_id = source.id and q.item ->> 'person' = p_person and q.item ->> 'type' = 'lifecare' and q.taken_at is null and encode(q.hash, 'hex') <> all (p_waiting);
end $$;

-- Those who could have been read since the reading began, and were not, are told so on their pages; all others are told when they were.
create function record.end_reading(p_since timestamptz, p_failure text, p_unread jsonb, p_refused int) returns void language plpgsql security definer set search_path = '' as $$
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
end $$;

-- A source that hands in itself speaks for everybody at once. One that is read is not read by what is handed in beside, such as whom to ask about.
create or replace function record.note_reading(p_failure text) returns void language plpgsql security definer set search_path = '' as $$
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
end $$;

-- The matters that are here already: a reading that was not whole may add to them, never move them.
create function record.held_matters(p_refs text[]) returns setof text language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin return query select m.ref from record.matters m where m.source_id = source.id and m.ref = any (p_refs); end $$;

-- As before, and what has been made good and comes again waits again.
create or replace function record.keep_in_quarantine(p_items jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  insert into record.quarantine as q (committee_id, source_id, item, hash, reason)
  select distinct on (i.hash) source.committee_id, source.id, i.item, decode(i.hash, 'hex'), i.reason from jsonb_to_recordset(p_items) as i(item jsonb, hash text, reason text)
  on conflict (source_id, hash) do update set taken_at = null, received_at = now() where q.taken_at is not null;
end $$;
create index waiting_of_a_person on record.quarantine (source_id, (item ->> 'person')) where taken_at is null;

-- The steward asks for a reading now. Answers whether the source is one that is read.
create function record.ask_for_reading(p_source uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is distinct from 'systemSteward' then return false; end if;
  insert into kernel.outbox (topic, body)
  select 'source.asked', jsonb_build_object('source', s.id) from record.sources s
  where s.committee_id = desk.committee_id and s.id = p_source and s.kind = 'lifecare';
  return found;
end $$;

grant execute on function record.begin_reading(), record.note_read(text, text[]), record.end_reading(timestamptz, text, jsonb, int), record.held_matters(text[]) to delakt_source;
grant execute on function record.ask_for_reading(uuid) to delakt_staff;

-- What a Lifecare source has handed over so far: when it was first read, whose matters are older, and nothing in quarantine that its next reading does not find again.
update record.sources s set first_read_at = (select min(m.received_at) from record.matters m where m.committee_id = s.committee_id and m.source_id = s.id) where s.kind = 'lifecare';
update record.matters m set imported = true from record.sources s
where s.committee_id = m.committee_id and s.id = m.source_id and s.kind = 'lifecare' and m.opened_on < (s.first_read_at at time zone 'Europe/Stockholm')::date;
update shelf.matters x set imported = m.imported from gate.openings o join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
where x.id = o.shelf_id and x.imported <> m.imported;
update record.quarantine set taken_at = now() where item ->> 'type' = 'lifecare' and taken_at is null;
