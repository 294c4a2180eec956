"""Proof that what is stored of a plan is what was written; docs/history.md says what it proves."""

from planning.store.proof.problem import Problem
from planning.store.proof.proof import Proof, verify

__all__ = ["Problem", "Proof", "verify"]
