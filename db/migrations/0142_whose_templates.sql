-- Whose templates a session may write is asked before it is tried, so that a page offers nothing that is then refused.
grant execute on function contact.may_set_template(text) to delakt_staff;
