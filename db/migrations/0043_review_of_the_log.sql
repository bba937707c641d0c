-- The log is reviewed systematically and recurrently (SoLPuL 10 §). One thing to review is somebody at work, a person and a day: what was done then is in the log.
create table audit.reviews (
  committee_id uuid not null references directory.committees on delete restrict,
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null,                                 -- where they sat
  staff_id uuid not null references directory.staff on delete restrict,
  person_id uuid not null references identity.persons on delete restrict,
  day date not null,
  because text[] not null check (because <@ array['break-glass', 'own-record', 'protected', 'no-relation', 'same-name', 'volume', 'sample'] and because <> '{}'),
  due_on date not null,
  drawn_at timestamptz not null default now(),
  primary key (committee_id, id),
  unique (committee_id, staff_id, person_id, day),
  unique (committee_id, id, staff_id)
);
create index on audit.reviews (committee_id, due_on, id);

-- What a reviewer found. Kept for ever, one after the other: after a question to the manager comes what it led to. Nobody reviews themself.
create table audit.review_results (
  committee_id uuid not null,
  review_id uuid not null,
  nr int not null check (nr > 0),
  staff_id uuid not null,                                -- who is reviewed
  reviewer_id uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  result text not null check (result in ('in-order', 'ask-manager', 'suspected')),
  note text not null default '' check (length(note) <= 4000),
  at timestamptz not null default now(),
  primary key (committee_id, review_id, nr),
  foreign key (committee_id, review_id, staff_id) references audit.reviews (committee_id, id, staff_id) on delete restrict,
  check (reviewer_id <> staff_id),
  check (result = 'in-order' or note <> '')
);

-- With how many persons somebody usually has to do in a day: to know an unusual one by.
create table audit.busy_days (
  committee_id uuid not null,
  staff_id uuid not null,
  day date not null,
  persons int not null,
  primary key (committee_id, staff_id, day)
);
alter table audit.log add drawn_on date;                 -- until which day reviews have been drawn

alter table audit.reviews enable row level security;
alter table audit.review_results enable row level security;
alter table audit.busy_days enable row level security;
create policy reviewer on audit.reviews for select to delakt_staff
  using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'logReviewer' and staff_id <> (select identity.my_staff()));
grant select on audit.reviews to delakt_staff;
create policy reviewer on audit.review_results for select to delakt_staff
  using (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'logReviewer' and staff_id <> (select identity.my_staff()));
create policy reviewer_writes on audit.review_results for insert to delakt_staff
  with check (committee_id = (select identity.my_committee()) and (select identity.my_role()) = 'logReviewer' and reviewer_id = (select identity.my_staff())
    and assignment_id = (select (identity.my_desk()).assignment_id));
grant select, insert (committee_id, review_id, nr, staff_id, reviewer_id, assignment_id, result, note) on audit.review_results to delakt_staff;
-- No grant on audit.busy_days for anybody: it is read by what draws.

-- Whether somebody at work has to do with a person's cases: named as officer, opened, decided, wrote or answered. The source's own names stand in what came from it.
create function audit.related(p_committee uuid, p_staff uuid, p_person uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare called text := (select w.name from directory.staff w where w.id = p_staff); theirs uuid[];
begin
  theirs := array(select m.id from record.matters m where m.committee_id = p_committee and m.person_id = p_person);
  return exists (select from gate.openings o where o.committee_id = p_committee and o.matter_id = any (theirs) and o.opened_by = p_staff)
    or exists (select from gate.release_decisions d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.decided_by = p_staff)
    or exists (select from record.drafts d where d.committee_id = p_committee and d.matter_id = any (theirs) and d.staff_id = p_staff)
    or exists (select from voice.remarks r where r.committee_id = p_committee and r.matter_id = any (theirs) and r.answered_staff = p_staff)
    or exists (select from record.events e where e.committee_id = p_committee and e.matter_id = any (theirs)
         and called in (e.event -> 'author' ->> 'name', e.event -> 'detail' -> 'officer' ->> 'name'));
end $$;

-- Draws what is to be reviewed of one day, and on the last of a month a sample of it: five of each unit, whatever else there was. Twice is as once.
-- What is a rule and not certain (no relation, same last name, protected, many) is drawn once in thirty days for the same two.
create function audit.draw(p_day date) returns int language plpgsql security definer set search_path = '' as $$
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
  join directory.assignments a on a.id = l.assignment_id
  group by l.committee_id, l.actor_id, l.person_id;

  insert into audit.busy_days (committee_id, staff_id, day, persons)
  select t.committee_id, t.staff_id, p_day, count(*) from pg_temp.looked t group by t.committee_id, t.staff_id on conflict do nothing;

  insert into audit.reviews (committee_id, unit_id, staff_id, person_id, day, because, due_on)
  select t.committee_id, t.unit_id, t.staff_id, t.person_id, p_day, found.because,
    p_day + case when found.because && array['break-glass', 'own-record'] then 8 else 15 end
  from (
    select x.*, row_number() over (partition by x.committee_id, x.staff_id order by random()) as place, b.persons,
      (select case when count(*) >= 5 then avg(u.persons) end from audit.busy_days u
       where u.committee_id = x.committee_id and u.staff_id = x.staff_id and u.day < p_day and u.day >= p_day - 60) as usual,
      not exists (select from audit.reviews r where r.committee_id = x.committee_id and r.staff_id = x.staff_id and r.person_id = x.person_id
        and r.day > p_day - 30 and r.day < p_day) as fresh
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
  on conflict do nothing;
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

-- Draws the days that have passed since it was last done, yesterday at first.
create function audit.draw_days() returns int language plpgsql security definer set search_path = '' as $$
declare yesterday date := (now() at time zone 'Europe/Stockholm')::date - 1; one date; drawn int := 0;
begin
  select coalesce(l.drawn_on + 1, yesterday) into one from audit.log l for update;
  while one <= yesterday loop
    drawn := drawn + audit.draw(one);
    one := one + 1;
  end loop;
  update audit.log set drawn_on = yesterday;
  return drawn;
end $$;
grant execute on function audit.draw_days() to delakt_worker;

-- What was done on the day of a review, for its reviewer: kinds of access and case numbers, never what stands in a case.
create function audit.reviewed(p_review uuid) returns table (at timestamptz, number text, purpose text, reason text, elsewhere boolean)
language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); r audit.reviews;
begin
  if desk.role is distinct from 'logReviewer' then return; end if;
  select * into r from audit.reviews x where x.committee_id = desk.committee_id and x.id = p_review and x.staff_id <> desk.staff_id;
  if r.id is null then return; end if;
  return query
  select l.at, m.number, l.purpose, l.reason, coalesce(m.unit_id <> a.unit_id, false)
  from audit.access_log l
  left join record.matters m on m.committee_id = l.committee_id and m.id = l.matter_id
  left join directory.assignments a on a.id = l.assignment_id
  where l.person_id = r.person_id and l.actor = 'staff' and l.actor_id = r.staff_id and l.committee_id = r.committee_id
    and l.at >= r.day::timestamp at time zone 'Europe/Stockholm' and l.at < (r.day + 1)::timestamp at time zone 'Europe/Stockholm'
  order by l.at, l.id limit 1000;
end $$;
grant execute on function audit.reviewed(uuid) to delakt_staff;

-- How it stands with the log, for the start page: what waits for the reviewers of the committee, or at one's unit when one is its manager, how much of it is late,
-- and whether sealing has stopped.
create function audit.state() returns table (waiting int, late int, oldest date, stopped timestamptz)
language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  if desk.role is null then return; end if;
  return query
  select count(r.id)::int, (count(r.id) filter (where r.due_on < today))::int, min(r.due_on),
    (select l.stopped_at from audit.log l where desk.role in ('logReviewer', 'systemSteward'))
  from audit.reviews r
  where r.committee_id = desk.committee_id and (desk.role = 'logReviewer' and r.staff_id <> desk.staff_id or desk.role = 'unitManager' and r.unit_id = desk.unit_id)
    and not exists (select from audit.review_results x where x.committee_id = r.committee_id and x.review_id = r.id and x.result <> 'ask-manager');
end $$;
grant execute on function audit.state() to delakt_staff;
