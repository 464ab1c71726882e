-- SPDX-License-Identifier: Apache-2.0
create table cases.matter (
  id uuid primary key default uuidv7(),
  reference text not null unique check (length(reference) between 5 and 40),
  service text not null check (length(service) between 1 and 60),
  package text not null references packages.package,
  procedure text not null check (length(procedure) between 1 and 60),
  unit text not null check (length(unit) between 1 and 60),
  applicant uuid not null,
  applicant_name text not null check (length(applicant_name) <= 200),
  language text not null check (length(language) between 2 and 20),
  submission_key text not null check (length(submission_key) between 1 and 200),
  submission_digest text not null check (length(submission_digest) = 64),
  submitted timestamptz not null,
  status text not null check (length(status) between 1 and 40),
  answers jsonb not null check (pg_column_size(answers) < 200000),
  known jsonb not null,
  entry uuid,
  entry_version int,
  payment uuid,
  document uuid,
  changed timestamptz not null,
  unique (applicant, submission_key)
);
comment on column cases.matter.entry_version is 'the version of the entry that was decided on; only of that it may be done';
create index matter_applicant on cases.matter (applicant, id);
create index matter_status on cases.matter (unit, status, id) where status in ('under_review', 'waiting');

create index matter_entry on cases.matter (entry, id) where entry is not null;

-- What was decided, and why: decisions follow each other, none is changed.
create table cases.decision (
  id uuid primary key default uuidv7(),
  matter uuid not null references cases.matter,
  at timestamptz not null,
  decider uuid,
  outcome text not null check (outcome in ('granted', 'refused', 'waiting', 'review')),
  fee bigint not null check (fee >= 0),
  refund bigint not null check (refund >= 0),
  valid_from date,
  valid_to date,
  reasons jsonb not null,
  derivation jsonb not null,
  evaluation jsonb,
  explanation text check (length(explanation) <= 5000)
);
create index decision_matter on cases.decision (matter, id);

create table cases.event (
  id uuid primary key default uuidv7(),
  matter uuid not null references cases.matter,
  at timestamptz not null,
  actor uuid,
  kind text not null check (length(kind) between 1 and 60),
  note text check (length(note) <= 5000)
);
create index event_matter on cases.event (matter, id);

-- The program's series of numbers, of which codes are made: no two entries get the same, and some are never used.
create sequence cases.serial;

-- Places that are kept for somebody who hasn't paid yet, so many of one key of a limit; limit_name is service:limit, as services count by themselves.
create table cases.hold (
  matter uuid not null references cases.matter,
  limit_name text not null check (length(limit_name) between 3 and 121),
  key text not null check (length(key) between 1 and 200),
  until timestamptz not null,
  amount bigint not null check (amount >= 0),
  primary key (matter, limit_name, key)
);
create index hold_key on cases.hold (limit_name, key, until);

-- What was uploaded as an answer; the bytes are kept by files.
create table cases.attachment (
  matter uuid not null references cases.matter,
  field text not null check (length(field) between 1 and 130),
  file bytea not null references files.file,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (length(kind) between 1 and 20),
  bytes bigint not null check (bytes > 0),
  primary key (matter, field)
);
create index attachment_file on cases.attachment (file);

-- Who waits for places of a limit, for how many, in the order of submission.
create table cases.waiting (
  matter uuid primary key references cases.matter,
  limit_name text not null check (length(limit_name) between 3 and 121),
  key text not null check (length(key) between 1 and 200),
  submitted timestamptz not null,
  amount bigint not null check (amount >= 0)
);
create index waiting_place on cases.waiting (limit_name, key, submitted, matter);

-- One row for each place that somebody waits for, and when to look whether it is free: no job counts what nobody awaits.
create table cases.queue (
  limit_name text not null check (length(limit_name) between 3 and 121),
  key text not null check (length(key) between 1 and 200),
  due timestamptz not null,
  primary key (limit_name, key)
);
create index queue_due on cases.queue (due);

-- What time brings for what a case has given: its holder is reminded, and it ends.
create table cases.agenda (
  entry uuid not null,
  kind text not null check (kind in ('remind', 'end')),
  matter uuid not null references cases.matter,
  due timestamptz not null,
  primary key (entry, kind)
);
create index agenda_due on cases.agenda (due);

alter table cases.matter enable row level security;
alter table cases.matter force row level security;
create policy own on cases.matter to polity_public
  using (applicant = (select node.actor())) with check (applicant = (select node.actor()));
-- An official sees the cases of persons about whom this transaction has recorded that he looks.
create policy desk_accessed on cases.matter for select to polity_desk
  using ((select node.unit()) is not null and applicant = any ((select authority.accessed_persons())::uuid[]));
create policy desk_changes on cases.matter for update to polity_desk
  using ((select node.unit()) is not null and applicant = any ((select authority.accessed_persons())::uuid[]));
create policy desk_begins on cases.matter for insert to polity_desk
  with check ((select node.unit()) is not null and applicant = any ((select authority.accessed_persons())::uuid[]));
create policy jobs on cases.matter to polity_jobs using ((select node.purpose()) is not null);

-- Here and below a row's case is looked up by its key. Asked whether it exists, the data base may rather list every case
-- that somebody has and look there.
alter table cases.decision enable row level security;
alter table cases.decision force row level security;
create policy of_case on cases.decision to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on cases.decision to polity_jobs using ((select node.purpose()) is not null);

alter table cases.event enable row level security;
alter table cases.event force row level security;
create policy of_case on cases.event to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on cases.event to polity_jobs using ((select node.purpose()) is not null);

alter table cases.attachment enable row level security;
alter table cases.attachment force row level security;
create policy of_case on cases.attachment to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on cases.attachment to polity_jobs using ((select node.purpose()) is not null);

alter table cases.hold enable row level security;
alter table cases.hold force row level security;
create policy of_case on cases.hold to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on cases.hold to polity_jobs using ((select node.purpose()) is not null);

alter table cases.waiting enable row level security;
alter table cases.waiting force row level security;
create policy of_case on cases.waiting to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on cases.waiting to polity_jobs using ((select node.purpose()) is not null);

alter table cases.queue enable row level security;
alter table cases.queue force row level security;
create policy acting on cases.queue to polity_public, polity_desk, polity_jobs
  using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null);

-- Whoever joins a queue or frees a place wants it looked at now; only the job that looks puts it off. A broken-into node
-- could otherwise keep every place from being offered for good.
create function cases.look_now() returns trigger language plpgsql as $$
begin
  if current_user <> 'polity_jobs' then
    new.due := least(new.due, now());
  end if;
  return new;
end $$;
create trigger look_now before insert or update on cases.queue for each row execute function cases.look_now();

alter table cases.agenda enable row level security;
alter table cases.agenda force row level security;
create policy of_case on cases.agenda to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on cases.agenda to polity_jobs using ((select node.purpose()) is not null);

-- How many of each of these places are held for others or awaited by those who came before: numbers, and nothing else
-- about them.
create function cases.taken(limits text[], keys text[], at timestamptz, ahead_of uuid) returns setof bigint
  language sql stable
  begin atomic
    select (select coalesce(sum(h.amount), 0)::bigint from cases.hold h where h.limit_name = t.l and h.key = t.k and h.until > at)
      + (select coalesce(sum(w.amount), 0)::bigint from cases.waiting w
         where w.limit_name = t.l and w.key = t.k
           and (ahead_of is null or (w.submitted, w.matter) <
                (select m.submitted, m.matter from cases.waiting m where m.matter = ahead_of)))
    from unnest(limits, keys) with ordinality t (l, k, n) order by t.n;
  end;

create function cases.held(limits text[], keys text[], at timestamptz) returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return query select * from cases.taken(limits, keys, at, null);
end $$;

-- The same, once these places are locked until the transaction ends, in one order for everybody.
create function cases.claim(limits text[], keys text[], at timestamptz, ahead_of uuid) returns setof bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(o.place, 0))
    from (select distinct l || ' ' || k as place from unnest(limits, keys) t (l, k) order by 1) o;
  -- A statement of its own: it sees what those have committed whom the lock waited for.
  return query select * from cases.taken(limits, keys, at, ahead_of);
end $$;

-- How many wait before somebody and with him: a number, and nothing else about them.
create function cases.place_in_queue(of_matter uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select count(*) from cases.waiting mine
          join cases.waiting w on w.limit_name = mine.limit_name and w.key = mine.key
            and (w.submitted, w.matter) <= (mine.submitted, mine.matter)
          where mine.matter = of_matter);

-- Whose cases these are, so that an official can record that he looks before he does.
create function cases.applicants(matters uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select distinct m.applicant from cases.matter m where m.id = any (matters);
  end;

-- What modules above see of a case, a decision and its case, within the policies of these tables.
create view cases.brief with (security_invoker = true) as
  select id, reference, service, applicant_name from cases.matter;

create view cases.latest_decision with (security_invoker = true) as
  select distinct on (matter) matter, id, outcome from cases.decision order by matter, id desc;

-- What the rules decided, and whether they have decided nothing about the case since.
create view cases.automatic_decision with (security_invoker = true) as
  select d.id, d.matter, m.reference, m.service, m.package, m.submitted, d.at, d.outcome, d.fee, d.refund, d.valid_from,
         d.valid_to, d.reasons, d.derivation, d.evaluation, m.answers, m.known,
         not exists (select from cases.decision l where l.matter = d.matter and l.id > d.id and l.evaluation is not null) as latest
  from cases.decision d join cases.matter m on m.id = d.matter
  where d.evaluation is not null or d.decider is null;
