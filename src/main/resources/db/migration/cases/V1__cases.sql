-- SPDX-License-Identifier: Apache-2.0
-- The packages under which cases were begun: a case keeps the one it began with.
create table cases.package (
  digest text primary key check (length(digest) = 64),
  code text not null check (length(code) between 1 and 60),
  version int not null check (version > 0),
  files jsonb not null,
  first_used timestamptz not null default now()
);
create index package_code on cases.package (code, first_used);

create table cases.matter (
  id uuid primary key default uuidv7(),
  reference text not null unique check (length(reference) between 5 and 40),
  service text not null check (length(service) between 1 and 60),
  package text not null references cases.package,
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
  payment uuid,
  document uuid,
  changed timestamptz not null,
  unique (applicant, submission_key)
);
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

-- A place that is kept for somebody who hasn't paid yet.
create table cases.hold (
  matter uuid not null references cases.matter,
  limit_name text not null check (length(limit_name) between 1 and 60),
  key text not null check (length(key) between 1 and 200),
  until timestamptz not null,
  primary key (matter, limit_name)
);
create index hold_key on cases.hold (limit_name, key, until);

-- What was uploaded as an answer; the bytes are kept by files.
create table cases.attachment (
  matter uuid not null references cases.matter,
  field text not null check (length(field) between 1 and 60),
  file bytea not null references files.file,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (length(kind) between 1 and 20),
  bytes bigint not null check (bytes > 0),
  primary key (matter, field)
);

-- Somebody asks that a person looks at an automatic decision.
create table cases.review (
  id uuid primary key default uuidv7(),
  matter uuid not null references cases.matter,
  decision uuid not null unique references cases.decision,
  unit text not null,
  asked timestamptz not null,
  grounds text not null check (length(grounds) between 1 and 5000)
);
create index review_unit on cases.review (unit, id);

create table cases.review_outcome (
  review uuid primary key references cases.review,
  at timestamptz not null,
  official uuid not null,
  upheld boolean not null,
  explanation text not null check (length(explanation) between 1 and 5000)
);

alter table cases.matter enable row level security;
alter table cases.matter force row level security;
create policy own on cases.matter to polity_public
  using (applicant = (select node.actor())) with check (applicant = (select node.actor()));
create policy desk on cases.matter to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.matter to polity_jobs using ((select node.purpose()) is not null);

alter table cases.decision enable row level security;
alter table cases.decision force row level security;
create policy own on cases.decision to polity_public
  using (exists (select from cases.matter m where m.id = matter))
  with check (exists (select from cases.matter m where m.id = matter));
create policy desk on cases.decision to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.decision to polity_jobs using ((select node.purpose()) is not null);

alter table cases.event enable row level security;
alter table cases.event force row level security;
create policy own on cases.event to polity_public
  using (exists (select from cases.matter m where m.id = matter))
  with check (exists (select from cases.matter m where m.id = matter));
create policy desk on cases.event to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.event to polity_jobs using ((select node.purpose()) is not null);

alter table cases.attachment enable row level security;
alter table cases.attachment force row level security;
create policy own on cases.attachment to polity_public
  using (exists (select from cases.matter m where m.id = matter))
  with check (exists (select from cases.matter m where m.id = matter));
create policy desk on cases.attachment to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.attachment to polity_jobs using ((select node.purpose()) is not null);

alter table cases.hold enable row level security;
alter table cases.hold force row level security;
create policy own on cases.hold to polity_public
  using (exists (select from cases.matter m where m.id = matter))
  with check (exists (select from cases.matter m where m.id = matter));
create policy desk on cases.hold to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.hold to polity_jobs using ((select node.purpose()) is not null);

alter table cases.review enable row level security;
alter table cases.review force row level security;
create policy own on cases.review to polity_public
  using (exists (select from cases.matter m where m.id = matter))
  with check (exists (select from cases.matter m where m.id = matter));
create policy desk on cases.review to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.review to polity_jobs using ((select node.purpose()) is not null);

alter table cases.review_outcome enable row level security;
alter table cases.review_outcome force row level security;
create policy own on cases.review_outcome for select to polity_public
  using (exists (select from cases.review r where r.id = review));
create policy desk on cases.review_outcome to polity_desk using ((select node.unit()) is not null);
create policy jobs on cases.review_outcome to polity_jobs using ((select node.purpose()) is not null);

-- How many places are held for others: a number, and nothing else about them.
create function cases.held(of_limit text, of_key text, at timestamptz) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select count(*) from cases.hold h where h.limit_name = of_limit and h.key = of_key and h.until > at);
