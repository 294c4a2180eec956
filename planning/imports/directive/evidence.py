"""Which exported file is the evidence of a step: named by it, or proposed from what it says."""

from planning.imports.directive.wording import paths

_MEANT = (
    (("glossary",), "domain_glossary.md"),
    (("context map",), "context_map.md"),
    (("aggregate", "invariant"), "aggregates.md"),
    (("service catalog",), "service_catalog.md"),
    (("api style",), "api_style.md"),
    (("data store", "repository abstraction", "persistence"), "data_strategy.md"),
    (("privacy", "compliance"), "privacy_compliance.md"),
    (("task -> step", "task → step", "build plan", "build sequence"), "build_plan.md"),
    (("required inputs", "dependencies on"), "dependencies.md"),
    (("coding standards", "lint", "quality gate"), "backend_quality_checklist.md"),
)


def artifacts(text: str, *, propose: bool) -> tuple[str, ...]:
    """Names of files; those that the step names win over those that it suggests."""
    # Source files that a step names are what it builds, not what it writes down.
    named = [path.rpartition("/")[2] for path in paths(text) if path.endswith((".md", ".csv"))]
    if named or not propose:
        return tuple(dict.fromkeys(named))
    folded = text.casefold()
    return tuple(file for words, file in _MEANT if any(word in folded for word in words))
