-- SPDX-License-Identifier: Apache-2.0
-- Entries of all registers, by version. What held and what was known when is never lost: a version is only superseded.
-- look_1 to look_6 hold the values of the look-ups that the register declares. They are plain text, because only
-- leakproof comparisons may use an index under row-level security, and those of jsonb are not.
create table registers.version (
  id uuid primary key default uuidv7(),
  register text not null check (length(register) between 1 and 60),
  entry uuid not null,
  number int not null check (number > 0),
  key text not null check (length(key) between 1 and 500),
  data jsonb not null check (pg_column_size(data) < 16000),
  persons uuid[] not null,
  look_1 text, look_2 text, look_3 text, look_4 text, look_5 text, look_6 text,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity' check (valid_to > valid_from),
  recorded timestamptz not null default now(),
  superseded timestamptz,
  ended text check (length(ended) between 1 and 40)
);
comment on column registers.version.ended is 'how it was brought to an end before its time; absent where it runs its time';
create index version_entry on registers.version (entry, valid_from);
create index version_key on registers.version (register, key, valid_to, id) where superseded is null;
create index version_look_1 on registers.version (register, look_1, valid_to, id) where superseded is null and look_1 is not null;
create index version_look_2 on registers.version (register, look_2, valid_to, id) where superseded is null and look_2 is not null;
create index version_look_3 on registers.version (register, look_3, valid_to, id) where superseded is null and look_3 is not null;
create index version_look_4 on registers.version (register, look_4, valid_to, id) where superseded is null and look_4 is not null;
create index version_look_5 on registers.version (register, look_5, valid_to, id) where superseded is null and look_5 is not null;
create index version_look_6 on registers.version (register, look_6, valid_to, id) where superseded is null and look_6 is not null;

alter table registers.version enable row level security;
alter table registers.version force row level security;

-- What of each register anybody may read: kept here, so that a broken-into program can't read more.
create table registers.opened (
  register text primary key check (length(register) between 1 and 60),
  fields text[] not null
);

-- The registers whose entries services give. What others keep and we only read, no decision of ours changes.
create table registers.given (
  register text primary key check (length(register) between 1 and 60)
);

-- What holds or will hold, by its look-ups: a statement that names a look-up uses that index and no other.
create view registers.looked_up with (security_invoker = true) as
  select 1 as look_up, look_1 as value, entry, id, register, number, data, persons, valid_from, valid_to, ended
    from registers.version where superseded is null
  union all select 2, look_2, entry, id, register, number, data, persons, valid_from, valid_to, ended
    from registers.version where superseded is null
  union all select 3, look_3, entry, id, register, number, data, persons, valid_from, valid_to, ended
    from registers.version where superseded is null
  union all select 4, look_4, entry, id, register, number, data, persons, valid_from, valid_to, ended
    from registers.version where superseded is null
  union all select 5, look_5, entry, id, register, number, data, persons, valid_from, valid_to, ended
    from registers.version where superseded is null
  union all select 6, look_6, entry, id, register, number, data, persons, valid_from, valid_to, ended
    from registers.version where superseded is null;

-- No role of a zone reads the table: these functions are the only way, and they write the access with the read.
-- Without a purpose they refuse: that is a connection which says neither who asks nor why.
create function registers.require_purpose() returns void
  language plpgsql stable
as $$
begin
  if node.purpose() is null then
    raise exception using errcode = 'insufficient_privilege', message = 'registers are asked for a purpose only';
  end if;
end $$;

create function registers.record_access(of_register text, why text, persons uuid[]) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  others uuid[] := array(select distinct p from unnest(persons) p where p is distinct from node.actor());
begin
  if cardinality(others) > 0 then
    perform authority.record_access(why, of_register, others);
  end if;
  return true;
end $$;

-- Entries that hold at the instant, or also those that begin to hold after it, for any number of look-ups at once; "place"
-- is that of the look-up, from 1.
create function registers.find(
    of_registers text[], look_ups int[], wanted text[], most int[], whys text[], at timestamptz, later boolean)
  returns table (place bigint, entry uuid, number int, data jsonb, valid_from timestamptz, valid_to timestamptz,
                 ended text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform registers.require_purpose();
  return query
    with found as materialized (
      select w.place, w.register, w.why, f.*
      from unnest(of_registers, look_ups, wanted, most, whys) with ordinality w (register, look_up, value, most, why, place)
      cross join lateral (
        select l.entry, l.id, l.number, l.data, l.persons, l.valid_from, l.valid_to, l.ended from registers.looked_up l
        where l.look_up = w.look_up and l.register = w.register and l.value = w.value
          and l.valid_to > at and (later or l.valid_from <= at)
        order by l.id limit w.most) f
    ), recorded as materialized (
      select registers.record_access(f.register, f.why, array_agg(p)) from found f, unnest(f.persons) p
      where p is distinct from (select node.actor())
      group by f.register, f.why
    )
    select f.place, f.entry, f.number, f.data, f.valid_from, f.valid_to, f.ended from found f
    where (select count(*) from recorded) >= 0
    order by f.place, f.id;
end $$;

-- Entries as they hold at the instant, or as they will hold first after it.
create function registers.entries(of_register text, wanted uuid[], at timestamptz, why text)
  returns setof registers.version
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  found registers.version[];
begin
  perform registers.require_purpose();
  found := array(
    select v from unnest(wanted) w (entry)
    cross join lateral (
      select v from registers.version v
      where v.entry = w.entry and v.register = of_register and v.superseded is null and v.valid_to > at
      order by v.valid_from limit 1) as v);
  perform registers.record_access(of_register, why, array(select p from unnest(found) f, unnest(f.persons) p));
  return query select * from unnest(found);
end $$;

-- One writer of an entry at a time.
create function registers.lock(of_entry uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  return pg_advisory_xact_lock(hashtextextended('entry ' || of_entry, 0));

-- One entry that is to be changed, as it holds last, once it is locked until the transaction ends.
create function registers.lock_entry(of_register text, wanted uuid, at timestamptz, why text)
  returns setof registers.version
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  last registers.version;
begin
  perform registers.require_purpose();
  perform registers.lock(wanted);
  -- A statement of its own: it sees what those have committed whom the lock waited for.
  select * into last from registers.version v
    where v.entry = wanted and v.register = of_register and v.superseded is null and v.valid_to > at
    order by v.valid_from desc limit 1;
  if found then
    perform registers.record_access(of_register, why, last.persons);
    return next last;
  end if;
end $$;

-- Which entries have or had one of these values, whenever they hold: those that end last first. Ids, and nothing else.
create function registers.ever(of_register text, look_up int, wanted text[], most int) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform registers.require_purpose();
  return query
    select l.entry from unnest(wanted) w (value)
    join registers.looked_up l
      on l.look_up = ever.look_up and l.register = of_register and l.value = w.value
    group by l.entry order by max(l.valid_to) desc, l.entry limit least(most, 200);
end $$;

-- Entries as they hold last, whether they have ended or not.
create function registers.last_known(of_register text, wanted uuid[], why text) returns setof registers.version
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  found registers.version[];
begin
  perform registers.require_purpose();
  found := array(
    select v from unnest(wanted) with ordinality w (entry, place)
    cross join lateral (
      select v from registers.version v
      where v.entry = w.entry and v.register = of_register and v.superseded is null
      order by v.valid_from desc limit 1) as v
    order by w.place);
  perform registers.record_access(of_register, why, array(select p from unnest(found) f, unnest(f.persons) p));
  return query select * from unnest(found);
end $$;

-- The open fields of entries that hold at the instant or later, those that end first first; after one of them.
create function registers.open_find(
    of_register text, look_up int, wanted text[], ends_after timestamptz, after uuid, most int)
  returns table (entry uuid, id uuid, data jsonb, valid_from timestamptz, valid_to timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select f.entry, f.id, registers.open_data(of_register, f.data), f.valid_from, f.valid_to
    from unnest(wanted) w (value)
    cross join lateral (
      select l.entry, l.id, l.data, l.valid_from, l.valid_to from registers.looked_up l
      where l.look_up = open_find.look_up and l.register = of_register and l.value = w.value
        and (l.valid_to, l.id) > (ends_after, after)
      order by l.valid_to, l.id limit most) as f
    where exists (select from registers.opened o where o.register = of_register and cardinality(o.fields) > 0)
    order by f.valid_to, f.id limit least(most, 200);
end $$;

-- The open fields of the entries of a register that hold at the instant, by their keys; after one of them.
create function registers.open_list(of_register text, after text, at timestamptz, most int)
  returns table (entry uuid, id uuid, data jsonb, valid_from timestamptz, valid_to timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select v.entry, v.id, registers.open_data(of_register, v.data), v.valid_from, v.valid_to
    from registers.version v
    where v.register = of_register and v.key > after and v.superseded is null and v.valid_from <= at and v.valid_to > at
      and exists (select from registers.opened o where o.register = of_register and cardinality(o.fields) > 0)
    order by v.key limit least(most, 200);
end $$;

create function registers.open_data(of_register text, body jsonb) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select jsonb_object_agg(e.key, e.value) from registers.opened o, jsonb_each(body) e
          where o.register = of_register and e.key = any (o.fields));

-- How the open fields of one entry stood over time: its latest hundred versions.
create function registers.open_history(of_register text, wanted uuid)
  returns table (data jsonb, valid_from timestamptz, valid_to timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select registers.open_data(of_register, v.data), v.valid_from, v.valid_to from (
    select * from registers.version
    where entry = wanted and register = of_register and superseded is null
    order by valid_from desc limit 100) as v
  where exists (select from registers.opened o where o.register = of_register and cardinality(o.fields) > 0)
  order by v.valid_from
$$;

create function registers.open_fields(codes text[], lists text[]) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with gone as (delete from registers.opened where register <> all (codes)), kept as (
    insert into registers.opened (register, fields)
    select c, array(select jsonb_array_elements_text(l::jsonb)) from unnest(codes, lists) as t (c, l)
    on conflict (register) do update set fields = excluded.fields
    returning 1)
  select count(*) from kept
$$;

-- How many entries hold at the instant or later, for any number of look-ups at once; where a field is named, what it adds
-- up to over them. Of what others keep nothing is added up: over a single entry that would tell what stands in it.
create function registers.count(of_registers text[], look_ups int[], wanted text[], sums text[], at timestamptz)
  returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform registers.require_purpose();
  if exists (select from unnest(of_registers, sums) w (register, field)
             where w.field is not null and w.register not in (select g.register from registers.given g)) then
    raise exception using errcode = '42501', message = 'only entries that services give are added up';
  end if;
  return query
    select case when w.field is null
           then (select count(*) from registers.looked_up l
                 where l.look_up = w.look_up and l.register = w.register and l.value = w.value and l.valid_to > at)
           else (select coalesce(sum(case jsonb_typeof(l.data -> w.field)
                                     when 'number' then (l.data ->> w.field)::bigint end), 0)::bigint
                 from registers.looked_up l
                 where l.look_up = w.look_up and l.register = w.register and l.value = w.value and l.valid_to > at)
           end
    from unnest(of_registers, look_ups, wanted, sums) with ordinality w (register, look_up, value, field, place)
    order by w.place;
end $$;

create function registers.give(codes text[]) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with gone as (delete from registers.given where register <> all (codes)), kept as (
    insert into registers.given (register) select unnest(codes) on conflict do nothing)
  select count(*) from unnest(codes)
$$;

-- A broken-into node must not make somebody the keeper of a vehicle, or give him a low income.
create function registers.require_writer(of_register text) returns void
  language plpgsql stable
as $$
begin
  perform registers.require_purpose();
  if session_user in ('polity_public', 'polity_desk')
     and not exists (select from registers.given g where g.register = of_register) then
    raise exception using errcode = '42501', message = 'no service gives entries of the register ' || of_register;
  end if;
end $$;

create function registers.insert_entries(
    of_register text, keys text[], bodies text[], whom text[], look_ups text[], froms text[], tos text[])
  returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform registers.require_writer(of_register);
  -- One writer a key at a time, in one order, so that two can't both find the key free.
  perform pg_advisory_xact_lock(hashtextextended(of_register || ' ' || k, 0))
    from (select distinct k from unnest(keys) k order by k) as ordered;
  if exists (
      select from unnest(keys, froms, tos) as n (k, f, t)
      join registers.version v on v.register = of_register and v.key = n.k and v.superseded is null
        and v.valid_to > n.f::timestamptz and v.valid_from < coalesce(n.t::timestamptz, 'infinity')) then
    raise exception using errcode = '23505', message = 'an entry of this key holds at the same time';
  end if;
  return query
    insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4, look_5,
                                   look_6, valid_from, valid_to)
    select of_register, uuidv7(), 1, n.k, n.b::jsonb, n.p::uuid[], l.j ->> 0, l.j ->> 1, l.j ->> 2, l.j ->> 3,
           l.j ->> 4, l.j ->> 5, n.f::timestamptz, coalesce(n.t::timestamptz, 'infinity')
    from unnest(keys, bodies, whom, look_ups, froms, tos) with ordinality as n (k, b, p, l, f, t, i)
    cross join lateral (select n.l::jsonb as j) as l
    order by n.i
    returning entry;
end $$;

create function registers.amend(
    of_register text, wanted uuid, new_key text, body text, whom text, look_ups text, at timestamptz)
  returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  old registers.version;
  looks jsonb := look_ups::jsonb;
  since timestamptz;
begin
  perform registers.require_writer(of_register);
  perform registers.lock(wanted);
  -- The clock of whoever changed it before may be ahead of this one's: what it said last is changed, never what it said
  -- before. What has not begun to hold is changed from its beginning.
  select * into strict old from registers.version v
    where v.entry = wanted and v.register = of_register and v.superseded is null and v.valid_to > at
    order by v.valid_from desc limit 1;
  since := greatest(at, old.valid_from);
  update registers.version set superseded = now() where id = old.id;
  if old.valid_from < since then
    insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4, look_5,
                                   look_6, valid_from, valid_to, ended)
    values (old.register, old.entry, old.number, old.key, old.data, old.persons, old.look_1, old.look_2, old.look_3,
            old.look_4, old.look_5, old.look_6, old.valid_from, since, old.ended);
  end if;
  insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4, look_5,
                                 look_6, valid_from, valid_to, ended)
  values (old.register, old.entry, old.number + 1, new_key, body::jsonb, whom::uuid[], looks ->> 0, looks ->> 1,
          looks ->> 2, looks ->> 3, looks ->> 4, looks ->> 5, since, old.valid_to, old.ended);
  return old.entry;
end $$;

-- What ends of itself at the instant is ended by this all the same: nothing more is done with it.
create function registers.end_entry(of_register text, wanted uuid, at timestamptz, how text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  old registers.version;
  newest int;
  ended bigint := 0;
begin
  perform registers.require_writer(of_register);
  perform registers.lock(wanted);
  select max(number) into newest from registers.version v
    where v.entry = wanted and v.register = of_register and v.superseded is null;
  for old in
    update registers.version v set superseded = now()
    where v.entry = wanted and v.register = of_register and v.superseded is null and v.valid_to >= at
    returning v.*
  loop
    ended := ended + 1;
    if old.valid_from < at then
      insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4,
                                     look_5, look_6, valid_from, valid_to, ended)
      values (old.register, old.entry, newest + 1, old.key, old.data, old.persons, old.look_1, old.look_2,
              old.look_3, old.look_4, old.look_5, old.look_6, old.valid_from, at, how);
    end if;
  end loop;
  return ended;
end $$;

create function registers.is_empty() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return not exists (select from registers.version);
