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
