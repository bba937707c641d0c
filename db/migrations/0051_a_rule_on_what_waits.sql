-- A standing rule speaks for what comes in. Once the committee has decided it, its manager may let it speak for what was waiting already, in one act that can be taken
-- back as one (REL-01): who did it, which rule, how many.
create table gate.acts (
  committee_id uuid not null,
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null references directory.units on delete restrict,
  rule_id uuid not null,
  before timestamptz not null,                           -- what had come in before this moment
  items int not null,
  key uuid not null,                                     -- from the form: the same send twice is one act
  done_by uuid not null references directory.staff on delete restrict,
  assignment_id uuid not null,
  done_at timestamptz not null default now(),
  undone_by uuid,
  undone_at timestamptz,
  primary key (committee_id, id),
  foreign key (committee_id, rule_id) references gate.rules on delete restrict,
  unique (committee_id, key)
);
create index on gate.acts (committee_id, rule_id, done_at);
alter table gate.acts enable row level security;
create policy my_unit on gate.acts for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on gate.acts to delakt_staff;

alter table gate.release_decisions add column act_id uuid;
create index act on gate.release_decisions (act_id) where act_id is not null;

-- What a rule may speak for of what waits at a unit: for the person themself, nothing protected, no refusal, nothing that somebody has said no to or that was
-- hidden by a fact that changed, and no file that waits under words already shown.
create function gate.rule_covers(p_unit uuid, r gate.rules, p_before timestamptz, p_most int) returns setof gate.release_decisions language sql stable set search_path = '' as $$
  select d.* from gate.release_decisions d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  where d.unit_id = p_unit and d.kind = r.kind and d.state in ('imported', 'assessed') and not d.at_closing and d.due_at is null and d.waiting_since < p_before
    and d.committee_id = r.committee_id and m.field = r.field and not m.guarded and d.person_id = m.person_id and d.reason is null and d.copy_id is null
    and not coalesce(e.event -> 'detail' @? '$.results[*] ? (@.answer == "no")', false)
    and not exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, false) v where gate.is_no(v) or (r.manner = 'together' and v.copy_id is not null))
  order by d.waiting_since, d.item_id limit p_most
$$;

-- How many the rule would speak for, and how many of its kind go on waiting for a look. Counted to `p_most` and no further.
create function gate.preview_rule(p_rule uuid, p_before timestamptz, p_most int) returns table (covered int, left_out int) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); r gate.rules; of_kind int;
begin
  if desk.role is distinct from 'unitManager' then return; end if;
  select * into r from gate.rules x where x.committee_id = desk.committee_id and x.id = p_rule and x.ended_at is null and x.manner <> 'after-look';
  if r.id is null then return; end if;
  select count(*) into covered from gate.rule_covers(desk.unit_id, r, p_before, p_most);
  select count(*) into of_kind from (
    select from gate.release_decisions d join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
    where d.unit_id = desk.unit_id and d.kind = r.kind and d.state in ('imported', 'assessed') and not d.at_closing and d.due_at is null and m.field = r.field
      and d.waiting_since < p_before limit p_most) x;
  left_out := greatest(0, of_kind - covered);
  return next;
end $$;

-- The act. 'stale': the rule has ended, or other items wait than were previewed; 'none': not this desk's to do. The worker hands over, some hundred at a time.
create function gate.apply_rule(p_rule uuid, p_key uuid, p_before timestamptz, p_expected int, p_most int) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); r gate.rules; act uuid; n int;
begin
  if desk.role is distinct from 'unitManager' then return 'none'; end if;
  if exists (select from gate.acts a where a.committee_id = desk.committee_id and a.key = p_key) then return 'done'; end if;
  select * into r from gate.rules x where x.committee_id = desk.committee_id and x.id = p_rule and x.manner <> 'after-look' for share;
  if r.id is null then return 'none'; end if;
  if r.ended_at is not null or p_expected = 0 then return 'stale'; end if;
  insert into gate.acts (committee_id, unit_id, rule_id, before, items, key, done_by, assignment_id)
  values (desk.committee_id, desk.unit_id, r.id, p_before, p_expected, p_key, desk.staff_id, desk.assignment_id) returning id into act;
  update gate.release_decisions d set
    state = case r.manner when 'together' then 'withheld' else 'assessed' end, reason = case r.manner when 'together' then 'together' end,
    rule_id = r.id, act_id = act, decided_by = null, assignment_id = null, decided_at = now(), at_closing = r.manner = 'at-closing',
    due_at = case r.manner when 'at-once' then now() when 'after-days' then now() + make_interval(days => r.days)
      when 'at-closing' then case when record.is_closed(d.committee_id, d.matter_id) then now() end end
  from gate.rule_covers(desk.unit_id, r, p_before, p_most) c
  where d.committee_id = c.committee_id and d.matter_id = c.matter_id and d.item_id = c.item_id and d.person_id = c.person_id;
  get diagnostics n = row_count;
  -- Another number than the manager saw is another act than the manager chose.
  if n <> p_expected then
    raise exception using errcode = 'P0001', message = 'other items wait';
  end if;
  if r.manner = 'together' then
    perform gate.hand_over(desk.committee_id, array(select distinct d.matter_id from gate.release_decisions d where d.act_id = act));
    perform gate.recount(desk.committee_id, array(select distinct d.matter_id from gate.release_decisions d where d.act_id = act));
  end if;
  return 'done';
exception when sqlstate 'P0001' then return 'stale';
end $$;

-- Takes a whole act back: what the rule released by it, or was about to, waits again; what a human has decided since stays as they decided.
create function gate.undo_act(p_act uuid) returns text language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); matters uuid[]; gone uuid[];
begin
  if desk.role is distinct from 'unitManager' then return 'none'; end if;
  update gate.acts a set undone_by = desk.staff_id, undone_at = now()
  where a.committee_id = desk.committee_id and a.id = p_act and a.unit_id = desk.unit_id and a.undone_at is null;
  if not found then
    return case when exists (select from gate.acts a where a.committee_id = desk.committee_id and a.id = p_act and a.unit_id = desk.unit_id) then 'done' else 'none' end;
  end if;
  with back as (
    update gate.release_decisions d set state = 'imported', reason = null, rule_id = null, act_id = null, due_at = null, at_closing = false,
      decided_by = null, assignment_id = null, decided_at = now()
    where d.act_id = p_act and d.decided_by is null and d.rule_id is not null and d.state in ('assessed', 'released', 'withheld')
    returning d.matter_id, d.copy_id
  )
  select array_agg(distinct b.matter_id), array_agg(b.copy_id) filter (where b.copy_id is not null) into matters, gone from back b;
  if gone is not null then perform gate.take_back(gone); end if;
  if matters is not null then perform gate.recount(desk.committee_id, matters); end if;
  return 'done';
end $$;
grant execute on function gate.rule_covers(uuid, gate.rules, timestamptz, int), gate.preview_rule(uuid, timestamptz, int), gate.apply_rule(uuid, uuid, timestamptz, int, int), gate.undo_act(uuid) to delakt_staff;

-- A rule that ends takes along also what waited by it for its matter to close: a person looks instead.
create or replace function gate.end_of_rule() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update gate.release_decisions set due_at = null, at_closing = false
  where state = 'assessed' and (due_at is not null or at_closing) and committee_id = new.committee_id and rule_id = new.id;
  return null;
end $$;
