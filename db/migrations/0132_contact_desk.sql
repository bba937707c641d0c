-- What the unit does with it. Every function answers 'none' to whoever is neither a dispatcher of the unit nor the handler: for them there is no such thread.

-- The thread, held for this transaction, if it is this session's to answer or hand out.
create function contact.mine(p_thread uuid) returns contact.threads language plpgsql security definer set search_path = '' as $$
declare t contact.threads; desk identity.desk := identity.my_desk();
begin
  select * into t from contact.threads x where x.id = p_thread and x.committee_id = desk.committee_id
    and (x.unit_id = any (identity.my_inboxes()) or (x.handler_id = desk.staff_id and x.unit_id = contact.my_unit())) for update;
  return t;
end $$;
-- The same, only to be read.
create function contact.held(p_thread uuid) returns contact.threads language plpgsql stable security definer set search_path = '' as $$
declare t contact.threads; desk identity.desk := identity.my_desk();
begin
  select * into t from contact.threads x where x.id = p_thread and x.committee_id = desk.committee_id
    and (x.unit_id = any (identity.my_inboxes()) or (x.handler_id = desk.staff_id and x.unit_id = contact.my_unit()));
  return t;
end $$;
create function contact.dispatches(t contact.threads) returns boolean language sql stable security definer set search_path = '' as $$
  select t.unit_id = any (identity.my_inboxes())
$$;

-- Those who can be given something to answer at a unit: they work there now (directory.works_at).
create function contact.colleagues() returns table (id uuid, name text, title jsonb, held int) language plpgsql stable security definer set search_path = '' as $$
declare unit uuid := contact.my_unit();
begin
  return query select w.id, w.name, w.title,
    (select count(*)::int from contact.threads t where t.handler_id = w.id and t.unit_id = unit and t.state = 'assigned')
  from directory.staff w where directory.works_at(w.id, unit) and w.id in (select a.staff_id from directory.assignments a where a.unit_id = unit) order by w.name, w.id;
end $$;

-- Opens it, which its colleagues see, and its person where the unit lets them.
create function contact.open(p_thread uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null then return false; end if;
  insert into contact.openings (committee_id, thread_id, staff_id, unit_id, handler_id) values (t.committee_id, t.id, me, t.unit_id, t.handler_id)
  on conflict (committee_id, thread_id, staff_id) do update set at = now();
  update contact.threads x set seen_at = now() where x.committee_id = t.committee_id and x.id = t.id and x.seen_at is null and x.read_marks;
  return true;
end $$;

-- Hands it to somebody at the unit: a dispatcher to anybody who can answer there, and to themself. 'unfit': they do not work there.
create function contact.assign(p_thread uuid, p_seen int, p_to uuid) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or not contact.dispatches(t) then return 'none'; end if;
  if t.handler_id = p_to and t.state <> 'received' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if not directory.works_at(p_to, t.unit_id) then return 'unfit'; end if;
  update contact.threads x set handler_id = p_to, shown_handler = case when (contact.settings_of(x.unit_id)).named then p_to end,
    state = case when x.state = 'answered' then 'answered' else 'assigned' end, waiting_since = now(), revision = x.revision + 1
  where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'assigned', me, p_to);
  return 'done';
end $$;

-- Back to the inbox: by its handler or a dispatcher.
create function contact.put_back(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'received' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state <> 'assigned' then return 'over'; end if;
  perform contact.to_inbox(t, identity.my_staff());
  return 'done';
end $$;
create function contact.to_inbox(t contact.threads, p_by uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update contact.threads x set handler_id = null, shown_handler = null, state = case when x.state = 'assigned' then 'received' else x.state end,
    waiting_since = now(), revision = x.revision + 1
  where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'returned', p_by);
end $$;

-- The units it can be handed to: all of the municipality that receive.
create function contact.other_units() returns table (id uuid, name jsonb, committee jsonb, same_committee boolean) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if contact.my_unit() is null then return; end if;
  return query select u.id, u.name, c.name, u.committee_id = desk.committee_id
  from directory.units u join directory.committees c on c.id = u.committee_id
  where c.municipality_id = contact.my_municipality() and u.id <> desk.unit_id and contact.dispatchers(u.id) > 0 order by u.committee_id <> desk.committee_id, u.code;
end $$;

-- Hands it to another unit of the municipality: the words and the promised day go along, and nobody has it there yet. To another committee goes
-- only what nobody has answered and no case is tied to: the secrecy border runs there (OSL 8 kap. 2 §). 'border': it was to be crossed by more.
create function contact.hand(p_thread uuid, p_seen int, p_unit uuid) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); u directory.units; before uuid; afar boolean;
begin
  if t.id is null then return 'none'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  select x.* into u from directory.units x join directory.committees c on c.id = x.committee_id
  where x.id = p_unit and x.id <> t.unit_id and c.municipality_id = contact.my_municipality();
  if u.id is null or contact.dispatchers(u.id) = 0 then return 'unfit'; end if;
  afar := u.committee_id <> t.committee_id;
  if afar and (t.matter_id is not null or t.shelf_id is not null or t.last_staff_n > 0) then return 'border'; end if;
  before := t.unit_id;
  -- What was begun as an answer is the old unit's.
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  if afar then delete from contact.openings o where o.committee_id = t.committee_id and o.thread_id = t.id; end if;
  update contact.threads x set committee_id = u.committee_id, unit_id = u.id, handler_id = null, shown_handler = null,
    state = case when x.state = 'answered' then 'answered' else 'received' end, waiting_since = now(), revision = x.revision + 1
  where x.id = t.id returning * into t;
  perform contact.step(t, 'handed', identity.my_staff(), null, before, u.id);
  return 'done';
end $$;

-- Saves the one answer that is being written. 'changed': somebody has saved since `p_version` (0: none there was); theirs is answered, and nothing is overwritten.
create function contact.save_answer(p_thread uuid, p_version int, p_body text) returns table (outcome text, version int, body text, staff_id uuid, name text, saved_at timestamptz)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff(); d contact.staff_drafts; said text := 'done';
begin
  if t.id is null then return query select 'none'::text, 0, ''::text, null::uuid, ''::text, null::timestamptz; return; end if;
  select * into d from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id;
  if t.state = 'closed' then said := 'over';
  elsif d.thread_id is null then
    insert into contact.staff_drafts (committee_id, thread_id, unit_id, handler_id, body, staff_id) values (t.committee_id, t.id, t.unit_id, t.handler_id, p_body, me) returning * into d;
  elsif d.body = p_body then null;
  elsif d.version <> p_version then said := 'changed';
  else
    update contact.staff_drafts x set body = p_body, staff_id = me, version = x.version + 1, saved_at = now(), ready_at = null
    where x.committee_id = t.committee_id and x.thread_id = t.id returning * into d;
  end if;
  return query select said, coalesce(d.version, 0), coalesce(d.body, ''), d.staff_id, (select w.name from directory.staff w where w.id = d.staff_id), d.saved_at;
end $$;
create function contact.drop_answer(p_thread uuid, p_version int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id and d.version = p_version;
  if not found then return 'changed'; end if;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  return 'done';
end $$;
create function contact.add_answer_file(p_thread uuid, p_name text, p_type text, p_bytes bytea) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if (select count(*) >= 10 or coalesce(sum(f.size), 0) + length(p_bytes) > 26214400 from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id) then return 'many'; end if;
  insert into contact.staff_draft_files (committee_id, thread_id, unit_id, handler_id, name, type, size, bytes) values (t.committee_id, t.id, t.unit_id, t.handler_id, p_name, p_type, length(p_bytes), p_bytes);
  -- With another file it is another answer than the one that was to be read.
  update contact.staff_drafts d set ready_at = null, version = d.version + 1, staff_id = identity.my_staff() where d.committee_id = t.committee_id and d.thread_id = t.id;
  return 'done';
end $$;
create function contact.drop_answer_file(p_thread uuid, p_file uuid) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  delete from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id and f.id = p_file;
  update contact.staff_drafts d set ready_at = null, version = d.version + 1, staff_id = identity.my_staff() where found and d.committee_id = t.committee_id and d.thread_id = t.id;
  return 'done';
end $$;

-- Whether an answer here is read by a second person: as its type says, or the unit for what has no type of its own.
create function contact.read_twice(t contact.threads) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce((select y.second_reading from contact.request_types y where y.id = t.type_id and y.unit_id = t.unit_id), (contact.settings_of(t.unit_id)).second_reading)
$$;

create function contact.let_go(t contact.threads, p_writer uuid, p_second uuid, p_key uuid, p_body text, p_sign text) returns void language plpgsql security definer set search_path = '' as $$
declare n int := t.last_n + 1; w directory.staff;
begin
  select * into w from directory.staff x where x.id = p_writer;
  insert into contact.messages (committee_id, thread_id, n, unit_id, handler_id, whose, staff_id, second_id, signed, title, body, key)
  values (t.committee_id, t.id, n, t.unit_id, t.handler_id, 'staff', p_writer, p_second,
    case p_sign when 'unit' then coalesce((select u.name ->> 'sv' from directory.units u where u.id = t.unit_id), '') else w.name end,
    case p_sign when 'unit' then '{}' else w.title end, p_body, p_key);
  insert into contact.files (committee_id, thread_id, n, id, unit_id, handler_id, name, type, size, bytes)
  select f.committee_id, f.thread_id, n, f.id, f.unit_id, f.handler_id, f.name, f.type, f.size, f.bytes from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id;
  delete from contact.staff_draft_files f where f.committee_id = t.committee_id and f.thread_id = t.id;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  update contact.threads x set state = 'answered', answered_at = now(), last_n = n, last_staff_n = n, last_at = now(), revision = x.revision + 1
  where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'answered', p_writer);
  perform contact.tell(t);
end $$;

-- Answers. Only its handler does (a dispatcher takes it first), and only what stood there when the page was made: 'stale' when its person has written since,
-- or somebody has answered. 'ready': it waits for a second reader. 'blank': a template's gap is left in it.
create function contact.answer(p_thread uuid, p_seen int, p_version int, p_key uuid, p_body text, p_sign text) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff(); d contact.staff_drafts; sign text := p_sign;
begin
  if t.id is null or t.handler_id is distinct from me then return 'none'; end if;
  if exists (select from contact.messages m where m.committee_id = t.committee_id and m.thread_id = t.id and m.key = p_key and m.staff_id is not null) then return 'same'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  select * into d from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id;
  if d.thread_id is not null and d.version <> p_version then return 'changed'; end if;
  if p_body !~ '\S' then return 'empty'; end if;
  if p_body ~ '\{\{|\}\}' then return 'blank'; end if;
  if sign is distinct from 'self' or not (contact.settings_of(t.unit_id)).named then sign := 'unit'; end if;
  if contact.read_twice(t) then
    insert into contact.staff_drafts (committee_id, thread_id, unit_id, handler_id, body, staff_id, ready_at, sign) values (t.committee_id, t.id, t.unit_id, t.handler_id, p_body, me, now(), sign)
    on conflict (committee_id, thread_id) do update set version = contact.staff_drafts.version + 1, ready_at = now(), saved_at = now(), sign = excluded.sign, body = excluded.body,
      -- Who wrote the words is who wrote them, whoever sends them on to be read.
      staff_id = case when contact.staff_drafts.body = excluded.body then contact.staff_drafts.staff_id else excluded.staff_id end;
    perform contact.step(t, 'ready', me);
    return 'ready';
  end if;
  perform contact.let_go(t, me, null, p_key, p_body, sign);
  return 'done';
end $$;

-- The second reader lets it go, or gives it back. Never the one who wrote it: 'own'. It is signed as its writer chose.
create function contact.approve(p_thread uuid, p_seen int, p_version int, p_key uuid) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff(); d contact.staff_drafts;
begin
  if t.id is null then return 'none'; end if;
  if exists (select from contact.messages m where m.committee_id = t.committee_id and m.thread_id = t.id and m.key = p_key and m.staff_id is not null) then return 'same'; end if;
  if t.state = 'closed' then return 'over'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  select * into d from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id;
  if d.thread_id is null or d.version <> p_version or d.ready_at is null then return 'changed'; end if;
  if d.staff_id = me then return 'own'; end if;
  perform contact.let_go(t, d.staff_id, me, p_key, d.body, d.sign);
  return 'done';
end $$;
create function contact.give_back(p_thread uuid, p_version int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); d contact.staff_drafts;
begin
  if t.id is null then return 'none'; end if;
  update contact.staff_drafts x set ready_at = null, version = x.version + 1 where x.committee_id = t.committee_id and x.thread_id = t.id and x.version = p_version and x.ready_at is not null returning * into d;
  if d.thread_id is null then return 'changed'; end if;
  perform contact.step(t, 'not-ready', identity.my_staff());
  return 'done';
end $$;

-- A word between colleagues.
create function contact.note(p_thread uuid, p_id uuid, p_text text) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  insert into contact.notes (committee_id, thread_id, id, unit_id, handler_id, staff_id, text) values (t.committee_id, t.id, p_id, t.unit_id, t.handler_id, identity.my_staff(), p_text)
  on conflict do nothing;
  return 'done';
end $$;

-- Says that its person has been phoned and reached, which answers a wish to be phoned.
create function contact.called(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); me uuid := identity.my_staff();
begin
  if t.id is null or t.kind <> 'call' or t.handler_id is distinct from me then return 'none'; end if;
  if t.state = 'answered' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state = 'closed' then return 'over'; end if;
  update contact.threads x set state = 'answered', answered_at = now(), last_at = now(), revision = x.revision + 1 where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  perform contact.step(t, 'called', me);
  return 'done';
end $$;

-- Ends it. 'unanswered': nobody is left without an answer.
create function contact.close(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'closed' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.state <> 'answered' then return 'unanswered'; end if;
  update contact.threads x set state = 'closed', closed_at = now(), last_at = now(), revision = x.revision + 1 where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  perform contact.step(t, 'closed', identity.my_staff());
  return 'done';
end $$;

-- Who wrote it, with the number to find them by in another system, sealed; and the cases about them at this unit, for those who may see cases.
create function contact.who_wrote(p_thread uuid) returns table (person_id uuid, name text, number_sealed bytea) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare t contact.threads := contact.held(p_thread);
begin
  return query select p.person_id, p.name, i.number_sealed from contact.participants p join identity.persons i on i.id = p.person_id
  where p.committee_id = t.committee_id and p.thread_id = t.id order by p.since, p.person_id;
end $$;
create function contact.cases_of(p_thread uuid) returns table (id uuid, number text, title text, field text, source_id uuid, native boolean) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare t contact.threads := contact.held(p_thread);
begin
  if t.id is null or not t.unit_id = any (identity.my_units()) then return; end if;
  return query select m.id, m.number, m.title, m.field, m.source_id, s.kind = 'native'
  from record.matters m join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  where m.committee_id = t.committee_id and m.unit_id = t.unit_id and (m.id = t.matter_id
    or m.person_id in (select p.person_id from contact.participants p where p.committee_id = t.committee_id and p.thread_id = t.id))
  order by m.opened_on desc, m.id;
end $$;

-- Whether a message belongs to the record, and of which case: what does goes back to the system that keeps the case (INT-04). A yes that has been received stays.
create function contact.decide_belongs(p_thread uuid, p_n int, p_belongs text, p_matter uuid) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); m contact.messages; c record; me uuid := identity.my_staff();
begin
  select * into m from contact.messages x where x.committee_id = t.committee_id and x.thread_id = t.id and x.n = p_n;
  if m.id is null or p_belongs not in ('undecided', 'yes', 'no') then return 'none'; end if;
  if exists (select from contact.returns r where r.message_id = m.id and r.state = 'received') then return case p_belongs when 'yes' then 'same' else 'returned' end; end if;
  if p_belongs = 'yes' then
    select * into c from contact.cases_of(p_thread) x where x.id = p_matter;
    if c.id is null then return 'unfit'; end if;
    insert into contact.returns (committee_id, thread_id, n, message_id, unit_id, handler_id, source_id, matter_id)
    values (t.committee_id, t.id, m.n, m.id, t.unit_id, t.handler_id, c.source_id, c.id)
    on conflict (message_id) do update set source_id = excluded.source_id, matter_id = excluded.matter_id;
    if t.matter_id is null then
      update contact.threads x set matter_id = c.id where x.committee_id = t.committee_id and x.id = t.id;
      perform contact.step(t, 'bound', me);
    end if;
  else
    -- What is on its way may have been taken in already, and is not called back.
    if exists (select from contact.returns r where r.message_id = m.id and r.state = 'sent') then return 'returned'; end if;
    delete from contact.returns r where r.message_id = m.id;
  end if;
  if m.belongs <> p_belongs then
    update contact.messages x set belongs = p_belongs, belongs_by = me, belongs_at = now() where x.committee_id = t.committee_id and x.thread_id = t.id and x.n = p_n;
    perform contact.step(t, 'belongs', me);
  end if;
  return 'done';
end $$;

-- A source says that it has what went back to it, once or more.
create function contact.receipt(p_message uuid, p_receipt text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update contact.returns r set state = 'received', receipt = p_receipt, received_at = now() where r.message_id = p_message and r.source_id = identity.my_source() and r.state <> 'received';
  return found or exists (select from contact.returns r where r.message_id = p_message and r.source_id = identity.my_source() and r.state = 'received');
end $$;
grant execute on function contact.receipt(uuid, text) to delakt_source;

grant execute on function contact.colleagues(), contact.open(uuid), contact.assign(uuid, int, uuid), contact.put_back(uuid, int), contact.other_units(), contact.hand(uuid, int, uuid),
  contact.save_answer(uuid, int, text), contact.drop_answer(uuid, int), contact.add_answer_file(uuid, text, text, bytea), contact.drop_answer_file(uuid, uuid),
  contact.answer(uuid, int, int, uuid, text, text), contact.approve(uuid, int, int, uuid), contact.give_back(uuid, int), contact.note(uuid, uuid, text), contact.called(uuid, int),
  contact.close(uuid, int), contact.who_wrote(uuid), contact.cases_of(uuid), contact.decide_belongs(uuid, int, text, uuid) to delakt_staff;
