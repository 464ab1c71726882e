-- SPDX-License-Identifier: Apache-2.0
-- Money, double entry. A line has one debit and one credit account, so that every line balances by itself.

-- The chart of accounts: public by nature.
create table ledger.account (
  id uuid primary key default uuidv7(),
  code text not null unique check (length(code) <= 100 and code ~ '^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*$'),
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  overdraft boolean not null default true,
  labels jsonb not null default '{}' check (jsonb_typeof(labels) = 'object' and length(labels::text) <= 4000)
);
comment on column ledger.account.currency is 'ISO 4217';
comment on column ledger.account.overdraft is 'whether its balance, seen from its usual side, may be negative';

create table ledger.posting (
  id uuid primary key default uuidv7(),
  key text not null unique check (length(key) between 1 and 200),
  posted timestamptz not null,
  value_date date not null,
  subject text not null check (length(subject) between 1 and 200),
  text text not null check (length(text) between 1 and 500),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  corrects uuid references ledger.posting
);
comment on column ledger.posting.key is 'idempotency key: the same act posts once';
comment on column ledger.posting.subject is 'opaque reference to what the money is about, such as the id of a case';
create index posting_subject on ledger.posting (subject, id);
create index posting_corrects on ledger.posting (corrects) where corrects is not null;

-- The accounts are no foreign keys: each check would lock the row of a busy account. Lines are written by ledger.post
-- alone, which takes the accounts from the table, and no account is ever deleted.
create table ledger.line (
  posting uuid not null references ledger.posting,
  number smallint not null check (number > 0),
  debit uuid not null,
  credit uuid not null,
  amount bigint not null check (amount > 0),
  written xid8 not null default pg_current_xact_id(),
  primary key (posting, number),
  check (debit <> credit)
);
comment on column ledger.line.amount is 'minor units of the currency of the posting';
comment on column ledger.line.written is 'transaction that wrote the line: puts lines in an order that a snapshot can cut';
create index line_debit on ledger.line (debit, written, posting, number) include (amount);
create index line_credit on ledger.line (credit, written, posting, number) include (amount);
create index line_written on ledger.line (written);

-- Sums of all lines of an account written by transactions before `upto`, all of which have ended.
create table ledger.balance (
  account uuid primary key,
  upto xid8 not null,
  debit bigint not null check (debit >= 0),
  credit bigint not null check (credit >= 0)
) with (fillfactor = 70);
create index balance_upto on ledger.balance (upto);

-- What each account holds now: the last snapshot and the lines since. A snapshot from a counter of transactions that was
-- ahead of this server's (a database restored from a dump) doesn't count.
create view ledger.standing with (security_invoker = true) as
select a.id, a.code, a.kind, a.currency, a.overdraft,
       (coalesce(b.debit, 0)
        + (select coalesce(sum(l.amount), 0) from ledger.line l
           where l.debit = a.id and l.written >= coalesce(b.upto, '0'::xid8)))::bigint as debit,
       (coalesce(b.credit, 0)
        + (select coalesce(sum(l.amount), 0) from ledger.line l
           where l.credit = a.id and l.written >= coalesce(b.upto, '0'::xid8)))::bigint as credit
from ledger.account a
left join ledger.balance b on b.account = a.id and b.upto <= pg_snapshot_xmax(pg_current_snapshot());

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is never changed: post a correction';
end $$;
create trigger posting_stays before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse_change();
create trigger line_stays before update or delete or truncate on ledger.line
  for each statement execute function ledger.refuse_change();
create trigger account_stays before delete or truncate on ledger.account
  for each statement execute function ledger.refuse_change();

-- Posts a batch once: what was posted before with the same content is left alone. It has its owner's rights, so that a
-- zone can post without reading anybody's postings. Lines name their posting by its place in the batch.
create function ledger.post(
  keys text[], value_dates date[], subjects text[], texts text[], currencies text[], corrected text[],
  posted_at timestamptz,
  line_postings int[], line_numbers smallint[], debits uuid[], credits uuid[], amounts bigint[])
returns table (id uuid, repeated boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  new_ids uuid[];
  new_keys text[];
  bounded boolean;
  wrong text;
begin
  if cardinality(array_remove(post.corrected, null)) > 0 then
    select c into wrong from unnest(post.corrected) c
    where c is not null and not exists (select from ledger.posting p where p.key = c) limit 1;
    if wrong is not null then
      raise exception using errcode = 'PL002', message = wrong;
    end if;
  end if;

  -- By key: two batches that share keys wait for each other instead of locking each other out. An account that doesn't
  -- exist, or in another currency, is null here and refused by the table.
  with fresh as (
    insert into ledger.posting (key, posted, value_date, subject, text, currency, corrects)
    select g.key, post.posted_at, g.value_date, g.subject, g.text, g.currency, original.id
    from unnest(post.keys, post.value_dates, post.subjects, post.texts, post.currencies, post.corrected)
         g(key, value_date, subject, text, currency, corrects)
    left join ledger.posting original on original.key = g.corrects
    order by g.key
    on conflict (key) do nothing
    returning id, key
  ), lines as (
    insert into ledger.line (posting, number, debit, credit, amount)
    select fresh.id, l.number, debit.id, credit.id, l.amount
    from unnest(post.line_postings, post.line_numbers, post.debits, post.credits, post.amounts)
         l(posting, number, debit, credit, amount)
    join fresh on fresh.key = post.keys[l.posting]
    left join ledger.account debit on debit.id = l.debit and debit.currency = post.currencies[l.posting]
    left join ledger.account credit on credit.id = l.credit and credit.currency = post.currencies[l.posting])
  select array_agg(fresh.id), array_agg(fresh.key),
         exists (select from ledger.account a where not a.overdraft and a.id = any (post.debits || post.credits))
  into new_ids, new_keys, bounded
  from fresh;

  if coalesce(cardinality(new_ids), 0) < cardinality(post.keys) then
    select g.key into wrong
    from unnest(post.keys, post.value_dates, post.subjects, post.texts, post.currencies, post.corrected)
         with ordinality g(key, value_date, subject, text, currency, corrects, place)
    join ledger.posting p on p.key = g.key
    where g.key <> all (coalesce(new_keys, '{}'))
      and (row(p.value_date, p.subject, p.text, p.currency)
             is distinct from row(g.value_date, g.subject, g.text, g.currency)
           or (select o.key from ledger.posting o where o.id = p.corrects) is distinct from g.corrects
           or (select string_agg(concat_ws(' ', l.debit, l.credit, l.amount), ',' order by l.number)
               from ledger.line l where l.posting = p.id)
              is distinct from
              (select string_agg(concat_ws(' ', l.debit, l.credit, l.amount), ',' order by l.number)
               from unnest(post.line_postings, post.line_numbers, post.debits, post.credits, post.amounts)
                    l(posting, number, debit, credit, amount)
               where l.posting = g.place))
    limit 1;
    if wrong is not null then
      raise exception using errcode = 'PL001', message = wrong;
    end if;
  end if;

  -- Accounts that may not be overdrawn are locked in order; the sums that follow see all that earlier holders posted.
  if bounded and new_ids is not null then
    perform from ledger.account a
    where not a.overdraft and a.id = any (post.debits || post.credits)
    order by a.id for no key update;
    select s.code into wrong from ledger.standing s
    where not s.overdraft and s.id = any (post.debits || post.credits)
      and case when s.kind in ('asset', 'expense') then s.debit < s.credit else s.credit < s.debit end
    order by s.code limit 1;
    if wrong is not null then
      raise exception using errcode = 'PL003', message = wrong;
    end if;
  end if;

  return query
    select coalesce(f.id, (select p.id from ledger.posting p where p.key = g.key)), f.id is null
    from unnest(post.keys) with ordinality g(key, place)
    left join unnest(new_ids, new_keys) f(id, key) on f.key = g.key
    order by g.place;
end $$;

alter table ledger.posting enable row level security;
alter table ledger.posting force row level security;
alter table ledger.line enable row level security;
alter table ledger.line force row level security;
alter table ledger.balance enable row level security;
alter table ledger.balance force row level security;

-- A posting names the case of somebody, and no access is recorded here: no zone in which persons act reads any.
create policy posting_jobs on ledger.posting for select to polity_jobs
  using ((select node.purpose()) is not null);
create policy line_jobs on ledger.line for select to polity_jobs
  using ((select node.purpose()) is not null);
create policy balance_jobs on ledger.balance to polity_jobs
  using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null);
