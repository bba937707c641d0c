-- What the services that send for us tell afterwards, and the one word a day that something waits.

create index untold on notice.waiting (person_id) where told_at is null or latest_at > told_at;

-- What came of a sending: by our own id, or by the service's when ours was not told. Reports come late, twice and in any order.
-- It went after all is told also of what was thought to be refused: then it is not tried again.
create function notice.note_report(p_id uuid, p_ref text, p_state text, p_code text) returns boolean language plpgsql security definer set search_path = '' as $$
declare s notice.sendings;
begin
  if p_id is not null then select * into s from notice.sendings x where x.id = p_id for update;
  else select * into s from notice.sendings x where x.provider_ref = p_ref order by x.at desc limit 1 for update; end if;
  if s.id is null then return false; end if;
  if s.state in ('delivered', 'dropped', 'listed') or (p_state = 'sent' and s.state = 'sent') then return true; end if;
  update notice.sendings x set state = p_state, provider_ref = coalesce(p_ref, x.provider_ref), error_code = p_code, done_at = coalesce(x.done_at, now())
  where x.id = s.id;
  if p_state = 'failed' and s.address_index is not null then perform notice.bounced(s.person_id, s.address_index); end if;
  if p_state = 'delivered' then
    update notice.ways w set bounced_at = null where w.person_id = s.person_id and w.address_index = s.address_index and w.bounced_at is not null;
  end if;
  return true;
end $$;

-- Somebody answered a text. It is about the last one to that number that asked for an answer, in two weeks, while the number is that person's still.
create function notice.note_reply(p_index bytea, p_text text) returns boolean language plpgsql security definer set search_path = '' as $$
declare s notice.sendings;
begin
  select * into s from notice.sendings x
  where x.address_index = p_index and x.channel = 'sms' and x.template = 'reminder' and x.state in ('sent', 'delivered', 'unsure')
    and x.done_at > now() - interval '14 days'
    and exists (select from notice.ways w where w.person_id = x.person_id and w.kind = 'sms' and w.address_index = p_index)
  order by x.done_at desc limit 1;
  if s.id is null then return false; end if;
  insert into kernel.outbox (topic, body) values ('sms-replied', jsonb_build_object('person', s.person_id, 'key', s.key, 'text', btrim(left(btrim(p_text), 20))));
  return true;
end $$;

-- Whom to tell today that something waits: those who have asked to be told, who have not looked since the last thing came, and not twice a day.
create function notice.to_tell(p_day date, p_most int) returns table (person_id uuid, committee_id uuid, key text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select w.person_id, w.committee_id, k.key
    from notice.waiting w
    join notice.wishes x on x.person_id = w.person_id and x.about = 'waiting' and x.channel <> 'none'
    cross join lateral (select 'waiting:' || w.person_id || ':' || p_day as key) k
    where (w.told_at is null or w.latest_at > w.told_at) and not notice.over(k.key)
    limit p_most;
end $$;
grant execute on function notice.note_report(uuid, text, text, text), notice.note_reply(bytea, text), notice.to_tell(date, int) to delakt_worker;
