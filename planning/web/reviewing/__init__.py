"""What the review screen of each role shows of a plan: values for templates, no database."""
