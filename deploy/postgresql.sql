-- A role of its own, limited to its own schema. Once, as an administrator of PostgreSQL, in the
-- database of the assistant:  psql -d dife -v ON_ERROR_STOP=1 -f deploy/postgresql.sql
-- then  \password dife  (32 random characters), and
-- DIFE_DATABASE_URL=postgresql+psycopg2://dife:…@127.0.0.1/dife
CREATE ROLE dife LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
CREATE SCHEMA dife AUTHORIZATION dife;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER ROLE dife SET search_path = dife;
-- What was said must not reach the log of PostgreSQL, not even encrypted.
ALTER ROLE dife SET log_statement = 'none';
ALTER ROLE dife SET log_min_duration_statement = -1;
ALTER ROLE dife SET log_min_error_statement = 'panic';
ALTER ROLE dife SET log_parameter_max_length_on_error = 0;
