-- SPDX-License-Identifier: Apache-2.0
-- Persons and what they sign in with. What proves a password or a session is never read by a zone's role: functions
-- compare it here, count the failures and hand out no more than the answer, so that a broken-into node can't list
-- accounts, can't read a hash and can't begin a session of another zone.

-- The zone for which a session is begun or looked up is the role that connected, whatever the caller says.
create function identity.zone() returns text
  language sql stable parallel safe
  return substr(session_user::text, 8);

-- Whoever knows no secret can't tell an invented salt from a stored one.
create table identity.secret (
  only boolean primary key default true check (only),
  value bytea not null check (octet_length(value) = 32)
);
insert into identity.secret (value)
select sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) from generate_series(1, 4);

create table identity.person (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z]{2,8})*$'),
  unread int not null default 0 check (unread >= 0),
  created timestamptz not null
);

-- email is written as its owner writes it; address is how it is compared. proof is SHA-256 over what Argon2id makes of
-- the password: neither the password nor what is compared on its way here can be had from it.
create table identity.account (
  id uuid primary key default uuidv7(),
  person uuid not null unique references identity.person,
  email text not null check (length(email) between 3 and 254),
  address text not null unique check (length(address) between 3 and 254),
  salt bytea not null check (octet_length(salt) = 16),
  memory int not null check (memory between 8192 and 1048576),
  iterations int not null check (iterations between 1 and 100),
  proof bytea not null check (octet_length(proof) = 32),
  password_set timestamptz not null,
  closed timestamptz
);

-- By address, whether or not there is an account, so that a delay doesn't tell.
create table identity.attempt (
  key bytea primary key check (octet_length(key) = 32),
  failures int not null default 0 check (failures >= 0),
  last timestamptz not null,
  locked_until timestamptz
);
create index attempt_last on identity.attempt (last);

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

-- Something that was asked for and that a link sent by e-mail permits. The token is made where mails are written, not
-- where the public asks, and only its hash is kept.
create table identity.link (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('sign-up', 'password')),
  email text not null check (length(email) between 3 and 254),
  address text not null check (length(address) between 3 and 254),
  language text not null check (length(language) <= 35),
  name text check (length(name) between 1 and 200),
  salt bytea check (octet_length(salt) = 16),
  memory int,
  iterations int,
  proof bytea check (octet_length(proof) = 32),
  asked timestamptz not null,
  token bytea unique check (octet_length(token) = 32),
  expires timestamptz,
  failures int not null default 0,
  used timestamptz,
  check ((kind = 'sign-up') = (name is not null and salt is not null and memory is not null
    and iterations is not null and proof is not null))
);
create index link_address on identity.link (address, asked);
create index link_asked on identity.link (asked);

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
create index access_token_person on identity.access_token (person);
create index access_token_expires on identity.access_token (expires);

create function identity.attempt_key(of_address text) returns bytea
  language sql stable
  return (select sha256(value || convert_to('attempt:' || of_address, 'UTF8')) from identity.secret);

-- How to hash a password for this address: as it was hashed when it was set, or as if there were an account.
create function identity.hashing(of_address text, usual_memory int, usual_iterations int)
  returns table (salt bytea, memory int, iterations int)
  language sql stable security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  select coalesce(a.salt, substr(sha256(s.value || convert_to('salt:' || of_address, 'UTF8')), 1, 16)),
         coalesce(a.memory, usual_memory), coalesce(a.iterations, usual_iterations)
  from identity.secret s left join identity.account a on a.address = of_address
$$;

-- Begins a session in place of the one that the browser had: a token known before isn't good for anything after.
create function identity.begin_session(
  of_person uuid, new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet, out session uuid, out drafting uuid)
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old_token is not null then
    delete from identity.session s where s.token = old_token and s.zone = identity.zone()
      returning case when s.person is null then s.id end into drafting;
  end if;
  insert into identity.session (token, zone, person, begun, last_seen, idle, expires, browser, system, network)
  values (sha256(new_token), identity.zone(), of_person, at, at, idle, at + absolute, browser, system, network)
  returning id into session;
end $$;

-- Counts a guess at this address; locked when it has to wait. Guesses at one address queue up here.
create function identity.may_guess(of_address text, at timestamptz) returns timestamptz
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  wait timestamptz;
begin
  insert into identity.attempt as a (key, last) values (identity.attempt_key(of_address), at)
    on conflict (key) do update set last = greatest(a.last, excluded.last)
    returning locked_until into wait;
  return case when wait > at then wait end;
end $$;

-- After five failures each further one has to wait twice as long as that before it, at most a quarter of an hour: a
-- guesser is slowed to nothing, and nobody is shut out for good, since a new password by e-mail ends the wait.
create function identity.guessed_wrong(of_address text, at timestamptz) returns timestamptz
  language sql set search_path = pg_catalog, pg_temp
as $$
  update identity.attempt set
    failures = failures + 1,
    locked_until = case when failures + 1 >= 5
      then at + least(interval '30 seconds' * power(2, least(failures + 1 - 5, 10)), interval '15 minutes') end
  where key = identity.attempt_key(of_address)
  returning locked_until
$$;

create function identity.sign_in(
  of_address text, given bytea, new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet)
  returns table (outcome text, account uuid, person uuid, session uuid, drafting uuid, wait timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  found_account identity.account;
begin
  wait := identity.may_guess(of_address, at);
  select * into found_account from identity.account a where a.address = of_address and a.closed is null;
  account := found_account.id;
  if wait is not null then
    outcome := 'locked';
  elsif found_account.proof = sha256(given) then
    delete from identity.attempt where key = identity.attempt_key(of_address);
    outcome := 'done';
    person := found_account.person;
    select b.session, b.drafting into session, drafting from identity.begin_session(
      person, new_token, old_token, at, idle, absolute, browser, system, network) b;
  else
    outcome := 'refused';
    wait := identity.guessed_wrong(of_address, at);
  end if;
  return next;
end $$;

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

-- An account that somebody else vouches for: the first administrators, sample people. Nothing if the address has one.
create function identity.create_account(
  to_email text, to_address text, called text, in_language text, with_salt bytea, with_memory int,
  with_iterations int, given bytea, at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  made uuid;
begin
  insert into identity.person (name, language, created) values (called, in_language, at) returning id into made;
  insert into identity.account (person, email, address, salt, memory, iterations, proof, password_set)
    values (made, to_email, to_address, with_salt, with_memory, with_iterations, sha256(given), at)
    on conflict (address) do nothing;
  if not found then
    delete from identity.person where id = made;
    return null;
  end if;
  return made;
end $$;

-- Asks for a link by e-mail. What is sent, if anything, is decided where mails are written.
create function identity.ask(
  of_kind text, to_email text, to_address text, in_language text, called text, with_salt bytea, with_memory int,
  with_iterations int, given bytea, at timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into identity.link (kind, email, address, language, name, salt, memory, iterations, proof, asked)
  values (of_kind, to_email, to_address, in_language, called, with_salt, with_memory, with_iterations, sha256(given), at)
  returning id
$$;

-- What may be shown to whoever holds a link, before it is used.
create function identity.open_link(given bytea, of_kind text, at timestamptz)
  returns table (outcome text, name text, salt bytea, memory int, iterations int)
  language sql stable security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  select case when l.used is not null then 'used' when l.expires <= at or l.failures >= 5 then 'expired' else 'open' end,
         l.name, l.salt, l.memory, l.iterations
  from identity.link l where l.token = sha256(given) and l.kind = of_kind
$$;

-- The password is asked for again, so that nobody confirms what a stranger began with his address.
create function identity.confirm(
  link_token bytea, given bytea, new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet)
  returns table (outcome text, account uuid, person uuid, session uuid, drafting uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l identity.link;
begin
  select * into l from identity.link where token = sha256(link_token) and kind = 'sign-up' for update;
  if l.used is not null then
    outcome := 'used';
  elsif l.id is null or l.expires <= at or l.failures >= 5 then
    outcome := 'expired';
  elsif l.proof <> sha256(given) then
    update identity.link set failures = failures + 1 where id = l.id;
    outcome := 'refused';
  elsif exists (select from identity.account a where a.address = l.address) then
    outcome := 'used';
  else
    insert into identity.person (name, language, created) values (l.name, l.language, at) returning id into person;
    insert into identity.account (person, email, address, salt, memory, iterations, proof, password_set)
      values (person, l.email, l.address, l.salt, l.memory, l.iterations, l.proof, at) returning id into account;
    update identity.link set used = at where id = l.id;
    select b.session, b.drafting into session, drafting from identity.begin_session(
      person, new_token, old_token, at, idle, absolute, browser, system, network) b;
    outcome := 'done';
  end if;
  return next;
end $$;

-- A new password by link ends every session and every wait, and all other links for a new password.
create function identity.replace_password(
  link_token bytea, with_salt bytea, with_memory int, with_iterations int, given bytea,
  new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet)
  returns table (outcome text, account uuid, person uuid, session uuid, drafting uuid, email text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l identity.link;
begin
  select * into l from identity.link where token = sha256(link_token) and kind = 'password' for update;
  if l.used is not null then
    outcome := 'used';
  elsif l.id is null or l.expires <= at then
    outcome := 'expired';
  else
    update identity.account a set salt = with_salt, memory = with_memory, iterations = with_iterations,
      proof = sha256(given), password_set = at
    where a.address = l.address and a.closed is null returning a.id, a.person, a.email into account, person, email;
    outcome := case when account is null then 'expired' else 'done' end;
  end if;
  if outcome = 'done' then
    update identity.link set used = at where address = l.address and kind = 'password' and used is null;
    delete from identity.attempt where key = identity.attempt_key(l.address);
    delete from identity.session s where s.person = replace_password.person;
    select b.session, b.drafting into session, drafting from identity.begin_session(
      person, new_token, old_token, at, idle, absolute, browser, system, network) b;
  end if;
  return next;
end $$;

-- The actor changes his own password; all his other sessions end.
create function identity.change_password(
  old_given bytea, with_salt bytea, with_memory int, with_iterations int, given bytea, keep uuid, at timestamptz)
  returns table (outcome text, account uuid, wait timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  mine identity.account;
begin
  select * into mine from identity.account a where a.person = node.actor() and a.closed is null for update;
  account := mine.id;
  wait := identity.may_guess(mine.address, at);
  if wait is not null then
    outcome := 'locked';
  elsif mine.proof is distinct from sha256(old_given) then
    outcome := 'refused';
    wait := identity.guessed_wrong(mine.address, at);
  else
    delete from identity.attempt where key = identity.attempt_key(mine.address);
    update identity.account a set salt = with_salt, memory = with_memory, iterations = with_iterations,
      proof = sha256(given), password_set = at where a.id = mine.id;
    delete from identity.session s where s.person = mine.person and s.id <> keep;
    outcome := 'done';
  end if;
  return next;
end $$;

-- Who comes with this access token; one query, and use is written once a minute.
create function identity.bearer(given bytea, at timestamptz)
  returns table (token uuid, person uuid, name text, language text, scopes text[])
  language sql volatile security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  with used as (
    update identity.access_token t set last_used = at
    where t.token = sha256(given) and t.expires > at
      and (t.last_used is null or t.last_used < at - interval '1 minute')
  )
  select t.id, p.id, p.name, p.language, t.scopes
  from identity.access_token t join identity.person p on p.id = t.person
  where t.token = sha256(given) and t.expires > at
    and exists (select from identity.account a where a.person = p.id and a.closed is null)
$$;

-- How many messages wait for somebody, counted where every request looks, so that pages need no query of their own.
create function identity.count_unread(of_person uuid, more int) returns int
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update identity.person set unread = greatest(0, unread + more) where id = of_person returning unread
$$;

alter table identity.secret enable row level security, force row level security;
alter table identity.person enable row level security, force row level security;
alter table identity.account enable row level security, force row level security;
alter table identity.attempt enable row level security, force row level security;
alter table identity.session enable row level security, force row level security;
alter table identity.link enable row level security, force row level security;
alter table identity.access_token enable row level security, force row level security;

create policy own on identity.person to polity_public, polity_desk
  using (id = (select node.actor())) with check (id = (select node.actor()));
create policy own on identity.account to polity_public, polity_desk using (person = (select node.actor()));
create policy own on identity.session to polity_public, polity_desk
  using (person = (select node.actor()) and zone = (select identity.zone()));
create policy own on identity.access_token to polity_public, polity_desk
  using (person = (select node.actor())) with check (person = (select node.actor()));

create policy background on identity.person to polity_jobs using (true) with check (true);
create policy background on identity.account to polity_jobs using (true) with check (true);
create policy background on identity.attempt to polity_jobs using (true);
create policy background on identity.session to polity_jobs using (true);
create policy background on identity.link to polity_jobs using (true);
create policy background on identity.access_token to polity_jobs using (true);
