-- Who is away is said where something is given to somebody; a call that was not answered is noted; an answer that is given back says why.

-- The last day that somebody who is away today is away, when it is known.
create function directory.away_to(p_staff uuid) returns date language sql stable security definer set search_path = '' as $$
  select a.last_day from directory.absences a where a.staff_id = p_staff and a.first_day <= directory.today() and (a.last_day is null or a.last_day >= directory.today())
$$;
grant execute on function directory.away_to(uuid) to delakt_person, delakt_staff;

-- As before (0106), and who of them is away today: they stand last.
drop function directory.colleagues_here();
create function directory.colleagues_here() returns table (id uuid, name text, away boolean, away_to date) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query select w.id, w.name, directory.is_away(w.id), directory.away_to(w.id) from directory.staff w
  where w.id in (select a.staff_id from directory.assignments a where a.unit_id = desk.unit_id) and w.id <> desk.staff_id and directory.works_at(w.id, desk.unit_id)
  order by directory.is_away(w.id), w.name, w.id;
end $$;
grant execute on function directory.colleagues_here() to delakt_staff;

-- The same of those who can be given something to answer (0132).
drop function contact.colleagues();
create function contact.colleagues() returns table (id uuid, name text, title jsonb, held int, away boolean, away_to date) language plpgsql stable security definer set search_path = '' as $$
declare unit uuid := contact.my_unit();
begin
  return query select w.id, w.name, w.title,
    (select count(*)::int from contact.threads t where t.handler_id = w.id and t.unit_id = unit and t.state = 'assigned'), directory.is_away(w.id), directory.away_to(w.id)
  from directory.staff w where directory.works_at(w.id, unit) and w.id in (select a.staff_id from directory.assignments a where a.unit_id = unit)
  order by directory.is_away(w.id), w.name, w.id;
end $$;
grant execute on function contact.colleagues() to delakt_staff;

-- A call that nobody answered is a step that its person reads. What is promised stands.
alter table contact.steps drop constraint steps_what_check;
alter table contact.steps add constraint steps_what_check
  check (what in ('received', 'assigned', 'returned', 'handed', 'wrote', 'answered', 'called', 'rang', 'closed', 'ready', 'not-ready', 'bound', 'belongs'));
alter policy participant on contact.steps
  using (thread_id = any ((select contact.my_threads())::uuid[]) and what in ('received', 'assigned', 'returned', 'handed', 'wrote', 'answered', 'called', 'rang', 'closed'));
-- Said twice within a minute it is one call.
create function contact.rang(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or t.kind = 'message' or t.handler_id is distinct from me then return 'none'; end if;
  if exists (select from contact.steps s where s.committee_id = t.committee_id and s.thread_id = t.id and s.what = 'rang' and s.staff_id = me and s.at > now() - interval '1 minute') then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state <> 'assigned' then return 'over'; end if;
  perform contact.step(t, 'rang', me);
  return 'done';
end $$;
grant execute on function contact.rang(uuid, int) to delakt_staff;
-- As before (0132), also of a form that was sent with a number.
create or replace function contact.called(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or t.kind = 'message' or t.handler_id is distinct from me then return 'none'; end if;
  if t.state = 'answered' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  update contact.threads x set state = 'answered', answered_at = now(), last_at = now(), revision = x.revision + 1 where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'called', me);
  return 'done';
end $$;

-- Who gave an answer back to whom wrote it, and why. Both stand until it is given back again, or sent.
alter table contact.staff_drafts add returned_by uuid references directory.staff on delete restrict, add returned_why text check (length(returned_why) <= 2000);
create index returned on contact.staff_drafts (staff_id) where returned_by is not null and ready_at is null;
drop function contact.give_back(uuid, int);
create function contact.give_back(p_thread uuid, p_version int, p_why text) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); d contact.staff_drafts; me uuid := identity.my_staff();
begin
  if t.id is null then return 'none'; end if;
  update contact.staff_drafts x set ready_at = null, version = x.version + 1, returned_by = nullif(me, x.staff_id), returned_why = case when me <> x.staff_id then nullif(p_why, '') end
  where x.committee_id = t.committee_id and x.thread_id = t.id and x.version = p_version and x.ready_at is not null returning * into d;
  if d.thread_id is null then return 'changed'; end if;
  perform contact.step(t, 'not-ready', me);
  return 'done';
end $$;
grant execute on function contact.give_back(uuid, int, text) to delakt_staff;

-- As before (0133), and what has come back to be changed.
drop function contact.my_counts(date);
create function contact.my_counts(p_today date) returns table (received int, mine int, late int, second int, returned int) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare boxes uuid[] := identity.my_inboxes(); me uuid := identity.my_staff(); unit uuid := contact.my_unit();
begin
  return query select
    (select count(*)::int from contact.threads t where t.unit_id = any (boxes) and t.state = 'received'),
    (select count(*)::int from contact.threads t where t.handler_id = me and t.unit_id = unit and t.state = 'assigned'),
    (select count(*)::int from contact.threads t where t.state in ('received', 'assigned') and t.promised_on < p_today and t.unit_id = unit
      and (t.unit_id = any (boxes) or t.handler_id = me)),
    (select count(*)::int from contact.staff_drafts d where d.unit_id = unit and d.ready_at is not null and d.staff_id <> me and (d.unit_id = any (boxes) or d.handler_id = me)),
    (select count(*)::int from contact.staff_drafts d where d.staff_id = me and d.unit_id = unit and d.returned_by is not null and d.ready_at is null);
end $$;
grant execute on function contact.my_counts(date) to delakt_staff;

-- Of the same promised day the oldest first.
drop index contact.waiting;
create index waiting on contact.threads (unit_id, state, promised_on, opened_at, id) where state in ('received', 'assigned');
drop index contact.mine;
create index mine on contact.threads (handler_id, promised_on, opened_at, id) where handler_id is not null and state <> 'closed';
