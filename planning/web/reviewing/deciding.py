"""Decisions as the browser takes them: the forms that somebody may fill, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from planning.plan.choices import words
from planning.plan.signatures import BINDING, Signature
from planning.plan.signing import membership_for
from planning.store import sign_offs
from planning.store.errors import NotReady, Rejected
from planning.store.sign_offs import Word
from planning.web.access import Access
from planning.web.forms_review import FORMS, AcceptForm, SignForm, WordForm
from planning.web.reauthentication import NotConfirmed, asks_password, confirmed
from planning.web.reviewing.screen import Screen

_TAKEN = {
    "signed": "Signed.",
    "changes_requested": "The backend lead sees what has to change.",
    "not_applicable": "Noted. It counts once the owner accepts it.",
    "withdrawn": "Your signature is withdrawn.",
    "accepted": "Accepted.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a decision: ``said`` in a sentence, and the ``form`` where it was not taken."""

    said: str
    form: WordForm | None = None


def decide(request: HttpRequest, access: Access, scope: str, decision: str) -> Answer:
    """Take a decision that was posted; raises what the store raises but for what a form shows."""
    if decision not in FORMS:
        raise Http404("there is no such decision")
    form = FORMS[decision](request.POST)
    asked = form.asks_again(asks_password(request)) if isinstance(form, SignForm) else form
    if not asked.is_valid():
        return Answer("Something is missing.", asked)
    try:
        asks = isinstance(asked, SignForm)
        method = confirmed(request, request.POST.dict()) if asks else ""
        _store(access, _word(scope, decision, asked.cleaned_data, method))
    except NotConfirmed as error:
        asked.add_error("password" if "password" in asked.fields else None, str(error))
    except Rejected as error:
        asked.take(error)
    except NotReady as error:
        asked.add_error(None, " ".join((str(error), *error.reasons)))
    return Answer(" ".join(_errors(asked)), asked) if asked.errors else Answer(_TAKEN[decision])


def _errors(form: WordForm) -> list[str]:
    return [str(message) for messages in form.errors.values() for message in messages]


def _word(scope: str, decision: str, said: Mapping[str, Any], method: str) -> Word:
    return Word(
        scope=scope,
        baseline=said["baseline"],
        digest=said["digest"],
        decision=decision,  # type: ignore[arg-type]
        statement=said["statement"],
        method=method,
        answers=said.get("answers", ""),
    )


def _store(access: Access, word: Word) -> None:
    if word.decision == "withdrawn":
        sign_offs.withdraw(access.row.pk, access.actor, word)
    elif word.decision == "accepted":
        sign_offs.accept(access.row.pk, access.actor, word)
    else:
        sign_offs.decide(access.row.pk, access.actor, word, access.on)


def forms(
    request: HttpRequest, screen: Screen, filled: Mapping[str, WordForm]
) -> dict[str, WordForm]:
    """The forms that the reader may fill, by decision; those that were filled as they were."""
    if not screen.mine:
        return {}
    found: dict[str, WordForm] = {}
    for decision in _offered(screen):
        form = filled.get(decision) or FORMS[decision](
            initial=_initial(screen, decision), prefix=None, auto_id=f"{decision}_%s"
        )
        if decision not in filled and isinstance(form, SignForm):
            form.asks_again(asks_password(request))
        found[decision] = form
    return found


def _offered(screen: Screen) -> list[str]:
    said = screen.said
    offered = ["signed", "changes_requested"]
    if not screen.scope.whole:
        offered.append("not_applicable")
    if said is not None and said.decision in BINDING:
        offered.append("withdrawn")
    return offered


def _initial(screen: Screen, decision: str) -> dict[str, str]:
    row = screen.since if decision == "withdrawn" and screen.since else screen.row
    return {
        "baseline": row.code,
        "digest": row.scopes.get(scope=screen.scope.name).digest,
        "statement": screen.scope.statement if decision == "signed" else "",
    }


@dataclass(frozen=True, slots=True)
class Accepting:
    """A scope whose lead says that it does not apply, with the form for the owner."""

    said: Signature
    form: AcceptForm


def accepting(
    request: HttpRequest, access: Access, filled: AcceptForm | None = None
) -> tuple[Accepting, ...]:
    """What waits for the owner's word; a form that was filled stays as it was."""
    if "owner" not in access.actor.roles:
        return ()
    return tuple(
        Accepting(said, filled or _accept_form(request, said))
        for said in access.review.latest.values()
        if said.decision == "not_applicable" and not said.accepted_by
    )


def _accept_form(request: HttpRequest, said: Signature) -> AcceptForm:
    about = {"baseline": said.baseline, "digest": said.digest}
    about["answers"] = sign_offs.answered(said)
    form = AcceptForm(initial=about, auto_id=f"accept_{said.scope}_%s")
    form.asks_again(asks_password(request))
    return form


def role_words(access: Access, scope: str) -> str:
    """The role in which somebody would sign, in words; blank where they may not."""
    held = membership_for(access.actor, scope)
    return words(held.role) if held else ""
