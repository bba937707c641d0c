-- What was sent to somebody at work and comes back later is told to their steward, as when it is refused at once.
create or replace function notice.note_report(p_id uuid, p_ref text, p_state text, p_code text) returns boolean language plpgsql security definer set search_path = '' as $$
declare s notice.sendings;
begin
  if p_id is not null then select * into s from notice.sendings x where x.id = p_id for update;
  else select * into s from notice.sendings x where x.provider_ref = p_ref order by x.at desc limit 1 for update; end if;
  if s.id is null then return false; end if;
  if s.state in ('delivered', 'dropped', 'listed') or (p_state = 'sent' and s.state = 'sent') then return true; end if;
  update notice.sendings x set state = p_state, provider_ref = coalesce(p_ref, x.provider_ref), error_code = p_code, done_at = coalesce(x.done_at, now())
  where x.id = s.id;
  if p_state = 'failed' and s.address_index is not null then perform notice.bounced(s.person_id, s.address_index); end if;
  if p_state = 'failed' and s.staff_id is not null then perform directory.email_refused(s.staff_id); end if;
  if p_state = 'delivered' then
    update notice.ways w set bounced_at = null where w.person_id = s.person_id and w.address_index = s.address_index and w.bounced_at is not null;
  end if;
  return true;
end $$;
