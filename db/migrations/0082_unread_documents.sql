-- How many the rule would speak for, how many of them have a document that nobody at the unit has opened, and how many of their kind go on waiting for a look. A rule over
-- what nobody has read is a risk that its manager sees as a number. Counted to `p_most` and no further.
drop function gate.preview_rule(uuid, timestamptz, int);
create function gate.preview_rule(p_rule uuid, p_before timestamptz, p_most int) returns table (covered int, unread int, left_out int) language plpgsql stable security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk(); r gate.rules; of_kind int;
begin
  if desk.role is distinct from 'unitManager' then return; end if;
  select * into r from gate.rules x where x.committee_id = desk.committee_id and x.id = p_rule and x.ended_at is null and x.manner <> 'after-look';
  if r.id is null then return; end if;
  select count(*), count(*) filter (where x.received_at is not null and not exists (
    -- By its person and not by its item: the log has no index of items, and each has few rows of staff.
    select from audit.access_log l join directory.assignments a on a.id = l.assignment_id and a.unit_id = desk.unit_id
    where l.person_id = d.person_id and l.actor_id is distinct from l.person_id and l.at >= x.received_at
      and l.item_id = d.item_id and l.purpose = 'review document'))
  into covered, unread
  from gate.rule_covers(desk.unit_id, r, p_before, p_most) d
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  left join lateral (
    select x.received_at from record.documents x
    where x.committee_id = d.committee_id and x.matter_id = d.matter_id and x.source_id = e.source_id and x.ref = e.event #>> '{detail,document}' and x.annulled_at is null
    order by x.version desc limit 1) x on true;
  select count(*) into of_kind from (
    select from gate.release_decisions d join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
    where d.unit_id = desk.unit_id and d.kind = r.kind and d.state in ('imported', 'assessed') and not d.at_closing and d.due_at is null and m.field = r.field
      and d.waiting_since < p_before limit p_most) x;
  left_out := greatest(0, of_kind - covered);
  return next;
end $$;
grant execute on function gate.preview_rule(uuid, timestamptz, int) to delakt_staff;
