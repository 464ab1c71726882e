-- SPDX-License-Identifier: Apache-2.0
-- Somebody asks that a person looks at an automatic decision.
create table reviewing.review (
  id uuid primary key default uuidv7(),
  matter uuid not null references cases.matter,
  decision uuid not null unique references cases.decision,
  unit text not null,
  asked timestamptz not null,
  by_rules boolean not null,
  grounds text check (length(grounds) between 1 and 5000),
  decided boolean not null default false
);
comment on column reviewing.review.by_rules is 'whether the rules themselves leave the decision to an official';
comment on column reviewing.review.grounds is 'what the applicant says; absent where he gives no reasons, or where the rules themselves ask for an official';
comment on column reviewing.review.decided is 'whether there is an outcome: what waits is found without passing what was decided';
create index review_waiting on reviewing.review (unit, id) where not decided;

create table reviewing.outcome (
  review uuid primary key references reviewing.review,
  at timestamptz not null,
  official uuid not null,
  upheld boolean not null,
  explanation text not null check (length(explanation) between 1 and 5000)
);

alter table reviewing.review enable row level security;
alter table reviewing.review force row level security;
create policy of_case on reviewing.review to polity_public, polity_desk
  using ((select m.id from cases.matter m where m.id = matter) is not null)
  with check ((select m.id from cases.matter m where m.id = matter) is not null);
create policy jobs on reviewing.review to polity_jobs using ((select node.purpose()) is not null);

alter table reviewing.outcome enable row level security;
alter table reviewing.outcome force row level security;
create policy of_review on reviewing.outcome to polity_public, polity_desk
  using ((select r.id from reviewing.review r where r.id = review) is not null)
  with check ((select r.id from reviewing.review r where r.id = review) is not null);
create policy jobs on reviewing.outcome to polity_jobs using ((select node.purpose()) is not null);

-- What waits for officials of these units, the oldest first.
create function reviewing.open(units text[], most int)
  returns table (review uuid, matter uuid, unit text, service text, asked timestamptz, by_rules boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select r.id, r.matter, r.unit, m.service, r.asked, r.by_rules
    from reviewing.review r join cases.brief m on m.id = r.matter
    where r.unit = any (units) and not r.decided
    order by r.id limit least(most, 200);
  end;

-- The case that a review is about, and the unit that is responsible.
create function reviewing.asked(wanted uuid) returns table (review uuid, matter uuid, unit text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select r.id, r.matter, r.unit from reviewing.review r where r.id = wanted;
  end;
