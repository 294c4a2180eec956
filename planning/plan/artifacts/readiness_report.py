"""``readiness_report.md``: the verdict, what it rests on, and how to come to it again."""

from collections.abc import Iterable, Iterator

from planning.plan import elements as e
from planning.plan.artifacts import cells, signatures
from planning.plan.artifacts import markdown as md
from planning.plan.artifacts.catalogue import READINESS
from planning.plan.artifacts.document import document, in_order, none, nothing, section
from planning.plan.artifacts.frame import Frame, rule_anchor
from planning.plan.artifacts.markdown import Inline
from planning.plan.artifacts.open_points import open_points
from planning.plan.findings import Finding, Rule
from planning.plan.readiness import Point, Step
from planning.plan.rules.overrides import effective, in_force
from planning.plan.value import DisabledRule, SeverityOverride


def write(frame: Frame) -> str:
    return document(frame, READINESS, _body(frame))


def _body(frame: Frame) -> Iterator[str]:
    yield from verdict(frame)
    yield from _points(frame, "Success criteria", frame.readiness.criteria)
    yield from _points(frame, "Verification points", frame.readiness.verification)
    yield from _directive(frame)
    yield from _findings(frame)
    yield from _waivers(frame)
    yield from _weakened(frame)
    yield from open_points(frame)
    yield md.heading(2, Inline("Signatures"))
    yield signatures.table(frame)
    yield from _recompute(frame)
    yield from _rules(frame)


def verdict(frame: Frame) -> Iterator[str]:
    """The verdict with its reasons."""
    yield md.heading(2, Inline("Verdict"))
    yield f"**{md.inline(frame.readiness.spoken)}** on {frame.on.isoformat()}."
    reasons = [md.inline(reason, frame.linked_to_rules) for reason in frame.readiness.reasons]
    yield md.bullets(reasons) if reasons else none("Nothing stands against it.")
    if frame.profile == "redacted":
        yield "This is the redacted profile: what security rules find is left out of these files."


def _points(frame: Frame, title: str, points: Iterable[Point]) -> Iterator[str]:
    rows = (
        (
            md.inline(p.title),
            Inline(p.state),
            cells.joined(md.inline(said) for said in p.evidence),
            _by_rule(frame, p.against),
        )
        for p in points
    )
    yield from section(frame, title, ("point", "state", "evidence", "against it"), rows, "")


def _by_rule(frame: Frame, findings: Iterable[Finding]) -> Inline:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return cells.joined(f"{frame.rule(rule)} ({count})" for rule, count in counts.items())


def _directive(frame: Frame) -> Iterator[str]:
    steps = {step.code: step for task in frame.readiness.tasks for step in task.steps}
    yield md.heading(2, Inline("Directive tasks and steps"))
    if not frame.readiness.tasks:
        yield nothing(frame, "no task of a directive", "DI-01")
    for task in frame.readiness.tasks:
        held = frame.plan.get(task.code, e.DirectiveTask)
        if held:
            yield md.heading(3, cells.defined(frame, held))
            kind = f" ({md.inline(held.kind)})" if held.kind else ""
            yield f"Task {md.inline(held.number)}{kind}: {task.settled} of {len(task.steps)} settled."
        yield from _directive_steps(frame, frame.plan.children(task.code, e.DirectiveStep), steps)
    astray = [step for step in frame.plan.of(e.DirectiveStep) if not step.task]
    if astray:
        yield md.heading(3, Inline("Steps of no task"))
        yield from _directive_steps(frame, astray, steps)


def _directive_steps(
    frame: Frame, found: Iterable[e.DirectiveStep], steps: dict[str, Step]
) -> Iterator[str]:
    rows = [
        (
            cells.defined(frame, s),
            cells.said(frame, s.text),
            cells.joined((_step_state(s, steps), cells.said(frame, s.reason)), ", because "),
            cells.joined(
                (
                    *(md.code(name) for name in s.artifacts),
                    cells.codes(frame, frame.plan.targets(s.code, "evidenced_by")),
                )
            ),
            cells.joined((cells.person(frame, s.ticked_by), cells.day(s.ticked_on)), " on "),
        )
        for s in found
    ]
    if rows:
        yield md.table(("code", "step", "state", "evidence", "ticked by"), rows)


def _step_state(step: e.DirectiveStep, steps: dict[str, Step]) -> Inline:
    held = steps.get(step.code)
    return cells.word(held.state if held else step.status)


def _findings(frame: Frame) -> Iterator[str]:
    rows = (
        (
            frame.rule(f.rule),
            Inline(f.nature),
            _severity(frame, f),
            cells.code(frame, f.element) or Inline("the plan"),
            md.inline(f.field.replace("_", " ")),
            Inline(f.scope),
            cells.said(frame, f.message),
            Inline("waived" if f.waived else ""),
        )
        for f in frame.findings
    )
    headers = ("rule", "nature", "severity", "element", "field", "scope", "finding", "waived")
    yield from section(frame, "Findings", headers, rows, none("The rules find nothing."))


def _severity(frame: Frame, finding: Finding) -> Inline:
    """The severity, with the rule's own and who changed it where somebody did."""
    rule = frame.rules_by_id.get(finding.rule)
    # A baseline may hold what a rule found that this release has no more.
    if rule is None or all(own == now for own, now in effective(frame.plan, rule).items()):
        return Inline(finding.severity)
    by = [s.approved_by for s in frame.plan.severities if s.rule == rule.id and s.approved_by]
    who = cells.joined(cells.person(frame, name) for name in by)
    return Inline(f"{finding.severity} (default {rule.severity}, overridden by {who})")


def _waivers(frame: Frame) -> Iterator[str]:
    rows = (
        (
            frame.rule(w.rule),
            cells.code(frame, w.element) or Inline("the plan"),
            md.inline(w.field.replace("_", " ")),
            cells.said(frame, w.about),
            cells.said(frame, w.reason),
            cells.person(frame, w.asked_by),
            cells.word(w.status),
            cells.joined((cells.person(frame, w.approved_by), cells.word(w.approved_role)), ", "),
            md.inline(w.until),
        )
        for w in in_order(frame.plan.waivers)
    )
    headers = (
        "rule",
        "element",
        "field",
        "about",
        "reason",
        "asked by",
        "status",
        "approver",
        "until",
    )
    yield from section(frame, "Waivers", headers, rows, none("No finding is waived."))


def _weakened(frame: Frame) -> Iterator[str]:
    held: tuple[SeverityOverride | DisabledRule, ...] = (
        *frame.plan.severities,
        *frame.plan.disabled_rules,
    )
    rows = (
        (
            frame.rule(s.rule),
            Inline("off") if isinstance(s, DisabledRule) else cells.word(s.severity),
            cells.said(frame, s.reason),
            cells.person(frame, s.asked_by),
            cells.joined((cells.person(frame, s.approved_by), cells.word(s.approved_role))),
            Inline("yes" if _holds(frame, s) else "no"),
        )
        for s in held
    )
    headers = ("rule", "set to", "reason", "asked by", "approver", "in force")
    otherwise = none("Every rule has the severity of the rule set, and none is off.")
    yield from section(frame, "Severities of this plan", headers, rows, otherwise)


def _holds(frame: Frame, said: SeverityOverride | DisabledRule) -> bool:
    rule = frame.rules_by_id.get(said.rule)
    return rule is not None and in_force(said, rule.scope)


def _recompute(frame: Frame) -> Iterator[str]:
    command = f"manage.py check_plan plan.json --on {frame.on.isoformat()} --format json"
    yield md.heading(2, Inline("How to recompute"))
    yield (
        f"Run {md.code(command)} with rule set {frame.rule_set}: it needs `plan.json` and no "
        "database, and finds what is listed above. `manifest.json` holds the SHA-256 of every "
        "file here, and the digest of each scope at the time of export."
    )


def _rules(frame: Frame) -> Iterator[str]:
    rows = (
        (
            Inline(f"{md.anchor(rule_anchor(rule.id))}rule {md.inline(rule.id)}"),
            md.inline(rule.title),
            Inline(rule.nature),
            Inline(rule.severity),
            Inline(rule.scope),
            _result(frame, rule),
        )
        for rule in frame.rules
    )
    headers = ("rule", "fires when", "nature", "severity", "scope", "findings")
    yield from section(frame, f"Rule set {frame.rule_set}", headers, rows, "")


def _result(frame: Frame, rule: Rule) -> Inline:
    if frame.hides(rule.id):
        return Inline("left out")
    return Inline(str(len(frame.findings_of(rule.id))))
