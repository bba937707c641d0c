-- How often what a unit writes has a word that the shared list would have otherwise (PLAIN-06): in how many texts, month by month. The words are the list's own, and
-- nothing says in which text, about whom or by whom.
create table record.words_used (
  committee_id uuid not null references directory.committees on delete cascade,
  unit_id uuid not null references directory.units on delete cascade,
  month date not null,
  word text not null check (length(word) between 1 and 200),
  texts int not null default 1,
  primary key (committee_id, unit_id, month, word)
);
alter table record.words_used enable row level security;
create policy my_unit on record.words_used for select to delakt_staff using (committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]));
grant select on record.words_used to delakt_staff;

-- One more text of one's own unit with these words in it. In the words' order, so that two who save at once do not wait for each other.
create function record.use_words(p_words text[]) returns void language plpgsql security definer set search_path = '' as $$
declare desk identity.desk := identity.my_desk();
begin
  if desk.unit_id is null then return; end if;
  insert into record.words_used as u (committee_id, unit_id, month, word)
  select desk.committee_id, desk.unit_id, date_trunc('month', now() at time zone 'Europe/Stockholm')::date, w.word from (select distinct unnest(p_words) as word) w order by w.word
  on conflict (committee_id, unit_id, month, word) do update set texts = u.texts + 1;
end $$;
grant execute on function record.use_words(text[]) to delakt_staff;
