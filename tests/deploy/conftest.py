"""PostgreSQL with the role of deploy/postgresql.sql, for every test of this folder."""

from tests.deploy.test_deploy import role as role
