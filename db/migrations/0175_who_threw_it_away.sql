-- What becomes of an answer on its way stands in what has happened: who threw its draft away, and that a writer took their own back, which nobody gave them.
alter table contact.steps drop constraint steps_what_check;
alter table contact.steps add constraint steps_what_check check (what in ('received', 'assigned', 'stood-in', 'returned', 'handed', 'wrote', 'answered', 'called', 'rang', 'closed', 'ready', 'not-ready', 'took-back', 'dropped', 'bound', 'belongs'));

create or replace function contact.drop_answer(p_thread uuid, p_version int) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread);
begin
  if t.id is null then return 'none'; end if;
  delete from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id and d.version = p_version;
  if not found then return 'changed'; end if;
  delete from contact.staff_draft_files d where d.committee_id = t.committee_id and d.thread_id = t.id;
  perform contact.step(t, 'dropped', identity.my_staff());
  return 'done';
end $$;

-- Pressed twice it is given back once, and the second is told the same.
create or replace function contact.give_back(p_thread uuid, p_version int, p_why text) returns text language plpgsql security definer set search_path = '' as $$
declare t contact.threads := contact.mine(p_thread); d contact.staff_drafts; me uuid := identity.my_staff();
begin
  if t.id is null then return 'none'; end if;
  update contact.staff_drafts x set ready_at = null, version = x.version + 1, returned_by = nullif(me, x.staff_id), returned_why = case when me <> x.staff_id then nullif(p_why, '') end
  where x.committee_id = t.committee_id and x.thread_id = t.id and x.version = p_version and x.ready_at is not null returning * into d;
  if d.thread_id is null then
    return case when exists (select from contact.staff_drafts x where x.committee_id = t.committee_id and x.thread_id = t.id and x.version = p_version + 1 and x.ready_at is null
      and (x.returned_by = me and x.returned_why is not distinct from nullif(p_why, '') or x.returned_by is null and x.staff_id = me)) then 'same' else 'changed' end;
  end if;
  perform contact.step(t, case when d.staff_id = me then 'took-back' else 'not-ready' end, me);
  return 'done';
end $$;
