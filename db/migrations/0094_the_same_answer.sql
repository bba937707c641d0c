-- As before, but the last answer sent once more, from a page that was gone back to, is the same answer.
create or replace function duty.say(p_duty uuid, p_kind text, p_text text, p_day date, p_key uuid) returns text language plpgsql security definer set search_path = '' as $$
declare me uuid := identity.reader(); d duty.duties;
begin
  select * into d from duty.duties x where x.id = p_duty and x.person_id = me and x.shelf_id is not null for update;
  if d.id is null then return 'none'; end if;
  if exists (select from duty.steps s where s.duty_id = d.id and s.key = p_key) then return 'same'; end if;
  if p_kind = 'answered' and d.kind = 'communication' and d.outcome is null then
    if p_text = (select s.text from duty.steps s where s.duty_id = d.id and s.kind = 'answered' order by s.n desc limit 1) then return 'same'; end if;
    perform duty.add_step(d, 'person', 'answered', p_text, '{}', p_day, p_day > d.last_day, p_key, null, null);
    update duty.duties x set revision = x.revision + 1 where x.id = d.id;
  elsif p_kind = 'withdrawn' and d.kind <> 'communication' and d.outcome is null then
    perform duty.add_step(d, 'person', 'withdrawn', p_text, '{}', p_day, false, p_key, null, null);
    update duty.duties x set outcome = 'withdrawn', ended_at = now(), settled_at = coalesce(x.settled_at, now()), revision = x.revision + 1 where x.id = d.id;
  else return 'over'; end if;
  return 'done';
end $$;
