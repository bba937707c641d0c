-- What a person does: begins to write, sends, writes more, reads.

-- Who has the matter at work, as far as its person has been told: somebody of that name, if there is just one at the unit now.
create function contact.officer_of(p_me uuid, p_shelf uuid, p_unit uuid) returns uuid language plpgsql stable security definer set search_path = '' as $$
declare called text; found uuid[];
begin
  select c.event #>> '{detail,officer,name}' into called from shelf.copies c
  where c.person_id = p_me and c.matter_id = p_shelf and c.kind = 'assigned' order by c.at desc, c.seq desc limit 1;
  if called is null then return null; end if;
  found := array(select distinct w.id from directory.staff w join directory.assignments a on a.staff_id = w.id
    where w.name = called and w.active and a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date));
  if cardinality(found) <> 1 then return null; end if;
  -- Away today, whoever stands in at the unit has it.
  return directory.acting_at(found[1], p_unit);
end $$;

-- Where words about a matter, or to a unit, would come: nothing when it is not this person's to write there.
create function contact.receiver(p_shelf uuid, p_copy uuid, p_unit uuid) returns table (committee_id uuid, unit_id uuid, matter_id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare reader uuid := identity.reader();
begin
  if p_shelf is not null then
    return query select m.committee_id, m.unit_id, m.id
    from gate.openings o join record.matters m on m.committee_id = o.committee_id and m.id = o.matter_id
    where o.shelf_id = p_shelf and o.person_id = reader and o.ended_at is null
      and (p_copy is null or exists (select from shelf.copies c where c.person_id = reader and c.matter_id = p_shelf and c.id = p_copy));
  elsif p_copy is null then
    return query select u.committee_id, u.id, null::uuid
    from directory.units u join directory.committees c on c.id = u.committee_id
    where u.id = p_unit and identity.me() is not null
      and c.municipality_id = coalesce((select s.municipality_id from identity.sessions s where s.id = identity.my_session()), c.municipality_id);
  end if;
end $$;

create function contact.take_files(p_me uuid, p_draft uuid, t contact.threads, p_n int) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into contact.files (committee_id, thread_id, n, id, unit_id, handler_id, field, name, type, size, bytes)
  select t.committee_id, t.id, p_n, f.id, t.unit_id, t.handler_id, f.field, f.name, f.type, f.size, f.bytes
  from contact.draft_files f where f.person_id = p_me and f.draft_id = p_draft;
  delete from contact.person_drafts d where d.person_id = p_me and d.id = p_draft;
end $$;

-- Sends what is new: a request in its form, a message to one's contact or a unit, or that one wishes to be phoned. The draft of the same key goes
-- along with its files. 'same': it had been sent already. 'gone': it is not offered any more. 'changed': its form is another now.
-- 'nobody': there is nobody at the unit who receives. No row: not this person's to write.
create function contact.send(p_key uuid, p_kind text, p_type uuid, p_version int, p_unit uuid, p_shelf uuid, p_copy uuid, p_follows uuid, p_title text, p_body text, p_answers jsonb, p_day date, p_promised date)
returns table (id uuid, outcome text) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  me uuid := identity.me(); strong boolean := identity.reader() is not null;
  y contact.request_types; s contact.settings; t contact.threads; before contact.threads; calls text; there_committee uuid; there uuid; there_matter uuid;
begin
  if me is null then return; end if;
  select * into t from contact.threads x where x.opened_by = me and x.key = p_key;
  if t.id is not null then return query select t.id, 'same'::text; return; end if;
  if p_follows is not null then
    select * into before from contact.threads x where x.id = p_follows and x.id = any (contact.my_threads());
    if before.id is null then return; end if;
  end if;
  if p_shelf is not null or p_kind <> 'request' then
    select x.committee_id, x.unit_id, x.matter_id into there_committee, there, there_matter from contact.receiver(p_shelf, p_copy, coalesce(p_unit, before.unit_id)) x;
    if there is null then return; end if;
  end if;
  if p_kind = 'request' then
    select * into y from contact.request_types x where x.id = p_type and (x.zone = 'B' or strong);
    if y.id is null or y.state = 'draft' then return; end if;
    if y.state = 'closed' then return query select null::uuid, 'gone'::text; return; end if;
    if y.published_version <> p_version then return query select null::uuid, 'changed'::text; return; end if;
    s := contact.settings_of(y.unit_id);
    t.committee_id := y.committee_id; t.unit_id := y.unit_id; t.type_id := y.id; t.form_version := y.published_version; t.zone := y.zone;
    t.answer_days := y.answer_days; t.read_marks := y.read_marks;
    -- About a case of the same unit it belongs to that case.
    if there = y.unit_id then t.matter_id := there_matter; end if;
  elsif p_kind in ('message', 'call') then
    if contact.dispatchers(there) = 0 then return query select null::uuid, 'nobody'::text; return; end if;
    s := contact.settings_of(there);
    t.committee_id := there_committee; t.unit_id := there; t.zone := 'B'; t.matter_id := there_matter; t.read_marks := s.read_marks;
    t.answer_days := case p_kind when 'call' then s.call_days else s.answer_days end;
    if p_shelf is not null then t.handler_id := contact.officer_of(me, p_shelf, there); end if;
  else return; end if;
  -- What is asked about something in the file is read with what the file is read with.
  if p_copy is not null then t.zone := 'A'; end if;
  if p_promised is null or p_promised - p_day not between t.answer_days and t.answer_days + 12 then raise exception 'Not the day that was promised'; end if;
  insert into contact.threads (committee_id, unit_id, kind, type_id, form_version, zone, title, matter_id, shelf_id, about_copy, follows, state, handler_id, shown_handler,
    opened_by, answer_days, promised_on, read_marks, last_n, key)
  values (t.committee_id, t.unit_id, p_kind, t.type_id, t.form_version, t.zone, p_title, t.matter_id, case when t.matter_id is not null then p_shelf end, p_copy, p_follows,
    case when t.handler_id is null then 'received' else 'assigned' end, t.handler_id, case when s.named then t.handler_id end,
    me, t.answer_days, p_promised, t.read_marks, 1, p_key)
  on conflict (opened_by, key) do nothing returning * into t;
  if t.id is null then return query select x.id, 'same'::text from contact.threads x where x.opened_by = me and x.key = p_key; return; end if;
  select coalesce(p.name, '') into calls from identity.persons p where p.id = me;
  insert into contact.participants (committee_id, thread_id, person_id, unit_id, handler_id, name, zone, read_to, read_shown)
  values (t.committee_id, t.id, me, t.unit_id, t.handler_id, calls, t.zone, 1, case when t.read_marks then 1 else 0 end);
  insert into contact.messages (committee_id, thread_id, n, unit_id, handler_id, whose, person_id, signed, body, answers, key)
  values (t.committee_id, t.id, 1, t.unit_id, t.handler_id, 'person', me, calls, p_body, p_answers, p_key);
  perform contact.take_files(me, p_key, t, 1);
  perform contact.step(t, 'received');
  if t.handler_id is not null then perform contact.step(t, 'assigned', null, t.handler_id); end if;
  return query select t.id, 'done'::text;
end $$;

-- Writes more. 'closed': it is over, and what is new is a thread of its own. A day that is promised already stands.
create function contact.write(p_thread uuid, p_key uuid, p_body text, p_day date, p_promised date) returns text language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.me(); t contact.threads; calls text;
begin
  select * into t from contact.threads x where x.id = p_thread and x.id = any (contact.my_threads()) for update;
  if t.id is null then return 'none'; end if;
  if exists (select from contact.messages m where m.thread_id = t.id and m.key = p_key and m.person_id = me) then return 'same'; end if;
  if t.state = 'closed' then return 'closed'; end if;
  if p_promised is null or p_promised - p_day not between t.answer_days and t.answer_days + 12 then raise exception 'Not the day that was promised'; end if;
  select coalesce(p.name, '') into calls from identity.persons p where p.id = me;
  insert into contact.messages (committee_id, thread_id, n, unit_id, handler_id, whose, person_id, signed, body, key)
  values (t.committee_id, t.id, t.last_n + 1, t.unit_id, t.handler_id, 'person', me, calls, p_body, p_key);
  perform contact.take_files(me, p_key, t, t.last_n + 1);
  update contact.participants p set read_to = t.last_n + 1, read_shown = case when t.read_marks then t.last_n + 1 else p.read_shown end
  where p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = me;
  update contact.threads x set last_n = x.last_n + 1, last_at = now(), revision = x.revision + 1,
    promised_on = case when x.state = 'answered' then p_promised else x.promised_on end,
    waiting_since = case when x.state = 'answered' then now() else x.waiting_since end,
    state = case when x.handler_id is null then 'received' else 'assigned' end
  where x.committee_id = t.committee_id and x.id = t.id;
  perform contact.step(t, 'wrote');
  return 'done';
end $$;

-- As far as its person has read.
create function contact.mark_read(p_thread uuid, p_n int) returns void language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.me();
begin
  update contact.participants p set read_to = p_n, read_shown = case when t.read_marks then p_n else p.read_shown end
  from contact.threads t
  where t.id = p_thread and t.id = any (contact.my_threads()) and p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = me
    and p.read_to < p_n and p_n <= t.last_n;
end $$;

-- Keeps what somebody has begun to write, under the key it will be sent with. 'sent': it is sent already. 'many': throw one away first.
create function contact.save_draft(p_id uuid, p_type uuid, p_thread uuid, p_body jsonb, p_strong boolean) returns text language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.me(); strong boolean := identity.reader() is not null; asked text := 'B';
begin
  if me is null or (p_strong and not strong) then return 'none'; end if;
  if p_type is not null then
    select y.zone into asked from contact.request_types y where y.id = p_type and y.state <> 'draft' and (y.zone = 'B' or strong);
  elsif p_thread is not null then
    select t.zone into asked from contact.threads t where t.id = p_thread and t.id = any (contact.my_threads());
  end if;
  if asked is null then return 'none'; end if;
  if exists (select from contact.threads t where t.opened_by = me and t.key = p_id)
    or (p_thread is not null and exists (select from contact.messages m where m.thread_id = p_thread and m.key = p_id)) then return 'sent'; end if;
  if (select count(*) from contact.person_drafts d where d.person_id = me and d.id <> p_id) >= 30 then return 'many'; end if;
  insert into contact.person_drafts (person_id, id, type_id, thread_id, zone, body) values (me, p_id, p_type, p_thread, case when p_strong then 'A' else asked end, p_body)
  on conflict (person_id, id) do update set body = excluded.body, saved_at = now(),
    zone = case when contact.person_drafts.zone = 'A' then 'A' else excluded.zone end;
  return 'done';
end $$;

-- Puts a file with a draft: ten at most, and 25 MB together.
create function contact.keep_file(p_draft uuid, p_field text, p_name text, p_type text, p_bytes bytea) returns text language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.me(); d contact.person_drafts;
begin
  select * into d from contact.person_drafts x where x.person_id = me and x.id = p_draft and x.zone = any (contact.my_zones()) for update;
  if d.id is null then return 'none'; end if;
  if (select count(*) >= 10 or coalesce(sum(f.size), 0) + length(p_bytes) > 26214400 from contact.draft_files f where f.person_id = me and f.draft_id = d.id) then return 'many'; end if;
  insert into contact.draft_files (person_id, draft_id, zone, field, name, type, size, bytes) values (me, d.id, d.zone, p_field, p_name, p_type, length(p_bytes), p_bytes);
  return 'done';
end $$;

grant execute on function contact.send(uuid, text, uuid, int, uuid, uuid, uuid, uuid, text, text, jsonb, date, date), contact.write(uuid, uuid, text, date, date), contact.mark_read(uuid, int),
  contact.save_draft(uuid, uuid, uuid, jsonb, boolean), contact.keep_file(uuid, text, text, text, bytea), contact.receiver(uuid, uuid, uuid) to delakt_person;
