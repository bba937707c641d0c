-- What must not be told about somebody (law 1.7): addresses, numbers, workplaces, schools, names. Sealed with the installation's key, so that neither the
-- database nor its backups hold a word of it; kept by person and committee, and come to only through a matter at one's own desk.
create table gate.guarded (
  committee_id uuid not null,
  id uuid not null,                                      -- from the form: the same sent twice is one
  person_id uuid not null references identity.persons on delete restrict,
  kind text not null check (kind in ('address', 'phone', 'workplace', 'school', 'registration', 'name', 'place', 'email', 'coordinates')),
  sealed bytea not null,
  added_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  added_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references directory.staff on delete restrict,
  primary key (committee_id, id)
);
create index on gate.guarded (committee_id, person_id) where ended_at is null;
alter table gate.guarded enable row level security;
-- No policy and no grant: gate.guarded_of, gate.guard and gate.unguard ask whose desk it is.

-- The matter's person when the matter is at one's own desk, and one may decide about what is shown.
create function gate.guards(p_matter uuid, out committee_id uuid, out person_id uuid, out staff_id uuid, out assignment_id uuid) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return; end if;
  select m.committee_id, m.person_id, desk.staff_id, desk.assignment_id into committee_id, person_id, staff_id, assignment_id
  from record.matters m where m.committee_id = desk.committee_id and m.id = p_matter and m.unit_id = desk.unit_id;
end $$;

create function gate.guarded_of(p_matter uuid) returns table (id uuid, kind text, sealed bytea, added_by text, added_at timestamptz) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me record := gate.guards(p_matter);
begin
  return query
  select g.id, g.kind, g.sealed, w.name, g.added_at from gate.guarded g join directory.staff w on w.id = g.added_by
  where g.committee_id = me.committee_id and g.person_id = me.person_id and g.ended_at is null order by g.added_at, g.id;
end $$;

-- False: not theirs, or the id is of another fact. The same again is true and one fact.
create function gate.guard(p_matter uuid, p_id uuid, p_kind text, p_sealed bytea) returns boolean language plpgsql security definer set search_path = '' as $$
declare me record := gate.guards(p_matter);
begin
  if me.person_id is null then return false; end if;
  insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
  values (me.committee_id, p_id, me.person_id, p_kind, p_sealed, me.staff_id, me.assignment_id) on conflict (committee_id, id) do nothing;
  update record.matters m set guarded = true where m.committee_id = me.committee_id and m.person_id = me.person_id and not m.guarded;
  return exists (select from gate.guarded g where g.committee_id = me.committee_id and g.id = p_id and g.person_id = me.person_id);
end $$;

-- False: not theirs. Ended twice is ended once.
create function gate.unguard(p_matter uuid, p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare me record := gate.guards(p_matter);
begin
  update gate.guarded g set ended_at = coalesce(g.ended_at, now()), ended_by = coalesce(g.ended_by, me.staff_id)
  where g.committee_id = me.committee_id and g.id = p_id and g.person_id = me.person_id;
  if not found then return false; end if;
  update record.matters m set guarded = exists (select from record.people p where p.person_id = me.person_id and p.committee_id = me.committee_id and p.protected_identity <> 'none')
  where m.committee_id = me.committee_id and m.person_id = me.person_id;
  return true;
end $$;

-- Where anything must not be told, no rule shows anything of the person's matters, whatever else of them changes.
create function gate.stay_guarded() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.guarded := new.guarded or exists (select from gate.guarded g where g.committee_id = new.committee_id and g.person_id = new.person_id and g.ended_at is null);
  return new;
end $$;
create trigger guarded_stays before insert or update of guarded, person_id on record.matters for each row execute function gate.stay_guarded();
grant execute on function gate.guarded_of(uuid), gate.guard(uuid, uuid, text, bytea), gate.unguard(uuid, uuid) to delakt_staff;

-- What was to be shown by itself in a matter where something must not be told waits for somebody who looks: also what was chosen before it was known.
create function gate.guarded_now() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions d set due_at = null, at_closing = false, waiting_since = now()
  where d.committee_id = new.committee_id and d.matter_id = new.id and d.state = 'assessed' and (d.due_at is not null or d.at_closing);
  return null;
end $$;
create trigger guarded_now after update of guarded on record.matters for each row when (new.guarded and not old.guarded) execute function gate.guarded_now();
