-- A letter is due a week before, and when that has passed at once, for as long as it gets there (reminders.ts): so bookings of those who are reminded by
-- letter are looked at each minute, and not once a day. They are few, and found by what they have chosen.
create index by_letter on notice.wishes (person_id) where about = 'reminder' and channel = 'letter';

-- `told`: it was the unit that moved it to this time, and what it said of that was by letter too.
create function appointments.to_post(p_day date, p_from timestamptz, p_until timestamptz, p_after timestamptz, p_after_id uuid, p_most int)
returns table (id uuid, person_id uuid, committee_id uuid, unit_id uuid, revision int, starts_at timestamptz, revised_at timestamptz, leads int[], told boolean)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select b.id, b.person_id, b.committee_id, b.unit_id, b.revision, b.starts_at, b.revised_at, appointments.leads_of(b.person_id),
      exists (select from appointments.steps t where t.committee_id = b.committee_id and t.booking_id = b.id and t.what = 'moved' and t.by = 'staff' and t.to_slot = b.slot_id)
    from notice.wishes w join appointments.bookings b on b.person_id = w.person_id
    where w.about = 'reminder' and w.channel = 'letter' and b.state = 'booked' and b.starts_at > p_from and b.starts_at < p_until
      and (b.starts_at, b.id) > (p_after, p_after_id) and (b.looked_on is null or b.looked_on < p_day)
    order by b.starts_at, b.id limit p_most;
end $$;
grant execute on function appointments.to_post(date, timestamptz, timestamptz, timestamptz, uuid, int) to delakt_worker;

-- A place where one meeting is at a time, such as a room. What exists is so where nothing overlaps ahead.
alter table appointments.places add column one_at_a_time boolean not null default true;
grant insert (one_at_a_time), update (one_at_a_time) on appointments.places to delakt_staff;
update appointments.places p set one_at_a_time = false where exists (
  select from appointments.slots a join appointments.slots b on b.place_id = a.place_id and b.id > a.id and b.during && a.during and b.withdrawn_at is null
  where a.place_id = p.id and a.withdrawn_at is null and a.ends_at > now());

-- The place of a time, when it is such a one: filled as the time is released, and held by an index, as whose time it is.
alter table appointments.slots add column room_id uuid;
update appointments.slots s set room_id = p.id from appointments.places p where p.id = s.place_id and p.one_at_a_time and s.withdrawn_at is null and s.ends_at > now();
alter table appointments.slots add constraint room_not_twice exclude using gist (room_id with =, during with &&) where (withdrawn_at is null and room_id is not null);

create function appointments.fill_room() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- Waits for whoever is changing it just now.
  select p.id into new.room_id from appointments.places p where p.id = new.place_id and p.one_at_a_time for share;
  return new;
end $$;
create trigger fill_room before insert on appointments.slots for each row when (new.place_id is not null) execute function appointments.fill_room();
create function appointments.change_room() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update appointments.slots s set room_id = case when new.one_at_a_time then new.id end
  where s.unit_id = new.unit_id and s.place_id = new.id and s.withdrawn_at is null and s.starts_at > now();
  return null;
end $$;
create trigger change_room after update of one_at_a_time on appointments.places for each row when (new.one_at_a_time <> old.one_at_a_time) execute function appointments.change_room();

-- Which of the times, pairwise and by their number from 1, such a place is taken at already: before they are released.
create function appointments.room_busy(p_place uuid, p_from timestamptz[], p_to timestamptz[]) returns table (n int, slot_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  if cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000
    or not exists (select from appointments.places p where p.id = p_place and p.committee_id = desk.committee_id and p.unit_id = desk.unit_id and p.one_at_a_time) then return; end if;
  return query
    select w.n::int, s.id
    from unnest(p_from, p_to) with ordinality as w (starts_at, ends_at, n)
    cross join lateral (
      select x.id from appointments.slots x
      where x.room_id = p_place and x.withdrawn_at is null and x.during && tstzrange(w.starts_at, w.ends_at)
      order by x.starts_at limit 1) s
    order by w.n;
end $$;
grant execute on function appointments.room_busy(uuid, timestamptz[], timestamptz[]) to delakt_staff;
