-- Whether somebody who writes has protected personal data, by what the committee's own record says: whoever answers takes care, also who sees no case.
create function contact.protects(p_thread uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare t contact.threads := contact.held(p_thread);
begin
  return exists (select from contact.participants p join record.people r on r.person_id = p.person_id
    where p.committee_id = t.committee_id and p.thread_id = t.id and r.committee_id = t.committee_id and r.protected_identity <> 'none');
end $$;
grant execute on function contact.protects(uuid) to delakt_staff;
