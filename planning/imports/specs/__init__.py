"""What the readers of OpenAPI and AsyncAPI share."""
