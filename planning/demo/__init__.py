"""The demo plan: the backend of a home-care organisation, nearly ready, its flaws on purpose."""
