-- What belongs to the record goes back to where its case is kept, and nothing of it twice (INT-04): the id of a message is the id of what is made of it.
alter table contact.returns add column failure text check (length(failure) <= 200);

-- A source is told what waits for it, oldest first, and is told the same again until it says that it has it. What lies in a file it fetches for itself.
create function contact.to_return(p_most int) returns table (id uuid, thread uuid, kind text, matter text, person text, at timestamptz, whose text, signed text, title text, form_name jsonb,
  body text, answers jsonb, form jsonb, decided_by text, decided_at timestamptz, files jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare source uuid := identity.my_source();
begin
  return query
  with due as (
    select r.committee_id, r.thread_id, r.n, r.message_id, r.matter_id from contact.returns r
    where r.source_id = source and r.state <> 'received' and r.next_at <= now() order by r.next_at, r.message_id limit p_most for update skip locked),
  gone as (
    update contact.returns r set state = 'sent', attempts = r.attempts + 1, next_at = now() + least(power(2, least(r.attempts, 6)), 60) * interval '1 minute'
    from due where r.message_id = due.message_id)
  select due.message_id, due.thread_id, t.kind, x.ref, p.ref, m.at, m.whose, m.signed, t.title, f.name, m.body, m.answers, case when m.answers is not null then f.definition end,
    w.name, m.belongs_at,
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size) order by a.id)
      from contact.files a where a.committee_id = due.committee_id and a.thread_id = due.thread_id and a.n = due.n), '[]')
  from due join contact.messages m on m.id = due.message_id
  join contact.threads t on t.committee_id = due.committee_id and t.id = due.thread_id
  join record.matters x on x.committee_id = due.committee_id and x.id = due.matter_id
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  left join directory.staff w on w.id = m.belongs_by
  left join lateral (select q.ref from record.people q where q.committee_id = x.committee_id and q.source_id = x.source_id and q.person_id = x.person_id limit 1) p on true
  order by m.at, m.id;
end $$;
-- A file of what waits for the source that asks, or of what it has said that it has.
create function contact.return_file(p_message uuid, p_file uuid) returns table (type text, name text, bytes bytea)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select f.type, f.name, f.bytes from contact.returns r join contact.files f on f.committee_id = r.committee_id and f.thread_id = r.thread_id and f.n = r.n
  where r.message_id = p_message and r.source_id = identity.my_source() and f.id = p_file;
end $$;
grant execute on function contact.to_return(int), contact.return_file(uuid, uuid) to delakt_source;

-- The next of what goes into cases that are kept in Delakt itself, for the worker that makes a document of it. A worker that is killed leaves it as it
-- was, and it comes again.
create function contact.due_here(p_most int) returns table (id uuid, kind text, at timestamptz, whose text, person text, signed text, sign_title jsonb, title text, form_name jsonb,
  body text, answers jsonb, form jsonb, files text[])
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  with due as (
    select r.committee_id, r.thread_id, r.n, r.message_id from contact.returns r join record.sources s on s.id = r.source_id
    where s.kind = 'native' and r.state <> 'received' and r.next_at <= now() order by r.next_at, r.message_id limit p_most for update of r skip locked),
  gone as (
    update contact.returns r set state = 'sent', attempts = r.attempts + 1, next_at = now() + least(power(2, least(r.attempts, 6)), 60) * interval '1 minute'
    from due where r.message_id = due.message_id)
  select m.id, t.kind, m.at, m.whose, p.name, m.signed, m.title, t.title, f.name, m.body, m.answers, case when m.answers is not null then f.definition end,
    array(select a.name from contact.files a where a.committee_id = due.committee_id and a.thread_id = due.thread_id and a.n = due.n order by a.id)
  from due join contact.messages m on m.id = due.message_id
  join contact.threads t on t.committee_id = due.committee_id and t.id = due.thread_id
  join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  order by m.at, m.id;
end $$;

-- A document and the event that it came, in a case kept here. The same again is once.
create function contact.put_in(x record.matters, s record.sources, p_ref text, p_at timestamptz, p_title text, p_type text, p_hash bytea, p_parts bytea[], p_event jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare said text;
begin
  said := record.store_document(s, x.ref, p_ref, 0, p_title, p_type, p_hash, p_parts);
  if said not in ('stored', 'unchanged') then raise exception 'The document was not kept: %', said; end if;
  if exists (select from record.events e where e.source_id = s.id and e.ref = p_ref and e.matter_id = x.id) then return; end if;
  select o.outcome into said from record.store_events(s, jsonb_build_array(jsonb_build_object('n', 1, 'matter', x.ref, 'ref', p_ref, 'version', 0, 'kind', 'document-added', 'at', p_at,
    'seq', (select count(*) from record.events e where e.committee_id = x.committee_id and e.matter_id = x.id), 'event', p_event, 'annulled', false)), false) o;
  if said not in ('stored', 'unchanged') then raise exception 'The event was not kept: %', said; end if;
end $$;

-- Puts a message into its case as a document, and each of its files as another: all of it, and the receipt, or nothing. 'none': it does not wait any more.
create function contact.keep_here(p_message uuid, p_title text, p_type text, p_hash bytea, p_parts bytea[]) returns text language plpgsql security definer set search_path = '' as $$
declare r contact.returns; m contact.messages; x record.matters; s record.sources; f contact.files; wrote jsonb; ours jsonb;
begin
  select * into r from contact.returns q where q.message_id = p_message and q.state <> 'received' for update;
  if r.message_id is null then return 'none'; end if;
  select * into s from record.sources q where q.id = r.source_id and q.kind = 'native';
  if s.id is null then return 'none'; end if;
  select * into x from record.matters q where q.committee_id = r.committee_id and q.id = r.matter_id;
  select * into m from contact.messages q where q.id = p_message;
  wrote := case when m.whose = 'person' then '{"fromPerson": true}' else '{}' end::jsonb;
  ours := case when m.whose = 'staff' then jsonb_build_object('author', jsonb_build_object('name', (select w.name from directory.staff w where w.id = m.staff_id))) else '{}' end;
  perform contact.put_in(x, s, m.id::text, m.at, p_title, p_type, p_hash, p_parts, ours || jsonb_build_object('detail', wrote || jsonb_build_object('title', p_title, 'document', m.id::text)));
  for f in select * from contact.files q where q.committee_id = r.committee_id and q.thread_id = r.thread_id and q.n = r.n order by q.id loop
    perform contact.put_in(x, s, f.id::text, m.at, f.name, f.type, sha256(f.bytes),
      array(select substring(f.bytes from 1 + g * 262144 for 262144) from generate_series(0, (f.size - 1) / 262144) g),
      ours || jsonb_build_object('detail', wrote || jsonb_build_object('title', f.name, 'document', f.id::text)));
  end loop;
  update contact.returns q set state = 'received', received_at = now(), failure = null,
    receipt = (select e.id::text from record.events e where e.source_id = s.id and e.ref = m.id::text and e.version = 0)
  where q.message_id = p_message;
  return 'done';
end $$;
create function contact.not_kept(p_message uuid, p_failure text) returns void language plpgsql security definer set search_path = '' as $$
begin
  update contact.returns r set failure = left(p_failure, 200) where r.message_id = p_message and r.state <> 'received';
end $$;
grant execute on function contact.due_here(int), contact.keep_here(uuid, text, text, bytea, bytea[]), contact.not_kept(uuid, text) to delakt_worker;

-- Staff have it sent once more: under the same id.
create function contact.return_again(p_thread uuid, p_n int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  update contact.returns r set next_at = now() where r.committee_id = t.committee_id and r.thread_id = t.id and r.n = p_n and r.state <> 'received';
  return case when found then 'done' else 'none' end;
end $$;
-- A system that fetches nothing gets it from somebody's hand, who says where it stands there. What a system has been given it answers for itself.
create function contact.carried_over(p_thread uuid, p_n int, p_where text) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); r contact.returns;
begin
  select q.* into r from contact.returns q join record.sources s on s.id = q.source_id and s.kind <> 'native'
  where q.committee_id = t.committee_id and q.thread_id = t.id and q.n = p_n for update of q;
  if r.message_id is null then return 'none'; end if;
  if r.state = 'received' then return 'same'; end if;
  if r.state = 'sent' then return 'sent'; end if;
  if p_where !~ '\S' then return 'empty'; end if;
  update contact.returns q set state = 'received', received_at = now(), receipt = left(p_where, 200), failure = null where q.message_id = r.message_id;
  perform contact.step(t, 'belongs', identity.my_staff());
  return 'done';
end $$;
grant execute on function contact.return_again(uuid, int), contact.carried_over(uuid, int, text) to delakt_staff;
