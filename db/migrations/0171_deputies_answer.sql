-- Who is away and has promised an answer before they are back: whoever stands in answers, and where nobody does it goes back to the inbox (MSG-10). What can
-- wait until they are back waits for them, within the unit's limit.
alter table contact.steps drop constraint steps_what_check;
alter table contact.steps add constraint steps_what_check check (what in ('received', 'assigned', 'stood-in', 'returned', 'handed', 'wrote', 'answered', 'called', 'rang', 'closed', 'ready', 'not-ready', 'bound', 'belongs'));

-- Answers how many.
create function contact.stand_in() returns int language plpgsql security definer set search_path = '' as $$
declare t contact.threads; heir uuid; whose uuid; n int := 0;
begin
  for t in
    select x.* from directory.absences a join contact.threads x on x.handler_id = a.staff_id and x.state = 'assigned'
    where a.first_day <= directory.today() and (a.last_day is null or (a.last_day >= directory.today() and x.promised_on <= a.last_day))
    order by x.id for update of x skip locked
  loop
    whose := t.handler_id;
    heir := directory.acting_at(whose, t.unit_id);
    continue when heir = whose;
    n := n + 1;
    if heir is null then
      perform contact.to_inbox(t, null);
      continue;
    end if;
    update contact.threads x set handler_id = heir, shown_handler = case when (contact.settings_of(x.unit_id)).named then heir end, waiting_since = now(), revision = x.revision + 1
    where x.committee_id = t.committee_id and x.id = t.id returning * into t;
    perform contact.step(t, 'stood-in', whose, heir);
  end loop;
  return n;
end $$;
grant execute on function contact.stand_in() to delakt_worker;
