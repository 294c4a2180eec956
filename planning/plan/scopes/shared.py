"""What more than one lead signs of a kind, each of their own rows."""

from planning.plan.scopes.shape import Rows

INPUT = (
    "path kind track producing_phase required status out_of_reach_reason out_of_order_reason sha256"
)
DEMAND = "statement type category metric operator target unit conditions status deferral_reason"
STANDARD = "statement source demanded"
GUARDRAIL = "statement document rules attestation attested_by attested_on"
DECISION = "name topic style status drivers options decision consequences conventions"
DEPENDENCY = "track direction topic what blocking"
CHECK = "statement theme"

MEASURED = Rows("type", ("quality", "constraint"))
