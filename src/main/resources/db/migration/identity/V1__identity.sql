-- SPDX-License-Identifier: Apache-2.0
-- Persons and their sessions. What proves a session is never read by a zone's role: functions look it up and hand out
-- no more than whose it is, so that a broken-into node can't list sessions and can't use those of another zone.

-- The zone for which a session is begun or looked up is the role that connected, whatever the caller says.
create function identity.zone() returns text
  language sql stable parallel safe
  return substr(session_user::text, 8);

create table identity.person (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  name_proved boolean not null,
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z]{2,8})*$'),
  unread int not null default 0 check (unread >= 0),
  created timestamptz not null
);

-- Whether this is a person rather than the session of a visitor. For functions of modules above.
create function identity.is_person(wanted uuid) returns boolean
  language sql stable
  return exists (select from identity.person p where p.id = wanted);

-- Without a person: somebody who drafts and isn't signed in.
create table identity.session (
  id uuid primary key default uuidv7(),
  token bytea not null unique check (octet_length(token) = 32),
  zone text not null check (zone in ('public', 'desk')),
  person uuid references identity.person,
  begun timestamptz not null,
  last_seen timestamptz not null,
  idle interval not null check (idle <= interval '1 day'),
  expires timestamptz not null,
  browser text not null check (length(browser) <= 40),
  system text not null check (length(system) <= 40),
  network inet
);
create index session_person on identity.session (person, zone) where person is not null;
create index session_expires on identity.session (expires);

-- What a program of the person's own signs in with.
create table identity.access_token (
  id uuid primary key default uuidv7(),
  person uuid not null references identity.person,
  name text not null check (length(name) between 1 and 100),
  token bytea not null unique check (octet_length(token) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 20),
  created timestamptz not null,
  expires timestamptz not null check (expires > created and expires <= created + interval '400 days'),
  last_used timestamptz
);
create unique index access_token_name on identity.access_token (person, lower(name));
create index access_token_expires on identity.access_token (expires);

-- Begins a session in place of the one that the browser had: a token known before isn't good for anything after.
create function identity.begin_session(
  of_person uuid, new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet, out session uuid, out drafting uuid)
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old_token is not null then
    delete from identity.session s where s.token = sha256(old_token) and s.zone = identity.zone()
      returning case when s.person is null then s.id end into drafting;
  end if;
  insert into identity.session (token, zone, person, begun, last_seen, idle, expires, browser, system, network)
  values (sha256(new_token), identity.zone(), of_person, at, at, idle, at + absolute, browser, system, network)
  returning id into session;
end $$;

-- A new person. What persons sign in with stands in higher modules.
create function identity.make_person(called text, proved boolean, in_language text, at timestamptz) returns uuid
  language sql set search_path = pg_catalog, pg_temp
as $$
  insert into identity.person (name, name_proved, language, created) values (called, proved, in_language, at) returning id
$$;

-- Whoever is here gets another name, unless it has been proved: documents name their holder by that. True if he did.
create function identity.rename(called text) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with renamed as (
    update identity.person set name = called where id = node.actor() and not name_proved returning 1)
  select exists (select from renamed)
$$;

-- Ends the sessions of a person in all zones, but for one that he keeps.
create function identity.end_sessions(of_person uuid, keep uuid) returns void
  language sql set search_path = pg_catalog, pg_temp
as $$
  delete from identity.session where person = of_person and id is distinct from keep
$$;

-- Ends what a person's programs sign in with.
create function identity.end_tokens(of_person uuid) returns void
  language sql set search_path = pg_catalog, pg_temp
as $$
  delete from identity.access_token where person = of_person
$$;

-- Whoever drafts something without being signed in.
create function identity.draft(
  new_token bytea, at timestamptz, idle interval, absolute interval, browser text, system text, network inet)
  returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp
  return (select session from identity.begin_session(
    null, new_token, null, at, idle, absolute, browser, system, network));

-- Who comes with this token: the one query that a request with a session costs. Seen is written once a minute.
create function identity.resume(given bytea, at timestamptz)
  returns table (session uuid, person uuid, name text, language text, unread int)
  language sql volatile security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  with seen as (
    update identity.session s set last_seen = at
    where s.token = sha256(given) and s.zone = identity.zone() and s.last_seen < at - interval '1 minute'
      and s.expires > at and s.last_seen + s.idle > at
  )
  select s.id, p.id, p.name, p.language, p.unread
  from identity.session s left join identity.person p on p.id = s.person
  where s.token = sha256(given) and s.zone = identity.zone() and s.expires > at and s.last_seen + s.idle > at
$$;

create function identity.sign_out(given bytea) returns table (session uuid, person uuid)
  language sql security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  delete from identity.session s where s.token = sha256(given) and s.zone = identity.zone() returning s.id, s.person
$$;

-- Who comes with this access token; one query, and use is written once a minute.
create function identity.bearer(given bytea, at timestamptz)
  returns table (token uuid, person uuid, name text, language text, scopes text[])
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1
as $$
declare
  used timestamptz;
begin
  select t.id, p.id, p.name, p.language, t.scopes, t.last_used into token, person, name, language, scopes, used
  from identity.access_token t join identity.person p on p.id = t.person
  where t.token = sha256(given) and t.expires > at;
  if token is null then
    return;
  end if;
  -- Most requests only read, and what a crash loses of this is a minute.
  if used is null or used < at - interval '1 minute' then
    perform set_config('synchronous_commit', 'off', true);
    update identity.access_token t set last_used = at where t.id = bearer.token;
  end if;
  return next;
end $$;

-- How many messages wait for somebody, counted where every request looks, so that pages need no query of their own. Who
-- is named twice has twice as many more. Locked in order, so that no two of us wait for each other.
create function identity.count_unread(of_persons uuid[], more int) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  with locked as materialized (
    select id from identity.person
    where id = any(of_persons) and (identity.zone() <> 'public' or id = node.actor())
    order by id for no key update
  )
  update identity.person p set unread = greatest(0, p.unread + n.more)
  from (select person, count(*)::int * count_unread.more as more from unnest(of_persons) person group by person) n
  join locked on locked.id = n.person
  where p.id = n.person
$$;

alter table identity.person enable row level security, force row level security;
alter table identity.session enable row level security, force row level security;
alter table identity.access_token enable row level security, force row level security;

create policy own on identity.person to polity_public, polity_desk
  using (id = (select node.actor())) with check (id = (select node.actor()));
create policy own on identity.session to polity_public, polity_desk
  using (person = (select node.actor()) and zone = (select identity.zone()));
create policy own on identity.access_token to polity_public, polity_desk
  using (person = (select node.actor())) with check (person = (select node.actor()));

create policy background on identity.person to polity_jobs using ((select node.purpose()) is not null)
  with check ((select node.purpose()) is not null);
create policy background on identity.session to polity_jobs using ((select node.purpose()) is not null);
create policy background on identity.access_token to polity_jobs using ((select node.purpose()) is not null);
