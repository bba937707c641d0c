-- What is done for every item of ten million, and for every page, in fewer steps. Measured in bench/RESULTS.md.

-- A foreign key asks for the matter of each event by itself, and locks it: a third of the time an import takes. The same is asked here
-- once for all that a statement brings, and of a matter's end once for the matter.
alter table record.events drop constraint events_committee_id_matter_id_fkey;

create function record.stand_in_a_matter() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from arrived a
    where not exists (select from record.matters m where m.committee_id = a.committee_id and m.id = a.matter_id offset 0)
  ) then raise foreign_key_violation using message = 'an event stands in no matter'; end if;
  return null;
end $$;
create trigger stand_in_a_matter after insert on record.events referencing new table as arrived for each statement execute function record.stand_in_a_matter();

create function record.has_no_events() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from record.events e where e.committee_id = old.committee_id and e.matter_id = old.id)
  then raise foreign_key_violation using message = 'events stand in the matter'; end if;
  return old;
end $$;
create trigger has_no_events before delete on record.matters for each row execute function record.has_no_events();

-- The place in the file moves in the transaction that stores its lines, so that losing the last of them in a power cut loses both and the
-- import goes on from there. Only the end waits for the disk, and by then all before it lies there too.
create or replace function record.import_moved(p_file bytea, p_offset bigint, p_line bigint, p_report jsonb, p_finished boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare source record.sources := record.my_source();
begin
  if not p_finished then perform set_config('synchronous_commit', 'off', true); end if;
  update record.imports i set offset_bytes = p_offset, line = p_line, report = p_report, finished_at = case when p_finished then now() end
  where i.source_id = source.id and i.file_hash = p_file;
end $$;

-- A sign of life need not wait for the disk: losing the last one in a power cut ends a session a minute early.
create or replace function identity.look(p_hash bytea, p_person_minutes int, p_staff_minutes int)
returns table (id uuid, kind text, level int, municipality uuid, who uuid, name text, desk jsonb, idle_until timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare held identity.sessions;
begin
  select * into held from identity.sessions s
  where s.secret_hash = p_hash and s.kind in ('person', 'staff') and s.ended_at is null and s.idle_until > now() and s.expires_at > now();
  if held.id is null then return; end if;
  if held.seen_at < now() - interval '1 minute' then
    perform set_config('synchronous_commit', 'off', true);
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
