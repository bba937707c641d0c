-- Whom a person may turn to where a page is about nothing in particular (product, promise 3): whom they meet next, else whoever has the latest of their
-- cases today, else who has what they wrote last; and the unit when it is nobody's, or its one is away and nobody stands in. Who has signed in by
-- a means that opens no case is told nothing from one.
create function directory.turn_to() returns table (unit jsonb, staff text, phone text, hours jsonb)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.me(); at uuid; who uuid;
begin
  if me is null then return; end if;
  select b.unit_id, directory.acting_at(b.staff_id, b.unit_id) into at, who
  from appointments.bookings b where b.person_id = me and b.state = 'booked' and b.ends_at > now() order by b.starts_at limit 1;
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
grant execute on function directory.turn_to() to delakt_person;
