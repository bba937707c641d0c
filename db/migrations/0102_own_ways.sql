-- A person's own addresses and wishes, and the unit's letters. Everything goes through these functions, so that the rules hold whoever asks.

create function notice.set_my_way(p_kind text, p_sealed bytea, p_index bytea) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if identity.me() is null then return false; end if;
  perform notice.set_way(identity.me(), p_kind, p_sealed, p_index, 'person', false);
  return true;
end $$;

create function notice.remove_my_way(p_kind text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  delete from notice.codes c where c.person_id = identity.me() and c.kind = p_kind and c.day < (now() at time zone 'Europe/Stockholm')::date;
  return notice.remove_way(identity.me(), p_kind);
end $$;

-- A code for the address there is now, valid for ten minutes. Five a day at the most, to that kind of address: whose number it really is, is
-- not known yet. False: no more today, or nothing to send it to.
create function notice.ask_code(p_kind text, p_id uuid, p_hash bytea) returns boolean language plpgsql security definer set search_path = '' as $$
declare today date := (now() at time zone 'Europe/Stockholm')::date; w notice.ways;
begin
  select * into w from notice.ways x where x.person_id = identity.me() and x.kind = p_kind;
  if w.person_id is null then return false; end if;
  insert into notice.codes as c (person_id, kind, id, address_index, code_hash, until, day, sent_that_day)
  values (w.person_id, p_kind, p_id, w.address_index, p_hash, now() + interval '10 minutes', today, 1)
  on conflict (person_id, kind) do update set id = excluded.id, address_index = excluded.address_index, code_hash = excluded.code_hash, until = excluded.until, tries = 0,
    day = excluded.day, sent_that_day = case when c.day = excluded.day then c.sent_that_day + 1 else 1 end
    where c.day < excluded.day or c.sent_that_day < 5;
  return found;
end $$;

-- Which of the addresses a code can still be written for.
create function notice.my_codes() returns table (kind text, until timestamptz) language plpgsql stable security definer set search_path = '' as $$
begin
  return query select c.kind, c.until from notice.codes c join notice.ways w on w.person_id = c.person_id and w.kind = c.kind and w.address_index = c.address_index
    where c.person_id = identity.me() and c.until > now() and c.tries < 5;
end $$;

-- 'done', 'wrong', or 'over': too late, tried too often, or for another address.
create function notice.confirm_my_way(p_kind text, p_hash bytea) returns text language plpgsql security definer set search_path = '' as $$
declare c notice.codes;
begin
  select * into c from notice.codes x where x.person_id = identity.me() and x.kind = p_kind for update;
  if c.person_id is null or c.until <= now() or c.tries >= 5
    or not exists (select from notice.ways w where w.person_id = c.person_id and w.kind = p_kind and w.address_index = c.address_index) then return 'over'; end if;
  if c.code_hash is distinct from p_hash then
    update notice.codes x set tries = x.tries + 1 where x.person_id = c.person_id and x.kind = p_kind;
    return case when c.tries >= 4 then 'over' else 'wrong' end;
  end if;
  update notice.codes x set until = now() where x.person_id = c.person_id and x.kind = p_kind;
  perform notice.confirm_way(c.person_id, p_kind);
  return 'done';
end $$;

create function notice.wish(p_about text, p_channel text, p_lead_days int[], p_language text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if identity.me() is null then return false; end if;
  perform notice.set_wish(identity.me(), p_about, p_channel, p_lead_days, p_language);
  return true;
end $$;

grant execute on function notice.set_my_way(text, bytea, bytea), notice.remove_my_way(text), notice.ask_code(text, uuid, bytea), notice.my_codes(),
  notice.confirm_my_way(text, bytea), notice.wish(text, text, int[], text) to delakt_person;

-- What the unit has to do something about: letters to post, and what did not arrive, or may not have. The person's name, and nothing else of them.
create function notice.unit_sendings() returns table (id uuid, name text, state text, channel text, template text, language text, slots jsonb, at timestamptz, municipality text)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select s.id, coalesce(p.name, (select r.name from record.people r where r.committee_id = s.committee_id and r.person_id = s.person_id limit 1)),
      s.state, s.channel, s.template, coalesce(s.language, 'sv'), s.slots, coalesce(s.done_at, s.at), m.name
    from notice.sendings s
    join identity.persons p on p.id = s.person_id
    join directory.committees c on c.id = s.committee_id join directory.municipalities m on m.id = c.municipality_id
    where s.unit_id = any (identity.my_units()) and s.state in ('listed', 'failed', 'unsure') and s.seen_at is null
    order by s.at limit 500;
end $$;

-- A letter that has been posted, or a failure that somebody has taken care of. False: not theirs, or done already.
create function notice.take_care(p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update notice.sendings s set seen_at = now(), seen_by = identity.my_staff(),
    state = case when s.state = 'listed' then 'sent' else s.state end, done_at = case when s.state = 'listed' then now() else s.done_at end
  where s.id = p_id and s.unit_id = any (identity.my_units()) and s.state in ('listed', 'failed', 'unsure') and s.seen_at is null;
  return found;
end $$;
grant execute on function notice.unit_sendings(), notice.take_care(uuid) to delakt_staff;
