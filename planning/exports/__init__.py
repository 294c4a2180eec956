"""Other formats and ways out: plan → files."""
