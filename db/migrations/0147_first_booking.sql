-- A first booking without a sign-in (login ladder, zone C): for kinds of time that a unit has chosen, somebody whom nobody knows takes a free time and
-- gets a code that opens only that. There is no number to phone them on and no address to come to, so it is visits and video meetings.
alter table appointments.kinds add column no_login boolean not null default false;
-- Who must have a case, or is booked by the unit alone, is somebody that the unit knows.
alter table appointments.kinds add constraint for_anyone check (not no_login or open and fields = '{}' and manners && '{visit,video}');
grant insert (no_login), update (no_login) on appointments.kinds to delakt_staff;
create index kinds_for_anyone on appointments.kinds (committee_id) where no_login and ended_at is null;

-- A name is what they want to be called, or none.
alter table appointments.bookings
  drop constraint bookings_booked_by_check, add constraint bookings_booked_by_check check (booked_by in ('person', 'staff', 'anyone')),
  drop constraint bookings_name_check, add constraint bookings_name_check check (length(name) <= 200 and (name <> '' or booked_by = 'anyone')),
  add constraint nobody_known check (booked_by <> 'anyone' or person_id is null and matter_id is null);
create index standing_by_anyone on appointments.bookings (unit_id, starts_at) where booked_by = 'anyone' and state = 'booked';
alter table appointments.steps drop constraint steps_by_check,
  add constraint steps_by_check check (by in ('person', 'staff', 'code', 'sms', 'rule', 'anyone'));

-- Whether a kind takes one more without a sign-in. Nobody can be told apart, so what holds is counted where all must pass: at a unit at most 40 such times
-- ahead, and of a kind never more than are still free. Whoever books by machine leaves half to those who phone or sign in, however many addresses they have.
create function appointments.takes_anyone(k appointments.kinds) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare of_unit int; of_kind int;
begin
  if not k.no_login or k.ended_at is not null then return false; end if;
  select count(*), count(*) filter (where b.kind_id = k.id) into of_unit, of_kind from appointments.bookings b
  where b.unit_id = k.unit_id and b.booked_by = 'anyone' and b.state = 'booked' and b.starts_at > now();
  return of_unit < 40 and of_kind < (select count(*) from (
    select from appointments.bookable f
    where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and f.manner in ('visit', 'video')
      and (f.held_until is null or f.held_until <= now())
    limit of_kind + 1) free);
end $$;

-- The municipalities where something can be booked so.
create function appointments.open_places() returns table (municipality_id uuid) language sql stable security definer set search_path = '' as $$
  select m.id from directory.municipalities m
  where exists (select from directory.committees c join appointments.kinds k on k.committee_id = c.id where c.municipality_id = m.id and k.no_login and k.ended_at is null)
$$;

-- What can be booked so in a municipality, or one of it; without a first time when there is none, or no more of them for whoever does not sign in.
create function appointments.open_kinds(p_municipality uuid, p_kind uuid)
returns table (id uuid, municipality_id uuid, unit_id uuid, name jsonb, lead jsonb, about jsonb, bring jsonb, minutes int, manners text[], notice_hours int, first_at timestamptz)
language plpgsql stable rows 10 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select k.id, c.municipality_id, k.unit_id, k.name, k.lead, k.about, k.bring, k.minutes, array(select m from unnest(k.manners) m where m in ('visit', 'video')), k.notice_hours,
      case when appointments.takes_anyone(k) then (select f.starts_at from appointments.bookable f
        where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and f.manner in ('visit', 'video')
          and (f.held_until is null or f.held_until <= now())
        order by f.starts_at limit 1) end
    from appointments.kinds k join directory.committees c on c.id = k.committee_id
    where k.no_login and k.ended_at is null and (p_kind is null and c.municipality_id = p_municipality or k.id = p_kind);
end $$;

-- Its free times, each moment once: with whom is not told to whoever asks. `p_slot`: that time and no other.
create function appointments.open_free(p_kind uuid, p_slot uuid, p_from timestamptz, p_until timestamptz)
returns table (slot_id uuid, starts_at timestamptz, ends_at timestamptz, manner text, street text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare k appointments.kinds;
begin
  select * into k from appointments.kinds x where x.id = p_kind;
  if k.id is null or not appointments.takes_anyone(k) then return; end if;
  if p_slot is not null then
    select f.starts_at - interval '1 second', f.starts_at + interval '1 second' into p_from, p_until from appointments.free_slots f where f.slot_id = p_slot;
  end if;
  return query
    with f as materialized (
      select * from appointments.bookable f
      where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
        and f.manner in ('visit', 'video') and (f.held_until is null or f.held_until <= now()) and (p_slot is null or f.slot_id = p_slot)
      order by f.starts_at, f.slot_id limit 500),
    p as materialized (select x.id, x.street from appointments.places x where x.id = any (array(select distinct f.place_id from f)))
    select distinct on (f.starts_at, f.manner, p.street) f.slot_id, f.starts_at, f.ends_at, f.manner, p.street
    from f left join p on p.id = f.place_id
    order by f.starts_at, f.manner, p.street, f.slot_id;
end $$;

-- Takes it, and makes the door that `p_hash` opens. The hash follows from the form, so that the same one sent twice is one: 'same'. 'full': the kind takes
-- no more without a sign-in.
create function appointments.open_book(p_kind uuid, p_slot uuid, p_hash bytea, p_name text, p_companion text, p_interpreter text, p_wishes text) returns text
language plpgsql security definer set search_path = '' as $$
declare k appointments.kinds; f appointments.free_slots; b appointments.bookings;
begin
  -- One at a time for one form, then for one unit, so that what stands is counted right.
  perform pg_advisory_xact_lock(hashtextextended(encode(p_hash, 'hex'), 146));
  if exists (select from appointments.doors d where d.hash = p_hash) then return 'same'; end if;
  select * into k from appointments.kinds x where x.id = p_kind and x.no_login and x.ended_at is null;
  if k.id is null then return 'none'; end if;
  perform pg_advisory_xact_lock(hashtextextended(k.unit_id::text, 146));
  select * into f from appointments.free_slots x where x.slot_id = p_slot and x.unit_id = k.unit_id and x.kind_id = k.id and x.manner in ('visit', 'video');
  if f.slot_id is null then return 'taken'; end if;
  if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return 'late'; end if;
  if not appointments.takes_anyone(k) then return 'full'; end if;
  f := appointments.claim(p_slot, null);
  if f.slot_id is null then return 'taken'; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, name, booked_by, key, companion, interpreter, wishes)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, trim(p_name), 'anyone', gen_random_uuid(), p_companion, p_interpreter, p_wishes)
  returning * into b;
  insert into appointments.doors (hash, booking_id, made_for) values (p_hash, b.id, 'slip');
  perform appointments.add_step(b, 'anyone', 'booked', null, null, b.slot_id, b.starts_at, null, null);
  return 'done';
end $$;
grant execute on function appointments.open_places(), appointments.open_kinds(uuid, uuid), appointments.open_free(uuid, uuid, timestamptz, timestamptz),
  appointments.open_book(uuid, uuid, bytea, text, text, text, text) to delakt_public;

-- By the code it is moved among times of the same sorts: nobody can phone whoever gave no number.
create or replace function appointments.move_own(b appointments.bookings, p_slot uuid, p_by text) returns text language plpgsql security definer set search_path = '' as $$
declare f appointments.free_slots; k appointments.kinds;
begin
  if b.slot_id = p_slot and b.state = 'booked' then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  select * into k from appointments.kinds x where x.committee_id = b.committee_id and x.id = b.kind_id;
  if now() > b.starts_at - make_interval(hours => k.notice_hours) then return 'late'; end if;
  select * into f from appointments.free_slots x where x.slot_id = p_slot;
  if f.slot_id is null then return 'taken'; end if;
  -- What is held for it is a choice that the unit has made.
  if f.held_for is distinct from b.id then
    if f.unit_id <> b.unit_id or f.kind_id <> b.kind_id or not k.open or k.ended_at is not null then return 'none'; end if;
    if b.booked_by = 'anyone' and f.manner not in ('visit', 'video') then return 'none'; end if;
    if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return 'late'; end if;
  end if;
  return appointments.put(b, p_slot, p_by, '', null, null);
end $$;
create or replace function appointments.door_free(p_hash bytea, p_from timestamptz, p_until timestamptz) returns table (slot_id uuid, starts_at timestamptz, ends_at timestamptz, manner text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare b appointments.bookings := appointments.behind(p_hash); k appointments.kinds;
begin
  if b.id is null or b.state <> 'booked' then return; end if;
  select * into k from appointments.kinds x where x.committee_id = b.committee_id and x.id = b.kind_id;
  if not k.open or k.ended_at is not null then return; end if;
  return query
    select f.slot_id, f.starts_at, f.ends_at, f.manner from appointments.bookable f
    where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
      and (f.held_until is null or f.held_until <= now() or f.held_for = b.id) and (b.booked_by <> 'anyone' or f.manner in ('visit', 'video'))
    order by f.starts_at, f.slot_id limit 1000;
end $$;

-- And the number to phone is the unit's: whom they are to meet is not told to whoever books.
create or replace function appointments.door(p_hash bytea) returns table (municipality_id uuid, starts_at timestamptz, ends_at timestamptz, state text, cancelled_by text, manner text, link text, street text, postal text,
  entrance text, room text, way_in text, map_text text, access text, straight_in boolean, phone text, confirmed boolean, closes_at timestamptz, may_move boolean, sequence int, offer_id uuid, offer_at timestamptz, offer_until timestamptz, made_for text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return; end if;
  return query
    select c.municipality_id, b.starts_at, b.ends_at, b.state, b.cancelled_by, s.manner, case when d.made_for = 'slip' then s.link end, p.street, p.postal, p.entrance, p.room, p.way_in, p.map_text, p.access, p.straight_in,
      case when b.booked_by = 'anyone' then u.phone else coalesce(w.phone, u.phone) end, b.confirmed_at is not null, appointments.closes_at(b), k.open and k.ended_at is null, b.sequence, o.id, t.starts_at, o.until, d.made_for
    from appointments.doors d join appointments.slots s on s.id = b.slot_id join appointments.kinds k on k.id = b.kind_id
    join directory.units u on u.id = b.unit_id join directory.committees c on c.id = b.committee_id left join directory.staff w on w.id = b.staff_id
    left join appointments.places p on p.id = s.place_id
    left join appointments.offers o on o.booking_id = b.id and o.state = 'open' and o.until > now() left join appointments.slots t on t.id = o.slot_id
    where d.hash = p_hash;
end $$;
