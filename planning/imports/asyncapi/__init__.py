"""AsyncAPI 3 and 2 in YAML or JSON: what a service publishes and what it consumes."""

from planning.imports.asyncapi.document import FORMAT, looks_like_asyncapi, read_asyncapi

__all__ = ["FORMAT", "looks_like_asyncapi", "read_asyncapi"]
