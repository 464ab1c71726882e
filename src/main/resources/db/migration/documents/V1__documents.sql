-- SPDX-License-Identifier: Apache-2.0
-- Issued documents, their renditions and revocations: rows are added, never changed.
create table documents.document (
  id uuid primary key default uuidv7(),
  code text not null unique check (length(code) between 5 and 40),
  -- One that replaces another bears the same: it is the number of what they certify.
  number text not null check (length(number) between 3 and 60),
  kind text not null check (length(kind) between 1 and 40),
  subject uuid not null,
  template text not null check (length(template) between 1 and 60),
  language text not null check (length(language) between 2 and 20),
  holder uuid,
  issued timestamptz not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  disclosed jsonb not null check (pg_column_size(disclosed) < 8000)
);
create index document_subject on documents.document (kind, subject);
create index document_holder on documents.document (holder, id);

create table documents.rendition (
  document uuid primary key references documents.document,
  file bytea not null unique references files.file,
  made timestamptz not null default now()
);

-- A document that is to end some day may end earlier still: the earliest counts.
create table documents.revocation (
  document uuid not null references documents.document,
  revoked timestamptz not null,
  reason text not null check (reason in ('ended', 'replaced', 'revoked')),
  primary key (document, revoked)
);

-- Documents whose rendition is still to be made.
create table documents.waiting (
  document uuid primary key references documents.document,
  failures int not null default 0 check (failures >= 0),
  error text check (length(error) <= 2000)
);

create view documents.issued with (security_invoker = true) as
select d.id, d.number, d.code, d.kind, d.subject, d.template, d.language, d.holder, d.issued, d.valid_from, d.valid_to,
       d.disclosed, r.file, v.revoked, v.reason
from documents.document d
left join documents.rendition r on r.document = d.id
left join lateral (select r.revoked, r.reason from documents.revocation r where r.document = d.id
                     order by r.revoked limit 1) v on true;

alter table documents.document enable row level security;
alter table documents.document force row level security;
create policy own on documents.document for select to polity_public
  using (holder = (select node.actor()));
create policy issue on documents.document for insert to polity_public
  with check (holder = (select node.actor()) and (select node.purpose()) is not null);
create policy desk_issue on documents.document for insert to polity_desk
  with check ((select node.unit()) is not null and holder = any ((select authority.accessed_persons())::uuid[]));
-- An official sees the documents of persons about whom this transaction has recorded that he looks.
create policy desk on documents.document for select to polity_desk
  using ((select node.unit()) is not null and holder = any ((select authority.accessed_persons())::uuid[]));
create policy jobs on documents.document to polity_jobs using ((select node.purpose()) is not null);

alter table documents.rendition enable row level security;
alter table documents.rendition force row level security;
create policy of_document on documents.rendition for select to polity_public, polity_desk
  using ((select d.id from documents.document d where d.id = document) is not null and (select node.purpose()) is not null);
create policy jobs on documents.rendition to polity_jobs using ((select node.purpose()) is not null);

alter table documents.revocation enable row level security;
alter table documents.revocation force row level security;
create policy of_document on documents.revocation to polity_public, polity_desk
  using ((select d.id from documents.document d where d.id = document) is not null and (select node.purpose()) is not null)
  with check ((select d.id from documents.document d where d.id = document) is not null and (select node.purpose()) is not null);
create policy jobs on documents.revocation to polity_jobs using ((select node.purpose()) is not null);

alter table documents.waiting enable row level security;
alter table documents.waiting force row level security;
create policy issue on documents.waiting for insert to polity_public, polity_desk
  with check ((select node.purpose()) is not null);
create policy jobs on documents.waiting to polity_jobs using ((select node.purpose()) is not null);

-- Who holds the code may verify: one document, without its holder and its file.
create function documents.verify(wanted text) returns setof documents.issued
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select d.id, d.number, d.code, d.kind, d.subject, d.template, d.language, null::uuid, d.issued, d.valid_from,
           d.valid_to, d.disclosed, null::bytea, v.revoked, v.reason
    from documents.document d left join lateral (select r.revoked, r.reason from documents.revocation r where r.document = d.id
                     order by r.revoked limit 1) v on true
    where d.code = wanted;
  end;

create function documents.verify_file(hash bytea) returns setof documents.issued
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select d.id, d.number, d.code, d.kind, d.subject, d.template, d.language, null::uuid, d.issued, d.valid_from,
           d.valid_to, d.disclosed, null::bytea, v.revoked, v.reason
    from documents.rendition r
    join documents.document d on d.id = r.document
    left join lateral (select r.revoked, r.reason from documents.revocation r where r.document = d.id
                     order by r.revoked limit 1) v on true
    where r.file = hash;
  end;
