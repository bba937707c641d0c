-- A form sent twice is one event; one that says another day, and nothing else that is new, is another event and is not taken for the same.
-- Where no time was given it happened "now", a moment with seconds in it, and the form sent again some seconds later means the same.
create function record.same_moment(a timestamptz, b timestamptz) returns boolean language sql immutable strict set search_path = '' as $$
  select a = b or ((a at time zone 'Europe/Stockholm')::date = (b at time zone 'Europe/Stockholm')::date
    and a <> date_trunc('minute', a) and b <> date_trunc('minute', b))
$$;

create or replace function record.write_event(p_matter uuid, p_ref text, p_version int, p_kind text, p_at timestamptz, p_event jsonb, p_annulled boolean default false) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; source record.sources; held record.events; newest record.events; answer text;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id = desk.unit_id;
  if m.id is null then return 'none'; end if;
  select * into source from record.sources where id = m.source_id;
  if source.kind <> 'native' then return 'other-system'; end if;
  perform record.one_at_a_time(source.id);
  -- The same form sent twice is one event, and a reference belongs to the matter it was first used in.
  select * into held from record.events e where e.source_id = source.id and e.ref = p_ref order by (e.version = p_version) desc limit 1;
  if held.matter_id <> m.id then return 'none'; end if;
  if held.version = p_version then
    return case when held.kind = p_kind and held.event = p_event and held.annulled = p_annulled and record.same_moment(held.at, p_at) then 'unchanged'
      else 'version-conflict' end;
  end if;
  select * into newest from record.events e where e.source_id = source.id and e.ref = p_ref order by e.version desc limit 1;
  if p_version <> coalesce(newest.version + 1, 0) then return 'version-conflict'; end if;
  select s.outcome into answer from record.store_events(source, jsonb_build_array(jsonb_build_object('n', 1, 'matter', m.ref, 'ref', p_ref, 'version', p_version, 'kind', p_kind,
    'at', p_at, 'seq', coalesce(newest.seq, (select count(*) from record.events e where e.committee_id = m.committee_id and e.matter_id = m.id)), 'event', p_event,
    'annulled', p_annulled)), false) s;
  return answer;
end $$;
