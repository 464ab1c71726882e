-- SPDX-License-Identifier: Apache-2.0
-- Acts are recorded in audit.pending with what they did. One job gives them consecutive indexes after their commit and
-- moves them to audit.entry (the records, personal) and audit.leaf, audit.tile, audit.checkpoint (the public log).

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % on %.%', lower(tg_op), tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end $$;

-- The fixed prefix and the nonce's fixed length leave one way only to read the committed bytes (Verification.commitment).
create table audit.pending (
  id uuid primary key,
  at timestamptz not null,
  act text not null check (act ~ '^[a-z][a-z0-9-]*([.][a-z][a-z0-9-]*)+$' and length(act) <= 100),
  actor uuid,
  subject_kind text not null check (length(subject_kind) between 1 and 60),
  subject text not null check (length(subject) between 1 and 200),
  nonce bytea not null check (octet_length(nonce) = 32),
  content bytea not null check (octet_length(content) <= 16384),
  -- Which zone wrote it: the one thing that a broken-into node can't say falsely.
  recorder text not null default current_user check (length(recorder) <= 63),
  commitment bytea not null generated always as (
    sha256('polity-audit-entry-v1:'::bytea || nonce || content)) stored
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = 5000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);

create table audit.entry (
  log_index bigint primary key check (log_index >= 0),
  id uuid not null,
  at timestamptz not null,
  act text not null check (length(act) <= 100),
  actor uuid,
  subject_kind text not null check (length(subject_kind) <= 60),
  subject text not null check (length(subject) <= 200),
  nonce bytea not null check (octet_length(nonce) = 32),
  content bytea not null check (octet_length(content) <= 16384),
  recorder text not null check (length(recorder) <= 63)
) partition by range (log_index);
create index entry_subject on audit.entry (subject_kind, subject, log_index);
create index entry_actor on audit.entry (actor, log_index) where actor is not null;

-- 2^24 entries a partition, so that the indexes that are written to stay small however long the log becomes.
-- Attaching, unlike "create ... partition of", doesn't lock out those who read or write.
create function audit.make_room(first bigint, last bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  part text;
begin
  for n in first >> 24 .. last >> 24 loop
    part := 'entry_' || n;
    if to_regclass('audit.' || part) is null then
      execute format('create table audit.%I (like audit.entry including constraints)', part);
      execute format('alter table audit.%I enable row level security, force row level security', part);
      execute format('create trigger truncated before truncate on audit.%I execute function audit.refuse()', part);
      execute format('alter table audit.entry attach partition audit.%I for values from (%s) to (%s)',
        part, n << 24, (n + 1) << 24);
    end if;
  end loop;
end $$;

create table audit.leaf (
  log_index bigint primary key check (log_index >= 0),
  entry uuid not null,
  commitment bytea not null check (octet_length(commitment) = 32)
);
-- Not unique: a zone that was broken into could stop the log for good by recording an id anew. The first one counts.
create index leaf_entry on audit.leaf (entry, log_index);

-- The longest known beginning of each tile; shorter partial tiles are beginnings of it.
create table audit.tile (
  level smallint not null check (level between 0 and 7),
  n bigint not null check (n >= 0),
  width smallint not null check (width between 1 and 256),
  hashes bytea not null check (octet_length(hashes) = 32 * width),
  primary key (level, n)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
-- Hashes don't compress.
alter table audit.tile alter hashes set storage external;

create table audit.checkpoint (
  number bigint generated always as identity primary key,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  signer text not null check (length(signer) <= 400),
  note text not null check (length(note) <= 10000),
  made timestamptz not null default now()
);

-- Never a gap: what is added continues what is there.
create function audit.continue_log() returns trigger language plpgsql as $$
declare
  lowest bigint;
  highest bigint;
  added bigint;
begin
  select min(log_index), max(log_index), count(*) into lowest, highest, added from fresh;
  if added > 0 and (highest - lowest + 1 <> added
      or lowest > 0 and not exists (select from audit.leaf where log_index = lowest - 1)) then
    raise exception 'the log has no gaps: % entries from % to %', added, lowest, highest
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger continued after insert on audit.leaf referencing new table as fresh
  for each statement execute function audit.continue_log();

-- Never a fork: a checkpoint covers exactly the leaves that are there and never fewer than the one before it, and of
-- the same size there is one root.
create function audit.continue_checkpoints() returns trigger language plpgsql as $$
declare
  latest audit.checkpoint;
begin
  select * into latest from audit.checkpoint order by number desc limit 1;
  if new.size < latest.size or new.size = latest.size and new.root <> latest.root then
    raise exception 'the log does not fork: size % after %', new.size, latest.size
      using errcode = 'integrity_constraint_violation';
  end if;
  if new.size <> coalesce((select max(log_index) + 1 from audit.leaf), 0) then
    raise exception 'a checkpoint covers all entries: size %', new.size using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger continued before insert on audit.checkpoint for each row execute function audit.continue_checkpoints();

-- A tile only grows, and a full one is final.
create function audit.continue_tile() returns trigger language plpgsql as $$
begin
  if new.level <> old.level or new.n <> old.n or new.width <= old.width
      or substring(new.hashes from 1 for octet_length(old.hashes)) <> old.hashes then
    raise exception 'a tile only grows: level % tile %', old.level, old.n using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger continued before update on audit.tile for each row execute function audit.continue_tile();
create trigger deleted before delete on audit.tile for each row execute function audit.refuse();
create trigger truncated before truncate on audit.tile execute function audit.refuse();

create trigger changed before update on audit.pending for each row execute function audit.refuse();
create trigger truncated before truncate on audit.pending execute function audit.refuse();
create trigger changed before update or delete on audit.entry for each row execute function audit.refuse();
create trigger changed before update or delete on audit.leaf for each row execute function audit.refuse();
create trigger truncated before truncate on audit.leaf execute function audit.refuse();
create trigger changed before update or delete on audit.checkpoint for each row execute function audit.refuse();
create trigger truncated before truncate on audit.checkpoint execute function audit.refuse();

-- Who may do what stands in grants.sql; here, that nothing happens without a context.
alter table audit.pending enable row level security, force row level security;
create policy recorded on audit.pending using ((select node.purpose()) is not null)
  with check ((select node.purpose()) is not null and recorder = current_user);
alter table audit.entry enable row level security, force row level security;
create policy recorded on audit.entry using ((select node.purpose()) is not null)
  with check ((select node.purpose()) is not null);

select audit.make_room(0, 0);
