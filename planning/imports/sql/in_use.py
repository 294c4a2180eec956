"""Which database and which schema a script is in, as its statements choose them."""

from dataclasses import dataclass

from planning.imports.sql.tables import Name

# What an unqualified name stands for in PostgreSQL, SQL Server and SQLite.
_ORDINARY = ("public", "dbo", "main")
# Databases of SQL Server itself, in which a script begins and ends.
_OF_SERVER = ("master", "msdb", "model", "tempdb")
_SEARCHED = 200
_CONDITION = ("IF", "NOT", "EXISTS")
_QUOTES = "\"`[];'"


@dataclass(slots=True)
class InUse:
    """Both blank until a statement says one."""

    dialect: str
    database: str = ""
    schema: str = ""

    def take(self, statement: str, sort: str) -> None:
        """Remembers what a statement of a sort chooses, if it does."""
        said = statement[:_SEARCHED].replace("=", " ").replace(",", " ").split()
        if len(said) < 2:
            return
        name = said[1].strip(_QUOTES)
        if said[0] in ("\\c", "\\connect"):
            self.database = name
        elif sort == "USE":
            self._use(name)
        elif sort == "CREATE DATABASE":
            words = (word for word in said[2:] if word.upper() not in _CONDITION)
            self.database = self.database or next(words, "").strip(_QUOTES)
        elif sort == "SET" and name.casefold() == "search_path":
            chosen = [word for word in said[2:] if word.casefold() != "to"]
            self.schema = chosen[0].strip("\"';") if chosen else ""

    def _use(self, name: str) -> None:
        if self.dialect != "sqlserver":
            self.schema = name
        elif name.casefold() not in _OF_SERVER:
            # In SQL Server that is a database, which has schemas of its own.
            self.database = name

    def resolved(self, name: Name) -> Name:
        """The name with the schema that is in use; the ordinary one is blank."""
        schema = name.schema or self.schema
        return Name("" if schema.casefold() in _ORDINARY else schema, name.table)
