-- Least privilege on PostgreSQL. Run once in the monitor's own, empty database, as a superuser:
--     psql "postgresql://postgres@HOST/monitor" -f deploy/database-roles.sql
-- then give each role a password with \password. `monitor_owner` makes and changes tables (`monitor db upgrade`, before each new
-- version); `monitor_app` is for `monitor run` and `monitor worker`: it reads and writes rows and can change nothing else;
-- `monitor_reader` is for reports; once the tables are made, take the accounts from it:
--     REVOKE ALL ON users, sessions FROM monitor_reader;
CREATE ROLE monitor_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE monitor_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 200;
CREATE ROLE monitor_reader LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 20;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO monitor_owner;
GRANT USAGE ON SCHEMA public TO monitor_app, monitor_reader;

ALTER DEFAULT PRIVILEGES FOR ROLE monitor_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO monitor_app;
ALTER DEFAULT PRIVILEGES FOR ROLE monitor_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO monitor_app;
ALTER DEFAULT PRIVILEGES FOR ROLE monitor_owner IN SCHEMA public GRANT SELECT ON TABLES TO monitor_reader;

-- A query that never ends must not hold up everything else.
ALTER ROLE monitor_app SET statement_timeout = '120s';
ALTER ROLE monitor_app SET idle_in_transaction_session_timeout = '120s';
ALTER ROLE monitor_reader SET default_transaction_read_only = on;
