-- SPDX-License-Identifier: Apache-2.0
-- Messages to persons, which they read here, and letters by e-mail, which background work sends.

create table notification.message (
  id uuid primary key default uuidv7(),
  person uuid not null references identity.person,
  language text not null check (length(language) <= 35),
  subject text not null check (length(subject) between 1 and 300),
  paragraphs text[] not null check (cardinality(paragraphs) between 1 and 50),
  action_label text check (length(action_label) <= 200),
  action_path text check (length(action_path) <= 1000 and action_path like '/%' and action_path not like '//%'),
  written timestamptz not null,
  read timestamptz,
  check ((action_label is null) = (action_path is null))
);
create index message_person on notification.message (person, id);

-- What is in a letter is removed once it is sent: a link that it holds is a key.
create table notification.mail (
  id uuid primary key default uuidv7(),
  person uuid references identity.person,
  email text not null check (length(email) between 3 and 254),
  language text not null check (length(language) <= 35),
  subject text not null check (length(subject) between 1 and 300),
  paragraphs text[] not null check (cardinality(paragraphs) <= 50),
  action_label text check (length(action_label) <= 200),
  action_address text check (length(action_address) <= 2000),
  written timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'mailbox', 'failed')),
  attempts int not null default 0 check (attempts >= 0),
  due timestamptz not null,
  done timestamptz,
  error text check (length(error) <= 500)
);
create index mail_due on notification.mail (due, id) where state = 'waiting';
create index mail_done on notification.mail (done, id) where state <> 'waiting';

alter table notification.message enable row level security, force row level security;
alter table notification.mail enable row level security, force row level security;

create policy own on notification.message for select to polity_public, polity_desk
  using (person = (select node.actor()));
create policy reading on notification.message for update to polity_public, polity_desk
  using (person = (select node.actor())) with check (person = (select node.actor()));
create policy writing on notification.message for insert to polity_public, polity_desk with check ((select node.purpose()) is not null);
create policy writing on notification.mail for insert to polity_public, polity_desk with check ((select node.purpose()) is not null);
create policy background on notification.message to polity_jobs using ((select node.purpose()) is not null)
  with check ((select node.purpose()) is not null);
create policy background on notification.mail to polity_jobs using ((select node.purpose()) is not null)
  with check ((select node.purpose()) is not null);
