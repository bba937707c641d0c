-- Who has looked at what is held about me, newest first (SoLPuL 10 §, lag 2022:913 4 kap. 5 §; product.md, promise 10): `p_most` rows before the one with that
-- moment (microseconds since 1970) and id. An account of what was done and never of what is there: an item is told of only when the one who asks has a
-- copy of it, and a case only when it is opened for them; everything else reads as a look at what is held about them.
-- Whose names are told stands here and nowhere else: those at work by name, title and unit; a person who acts for another by their name.
create function audit.about_me(p_micros bigint, p_id bigint, p_others boolean, p_most int)
returns table (id bigint, at timestamptz, micros bigint, who text, actor_id uuid, name text, title jsonb, unit jsonb, number text, opened boolean, item boolean, elsewhere boolean, purpose text, reason text)
language plpgsql stable security definer set search_path = '' as $$
declare me uuid := identity.reader(); until timestamptz := timestamptz 'epoch' + p_micros * interval '1 microsecond';
begin
  if me is null then return; end if;
  return query
  with page as (
    (select l.* from audit.access_log l
     where p_others and l.person_id = me and l.actor_id is distinct from l.person_id and (l.at, l.id) < (until, p_id) order by l.at desc, l.id desc limit p_most)
    union all
    (select l.* from audit.access_log l where not p_others and l.person_id = me and (l.at, l.id) < (until, p_id) order by l.at desc, l.id desc limit p_most)
  ), shelves as (
    -- A matter as the record knows it and as the shelf does: the log has the one of staff and the other of persons.
    select s.id as shelf_id, o.matter_id, s.number from shelf.matters s join gate.openings o on o.shelf_id = s.id and o.ended_at is null where s.person_id = me
  )
  select p.id, p.at, (extract(epoch from p.at) * 1000000)::bigint,
    case when p.actor = 'person' and p.actor_id = me then 'me' else p.actor end, p.actor_id,
    case p.actor when 'staff' then w.name when 'person' then x.name end, w.title,
    case p.actor when 'source' then s.label else jsonb_build_object('id', u.id, 'name', u.name) end,
    k.number, k.shelf_id is not null,
    p.item_id is not null and (p.actor_id = me or exists (
      select from gate.release_decisions d where d.committee_id = p.committee_id and d.matter_id = p.matter_id and d.item_id = p.item_id and d.person_id = me
        and d.state = 'released' and d.copy_id is not null)),
    coalesce(m.unit_id <> a.unit_id, false), p.purpose, p.reason
  from page p
  left join directory.staff w on p.actor = 'staff' and w.id = p.actor_id
  left join identity.persons x on p.actor = 'person' and x.id = p.actor_id
  left join record.sources s on p.actor = 'source' and s.id = p.actor_id
  left join directory.assignments a on a.id = p.assignment_id
  left join directory.units u on u.id = a.unit_id
  left join record.matters m on p.actor = 'staff' and m.committee_id = p.committee_id and m.id = p.matter_id
  -- Of somebody who reads for me the log has their own shelf.
  left join lateral (select o.matter_id from gate.openings o where p.actor = 'person' and o.shelf_id = p.matter_id limit 1) o on true
  left join shelves k on k.matter_id = coalesce(o.matter_id, p.matter_id)
  order by p.at desc, p.id desc;
end $$;
grant execute on function audit.about_me(bigint, bigint, boolean, int) to delakt_person;

-- Whom to ask about the log: the units that one has something at, with a named human (product.md, promise 3): the manager, or who opened the case.
create function audit.whom_to_ask() returns table (id uuid, name jsonb, phone text, hours jsonb, contact text)
language plpgsql stable security definer set search_path = '' as $$
declare me uuid := identity.reader();
begin
  if me is null then return; end if;
  return query
  select u.id, u.name, u.phone, u.phone_hours,
    coalesce((select w.name from directory.assignments a join directory.staff w on w.id = a.staff_id
     where a.unit_id = u.id and a.role = 'unitManager' and w.active and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
     order by w.name limit 1),
     (select s.invited_by from shelf.matters s where s.person_id = me and s.unit_id = u.id order by s.invited_at desc limit 1))
  from directory.units u where u.id in (select s.unit_id from shelf.matters s where s.person_id = me) order by u.name ->> 'sv';
end $$;
grant execute on function audit.whom_to_ask() to delakt_person;

-- Which matter a shelf was, also one that has been taken back since.
create index shelf on gate.openings (shelf_id);
