-- How long a unit is on the phone and how many calls it misses, week by week, beside what people write to it instead (MSG-13). Numbers and nothing else.
create table contact.phone_weeks (
  committee_id uuid not null references directory.committees on delete restrict,
  unit_id uuid not null references directory.units on delete restrict,
  monday date not null check (extract(isodow from monday) = 1 and monday >= '2000-01-01'),
  minutes int check (minutes between 0 and 100000),      -- on the phone, all at the unit together
  answered int check (answered between 0 and 100000),
  missed int check (missed between 0 and 100000),
  entered_by uuid not null references directory.staff on delete restrict,
  entered_at timestamptz not null default now(),
  primary key (committee_id, unit_id, monday),
  check (num_nonnulls(minutes, answered, missed) > 0)
);
alter table contact.phone_weeks enable row level security;
create policy keepers on contact.phone_weeks for select to delakt_staff
  using (committee_id = (select identity.my_committee()) and unit_id = (select contact.kept_unit()));
grant select on contact.phone_weeks to delakt_staff;
-- Nobody writes but through the function, so that a list of weeks is taken in whole or not at all.

-- Sets these weeks for the unit that the session looks after. `p_whole`: what is empty is emptied, and a week with nothing left is no more; else
-- what is empty leaves what stands. The same sent twice changes nothing the second time. False: not this session's.
create function contact.set_phone_weeks(p_weeks jsonb, p_whole boolean) returns boolean language plpgsql security definer set search_path = '' as $$
declare unit uuid := contact.kept_unit();
begin
  if unit is null then return false; end if;
  if p_whole then
    delete from contact.phone_weeks x using jsonb_to_recordset(p_weeks) as w(monday date, minutes int, answered int, missed int)
    where x.unit_id = unit and x.monday = w.monday and num_nonnulls(w.minutes, w.answered, w.missed) = 0;
  end if;
  insert into contact.phone_weeks as x (committee_id, unit_id, monday, minutes, answered, missed, entered_by)
  select identity.my_committee(), unit, w.monday, w.minutes, w.answered, w.missed, identity.my_staff()
  from jsonb_to_recordset(p_weeks) as w(monday date, minutes int, answered int, missed int)
  where num_nonnulls(w.minutes, w.answered, w.missed) > 0 order by w.monday
  on conflict (committee_id, unit_id, monday) do update set
    minutes = case when p_whole then excluded.minutes else coalesce(excluded.minutes, x.minutes) end,
    answered = case when p_whole then excluded.answered else coalesce(excluded.answered, x.answered) end,
    missed = case when p_whole then excluded.missed else coalesce(excluded.missed, x.missed) end,
    entered_by = excluded.entered_by, entered_at = now()
  where (x.minutes, x.answered, x.missed) is distinct from (
    case when p_whole then excluded.minutes else coalesce(excluded.minutes, x.minutes) end,
    case when p_whole then excluded.answered else coalesce(excluded.answered, x.answered) end,
    case when p_whole then excluded.missed else coalesce(excluded.missed, x.missed) end);
  return true;
end $$;

-- What has come to the unit and lies there now, by the Swedish week it came: what was written, who wished to be phoned, how many of all were first
-- answered or phoned in the promised time, and how many still may be. The promise is the first one: it moves when somebody writes again after an
-- answer. `p_from`: a Monday. `p_next`: from that day on, the working day that what is promised on each day holds to, which only TypeScript knows.
create function contact.weeks_came(p_from date, p_next date[]) returns table (monday date, written int, calls int, in_time int, waiting int)
language plpgsql stable security definer set search_path = '' as $$
declare unit uuid := contact.kept_unit(); today date := (now() at time zone 'Europe/Stockholm')::date;
begin
  if unit is null then return; end if;
  return query
  select date_trunc('week', came.day)::date, (count(*) filter (where came.kind <> 'call'))::int, (count(*) filter (where came.kind = 'call'))::int,
    (count(*) filter (where came.answered <= came.promised))::int, (count(*) filter (where came.answered is null and today <= came.promised))::int
  from (
    select t.kind, d.day, p_next[d.day + t.answer_days - p_from + 1] as promised, (select (min(s.at) at time zone 'Europe/Stockholm')::date from contact.steps s
      where s.committee_id = t.committee_id and s.thread_id = t.id and s.what in ('answered', 'called')) as answered
    from contact.threads t cross join lateral (select (t.opened_at at time zone 'Europe/Stockholm')::date as day) d
    where t.unit_id = unit and t.opened_at >= p_from::timestamp at time zone 'Europe/Stockholm') came
  group by 1 order by 1;
end $$;
create index came on contact.threads (unit_id, opened_at);
grant execute on function contact.set_phone_weeks(jsonb, boolean), contact.weeks_came(date, date[]) to delakt_staff;
