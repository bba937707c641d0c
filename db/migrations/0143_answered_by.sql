-- What somebody has answered, the latest first: for whoever answers and hands nothing out, without reading through all that the unit has answered.
create index answered_by on contact.threads (handler_id, last_at desc, id) where handler_id is not null and state in ('answered', 'closed');
