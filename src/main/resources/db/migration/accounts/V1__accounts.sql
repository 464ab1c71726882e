-- SPDX-License-Identifier: Apache-2.0
-- What persons sign in with. What proves a password is never read by a zone's role: functions compare it here, count the
-- failures and hand out no more than the answer, so that a broken-into node can't list accounts and can't read a hash.

-- Whoever knows no secret can't tell an invented salt from a stored one.
create table accounts.secret (
  one boolean primary key default true check (one),
  value bytea not null check (octet_length(value) = 32)
);
insert into accounts.secret (value)
select sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) from generate_series(1, 4);

-- email is written as its owner writes it; address is how it is compared. proof is SHA-256 over what Argon2id makes of
-- the password: neither the password nor what is compared on its way here can be had from it.
create table accounts.account (
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
create table accounts.attempt (
  key bytea primary key check (octet_length(key) = 32),
  failures int not null default 0 check (failures >= 0),
  last timestamptz not null,
  locked_until timestamptz
);
create index attempt_last on accounts.attempt (last);

-- Something that was asked for and that a link sent by e-mail permits. The token is made where mails are written, not
-- where the public asks, and only its hash is kept.
create table accounts.link (
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
  -- Where it leads in the end, and the session whose drafts go with it, wherever the link is opened.
  back text check (length(back) between 1 and 1000),
  drafting uuid,
  asked timestamptz not null,
  token bytea unique check (octet_length(token) = 32),
  expires timestamptz,
  failures int not null default 0,
  used timestamptz,
  check ((kind = 'sign-up') = (name is not null and salt is not null and memory is not null
    and iterations is not null and proof is not null))
);
create index link_address on accounts.link (address, asked);
create index link_asked on accounts.link (asked);

-- Guesses count for the zone in which they are made: who guesses on the Internet locks nobody out of the desk.
create function accounts.attempt_key(of_address text) returns bytea
  language sql stable
  return (select sha256(value || convert_to('attempt:' || identity.zone() || ':' || of_address, 'UTF8'))
          from accounts.secret);

-- How to hash a password for this address: as it was hashed when it was set, or as if there were an account.
create function accounts.hashing(of_address text, usual_memory int, usual_iterations int)
  returns table (salt bytea, memory int, iterations int)
  language sql stable security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  select coalesce(a.salt, substr(sha256(s.value || convert_to('salt:' || of_address, 'UTF8')), 1, 16)),
         coalesce(a.memory, usual_memory), coalesce(a.iterations, usual_iterations)
  from accounts.secret s left join accounts.account a on a.address = of_address
$$;

-- Counts a guess at this address; locked when it has to wait. Guesses at one address queue up here.
create function accounts.may_guess(of_address text, at timestamptz) returns timestamptz
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  wait timestamptz;
begin
  insert into accounts.attempt as a (key, last) values (accounts.attempt_key(of_address), at)
    on conflict (key) do update set last = greatest(a.last, excluded.last)
    returning locked_until into wait;
  return case when wait > at then wait end;
end $$;

-- After five failures each further one has to wait twice as long as that before it, at most a quarter of an hour: a
-- guesser is slowed to nothing, and nobody is shut out for good, since a new password by e-mail ends the wait.
create function accounts.guessed_wrong(of_address text, at timestamptz) returns timestamptz
  language sql set search_path = pg_catalog, pg_temp
as $$
  update accounts.attempt set
    failures = failures + 1,
    locked_until = case when failures + 1 >= 5
      then at + least(interval '30 seconds' * power(2, least(failures + 1 - 5, 10)), interval '15 minutes') end
  where key = accounts.attempt_key(of_address)
  returning locked_until
$$;

create function accounts.sign_in(
  of_address text, given bytea, new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet)
  returns table (outcome text, account uuid, person uuid, session uuid, drafting uuid, wait timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  found_account accounts.account;
begin
  wait := accounts.may_guess(of_address, at);
  select * into found_account from accounts.account a where a.address = of_address and a.closed is null;
  account := found_account.id;
  if wait is not null then
    outcome := 'locked';
  elsif found_account.proof = sha256(given) then
    delete from accounts.attempt where key = accounts.attempt_key(of_address);
    outcome := 'done';
    person := found_account.person;
    select b.session, b.drafting into session, drafting from identity.begin_session(
      person, new_token, old_token, at, idle, absolute, browser, system, network) b;
  else
    outcome := 'refused';
    wait := accounts.guessed_wrong(of_address, at);
  end if;
  return next;
end $$;

-- A person with an account, unless the address has one. Whoever makes one for the same address at the same time waits.
create function accounts.make(
  to_email text, to_address text, called text, proved boolean, in_language text, with_salt bytea, with_memory int,
  with_iterations int, with_proof bytea, at timestamptz, out person uuid, out account uuid)
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('accounts.make:' || to_address, 0));
  if not exists (select from accounts.account a where a.address = to_address) then
    person := identity.make_person(called, proved, in_language, at);
    insert into accounts.account (person, email, address, salt, memory, iterations, proof, password_set)
      values (make.person, to_email, to_address, with_salt, with_memory, with_iterations, with_proof, at)
      returning id into account;
  end if;
end $$;

-- An account that somebody else vouches for, and who it is: the first administrators, sample people. Nothing if the address has one.
create function accounts.vouch(
  to_email text, to_address text, called text, in_language text, with_salt bytea, with_memory int,
  with_iterations int, given bytea, at timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  select person from accounts.make(to_email, to_address, called, true, in_language, with_salt, with_memory,
    with_iterations, sha256(given), at)
$$;

-- Asks for a link by e-mail. What is sent, if anything, is decided where mails are written.
create function accounts.ask(
  of_kind text, to_email text, to_address text, in_language text, called text, with_salt bytea, with_memory int,
  with_iterations int, given bytea, leading_back text, of_drafting uuid, at timestamptz) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into accounts.link (kind, email, address, language, name, salt, memory, iterations, proof, back, drafting, asked)
  values (of_kind, to_email, to_address, in_language, called, with_salt, with_memory, with_iterations, sha256(given),
    leading_back, of_drafting, at)
  returning id
$$;

-- What may be shown to whoever holds a link, before it is used.
create function accounts.open_link(given bytea, of_kind text, at timestamptz)
  returns table (outcome text, name text, salt bytea, memory int, iterations int, back text, drafting uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp rows 1
as $$
  select case when l.used is not null then 'used' when l.expires <= at or l.failures >= 5 then 'expired' else 'open' end,
         l.name, l.salt, l.memory, l.iterations, l.back, l.drafting
  from accounts.link l where l.token = sha256(given) and l.kind = of_kind
$$;

-- The password is asked for again, so that nobody confirms what a stranger began with his address.
create function accounts.confirm(
  link_token bytea, given bytea, new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet)
  returns table (outcome text, account uuid, person uuid, session uuid, drafting uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l accounts.link;
begin
  select * into l from accounts.link where token = sha256(link_token) and kind = 'sign-up' for update;
  if l.used is not null then
    outcome := 'used';
  elsif l.id is null or l.expires <= at or l.failures >= 5 then
    outcome := 'expired';
  elsif l.proof <> sha256(given) then
    update accounts.link set failures = failures + 1 where id = l.id;
    outcome := 'refused';
  else
    select m.person, m.account into person, account from accounts.make(
      l.email, l.address, l.name, false, l.language, l.salt, l.memory, l.iterations, l.proof, at) m;
    update accounts.link set used = at where id = l.id;
    outcome := case when account is null then 'used' else 'done' end;
  end if;
  if outcome = 'done' then
    select b.session, b.drafting into session, drafting from identity.begin_session(
      person, new_token, old_token, at, idle, absolute, browser, system, network) b;
  end if;
  return next;
end $$;

-- A new password by link ends every session and every wait, all other links for a new password, and what programs sign in
-- with: somebody who was in the account may have made a token for one of his own.
create function accounts.replace_password(
  link_token bytea, with_salt bytea, with_memory int, with_iterations int, given bytea,
  new_token bytea, old_token bytea, at timestamptz, idle interval, absolute interval,
  browser text, system text, network inet)
  returns table (outcome text, account uuid, person uuid, session uuid, drafting uuid, email text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l accounts.link;
begin
  select * into l from accounts.link where token = sha256(link_token) and kind = 'password' for update;
  if l.used is not null then
    outcome := 'used';
  elsif l.id is null or l.expires <= at then
    outcome := 'expired';
  else
    update accounts.account a set salt = with_salt, memory = with_memory, iterations = with_iterations,
      proof = sha256(given), password_set = at
    where a.address = l.address and a.closed is null returning a.id, a.person, a.email into account, person, email;
    outcome := case when account is null then 'expired' else 'done' end;
  end if;
  if outcome = 'done' then
    update accounts.link set used = at where address = l.address and kind = 'password' and used is null;
    delete from accounts.attempt where key = accounts.attempt_key(l.address);
    perform identity.end_sessions(person, null);
    perform identity.end_tokens(person);
    select b.session, b.drafting into session, drafting from identity.begin_session(
      person, new_token, old_token, at, idle, absolute, browser, system, network) b;
  end if;
  return next;
end $$;

-- The actor changes his own password; all his other sessions end, and links for another one are good no more.
create function accounts.change_password(
  old_given bytea, with_salt bytea, with_memory int, with_iterations int, given bytea, keep uuid, at timestamptz)
  returns table (outcome text, account uuid, wait timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  mine accounts.account;
begin
  select * into mine from accounts.account a where a.person = node.actor() and a.closed is null for update;
  account := mine.id;
  wait := accounts.may_guess(mine.address, at);
  if wait is not null then
    outcome := 'locked';
  elsif mine.proof is distinct from sha256(old_given) then
    outcome := 'refused';
    wait := accounts.guessed_wrong(mine.address, at);
  else
    delete from accounts.attempt where key = accounts.attempt_key(mine.address);
    update accounts.account a set salt = with_salt, memory = with_memory, iterations = with_iterations,
      proof = sha256(given), password_set = at where a.id = mine.id;
    update accounts.link l set used = at where l.address = mine.address and l.kind = 'password' and l.used is null;
    perform identity.end_sessions(mine.person, keep);
    outcome := 'done';
  end if;
  return next;
end $$;

alter table accounts.secret enable row level security, force row level security;
alter table accounts.account enable row level security, force row level security;
alter table accounts.attempt enable row level security, force row level security;
alter table accounts.link enable row level security, force row level security;

create policy own on accounts.account to polity_public, polity_desk using (person = (select node.actor()));
create policy background on accounts.account to polity_jobs using ((select node.purpose()) is not null);
create policy background on accounts.attempt to polity_jobs using ((select node.purpose()) is not null);
create policy background on accounts.link to polity_jobs using ((select node.purpose()) is not null);
