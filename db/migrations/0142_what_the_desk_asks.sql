-- Whose templates a session may write is asked before it is tried, so that a page offers nothing that is then refused.
grant execute on function contact.may_set_template(text) to delakt_staff;

-- Holds a type for this transaction, and says which saving of it stands: a form made from another must not write over it.
create function contact.hold_type(p_type uuid) returns table (version int, at timestamptz) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
begin
  perform from contact.request_types x where x.id = p_type and x.unit_id = contact.kept_unit() for update;
  if not found then return; end if;
  return query select f.version, f.at from contact.request_forms f where f.type_id = p_type order by f.version desc limit 1;
end $$;
grant execute on function contact.hold_type(uuid) to delakt_staff;
