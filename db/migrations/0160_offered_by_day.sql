-- A freed time is offered by day, and nobody has to answer before the morning: what is offered late is theirs to think of until ten.

-- From when something can be asked of somebody: the moment itself from 8 to 20 on Swedish clocks, else 8 the next morning.
create function appointments.by_day(p_at timestamptz) returns timestamptz language plpgsql immutable set search_path = '' as $$
declare clock timestamp := p_at at time zone 'Europe/Stockholm';
begin
  if clock::time >= '08:00' and clock::time < '20:00' then return p_at; end if;
  return ((clock + interval '4 hours')::date + time '08:00') at time zone 'Europe/Stockholm';
end $$;

-- Until when a time that is offered at a moment is held: for a day, or half of what is left until it can no longer be booked. What would end between
-- 20 and 10 lasts until 10 in the morning, and never longer than it can be booked.
create function appointments.held_to(p_at timestamptz, p_closes timestamptz) returns timestamptz language plpgsql immutable set search_path = '' as $$
declare ends timestamptz := least(p_at + interval '24 hours', p_at + (p_closes - p_at) / 2); clock timestamp := ends at time zone 'Europe/Stockholm';
begin
  if clock::time < '10:00' or clock::time >= '20:00' then
    ends := ((clock + interval '4 hours')::date + time '10:00') at time zone 'Europe/Stockholm';
  end if;
  return least(ends, p_closes);
end $$;

-- A freed time is offered to the first in line whom it suits, and to nobody else meanwhile. By night it is only kept for them; in the morning it is offered
-- to whoever is first then (appointments.lapse).
create or replace function appointments.pass_on(p_slot uuid) returns void language plpgsql security definer set search_path = '' as $$
declare f appointments.free_slots; e appointments.earlier; closes timestamptz; begins timestamptz; ends timestamptz; made uuid;
begin
  select * into f from appointments.free_slots x where x.slot_id = p_slot for update;
  -- Nobody is offered a time with somebody who is away by then.
  if f.slot_id is null or f.held_until > now() or appointments.is_away(f.staff_id, f.starts_at) then return; end if;
  select f.starts_at - make_interval(hours => k.notice_hours) into closes from appointments.kinds k where k.committee_id = f.committee_id and k.id = f.kind_id;
  begins := appointments.by_day(now());
  ends := appointments.held_to(begins, closes);
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.slot_id = p_slot and o.state = 'open';
  if ends > begins + interval '15 minutes' then
    select x.* into e from appointments.earlier x join appointments.bookings b on b.committee_id = x.committee_id and b.id = x.booking_id
    where x.unit_id = f.unit_id and x.kind_id = f.kind_id and b.state = 'booked' and b.starts_at > f.starts_at
      and (x.until is null or (f.starts_at at time zone 'Europe/Stockholm')::date <= x.until)
      and not exists (select from appointments.offers o where o.booking_id = x.booking_id and (o.slot_id = p_slot or o.state = 'open'))
    order by x.since, x.booking_id limit 1 for update of x skip locked;
  end if;
  if e.booking_id is null then
    update appointments.free_slots x set held_for = null, held_until = null where x.slot_id = p_slot and x.held_for is not null;
    return;
  end if;
  if begins > now() then
    update appointments.free_slots x set held_for = e.booking_id, held_until = begins where x.slot_id = p_slot;
    return;
  end if;
  update appointments.free_slots x set held_for = e.booking_id, held_until = ends where x.slot_id = p_slot;
  insert into appointments.offers (committee_id, slot_id, booking_id, unit_id, person_id, until)
  values (e.committee_id, p_slot, e.booking_id, e.unit_id, e.person_id, ends) returning id into made;
  perform appointments.add_step(b, 'rule', 'offered', b.slot_id, b.starts_at, p_slot, f.starts_at, null, null) from appointments.bookings b where b.id = e.booking_id;
  insert into kernel.outbox (topic, body) values ('time-offered', jsonb_build_object('offer', made));
  perform appointments.tell(e.person_id, e.committee_id);
end $$;

-- What is held and was not answered in time goes on to the next, or is free for all; and what was kept over the night is offered.
create or replace function appointments.lapse(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare o appointments.offers; p appointments.proposals; kept appointments.free_slots; b uuid; let uuid[]; done int := 0;
begin
  for o in select * from appointments.offers x where x.state = 'open' and x.until <= now() order by x.until limit p_most loop
    -- In the order that everybody takes: the booking, then the time.
    select x.id into b from appointments.bookings x where x.committee_id = o.committee_id and x.id = o.booking_id for update skip locked;
    if b is null then continue; end if;
    update appointments.free_slots f set held_for = null, held_until = null where f.slot_id = o.slot_id and f.held_for = o.booking_id and f.held_until <= now();
    update appointments.offers x set state = 'lapsed', settled_at = now() where x.committee_id = o.committee_id and x.id = o.id and x.state = 'open';
    if found then
      perform appointments.set_free(array[o.slot_id]);
      done := done + 1;
    end if;
  end loop;
  for p in select * from appointments.proposals x where x.state = 'open' and x.until <= now() order by x.until limit p_most loop
    select x.id into b from appointments.bookings x where x.committee_id = p.committee_id and x.id = p.booking_id for update skip locked;
    if b is null then continue; end if;
    update appointments.proposals x set state = 'lapsed', settled_at = now() where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n and x.state = 'open';
    if found then
      with gone as (update appointments.free_slots f set held_for = null, held_until = null where f.held_for = p.booking_id and f.slot_id = any (p.slots) returning f.slot_id)
      select array_agg(gone.slot_id order by gone.slot_id) into let from gone;
      perform appointments.set_free(coalesce(let, '{}'));
      done := done + 1;
    end if;
  end loop;
  for kept in select * from appointments.free_slots f where f.held_for is not null and f.held_until <= now() order by f.held_until, f.slot_id limit p_most loop
    select x.id into b from appointments.bookings x where x.committee_id = kept.committee_id and x.id = kept.held_for for update skip locked;
    if b is null then continue; end if;
    update appointments.free_slots f set held_for = null, held_until = null where f.slot_id = kept.slot_id and f.held_for = b and f.held_until <= now();
    if found then
      perform appointments.set_free(array[kept.slot_id]);
      done := done + 1;
    end if;
  end loop;
  return done;
end $$;
