"""The name of a project, which a change of any plan of it may give."""

import json

from planning import models


class ProjectName:
    """Knows which names the other plans of a project gave it, once somebody has to know."""

    def __init__(self, plan: models.Plan) -> None:
        self._plan = plan
        self._elsewhere: frozenset[str] | None = None

    def fits(self, held: str, expected: str) -> bool:
        """Whether a project may bear this name though the plan's own history gives another."""
        return held == expected or held in self._given_elsewhere()

    def _given_elsewhere(self) -> frozenset[str]:
        if self._elsewhere is None:
            changes = models.Change.objects.filter(
                plan__project=self._plan.project_id, action="plan"
            ).exclude(plan=self._plan)
            said = (json.loads(stated) for stated in changes.values_list("after", flat=True))
            self._elsewhere = frozenset(each["project"] for each in said if "project" in each)
        return self._elsewhere
