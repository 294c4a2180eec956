"""Pure readers: text → draft plan; only apply.py touches the database."""
