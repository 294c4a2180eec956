"""The only way from rows to a plan and back."""
