-- A sign of life cannot lengthen a session past its whole life, and the page must not promise that it can: `last` says when there is no more to have.
drop function identity.look(bytea, int, int);
create function identity.look(p_hash bytea, p_person_minutes int, p_staff_minutes int)
returns table (id uuid, kind text, level int, municipality uuid, who uuid, name text, desk jsonb, idle_until timestamptz, last boolean)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare held identity.sessions;
begin
  select * into held from identity.sessions s
  where s.secret_hash = p_hash and s.kind in ('person', 'staff') and s.ended_at is null and s.idle_until > now() and s.expires_at > now();
  if held.id is null then return; end if;
  if held.seen_at < now() - interval '1 minute' then
    perform set_config('synchronous_commit', 'off', true);
    update identity.sessions s
    set seen_at = now(), idle_until = least(s.expires_at, now() + make_interval(mins => case held.kind when 'staff' then p_staff_minutes else p_person_minutes end))
    where s.id = held.id returning s.idle_until into held.idle_until;
  end if;
  if held.kind = 'person' then
    return query select held.id, held.kind, held.level, held.municipality_id, held.person_id, coalesce(p.name, ''), null::jsonb,
        held.idle_until, held.idle_until >= held.expires_at
      from identity.persons p where p.id = held.person_id;
  else
    return query select held.id, held.kind, held.level, held.municipality_id, held.staff_id, w.name,
        case when u.id is not null then jsonb_build_object('committeeId', a.committee_id, 'unitId', a.unit_id, 'unit', coalesce(u.name->>'sv', u.code), 'role', a.role) end,
        held.idle_until, held.idle_until >= held.expires_at
      from directory.staff w
      left join directory.assignments a on a.id = held.assignment_id and a.staff_id = w.id
        and a.valid_from <= current_date and (a.valid_to is null or a.valid_to >= current_date)
      left join directory.units u on u.id = a.unit_id
      where w.id = held.staff_id and w.active;
  end if;
end $$;
grant execute on function identity.look(bytea, int, int) to delakt_login;
