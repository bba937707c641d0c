-- Who receives what residents write to a unit and hands it out (MSG-06): an assignment of its own, which somebody may hold beside another
-- at the same unit. It opens the unit's inbox and nothing of what the authority holds about people.
alter table directory.assignments drop constraint assignments_role_check;
alter table directory.assignments add constraint assignments_role_check
  check (role in ('caseOfficer', 'unitManager', 'systemSteward', 'logReviewer', 'requestDispatcher'));

-- The unit whose inbox this session hands out from: the desk's own, when its holder is a dispatcher there.
create function identity.my_inboxes() returns uuid[] language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role in ('caseOfficer', 'unitManager', 'requestDispatcher') and exists (
    select from directory.assignments a where a.staff_id = desk.staff_id and a.unit_id = desk.unit_id and a.role = 'requestDispatcher'
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)) then return array[desk.unit_id]; end if;
  return '{}';
end $$;
grant execute on function identity.my_inboxes() to delakt_staff;

-- Whether an assignment is a desk to sit at today. Whoever receives at a unit where they work already does so at that desk.
create function directory.is_desk(a directory.assignments) returns boolean language sql stable set search_path = '' as $$
  select a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
    and not (a.role = 'requestDispatcher' and exists (select from directory.assignments o where o.staff_id = a.staff_id and o.unit_id = a.unit_id
      and o.role in ('caseOfficer', 'unitManager') and o.valid_from <= current_date and (o.valid_to is null or o.valid_to >= current_date)))
$$;
grant execute on function directory.is_desk(directory.assignments) to delakt_staff, delakt_doorkeeper;

-- Times that may not overlap are kept apart by the database.
create extension if not exists btree_gist;
