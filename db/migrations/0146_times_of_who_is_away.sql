-- Nobody is met by somebody who is away: a time of theirs is not offered those days, and is again when the absence is taken away. Nothing is withdrawn.
create index absences_of on directory.absences (staff_id, first_day);
create index ahead_of on appointments.bookings (staff_id, starts_at) where state = 'booked';

create function appointments.is_away(p_staff uuid, p_at timestamptz) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from directory.absences a
    where a.staff_id = p_staff and daterange(a.first_day, a.last_day, '[]') @> (p_at at time zone 'Europe/Stockholm')::date)
$$;

-- The free times of those who are there. Asked of row after row, of an index, and not joined: few are away of many in a country. For the functions alone.
create view appointments.bookable as
  select f.* from appointments.free_slots f
  where (select a.staff_id from directory.absences a
    where a.staff_id = f.staff_id and a.first_day <= (f.starts_at at time zone 'Europe/Stockholm')::date and (a.last_day is null or a.last_day >= (f.starts_at at time zone 'Europe/Stockholm')::date)
    limit 1) is null;

-- Takes a time, if it is free for that booking (null: for anyone). Of many at once one gets it, and the rest nothing. Of somebody who is away only the unit
-- itself takes one: it sees that, and knows what it does.
create or replace function appointments.claim(p_slot uuid, p_booking uuid) returns appointments.free_slots language plpgsql security definer set search_path = '' as $$
declare f appointments.free_slots; staffed boolean := (appointments.desk()).role is not null;
begin
  delete from appointments.free_slots x
  where x.slot_id = p_slot and x.starts_at > now() and (x.held_for is null or x.held_until <= now() or x.held_for = p_booking)
    and (staffed or not appointments.is_away(x.staff_id, x.starts_at))
  returning * into f;
  return f;
end $$;

-- What can be booked in a municipality, or one of it, as before; few are found at a time (`rows`), so that their units are looked up and not read through.
create or replace function appointments.kinds_for(p_municipality uuid, p_kind uuid)
returns table (id uuid, unit_id uuid, name jsonb, lead jsonb, minutes int, manners text[], mine boolean, first_at timestamptz, notice_hours int)
language plpgsql stable rows 10 security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); mine uuid[]; near uuid[];
begin
  if me is null then return; end if;
  select coalesce(array_agg(distinct m.unit_id), '{}') into mine from shelf.matters m where m.person_id = me;
  if p_kind is null then
    select coalesce(array_agg(u.id), '{}') into near from directory.committees c join directory.units u on u.committee_id = c.id where c.municipality_id = p_municipality;
  end if;
  return query
    select k.id, k.unit_id, k.name, k.lead, k.minutes, k.manners, k.unit_id = any (mine),
      (select f.starts_at from appointments.bookable f
       where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and (f.held_until is null or f.held_until <= now())
       order by f.starts_at limit 1), k.notice_hours
    from appointments.kinds k
    where (p_kind is null and k.unit_id = any (near || mine) or k.id = p_kind) and appointments.may_book(me, k)
    order by k.unit_id = any (mine) desc, k.name ->> 'sv', k.id;
end $$;

-- Free times of a kind, as before; whom one meets and where are a few names for many times, and are looked up once. In a country of 7 000 units as fast as in
-- a town of 70.
create or replace function appointments.free(p_kind uuid, p_booking uuid, p_slot uuid, p_from timestamptz, p_until timestamptz)
returns table (slot_id uuid, starts_at timestamptz, ends_at timestamptz, manner text, staff_id uuid, staff text, title jsonb, street text) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); k appointments.kinds;
begin
  select * into k from appointments.kinds x where x.id = p_kind;
  if me is null or k.id is null then return; end if;
  if p_booking is null then
    if not appointments.may_book(me, k) then return; end if;
  elsif not k.open or k.ended_at is not null
    or not exists (select from appointments.bookings b where b.id = p_booking and b.person_id = me and b.kind_id = p_kind and b.state = 'booked') then return; end if;
  if p_slot is not null then
    select f.starts_at - interval '1 second', f.starts_at + interval '1 second' into p_from, p_until from appointments.free_slots f where f.slot_id = p_slot;
  end if;
  return query
    with f as materialized (
      select * from appointments.bookable f
      where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
        and (f.held_until is null or f.held_until <= now() or f.held_for = p_booking) and (p_slot is null or f.slot_id = p_slot)
      order by f.starts_at, f.slot_id limit 1000),
    w as materialized (select x.id, x.name, x.title from directory.staff x where x.id = any (array(select distinct f.staff_id from f))),
    p as materialized (select x.id, x.street from appointments.places x where x.id = any (array(select distinct f.place_id from f)))
    select f.slot_id, f.starts_at, f.ends_at, f.manner, f.staff_id, w.name, w.title, p.street
    from f join w on w.id = f.staff_id left join p on p.id = f.place_id
    order by f.starts_at, f.slot_id;
end $$;

-- The times of the desk's unit between two moments whose officer is away that day: that and no more is told to colleagues of when somebody is.
create function appointments.away_slots(p_from timestamptz, p_until timestamptz) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk();
begin
  return query select s.id from appointments.slots s
  where s.unit_id = desk.unit_id and s.starts_at >= p_from and s.starts_at < p_until and s.withdrawn_at is null and appointments.is_away(s.staff_id, s.starts_at);
end $$;
grant execute on function appointments.away_slots(timestamptz, timestamptz) to delakt_staff;

-- Whether whom one meets is away that day: for whoever has the meeting, and the unit.
create function appointments.away_then(p_booking uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from appointments.bookings b where b.id = p_booking and (b.person_id = identity.me() or b.unit_id = (appointments.desk()).unit_id)
    and b.state = 'booked' and b.ends_at > now() and appointments.is_away(b.staff_id, b.starts_at));
end $$;
grant execute on function appointments.away_then(uuid) to delakt_person, delakt_staff;

-- How many meetings somebody has ahead between two days, for the module that knows of absences (directory.meetings_during). No role may call it by itself.
create function appointments.held_during(p_staff uuid, p_first date, p_last date) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from appointments.bookings b
  where b.staff_id = p_staff and b.state = 'booked' and b.ends_at > now() and daterange(p_first, p_last, '[]') @> (b.starts_at at time zone 'Europe/Stockholm')::date
$$;
-- For whoever may set the absence. Asked by name, as directory.held_by does.
create function directory.meetings_during(p_absence uuid) returns int language plpgsql stable security definer set search_path = '' as $$
declare a directory.absences; n int := 0;
begin
  select * into a from directory.absences x where x.id = p_absence;
  if a.id is null or not directory.may_set_absence(a.staff_id) then return 0; end if;
  if pg_catalog.to_regprocedure('appointments.held_during(uuid, date, date)') is not null then
    execute 'select appointments.held_during($1, $2, $3)' into n using a.staff_id, a.first_day, a.last_day;
  end if;
  return n;
end $$;
grant execute on function directory.meetings_during(uuid) to delakt_staff;
