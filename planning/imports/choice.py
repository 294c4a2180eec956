"""What of a preview is done: what somebody ticked or, without a person, all that takes none."""

from collections.abc import Collection
from dataclasses import dataclass

from planning.imports.outcome import (
    Addition,
    Change,
    FieldChange,
    LinkAddition,
    Preview,
    Ref,
    Vanished,
)

LEFT_OUT = "without."
"""Before the key of a link that stays out; any other comes, since not all can be listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The parts of a preview that are done, in its order."""

    about: tuple[FieldChange, ...]
    additions: tuple[Addition, ...]
    changes: tuple[Change, ...]
    links: tuple[LinkAddition, ...]
    gone: tuple[Vanished, ...]

    @property
    def coming(self) -> frozenset[str]:
        """Keys of what is added."""
        return frozenset(addition.key for addition in self.additions)


def chosen(preview: Preview, keys: Collection[str] | None = None) -> Chosen:
    """The parts that are done for these keys.

    Keys are those of additions and changes, ``about.<field>`` for facts of the plan, ``<key>!`` for
    what is contested and ``gone.<code>`` for what vanished from the file. None is everything but
    the last two, which take a person. A link is left out by ``without.<key>``, and with either of
    its ends.
    """
    additions = tuple(each for each in preview.additions if _is_in(each.key, keys))
    coming = {addition.key for addition in additions}
    contested = () if keys is None else preview.contested
    vanished = () if keys is None else preview.vanished
    return Chosen(
        about=tuple(each for each in preview.about if _is_in(f"about.{each.name}", keys)),
        additions=additions,
        changes=(
            *(each for each in preview.changes if _is_in(each.key, keys)),
            *(each for each in contested if _is_in(f"{each.key}!", keys)),
        ),
        links=tuple(
            each
            for each in preview.links
            if _is_tied(each, coming) and f"{LEFT_OUT}{each.key}" not in (keys or ())
        ),
        gone=tuple(each for each in vanished if _is_in(f"gone.{each.code}", keys)),
    )


def named(ref: Ref, coming: Collection[str]) -> str:
    """A code, the key of what is coming, or blank for what is left out."""
    return ref.code or (ref.key if ref.key in coming else "")


def _is_in(key: str, keys: Collection[str] | None) -> bool:
    return keys is None or key in keys


def _is_tied(link: LinkAddition, coming: Collection[str]) -> bool:
    return all(named(end, coming) for end in (link.source, link.target))
