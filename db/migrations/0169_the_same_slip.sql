-- The same slip asked for again (its page loaded once more, the button pressed twice) is the same code. One that a newer slip has replaced opens nothing more.
create or replace function appointments.desk_slip(p_booking uuid, p_hash bytea) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); made appointments.doors;
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  select * into made from appointments.doors d where d.hash = p_hash;
  if made.hash is not null then return case when made.booking_id = b.id and made.ended_at is null then 'done' else 'replaced' end; end if;
  update appointments.doors d set ended_at = now() where d.booking_id = b.id and d.made_for = 'slip' and d.ended_at is null;
  insert into appointments.doors (hash, booking_id, made_for) values (p_hash, b.id, 'slip');
  return 'done';
end $$;
