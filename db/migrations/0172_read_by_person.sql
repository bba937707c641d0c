-- A time by phone is not booked without a number to phone (`number`): the rule stands here, so that a booking is one question.
--
-- What a person has booked is read by person. Asked together with `state = 'booked'`, an index of all that are booked, anybody's, looks empty and cheap for as
-- long as the statistics have seen none ahead (a new installation, the first minutes of many bookings), and every booking reads all of them: 600 a second
-- became 130.
drop function appointments.book(uuid, uuid, text, text, text, uuid);
create function appointments.book(p_slot uuid, p_shelf uuid, p_companion text, p_interpreter text, p_wishes text, p_key uuid, p_phone text default null)
  returns table (id uuid, outcome text) language plpgsql security definer set search_path = '' as $$
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
  select count(*) filter (where x.state = 'booked'), count(*) filter (where x.state = 'booked' and x.kind_id = k.id) into ahead, of_kind
  from appointments.bookings x where x.person_id = me and x.starts_at > now();
  if of_kind > 0 then return query select null::uuid, 'already'::text; return; end if;
  if ahead >= 5 then return query select null::uuid, 'many'::text; return; end if;
  if f.manner = 'phone' and p_phone is null then return query select null::uuid, 'number'::text; return; end if;
  f := appointments.claim(p_slot, null);
  if f.slot_id is null then return query select null::uuid, 'taken'::text; return; end if;
  insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, matter_id, shelf_id, booked_by, key, companion, interpreter, wishes, phone)
  values (f.committee_id, f.unit_id, f.slot_id, f.kind_id, f.staff_id, f.starts_at, f.ends_at, me,
    left(coalesce((select nullif(p.name, '') from identity.persons p where p.id = me),
      (select r.name from record.people r where r.person_id = me and r.committee_id = f.committee_id order by r.source_id limit 1), '–'), 200), matter, shelf, 'person', p_key, p_companion, p_interpreter, p_wishes, case f.manner when 'phone' then p_phone end)
  returning * into b;
  perform appointments.add_step(b, 'person', 'booked', null, null, b.slot_id, b.starts_at, null, null);
  return query select b.id, 'done'::text;
end $$;
grant execute on function appointments.book(uuid, uuid, text, text, text, uuid, text) to delakt_person;

-- What is held for a booking is let go with it.
create or replace function appointments.my_slots() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare me uuid := identity.me();
begin
  return coalesce((select array_agg(b.slot_id) from appointments.bookings b where b.person_id = me), '{}')
    || coalesce((select array_agg(f.slot_id) from appointments.bookings b join appointments.free_slots f on f.held_for = b.id where b.person_id = me), '{}');
end $$;

create or replace function directory.turn_to() returns table (unit jsonb, staff text, phone text, hours jsonb) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); at uuid; who uuid;
begin
  if me is null then return; end if;
  select b.unit_id, directory.acting_at(b.staff_id, b.unit_id) into at, who
  from (select x.* from appointments.bookings x where x.person_id = me and x.ends_at > now() offset 0) b where b.state = 'booked' order by b.starts_at limit 1;
  if at is null then
    select m.unit_id, n.acting into at, who
    from (select x.id, x.unit_id from shelf.matters x where x.person_id = identity.reader() order by x.opened_on desc, x.id limit 1) m
    left join lateral shelf.contact_now(m.id) n on true;
  end if;
  if at is null then
    select t.unit_id, directory.acting_at(t.shown_handler, t.unit_id) into at, who
    from contact.participants p join contact.threads t on t.committee_id = p.committee_id and t.id = p.thread_id
    where p.person_id = me and p.left_at is null and p.zone = any (contact.my_zones()) order by t.last_at desc limit 1;
  end if;
  return query select u.name, w.name, coalesce(nullif(w.phone, ''), u.phone), case when coalesce(w.phone, '') = '' then u.phone_hours else w.phone_hours end
  from directory.units u left join directory.staff w on w.id = who where u.id = at;
end $$;
