-- What has been answered once can be closed, also when its person has written more since: a thank-you needs no answer of its own. What nobody has
-- answered still cannot.
create or replace function contact.close(p_thread uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  if t.state = 'closed' then return 'same'; end if;
  if t.revision <> p_seen then return 'stale'; end if;
  if t.answered_at is null then return 'unanswered'; end if;
  update contact.threads x set state = 'closed', closed_at = now(), last_at = now(), revision = x.revision + 1 where x.committee_id = t.committee_id and x.id = t.id returning * into t;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  perform contact.step(t, 'closed', identity.my_staff());
  return 'done';
end $$;
