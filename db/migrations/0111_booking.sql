-- Booking, moving and cancelling, by the person and by a code on paper. Whoever does it, the order is the same: first the booking's own row, then its
-- place in a line, the rows of the times, what was offered and proposed, and last who is told; so that nobody waits in a ring.

-- A person has something to look at.
create function appointments.tell(p_person uuid, p_committee uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  if p_person is not null then perform notice.something_waits(p_person, p_committee); end if;
end $$;

-- What was to be said of the time as it was is not said any more, nor posted.
create function appointments.unsay(p_booking uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  perform notice.withdraw('reminder:' || p_booking || ':'), notice.withdraw('changed:' || p_booking || ':');
end $$;

create function appointments.add_step(b appointments.bookings, p_by text, p_what text, p_from uuid, p_from_at timestamptz, p_to uuid, p_to_at timestamptz, p_staff uuid, p_assignment uuid)
returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into appointments.steps (committee_id, booking_id, n, unit_id, person_id, by, what, from_slot, from_at, to_slot, to_at, staff_id, assignment_id)
  select b.committee_id, b.id, coalesce(max(s.n), 0) + 1, b.unit_id, b.person_id, p_by, p_what, p_from, p_from_at, p_to, p_to_at, p_staff, p_assignment
  from appointments.steps s where s.committee_id = b.committee_id and s.booking_id = b.id;
end $$;

-- Takes a time, if it is free for that booking (null: for anyone). Of many at once one gets it, and the rest nothing.
create function appointments.claim(p_slot uuid, p_booking uuid) returns appointments.free_slots language plpgsql security definer set search_path = '' as $$
declare f appointments.free_slots;
begin
  delete from appointments.free_slots x
  where x.slot_id = p_slot and x.starts_at > now() and (x.held_for is null or x.held_until <= now() or x.held_for = p_booking)
  returning * into f;
  return f;
end $$;

-- A freed time is offered to the first in line whom it suits, and to nobody else meanwhile: for a day, or half of the time that is left.
create function appointments.pass_on(p_slot uuid) returns void language plpgsql security definer set search_path = '' as $$
declare f appointments.free_slots; e appointments.earlier; closes timestamptz; ends timestamptz; made uuid;
begin
  select * into f from appointments.free_slots x where x.slot_id = p_slot for update;
  if f.slot_id is null or f.held_until > now() then return; end if;
  select f.starts_at - make_interval(hours => k.notice_hours) into closes from appointments.kinds k where k.committee_id = f.committee_id and k.id = f.kind_id;
  ends := least(now() + interval '24 hours', now() + (closes - now()) / 2);
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.slot_id = p_slot and o.state = 'open';
  if ends > now() + interval '15 minutes' then
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
  update appointments.free_slots x set held_for = e.booking_id, held_until = ends where x.slot_id = p_slot;
  insert into appointments.offers (committee_id, slot_id, booking_id, unit_id, person_id, until)
  values (e.committee_id, p_slot, e.booking_id, e.unit_id, e.person_id, ends) returning id into made;
  perform appointments.add_step(b, 'rule', 'offered', b.slot_id, b.starts_at, p_slot, f.starts_at, null, null) from appointments.bookings b where b.id = e.booking_id;
  insert into kernel.outbox (topic, body) values ('time-offered', jsonb_build_object('offer', made));
  perform appointments.tell(e.person_id, e.committee_id);
end $$;

-- Times that nobody has any more can be booked again, but for those that were withdrawn or have passed.
create function appointments.set_free(p_slots uuid[]) returns void language plpgsql security definer set search_path = '' as $$
declare one uuid;
begin
  insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, place_id, manner)
  select s.committee_id, s.unit_id, s.kind_id, s.starts_at, s.ends_at, s.id, s.staff_id, s.place_id, s.manner from appointments.slots s
  where s.id = any (p_slots) and s.withdrawn_at is null and s.starts_at > now()
    and not exists (select from appointments.bookings b where b.slot_id = s.id and b.state in ('booked', 'held', 'missed'))
  on conflict do nothing;
  foreach one in array p_slots loop perform appointments.pass_on(one); end loop;
end $$;

-- What was asked and proposed about the time as it was ends with it. Answers the times that were held for it.
create function appointments.let_go(p_booking uuid) returns uuid[] language plpgsql security definer set search_path = '' as $$
declare held uuid[];
begin
  -- First the place in the line: who is offering a time to it at this moment has that row, and is waited for.
  delete from appointments.earlier e where e.booking_id = p_booking;
  with let as (update appointments.free_slots f set held_for = null, held_until = null where f.held_for = p_booking returning f.slot_id)
  select array_agg(let.slot_id order by let.slot_id) into held from let;
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.booking_id = p_booking and o.state = 'open';
  update appointments.proposals p set state = 'closed', settled_at = now() where p.booking_id = p_booking and p.state = 'open';
  return coalesce(held, '{}');
end $$;

-- To another time: it has the old one until it has the new one, in one statement. Whoever calls holds the booking's row and knows that it may.
create function appointments.put(b appointments.bookings, p_slot uuid, p_by text, p_words text, p_staff uuid, p_assignment uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare f appointments.free_slots; held uuid[];
begin
  if b.slot_id = p_slot then return 'same'; end if;
  f := appointments.claim(p_slot, b.id);
  if f.slot_id is null then return 'taken'; end if;
  update appointments.bookings x set slot_id = f.slot_id, kind_id = f.kind_id, staff_id = f.staff_id, starts_at = f.starts_at, ends_at = f.ends_at,
    revision = x.revision + 1, sequence = x.sequence + 1, revised_at = now(), confirmed_at = null, looked_on = null, reminded_at = null, words = p_words
  where x.committee_id = b.committee_id and x.id = b.id;
  held := appointments.let_go(b.id);
  perform appointments.add_step(b, p_by, 'moved', b.slot_id, b.starts_at, f.slot_id, f.starts_at, p_staff, p_assignment);
  perform appointments.set_free(array_append(held, b.slot_id));
  perform appointments.unsay(b.id);
  return 'done';
end $$;

create function appointments.call_off(b appointments.bookings, p_by text, p_words text, p_staff uuid, p_assignment uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare held uuid[];
begin
  update appointments.bookings x set state = 'cancelled', cancelled_at = now(), cancelled_by = p_by, revision = x.revision + 1, sequence = x.sequence + 1, revised_at = now(),
    confirmed_at = null, words = p_words
  where x.committee_id = b.committee_id and x.id = b.id;
  held := appointments.let_go(b.id);
  perform appointments.add_step(b, p_by, 'cancelled', b.slot_id, b.starts_at, null, null, p_staff, p_assignment);
  perform appointments.set_free(array_append(held, b.slot_id));
  perform appointments.unsay(b.id);
  return 'done';
end $$;

-- Until when it can be changed by whoever has it; after that they phone.
create function appointments.closes_at(b appointments.bookings) returns timestamptz language plpgsql stable security definer set search_path = '' as $$
begin
  return (select b.starts_at - make_interval(hours => k.notice_hours) from appointments.kinds k where k.committee_id = b.committee_id and k.id = b.kind_id);
end $$;

-- What whoever has a booking does with it, by signing in or by a code.
create function appointments.move_own(b appointments.bookings, p_slot uuid, p_by text) returns text language plpgsql security definer set search_path = '' as $$
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
    if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return 'late'; end if;
  end if;
  return appointments.put(b, p_slot, p_by, '', null, null);
end $$;

create function appointments.cancel_own(b appointments.bookings, p_by text) returns text language plpgsql security definer set search_path = '' as $$
begin
  if b.state = 'cancelled' then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if now() > appointments.closes_at(b) then return 'late'; end if;
  return appointments.call_off(b, p_by, '', null, null);
end $$;

create function appointments.confirm_own(b appointments.bookings, p_by text) returns text language plpgsql security definer set search_path = '' as $$
begin
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if b.confirmed_at is not null then return 'same'; end if;
  update appointments.bookings x set confirmed_at = now() where x.committee_id = b.committee_id and x.id = b.id;
  perform appointments.add_step(b, p_by, 'confirmed', null, null, b.slot_id, b.starts_at, null, null);
  return 'done';
end $$;

-- The booking if it is the asker's own, held for them.
create function appointments.own(p_booking uuid) returns appointments.bookings language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.me(); b appointments.bookings;
begin
  if me is null then return null; end if;
  select * into b from appointments.bookings x where x.id = p_booking and x.person_id = me for update;
  return b;
end $$;

-- Whether somebody may book times of a kind by themself.
create function appointments.may_book(p_person uuid, k appointments.kinds) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return k.open and k.ended_at is null and (k.fields = '{}'
    or exists (select from shelf.matters m where m.person_id = p_person and m.unit_id = k.unit_id and m.field = any (k.fields)));
end $$;

-- The kinds that the person may book in a municipality and at the units they have to do with, those first, and when the first free time is; or one of them.
create function appointments.kinds_for(p_municipality uuid, p_kind uuid)
returns table (id uuid, unit_id uuid, name jsonb, lead jsonb, minutes int, manners text[], mine boolean, first_at timestamptz, notice_hours int)
language plpgsql stable security definer set search_path = '' as $$
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
      (select f.starts_at from appointments.free_slots f
       where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now() + make_interval(hours => k.notice_hours) and (f.held_until is null or f.held_until <= now())
       order by f.starts_at limit 1), k.notice_hours
    from appointments.kinds k
    where (p_kind is null and k.unit_id = any (near || mine) or k.id = p_kind) and appointments.may_book(me, k)
    order by k.unit_id = any (mine) desc, k.name ->> 'sv', k.id;
end $$;

-- Free times of a kind, one stretch of one index, and of each what somebody needs to choose. `p_booking`: to move that one, with what is held for it. `p_slot`: that time
-- and no other.
create function appointments.free(p_kind uuid, p_booking uuid, p_slot uuid, p_from timestamptz, p_until timestamptz)
returns table (slot_id uuid, starts_at timestamptz, ends_at timestamptz, manner text, staff_id uuid, staff text, title jsonb, street text)
language plpgsql stable security definer set search_path = '' as $$
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
    select f.slot_id, f.starts_at, f.ends_at, f.manner, f.staff_id, w.name, w.title, p.street
    from appointments.free_slots f join directory.staff w on w.id = f.staff_id left join appointments.places p on p.id = f.place_id
    where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
      and (f.held_until is null or f.held_until <= now() or f.held_for = p_booking) and (p_slot is null or f.slot_id = p_slot)
    order by f.starts_at, f.slot_id limit 1000;
end $$;

-- 'already': they have a time of that kind ahead, which can be moved; 'many': five times ahead. `p_shelf`: the matter it is about, if it is about one.
create function appointments.book(p_slot uuid, p_shelf uuid, p_companion text, p_interpreter text, p_wishes text, p_key uuid) returns table (id uuid, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); f appointments.free_slots; k appointments.kinds; b appointments.bookings; matter uuid; shelf uuid := p_shelf; ahead int; of_kind int;
begin
  if me is null then return query select null::uuid, 'none'::text; return; end if;
  -- One at a time for one person, so that what they have ahead is counted right and the same form sent twice is one.
  perform pg_advisory_xact_lock(hashtextextended(me::text, 110));
  select * into b from appointments.bookings x where x.person_id = me and x.key = p_key and x.booked_by = 'person';
  if b.id is not null then return query select b.id, 'same'::text; return; end if;
  select * into f from appointments.free_slots x where x.slot_id = p_slot;
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  select * into k from appointments.kinds x where x.committee_id = f.committee_id and x.id = f.kind_id;
  if not appointments.may_book(me, k) then return query select null::uuid, 'none'::text; return; end if;
  if f.starts_at <= now() + make_interval(hours => k.notice_hours) then return query select null::uuid, 'late'::text; return; end if;
  -- Not said which: the one they have there, when there is one and no more.
  if shelf is null then
    select case when count(*) = 1 then (array_agg(m.id))[1] end into shelf from shelf.matters m where m.person_id = me and m.unit_id = f.unit_id and m.about_id is null;
  end if;
  if shelf is not null then
    select o.matter_id into matter from gate.openings o where o.shelf_id = shelf and o.person_id = me and o.ended_at is null and o.unit_id = f.unit_id;
    if matter is null then return query select null::uuid, 'none'::text; return; end if;
  end if;
  select count(*), count(*) filter (where x.kind_id = k.id) into ahead, of_kind
  from appointments.bookings x where x.person_id = me and x.starts_at > now() and x.state = 'booked';
  if of_kind > 0 then return query select null::uuid, 'already'::text; return; end if;
  if ahead >= 5 then return query select null::uuid, 'many'::text; return; end if;
  f := appointments.claim(p_slot, null);
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, matter_id, shelf_id, booked_by, key, companion, interpreter, wishes)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, me,
    left(coalesce((select nullif(p.name, '') from identity.persons p where p.id = me),
      (select r.name from record.people r where r.person_id = me and r.committee_id = f.committee_id order by r.source_id limit 1), '–'), 200), matter, shelf, 'person', p_key, p_companion, p_interpreter, p_wishes)
  returning * into b;
  perform appointments.add_step(b, 'person', 'booked', null, null, b.slot_id, b.starts_at, null, null);
  return query select b.id, 'done'::text;
end $$;

create function appointments.move(p_booking uuid, p_slot uuid) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  return appointments.move_own(b, p_slot, 'person');
end $$;

create function appointments.cancel(p_booking uuid) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  return appointments.cancel_own(b, 'person');
end $$;

create function appointments.confirm(p_booking uuid) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  return appointments.confirm_own(b, 'person');
end $$;

-- Who comes along, which interpreter, and what else is asked for: until the meeting begins, and no other time for it.
create function appointments.wish(p_booking uuid, p_companion text, p_interpreter text, p_wishes text) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if (b.companion, b.interpreter, b.wishes) = (p_companion, p_interpreter, p_wishes) then return 'same'; end if;
  update appointments.bookings x set companion = p_companion, interpreter = p_interpreter, wishes = p_wishes where x.committee_id = b.committee_id and x.id = b.id;
  perform appointments.add_step(b, 'person', 'wished', null, null, null, null, null, null);
  return 'done';
end $$;

-- Other times that would suit, in the person's words and for no reason. The time they have stays until another is theirs.
create function appointments.propose(p_booking uuid, p_times text, p_key uuid) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  if exists (select from appointments.proposals p where p.booking_id = b.id and p.by = 'person' and p.key = p_key) then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  update appointments.proposals p set state = 'closed', settled_at = now() where p.booking_id = b.id and p.by = 'person' and p.state = 'open';
  insert into appointments.proposals (committee_id, booking_id, n, unit_id, person_id, by, times, until, key)
  select b.committee_id, b.id, coalesce(max(p.n), 0) + 1, b.unit_id, b.person_id, 'person', p_times, b.starts_at, p_key from appointments.proposals p where p.booking_id = b.id;
  perform appointments.add_step(b, 'person', 'proposed', null, null, null, null, null, null);
  return 'done';
end $$;

-- The answer to what staff proposed: one of the times, or (null) none of them.
create function appointments.pick(p_booking uuid, p_n int, p_slot uuid) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking); p appointments.proposals; said text; held uuid[];
begin
  if b.id is null then return 'none'; end if;
  select * into p from appointments.proposals x where x.booking_id = b.id and x.n = p_n and x.by = 'staff';
  if p.booking_id is null then return 'none'; end if;
  if p.state = 'picked' and b.slot_id = p_slot or p.state = 'declined' and p_slot is null then return 'same'; end if;
  if p.state <> 'open' or p.until <= now() or b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if p_slot is null then
    with let as (update appointments.free_slots f set held_for = null, held_until = null where f.held_for = b.id and f.slot_id = any (p.slots) returning f.slot_id)
    select array_agg(let.slot_id order by let.slot_id) into held from let;
    update appointments.proposals x set state = 'declined', settled_at = now() where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n;
    perform appointments.add_step(b, 'person', 'declined', null, null, null, null, null, null);
    perform appointments.set_free(coalesce(held, '{}'));
    return 'done';
  end if;
  if p_slot <> all (p.slots) then return 'none'; end if;
  said := appointments.put(b, p_slot, 'person', '', null, null);
  if said = 'done' then
    update appointments.proposals x set state = 'picked' where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n;
  end if;
  return said;
end $$;

-- In line for an earlier time, or out of it again.
create function appointments.ask_earlier(p_booking uuid, p_on boolean, p_until date) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.own(p_booking);
begin
  if b.id is null then return 'none'; end if;
  if not p_on then
    delete from appointments.earlier e where e.booking_id = b.id;
    if not found then return 'same'; end if;
    perform appointments.add_step(b, 'person', 'stopped-asking', null, null, null, null, null, null);
    return 'done';
  end if;
  if b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  -- Who changes their day keeps their place.
  insert into appointments.earlier (committee_id, booking_id, unit_id, kind_id, person_id, until) values (b.committee_id, b.id, b.unit_id, b.kind_id, b.person_id, p_until)
  on conflict (committee_id, booking_id) do update set until = excluded.until;
  perform appointments.add_step(b, 'person', 'asked-earlier', null, null, null, null, null, null);
  return 'done';
end $$;

create function appointments.answer_own(b appointments.bookings, p_offer uuid, p_yes boolean, p_by text) returns text language plpgsql security definer set search_path = '' as $$
declare o appointments.offers; said text;
begin
  select * into o from appointments.offers x where x.id = p_offer and x.booking_id = b.id;
  if o.id is null then return 'none'; end if;
  if o.state = (case when p_yes then 'accepted' else 'declined' end) then return 'same'; end if;
  if o.state <> 'open' or o.until <= now() or b.state <> 'booked' or b.starts_at <= now() then return 'over'; end if;
  if p_yes then
    if not exists (select from appointments.free_slots f where f.slot_id = o.slot_id and f.held_for = b.id) then return 'taken'; end if;
    said := appointments.put(b, o.slot_id, p_by, '', null, null);
    if said = 'done' then update appointments.offers x set state = 'accepted' where x.committee_id = o.committee_id and x.id = o.id; end if;
    return said;
  end if;
  update appointments.free_slots f set held_for = null, held_until = null where f.slot_id = o.slot_id and f.held_for = b.id;
  update appointments.offers x set state = 'declined', settled_at = now() where x.committee_id = o.committee_id and x.id = o.id;
  perform appointments.add_step(b, p_by, 'declined', null, null, o.slot_id, null, null, null);
  perform appointments.set_free(array[o.slot_id]);
  return 'done';
end $$;
create function appointments.answer_offer(p_offer uuid, p_yes boolean) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings;
begin
  b := appointments.own((select o.booking_id from appointments.offers o where o.id = p_offer and o.person_id = identity.me()));
  if b.id is null then return 'none'; end if;
  return appointments.answer_own(b, p_offer, p_yes, 'person');
end $$;

grant execute on function appointments.kinds_for(uuid, uuid), appointments.free(uuid, uuid, uuid, timestamptz, timestamptz),
  appointments.book(uuid, uuid, text, text, text, uuid), appointments.move(uuid, uuid), appointments.cancel(uuid), appointments.confirm(uuid),
  appointments.wish(uuid, text, text, text), appointments.propose(uuid, text, uuid), appointments.pick(uuid, int, uuid), appointments.ask_earlier(uuid, boolean, date),
  appointments.answer_offer(uuid, boolean) to delakt_person;

-- The booking behind a hash, held. A door is open until the meeting is over, a week after it was cancelled, and a link only as long as the address it
-- was sent to is the person's own.
create function appointments.behind(p_hash bytea) returns appointments.bookings language plpgsql security definer set search_path = '' as $$
declare d appointments.doors; b appointments.bookings;
begin
  select * into d from appointments.doors x where x.hash = p_hash and x.ended_at is null;
  if d.hash is null then return null; end if;
  select * into b from appointments.bookings x where x.id = d.booking_id for update;
  if not (b.state = 'booked' and b.ends_at > now() or b.state = 'cancelled' and b.cancelled_at > now() - interval '7 days') then return null; end if;
  if d.made_for <> 'slip' and not exists (select from notice.ways w where w.person_id = b.person_id and w.kind = d.made_for and w.address_index = d.sent_to) then return null; end if;
  return b;
end $$;

-- When, where and the way in, and a number to phone: not who it is for, whom they meet, what it is about or which unit. The link to a video meeting
-- is on paper only, since a number may have got a new owner.
create function appointments.door(p_hash bytea) returns table (municipality_id uuid, starts_at timestamptz, ends_at timestamptz, state text, cancelled_by text, manner text, link text, street text, postal text,
  entrance text, room text, way_in text, map_text text, access text, straight_in boolean, phone text, confirmed boolean, closes_at timestamptz, may_move boolean, sequence int, offer_id uuid, offer_at timestamptz, offer_until timestamptz, made_for text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return; end if;
  return query
    select c.municipality_id, b.starts_at, b.ends_at, b.state, b.cancelled_by, s.manner, case when d.made_for = 'slip' then s.link end, p.street, p.postal, p.entrance, p.room, p.way_in, p.map_text, p.access, p.straight_in,
      coalesce(w.phone, u.phone), b.confirmed_at is not null, appointments.closes_at(b), k.open and k.ended_at is null, b.sequence, o.id, t.starts_at, o.until, d.made_for
    from appointments.doors d join appointments.slots s on s.id = b.slot_id join appointments.kinds k on k.id = b.kind_id
    join directory.units u on u.id = b.unit_id join directory.committees c on c.id = b.committee_id left join directory.staff w on w.id = b.staff_id
    left join appointments.places p on p.id = s.place_id
    left join appointments.offers o on o.booking_id = b.id and o.state = 'open' and o.until > now() left join appointments.slots t on t.id = o.slot_id
    where d.hash = p_hash;
end $$;

create function appointments.door_free(p_hash bytea, p_from timestamptz, p_until timestamptz) returns table (slot_id uuid, starts_at timestamptz, ends_at timestamptz, manner text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare b appointments.bookings := appointments.behind(p_hash); k appointments.kinds;
begin
  if b.id is null or b.state <> 'booked' then return; end if;
  select * into k from appointments.kinds x where x.committee_id = b.committee_id and x.id = b.kind_id;
  if not k.open or k.ended_at is not null then return; end if;
  return query
    select f.slot_id, f.starts_at, f.ends_at, f.manner from appointments.free_slots f
    where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > greatest(p_from, now() + make_interval(hours => k.notice_hours)) and f.starts_at < p_until
      and (f.held_until is null or f.held_until <= now() or f.held_for = b.id)
    order by f.starts_at, f.slot_id limit 1000;
end $$;

create function appointments.door_confirm(p_hash bytea) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.confirm_own(b, 'code');
end $$;
create function appointments.door_move(p_hash bytea, p_slot uuid) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.move_own(b, p_slot, 'code');
end $$;
create function appointments.door_cancel(p_hash bytea) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.cancel_own(b, 'code');
end $$;
create function appointments.door_answer(p_hash bytea, p_offer uuid, p_yes boolean) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings := appointments.behind(p_hash);
begin
  if b.id is null then return 'none'; end if;
  return appointments.answer_own(b, p_offer, p_yes, 'code');
end $$;
grant execute on function appointments.door_answer(bytea, uuid, boolean), appointments.door(bytea), appointments.door_free(bytea, timestamptz, timestamptz), appointments.door_confirm(bytea), appointments.door_move(bytea, uuid),
  appointments.door_cancel(bytea) to delakt_public;
