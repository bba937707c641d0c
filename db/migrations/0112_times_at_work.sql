-- The unit's side of times: releasing and withdrawing, booking for somebody, changing, proposing, what became of it; and what happens by itself.

-- The desk, if it is one that has times.
create function appointments.desk() returns identity.desk language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return null; end if;
  return desk;
end $$;

-- Whether somebody meets people at a unit today.
create function appointments.works_at(p_staff uuid, p_unit uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from directory.assignments a join directory.staff w on w.id = a.staff_id
    where a.staff_id = p_staff and a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager') and w.active
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date));
end $$;

-- Releases times of somebody at the unit: `p_from` and `p_to` pairwise. Answers for each, by its number from 1, 'done', 'taken' (they have something
-- then) or 'past'; nothing at all when it is not theirs to release. The same form sent twice answers 'same' for what came of it.
create function appointments.release(p_kind uuid, p_staff uuid, p_place uuid, p_manner text, p_link text, p_rule jsonb, p_from timestamptz[], p_to timestamptz[], p_key uuid)
returns table (n int, id uuid, outcome text) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk(); k appointments.kinds; s appointments.series; at int; made uuid;
begin
  if desk.role is null or cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000 then return; end if;
  select * into s from appointments.series x where x.made_by = desk.staff_id and x.key = p_key;
  if s.id is not null then
    return query select row_number() over (order by x.starts_at)::int, x.id, 'same'::text from appointments.slots x where x.series_id = s.id;
    return;
  end if;
  select * into k from appointments.kinds x where x.committee_id = desk.committee_id and x.id = p_kind and x.unit_id = desk.unit_id and x.ended_at is null;
  if k.id is null or not (p_manner = any (k.manners)) or not appointments.works_at(p_staff, desk.unit_id) then return; end if;
  if (p_manner = 'visit') <> (p_place is not null) then return; end if;
  if p_place is not null and not exists (select from appointments.places x where x.committee_id = desk.committee_id and x.id = p_place and x.unit_id = desk.unit_id and x.ended_at is null) then return; end if;
  insert into appointments.series (committee_id, unit_id, kind_id, staff_id, rule, made_by, assignment_id, key)
  values (desk.committee_id, desk.unit_id, k.id, p_staff, p_rule, desk.staff_id, desk.assignment_id, p_key) returning * into s;
  for at in 1 .. cardinality(p_from) loop
    if p_from[at] <= now() then return query select at, null::uuid, 'past'::text; continue; end if;
    insert into appointments.slots (committee_id, unit_id, kind_id, staff_id, place_id, manner, during, series_id, link)
    values (desk.committee_id, desk.unit_id, k.id, p_staff, p_place, p_manner, tstzrange(p_from[at], p_to[at]), s.id, p_link)
    on conflict do nothing returning slots.id into made;
    if made is null then return query select at, null::uuid, 'taken'::text; continue; end if;
    insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, place_id, manner)
    values (desk.committee_id, desk.unit_id, k.id, p_from[at], p_to[at], made, p_staff, p_place, p_manner);
    return query select at, made, 'done'::text;
    made := null;
  end loop;
end $$;

-- A free time that is no longer to be booked; what it was held for is told that it is gone. A booked one is moved or cancelled first.
create function appointments.withdraw(p_slot uuid) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); s appointments.slots; f appointments.free_slots;
begin
  select * into s from appointments.slots x where x.committee_id = desk.committee_id and x.id = p_slot and x.unit_id = desk.unit_id;
  if s.id is null then return 'none'; end if;
  if s.withdrawn_at is not null then return 'same'; end if;
  if s.starts_at <= now() then return 'past'; end if;
  delete from appointments.free_slots x where x.slot_id = p_slot returning * into f;
  if f.slot_id is null then return 'taken'; end if;
  update appointments.slots x set withdrawn_at = now() where x.committee_id = s.committee_id and x.id = s.id;
  update appointments.offers o set state = 'lapsed', settled_at = now() where o.slot_id = p_slot and o.state = 'open';
  return 'done';
end $$;

-- Books for the person of a matter at the unit, or (no matter) for somebody by name, who has no login and gets a slip.
create function appointments.desk_book(p_slot uuid, p_matter uuid, p_name text, p_companion text, p_interpreter text, p_wishes text, p_key uuid) returns table (id uuid, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk(); m record.matters; f appointments.free_slots; b appointments.bookings; called text := nullif(trim(p_name), ''); shelf uuid;
begin
  if desk.role is null then return query select null::uuid, 'none'::text; return; end if;
  perform pg_advisory_xact_lock(hashtextextended(desk.staff_id::text, 110));
  select * into b from appointments.bookings x where x.made_by = desk.staff_id and x.key = p_key and x.booked_by = 'staff';
  if b.id is not null then return query select b.id, 'same'::text; return; end if;
  if p_matter is not null then
    select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
    if m.id is null then return query select null::uuid, 'none'::text; return; end if;
    called := coalesce((select x.name from record.people x where x.source_id = m.source_id and x.person_id = m.person_id order by x.ref limit 1),
      (select x.name from identity.persons x where x.id = m.person_id), called);
    select o.shelf_id into shelf from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null;
  end if;
  if called is null then return query select null::uuid, 'none'::text; return; end if;
  select * into f from appointments.free_slots x where x.slot_id = p_slot and x.committee_id = desk.committee_id and x.unit_id = desk.unit_id;
  if f.slot_id is not null then f := appointments.claim(p_slot, null); end if;
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, matter_id, shelf_id, booked_by, made_by, key, companion, interpreter, wishes)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, m.person_id, left(called, 200), m.id, shelf, 'staff', desk.staff_id, p_key, p_companion, p_interpreter, p_wishes)
  returning * into b;
  perform appointments.add_step(b, 'staff', 'booked', null, null, b.slot_id, b.starts_at, desk.staff_id, desk.assignment_id);
  perform appointments.tell(b.person_id, b.committee_id);
  return query select b.id, 'done'::text;
end $$;

-- A booking of the unit's, held.
create function appointments.at_unit(desk identity.desk, p_booking uuid) returns appointments.bookings language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings;
begin
  select * into b from appointments.bookings x where x.committee_id = desk.committee_id and x.id = p_booking and x.unit_id = desk.unit_id for update;
  return b;
end $$;

-- What the unit changed is told at once, in the way the person has chosen: `time-changed` or `time-cancelled` of this sequence.
create function appointments.tell_change(p_booking uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into kernel.outbox (topic, body) select 'time-changed', jsonb_build_object('booking', b.id, 'sequence', b.sequence::text)
  from appointments.bookings b where b.id = p_booking and b.person_id is not null;
  perform appointments.tell(b.person_id, b.committee_id) from appointments.bookings b where b.id = p_booking;
end $$;

-- `p_seen`: the revision that the page was made from; 'stale' when somebody has changed it since. `p_words`: to the person, if any.
create function appointments.desk_move(p_booking uuid, p_slot uuid, p_seen int, p_words text) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); said text;
begin
  if b.id is null then return 'none'; end if;
  if b.slot_id = p_slot and b.state = 'booked' then return 'same'; end if;
  if b.revision <> p_seen then return 'stale'; end if;
  if b.state <> 'booked' then return 'over'; end if;
  if not exists (select from appointments.free_slots f where f.slot_id = p_slot and f.committee_id = b.committee_id and f.unit_id = b.unit_id) then return 'taken'; end if;
  said := appointments.put(b, p_slot, 'staff', p_words, desk.staff_id, desk.assignment_id);
  if said = 'done' then perform appointments.tell_change(b.id); end if;
  return said;
end $$;

create function appointments.desk_cancel(p_booking uuid, p_seen int, p_words text) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking);
begin
  if b.id is null then return 'none'; end if;
  if b.state = 'cancelled' then return 'same'; end if;
  if b.revision <> p_seen then return 'stale'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  perform appointments.call_off(b, 'staff', p_words, desk.staff_id, desk.assignment_id);
  perform appointments.tell_change(b.id);
  return 'done';
end $$;

-- One to three free times, held for this person for a week, or until the first of them or the time they have begins.
create function appointments.desk_propose(p_booking uuid, p_slots uuid[], p_key uuid) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); ends timestamptz; free int; let uuid[];
begin
  if b.id is null then return 'none'; end if;
  if exists (select from appointments.proposals p where p.booking_id = b.id and p.by = 'staff' and p.key = p_key) then return 'same'; end if;
  if b.state <> 'booked' or b.starts_at <= now() or b.person_id is null then return 'over'; end if;
  if cardinality(p_slots) not between 1 and 3 then return 'none'; end if;
  perform from appointments.free_slots f where f.slot_id = any (p_slots) and (f.held_for is null or f.held_until <= now() or f.held_for = b.id) order by f.slot_id for update;
  select count(*), least(now() + interval '7 days', min(f.starts_at), b.starts_at) into free, ends from appointments.free_slots f
  where f.slot_id = any (p_slots) and f.committee_id = b.committee_id and f.unit_id = b.unit_id and f.starts_at > now() and (f.held_for is null or f.held_until <= now() or f.held_for = b.id);
  if free <> cardinality(p_slots) then return 'taken'; end if;
  update appointments.proposals p set state = 'closed', settled_at = now() where p.booking_id = b.id and p.by = 'staff' and p.state = 'open';
  -- Also the answer to what the person proposed.
  update appointments.proposals p set state = 'closed', settled_at = now(), staff_id = desk.staff_id, assignment_id = desk.assignment_id where p.booking_id = b.id and p.by = 'person' and p.state = 'open';
  with gone as (
    update appointments.free_slots f set held_for = null, held_until = null where f.held_for = b.id and f.slot_id <> all (p_slots)
      and not exists (select from appointments.offers o where o.slot_id = f.slot_id and o.booking_id = b.id and o.state = 'open') returning f.slot_id)
  select array_agg(gone.slot_id order by gone.slot_id) into let from gone;
  update appointments.free_slots f set held_for = b.id, held_until = ends where f.slot_id = any (p_slots);
  insert into appointments.proposals (committee_id, booking_id, n, unit_id, person_id, by, slots, until, key, staff_id, assignment_id)
  select b.committee_id, b.id, coalesce(max(p.n), 0) + 1, b.unit_id, b.person_id, 'staff', p_slots, ends, p_key, desk.staff_id, desk.assignment_id from appointments.proposals p where p.booking_id = b.id;
  perform appointments.add_step(b, 'staff', 'proposed', null, null, null, null, desk.staff_id, desk.assignment_id);
  perform appointments.set_free(coalesce(let, '{}'));
  perform appointments.tell(b.person_id, b.committee_id);
  return 'done';
end $$;

-- The answer to what a person proposed when the time stays as it is. To say yes is to move the booking; to say "rather one of these" is to propose.
create function appointments.desk_answer(p_booking uuid, p_n int, p_words text) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); p appointments.proposals;
begin
  if b.id is null then return 'none'; end if;
  select * into p from appointments.proposals x where x.booking_id = b.id and x.n = p_n and x.by = 'person';
  if p.booking_id is null then return 'none'; end if;
  if p.state = 'declined' then return 'same'; end if;
  if p.state <> 'open' then return 'over'; end if;
  update appointments.proposals x set state = 'declined', settled_at = now(), words = p_words, staff_id = desk.staff_id, assignment_id = desk.assignment_id
  where x.committee_id = p.committee_id and x.booking_id = p.booking_id and x.n = p.n;
  perform appointments.add_step(b, 'staff', 'declined', null, null, null, null, desk.staff_id, desk.assignment_id);
  perform appointments.tell(b.person_id, b.committee_id);
  return 'done';
end $$;

-- What became of it, once it has begun: held, or missed with what help is offered. It can be set right.
create function appointments.desk_outcome(p_booking uuid, p_seen int, p_state text, p_help text[], p_words text) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking);
begin
  if b.id is null or p_state not in ('held', 'missed') then return 'none'; end if;
  if b.state = p_state and b.help = p_help and b.words = p_words then return 'same'; end if;
  if b.revision <> p_seen then return 'stale'; end if;
  if b.state = 'cancelled' or b.starts_at > now() then return 'over'; end if;
  update appointments.bookings x set state = p_state, help = case when p_state = 'missed' then p_help else '{}' end, words = p_words, revision = x.revision + 1, revised_at = now()
  where x.committee_id = b.committee_id and x.id = b.id;
  perform appointments.let_go(b.id);
  perform appointments.add_step(b, 'staff', p_state, null, null, b.slot_id, b.starts_at, desk.staff_id, desk.assignment_id);
  if p_state = 'missed' then perform appointments.tell(b.person_id, b.committee_id); end if;
  return 'done';
end $$;

-- A new code for paper; one that was printed before opens nothing more.
create function appointments.desk_slip(p_booking uuid, p_hash bytea) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking);
begin
  if b.id is null then return 'none'; end if;
  if b.state <> 'booked' or b.ends_at <= now() then return 'over'; end if;
  update appointments.doors d set ended_at = now() where d.booking_id = b.id and d.made_for = 'slip' and d.ended_at is null;
  insert into appointments.doors (hash, booking_id, made_for) values (p_hash, b.id, 'slip');
  return 'done';
end $$;

-- The same, only looked at: whoever is being sent something holds the address first and the booking after it, and so does everybody who changes an address.
create function appointments.of_unit(desk identity.desk, p_booking uuid) returns appointments.bookings language plpgsql stable security definer set search_path = '' as $$
declare b appointments.bookings;
begin
  select * into b from appointments.bookings x where x.committee_id = desk.committee_id and x.id = p_booking and x.unit_id = desk.unit_id;
  return b;
end $$;

-- How its person is reached, for who has them in a booking: seen, set, and asked about again at the meeting (APPT-04).
create function appointments.ways(p_booking uuid) returns table (kind text, address_sealed bytea, confirmed_on date, bounced_at timestamptz, set_by text)
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.of_unit(desk, p_booking);
begin
  if b.person_id is null then return; end if;
  return query select w.kind, w.address_sealed, w.confirmed_on, w.bounced_at, w.set_by from notice.ways_of(b.person_id) w;
end $$;
create function appointments.set_way(p_booking uuid, p_kind text, p_sealed bytea, p_index bytea) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.of_unit(desk, p_booking);
begin
  if b.person_id is null then return 'none'; end if;
  -- Said by somebody who sits at the desk or phones: theirs as of today.
  perform notice.set_way(b.person_id, p_kind, p_sealed, p_index, 'staff', true);
  update appointments.bookings x set unreached_at = null where x.person_id = b.person_id and x.unreached_at is not null;
  return 'done';
end $$;
create function appointments.confirm_way(p_booking uuid, p_kind text) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.of_unit(desk, p_booking);
begin
  if b.person_id is null then return 'none'; end if;
  if not notice.confirm_way(b.person_id, p_kind) then return 'none'; end if;
  update appointments.bookings x set unreached_at = null where x.person_id = b.person_id and x.unreached_at is not null;
  return 'done';
end $$;

grant execute on function appointments.release(uuid, uuid, uuid, text, text, jsonb, timestamptz[], timestamptz[], uuid), appointments.withdraw(uuid),
  appointments.desk_book(uuid, uuid, text, text, text, text, uuid), appointments.desk_move(uuid, uuid, int, text), appointments.desk_cancel(uuid, int, text),
  appointments.desk_propose(uuid, uuid[], uuid), appointments.desk_answer(uuid, int, text), appointments.desk_outcome(uuid, int, text, text[], text),
  appointments.desk_slip(uuid, bytea), appointments.ways(uuid), appointments.set_way(uuid, text, bytea, bytea), appointments.confirm_way(uuid, text) to delakt_staff;

-- What somebody who leaves still has ahead (ADOPT-05). For the module that closes accounts; no role may call it by itself.
create function appointments.held_by(p_staff uuid) returns table (kind text, n int) language plpgsql stable security definer set search_path = '' as $$
begin
  return query select 'meetings'::text, count(*)::int from appointments.bookings b where b.staff_id = p_staff and b.state = 'booked' and b.ends_at > now() having count(*) > 0;
end $$;

-- Whoever takes over takes over all of it: a meeting that clashes with their own day is theirs to move, and is left with nobody who is gone. Free
-- times are withdrawn. Answers how many of the meetings must be moved.
create function appointments.hand_over(p_from uuid, p_to uuid) returns int language plpgsql security definer set search_path = '' as $$
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

-- What is held and was not answered in time goes on to the next, or is free for all.
create function appointments.lapse(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare o appointments.offers; p appointments.proposals; b uuid; let uuid[]; done int := 0;
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
  return done;
end $$;

-- Times that have passed are no longer free.
create function appointments.sweep() returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from appointments.free_slots f where f.starts_at < now() - interval '1 day';
  delete from appointments.rounds r where r.day < current_date - 7;
end $$;

-- On which days before a meeting somebody is to be reminded: what they have chosen, and none when there is no way to.
create function appointments.leads_of(p_person uuid) returns int[] language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce((select w.lead_days from notice.wish_of(p_person, 'reminder') w where w.channel <> 'none'), '{}');
end $$;

-- Bookings between two moments that may be to be reminded of today: two days ahead, which is what holds for whoever has not chosen (notice.wish_of), and at
-- any distance for those who have. What is due of them is decided in TypeScript (reminders.ts). In the order of the last one seen.
create function appointments.to_remind(p_day date, p_from timestamptz, p_until timestamptz, p_after timestamptz, p_after_id uuid, p_most int)
returns table (id uuid, person_id uuid, committee_id uuid, unit_id uuid, revision int, starts_at timestamptz, revised_at timestamptz, leads int[])
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select b.id, b.person_id, b.committee_id, b.unit_id, b.revision, b.starts_at, b.revised_at, appointments.leads_of(b.person_id) from (
      select * from appointments.bookings x
      where x.state = 'booked' and x.person_id is not null and x.starts_at > p_from and x.starts_at < p_until and (x.starts_at, x.id) > (p_after, p_after_id)
        and (x.looked_on is null or x.looked_on < p_day)
        and ((x.starts_at at time zone 'Europe/Stockholm')::date = p_day + 2
          or exists (select from notice.wishes w where w.person_id = x.person_id and w.about = 'reminder'))
      order by x.starts_at, x.id limit p_most) b
    order by b.starts_at, b.id;
end $$;
-- Whether all that is to be said today of the coming days has been said; and that it has.
create function appointments.round_over(p_day date) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from appointments.rounds r where r.day = p_day)
$$;
create function appointments.end_round(p_day date) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into appointments.rounds (day) values (p_day) on conflict do nothing;
end $$;
create function appointments.looked(p_booking uuid, p_revision int, p_day date) returns void language plpgsql security definer set search_path = '' as $$
begin
  update appointments.bookings b set looked_on = p_day where b.id = p_booking and b.revision = p_revision;
end $$;

-- The booking as it is at the moment of sending, held until the reminder has gone: nobody moves or cancels it meanwhile. Nothing, when it is not
-- the time that the reminder was for.
create function appointments.still(p_booking uuid, p_revision int) returns table (person_id uuid, committee_id uuid, unit_id uuid, starts_at timestamptz, manner text, street text, phone text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  perform from appointments.bookings b where b.id = p_booking for share;
  return query
    select b.person_id, b.committee_id, b.unit_id, b.starts_at, s.manner, p.street, coalesce(w.phone, u.phone)
    from appointments.bookings b join appointments.slots s on s.id = b.slot_id join directory.units u on u.id = b.unit_id
    left join directory.staff w on w.id = b.staff_id left join appointments.places p on p.id = s.place_id
    where b.id = p_booking and b.revision = p_revision and b.state = 'booked' and b.starts_at > clock_timestamp();
end $$;

-- The same for what the unit has changed, of this sequence, and for a time that is offered.
create function appointments.changed(p_booking uuid, p_sequence int) returns table (person_id uuid, committee_id uuid, unit_id uuid, state text, starts_at timestamptz, manner text, street text, phone text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  perform from appointments.bookings b where b.id = p_booking for share;
  return query
    select b.person_id, b.committee_id, b.unit_id, b.state, b.starts_at, s.manner, p.street, coalesce(w.phone, u.phone)
    from appointments.bookings b join appointments.slots s on s.id = b.slot_id join directory.units u on u.id = b.unit_id
    left join directory.staff w on w.id = b.staff_id left join appointments.places p on p.id = s.place_id
    where b.id = p_booking and b.sequence = p_sequence and b.state in ('booked', 'cancelled') and b.starts_at > clock_timestamp();
end $$;
create function appointments.offered(p_offer uuid) returns table (booking_id uuid, person_id uuid, committee_id uuid, unit_id uuid, starts_at timestamptz, until timestamptz, phone text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  perform from appointments.offers o where o.id = p_offer for share;
  return query
    select o.booking_id, o.person_id, o.committee_id, o.unit_id, s.starts_at, o.until, coalesce(w.phone, u.phone)
    from appointments.offers o join appointments.slots s on s.id = o.slot_id join directory.units u on u.id = o.unit_id left join directory.staff w on w.id = s.staff_id
    where o.id = p_offer and o.state = 'open' and o.until > clock_timestamp();
end $$;

-- A link to one booking, for the address that its person has now and that it is sent to.
create function appointments.make_door(p_booking uuid, p_hash bytea, p_kind text) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into appointments.doors (hash, booking_id, made_for, sent_to)
  select p_hash, b.id, w.kind, w.address_index from appointments.bookings b join notice.ways w on w.person_id = b.person_id and w.kind = p_kind where b.id = p_booking;
end $$;
create function appointments.reminded(p_booking uuid, p_revision int) returns void language plpgsql security definer set search_path = '' as $$
begin
  update appointments.bookings b set reminded_at = now() where b.id = p_booking and b.revision = p_revision and b.state = 'booked';
end $$;

-- "1" in reply to what was said of a time: of this revision (a reminder) or this sequence (a change), and not of a time that it has been moved from.
create function appointments.confirm_reply(p_person uuid, p_booking uuid, p_revision int, p_sequence int) returns text language plpgsql security definer set search_path = '' as $$
declare b appointments.bookings;
begin
  select * into b from appointments.bookings x where x.id = p_booking and x.person_id = p_person for update;
  if b.id is null or b.revision <> coalesce(p_revision, b.revision) or b.sequence <> coalesce(p_sequence, b.sequence) then return 'none'; end if;
  return appointments.confirm_own(b, 'sms');
end $$;
-- What was sent came back: the unit sees it by every time they have ahead.
create function appointments.unreached(p_person uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update appointments.bookings b set unreached_at = now() where b.person_id = p_person and b.state = 'booked' and b.starts_at > now();
end $$;

grant execute on function appointments.lapse(int), appointments.sweep(), appointments.to_remind(date, timestamptz, timestamptz, timestamptz, uuid, int), appointments.round_over(date), appointments.end_round(date),
  appointments.looked(uuid, int, date), appointments.still(uuid, int), appointments.changed(uuid, int), appointments.offered(uuid),
  appointments.make_door(uuid, bytea, text), appointments.reminded(uuid, int), appointments.confirm_reply(uuid, uuid, int, int), appointments.unreached(uuid) to delakt_worker;

-- It is known by its person's own matter from when that is opened for them.
create function appointments.opened() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update appointments.bookings b set shelf_id = new.shelf_id where b.committee_id = new.committee_id and b.matter_id = new.matter_id and b.person_id = new.person_id and b.shelf_id is null;
  return null;
end $$;
create trigger times_opened after insert on gate.openings for each row execute function appointments.opened();

-- A link goes to one address. With another, or none, it opens nothing more; and what came back before says nothing of a new number.
create function appointments.address_changed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update appointments.doors d set ended_at = now() from appointments.bookings b
  where b.person_id = old.person_id and d.booking_id = b.id and d.made_for = old.kind and d.ended_at is null;
  update appointments.bookings b set unreached_at = null where b.person_id = old.person_id and b.unreached_at is not null;
  return null;
end $$;
create trigger address_changed after update of address_index on notice.ways for each row when (new.address_index <> old.address_index) execute function appointments.address_changed();
create trigger address_gone after delete on notice.ways for each row execute function appointments.address_changed();
