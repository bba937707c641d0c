-- Times in a country of 7 000 units are found as fast as in a town of 70: few kinds are found at a time, so that their units are looked up and not read
-- through, and of whom one meets and where there are a few names for many times.
alter function appointments.kinds_for(uuid, uuid) rows 10;

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
      select * from appointments.free_slots f
      where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
        and (f.held_until is null or f.held_until <= now() or f.held_for = p_booking) and (p_slot is null or f.slot_id = p_slot)
      order by f.starts_at, f.slot_id limit 1000),
    w as materialized (select x.id, x.name, x.title from directory.staff x where x.id = any (array(select distinct f.staff_id from f))),
    p as materialized (select x.id, x.street from appointments.places x where x.id = any (array(select distinct f.place_id from f)))
    select f.slot_id, f.starts_at, f.ends_at, f.manner, f.staff_id, w.name, w.title, p.street
    from f join w on w.id = f.staff_id left join p on p.id = f.place_id
    order by f.starts_at, f.slot_id;
end $$;
