"""The exported files: each a function from a frame to its text."""

from collections.abc import Callable
from dataclasses import dataclass

from planning.plan import plan_json
from planning.plan.artifacts import (
    aggregates,
    api_style,
    backend_quality_checklist,
    build_plan,
    catalogue,
    context_map,
    data_strategy,
    dependencies,
    domain_glossary,
    manifest,
    privacy_compliance,
    readiness_report,
    readme,
    service_catalog,
    traceability_matrix,
)
from planning.plan.artifacts.frame import Frame, Profile, frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file below the output folder; ``consumers`` says which Phase 2 task needs it, and for what."""

    name: str
    title: str
    line: str
    consumers: tuple[str, ...]
    write: Callable[[Frame], str]


def write_all(frame: Frame) -> dict[str, str]:
    """The text of every file by name, in order of reading; the manifest, over all others, last."""
    texts = {a.name: a.write(frame) for a in ARTIFACTS if a.name != catalogue.MANIFEST.name}
    return {**texts, catalogue.MANIFEST.name: manifest.write(frame, texts)}


def _plan_json(frame: Frame) -> str:
    return plan_json.write(frame.plan)


def _manifest(frame: Frame) -> str:
    return write_all(frame)[catalogue.MANIFEST.name]


def _artifact(facts: catalogue.Facts, write: Callable[[Frame], str]) -> Artifact:
    return Artifact(
        name=facts.name,
        title=facts.title,
        line=facts.line,
        consumers=facts.consumers,
        write=write,
    )


ARTIFACTS: tuple[Artifact, ...] = (
    _artifact(catalogue.README, readme.write),
    _artifact(catalogue.GLOSSARY, domain_glossary.write),
    _artifact(catalogue.CONTEXT_MAP, context_map.write),
    _artifact(catalogue.AGGREGATES, aggregates.write),
    _artifact(catalogue.SERVICES, service_catalog.write),
    _artifact(catalogue.API_STYLE, api_style.write),
    _artifact(catalogue.DATA, data_strategy.write),
    _artifact(catalogue.PRIVACY, privacy_compliance.write),
    _artifact(catalogue.BUILD_PLAN, build_plan.write),
    _artifact(catalogue.DEPENDENCIES, dependencies.write),
    _artifact(catalogue.TRACEABILITY, traceability_matrix.write),
    _artifact(catalogue.CHECKLIST, backend_quality_checklist.write),
    _artifact(catalogue.READINESS, readiness_report.write),
    _artifact(catalogue.PLAN_JSON, _plan_json),
    _artifact(catalogue.MANIFEST, _manifest),
)

__all__ = ["ARTIFACTS", "Artifact", "Frame", "Profile", "frame", "write_all"]
