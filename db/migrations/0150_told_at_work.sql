-- Alarms reach those who do not sign in (product, promise 9): what the start pages tell is told by e-mail too, at work, in words that say nothing of what it is.

-- Where somebody is told at work. Beside who they are to other systems, and not among what everybody may read of staff: it is the stewards' to see.
alter table directory.staff_ids
  add email text check (length(email) between 3 and 254),
  add email_refused_at timestamptz;                      -- what was sent there was refused, and nothing has gone there since

-- Who has been told of what by e-mail, and when last: a unit's inbox that nobody looks after, or what fell when somebody left. `since` is the alarm's own, so
-- that one that comes back is a new one.
create table directory.told (
  committee_id uuid not null references directory.committees on delete restrict,
  staff_id uuid not null references directory.staff on delete cascade,
  unit_id uuid not null references directory.units on delete cascade,
  leaving_id uuid,                                       -- null: the inbox
  since timestamptz not null,
  at timestamptz not null default now(),
  unique nulls not distinct (committee_id, staff_id, unit_id, leaving_id),
  foreign key (committee_id, leaving_id, unit_id) references directory.left_units on delete cascade
);
create index on directory.told (staff_id);
create index on directory.told (unit_id);
create index on directory.told (committee_id, leaving_id, unit_id);
alter table directory.told enable row level security;    -- nobody's to read: the functions below do

create function directory.put_email(p_municipality uuid, p_staff uuid, p_email text) returns void language plpgsql security definer set search_path = '' as $$
begin
  update directory.staff_ids i set email = p_email, email_refused_at = null where i.municipality_id = p_municipality and i.staff_id = p_staff and i.email is distinct from p_email;
end $$;
create function directory.email_refused(p_staff uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update directory.staff_ids i set email_refused_at = now() where i.staff_id = p_staff and i.email is not null;
end $$;
create function directory.my_email() returns text language plpgsql stable security definer set search_path = '' as $$
begin return (select i.email from directory.staff_ids i where i.staff_id = identity.my_staff()); end $$;

-- Those at a unit who are told of its alarms: whoever receives or looks after it at once, its managers (`manager`) when it has stood for some days.
create function directory.told_of(p_unit uuid) returns table (staff_id uuid, manager boolean) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select d, false from directory.dispatchers(p_unit) d
  union all select k.staff_id, false from directory.keepers k where k.unit_id = p_unit and directory.works_at(k.staff_id, p_unit)
  union all select a.staff_id, true from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
    where a.unit_id = p_unit and a.role = 'unitManager' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today());
end $$;
create function directory.stewards(p_committee uuid) returns setof uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return query select distinct a.staff_id from directory.units u join directory.assignments a on a.unit_id = u.id join directory.staff w on w.id = a.staff_id and w.active
  where u.committee_id = p_committee and a.role = 'systemSteward' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today());
end $$;

-- As before, and who is told at a unit is asked of the one function that the e-mails ask.
create or replace function directory.vacancies(p_days int default 3) returns table (unit_id uuid, name jsonb, why text, since timestamptz, dispatchers int) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null then return; end if;
  return query
  select u.id, u.name, now_so.why, coalesce(a.since, now()), (select count(*)::int from directory.dispatchers(u.id))
  from directory.units u
  left join directory.alarms a on a.unit_id = u.id
  cross join lateral (select directory.vacant(u.id) as why) now_so
  where u.committee_id = desk.committee_id and u.id in (select directory.receiving()) and now_so.why is not null
    and (desk.role = 'systemSteward'
      or u.id = desk.unit_id and exists (select from directory.told_of(u.id) t where t.staff_id = desk.staff_id
        and (not t.manager or desk.role = 'unitManager' and coalesce(a.since, now()) < now() - make_interval(days => p_days))))
  order by coalesce(a.since, now()), u.id;
end $$;

-- Each who is to be told of each thing that stands now, or one of them: of an inbox those whom the start pages tell (`directory.vacancies`), at the same times; of
-- what fell when somebody left without a receiver for it, whoever got it and those at the unit, until somebody there has said that they know (`directory.fallen`).
create function directory.alarmed(p_staff uuid default null) returns table (staff_id uuid, committee_id uuid, unit_id uuid, leaving_id uuid, since timestamptz)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare theirs uuid[] := array(select a.committee_id from directory.assignments a where a.staff_id = p_staff);
begin
  return query
  with stands as (
    select a.committee_id, a.unit_id, null::uuid as leaving_id, a.since from directory.alarms a
    where (p_staff is null or a.committee_id = any (theirs)) and a.unit_id in (select directory.receiving()) and directory.vacant(a.unit_id) is not null
    union all
    select n.committee_id, n.unit_id, n.leaving_id, l.done_at from directory.left_units n join directory.leavings l on l.committee_id = n.committee_id and l.id = n.leaving_id
    where (p_staff is null or n.committee_id = any (theirs)) and n.noted_at is null and l.done_at is not null
      and exists (select from directory.handovers h where h.committee_id = n.committee_id and h.leaving_id = n.leaving_id and h.how <> 'chosen' and (h.unit_id = n.unit_id or h.unit_id is null)))
  select distinct t.staff_id, s.committee_id, s.unit_id, s.leaving_id, s.since from stands s
  cross join lateral (
    select o.staff_id, o.manager from directory.told_of(s.unit_id) o
    union all select d, false from directory.stewards(s.committee_id) d where s.leaving_id is null
    union all select h.to_id, false from directory.handovers h where h.committee_id = s.committee_id and h.leaving_id = s.leaving_id and h.how in ('deputy', 'keeper')
      and (h.unit_id = s.unit_id or h.unit_id is null) and directory.works_at(h.to_id, s.unit_id)) t
  where (p_staff is null or t.staff_id = p_staff) and (not t.manager or s.since < now() - interval '3 days');
end $$;
-- Of those, what somebody has not been told of, or was told of seven days ago.
create function directory.untold(p_staff uuid default null) returns table (staff_id uuid) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select distinct x.staff_id from directory.alarmed(p_staff) x
  where not exists (select from directory.told o where o.committee_id = x.committee_id and o.staff_id = x.staff_id and o.unit_id = x.unit_id and o.leaving_id is not distinct from x.leaving_id
    and o.since = x.since and (o.at at time zone 'Europe/Stockholm')::date > directory.today() - 7);
end $$;
-- Asked at the moment of sending: whether there still is something to tell somebody, and notes all that stands as told, since they see all of it when they come.
-- It stays noted only if it was sent, and nothing is locked meanwhile: whoever says that they know would wait for the mail.
create function directory.tell(p_staff uuid) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from directory.untold(p_staff)) then return false; end if;
  insert into directory.told as o (committee_id, staff_id, unit_id, leaving_id, since) select x.committee_id, x.staff_id, x.unit_id, x.leaving_id, x.since from directory.alarmed(p_staff) x
  on conflict (committee_id, staff_id, unit_id, leaving_id) do update set since = excluded.since, at = now();
  update directory.staff_ids i set email_refused_at = null where i.staff_id = p_staff and i.email_refused_at is not null;
  return true;
end $$;
-- Those in the steward's committee who are told of alarms, and whom no e-mail reaches.
create function directory.unreached() returns table (id uuid, name text) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query
  select w.id, w.name from directory.staff w left join directory.staff_ids i on i.municipality_id = w.municipality_id and i.staff_id = w.id
  where w.id in (select t.staff_id from directory.units u cross join lateral directory.told_of(u.id) t where u.committee_id = desk.committee_id union select directory.stewards(desk.committee_id))
    and (i.email is null or i.email_refused_at is not null)
  order by w.name, w.id;
end $$;
grant execute on function directory.tell(uuid), directory.email_refused(uuid) to delakt_worker;
grant execute on function directory.my_email(), directory.unreached() to delakt_staff;

-- The three ways in, as before, and with the address.
create or replace function directory.save_staff(p_id uuid, p_seen int, p jsonb) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); w directory.staff; ids directory.staff_ids;
begin
  if town is null then return 'none'; end if;
  select * into w from directory.staff x where x.id = p_id for update;
  if w.id is null and p_seen is null then
    insert into directory.staff (id, municipality_id, name) values (p_id, town, p ->> 'name') returning * into w;
  elsif w.id is not null and p_seen is null and directory.keeps(p_id) then return 'done';
  elsif w.id is null or not directory.keeps(p_id) then return 'none';
  elsif w.revision <> p_seen then return 'stale'; end if;
  select * into ids from directory.staff_ids i where i.municipality_id = town and i.staff_id = p_id;
  if not coalesce(ids.origin = 'scim', false) then
    if not directory.put_staff_ids(town, p_id, p ->> 'hsa', ids.external_id, case when p_id = desk.staff_id then ids.user_name else p ->> 'login' end) then raise exception using errcode = 'DL001', message = 'taken'; end if;
    -- A login of one's own making would be a way to be somebody else.
    if p_id <> desk.staff_id and (p ->> 'login') is distinct from ids.user_name and not directory.put_login(p_id, p ->> 'login') then raise exception using errcode = 'DL001', message = 'taken'; end if;
    update directory.staff x set name = p ->> 'name', title = p -> 'title', phone = p ->> 'phone' where x.id = p_id;
  end if;
  -- A catalogue that says nothing of e-mail leaves it to the steward.
  if not coalesce(ids.origin = 'scim' and ids.resource ? 'emails', false) then perform directory.put_email(town, p_id, p ->> 'email'); end if;
  update directory.staff x set phone_hours = p -> 'hours', revision = x.revision + case when p_seen is null then 0 else 1 end,
    deputy_id = (select d.id from directory.staff d where d.id = (p ->> 'deputy')::uuid and d.municipality_id = town and d.id <> p_id and d.active)
  where x.id = p_id;
  perform directory.note(town, null, case when p_seen is null then 'staff-added' else 'staff-changed' end, p_id, null, '{}');
  return 'done';
exception when sqlstate 'DL001' then return 'taken';
end $$;

create or replace function directory.list_staff(p_id uuid, p jsonb) returns uuid language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); who uuid := p_id; ids directory.staff_ids;
begin
  if town is null then return null; end if;
  if who is null then
    insert into directory.staff (municipality_id, name) values (town, p ->> 'name') returning id into who;
  else
    perform from directory.staff w where w.id = who for update;
    if not directory.keeps(who) then return null; end if;
  end if;
  select * into ids from directory.staff_ids i where i.municipality_id = town and i.staff_id = who;
  if coalesce(ids.origin = 'scim', false) then return null; end if;
  if not directory.put_staff_ids(town, who, coalesce(p ->> 'hsa', ids.hsa_id), coalesce(p ->> 'ref', ids.external_id), case when who = desk.staff_id then ids.user_name else coalesce(p ->> 'login', ids.user_name) end) then return null; end if;
  if p ->> 'login' is not null and who <> desk.staff_id and not directory.put_login(who, p ->> 'login') then return null; end if;
  if p ->> 'email' is not null then perform directory.put_email(town, who, p ->> 'email'); end if;
  update directory.staff_ids i set origin = 'csv', deleted_at = null where i.municipality_id = town and i.staff_id = who;
  update directory.staff w set name = p ->> 'name', phone = coalesce(p ->> 'phone', w.phone), revision = w.revision + 1,
    title = case when p ->> 'title' is null then w.title else jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'title', 'en', coalesce(p ->> 'titleEn', case when w.title ->> 'sv' = p ->> 'title' then w.title ->> 'en' end))) end
  where w.id = who;
  perform directory.come_back(who, null);
  perform directory.note(town, null, case when p_id is null then 'staff-added' else 'staff-changed' end, who, null, '{"by": "list"}');
  return who;
end $$;

create or replace function directory.scim_save_user(p_hash bytea, p_id uuid, p_seen integer, p jsonb) returns table(outcome text, id uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare c directory.catalogues := directory.catalogue_of(p_hash); ids directory.staff_ids; w directory.staff; who uuid; subject text; made boolean;
begin
  if c.id is null then return; end if;
  -- One at a time, so that the same user handed in twice at once is one.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('catalogue ' || c.municipality_id, 0));
  if p_id is null then
    if exists (select from directory.staff_ids i where i.municipality_id = c.municipality_id and i.deleted_at is null and i.origin = 'scim' and (lower(i.user_name) = lower(p ->> 'userName') or i.hsa_id = p ->> 'hsaId')) then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    -- Somebody the steward or a list knows already, or who was taken away before, is the same person: by HSA id first, then by what the way in calls them.
    select i.staff_id into who from directory.staff_ids i
    where i.municipality_id = c.municipality_id and (i.hsa_id = p ->> 'hsaId' or lower(i.user_name) = lower(p ->> 'userName'))
    order by i.hsa_id is not distinct from p ->> 'hsaId' desc, i.deleted_at is null desc limit 1;
    made := who is null;
    -- Somebody at work with another committee is not this one's to take over, as little as by a list.
    if exists (select from directory.assignments a where a.staff_id = who and a.committee_id <> c.committee_id and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())) then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    if made then insert into directory.staff (municipality_id, name, active) values (c.municipality_id, p ->> 'name', false) returning staff.id into who; end if;
  else
    select * into ids from directory.staff_ids i where i.municipality_id = c.municipality_id and i.staff_id = p_id and i.catalogue_id = c.id and i.deleted_at is null for update;
    if ids.staff_id is null then return query select 'none'::text, null::uuid; return; end if;
    if p_seen is not null and p_seen <> ids.version then return query select 'version'::text, p_id; return; end if;
    who := p_id;
  end if;
  if exists (select from directory.staff_ids i where i.municipality_id = c.municipality_id and i.staff_id <> who
    and (i.hsa_id = p ->> 'hsaId' or i.deleted_at is null and lower(i.user_name) = lower(p ->> 'userName'))) then
    raise exception using errcode = 'DL001', message = 'taken'; end if;
  insert into directory.staff_ids as i (municipality_id, staff_id, origin, hsa_id, external_id, user_name, resource, catalogue_id)
  values (c.municipality_id, who, 'scim', p ->> 'hsaId', p ->> 'externalId', p ->> 'userName', p -> 'resource', c.id)
  on conflict (municipality_id, staff_id) do update set origin = 'scim', hsa_id = coalesce(excluded.hsa_id, case when i.catalogue_id is null then i.hsa_id end), external_id = excluded.external_id,
    user_name = excluded.user_name, resource = excluded.resource, catalogue_id = c.id, deleted_at = null, version = i.version + 1, changed_at = now();
  -- What it has said before and says no more is gone; what it never said is the steward's.
  if p ->> 'email' is not null or ids.resource ? 'emails' then perform directory.put_email(c.municipality_id, who, p ->> 'email'); end if;
  update directory.staff x set name = p ->> 'name', phone = coalesce(p ->> 'phone', case when p_id is null then x.phone end), revision = x.revision + 1,
    title = case when p ->> 'title' is null then case when p_id is null then x.title else '{}' end when x.title ->> 'sv' = p ->> 'title' then x.title else jsonb_build_object('sv', p ->> 'title') end
  where x.id = who returning * into w;
  subject := case c.subject_from when 'userName' then p ->> 'userName' when 'externalId' then p ->> 'externalId' end;
  if c.subject_from <> 'none' and not directory.put_login(who, subject) then raise exception using errcode = 'DL001', message = 'taken'; end if;
  perform directory.note(c.municipality_id, c.id, case when p_id is not null then 'staff-changed' when made then 'staff-added' else 'staff-adopted' end, who, null, '{}');
  if (p ->> 'active')::boolean then perform directory.come_back(who, c.id); else perform directory.remove(who, c.id); end if;
  return query select 'done'::text, who;
exception when sqlstate 'DL001' then return query select 'uniqueness'::text, null::uuid;
end $$;

-- Sent as everything else is. To somebody at work instead of a person: no person, no committee and no unit, so that it is on nobody's list.
alter table notice.sendings
  alter person_id drop not null,
  add staff_id uuid references directory.staff on delete restrict,
  add check (num_nonnulls(person_id, staff_id) = 1);
create index of_staff on notice.sendings (staff_id, at) where staff_id is not null;
grant insert (staff_id) on notice.sendings to delakt_worker;

create function notice.way_at_work(p_staff uuid) returns text language plpgsql stable security definer set search_path = '' as $$
begin return (select i.email from directory.staff_ids i join directory.staff w on w.id = i.staff_id and w.active where i.staff_id = p_staff); end $$;

-- Whom at work to tell today that something needs them: never twice a day, however much it is.
create function notice.to_alarm(p_day date, p_most int) returns table (staff_id uuid, municipality_id uuid, key text) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query select u.staff_id, w.municipality_id, k.key from directory.untold() u
    join directory.staff w on w.id = u.staff_id
    cross join lateral (select 'alarm:' || u.staff_id || ':' || p_day as key) k
    where notice.way_at_work(u.staff_id) is not null and not notice.over(k.key)
    limit p_most;
end $$;
grant execute on function notice.way_at_work(uuid), notice.to_alarm(date, int) to delakt_worker;
