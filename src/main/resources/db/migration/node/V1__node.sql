-- SPDX-License-Identifier: Apache-2.0
-- The context of a transaction, as row-level security sees it. After a transaction the setting is '' rather than null.
create function node.actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('polity.actor', true), '')::uuid;

create function node.unit() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('polity.unit', true), '')::uuid;

create function node.purpose() returns text
  language sql stable parallel safe
  return nullif(current_setting('polity.purpose', true), '');

-- What is written with an act and delivered after its commit. One row a subscriber, so that each has its own pace.
create table node.delivery (
  id uuid primary key default uuidv7(),
  subscriber text not null check (length(subscriber) between 1 and 100),
  event jsonb not null,
  written timestamptz not null default now(),
  due timestamptz not null default now(),
  attempts int not null default 0 check (attempts >= 0),
  error text check (length(error) <= 2000)
);
create index delivery_due on node.delivery (subscriber, due, id);

-- What background work did: only runs that did something or failed are kept.
create table node.job_run (
  id uuid primary key default uuidv7(),
  job text not null check (length(job) between 1 and 100),
  began timestamptz not null,
  ended timestamptz not null,
  done bigint not null check (done >= 0),
  error text check (length(error) <= 2000)
);
create index job_run_job on node.job_run (job, id);
