-- The same as before, as a body that PostgreSQL puts in place where it is called: asked of every decision of a matter each time copies are made, it was a
-- fifth of that work, and let a dearer question be asked of rows that were no candidates.
create or replace function gate.is_no(d gate.release_decisions) returns boolean language sql immutable
return d.state = 'withheld' or (d.state = 'withdrawn' and d.reason not in ('annulled', 'replaced', 'ended'));
