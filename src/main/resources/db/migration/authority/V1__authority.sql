-- SPDX-License-Identifier: Apache-2.0
-- Who may do what: units hold posts, posts carry roles, roles permit, and persons are appointed to posts for a time. And
-- who looked at whose data, without which other modules' policies show none.

-- What the desk calls things, by BCP 47 tag.
create domain authority.names as jsonb check (jsonb_typeof(value) = 'object' and length(value::text) <= 2000);

create table authority.unit (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  parent uuid references authority.unit check (parent <> id),
  name authority.names not null
);

create table authority.role (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  name authority.names not null,
  everywhere boolean not null default false
);

create table authority.role_permission (
  role text not null references authority.role on delete cascade,
  permission text not null check (permission ~ '^([a-z][a-z-]*|[*]):([a-z][a-z0-9-]*|[*])$' and length(permission) <= 100),
  primary key (role, permission)
);

create table authority.post (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{0,59}$'),
  unit uuid not null references authority.unit,
  name authority.names not null
);

create table authority.post_role (
  post uuid not null references authority.post on delete cascade,
  role text not null references authority.role,
  primary key (post, role)
);

-- Never deleted: who held which post when must be answerable for ever.
create table authority.appointment (
  id uuid primary key default uuidv7(),
  person uuid not null references identity.person,
  post uuid not null references authority.post,
  begins timestamptz not null,
  ends timestamptz check (ends > begins),
  exclude using gist (person with =, post with =, tstzrange(begins, ends) with &&)
);
create index appointment_post on authority.appointment (post);

-- One row, written only when something above changes. A transaction that asks for a permission holds a shared lock until
-- it ends, and a change waits for those: an act either comes before a revocation or sees it. Epochs are numbered by a
-- sequence, so that the number of a change that was rolled back never stands for another one.
create sequence authority.epoch_number;
create table authority.epoch (
  one boolean primary key default true check (one),
  epoch bigint not null default nextval('authority.epoch_number')
);
insert into authority.epoch default values;

create function authority.current_epoch(to_change boolean) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  -- The lock comes first, in a statement of its own: the next one sees what was committed while it waited.
  if to_change then
    perform pg_advisory_xact_lock(7022364301936845684);
  else
    perform pg_advisory_xact_lock_shared(7022364301936845684);
  end if;
  return (select e.epoch from authority.epoch e);
end $$;

create function authority.change_epoch() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(7022364301936845684);
  update authority.epoch set epoch = nextval('authority.epoch_number');
  return null;
end $$;
create trigger changed after insert or update or delete on authority.unit
  for each statement execute function authority.change_epoch();
create trigger changed after insert or update or delete on authority.role
  for each statement execute function authority.change_epoch();
create trigger changed after insert or update or delete on authority.role_permission
  for each statement execute function authority.change_epoch();
create trigger changed after insert or update or delete on authority.post
  for each statement execute function authority.change_epoch();
create trigger changed after insert or update or delete on authority.post_role
  for each statement execute function authority.change_epoch();
create trigger changed after insert or update or delete on authority.appointment
  for each statement execute function authority.change_epoch();

-- Written before personal data is read, in the same transaction.
create table authority.access_record (
  id uuid primary key default uuidv7(),
  transaction xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  reader uuid,
  unit uuid references authority.unit,
  source text check (length(source) <= 60),
  purpose text not null check (length(purpose) between 1 and 200),
  legal_basis text check (length(legal_basis) <= 200),
  persons uuid[] not null check (cardinality(persons) between 1 and 1000)
);
comment on column authority.access_record.reader is 'absent when the program itself looked, or a visitor';
comment on column authority.access_record.source is 'the register that was looked up; absent when it was a file';
create index access_record_transaction on authority.access_record (transaction);
create index access_record_persons on authority.access_record using gin (persons);

-- For policies: whether this transaction said whose data it reads, and whose. The time is compared as well, since a
-- cluster that was dumped and loaded counts its transactions anew.
create function authority.access_recorded() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from authority.access_record where transaction = pg_current_xact_id_if_assigned() and at = now())
$$;

create function authority.accessed_persons() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(distinct person), '{}')
  from authority.access_record, unnest(persons) person
  where transaction = pg_current_xact_id_if_assigned() and at = now()
$$;

-- For the functions of modules above that let nobody read but by them: they record with the read, for whom it may concern.
create function authority.record_access(basis text, from_source text, of_persons uuid[]) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  insert into authority.access_record (reader, unit, source, purpose, legal_basis, persons)
  select node.actor(), node.unit(), from_source, node.purpose(), basis, of_persons
$$;

-- Who looked at the actor's data, the latest first; what one transaction looked at is one look.
create function authority.who_looked(before uuid, most int)
  returns table (id uuid, at timestamptz, reader uuid, unit uuid, purpose text, sources text[], bases text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select min(r.id::text)::uuid, r.at, r.reader, r.unit, r.purpose,
    array(select distinct s from unnest(array_agg(r.source)) s where s is not null order by s),
    array(select distinct b from unnest(array_agg(r.legal_basis)) b where b is not null order by b)
  from (select a.id, a.transaction, a.at, a.reader, a.unit, a.purpose, a.source, a.legal_basis
        from authority.access_record a
        where a.persons @> array[node.actor()] and (before is null or a.id < before)
        order by a.id desc limit 10 * least(most, 200)) r
  group by r.transaction, r.at, r.reader, r.unit, r.purpose
  order by 1 desc limit least(most, 200)
$$;

alter table authority.appointment enable row level security, force row level security;
alter table authority.access_record enable row level security, force row level security;

create policy working on authority.appointment to polity_desk, polity_jobs using ((select node.purpose()) is not null)
  with check ((select node.purpose()) is not null);
create policy reading on authority.access_record for insert to polity_desk, polity_jobs
  with check (reader = (select node.actor()) and unit is not distinct from (select node.unit()));

-- Officials see the names of those who work here, and of the persons about whom they recorded that they look.
create policy colleague on identity.person for select to polity_desk
  using ((select node.purpose()) is not null
    and (select a.id from authority.appointment a where a.person = identity.person.id limit 1) is not null);
create policy accessed on identity.person for select to polity_desk
  using ((select node.purpose()) is not null and id = any ((select authority.accessed_persons())::uuid[]));
