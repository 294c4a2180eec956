"""Tests; they mirror planning/, and tests/plan needs no database."""
