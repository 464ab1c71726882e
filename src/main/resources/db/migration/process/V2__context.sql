-- SPDX-License-Identifier: Apache-2.0
-- The engine's rows name ids and nothing about anybody; without a context there are none all the same.
do $$
declare
  name text;
begin
  for name in select tablename from pg_tables where schemaname = 'process' and tablename <> 'migration' loop
    execute format('alter table process.%I enable row level security, force row level security', name);
    execute format(
      'create policy acting on process.%I to polity_desk, polity_jobs
         using ((select node.purpose()) is not null) with check ((select node.purpose()) is not null)', name);
  end loop;
end $$;
