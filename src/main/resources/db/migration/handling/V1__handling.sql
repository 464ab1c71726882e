-- SPDX-License-Identifier: Apache-2.0
-- The process that a case goes through; the engine keeps where it stands, and nothing else.
create table handling.process (
  id uuid primary key,
  matter uuid not null unique references cases.matter,
  entry uuid,
  begun timestamptz not null,
  ended timestamptz
);
comment on column handling.process.id is 'as the engine calls it';
comment on column handling.process.entry is 'the register entry that the case has given, or works on';
create index process_entry on handling.process (entry) where ended is null;

-- A step of a process that waits for officials of a unit or, without one, for the applicant; or waited.
create table handling.task (
  id uuid primary key default uuidv7(),
  token uuid not null,
  process uuid not null references handling.process,
  matter uuid not null references cases.matter,
  step text not null check (length(step) between 1 and 60),
  unit text check (length(unit) between 1 and 60),
  service text not null check (length(service) between 1 and 60),
  opened timestamptz not null,
  due timestamptz not null default 'infinity',
  last_day date,
  binding boolean not null default true,
  claimed uuid,
  asked jsonb check (pg_column_size(asked) < 200000),
  state text not null default 'open' check (state in ('open', 'answered', 'taken', 'dropped')),
  ended timestamptz,
  taker uuid,
  answers jsonb check (pg_column_size(answers) < 200000),
  check ((state = 'open') = (ended is null)),
  check (state not in ('answered', 'taken') or taker is not null),
  check (state <> 'open' or taker is null),
  check ((taker is null) = (answers is null)),
  check ((asked is null) = (unit is not null))
);
comment on column handling.task.token is 'by which the engine is told that the step was taken; it may stand for another step later';
comment on column handling.task.due is 'the first instant that is too late';
comment on column handling.task.binding is 'whether it can''t be taken when it is too late';
comment on column handling.task.asked is 'what officials have said that the questions to the applicant depend on';
comment on column handling.task.claimed is 'the official who wants to take it: others leave it to him';
comment on column handling.task.state is 'answered: the applicant has taken it, and the process has yet to go on; dropped: it went on without it';
create index task_open on handling.task (unit, due, id) where state = 'open';
create index task_process on handling.task (process, id);
create index task_matter on handling.task (matter, id);

-- What a process waits for besides: the end of a time limit, or a message.
create table handling.event (
  id uuid primary key default uuidv7(),
  token uuid not null,
  process uuid not null references handling.process,
  matter uuid not null references cases.matter,
  name text not null check (length(name) between 1 and 60),
  message text check (length(message) between 1 and 60),
  opened timestamptz not null,
  due timestamptz,
  last_day date,
  tried int not null default 0,
  again timestamptz,
  state text not null default 'open' check (state in ('open', 'happened', 'dropped')),
  ended timestamptz,
  check ((message is null) = (due is not null)),
  check ((state = 'open') = (ended is null))
);
comment on column handling.event.again is 'when the sweep looks at it: once it is due, or later where it could not go on then';
create index event_due on handling.event (again) where state = 'open';
create index event_process on handling.event (process, id) where state = 'open';
create index event_matter on handling.event (matter, id);

alter table handling.process enable row level security;
alter table handling.process force row level security;
create policy of_case on handling.process to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on handling.process to polity_jobs using ((select node.purpose()) is not null);

alter table handling.task enable row level security;
alter table handling.task force row level security;
create policy of_case on handling.task to polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy own on handling.task for select to polity_public
  using ((select m.id from cases.matter m where m.id = matter) is not null);
create policy answered on handling.task for update to polity_public
  using (unit is null and state = 'open' and (select m.id from cases.matter m where m.id = matter) is not null)
  with check (unit is null and state = 'answered');
create policy jobs on handling.task to polity_jobs using ((select node.purpose()) is not null);

alter table handling.event enable row level security;
alter table handling.event force row level security;
create policy of_case on handling.event to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on handling.event to polity_jobs using ((select node.purpose()) is not null);

-- What somebody has said nobody changes, nobody says it for another, and only who applies for the applicant.
create function handling.keep_said() returns trigger language plpgsql as $$
begin
  if old.state not in ('open', 'answered')
     or old.state = 'answered' and (new.taker, new.answers) is distinct from (old.taker, old.answers)
     or new.taker is distinct from old.taker and new.taker is distinct from node.actor()
     or new.unit is null and new.state = 'taken' and old.state <> 'answered'
     or old.state = 'open' and new.state = 'answered'
        and (new.unit is not null or current_user <> 'polity_public' or old.binding and old.due <= now()) then
    raise exception 'a task that has been taken is not changed, and whoever is asked takes it himself'
      using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'open' and new.state = 'answered' then
    new.ended := now();
  end if;
  return new;
end $$;
create trigger keep_said before update on handling.task for each row execute function handling.keep_said();

-- What waits for officials of these units, what is due first at the head; nothing about anybody.
create function handling.open(units text[], most int)
  returns table (task uuid, matter uuid, unit text, step text, due timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select t.id, t.matter, t.unit, t.step, t.due
    from unnest(units) u (code) cross join lateral (
      select o.id, o.matter, o.unit, o.step, o.due from handling.task o
      where o.unit = u.code and o.state = 'open' order by o.due, o.id limit least(most, 200)) t
    order by t.due, t.id limit least(most, 200);
  end;

-- The case that a task is about, and the unit whose officials take it.
create function handling.asked(wanted uuid) returns table (task uuid, matter uuid, unit text, step text, due timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select t.id, t.matter, t.unit, t.step, t.due from handling.task t where t.id = wanted and t.unit is not null;
  end;
