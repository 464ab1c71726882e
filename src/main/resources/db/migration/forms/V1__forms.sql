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
  sent boolean not null default false,
  changed timestamptz not null default now()
);
create index draft_owner on forms.draft (owner, changed);
create index draft_changed on forms.draft (changed);

alter table forms.draft enable row level security;
alter table forms.draft force row level security;
create policy own on forms.draft to polity_public
  using (owner = (select node.actor())) with check (owner = (select node.actor()));
create policy jobs on forms.draft to polity_jobs using ((select node.purpose()) is not null);

-- Files that wait to be answers. Knowing the hash of a file isn't enough to answer with it.
create table forms.upload (
  owner uuid not null,
  file bytea not null references files.file,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (length(kind) between 1 and 20),
  bytes bigint not null check (bytes > 0),
  at timestamptz not null default now(),
  visitor boolean not null,
  primary key (owner, file)
);
comment on column forms.upload.visitor is 'uploaded by somebody who was not signed in, and not made a person''s own since';
create index upload_at on forms.upload (at);
create index upload_file on forms.upload (file);
create index upload_visitor on forms.upload (at) include (bytes) where visitor;

alter table forms.upload enable row level security;
alter table forms.upload force row level security;
create policy own on forms.upload to polity_public
  using (owner = (select node.actor())) with check (owner = (select node.actor()));
create policy jobs on forms.upload to polity_jobs using ((select node.purpose()) is not null);

-- Signing in makes one's own what the session had drafted.
create function forms.adopt(drafting uuid, person uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  begin atomic
    update forms.draft set owner = person where owner = drafting;
    with theirs as (delete from forms.upload where owner = drafting returning file, name, kind, bytes, at)
    insert into forms.upload (owner, file, name, kind, bytes, at, visitor)
    select person, file, name, kind, bytes, at, false from theirs on conflict do nothing;
  end;

-- How much the actor has uploaded beside this file, and where he is a visitor, all visitors together; locked until the
-- transaction ends, so that of many who come at once none gets past a quota. Quotas bound what is counted here.
create function forms.uploaded_beside(this bytea)
  returns table (visitor boolean, files bigint, bytes bigint, visitors_files bigint, visitors_bytes bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  visiting boolean := not identity.is_person(node.actor());
begin
  perform pg_advisory_xact_lock(hashtextextended('forms.upload ' || node.actor(), 0));
  if visiting then
    perform pg_advisory_xact_lock(hashtextextended('forms.upload by visitors', 0));
  end if;
  return query
    select visiting, own.files, own.bytes, everybody.files, everybody.bytes
    from (select count(*) as files, coalesce(sum(u.bytes), 0)::bigint as bytes from forms.upload u
          where u.owner = node.actor() and u.file is distinct from this) own,
         (select count(*) as files, coalesce(sum(u.bytes), 0)::bigint as bytes from forms.upload u
          where visiting and u.visitor) everybody;
end $$;
