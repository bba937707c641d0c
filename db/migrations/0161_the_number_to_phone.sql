-- The number to phone at a time by phone: given when it is booked or moved there, read by its person and by the unit that phones, and by nobody else.
-- Whoever has the code of a slip may give one and not read it: paper is lost.
alter table appointments.bookings add column phone text check (length(phone) between 5 and 40);
grant select (phone) on appointments.bookings to delakt_person;

-- Whoever calls holds the booking. Another number than the one there was is noted with what else is wished, once.
create function appointments.put_phone(b appointments.bookings, p_phone text, p_by text) returns text language plpgsql security definer set search_path = '' as $$
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  if b.phone = p_phone then return 'same'; end if;
  update appointments.bookings x set phone = p_phone where x.committee_id = b.committee_id and x.id = b.id;
  if p_by = 'person' and b.phone is not null
    and not exists (select from appointments.steps s where s.committee_id = b.committee_id and s.booking_id = b.id and s.what = 'wished' and s.at = now()) then
    perform appointments.add_step(b, p_by, 'wished', null, null, null, null, null, null);
  end if;
  return 'done';
end $$;
create function appointments.set_phone(p_booking uuid, p_phone text) returns text language plpgsql security definer set search_path = '' as $$
begin
  return appointments.put_phone(appointments.own(p_booking), p_phone, 'person');
end $$;
create function appointments.desk_phone(p_booking uuid, p_phone text) returns text language plpgsql security definer set search_path = '' as $$
begin
  return appointments.put_phone(appointments.at_unit(appointments.desk(), p_booking), p_phone, 'staff');
end $$;
create function appointments.door_phone(p_hash bytea, p_phone text) returns text language plpgsql security definer set search_path = '' as $$
begin
  return appointments.put_phone(appointments.behind(p_hash), p_phone, 'code');
end $$;
create function appointments.door_has_phone(p_hash bytea) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  return (appointments.behind(p_hash)).phone is not null;
end $$;
grant execute on function appointments.set_phone(uuid, text) to delakt_person;
grant execute on function appointments.desk_phone(uuid, text) to delakt_staff;
grant execute on function appointments.door_phone(bytea, text), appointments.door_has_phone(bytea) to delakt_public;
