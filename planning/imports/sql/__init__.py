"""Tables of a database as its script defines them: DDL of five products."""

from planning.imports.sql.reader import FORMAT, looks_like_sql, read_sql

__all__ = ["FORMAT", "looks_like_sql", "read_sql"]
