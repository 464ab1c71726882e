-- SPDX-License-Identifier: Apache-2.0
-- What somebody has answered and not yet sent. The owner is a person, or the session of a visitor who drafts.
create table forms.draft (
  id uuid primary key default uuidv7(),
  owner uuid not null,
  service text not null check (length(service) between 1 and 60),
  package text not null check (length(package) = 64),
  procedure text not null check (length(procedure) between 1 and 60),
  entry uuid,
  answers jsonb not null check (pg_column_size(answers) < 200000),
  submission_key text not null check (length(submission_key) between 1 and 200),
  changed timestamptz not null default now()
);
create index draft_owner on forms.draft (owner, changed);
create index draft_changed on forms.draft (changed);

alter table forms.draft enable row level security;
alter table forms.draft force row level security;
create policy own on forms.draft to polity_public
  using (owner = (select node.actor())) with check (owner = (select node.actor()));
create policy jobs on forms.draft to polity_jobs using ((select node.purpose()) is not null);

-- Signing in makes one's own what the session had drafted.
create function forms.adopt(drafting uuid, person uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  begin atomic
    update forms.draft set owner = person where owner = drafting;
  end;
