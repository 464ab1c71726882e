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
  superseded timestamptz
);
create index version_entry on registers.version (entry, valid_from);
create index version_key on registers.version (register, key, valid_to) where superseded is null;
create index version_look_1 on registers.version (register, look_1, valid_to) where superseded is null and look_1 is not null;
create index version_look_2 on registers.version (register, look_2, valid_to) where superseded is null and look_2 is not null;
create index version_look_3 on registers.version (register, look_3, valid_to) where superseded is null and look_3 is not null;
create index version_look_4 on registers.version (register, look_4, valid_to) where superseded is null and look_4 is not null;
create index version_look_5 on registers.version (register, look_5, valid_to) where superseded is null and look_5 is not null;
create index version_look_6 on registers.version (register, look_6, valid_to) where superseded is null and look_6 is not null;

alter table registers.version enable row level security;
alter table registers.version force row level security;

-- Who read somebody else's entries, and why.
create table registers.access (
  id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  reader uuid,
  unit uuid,
  register text not null,
  purpose text not null check (length(purpose) between 1 and 200),
  persons uuid[] not null
);
create index access_persons on registers.access using gin (persons);
alter table registers.access enable row level security;
alter table registers.access force row level security;
create policy own on registers.access for select to polity_public using ((select node.actor()) = any (persons));

-- No role of a zone reads the table: these functions are the only way, and they write the access with the read.
create function registers.find(of_register text, look_up int, wanted text, at timestamptz, most int, why text)
  returns setof registers.version
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  found registers.version[];
  others uuid[];
begin
  found := case look_up
    when 1 then array(select v from registers.version v where v.register = of_register and v.look_1 = wanted
                      and v.superseded is null and v.valid_to > at and v.valid_from <= at order by v.id limit most)
    when 2 then array(select v from registers.version v where v.register = of_register and v.look_2 = wanted
                      and v.superseded is null and v.valid_to > at and v.valid_from <= at order by v.id limit most)
    when 3 then array(select v from registers.version v where v.register = of_register and v.look_3 = wanted
                      and v.superseded is null and v.valid_to > at and v.valid_from <= at order by v.id limit most)
    when 4 then array(select v from registers.version v where v.register = of_register and v.look_4 = wanted
                      and v.superseded is null and v.valid_to > at and v.valid_from <= at order by v.id limit most)
    when 5 then array(select v from registers.version v where v.register = of_register and v.look_5 = wanted
                      and v.superseded is null and v.valid_to > at and v.valid_from <= at order by v.id limit most)
    when 6 then array(select v from registers.version v where v.register = of_register and v.look_6 = wanted
                      and v.superseded is null and v.valid_to > at and v.valid_from <= at order by v.id limit most)
  end;
  others := array(select distinct p from unnest(found) f, unnest(f.persons) p where p is distinct from node.actor());
  if cardinality(others) > 0 then
    insert into registers.access (reader, unit, register, purpose, persons)
    values (node.actor(), node.unit(), of_register, why, others);
  end if;
  return query select * from unnest(found);
end $$;

create function registers.entry(of_register text, wanted uuid, at timestamptz, why text)
  returns setof registers.version
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  found registers.version[];
  others uuid[];
begin
  found := array(select v from registers.version v where v.entry = wanted and v.register = of_register
                 and v.superseded is null and v.valid_to > at and v.valid_from <= at);
  others := array(select distinct p from unnest(found) f, unnest(f.persons) p where p is distinct from node.actor());
  if cardinality(others) > 0 then
    insert into registers.access (reader, unit, register, purpose, persons)
    values (node.actor(), node.unit(), of_register, why, others);
  end if;
  return query select * from unnest(found);
end $$;

create function registers.count(of_register text, look_up int, wanted text, at timestamptz) returns bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return case look_up
    when 1 then (select count(*) from registers.version v where v.register = of_register and v.look_1 = wanted
                 and v.superseded is null and v.valid_to > at)
    when 2 then (select count(*) from registers.version v where v.register = of_register and v.look_2 = wanted
                 and v.superseded is null and v.valid_to > at)
    when 3 then (select count(*) from registers.version v where v.register = of_register and v.look_3 = wanted
                 and v.superseded is null and v.valid_to > at)
    when 4 then (select count(*) from registers.version v where v.register = of_register and v.look_4 = wanted
                 and v.superseded is null and v.valid_to > at)
    when 5 then (select count(*) from registers.version v where v.register = of_register and v.look_5 = wanted
                 and v.superseded is null and v.valid_to > at)
    when 6 then (select count(*) from registers.version v where v.register = of_register and v.look_6 = wanted
                 and v.superseded is null and v.valid_to > at)
  end;
end $$;

create function registers.insert_entries(
    of_register text, keys text[], bodies text[], whom text[], look_ups text[], froms text[], tos text[])
  returns setof uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
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
begin
  select * into strict old from registers.version v
    where v.entry = wanted and v.register = of_register and v.superseded is null and v.valid_to > at
      and v.valid_from <= at
    for update;
  update registers.version set superseded = now() where id = old.id;
  if old.valid_from < at then
    insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4, look_5,
                                   look_6, valid_from, valid_to)
    values (old.register, old.entry, old.number, old.key, old.data, old.persons, old.look_1, old.look_2, old.look_3,
            old.look_4, old.look_5, old.look_6, old.valid_from, at);
  end if;
  insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4, look_5,
                                 look_6, valid_from, valid_to)
  values (old.register, old.entry, old.number + 1, new_key, body::jsonb, whom::uuid[], looks ->> 0, looks ->> 1,
          looks ->> 2, looks ->> 3, looks ->> 4, looks ->> 5, at, old.valid_to);
  return old.entry;
end $$;

create function registers.end_entry(of_register text, wanted uuid, at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  old registers.version;
begin
  select * into strict old from registers.version v
    where v.entry = wanted and v.register = of_register and v.superseded is null and v.valid_to > at
    order by v.valid_from limit 1 for update;
  update registers.version set superseded = now() where id = old.id;
  if old.valid_from < at then
    insert into registers.version (register, entry, number, key, data, persons, look_1, look_2, look_3, look_4, look_5,
                                   look_6, valid_from, valid_to)
    values (old.register, old.entry, old.number + 1, old.key, old.data, old.persons, old.look_1, old.look_2, old.look_3,
            old.look_4, old.look_5, old.look_6, old.valid_from, at);
  end if;
  return old.entry;
end $$;

create function registers.is_empty() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return not exists (select from registers.version);
