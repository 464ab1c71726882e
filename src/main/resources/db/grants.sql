-- SPDX-License-Identifier: Apache-2.0
-- All that the zones' database roles may do. Whatever isn't listed here is refused; a test compares this file with the
-- data base. One line a grant: what, on what, to whom.

-- node
grant usage on schema node to polity_public, polity_desk, polity_exchange, polity_management, polity_jobs;
grant execute on function node.actor(), node.unit(), node.purpose() to polity_public, polity_desk, polity_exchange, polity_management, polity_jobs;
grant insert on node.delivery to polity_public, polity_desk, polity_jobs;
grant select, update, delete on node.delivery to polity_jobs;
grant insert on node.job_run to polity_jobs;
grant select on node.job_run to polity_management, polity_jobs;

-- identity: a person sees and changes what is his own; tokens are looked up by function
grant usage on schema identity to polity_public, polity_desk, polity_jobs;
grant execute on function identity.zone() to polity_public, polity_desk;
grant select (id, name, name_proved, language), update (language) on identity.person to polity_public, polity_desk;
grant select on identity.person to polity_jobs;
grant select (id, zone, person, begun, last_seen, idle, expires, browser, system, network), delete on identity.session to polity_public, polity_desk;
grant select (id, person, name, scopes, created, expires, last_used), insert (person, name, token, scopes, created, expires), delete on identity.access_token to polity_public;
grant execute on function identity.resume(bytea, timestamptz), identity.sign_out(bytea) to polity_public, polity_desk;
grant execute on function identity.rename(text) to polity_public;
grant execute on function identity.draft(bytea, timestamptz, interval, interval, text, text, inet) to polity_public;
grant execute on function identity.bearer(bytea, timestamptz) to polity_public;
grant execute on function identity.count_unread(uuid[], int) to polity_public, polity_desk, polity_jobs;
grant select (expires), delete on identity.session, identity.access_token to polity_jobs;

-- accounts: passwords are compared, links are opened and accounts are made by function
grant usage on schema accounts to polity_public, polity_desk, polity_jobs;
grant select (id, person, email, address, password_set, closed) on accounts.account to polity_public, polity_desk, polity_jobs;
grant execute on function accounts.hashing(text, int, int) to polity_public, polity_desk;
grant execute on function accounts.sign_in(text, bytea, bytea, bytea, timestamptz, interval, interval, text, text, inet) to polity_public, polity_desk;
grant execute on function accounts.change_password(bytea, bytea, int, int, bytea, uuid, timestamptz) to polity_public, polity_desk;
grant execute on function accounts.ask(text, text, text, text, text, bytea, int, int, bytea, text, uuid, timestamptz) to polity_public;
grant execute on function accounts.open_link(bytea, text, timestamptz) to polity_public;
grant execute on function accounts.confirm(bytea, bytea, bytea, bytea, timestamptz, interval, interval, text, text, inet) to polity_public;
grant execute on function accounts.replace_password(bytea, bytea, int, int, bytea, bytea, bytea, timestamptz, interval, interval, text, text, inet) to polity_public;
grant execute on function accounts.vouch(text, text, text, text, bytea, int, int, bytea, timestamptz) to polity_jobs;
grant select (id, kind, email, address, language, asked, expires, used), update (token, expires), delete on accounts.link to polity_jobs;
grant select (last), delete on accounts.attempt to polity_jobs;

-- authority: the desk and background work know who holds which post; the public zone doesn't
grant usage on schema authority to polity_public, polity_desk, polity_jobs;
grant select on authority.unit to polity_public, polity_desk, polity_jobs;
grant select on authority.role, authority.role_permission, authority.post, authority.post_role, authority.appointment to polity_desk, polity_jobs;
grant insert on authority.unit, authority.role, authority.role_permission, authority.post, authority.post_role to polity_desk, polity_jobs;
grant update (parent, name) on authority.unit to polity_desk, polity_jobs;
grant update (unit, name) on authority.post to polity_desk, polity_jobs;
grant delete on authority.role_permission, authority.post_role to polity_desk, polity_jobs;
grant insert, update (ends) on authority.appointment to polity_desk, polity_jobs;
grant execute on function authority.current_epoch(boolean) to polity_desk, polity_jobs;
grant insert (reader, unit, purpose, legal_basis, persons) on authority.access_record to polity_desk, polity_jobs;
grant execute on function authority.access_recorded(), authority.accessed_persons() to polity_public, polity_desk, polity_jobs;
grant execute on function authority.who_looked(uuid, int) to polity_public;

-- notification: a person reads his own messages; mail is sent by background work
grant usage on schema notification to polity_public, polity_desk, polity_jobs;
grant insert on notification.message, notification.mail to polity_public, polity_desk, polity_jobs;
grant select, update (read) on notification.message to polity_public, polity_desk;
grant select on notification.message to polity_jobs;
grant select, delete on notification.mail to polity_jobs;
grant update (state, attempts, due, done, error, paragraphs, action_address) on notification.mail to polity_jobs;

-- files
grant usage on schema files to polity_public, polity_desk, polity_jobs;
grant select, insert, update (due) on files.file to polity_public, polity_desk, polity_jobs;
grant delete on files.file to polity_jobs;

-- signing: who seals publishes the public half of the keys; who verifies reads it; nobody replaces the log's key
grant usage on schema signing to polity_public, polity_desk, polity_jobs;
grant select on signing.key_ring to polity_public, polity_desk, polity_jobs;
grant insert, update (revision, anchors, seals, revocations, online, demonstration) on signing.key_ring to polity_jobs;

-- audit: every zone that acts records; only the job and auditors read records; anybody reads the log, and that is all
-- that the exchange does
grant usage on schema audit to polity_public, polity_desk, polity_exchange, polity_jobs;
grant insert on audit.pending to polity_public, polity_desk, polity_jobs;
grant select, delete on audit.pending to polity_jobs;
grant select, insert on audit.entry to polity_jobs;
grant select on audit.leaf, audit.tile, audit.checkpoint to polity_public, polity_desk, polity_exchange, polity_jobs;
grant insert on audit.leaf, audit.checkpoint to polity_jobs;
grant insert, update on audit.tile to polity_jobs;
grant execute on function audit.make_room(bigint, bigint) to polity_jobs;

-- documents
grant usage on schema documents to polity_public, polity_desk, polity_jobs;
grant select, insert on documents.document to polity_public, polity_desk, polity_jobs;
grant select on documents.issued, documents.rendition to polity_public, polity_desk, polity_jobs;
grant select, insert on documents.revocation to polity_public, polity_desk, polity_jobs;
grant insert on documents.waiting to polity_public, polity_desk, polity_jobs;
grant select, update, delete on documents.waiting to polity_jobs;
grant insert on documents.rendition to polity_jobs;
grant execute on function documents.verify(text), documents.verify_file(bytea) to polity_public, polity_desk;

-- registers: read and written through functions only, which write each access
grant usage on schema registers to polity_public, polity_desk, polity_jobs;
grant execute on function registers.is_empty(), registers.open_fields(text[], text[]), registers.give(text[]) to polity_jobs;
grant execute on function registers.find(text[], int[], text[], int[], text[], timestamptz, boolean) to polity_public, polity_desk, polity_jobs;
grant execute on function registers.entries(text, uuid[], timestamptz, text) to polity_public, polity_desk, polity_jobs;
grant execute on function registers.lock_entry(text, uuid, timestamptz, text) to polity_public, polity_desk, polity_jobs;
grant execute on function registers.ever(text, int, text[], int), registers.last_known(text, uuid[], text) to polity_desk;
grant execute on function registers.count(text[], int[], text[], text[], timestamptz) to polity_public, polity_desk, polity_jobs;
grant execute on function registers.open_find(text, int, text[], timestamptz, uuid, int), registers.open_list(text, text, timestamptz, int), registers.open_history(text, uuid) to polity_public;
grant execute on function registers.insert_entries(text, text[], text[], text[], text[], text[], text[]) to polity_public, polity_desk, polity_jobs;
grant execute on function registers.amend(text, uuid, text, text, text, text, timestamptz) to polity_public, polity_desk, polity_jobs;
grant execute on function registers.end_entry(text, uuid, timestamptz, text) to polity_public, polity_desk, polity_jobs;

-- forms
grant usage on schema forms to polity_public, polity_jobs;
grant select, insert, update, delete on forms.draft to polity_public;
grant select, delete on forms.draft to polity_jobs;
grant select, insert, update on forms.upload to polity_public;
grant select, delete on forms.upload to polity_jobs;
grant execute on function forms.adopt(uuid, uuid), forms.uploaded_beside(bytea) to polity_public;

-- packages
grant usage on schema packages to polity_public, polity_desk, polity_jobs;
grant select, insert on packages.package to polity_public, polity_desk, polity_jobs;

-- process: the tables of the BPMN engine; the public zone doesn't move processes, and only background work makes them known
grant usage on schema process to polity_desk, polity_jobs;
grant select on process.act_re_deployment, process.act_re_procdef, process.act_ge_bytearray to polity_desk, polity_jobs;
grant insert on process.act_re_deployment, process.act_re_procdef, process.act_ge_bytearray to polity_jobs;
grant select on process.act_ge_property, process.act_procdef_info to polity_desk, polity_jobs;
grant select, insert, update, delete on process.act_ru_execution, process.act_ru_actinst, process.act_ru_event_subscr to polity_desk, polity_jobs;
grant select, delete on process.act_ru_variable, process.act_ru_identitylink, process.act_ru_task, process.act_ru_entitylink to polity_desk, polity_jobs;
grant select, delete on process.act_ru_job, process.act_ru_timer_job, process.act_ru_suspended_job, process.act_ru_deadletter_job, process.act_ru_external_job to polity_desk, polity_jobs;

-- cases
grant usage on schema cases to polity_public, polity_desk, polity_jobs;
grant select, insert, update on cases.matter to polity_public, polity_desk, polity_jobs;
grant select, insert on cases.decision, cases.event to polity_public, polity_desk, polity_jobs;
grant usage on sequence cases.serial to polity_public, polity_desk, polity_jobs;
grant select, insert on cases.attachment to polity_public;
grant select on cases.attachment to polity_desk, polity_jobs;
grant select, insert, delete on cases.hold, cases.agenda to polity_public, polity_desk, polity_jobs;
grant select, insert, delete on cases.waiting to polity_public, polity_jobs;
grant update (due) on cases.agenda to polity_public, polity_desk, polity_jobs;
grant select, update (due) on cases.queue to polity_public, polity_desk, polity_jobs;
grant insert on cases.queue to polity_public, polity_jobs;
grant delete on cases.queue to polity_jobs;
grant execute on function cases.held(text[], text[], timestamptz), cases.claim(text[], text[], timestamptz, uuid) to polity_public, polity_desk, polity_jobs;
grant execute on function cases.place_in_queue(uuid) to polity_public, polity_desk;
grant execute on function cases.applicants(uuid[]) to polity_desk;
grant select on cases.brief to polity_desk;
grant select on cases.latest_decision to polity_public, polity_jobs;
grant select on cases.automatic_decision to polity_jobs;

-- reviewing
grant usage on schema reviewing to polity_public, polity_desk, polity_jobs;
grant update (decided) on reviewing.review to polity_desk;
grant select, insert on reviewing.review to polity_public, polity_jobs;
grant select on reviewing.review to polity_desk;
grant select on reviewing.outcome to polity_public;
grant select, insert on reviewing.outcome to polity_desk;
grant execute on function reviewing.open(text[], int), reviewing.asked(uuid) to polity_desk;

-- handling: the public zone reads what its cases wait for, and not what officials have said
grant usage on schema handling to polity_public, polity_desk, polity_jobs;
grant select (id, matter, step, unit, opened, due, last_day, binding, asked, state, ended) on handling.task to polity_public;
grant update (state, ended, taker, answers) on handling.task to polity_public;
grant select (id, matter, name, opened, due, last_day, state, ended) on handling.event to polity_public;
grant select, insert on handling.process, handling.task, handling.event to polity_desk, polity_jobs;
grant update (ended) on handling.process to polity_desk, polity_jobs;
grant update (state, ended) on handling.task, handling.event to polity_desk, polity_jobs;
grant update (claimed, taker, answers) on handling.task to polity_desk;
grant update (tried, again) on handling.event to polity_jobs;
grant execute on function handling.open(text[], int), handling.asked(uuid) to polity_desk;

-- ledger
grant usage on schema ledger to polity_public, polity_jobs;
grant execute on function ledger.post to polity_public, polity_jobs;
grant select on ledger.account to polity_public, polity_jobs;
grant insert on ledger.account to polity_jobs;
grant update (labels) on ledger.account to polity_jobs;
grant select on ledger.posting, ledger.line, ledger.balance, ledger.standing to polity_jobs;
grant insert, update, delete on ledger.balance to polity_jobs;

-- payment: an official grants what is then to be paid, but neither takes money nor gives it back
grant usage on schema payment to polity_public, polity_desk, polity_jobs;
grant execute on function payment.presented() to polity_public, polity_desk, polity_jobs;
grant select, insert on payment.payment to polity_public, polity_desk, polity_jobs;
grant update (state, refunding, changed) on payment.payment to polity_public, polity_jobs;
grant update (remind) on payment.payment to polity_jobs;
grant select, insert on payment.refund to polity_public, polity_jobs;
grant select on payment.refund to polity_desk;
grant update (state, settled) on payment.refund to polity_public;
grant update (state, settled, due, attempts) on payment.refund to polity_jobs;
grant select, insert on payment.event to polity_public, polity_jobs;
grant select on payment.event to polity_desk;
grant select, insert on payment.sample_charge to polity_public;
grant update (card, charged) on payment.sample_charge to polity_public;
grant insert on payment.sample_webhook to polity_public;
grant select, insert, update on payment.sample_webhook to polity_jobs;
