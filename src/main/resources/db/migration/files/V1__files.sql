-- SPDX-License-Identifier: Apache-2.0
-- Which bytes are kept. The hash reveals nothing of them; who refers to a file says who may read it.
create table files.file (
  hash bytea primary key check (octet_length(hash) = 32),
  bytes bigint not null check (bytes > 0),
  kind text not null check (length(kind) between 1 and 20),
  kept timestamptz not null default now(),
  due timestamptz default now() + interval '1 day'
);
comment on column files.file.due is 'when to look whether anything refers to it; absent while something is known to';
create index file_due on files.file (due) where due is not null;
