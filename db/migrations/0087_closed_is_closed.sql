-- A matter that is closed for its person is closed also to what they were given to read in it before a decision; the unit keeps the proof. Opened again, it is
-- for the unit to give it anew.
create function duty.closed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update duty.papers p set readable = false, taken_back_at = now()
  from duty.duties d where d.committee_id = new.committee_id and d.matter_id = new.matter_id and d.person_id = new.person_id
    and p.committee_id = d.committee_id and p.duty_id = d.id and p.readable;
  return null;
end $$;
create trigger duty_closed after update of ended_at on gate.openings for each row when (old.ended_at is null and new.ended_at is not null) execute function duty.closed();

-- What was closed before this is so too.
update duty.papers p set readable = false, taken_back_at = now()
from duty.duties d where p.committee_id = d.committee_id and p.duty_id = d.id and p.readable
  and not exists (select from gate.openings o where o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null);
