-- What leaves a desk is not there any more to be answered from: the same form sent twice is known by what its sender did a moment ago.
create function contact.just_did(p_thread uuid, p_what text, p_unit uuid default null) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from contact.steps s where s.thread_id = p_thread and s.what = p_what and s.staff_id = identity.my_staff() and s.at > now() - interval '10 minutes'
    and (p_unit is null or s.to_unit = p_unit));
end $$;

-- Hands a thread to another unit, with a word to those who get it about why (MSG-06). Where it comes to another committee the word is its sender's to
-- keep clear of what that committee may not know.
create function contact.hand_with_word(p_thread uuid, p_seen int, p_unit uuid, p_note uuid, p_text text) returns text language plpgsql security definer set search_path = '' as $$
declare said text := contact.hand(p_thread, p_seen, p_unit); t contact.threads;
begin
  if said = 'none' and contact.just_did(p_thread, 'handed', p_unit) then return 'same'; end if;
  if said <> 'done' or p_text !~ '\S' then return said; end if;
  select * into t from contact.threads x where x.id = p_thread;
  insert into contact.notes (committee_id, thread_id, id, unit_id, handler_id, staff_id, text) values (t.committee_id, t.id, p_note, t.unit_id, t.handler_id, identity.my_staff(), p_text)
  on conflict do nothing;
  return said;
end $$;

-- Back to the inbox, from which its handler may see it no more.
create function contact.give_up(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare said text := contact.put_back(p_thread, p_seen);
begin
  return case when said = 'none' and contact.just_did(p_thread, 'returned') then 'same' else said end;
end $$;
grant execute on function contact.hand_with_word(uuid, int, uuid, uuid, text), contact.give_up(uuid, int) to delakt_staff;
