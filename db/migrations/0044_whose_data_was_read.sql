-- Who reads on a shelf of their own about somebody else (guardian, god man, proxy) reads that person's data, and the log says so: it is their page that tells of it.
create or replace function audit.note_person(p_purpose text, p_shelf uuid, p_copy uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into audit.access_log (actor, actor_id, session_id, committee_id, person_id, matter_id, item_id, purpose)
  select 'person', s.person_id, s.id, m.committee_id, coalesce(m.about_id, s.person_id), p_shelf, p_copy, p_purpose
  from identity.sessions s left join shelf.matters m on m.person_id = s.person_id and m.id = p_shelf
  where s.secret_hash = sha256(convert_to(current_setting('delakt.secret', true), 'UTF8')) and s.kind = 'person';
end $$;
