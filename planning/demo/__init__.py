"""The demo plan: the backend of a home-care organisation, planned as far as a team would in October."""
