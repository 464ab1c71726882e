-- SPDX-License-Identifier: Apache-2.0
-- Payments through providers that have a page of their own and tell by webhook what happened there.

create table payment.payment (
  id uuid primary key default uuidv7(),
  payer uuid,
  subject_kind text not null check (length(subject_kind) between 1 and 50),
  subject text not null check (length(subject) between 1 and 200),
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  description text not null check (length(description) between 1 and 200),
  provider text not null check (length(provider) between 1 and 50),
  provider_reference text not null check (provider_reference ~ '^[A-Za-z0-9_-]{20,100}$'),
  state text not null check (state in ('created', 'started', 'succeeded', 'declined', 'abandoned',
                                       'refund_requested', 'refunded', 'refund_failed')),
  refunding bigint not null default 0 check (refunding between 0 and amount),
  return_path text not null check (length(return_path) <= 500 and return_path ~ '^/([^/\\]|$)'),
  created timestamptz not null,
  expires timestamptz not null check (expires > created),
  remind timestamptz check (remind between created and expires),
  changed timestamptz not null,
  unique (provider, provider_reference)
);
comment on column payment.payment.payer is 'opaque id; absent when nobody was signed in';
comment on column payment.payment.amount is 'minor units of the currency, ISO 4217';
comment on column payment.payment.provider_reference is 'known to the payer''s browser, the provider and us alone';
comment on column payment.payment.remind is 'when to remind of it if it is not paid by then; absent when that is done';
comment on column payment.payment.refunding is 'what was asked back and has not failed';
create index payment_subject on payment.payment (subject_kind, subject, id);
create index payment_payer on payment.payment (payer, id) where payer is not null;
create index payment_expires on payment.payment (expires) where state in ('created', 'started', 'declined');

create index payment_remind on payment.payment (remind)
  where state in ('created', 'started', 'declined') and remind is not null;

create table payment.refund (
  id uuid primary key default uuidv7(),
  payment uuid not null references payment.payment,
  key text not null check (length(key) between 1 and 200),
  amount bigint not null check (amount > 0),
  reason text not null check (length(reason) between 1 and 200),
  state text not null check (state in ('requested', 'sent', 'succeeded', 'failed')),
  requested timestamptz not null,
  due timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  settled timestamptz,
  unique (payment, key)
);
create index refund_due on payment.refund (due) where state = 'requested';

-- What providers told, as received. Only what carried a true signature is kept: others could fill the table, or take
-- the id of an event that is still to come.
create table payment.event (
  id uuid primary key default uuidv7(),
  provider text not null check (length(provider) between 1 and 50),
  event text not null check (length(event) between 1 and 100),
  payment uuid references payment.payment,
  reference text not null check (length(reference) between 1 and 100),
  kind text not null check (length(kind) between 1 and 30),
  body text not null check (length(body) <= 65536),
  occurred timestamptz not null,
  received timestamptz not null,
  effect text not null check (effect in ('applied', 'late', 'ignored', 'mismatch', 'unknown')),
  unique (provider, event)
);
create index event_payment on payment.event (payment, id);
create index event_for_officials on payment.event (id) where effect in ('mismatch', 'unknown');

-- The sample provider of the demonstration: another party's data that happens to lie here.
create table payment.sample_charge (
  reference text primary key check (length(reference) between 1 and 100),
  card text not null check (length(card) between 1 and 30),
  charged timestamptz not null
);
create table payment.sample_webhook (
  id uuid primary key default uuidv7(),
  reference text not null check (length(reference) between 1 and 100),
  body text not null check (length(body) <= 4000),
  due timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  sent timestamptz
);
create index sample_webhook_due on payment.sample_webhook (due) where sent is null;

-- The reference of the payment that this transaction presents as its purpose: who knows it may see that payment.
create function payment.presented() returns text
  language sql stable parallel safe
  return case when node.purpose() like 'payment:%' then substr(node.purpose(), 9) end;

create function payment.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what a provider told is never changed';
end $$;
create trigger event_stays before update or delete or truncate on payment.event
  for each statement execute function payment.refuse_change();

alter table payment.payment enable row level security;
alter table payment.payment force row level security;
alter table payment.refund enable row level security;
alter table payment.refund force row level security;
alter table payment.event enable row level security;
alter table payment.event force row level security;
alter table payment.sample_charge enable row level security;
alter table payment.sample_charge force row level security;
alter table payment.sample_webhook enable row level security;
alter table payment.sample_webhook force row level security;

create policy payment_own on payment.payment for select to polity_public
  using (payer = (select node.actor()) or provider_reference = (select payment.presented()));
create policy payment_new on payment.payment for insert to polity_public
  with check (state = 'created' and refunding = 0 and (payer is null or payer = (select node.actor())));
create policy payment_told on payment.payment for update to polity_public
  using (provider_reference = (select payment.presented()))
  with check (provider_reference = (select payment.presented()));
-- An official sees the payments of persons about whom this transaction has recorded that he looks.
create policy payment_desk on payment.payment to polity_desk
  using ((select node.unit()) is not null and payer = any ((select authority.accessed_persons())::uuid[]))
  with check ((select node.unit()) is not null and payer = any ((select authority.accessed_persons())::uuid[]));
create policy payment_jobs on payment.payment to polity_jobs
  using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null);

create policy refund_own on payment.refund to polity_public
  using ((select p.id from payment.payment p where p.id = payment) is not null)
  with check ((select p.provider_reference from payment.payment p where p.id = payment) = (select payment.presented()));
create policy refund_desk on payment.refund for select to polity_desk
  using ((select p.id from payment.payment p where p.id = payment) is not null);
create policy refund_jobs on payment.refund to polity_jobs
  using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null);

create policy event_told on payment.event to polity_public
  using (reference = (select payment.presented())) with check (reference = (select payment.presented()));
create policy event_desk on payment.event for select to polity_desk
  using ((select node.unit()) is not null
    and (payment is null or (select p.id from payment.payment p where p.id = payment) is not null));
create policy event_jobs on payment.event to polity_jobs
  using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null);

create policy sample_charge_presented on payment.sample_charge to polity_public
  using (reference = (select payment.presented())) with check (reference = (select payment.presented()));
create policy sample_webhook_presented on payment.sample_webhook for insert to polity_public
  with check (reference = (select payment.presented()));
create policy sample_webhook_jobs on payment.sample_webhook to polity_jobs
  using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null);
