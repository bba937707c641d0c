-- What a steward may do, within the own committee: units, staff, assignments, absences, photos, and what is held by somebody who leaves. Nobody changes
-- their own assignments, and everything is written down.

-- Written by the functions below and by catalogues; `p_catalogue` is null for a session's.
create function directory.note(p_municipality uuid, p_catalogue uuid, p_what text, p_staff uuid, p_unit uuid, p_detail jsonb) returns void language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  insert into directory.changes (municipality_id, committee_id, by_id, catalogue_id, what, staff_id, unit_id, detail)
  values (p_municipality, case when p_catalogue is null then desk.committee_id end, case when p_catalogue is null then desk.staff_id end, p_catalogue, p_what, p_staff, p_unit, p_detail);
end $$;

-- Somebody at work whom this session's steward may change: of the municipality, and at work in the own committee or, so far, in none.
create function directory.keeps(p_staff uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  return exists (select from directory.staff w where w.id = p_staff and w.municipality_id = directory.stewarding()
    and (exists (select from directory.assignments a where a.staff_id = w.id and a.committee_id = desk.committee_id)
      or not exists (select from directory.assignments a where a.staff_id = w.id)));
end $$;
grant execute on function directory.keeps(uuid) to delakt_staff;

-- Ids that another has already are 'taken'.
create function directory.put_staff_ids(p_municipality uuid, p_staff uuid, p_hsa text, p_external text, p_user text) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from directory.staff_ids i where i.municipality_id = p_municipality and i.staff_id <> p_staff
    and (i.hsa_id = p_hsa or i.deleted_at is null and lower(i.user_name) = lower(p_user))) then return false; end if;
  insert into directory.staff_ids as i (municipality_id, staff_id, hsa_id, external_id, user_name) values (p_municipality, p_staff, p_hsa, p_external, p_user)
  on conflict (municipality_id, staff_id) do update set hsa_id = excluded.hsa_id, external_id = excluded.external_id, user_name = excluded.user_name, version = i.version + 1;
  return true;
end $$;

-- What the municipality's own ways in call somebody leads to them and to nobody else: what it led to before ends. False: it leads to another.
create function directory.put_login(p_staff uuid, p_subject text) returns boolean language plpgsql security definer set search_path = '' as $$
declare w directory.staff;
begin
  select * into w from directory.staff x where x.id = p_staff;
  if exists (select from identity.logins l join directory.providers p on p.issuer = l.issuer and p.municipality_id = w.municipality_id and p.audience = 'staff'
    where l.audience = 'staff' and l.subject = p_subject and l.staff_id <> w.id) then return false; end if;
  delete from identity.logins l using directory.providers p
  where l.staff_id = w.id and p.issuer = l.issuer and p.municipality_id = w.municipality_id and p.audience = 'staff' and l.subject is distinct from p_subject;
  if p_subject is not null then
    insert into identity.logins (issuer, subject, staff_id)
    select distinct p.issuer, p_subject, w.id from directory.providers p where p.municipality_id = w.municipality_id and p.audience = 'staff' and p.enabled on conflict do nothing;
  end if;
  return true;
end $$;

-- A unit as it should stand. `p_seen`: the revision the page was made from; null makes a new one, whose id is the form's.
create function directory.save_unit(p_id uuid, p_seen int, p_code text, p jsonb) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); u directory.units; ids directory.unit_ids;
begin
  if town is null then return 'none'; end if;
  select * into u from directory.units x where x.id = p_id for update;
  if u.id is null and p_seen is null then
    insert into directory.units (id, committee_id, code, name, phone) values (p_id, desk.committee_id, p_code, p -> 'name', '') on conflict do nothing;
    if not found then return 'code'; end if;
    select * into u from directory.units x where x.id = p_id;
  elsif u.id is not null and p_seen is null and u.committee_id = desk.committee_id then return 'done';
  elsif u.id is null or u.committee_id <> desk.committee_id then return 'none';
  elsif u.revision <> p_seen then return 'stale'; end if;
  select * into ids from directory.unit_ids i where i.municipality_id = town and i.unit_id = p_id;
  if exists (select from directory.unit_ids i where i.municipality_id = town and i.unit_id <> p_id and i.hsa_id = p ->> 'hsa') then return 'hsa'; end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, hsa_id, external_id) values (town, p_id, p ->> 'hsa', ids.external_id)
  on conflict (municipality_id, unit_id) do update set hsa_id = excluded.hsa_id, gone_at = null, version = i.version + 1;
  update directory.units x set
    name = case when ids.origin = 'scim' then jsonb_strip_nulls(x.name || jsonb_build_object('en', p -> 'name' -> 'en')) else p -> 'name' end, -- the catalogue's own name is changed there
    phone = p ->> 'phone', phone_hours = p -> 'hours', visit = p -> 'visit', post_address = p ->> 'post', silent_days = (p ->> 'silent')::int,
    revision = x.revision + case when p_seen is null then 0 else 1 end where x.id = p_id;
  perform directory.note(town, null, case when p_seen is null then 'unit-added' else 'unit-changed' end, null, p_id, '{}');
  return 'done';
end $$;

-- Somebody at work as they should stand. What a catalogue says of them (name, title, phone, ids) is changed there.
create function directory.save_staff(p_id uuid, p_seen int, p jsonb) returns text language plpgsql security definer set search_path = '' as $$
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
  update directory.staff x set phone_hours = p -> 'hours', revision = x.revision + case when p_seen is null then 0 else 1 end,
    deputy_id = (select d.id from directory.staff d where d.id = (p ->> 'deputy')::uuid and d.municipality_id = town and d.id <> p_id and d.active)
  where x.id = p_id;
  perform directory.note(town, null, case when p_seen is null then 'staff-added' else 'staff-changed' end, p_id, null, '{}');
  return 'done';
exception when sqlstate 'DL001' then return 'taken';
end $$;

-- A new portrait under the same address as the last, or, without bytes, none.
create function directory.set_photo(p_staff uuid, p_bytes bytea) returns boolean language plpgsql security definer set search_path = '' as $$
declare address uuid;
begin
  if not directory.keeps(p_staff) then return false; end if;
  if p_bytes is null then
    delete from directory.photos p where p.staff_id = p_staff;
  else
    insert into directory.photos as p (staff_id, bytes) values (p_staff, p_bytes) on conflict (staff_id) do update set bytes = excluded.bytes, at = now() returning p.id into address;
  end if;
  update directory.staff w set photo = address::text where w.id = p_staff;
  perform directory.note(directory.stewarding(), null, case when p_bytes is null then 'photo-removed' else 'photo-set' end, p_staff, null, '{}');
  return true;
end $$;
create function directory.photo(p_id uuid) returns table (bytes bytea, at timestamptz) language plpgsql stable security definer set search_path = '' as $$
begin return query select p.bytes, p.at from directory.photos p where p.id = p_id; end $$;
grant execute on function directory.photo(uuid) to delakt_public;

-- Gives somebody a role at a unit, between two days; given again it holds from now as said. 'self': nobody gives themself anything.
create function directory.assign(p_staff uuid, p_unit uuid, p_role text, p_from date, p_to date) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding();
begin
  if town is null or not exists (select from directory.units u where u.id = p_unit and u.committee_id = desk.committee_id)
    or not exists (select from directory.staff w where w.id = p_staff and w.municipality_id = town) then return 'none'; end if;
  if p_staff = desk.staff_id then return 'self'; end if;
  insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from, valid_to) values (desk.committee_id, p_unit, p_staff, p_role, p_from, p_to)
  on conflict (staff_id, unit_id, role) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to;
  perform directory.note(town, null, 'assigned', p_staff, p_unit, jsonb_build_object('role', p_role));
  return 'done';
end $$;
-- Ends one after a day; a day that has been ends it at once.
create function directory.end_assignment(p_id uuid, p_last date) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); a directory.assignments;
begin
  if directory.stewarding() is null then return 'none'; end if;
  select * into a from directory.assignments x where x.id = p_id and x.committee_id = desk.committee_id for update;
  if a.id is null then return 'none'; end if;
  if a.staff_id = desk.staff_id then return 'self'; end if;
  update directory.assignments x set valid_to = p_last where x.id = p_id;
  perform directory.note(directory.stewarding(), null, 'assignment-ended', a.staff_id, a.unit_id, jsonb_build_object('role', a.role));
  return 'done';
end $$;

-- Whose absences this session may set: one's own, those of one's unit as its manager, and those the steward keeps.
create function directory.may_set_absence(p_staff uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  return desk.role is not null and (p_staff = desk.staff_id or directory.keeps(p_staff) or desk.role = 'unitManager' and directory.works_at(p_staff, desk.unit_id));
end $$;
-- 'over': another absence lies over it.
create function directory.set_absence(p_id uuid, p_staff uuid, p_first date, p_last date, p_deputy uuid) returns text language plpgsql security definer set search_path = '' as $$
declare town uuid := (select w.municipality_id from directory.staff w where w.id = p_staff);
begin
  if not directory.may_set_absence(p_staff) then return 'none'; end if;
  if exists (select from directory.absences a where a.id = p_id and a.staff_id = p_staff) then return 'done'; end if;
  if p_deputy is not null and not exists (select from directory.staff d where d.id = p_deputy and d.municipality_id = town and d.active and d.id <> p_staff) then return 'deputy'; end if;
  insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id, set_by) values (town, p_id, p_staff, p_first, p_last, p_deputy, identity.my_staff());
  perform directory.note(town, null, 'absence-set', p_staff, null, '{}');
  return 'done';
exception when exclusion_violation then return 'over';
end $$;
-- Back earlier, or it was never so: what has been of it stays.
create function directory.end_absence(p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare a directory.absences;
begin
  select * into a from directory.absences x where x.id = p_id for update;
  if a.id is null or not directory.may_set_absence(a.staff_id) then return false; end if;
  if a.first_day >= directory.today() then delete from directory.absences x where x.id = p_id;
  else update directory.absences x set last_day = least(x.last_day, directory.today() - 1) where x.id = p_id; end if;
  perform directory.note(a.municipality_id, null, 'absence-ended', a.staff_id, null, '{}');
  return true;
end $$;

grant execute on function directory.save_unit(uuid, int, text, jsonb), directory.save_staff(uuid, int, jsonb), directory.set_photo(uuid, bytea), directory.assign(uuid, uuid, text, date, date),
  directory.end_assignment(uuid, date), directory.may_set_absence(uuid), directory.set_absence(uuid, uuid, date, date, uuid), directory.end_absence(uuid) to delakt_staff;

-- Leaving (ADOPT-05) -------------------------------------------------------------------------------------------------------------------------------

-- Everything somebody holds in a committee, and whether it must have a receiver before they are gone. What other modules know comes from functions of
-- theirs: <schema>.held_by(staff) answers (kind, n), <schema>.hand_over(from, to) hands it on. They belong to no unit, and are asked when this is the last committee.
create function directory.held_by(p_staff uuid, p_committee uuid) returns table (kind text, unit_id uuid, n int, needs boolean) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare other text; many int;
begin
  return query
  with h as materialized (select * from record.held_by(p_staff, p_committee))
  select h.kind, h.unit_id, h.n, h.kind = 'matters' or h.kind = 'drafts' and not exists (select from h m where m.kind = 'matters' and m.unit_id = h.unit_id) from h;
  return query select k.place, k.unit_id, 1, true from directory.keepers k where k.committee_id = p_committee and k.staff_id = p_staff;
  return query
  select case a.role when 'requestDispatcher' then 'dispatcher' when 'unitManager' then 'manager' when 'systemSteward' then 'steward' else 'reviewer' end, a.unit_id, 1, true
  from directory.assignments a
  where a.committee_id = p_committee and a.staff_id = p_staff and a.role <> 'caseOfficer' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
    -- A role that somebody else has too, at the unit or for the committee, is nobody's alone; what comes to the inbox is handed out by two.
    and (a.role = 'requestDispatcher' or not exists (
      select from directory.assignments o join directory.staff w on w.id = o.staff_id and w.active
      where o.committee_id = a.committee_id and o.role = a.role and o.staff_id <> a.staff_id and (o.role <> 'unitManager' or o.unit_id = a.unit_id)
        and o.valid_from <= directory.today() and (o.valid_to is null or o.valid_to >= directory.today())));
  select count(*) into many from directory.staff w where w.deputy_id = p_staff and w.active;
  if many > 0 then return query select 'deputises'::text, null::uuid, many, true; end if;
  if exists (select from directory.assignments a where a.staff_id = p_staff and a.committee_id <> p_committee and (a.valid_to is null or a.valid_to >= directory.today())) then return; end if;
  foreach other in array array['contact', 'appointments'] loop
    if pg_catalog.to_regprocedure(other || '.held_by(uuid)') is not null then
      execute pg_catalog.format('select coalesce(sum(n), 0)::int from %I.held_by($1)', other) into many using p_staff;
      if many > 0 then return query select other, null::uuid, many, true; end if;
    end if;
  end loop;
end $$;

-- Who may be given what somebody holds: those who work where it lies; what lies at no unit, at any of the leaver's units.
create function directory.may_receive(p_kind text, p_unit uuid, p_from uuid, p_to uuid, p_committee uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  if p_to = p_from or not exists (select from directory.staff w where w.id = p_to and w.active) then return false; end if;
  -- Nobody is their own deputy.
  if p_kind in ('administrator', 'deputy') and exists (select from directory.keepers k where k.unit_id = p_unit and k.staff_id = p_to) then return false; end if;
  return exists (select from directory.assignments a
    where a.staff_id = p_to and a.committee_id = p_committee and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
      and case p_kind when 'matters' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager') when 'drafts' then a.unit_id = p_unit and a.role in ('caseOfficer', 'unitManager')
        when 'contact' then a.role in ('caseOfficer', 'unitManager', 'requestDispatcher') when 'appointments' then a.role in ('caseOfficer', 'unitManager')
        when 'administrator' then true when 'deputy' then true when 'deputises' then true when 'steward' then true when 'reviewer' then true else a.unit_id = p_unit end);
end $$;

-- Those who may be, for the page: each with the unit they work at.
create function directory.receivers(p_staff uuid) returns table (unit_id uuid, id uuid, name text, officer boolean, keeps boolean) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query
  select a.unit_id, w.id, w.name, bool_or(a.role in ('caseOfficer', 'unitManager')), exists (select from directory.keepers k where k.unit_id = a.unit_id and k.staff_id = w.id)
  from directory.assignments a join directory.staff w on w.id = a.staff_id and w.active
  where a.committee_id = desk.committee_id and w.id <> p_staff and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())
  group by a.unit_id, w.id, w.name order by w.name, w.id;
end $$;

create function directory.hand(p_kind text, p_from uuid, p_to uuid, p_committee uuid, p_unit uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  case p_kind
    when 'matters' then perform record.hand_over(p_from, p_to, p_committee, p_unit);
    when 'drafts' then perform record.hand_over(p_from, p_to, p_committee, p_unit);
    when 'administrator', 'deputy' then update directory.keepers k set staff_id = p_to, named_by = identity.my_staff(), named_at = now() where k.unit_id = p_unit and k.place = p_kind and k.staff_id = p_from;
    when 'deputises' then update directory.staff w set deputy_id = nullif(p_to, w.id) where w.deputy_id = p_from;
    when 'contact', 'appointments' then execute pg_catalog.format('select %I.hand_over($1, $2)', p_kind) using p_from, p_to;
    else
      insert into directory.assignments (committee_id, unit_id, staff_id, role)
      values (p_committee, p_unit, p_to, case p_kind when 'dispatcher' then 'requestDispatcher' when 'manager' then 'unitManager' when 'steward' then 'systemSteward' else 'logReviewer' end)
      on conflict (staff_id, unit_id, role) do update set valid_to = null, valid_from = least(assignments.valid_from, excluded.valid_from);
  end case;
end $$;

-- Who gets what nobody was chosen for: the deputy when they may, else who looks after the unit. Another's power over a unit, or over the directory, falls to nobody by itself.
create function directory.falls_to(p_kind text, p_unit uuid, p_from uuid, p_committee uuid, out to_id uuid, out how text) language plpgsql stable security definer set search_path = '' as $$
declare one uuid;
begin
  how := 'nobody';
  if p_kind in ('manager', 'steward', 'reviewer') then return; end if;
  one := directory.acting_at((select w.deputy_id from directory.staff w where w.id = p_from), p_unit);
  if one is not null and directory.may_receive(p_kind, p_unit, p_from, one, p_committee) then to_id := one; how := 'deputy'; return; end if;
  select k.staff_id into to_id from directory.keepers k
  where k.committee_id = p_committee and (k.unit_id = p_unit or p_unit is null and k.unit_id in (select a.unit_id from directory.assignments a where a.staff_id = p_from))
    and directory.may_receive(p_kind, p_unit, p_from, k.staff_id, p_committee)
  order by k.place, k.unit_id limit 1;
  if to_id is not null then how := 'keeper'; end if;
end $$;

-- Carries a leaving out: each thing to the one chosen, the rest as it falls, and the account closes when there is no other committee left.
create function directory.carry_out(l directory.leavings) returns void language plpgsql security definer set search_path = '' as $$
declare h record; chosen directory.handovers; fall record; w directory.staff;
begin
  select * into w from directory.staff x where x.id = l.staff_id for update;
  insert into directory.left_units (committee_id, leaving_id, unit_id)
  select distinct l.committee_id, l.id, a.unit_id from directory.assignments a
  where a.committee_id = l.committee_id and a.staff_id = l.staff_id and (l.unit_id is null or a.unit_id = l.unit_id) and (a.valid_to is null or a.valid_to >= l.last_day) on conflict do nothing;
  for h in select * from directory.held_by(l.staff_id, l.committee_id) x where x.needs and (l.unit_id is null or x.unit_id = l.unit_id)
    -- Matters first: what is being written goes with them.
    order by x.kind <> 'matters', x.kind, x.unit_id loop
    select * into chosen from directory.handovers x where x.committee_id = l.committee_id and x.leaving_id = l.id and x.kind = h.kind and x.unit_id is not distinct from h.unit_id;
    if chosen.to_id is not null and directory.may_receive(h.kind, h.unit_id, l.staff_id, chosen.to_id, l.committee_id) then select chosen.to_id, 'chosen'::text as how into fall;
    else select * into fall from directory.falls_to(h.kind, h.unit_id, l.staff_id, l.committee_id); end if;
    if fall.to_id is not null then perform directory.hand(h.kind, l.staff_id, fall.to_id, l.committee_id, h.unit_id); end if;
    insert into directory.handovers (committee_id, leaving_id, kind, unit_id, n, to_id, how, at) values (l.committee_id, l.id, h.kind, h.unit_id, h.n, fall.to_id, fall.how, now())
    on conflict (committee_id, leaving_id, kind, unit_id) do update set n = excluded.n, to_id = excluded.to_id, how = excluded.how, at = excluded.at;
    -- A place that nobody could take is empty, and said to be.
    if fall.to_id is null and h.kind in ('administrator', 'deputy') then delete from directory.keepers k where k.unit_id = h.unit_id and k.place = h.kind and k.staff_id = l.staff_id; end if;
  end loop;
  delete from directory.handovers x where x.committee_id = l.committee_id and x.leaving_id = l.id and x.at is null;
  update directory.leavings x set done_at = now() where x.committee_id = l.committee_id and x.id = l.id;
  if l.because = 'planned' or l.unit_id is not null then
    update directory.assignments a set valid_to = least(a.valid_to, l.last_day, directory.today() - 1)
    where a.committee_id = l.committee_id and a.staff_id = l.staff_id and (l.unit_id is null or a.unit_id = l.unit_id);
  end if;
  if l.because = 'planned' and w.active and not exists (select from directory.assignments a where a.staff_id = w.id and (a.valid_to is null or a.valid_to >= directory.today())) then
    perform directory.shut(w.id);
  end if;
  perform directory.note(w.municipality_id, null, 'left', w.id, l.unit_id, jsonb_build_object('because', l.because));
end $$;

-- Nobody comes in as them from now on.
create function directory.shut(p_staff uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update directory.staff w set active = false, revision = w.revision + 1 where w.id = p_staff;
  update identity.sessions s set ended_at = now(), ended_because = 'left' where s.staff_id = p_staff and s.ended_at is null;
end $$;

-- Somebody leaves the steward's committee after a day. `p_receivers`: [{kind, unit, to}], one for each thing held. 'missing': something has none that may take it.
-- A day that has been closes at once.
create function directory.leave(p_id uuid, p_staff uuid, p_last date, p_receivers jsonb) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); l directory.leavings; h record; receiver uuid;
begin
  if directory.stewarding() is null or not directory.keeps(p_staff) then return 'none'; end if;
  if p_staff = desk.staff_id then return 'self'; end if;
  perform from directory.staff w where w.id = p_staff for update;
  if exists (select from directory.leavings x where x.committee_id = desk.committee_id and x.id = p_id) then return 'done'; end if;
  -- A new plan takes the place of the last.
  perform directory.stay(p_staff);
  insert into directory.leavings (committee_id, id, staff_id, last_day, because, begun_by) values (desk.committee_id, p_id, p_staff, p_last, 'planned', desk.staff_id) returning * into l;
  for h in select * from directory.held_by(p_staff, desk.committee_id) x where x.needs loop
    select (r ->> 'to')::uuid into receiver from jsonb_array_elements(p_receivers) r where r ->> 'kind' = h.kind and (r ->> 'unit')::uuid is not distinct from h.unit_id limit 1;
    -- Nobody gives themself a role, by this way either.
    if h.kind in ('dispatcher', 'manager', 'steward', 'reviewer') and receiver = desk.staff_id then receiver := null; end if;
    if receiver is null or not directory.may_receive(h.kind, h.unit_id, p_staff, receiver, desk.committee_id) then raise exception using errcode = 'DL002', message = 'missing'; end if;
    insert into directory.handovers (committee_id, leaving_id, kind, unit_id, n, to_id, how) values (desk.committee_id, p_id, h.kind, h.unit_id, h.n, receiver, 'chosen');
  end loop;
  perform directory.note(directory.stewarding(), null, 'leaving-planned', p_staff, null, jsonb_build_object('last', p_last));
  if p_last < directory.today() then perform directory.carry_out(l); return 'done'; end if;
  update directory.assignments a set valid_to = p_last where a.committee_id = desk.committee_id and a.staff_id = p_staff and (a.valid_to is null or a.valid_to > p_last);
  return 'planned';
exception when sqlstate 'DL002' then return 'missing';
end $$;
-- Stays after all: what was planned is taken back, and the assignments go on as long as they would have.
create function directory.stay(p_staff uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); l directory.leavings;
begin
  if directory.stewarding() is null or not directory.keeps(p_staff) or p_staff = desk.staff_id then return false; end if;
  delete from directory.leavings x where x.committee_id = desk.committee_id and x.staff_id = p_staff and x.done_at is null returning * into l;
  if l.id is null then return false; end if;
  update directory.assignments a set valid_to = null where a.committee_id = desk.committee_id and a.staff_id = p_staff and a.valid_to = l.last_day;
  perform directory.note(directory.stewarding(), null, 'leaving-cancelled', p_staff, null, '{}');
  return true;
end $$;
-- Those whose last day has been. Run by the worker.
create function directory.carry_out_due() returns int language plpgsql security definer set search_path = '' as $$
declare l directory.leavings; done int := 0;
begin
  for l in select * from directory.leavings x where x.done_at is null and x.last_day < directory.today() for update skip locked loop
    perform directory.carry_out(l);
    done := done + 1;
  end loop;
  return done;
end $$;
grant execute on function directory.carry_out_due() to delakt_worker;

-- Gone from the catalogue or the whole list: access ends now, and everything falls as it falls, in every committee; each unit is told. The assignments stay as they
-- are, and open nothing, so that a mistake in the catalogue is undone by undoing it there.
create function directory.remove(p_staff uuid, p_catalogue uuid) returns void language plpgsql security definer set search_path = '' as $$
declare w directory.staff; l directory.leavings; one uuid;
begin
  select * into w from directory.staff x where x.id = p_staff for update;
  if w.id is null or not w.active then return; end if;
  perform directory.shut(p_staff);
  perform directory.note(w.municipality_id, p_catalogue, 'removed', p_staff, null, '{}');
  for one in select distinct a.committee_id from directory.assignments a where a.staff_id = p_staff and (a.valid_to is null or a.valid_to >= directory.today()) order by 1 loop
    delete from directory.leavings x where x.committee_id = one and x.staff_id = p_staff and x.done_at is null;
    insert into directory.leavings (committee_id, id, staff_id, last_day, because) values (one, gen_random_uuid(), p_staff, directory.today(), 'catalogue') returning * into l;
    perform directory.carry_out(l);
  end loop;
end $$;
create function directory.come_back(p_staff uuid, p_catalogue uuid) returns void language plpgsql security definer set search_path = '' as $$
declare w directory.staff;
begin
  update directory.staff x set active = true, revision = x.revision + 1 where x.id = p_staff and not x.active returning * into w;
  if w.id is not null then perform directory.note(w.municipality_id, p_catalogue, 'came-back', p_staff, null, '{}'); end if;
end $$;
-- The steward opens an account again.
create function directory.reopen(p_staff uuid) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if not directory.keeps(p_staff) or exists (select from directory.staff_ids i where i.staff_id = p_staff and i.origin = 'scim' and i.deleted_at is null) then return false; end if;
  perform directory.come_back(p_staff, null);
  return true;
end $$;

-- For the page, and the unit's start: what fell where when somebody left without a plan, or to others than those chosen.
create function directory.held(p_staff uuid) returns table (kind text, unit_id uuid, n int, needs boolean) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null or not directory.keeps(p_staff) then return; end if;
  return query select h.kind, h.unit_id, h.n, h.needs from directory.held_by(p_staff, desk.committee_id) h;
end $$;
create function directory.fallen() returns table (id uuid, name text, at timestamptz, because text, fell jsonb) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return; end if;
  return query
  select l.id, w.name, l.done_at, l.because,
    coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'n', h.n, 'to', t.name, 'how', h.how) order by h.kind, h.id) from directory.handovers h left join directory.staff t on t.id = h.to_id
      where h.committee_id = l.committee_id and h.leaving_id = l.id and (h.unit_id = u.unit_id or h.unit_id is null)), '[]')
  from directory.left_units u join directory.leavings l on l.committee_id = u.committee_id and l.id = u.leaving_id join directory.staff w on w.id = l.staff_id
  where u.committee_id = desk.committee_id and u.unit_id = desk.unit_id and u.noted_at is null and l.done_at is not null
    and (l.because = 'catalogue' or exists (select from directory.handovers h where h.committee_id = l.committee_id and h.leaving_id = l.id and h.how <> 'chosen' and (h.unit_id = u.unit_id or h.unit_id is null)))
  order by l.done_at;
end $$;
create function directory.note_fallen(p_leaving uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager', 'requestDispatcher') then return false; end if;
  update directory.left_units u set noted_by = desk.staff_id, noted_at = coalesce(u.noted_at, now()) where u.committee_id = desk.committee_id and u.leaving_id = p_leaving and u.unit_id = desk.unit_id;
  return found;
end $$;
grant execute on function directory.leave(uuid, uuid, date, jsonb), directory.stay(uuid), directory.reopen(uuid), directory.held(uuid), directory.receivers(uuid), directory.fallen(), directory.note_fallen(uuid) to delakt_staff;
