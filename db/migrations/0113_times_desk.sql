-- What the unit's own pages about times ask of the database, beside what they read as tables.

-- Who meets people at this desk's unit: whose times can be released and handed on.
create function appointments.colleagues() returns table (id uuid, name text, title jsonb) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  if desk.role is null then return; end if;
  return query
    select w.id, w.name, w.title from directory.staff w
    where w.id in (select a.staff_id from directory.assignments a where a.unit_id = desk.unit_id) and appointments.works_at(w.id, desk.unit_id)
    order by w.name, w.id;
end $$;

-- Which of the times, pairwise and by their number from 1, somebody is taken in already: before they are released. Of a time at another unit, which
-- is not this desk's to know, nothing is told but that it is there.
create function appointments.busy(p_staff uuid, p_from timestamptz[], p_to timestamptz[]) returns table (n int, slot_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  if desk.role is null or cardinality(p_from) <> cardinality(p_to) or cardinality(p_from) not between 1 and 2000 or not appointments.works_at(p_staff, desk.unit_id) then return; end if;
  return query
    select w.n::int, case when s.committee_id = desk.committee_id and s.unit_id = desk.unit_id then s.id end
    from unnest(p_from, p_to) with ordinality as w (starts_at, ends_at, n)
    cross join lateral (
      select x.id, x.committee_id, x.unit_id from appointments.slots x
      where x.staff_id = p_staff and x.withdrawn_at is null and x.during && tstzrange(w.starts_at, w.ends_at)
      order by x.starts_at limit 1) s
    order by w.n;
end $$;
grant execute on function appointments.colleagues(), appointments.busy(uuid, timestamptz[], timestamptz[]) to delakt_staff;

-- Who reads a booking reads of the person who has it, and the log says so: it is their page that tells of it.
create function appointments.whose(p_item uuid, p_committee uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select b.person_id from appointments.bookings b where b.id = p_item and b.committee_id = p_committee);
end $$;

-- How somebody with a booking is reminded, seen and chosen with them at the desk or on the phone (APPT-03, APPT-04). Their number itself: `ways`, `set_way`.
create function appointments.reminder_of(p_booking uuid) returns table (channel text, lead_days int[], language text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := appointments.desk();
begin
  return query
    select w.channel, w.lead_days, w.language from appointments.bookings b cross join lateral notice.wish_of(b.person_id, 'reminder') w
    where b.committee_id = desk.committee_id and b.id = p_booking and b.unit_id = desk.unit_id and b.person_id is not null;
end $$;
create function appointments.set_reminder(p_booking uuid, p_channel text, p_lead_days int[]) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := appointments.desk(); b appointments.bookings := appointments.at_unit(desk, p_booking); spoken text;
begin
  if b.person_id is null then return 'none'; end if;
  select w.language into spoken from notice.wish_of(b.person_id, 'reminder') w;
  perform notice.set_wish(b.person_id, 'reminder', p_channel, p_lead_days, spoken);
  -- Looked at again: with other days, one may be due today.
  update appointments.bookings x set looked_on = null where x.person_id = b.person_id and x.state = 'booked' and x.looked_on is not null;
  return 'done';
end $$;
grant execute on function appointments.reminder_of(uuid), appointments.set_reminder(uuid, text, int[]) to delakt_staff;
