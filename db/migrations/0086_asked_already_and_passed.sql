-- As before, and who asks for what they have asked for already is told so: 'there' is the one that is there, and nothing is added.
create or replace function duty.ask(p_shelf uuid, p_kind text, p_about uuid, p_text text, p_detail jsonb, p_day date, p_last date, p_key uuid) returns table (id uuid, outcome text)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare me uuid := identity.reader(); o gate.openings; d duty.duties; applied date; item uuid; made uuid; whose uuid; more jsonb := p_detail;
begin
  select * into o from gate.openings x where x.shelf_id = p_shelf and x.person_id = me and x.ended_at is null;
  if o.shelf_id is null or p_kind not in ('decide', 'file', 'appeal') then return; end if;
  -- One at a time about a matter, so that two sent at once are one. Nothing shuts an appeal of what one has been handed; the rest is the person's own to ask.
  select m.person_id into whose from record.matters m where m.committee_id = o.committee_id and m.id = o.matter_id for no key update;
  if whose <> me and p_kind <> 'appeal' then return; end if;
  select * into d from duty.duties x where x.person_id = me and (x.key = p_key or x.id = (select s.duty_id from duty.steps s where s.person_id = me and s.key = p_key));
  if d.id is not null then return query select d.id, 'same'::text; return; end if;
  if p_kind = 'decide' then
    applied := duty.my_application(p_shelf);
    select * into d from duty.duties x where x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.kind = 'decide' and x.detail ->> 'application' = applied::text;
    if d.id is not null then return query select d.id, 'there'::text; return; end if;
    if applied is null or p_day < applied + interval '6 months' then return query select null::uuid, 'early'::text; return; end if;
    more := p_detail || jsonb_build_object('application', applied);
  elsif p_kind = 'file' then
    select * into d from duty.duties x where x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.person_id = me and x.kind = 'file' and x.outcome is null order by x.at limit 1;
    if d.id is not null then return query select d.id, 'there'::text; return; end if;
  elsif p_kind = 'appeal' then
    select r.item_id into item from gate.release_decisions r
    where r.copy_id = p_about and r.person_id = me and r.matter_id = o.matter_id and r.kind in ('decision', 'decision-corrected');
    if item is null then
      select x.id into item from duty.duties x
      where x.id = p_about and x.person_id = me and x.shelf_id = p_shelf and x.outcome in ('refused', 'partial', 'rejected');
    end if;
    if item is null then return; end if;
    select * into d from duty.duties x where x.committee_id = o.committee_id and x.matter_id = o.matter_id and x.kind = 'appeal' and x.about_copy = p_about and x.outcome is null;
    if d.id is not null then
      perform duty.add_step(d, 'person', 'added', p_text, p_detail, p_day, false, p_key, null, null);
      update duty.duties x set revision = x.revision + 1 where x.id = d.id;
      return query select d.id, 'added'::text; return;
    end if;
  end if;
  insert into duty.duties (committee_id, kind, matter_id, person_id, unit_id, shelf_id, about_item, about_copy, via, text, detail, came_on, last_day, key)
  values (o.committee_id, p_kind, o.matter_id, me, o.unit_id, p_shelf, item, case when item is not null then p_about end, 'here', p_text, more, p_day, p_last, p_key)
  returning id into made;
  return query select made, 'done'::text;
end $$;

-- As before, without those that have gone on to their next step: a decision, or a measure that has begun, after the investigation was opened or got longer.
create or replace function record.late_investigations(p_unit uuid, p_today date) returns table (matter_id uuid, due text) language sql stable set search_path = '' as $$
  select latest.matter_id, latest.due from (
    select distinct on (e.matter_id) e.committee_id, e.matter_id, e.at, e.event #>> '{detail,dueBy}' as due
    from record.events e
    where e.unit_id = p_unit and not e.annulled and e.kind in ('investigation-opened', 'investigation-extended', 'investigation-closed', 'closed', 'reopened')
      and not exists (select from record.events x where x.source_id = e.source_id and x.ref = e.ref and x.version > e.version and (x.version > 0 or x.annulled))
    order by e.matter_id, e.at desc, e.seq desc, e.version desc) latest
  where latest.due < p_today::text
    and not exists (
      select from record.events n
      where n.committee_id = latest.committee_id and n.matter_id = latest.matter_id and n.kind in ('decision', 'measure-started') and n.at > latest.at
        and not exists (select from record.events x where x.source_id = n.source_id and x.ref = n.ref and x.version >= n.version and x.annulled))
$$;
