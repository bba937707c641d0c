-- What a unit decides for itself: its request types, how it answers, its templates; and what happens when people are away or leave.

-- Who looks after a unit's types and settings: its manager, and its administrator and deputy at a desk there.
create function contact.kept_unit() returns uuid language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role = 'unitManager' or exists (select from directory.keepers k where k.unit_id = desk.unit_id and k.staff_id = desk.staff_id) then return desk.unit_id; end if;
  return null;
end $$;
grant execute on function contact.kept_unit() to delakt_staff;

-- Saves a type's next version, which nobody is offered until it is published. `p_type`: null begins a new one. Null: not this session's.
create function contact.save_type(p_type uuid, p_id uuid, p_fields text[], p_days int, p_zone text, p_second boolean, p_marks boolean, p_place int,
  p_name jsonb, p_need jsonb, p_for_whom jsonb, p_definition jsonb) returns uuid language plpgsql security definer set search_path = '' as $$
declare unit uuid := contact.kept_unit(); y contact.request_types; me uuid := identity.my_staff(); v int;
begin
  if unit is null then return null; end if;
  if p_type is null then
    insert into contact.request_types (committee_id, unit_id, id, fields, answer_days, zone, second_reading, read_marks, place, made_by)
    values (identity.my_committee(), unit, p_id, p_fields, p_days, p_zone, p_second, p_marks, p_place, me) on conflict (id) do nothing;
  end if;
  select * into y from contact.request_types x where x.id = coalesce(p_type, p_id) and x.unit_id = unit for update;
  if y.id is null then return null; end if;
  select f.version into v from contact.request_forms f where f.type_id = y.id and f.published_at is null order by f.version desc limit 1;
  if v is null then
    insert into contact.request_forms (type_id, version, name, need, for_whom, definition, made_by)
    select y.id, coalesce(max(f.version), 0) + 1, p_name, p_need, p_for_whom, p_definition, me from contact.request_forms f where f.type_id = y.id;
  else
    update contact.request_forms f set name = p_name, need = p_need, for_whom = p_for_whom, definition = p_definition, made_by = me, at = now() where f.type_id = y.id and f.version = v;
  end if;
  -- What is no part of the form holds from now on, for what is sent from now on.
  update contact.request_types x set fields = p_fields, answer_days = p_days, zone = p_zone, second_reading = p_second, read_marks = p_marks, place = p_place where x.id = y.id;
  return y.id;
end $$;

-- Publishes the newest version. Refused ('nobody') where nobody receives today; `receivers` fewer than two is a warning.
create function contact.publish_type(p_type uuid) returns table (outcome text, receivers int) language plpgsql security definer set search_path = '' as $$
declare unit uuid := contact.kept_unit(); y contact.request_types; v int; n int;
begin
  select * into y from contact.request_types x where x.id = p_type and x.unit_id = unit for update;
  if y.id is null then return query select 'none'::text, 0; return; end if;
  n := contact.dispatchers(unit);
  if directory.lacks_dispatchers(unit) >= 2 then return query select 'nobody'::text, n; return; end if;
  select max(f.version) into v from contact.request_forms f where f.type_id = y.id;
  if v is null then return query select 'none'::text, n; return; end if;
  update contact.request_forms f set published_at = now() where f.type_id = y.id and f.version = v and f.published_at is null;
  update contact.request_types x set state = 'published', published_version = v where x.id = y.id;
  return query select 'done'::text, n;
end $$;

-- Offers it no more; what has been sent is answered all the same. One that never was offered is thrown away.
create function contact.close_type(p_type uuid) returns text language plpgsql security definer set search_path = '' as $$
declare unit uuid := contact.kept_unit();
begin
  delete from contact.request_types x where x.id = p_type and x.unit_id = unit and x.state = 'draft' and x.published_version is null;
  if found then return 'done'; end if;
  update contact.request_types x set state = 'closed' where x.id = p_type and x.unit_id = unit and x.state in ('published', 'closed');
  return case when found then 'done' else 'none' end;
end $$;

create function contact.set_settings(p_answer int, p_call int, p_return int, p_marks boolean, p_second boolean, p_named boolean) returns boolean language plpgsql security definer set search_path = '' as $$
declare unit uuid := contact.kept_unit();
begin
  if unit is null then return false; end if;
  insert into contact.settings (committee_id, unit_id, answer_days, call_days, return_days, read_marks, second_reading, named, set_by)
  values (identity.my_committee(), unit, p_answer, p_call, p_return, p_marks, p_second, p_named, identity.my_staff())
  on conflict (committee_id, unit_id) do update set answer_days = excluded.answer_days, call_days = excluded.call_days, return_days = excluded.return_days,
    read_marks = excluded.read_marks, second_reading = excluded.second_reading, named = excluded.named, set_by = excluded.set_by, set_at = now();
  return true;
end $$;

-- One's own templates are one's own; the unit's are its keepers' and dispatchers'; the municipality's are the steward's.
create function contact.may_set_template(p_owner text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return case p_owner when 'staff' then contact.my_unit() is not null
    when 'unit' then contact.my_unit() is not null and (contact.kept_unit() is not null or cardinality(identity.my_inboxes()) > 0)
    when 'municipality' then coalesce(identity.my_role() = 'systemSteward', false) else false end;
end $$;
create function contact.save_template(p_id uuid, p_owner text, p_title text, p_body text) returns boolean language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.my_staff(); unit uuid := contact.my_unit(); town uuid := contact.my_municipality();
begin
  if not contact.may_set_template(p_owner) then return false; end if;
  insert into contact.templates as x (municipality_id, id, owner, staff_id, unit_id, title, body, set_by)
  values (town, p_id, p_owner, case when p_owner = 'staff' then me end, case when p_owner = 'unit' then unit end, p_title, p_body, me)
  on conflict (id) do update set title = excluded.title, body = excluded.body, set_by = excluded.set_by, set_at = now()
  where x.ended_at is null and x.municipality_id = excluded.municipality_id and x.owner = excluded.owner
    and x.staff_id is not distinct from excluded.staff_id and x.unit_id is not distinct from excluded.unit_id;
  return found;
end $$;
create function contact.end_template(p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update contact.templates x set ended_at = now(), set_by = identity.my_staff()
  where x.id = p_id and x.ended_at is null and x.municipality_id = contact.my_municipality() and contact.may_set_template(x.owner)
    and (x.owner = 'municipality' or x.unit_id = contact.my_unit() or x.staff_id = identity.my_staff());
  return found;
end $$;

-- How it goes, in numbers and nothing else: for the manager of the unit, and whoever looks after it.
create function contact.counts(p_today date) returns table (received int, assigned int, late int, oldest timestamptz, answered int, in_time int, not_returned int)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare unit uuid := contact.kept_unit();
begin
  if unit is null then return; end if;
  return query
  select (select count(*)::int from contact.threads t where t.unit_id = unit and t.state = 'received'),
    (select count(*)::int from contact.threads t where t.unit_id = unit and t.state = 'assigned'),
    (select count(*)::int from contact.threads t where t.unit_id = unit and t.state in ('received', 'assigned') and t.promised_on < p_today),
    (select min(t.waiting_since) from contact.threads t where t.unit_id = unit and t.state in ('received', 'assigned')),
    n.answered, n.in_time, (select count(*)::int from contact.returns r where r.unit_id = unit and r.state <> 'received')
  from (select count(*)::int as answered, (count(*) filter (where (t.answered_at at time zone 'Europe/Stockholm')::date <= t.promised_on))::int as in_time
    from contact.threads t where t.unit_id = unit and t.state in ('answered', 'closed') and t.last_at > now() - interval '30 days' and t.answered_at > now() - interval '30 days') n;
end $$;

-- What waits for this session: to be handed out, for its own answer, and of those what is late.
create function contact.my_counts(p_today date) returns table (received int, mine int, late int, second int) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare boxes uuid[] := identity.my_inboxes(); me uuid := identity.my_staff(); unit uuid := contact.my_unit();
begin
  return query select
    (select count(*)::int from contact.threads t where t.unit_id = any (boxes) and t.state = 'received'),
    (select count(*)::int from contact.threads t where t.handler_id = me and t.unit_id = unit and t.state = 'assigned'),
    (select count(*)::int from contact.threads t where t.state in ('received', 'assigned') and t.promised_on < p_today and t.unit_id = unit
      and (t.unit_id = any (boxes) or t.handler_id = me)),
    (select count(*)::int from contact.staff_drafts d where d.unit_id = unit and d.ready_at is not null and d.staff_id <> me and (d.unit_id = any (boxes) or d.handler_id = me));
end $$;
create index ready on contact.staff_drafts (unit_id) where ready_at is not null;

-- What somebody has to answer, by unit: must have a receiver before they leave (ADOPT-05). For the directory's own functions, which know who may ask.
create function contact.held_by(p_staff uuid) returns table (unit_id uuid, n int) language sql stable security definer set search_path = '' as $$
  select t.unit_id, count(*)::int from contact.threads t where t.handler_id = p_staff and t.state <> 'closed' group by t.unit_id
$$;
-- All of it goes to another who works at the same unit, and back to the inbox where they do not. Answers how many were moved.
create function contact.hand_over(p_from uuid, p_to uuid) returns int language plpgsql security definer set search_path = '' as $$
declare t contact.threads; n int := 0;
begin
  for t in select * from contact.threads x where x.handler_id = p_from and x.state <> 'closed' order by x.id for update loop
    if p_to is not null and directory.works_at(p_to, t.unit_id) then
      update contact.threads x set handler_id = p_to, shown_handler = case when (contact.settings_of(x.unit_id)).named then p_to end, waiting_since = now(), revision = x.revision + 1
      where x.committee_id = t.committee_id and x.id = t.id returning * into t;
      perform contact.step(t, 'assigned', identity.my_staff(), p_to);
    else
      perform contact.to_inbox(t, identity.my_staff());
    end if;
    n := n + 1;
  end loop;
  return n;
end $$;

-- What lies with somebody who has left goes back to the inbox at once, and over the unit's limit so does what its handler has not opened (MSG-10) or
-- lies with somebody who is away. `p_before`: the moment as many working days ago as the place in the list says.
create function contact.return_unopened(p_before timestamptz[]) returns int language plpgsql security definer set search_path = '' as $$
declare t contact.threads; n int := 0;
begin
  for t in
    select x.* from contact.threads x
    where x.state = 'assigned' and x.waiting_since < p_before[1] order by x.waiting_since for update skip locked
  loop
    continue when directory.works_at(t.handler_id, t.unit_id)
      and (t.waiting_since >= p_before[(contact.settings_of(t.unit_id)).return_days]
        or (not directory.is_away(t.handler_id)
          and exists (select from contact.openings o where o.committee_id = t.committee_id and o.thread_id = t.id and o.staff_id = t.handler_id and o.at >= t.waiting_since)));
    perform contact.to_inbox(t, null);
    n := n + 1;
  end loop;
  return n;
end $$;
grant execute on function contact.return_unopened(timestamptz[]), contact.held_by(uuid), contact.hand_over(uuid, uuid) to delakt_worker;

grant execute on function contact.save_type(uuid, uuid, text[], int, text, boolean, boolean, int, jsonb, jsonb, jsonb, jsonb), contact.publish_type(uuid), contact.close_type(uuid),
  contact.set_settings(int, int, int, boolean, boolean, boolean), contact.save_template(uuid, text, text, text), contact.end_template(uuid), contact.counts(date), contact.my_counts(date) to delakt_staff;

-- Who reads a thread reads the data of the one who wrote it, and the log says so: it is their page that tells of it. Who may not read it is let no
-- further, and the log says that in place of what they tried.
create function contact.whose(p_item uuid, p_committee uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin return (select t.opened_by from contact.threads t where t.id = p_item and t.committee_id = p_committee); end $$;
create or replace function audit.note_staff(p_purpose text, p_matter uuid, p_item uuid, p_reason text) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, item_id, purpose, reason)
  select 'staff', s.staff_id, s.id, s.assignment_id, a.committee_id,
    case when p_matter is not null then (select m.person_id from record.matters m where m.id = p_matter and m.committee_id = a.committee_id)
      else coalesce(w.writer, appointments.whose(p_item, a.committee_id)) end,
    p_matter, p_item, case when w.writer is not null and (contact.held(p_item)).id is null then 'thread refused' else p_purpose end, p_reason
  from identity.sessions s left join directory.assignments a on a.id = s.assignment_id
  left join lateral (select contact.whose(p_item, a.committee_id) as writer where p_matter is null and p_item is not null) w on true
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'staff';
end $$;
