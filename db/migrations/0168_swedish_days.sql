-- "Today" is the Swedish day, also between midnight here and midnight in UTC: where a rule asks for current_date, it is asked on Swedish clocks.
alter function appointments.sweep() set timezone = 'Europe/Stockholm';
alter function appointments.works_at(uuid, uuid) set timezone = 'Europe/Stockholm';
alter function audit.whom_to_ask() set timezone = 'Europe/Stockholm';
alter function contact.officer_of(uuid, uuid, uuid) set timezone = 'Europe/Stockholm';
alter function directory.at_my_unit() set timezone = 'Europe/Stockholm';
alter function directory.is_desk(directory.assignments) set timezone = 'Europe/Stockholm';
alter function directory.lacks(uuid) set timezone = 'Europe/Stockholm';
alter function identity.look(bytea, integer, integer) set timezone = 'Europe/Stockholm';
alter function identity.my_desk() set timezone = 'Europe/Stockholm';
alter function identity.my_inboxes() set timezone = 'Europe/Stockholm';
