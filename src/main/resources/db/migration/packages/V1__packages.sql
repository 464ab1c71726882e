-- SPDX-License-Identifier: Apache-2.0
-- The packages under which cases were begun: a case keeps the one it began with.
create table packages.package (
  digest text primary key check (length(digest) = 64),
  code text not null check (length(code) between 1 and 60),
  version int not null check (version > 0),
  files jsonb not null,
  first_used timestamptz not null default now()
);
create index package_code on packages.package (code, first_used);
