-- What somebody at the unit has written beside an item, in plainer words (PLAIN-05). The item itself stays as it is; a new wording is a new
-- row, and one without text takes the last one away. Never changed, never removed but with the item.
create table record.plain_versions (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  version int not null,
  key uuid not null,                                     -- from the form: the same send twice is one wording
  unit_id uuid not null,
  text text check (length(text) between 1 and 20000),
  author text not null,
  staff_id uuid not null references directory.staff on delete restrict,
  at timestamptz not null default now(),
  primary key (committee_id, matter_id, item_id, version),
  unique (committee_id, key),
  foreign key (committee_id, matter_id, item_id) references record.events on delete cascade
);
alter table record.plain_versions enable row level security;
create policy my_unit on record.plain_versions for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on record.plain_versions to delakt_staff;

-- As the person is handed it: { text, by, at }, without its author where a decision keeps names out (FL 33 § 4 st).
alter table shelf.copies add column if not exists plain jsonb;

-- What stands beside an item now. Nothing when there are no plainer words.
create function gate.plain_of(p_committee uuid, p_matter uuid, p_item uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select case when v.text is not null then jsonb_strip_nulls(jsonb_build_object('text', v.text, 'at', v.at,
      'by', case when e.event #>> '{detail,hideNames}' is distinct from 'true' then v.author end)) end
    from record.plain_versions v
    join record.events e on e.committee_id = v.committee_id and e.matter_id = v.matter_id and e.id = v.item_id
    where v.committee_id = p_committee and v.matter_id = p_matter and v.item_id = p_item order by v.version desc limit 1);
end $$;

-- Beside the copies that say all that the item says, and no others: where a word is masked or the item is not shown, plainer words could say it.
create function gate.lay_plain(p_committee uuid, p_matter uuid, p_item uuid) returns void language plpgsql security definer set search_path = '' as $$
declare words jsonb := gate.plain_of(p_committee, p_matter, p_item);
begin
  update shelf.copies c set plain = words
  from gate.release_decisions d
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  join gate.openings o on o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null
  where d.committee_id = p_committee and d.matter_id = p_matter and d.item_id = p_item and d.copy_id is not null and d.state = 'released'
    and c.id = d.copy_id and c.kind = e.kind and c.event = gate.as_handed(o.salt, e.event) and c.plain is distinct from words
    and not exists (select from gate.masks k where k.committee_id = d.committee_id and k.matter_id = d.matter_id and k.item_id = d.item_id and k.person_id = d.person_id);
end $$;

-- What is handed over later has them from the start.
create function gate.lay_plain_along() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from record.plain_versions v where v.committee_id = new.committee_id and v.matter_id = new.matter_id and v.item_id = new.item_id) then
    perform gate.lay_plain(new.committee_id, new.matter_id, new.item_id);
  end if;
  return null;
end $$;
create trigger plainer_words after update of copy_id on gate.release_decisions for each row
  when (new.copy_id is not null and new.copy_id is distinct from old.copy_id) execute function gate.lay_plain_along();

-- 'stored', 'unchanged' for the same form again, 'stale' when somebody has written since, 'none' when there is no such item at this desk.
create function gate.put_plain(p_matter uuid, p_item uuid, p_key uuid, p_seen int, p_text text) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); e record.events; newest int;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into e from record.events x
  where x.committee_id = desk.committee_id and x.matter_id = p_matter and x.id = p_item and x.unit_id = desk.unit_id and not x.annulled for update;
  if e.id is null then return 'none'; end if;
  if exists (select from record.plain_versions v where v.committee_id = e.committee_id and v.key = p_key) then return 'unchanged'; end if;
  select coalesce(max(v.version), 0) into newest from record.plain_versions v where v.committee_id = e.committee_id and v.matter_id = e.matter_id and v.item_id = e.id;
  if newest <> p_seen then return 'stale'; end if;
  insert into record.plain_versions (committee_id, matter_id, item_id, version, key, unit_id, text, author, staff_id)
  select e.committee_id, e.matter_id, e.id, newest + 1, p_key, e.unit_id, nullif(p_text, ''), w.name, w.id from directory.staff w where w.id = desk.staff_id;
  perform gate.lay_plain(e.committee_id, e.matter_id, e.id);
  return 'stored';
end $$;
grant execute on function gate.put_plain(uuid, uuid, uuid, int, text) to delakt_staff;

-- What stands beside a copy: for staff who look at the matter as its person does.
create function gate.plain_beside(p_copy uuid) returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  return (
    select c.plain from shelf.copies c join gate.release_decisions d on d.copy_id = c.id
    where c.id = p_copy and d.committee_id = desk.committee_id and d.unit_id = any (identity.my_units()));
end $$;
grant execute on function gate.plain_beside(uuid) to delakt_staff;
