-- Whoever takes over takes over all of it (ADOPT-05): a meeting that clashes with their own day is theirs to move, and is left with nobody who is gone.
drop function appointments.held_by(uuid);
create function appointments.held_by(p_staff uuid) returns table (kind text, n int) language plpgsql stable security definer set search_path = '' as $$
begin
  return query select 'meetings'::text, count(*)::int from appointments.bookings b where b.staff_id = p_staff and b.state = 'booked' and b.ends_at > now() having count(*) > 0;
end $$;

-- Answers how many of the meetings must be moved.
create or replace function appointments.hand_over(p_from uuid, p_to uuid) returns int language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings; clashes int := 0;
begin
  for b in select * from appointments.bookings x where x.staff_id = p_from and x.state = 'booked' and x.ends_at > now() order by x.id for update loop
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
