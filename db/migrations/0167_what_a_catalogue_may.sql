-- A catalogue's word has borders: it gives no steward the work of an officer, and takes over nobody who works for another committee (scim_save_user, 0150).
-- Times that are handed over take the receiver's own free time at that hour; and who has taken over a case is told of whatever the one before is called by now.

create or replace function directory.scim_save_group(p_hash bytea, p_id uuid, p_seen integer, p jsonb) returns table(outcome text, id uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare c directory.catalogues := directory.catalogue_of(p_hash); ids directory.unit_ids; which uuid; given uuid[] := array(select m::uuid from jsonb_array_elements_text(p -> 'members') m); one uuid;
begin
  if c.id is null then return; end if;
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('catalogue ' || c.municipality_id, 0));
  if exists (select from unnest(given) g where not exists (select from directory.staff_ids i where i.staff_id = g and i.catalogue_id = c.id and i.deleted_at is null)) then
    return query select 'member'::text, null::uuid; return; end if;
  if p_id is null then
    if p ->> 'externalId' is not null and exists (select from directory.unit_ids i where i.catalogue_id = c.id and i.gone_at is null and i.external_id = p ->> 'externalId') then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    -- A unit that the committee has already, by the code or the name, is the same unit; one of another catalogue's is not taken from it.
    select u.id into which from directory.units u left join directory.unit_ids i on i.unit_id = u.id
    where u.committee_id = c.committee_id and (i.catalogue_id is null or i.catalogue_id = c.id) and (i.catalogue_id is null or i.gone_at is not null)
      and (u.code = p ->> 'externalId' or i.external_id = p ->> 'externalId' or lower(u.name ->> 'sv') = lower(p ->> 'name'))
    order by u.code is not distinct from p ->> 'externalId' desc, u.id limit 1;
    if which is null then
      which := gen_random_uuid();
      insert into directory.units (id, committee_id, code, name, phone)
      select which, c.committee_id, case when p ->> 'externalId' is null or exists (select from directory.units u where u.committee_id = c.committee_id and u.code = p ->> 'externalId') then which::text else p ->> 'externalId' end,
        jsonb_build_object('sv', p ->> 'name'), m.phone from directory.municipalities m where m.id = c.municipality_id;
      perform directory.note(c.municipality_id, c.id, 'unit-added', null, which, '{}');
    end if;
  else
    select * into ids from directory.unit_ids i where i.municipality_id = c.municipality_id and i.unit_id = p_id and i.catalogue_id = c.id and i.gone_at is null for update;
    if ids.unit_id is null then return query select 'none'::text, null::uuid; return; end if;
    if p_seen is not null and p_seen <> ids.version then return query select 'version'::text, p_id; return; end if;
    which := p_id;
  end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, origin, external_id, catalogue_id) values (c.municipality_id, which, 'scim', p ->> 'externalId', c.id)
  on conflict (municipality_id, unit_id) do update set origin = 'scim', external_id = excluded.external_id, catalogue_id = c.id, gone_at = null, version = i.version + 1, changed_at = now();
  update directory.units u set name = u.name || jsonb_build_object('sv', p ->> 'name'), revision = u.revision + 1 where u.id = which and u.name ->> 'sv' is distinct from p ->> 'name';
  if found then perform directory.note(c.municipality_id, c.id, 'unit-changed', null, which, '{}'); end if;
  -- Out of the group: out of the unit, at once.
  for one in delete from directory.members m where m.unit_id = which and m.catalogue_id = c.id and m.staff_id <> all (given) returning m.staff_id loop
    perform directory.leave_unit(one, which, c.id);
  end loop;
  for one in insert into directory.members (municipality_id, unit_id, staff_id, catalogue_id) select c.municipality_id, which, g, c.id from unnest(given) g on conflict do nothing returning staff_id loop
    -- Whoever can make a catalogue would give themself the work of an officer by it: a steward is given that by another, at /admin.
    if c.role is not null and one is distinct from c.made_by and one not in (select t from directory.stewards(c.committee_id) t) then
      insert into directory.assignments (committee_id, unit_id, staff_id, role) select u.committee_id, u.id, one, c.role from directory.units u where u.id = which
      on conflict (staff_id, unit_id, role) do update set valid_to = null, valid_from = least(assignments.valid_from, excluded.valid_from);
    end if;
    perform directory.note(c.municipality_id, c.id, 'member-added', one, which, '{}');
  end loop;
  return query select 'done'::text, which;
end $$;

create or replace function appointments.hand_over(p_from uuid, p_to uuid) returns integer language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings; clashes int := 0;
begin
  for b in select * from appointments.bookings x where x.staff_id = p_from and x.state = 'booked' and x.ends_at > now() order by x.id for update loop
    -- A free time of the receiver's at that hour is free no more.
    with taken as (delete from appointments.free_slots f where f.staff_id = p_to and f.starts_at < b.ends_at and f.ends_at > b.starts_at returning f.slot_id),
      lapsed as (update appointments.offers o set state = 'lapsed', settled_at = now() where o.state = 'open' and o.slot_id in (select taken.slot_id from taken))
    update appointments.slots s set withdrawn_at = now() where s.id in (select taken.slot_id from taken);
    begin
      update appointments.slots s set staff_id = p_to where s.committee_id = b.committee_id and s.id = b.slot_id;
    exception when exclusion_violation then clashes := clashes + 1;
    end;
    update appointments.bookings x set staff_id = p_to where x.committee_id = b.committee_id and x.id = b.id;
    perform appointments.add_step(b, 'rule', 'handed-over', null, null, b.slot_id, b.starts_at, p_to, null);
    perform appointments.tell(b.person_id, b.committee_id);
  end loop;
  with gone as (delete from appointments.free_slots f where f.staff_id = p_from returning f.slot_id),
    lapsed as (update appointments.offers o set state = 'lapsed', settled_at = now() where o.state = 'open' and o.slot_id in (select gone.slot_id from gone))
  update appointments.slots s set withdrawn_at = now() where s.id in (select gone.slot_id from gone);
  return clashes;
end $$;

create or replace function shelf.contact_now(p_shelf uuid) returns table(staff_id uuid, name text, away boolean, left_us boolean, back_after date, acting uuid, card jsonb) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); o gate.openings; whose uuid; acts uuid;
begin
  select * into o from gate.openings x where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null then return; end if;
  whose := record.officer_of(o.committee_id, o.matter_id);
  if whose is null then return; end if;
  -- Only a name that has been handed to this person is told again, and whoever has taken over from somebody whose name has been.
  if not exists (select from shelf.copies c, directory.staff w where w.id = whose and c.person_id = me and c.matter_id = p_shelf and c.kind = 'assigned' and c.event #>> '{detail,officer,name}' = w.name)
    and not exists (select from record.taken_over t join shelf.copies c on c.person_id = me and c.matter_id = p_shelf and c.kind = 'assigned' and c.event #>> '{detail,officer,name}' is not null
      where t.committee_id = o.committee_id and t.matter_id = o.matter_id and t.staff_id = whose) then return; end if;
  acts := directory.acting_at(whose, o.unit_id);
  return query select w.id, w.name, directory.is_away(w.id), not w.active,
    (select a.last_day from directory.absences a where a.staff_id = w.id and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())),
    acts, directory.card(coalesce(acts, w.id))
  from directory.staff w where w.id = whose;
end $$;

-- The units of a municipality that people are shown: those that somebody here has made, and what a catalogue has handed in once it has an administrator and
-- a deputy (ADOPT-01). A group in a catalogue is not a place to turn to by itself.
create function directory.shown_units(p_municipality uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select u.id from directory.units u join directory.committees c on c.id = u.committee_id
  where c.municipality_id = p_municipality
    and (not exists (select from directory.unit_ids i where i.unit_id = u.id and i.origin = 'scim') or (select count(*) = 2 from directory.keepers k where k.unit_id = u.id));
end $$;
grant execute on function directory.shown_units(uuid) to delakt_public;
