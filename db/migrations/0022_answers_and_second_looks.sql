-- What a person writes can also be the answer to what we asked for, or that they want something that is not shown looked at again.
alter table voice.remarks drop constraint remarks_kind_check, add check (kind in ('objection', 'comment', 'answer', 'review'));
