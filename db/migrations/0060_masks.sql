-- An item as one recipient gets it when passages of it are masked (REL-02, law 1.4): the event's words without them, and a new document in place of the
-- old. While there is a mask nothing else of the item reaches that recipient's shelf, whichever way it comes there.
create table gate.masked_documents (
  committee_id uuid not null,
  matter_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null references identity.persons on delete restrict,
  unit_id uuid not null,
  title text not null,
  type text not null check (type in ('application/pdf', 'text/html')),
  size int not null,
  version int not null,                                  -- of the record's document it was made from
  made_at timestamptz not null default now(),
  primary key (committee_id, matter_id, id),
  unique (id),
  foreign key (committee_id, matter_id) references record.matters on delete restrict
);
create table gate.masked_parts (
  committee_id uuid not null,
  document_id uuid not null references gate.masked_documents (id) on delete cascade,
  part int not null,
  unit_id uuid not null,
  bytes bytea not null,
  primary key (committee_id, document_id, part)
);
alter table gate.masked_parts alter column bytes set storage external;

create table gate.masks (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  version int not null default 1,                        -- how many masks have been made of it
  event jsonb not null,                                  -- { about, author, detail, masked } as record.events has them, the masked words already gone
  document_id uuid references gate.masked_documents (id) on delete restrict, -- null: no document goes along
  reason text not null,                                  -- a code, never words about the item
  made_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  made_at timestamptz not null default now(),
  primary key (committee_id, matter_id, item_id, person_id),
  foreign key (committee_id, matter_id, item_id, person_id) references gate.release_decisions on delete cascade
);
-- Who made a mask and who took it away, and when: kept when the mask is another or gone. Never what it hid.
create table gate.mask_history (
  committee_id uuid not null,
  matter_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  id bigint generated always as identity,
  version int not null,
  did text not null check (did in ('made', 'taken-away')),
  reason text,
  staff_id uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  at timestamptz not null default now(),
  primary key (committee_id, matter_id, item_id, person_id, id)
);

do $$
declare held text;
begin
  foreach held in array array['masks', 'masked_documents', 'masked_parts', 'mask_history'] loop
    execute format('alter table gate.%I enable row level security', held);
    execute format('create policy my_unit on gate.%I for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]))', held);
    execute format('grant select on gate.%I to delakt_staff', held);
  end loop;
end $$;
-- No insert, update or delete for staff: gate.mask and gate.unmask also move the copies.

create function gate.masks_follow() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.masks k set unit_id = new.unit_id where k.committee_id = new.committee_id and k.matter_id = new.id;
  update gate.mask_history h set unit_id = new.unit_id where h.committee_id = new.committee_id and h.matter_id = new.id;
  update gate.masked_documents d set unit_id = new.unit_id where d.committee_id = new.committee_id and d.matter_id = new.id;
  update gate.masked_parts p set unit_id = new.unit_id from gate.masked_documents d where d.committee_id = new.committee_id and d.matter_id = new.id and p.document_id = d.id;
  return null;
end $$;
create trigger masks_follow after update of unit_id on record.matters for each row when (new.unit_id is distinct from old.unit_id) execute function gate.masks_follow();

-- What comes to a shelf wears its mask: also when a cover is lifted, or a document comes after its words.
create function gate.wear_mask() returns trigger language plpgsql security definer set search_path = '' as $$
declare k gate.masks; salt bytea; wanted uuid;
begin
  if new.kind in ('withheld', 'covered', 'annulled') then return new; end if;
  select x.* into k from gate.openings o
  join gate.masks x on x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.person_id = o.person_id
  where o.shelf_id = new.matter_id and gate.address(o.salt, x.item_id::text) = new.id;
  if k.item_id is null then return new; end if;
  select o.salt into salt from gate.openings o where o.shelf_id = new.matter_id;
  new.event := gate.as_handed(salt, k.event);
  if k.document_id is not null then wanted := gate.address(convert_to(new.id::text, 'UTF8'), k.document_id::text); end if;
  if new.document_id is distinct from wanted then
    delete from shelf.documents d where d.id = new.document_id;
    insert into shelf.documents (id, person_id, matter_id, committee_id, title, type, size, version)
    select wanted, new.person_id, new.matter_id, new.committee_id, d.title, d.type, d.size, d.version from gate.masked_documents d where d.id = k.document_id
    on conflict (id) do nothing;
    if found then
      insert into shelf.document_parts (person_id, document_id, part, bytes)
      select new.person_id, wanted, p.part, p.bytes from gate.masked_parts p where p.committee_id = k.committee_id and p.document_id = k.document_id;
    end if;
    new.document_id := wanted;
  end if;
  return new;
end $$;
create trigger wear_mask before insert or update of kind, event, document_id on shelf.copies for each row execute function gate.wear_mask();

-- A later version of what somebody masked is shown by no rule: the words that were taken away may stand in it.
create function gate.masked_before() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from gate.masks k
    join record.events o on o.committee_id = k.committee_id and o.matter_id = k.matter_id and o.id = k.item_id
    join record.events e on e.committee_id = new.committee_id and e.matter_id = new.matter_id and e.id = new.item_id
    where k.committee_id = new.committee_id and k.matter_id = new.matter_id and k.person_id = new.person_id and o.source_id = e.source_id and o.ref = e.ref)
  then
    new.state := 'imported';
    new.due_at := null;
  end if;
  return new;
end $$;
create trigger masked_before before insert on gate.release_decisions for each row when (new.rule_id is not null and new.state <> 'imported') execute function gate.masked_before();

-- Makes a mask, or another in its place: the copy is taken back first and the item waits, at the next revision, for gate.decide to show it.
-- `p_document`: { title, type, version } of the new document, with its parts; null: none goes along. Only words may differ from the record's event.
-- 'stale': somebody decided in between; 'none': not there, not theirs, or not an item that can be shown.
create function gate.mask(p_matter uuid, p_item uuid, p_person uuid, p_seen int, p_event jsonb, p_document jsonb, p_parts bytea[], p_reason text) returns text
language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions; e record.events; made uuid; old uuid; made_version int;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  select * into e from record.events x where x.committee_id = held.committee_id and x.matter_id = p_matter and x.id = p_item;
  if held.reason in ('annulled', 'replaced')
    or (p_event - 'author' - 'detail' - 'masked') is distinct from (e.event - 'author' - 'detail' - 'internal')
    or p_event #> '{detail,document}' is distinct from e.event #> '{detail,document}'
    or coalesce(p_event #>> '{detail,hideNames}', 'false') <> coalesce(e.event #>> '{detail,hideNames}', 'false')
  then return 'none'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  if p_document is not null then
    insert into gate.masked_documents (committee_id, matter_id, person_id, unit_id, title, type, size, version)
    values (held.committee_id, p_matter, p_person, held.unit_id, p_document ->> 'title', p_document ->> 'type',
      (select coalesce(sum(length(b)), 0) from unnest(p_parts) b), (p_document ->> 'version')::int) returning id into made;
    insert into gate.masked_parts (committee_id, document_id, part, unit_id, bytes)
    select held.committee_id, made, p.n::int - 1, held.unit_id, p.b from unnest(p_parts) with ordinality as p(b, n);
  end if;
  select k.document_id into old from gate.masks k where k.committee_id = held.committee_id and k.matter_id = p_matter and k.item_id = p_item and k.person_id = p_person;
  insert into gate.masks as k (committee_id, matter_id, item_id, person_id, unit_id, event, document_id, reason, made_by, assignment_id)
  values (held.committee_id, p_matter, p_item, p_person, held.unit_id, p_event, made, p_reason, desk.staff_id, desk.assignment_id)
  on conflict (committee_id, matter_id, item_id, person_id) do update set version = k.version + 1, event = excluded.event, document_id = excluded.document_id,
    reason = excluded.reason, made_by = excluded.made_by, assignment_id = excluded.assignment_id, made_at = now()
  returning k.version into made_version;
  delete from gate.masked_documents d where d.id = old;
  insert into gate.mask_history (committee_id, matter_id, item_id, person_id, unit_id, version, did, reason, staff_id, assignment_id)
  values (held.committee_id, p_matter, p_item, p_person, held.unit_id, made_version, 'made', p_reason, desk.staff_id, desk.assignment_id);
  perform gate.wait_again(held, desk);
  return 'done';
end $$;

-- Takes the mask away: the copy first, and the item waits for somebody to decide about the whole of it.
create function gate.unmask(p_matter uuid, p_item uuid, p_person uuid, p_seen int) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); held gate.release_decisions; gone gate.masks;
begin
  if desk.role is null or desk.role not in ('caseOfficer', 'unitManager') then return 'none'; end if;
  select * into held from gate.release_decisions d
  where d.committee_id = desk.committee_id and d.matter_id = p_matter and d.item_id = p_item and d.person_id = p_person and d.unit_id = desk.unit_id for update;
  if held.item_id is null then return 'none'; end if;
  if held.revision <> p_seen then return 'stale'; end if;
  if held.copy_id is not null then perform gate.take_back(array[held.copy_id]); end if;
  delete from gate.masks k where k.committee_id = held.committee_id and k.matter_id = p_matter and k.item_id = p_item and k.person_id = p_person returning * into gone;
  if gone.item_id is null then return 'none'; end if;
  delete from gate.masked_documents d where d.id = gone.document_id;
  insert into gate.mask_history (committee_id, matter_id, item_id, person_id, unit_id, version, did, staff_id, assignment_id)
  values (held.committee_id, p_matter, p_item, p_person, held.unit_id, gone.version, 'taken-away', desk.staff_id, desk.assignment_id);
  perform gate.wait_again(held, desk);
  return 'done';
end $$;

-- Back in the queue by somebody's hand. The revision goes on also when the words of the decision are the same.
create function gate.wait_again(held gate.release_decisions, desk identity.desk) returns void language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions d
  set state = 'assessed', reason = null, reader_text = null, existence_secret = false, rule_id = null, due_at = null,
    decided_by = desk.staff_id, assignment_id = desk.assignment_id, decided_at = now(), revision = held.revision + 1
  where d.committee_id = held.committee_id and d.matter_id = held.matter_id and d.item_id = held.item_id and d.person_id = held.person_id;
  perform gate.hand_over(held.committee_id, array[held.matter_id]);
  perform gate.recount(held.committee_id, array[held.matter_id]);
end $$;
grant execute on function gate.mask(uuid, uuid, uuid, int, jsonb, jsonb, bytea[], text), gate.unmask(uuid, uuid, uuid, int) to delakt_staff;
