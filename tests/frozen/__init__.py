"""A database as the release before would have left it, to be opened by this one."""

from pathlib import Path

DUMP = Path(__file__).parent / "format_1.sql"

TAKEN = (("Port", "isolation"), ("Adapter", "credentials"), ("BoundedContext", "module_path"))
"""The fields which that release did not know: of architecture, of security, of backend only."""
