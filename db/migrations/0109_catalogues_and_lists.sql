-- What a municipality's catalogue (SCIM 2.0) and the steward's lists (CSV) may do. A catalogue has no session: each function takes the hash of its token.

create function directory.catalogue_of(p_hash bytea) returns directory.catalogues language plpgsql security definer set search_path = '' as $$
declare c directory.catalogues;
begin
  select * into c from directory.catalogues x where x.hash = p_hash and x.ended_at is null;
  if c.id is not null and (c.used_at is null or c.used_at < now() - interval '1 minute') then update directory.catalogues x set used_at = now() where x.id = c.id; end if;
  return c;
end $$;
create function directory.catalogue(p_hash bytea) returns uuid language plpgsql security definer set search_path = '' as $$
begin return (directory.catalogue_of(p_hash)).id; end $$;

create function directory.add_catalogue(p_id uuid, p_name text, p_hash bytea, p_subject text, p_role text) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding();
begin
  if town is null then return false; end if;
  insert into directory.catalogues (municipality_id, committee_id, id, name, hash, subject_from, role, made_by) values (town, desk.committee_id, p_id, p_name, p_hash, p_subject, p_role, desk.staff_id);
  perform directory.note(town, null, 'catalogue-added', null, null, '{}');
  return true;
end $$;
-- Its token opens nothing from now on. Those it has handed in stay, and are the steward's again.
create function directory.end_catalogue(p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding();
begin
  if town is null then return false; end if;
  update directory.catalogues c set ended_at = now() where c.id = p_id and c.committee_id = desk.committee_id and c.ended_at is null;
  if not found then return false; end if;
  update directory.staff_ids i set origin = 'own', catalogue_id = null, version = i.version + 1 where i.catalogue_id = p_id;
  update directory.unit_ids i set origin = 'own', catalogue_id = null, version = i.version + 1 where i.catalogue_id = p_id;
  perform directory.note(town, null, 'catalogue-ended', null, null, '{}');
  return true;
end $$;
grant execute on function directory.add_catalogue(uuid, text, bytea, text, text), directory.end_catalogue(uuid) to delakt_staff;

-- Users: those that this catalogue has handed in, and none that it has taken away.
create function directory.scim_users(p_hash bytea, p_id uuid, p_by text, p_value text, p_start int, p_count int)
returns table (total int, id uuid, version int, resource jsonb, active boolean, user_name text, external_id text, hsa_id text, units jsonb, made_at timestamptz, changed_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare c directory.catalogues;
begin
  select * into c from directory.catalogues x where x.hash = p_hash and x.ended_at is null;
  if c.id is null then return; end if;
  return query
  with found as (
    select i.*, w.active from directory.staff_ids i join directory.staff w on w.id = i.staff_id
    where i.municipality_id = c.municipality_id and i.catalogue_id = c.id and i.deleted_at is null and (p_id is null or i.staff_id = p_id)
      and case p_by when 'userName' then lower(i.user_name) = lower(p_value) when 'externalId' then i.external_id = p_value when 'id' then i.staff_id::text = lower(p_value)
        when 'active' then w.active::text = p_value when 'hsaId' then i.hsa_id = p_value else true end)
  select (select count(*)::int from found), f.staff_id, f.version, f.resource, f.active, f.user_name, f.external_id, f.hsa_id,
    coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name ->> 'sv') order by u.id) from directory.members m join directory.units u on u.id = m.unit_id where m.staff_id = f.staff_id), '[]'), f.made_at, f.changed_at
  from found f order by f.staff_id offset greatest(p_start, 1) - 1 limit p_count;
end $$;

-- 'done', or 'none': not this catalogue's; 'version': changed since; 'uniqueness': somebody else has the name or the id already.
create function directory.scim_save_user(p_hash bytea, p_id uuid, p_seen int, p jsonb) returns table (outcome text, id uuid) language plpgsql security definer set search_path = '' as $$
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

create function directory.scim_delete_user(p_hash bytea, p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare c directory.catalogues := directory.catalogue_of(p_hash);
begin
  if c.id is null then return false; end if;
  update directory.staff_ids i set deleted_at = now(), version = i.version + 1 where i.municipality_id = c.municipality_id and i.staff_id = p_id and i.catalogue_id = c.id and i.deleted_at is null;
  if not found then return false; end if;
  perform directory.remove(p_id, c.id);
  delete from directory.members m where m.staff_id = p_id and m.catalogue_id = c.id;
  return true;
end $$;

-- Groups are units.
create function directory.scim_groups(p_hash bytea, p_id uuid, p_by text, p_value text, p_start int, p_count int)
returns table (total int, id uuid, version int, name text, external_id text, members jsonb, made_at timestamptz, changed_at timestamptz) language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare c directory.catalogues;
begin
  select * into c from directory.catalogues x where x.hash = p_hash and x.ended_at is null;
  if c.id is null then return; end if;
  return query
  with found as (
    select i.*, u.name ->> 'sv' as called from directory.unit_ids i join directory.units u on u.id = i.unit_id
    where i.municipality_id = c.municipality_id and i.catalogue_id = c.id and i.gone_at is null and (p_id is null or i.unit_id = p_id)
      and case p_by when 'displayName' then lower(u.name ->> 'sv') = lower(p_value) when 'externalId' then i.external_id = p_value when 'id' then i.unit_id::text = lower(p_value)
        when 'members.value' then exists (select from directory.members m where m.unit_id = i.unit_id and m.staff_id::text = lower(p_value)) else true end)
  select (select count(*)::int from found), f.unit_id, f.version, f.called, f.external_id,
    coalesce((select jsonb_agg(jsonb_build_object('value', w.id, 'display', w.name) order by w.id) from directory.members m join directory.staff w on w.id = m.staff_id where m.unit_id = f.unit_id and m.catalogue_id = c.id), '[]'), f.made_at, f.changed_at
  from found f order by f.unit_id offset greatest(p_start, 1) - 1 limit p_count;
end $$;

-- 'member': one of them is nobody that this catalogue has handed in.
create function directory.scim_save_group(p_hash bytea, p_id uuid, p_seen int, p jsonb) returns table (outcome text, id uuid) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare c directory.catalogues := directory.catalogue_of(p_hash); ids directory.unit_ids; which uuid; given uuid[] := array(select m::uuid from jsonb_array_elements_text(p -> 'members') m); one uuid;
begin
  if c.id is null then return; end if;
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('catalogue ' || c.municipality_id, 0));
  if exists (select from unnest(given) g where not exists (select from directory.staff_ids i where i.staff_id = g and i.catalogue_id = c.id and i.deleted_at is null)) then
    return query select 'member'::text, null::uuid; return; end if;
  if p_id is null then
    if p ->> 'externalId' is not null and exists (select from directory.unit_ids i where i.catalogue_id = c.id and i.gone_at is null and i.external_id = p ->> 'externalId') then
      return query select 'uniqueness'::text, null::uuid; return; end if;
    -- A unit that the committee has already, by the code or the name, is the same unit; one of another catalogue's is not taken from it.
    select u.id into which from directory.units u left join directory.unit_ids i on i.unit_id = u.id
    where u.committee_id = c.committee_id and (i.catalogue_id is null or i.catalogue_id = c.id) and (i.catalogue_id is null or i.gone_at is not null)
      and (u.code = p ->> 'externalId' or i.external_id = p ->> 'externalId' or lower(u.name ->> 'sv') = lower(p ->> 'name'))
    order by u.code is not distinct from p ->> 'externalId' desc, u.id limit 1;
    if which is null then
      which := gen_random_uuid();
      insert into directory.units (id, committee_id, code, name, phone)
      select which, c.committee_id, case when p ->> 'externalId' is null or exists (select from directory.units u where u.committee_id = c.committee_id and u.code = p ->> 'externalId') then which::text else p ->> 'externalId' end,
        jsonb_build_object('sv', p ->> 'name'), m.phone from directory.municipalities m where m.id = c.municipality_id;
      perform directory.note(c.municipality_id, c.id, 'unit-added', null, which, '{}');
    end if;
  else
    select * into ids from directory.unit_ids i where i.municipality_id = c.municipality_id and i.unit_id = p_id and i.catalogue_id = c.id and i.gone_at is null for update;
    if ids.unit_id is null then return query select 'none'::text, null::uuid; return; end if;
    if p_seen is not null and p_seen <> ids.version then return query select 'version'::text, p_id; return; end if;
    which := p_id;
  end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, origin, external_id, catalogue_id) values (c.municipality_id, which, 'scim', p ->> 'externalId', c.id)
  on conflict (municipality_id, unit_id) do update set origin = 'scim', external_id = excluded.external_id, catalogue_id = c.id, gone_at = null, version = i.version + 1, changed_at = now();
  update directory.units u set name = u.name || jsonb_build_object('sv', p ->> 'name'), revision = u.revision + 1 where u.id = which and u.name ->> 'sv' is distinct from p ->> 'name';
  if found then perform directory.note(c.municipality_id, c.id, 'unit-changed', null, which, '{}'); end if;
  -- Out of the group: out of the unit, at once.
  for one in delete from directory.members m where m.unit_id = which and m.catalogue_id = c.id and m.staff_id <> all (given) returning m.staff_id loop
    perform directory.leave_unit(one, which, c.id);
  end loop;
  for one in insert into directory.members (municipality_id, unit_id, staff_id, catalogue_id) select c.municipality_id, which, g, c.id from unnest(given) g on conflict do nothing returning staff_id loop
    if c.role is not null then
      insert into directory.assignments (committee_id, unit_id, staff_id, role) select u.committee_id, u.id, one, c.role from directory.units u where u.id = which
      on conflict (staff_id, unit_id, role) do update set valid_to = null, valid_from = least(assignments.valid_from, excluded.valid_from);
    end if;
    perform directory.note(c.municipality_id, c.id, 'member-added', one, which, '{}');
  end loop;
  return query select 'done'::text, which;
end $$;

-- Works at a unit no more: what was held there falls as it falls, and the unit is told.
create function directory.leave_unit(p_staff uuid, p_unit uuid, p_catalogue uuid) returns void language plpgsql security definer set search_path = '' as $$
declare u directory.units; l directory.leavings;
begin
  select * into u from directory.units x where x.id = p_unit;
  perform directory.note((select c.municipality_id from directory.committees c where c.id = u.committee_id), p_catalogue, 'member-removed', p_staff, p_unit, '{}');
  if not exists (select from directory.assignments a where a.staff_id = p_staff and a.unit_id = p_unit and (a.valid_to is null or a.valid_to >= directory.today())) then return; end if;
  -- A plan to leave the whole committee goes on.
  insert into directory.leavings (committee_id, id, staff_id, unit_id, last_day, because, done_at) values (u.committee_id, gen_random_uuid(), p_staff, p_unit, directory.today(), 'catalogue', now()) returning * into l;
  perform directory.carry_out(l);
end $$;

-- A unit with people's cases does not go because a catalogue has lost it: the steward is told, and closes it when it is empty.
create function directory.scim_delete_group(p_hash bytea, p_id uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare c directory.catalogues := directory.catalogue_of(p_hash); one uuid;
begin
  if c.id is null then return false; end if;
  update directory.unit_ids i set gone_at = now(), version = i.version + 1 where i.unit_id = p_id and i.catalogue_id = c.id and i.gone_at is null;
  if not found then return false; end if;
  for one in delete from directory.members m where m.unit_id = p_id and m.catalogue_id = c.id returning m.staff_id loop
    perform directory.leave_unit(one, p_id, c.id);
  end loop;
  perform directory.note(c.municipality_id, c.id, 'unit-gone', null, p_id, '{}');
  return true;
end $$;
grant execute on function directory.catalogue(bytea), directory.scim_users(bytea, uuid, text, text, int, int), directory.scim_save_user(bytea, uuid, int, jsonb), directory.scim_delete_user(bytea, uuid),
  directory.scim_groups(bytea, uuid, text, text, int, int), directory.scim_save_group(bytea, uuid, int, jsonb), directory.scim_delete_group(bytea, uuid) to delakt_public;

-- Lists --------------------------------------------------------------------------------------------------------------------------------------------

create function directory.keep_list(p_id uuid, p_kind text, p_whole boolean, p_rows jsonb) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return false; end if;
  -- Yesterday's were never carried out.
  delete from directory.lists l where l.committee_id = desk.committee_id and (l.made_by = desk.staff_id or l.made_at < now() - interval '1 day');
  insert into directory.lists (committee_id, id, kind, whole, rows, made_by) values (desk.committee_id, p_id, p_kind, p_whole, p_rows, desk.staff_id);
  return true;
end $$;
-- Taken to be carried out, once: whoever comes second waits, and finds none.
create function directory.take_list(p_id uuid) returns table (kind text, whole boolean, rows jsonb) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare desk identity.desk := identity.my_desk();
begin
  if directory.stewarding() is null then return; end if;
  return query delete from directory.lists l where l.committee_id = desk.committee_id and l.id = p_id returning l.kind, l.whole, l.rows;
end $$;

-- One of a list's people: known by `p_id`, or new. Answers who it is; null: not the steward's to change, or an id or a login is another's.
create function directory.list_staff(p_id uuid, p jsonb) returns uuid language plpgsql security definer set search_path = '' as $$
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
  update directory.staff_ids i set origin = 'csv', deleted_at = null where i.municipality_id = town and i.staff_id = who;
  update directory.staff w set name = p ->> 'name', phone = coalesce(p ->> 'phone', w.phone), revision = w.revision + 1,
    title = case when p ->> 'title' is null then w.title else jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'title', 'en', coalesce(p ->> 'titleEn', case when w.title ->> 'sv' = p ->> 'title' then w.title ->> 'en' end))) end
  where w.id = who;
  perform directory.come_back(who, null);
  perform directory.note(town, null, case when p_id is null then 'staff-added' else 'staff-changed' end, who, null, '{"by": "list"}');
  return who;
end $$;
-- Not in the whole list any more.
create function directory.list_gone(p_staff uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if not directory.keeps(p_staff) or p_staff = desk.staff_id
    or not exists (select from directory.staff_ids i where i.staff_id = p_staff and i.municipality_id = directory.stewarding() and i.origin = 'csv') then return false; end if;
  perform directory.remove(p_staff, null);
  return true;
end $$;
-- One of a list's units, by its code.
create function directory.list_unit(p_code text, p jsonb) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); town uuid := directory.stewarding(); u directory.units; ids directory.unit_ids;
begin
  if town is null then return false; end if;
  insert into directory.units (committee_id, code, name, phone) values (desk.committee_id, p_code, jsonb_build_object('sv', p ->> 'name'), p ->> 'phone') on conflict do nothing;
  perform directory.note(town, null, case when found then 'unit-added' else 'unit-changed' end, null, (select x.id from directory.units x where x.committee_id = desk.committee_id and x.code = p_code), '{"by": "list"}');
  select * into u from directory.units x where x.committee_id = desk.committee_id and x.code = p_code for update;
  select * into ids from directory.unit_ids i where i.municipality_id = town and i.unit_id = u.id;
  if coalesce(ids.origin = 'scim', false) or exists (select from directory.unit_ids i where i.municipality_id = town and i.unit_id <> u.id and i.hsa_id = p ->> 'hsa') then return false; end if;
  insert into directory.unit_ids as i (municipality_id, unit_id, origin, hsa_id) values (town, u.id, 'csv', p ->> 'hsa')
  on conflict (municipality_id, unit_id) do update set origin = 'csv', hsa_id = coalesce(excluded.hsa_id, i.hsa_id), gone_at = null, version = i.version + 1;
  update directory.units x set name = jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'name', 'en', coalesce(p ->> 'nameEn', case when x.name ->> 'sv' = p ->> 'name' then x.name ->> 'en' end))),
    phone = coalesce(p ->> 'phone', x.phone), post_address = coalesce(p ->> 'post', x.post_address),
    visit = case when p ->> 'visit' is null then x.visit else jsonb_strip_nulls(jsonb_build_object('sv', p ->> 'visit', 'en', p ->> 'visitEn')) end, revision = x.revision + 1
  where x.id = u.id;
  return true;
end $$;
create function directory.list_unit_gone(p_unit uuid) returns boolean language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  update directory.unit_ids i set gone_at = now(), version = i.version + 1 from directory.units u
  where i.unit_id = p_unit and u.id = i.unit_id and u.committee_id = desk.committee_id and i.municipality_id = directory.stewarding() and i.origin = 'csv' and i.gone_at is null;
  return found;
end $$;
grant execute on function directory.keep_list(uuid, text, boolean, jsonb), directory.take_list(uuid), directory.list_staff(uuid, jsonb), directory.list_gone(uuid), directory.list_unit(text, jsonb), directory.list_unit_gone(uuid) to delakt_staff;
