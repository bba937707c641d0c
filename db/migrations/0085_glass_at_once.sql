-- As before, and what has been drawn already gets what else there was to it.
create or replace function audit.draw(p_day date) returns int language plpgsql security definer set search_path = '' as $$
declare
  begins timestamptz := p_day::timestamp at time zone 'Europe/Stockholm';
  ends timestamptz := (p_day + 1)::timestamp at time zone 'Europe/Stockholm';
  month_begins timestamptz := date_trunc('month', p_day)::timestamp at time zone 'Europe/Stockholm';
  drawn int; sampled int := 0;
begin
  create temp table if not exists looked (committee_id uuid, unit_id uuid, staff_id uuid, person_id uuid, broke boolean) on commit drop;
  delete from pg_temp.looked;
  insert into pg_temp.looked
  select l.committee_id, (array_agg(a.unit_id order by l.at))[1], l.actor_id, l.person_id, bool_or(l.purpose like 'break glass%')
  from directory.committees c
  join audit.access_log l on l.committee_id = c.id and l.at >= begins and l.at < ends and l.actor = 'staff' and l.person_id is not null
    and l.purpose <> 'found in search'
  join directory.assignments a on a.id = l.assignment_id
  group by l.committee_id, l.actor_id, l.person_id;

  insert into audit.busy_days (committee_id, staff_id, day, persons)
  select t.committee_id, t.staff_id, p_day, count(*) from pg_temp.looked t group by t.committee_id, t.staff_id on conflict do nothing;

  insert into audit.reviews as r (committee_id, unit_id, staff_id, person_id, day, because, due_on)
  select t.committee_id, t.unit_id, t.staff_id, t.person_id, p_day, found.because,
    p_day + case when found.because && array['break-glass', 'own-record'] then 8 else 15 end
  from (
    select x.*, row_number() over (partition by x.committee_id, x.staff_id order by random()) as place, b.persons,
      (select case when count(*) >= 5 then avg(u.persons) end from audit.busy_days u
       where u.committee_id = x.committee_id and u.staff_id = x.staff_id and u.day < p_day and u.day >= p_day - 60) as usual,
      not exists (select from audit.reviews e where e.committee_id = x.committee_id and e.staff_id = x.staff_id and e.person_id = x.person_id
        and e.day > p_day - 30 and e.day < p_day) as fresh
    from pg_temp.looked x
    join audit.busy_days b on b.committee_id = x.committee_id and b.staff_id = x.staff_id and b.day = p_day
  ) t
  join directory.staff w on w.id = t.staff_id
  cross join lateral (
    select array_remove(array[
      case when t.broke then 'break-glass' end,
      -- The same login on both sides of the door: one's own record, or of somebody whose copies one may be handed.
      case when exists (select from identity.logins s join identity.logins r on r.issuer = s.issuer and r.subject = s.subject
        where s.staff_id = t.staff_id and (r.person_id = t.person_id or exists (select from gate.recipients g join record.matters m on m.committee_id = g.committee_id and m.id = g.matter_id
          where g.person_id = r.person_id and m.person_id = t.person_id))) then 'own-record' end,
      case when t.fresh and exists (select from record.people p where p.committee_id = t.committee_id and p.person_id = t.person_id and p.protected_identity <> 'none') then 'protected' end,
      case when t.fresh and not audit.related(t.committee_id, t.staff_id, t.person_id) then 'no-relation' end,
      case when t.fresh and exists (select from record.people p where p.committee_id = t.committee_id and p.person_id = t.person_id
        and lower(substring(p.name from '\S+$')) = lower(substring(w.name from '\S+$'))) then 'same-name' end,
      case when t.fresh and t.place <= 5 and t.persons >= 10 and t.persons >= 3 * t.usual then 'volume' end
    ], null) as because
  ) found
  where found.because <> '{}'
  -- An emergency access stands there from the moment it was made: what else there was of it comes along.
  on conflict (committee_id, staff_id, person_id, day) do update
  set because = r.because || array(select x from unnest(excluded.because) x where x <> all (r.because)), due_on = least(r.due_on, excluded.due_on)
  where not excluded.because <@ r.because;
  get diagnostics drawn = row_count;

  if extract(day from p_day + 1) = 1 then
    insert into audit.reviews (committee_id, unit_id, staff_id, person_id, day, because, due_on)
    select s.committee_id, s.unit_id, s.staff_id, s.person_id, s.day, array['sample'], p_day + 31
    from (
      select t.*, row_number() over (partition by t.committee_id, t.unit_id order by random()) as place
      from (
        select l.committee_id, (array_agg(a.unit_id))[1] as unit_id, l.actor_id as staff_id, l.person_id, (l.at at time zone 'Europe/Stockholm')::date as day
        from directory.committees c
        join audit.access_log l on l.committee_id = c.id and l.at >= month_begins and l.at < ends and l.actor = 'staff' and l.person_id is not null
        join directory.assignments a on a.id = l.assignment_id
        group by 1, 3, 4, 5
      ) t
      where not exists (select from audit.reviews r where r.committee_id = t.committee_id and r.staff_id = t.staff_id and r.person_id = t.person_id and r.day = t.day)
        and not exists (select from audit.reviews r where r.committee_id = t.committee_id and r.unit_id = t.unit_id and r.because = array['sample']
          and r.day >= date_trunc('month', p_day)::date and r.day <= p_day)
    ) s
    where s.place <= 5
    on conflict do nothing;
    get diagnostics sampled = row_count;
  end if;
  return drawn + sampled;
end $$;

-- Breaks the glass, and the reviewers of the log have it before them at once, not the night after. False: there is no such case at another unit of the
-- committee, which looks the same as none at all.
create or replace function gate.break_glass(p_id uuid, p_matter uuid, p_reason text, p_words text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); m record.matters; today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return false; end if;
  select * into m from record.matters x where x.committee_id = desk.committee_id and x.id = p_matter and x.unit_id <> desk.unit_id;
  if m.id is null then return false; end if;
  insert into gate.glass (committee_id, id, matter_id, person_id, unit_id, own_unit_id, staff_id, assignment_id, session_id, reason, words, protected)
  values (m.committee_id, p_id, m.id, m.person_id, m.unit_id, desk.unit_id, desk.staff_id, desk.assignment_id, desk.session_id, p_reason, nullif(p_words, ''),
    exists (select from record.people r where r.committee_id = m.committee_id and r.person_id = m.person_id and r.protected_identity <> 'none'))
  on conflict do nothing;
  -- Twice in a day to the same person is one thing to look at, for it is looked at by the day.
  insert into audit.reviews as r (committee_id, unit_id, staff_id, person_id, day, because, due_on)
  values (m.committee_id, desk.unit_id, desk.staff_id, m.person_id, today, array['break-glass'], today + 8)
  on conflict (committee_id, staff_id, person_id, day) do update set because = array['break-glass'] || r.because, due_on = least(r.due_on, excluded.due_on)
  where not r.because @> excluded.because;
  return true;
end $$;
create index on gate.glass (committee_id, matter_id, staff_id);

-- As before, with an emergency access told once and with its reason; a look that was refused opened nothing.
create or replace function audit.about_me(p_micros bigint, p_id bigint, p_others boolean, p_most int)
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
    coalesce(m.unit_id <> a.unit_id, false),
    case when g.reason is not null then 'break glass' when p.purpose = 'break glass' and p.reason is null then 'refused' else p.purpose end, coalesce(g.reason, p.reason)
  from page p
  left join directory.staff w on p.actor = 'staff' and w.id = p.actor_id
  left join identity.persons x on p.actor = 'person' and x.id = p.actor_id
  left join record.sources s on p.actor = 'source' and s.id = p.actor_id
  left join directory.assignments a on a.id = p.assignment_id
  left join directory.units u on u.id = a.unit_id
  left join record.matters m on p.actor = 'staff' and m.committee_id = p.committee_id and m.id = p.matter_id
  -- An emergency access is one thing with one reason: the search that led to it, the opening and each look within its hour.
  left join lateral (
    select x.reason from gate.glass x
    where p.actor = 'staff' and p.purpose in ('break glass', 'break glass search') and x.committee_id = p.committee_id and x.matter_id = p.matter_id and x.staff_id = p.actor_id
      and x.opened_at < p.at + interval '1 minute' and x.ends_at > p.at
    order by x.opened_at desc limit 1) g on true
  -- Of somebody who reads for me the log has their own shelf.
  left join lateral (select o.matter_id from gate.openings o where p.actor = 'person' and o.shelf_id = p.matter_id limit 1) o on true
  left join shelves k on k.matter_id = coalesce(o.matter_id, p.matter_id)
  order by p.at desc, p.id desc;
end $$;
