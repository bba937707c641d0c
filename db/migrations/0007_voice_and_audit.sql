-- The person's own words beside the record: never editing it, answered by staff (L2: the duty to note that somebody thinks a note is wrong).
create table voice.remarks (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,
  matter_id uuid not null,                               -- the record's
  item_id uuid not null,
  shelf_id uuid not null,                                -- the matter and the copy as the person knows them
  copy_id uuid not null,
  ref text not null,
  kind text not null check (kind in ('objection', 'comment')),
  text text not null check (length(text) between 1 and 10000),
  key uuid not null,                                     -- from the form: the same send twice is one remark
  at timestamptz not null default now(),
  state text not null default 'new' check (state in ('new', 'acknowledged', 'noted', 'closed')),
  answer text check (length(answer) <= 10000),
  answered_by text,
  answered_staff uuid,
  answered_at timestamptz,
  record_ref text,                                       -- where in the file the objection was noted
  revision int not null default 1,
  primary key (committee_id, id),
  unique (person_id, key)
);
create index on voice.remarks (person_id, shelf_id);
create index on voice.remarks (unit_id, at) where state in ('new', 'acknowledged');
create index on voice.remarks (committee_id, matter_id);
alter table voice.remarks enable row level security;
create policy own on voice.remarks for select to delakt_person using (person_id = (select identity.reader()));
grant select (id, person_id, shelf_id, copy_id, ref, kind, text, at, state, answer, answered_by, answered_at) on voice.remarks to delakt_person;
create policy my_unit on voice.remarks for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
create policy my_unit_answers on voice.remarks for update to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select, update (state, answer, answered_by, answered_staff, answered_at, record_ref, revision) on voice.remarks to delakt_staff;
-- No delete for anybody: what somebody said stays until the record is disposed of.

create function voice.say(p_copy uuid, p_kind text, p_text text, p_key uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); held shelf.copies; d gate.release_decisions;
begin
  select * into held from shelf.copies c where c.id = p_copy and c.person_id = me;
  if held.id is null then return false; end if;
  select * into d from gate.release_decisions x where x.copy_id = held.id;
  insert into voice.remarks (committee_id, person_id, unit_id, matter_id, item_id, shelf_id, copy_id, ref, kind, text, key)
  values (held.committee_id, me, d.unit_id, d.matter_id, d.item_id, held.matter_id, held.id, held.ref, p_kind, p_text, p_key)
  on conflict (person_id, key) do nothing;
  return true;
end $$;
grant execute on function voice.say(uuid, text, text, uuid) to delakt_person;

-- Who has looked: ids and purposes, never content, so that disposal of records cannot break it. Nobody may change or remove a row.
create table audit.access_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null check (actor in ('person', 'staff', 'source')),
  actor_id uuid,
  session_id uuid,
  assignment_id uuid,
  committee_id uuid,
  person_id uuid,                                        -- whose data
  matter_id uuid,
  item_id uuid,
  purpose text not null check (length(purpose) <= 100)
);
create index on audit.access_log (person_id, at);
create index on audit.access_log (committee_id, at);
alter table audit.access_log enable row level security;
create policy own on audit.access_log for select to delakt_person using (person_id = (select identity.me()));
grant select on audit.access_log to delakt_person;
create policy reviewer on audit.access_log for select to delakt_auditor using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'logReviewer');
grant select on audit.access_log to delakt_auditor;

-- The door writes it. Who acted is found from the session, so that the log cannot be told a lie about that.
create function audit.note_person(p_purpose text, p_shelf uuid, p_copy uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.access_log (actor, actor_id, session_id, committee_id, person_id, matter_id, item_id, purpose)
  select 'person', s.person_id, s.id, (select m.committee_id from shelf.matters m where m.id = p_shelf and m.person_id = s.person_id), s.person_id, p_shelf, p_copy, p_purpose
  from identity.sessions s where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'person';
end $$;
create function audit.note_staff(p_purpose text, p_matter uuid, p_item uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, item_id, purpose)
  select 'staff', s.staff_id, s.id, s.assignment_id, a.committee_id, (select m.person_id from record.matters m where m.id = p_matter and m.committee_id = a.committee_id), p_matter, p_item, p_purpose
  from identity.sessions s left join directory.assignments a on a.id = s.assignment_id
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'staff';
end $$;
create function audit.note_source(p_purpose text) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.access_log (actor, actor_id, session_id, committee_id, purpose)
  select 'source', s.source_id, s.id, x.committee_id, p_purpose
  from identity.sessions s join record.sources x on x.id = s.source_id
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'source';
end $$;
grant usage on schema audit to delakt_staff, delakt_source;
grant execute on function audit.note_person(text, uuid, uuid) to delakt_person;
grant execute on function audit.note_staff(text, uuid, uuid) to delakt_staff;
grant execute on function audit.note_source(text) to delakt_source;
