-- A sign of life is written at every page that somebody opens a minute after the last. With no index on when, it changes the row alone and no index,
-- also for those that the index was never about.
drop index identity.sessions_staff_id_seen_at_idx;
drop index identity.sessions_staff_id_idx;
create index sessions_of_staff on identity.sessions (staff_id) where staff_id is not null;
alter table identity.sessions set (fillfactor = 80);
