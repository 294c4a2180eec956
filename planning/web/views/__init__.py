"""Views: authorise, validate, one call, respond."""
