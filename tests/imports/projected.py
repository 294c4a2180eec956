"""Findings of another tool, as it writes them: without a schema."""

SARIF = """{
  "version": "2.1.0",
  "runs": [{"tool": {"driver": {"name": "Spotter"}}, "results": []}]
}
"""
