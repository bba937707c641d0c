-- Why somebody looked, when they were asked: a code from a list that the page has, never their own words.
alter table audit.access_log add reason text check (reason ~ '^[a-z-]{1,40}$');

-- As before, and with the reason that was given.
drop function audit.note_staff(text, uuid, uuid);
create function audit.note_staff(p_purpose text, p_matter uuid, p_item uuid, p_reason text) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.access_log (actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, item_id, purpose, reason)
  select 'staff', s.staff_id, s.id, s.assignment_id, a.committee_id, (select m.person_id from record.matters m where m.id = p_matter and m.committee_id = a.committee_id),
    p_matter, p_item, p_purpose, p_reason
  from identity.sessions s left join directory.assignments a on a.id = s.assignment_id
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'staff';
end $$;
grant execute on function audit.note_staff(text, uuid, uuid, text) to delakt_staff;
