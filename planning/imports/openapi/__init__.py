"""OpenAPI 2.0 to 3.2 in YAML or JSON: services, their endpoints, what is behind them, schemas."""

from planning.imports.openapi.document import FORMAT, looks_like_openapi, read_openapi

__all__ = ["FORMAT", "looks_like_openapi", "read_openapi"]
