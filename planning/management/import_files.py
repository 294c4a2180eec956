"""Files named on a command line, as drafts: each under a name of its own, in order of what needs what."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.core.management.base import CommandError

from planning.imports.bounds import Together
from planning.imports.draft import Draft, Unreadable
from planning.imports.options import MAPPABLE, OPTIONS, How
from planning.imports.recognise import read, unpacked
from planning.imports.sequence import in_order
from planning.imports.source import LARGEST
from planning.management.plans import file_bytes, wrong_usage


def drafts_of(files: list[Path], how: How) -> list[Draft]:
    """What the files say, archives file by file.

    Raises ``CommandError`` where one cannot be read, and where ``how`` speaks of what none has.
    """
    try:
        drafts = list(_drafts(files, how))
    except (Unreadable, CommandError) as error:
        raise wrong_usage(f"{error}; nothing was stored") from None
    _refuse_idle(how, {draft.format for draft in drafts})
    return in_order(drafts)


def names_of(files: Iterable[Path]) -> dict[Path, str]:
    """The name of each file, by which a plan remembers what came of it.

    Where several share it, these get as much of their paths as tells them apart: in whatever order
    they are given, each has the name that it had the last time.
    """
    alike: dict[str, dict[Path, tuple[str, ...]]] = defaultdict(dict)
    for file in files:
        alike[file.name][file] = Path(os.path.normpath(file.absolute())).parts[1:]
    return {file: name for held in alike.values() for file, name in _told_apart(held).items()}


def _told_apart(held: Mapping[Path, tuple[str, ...]]) -> dict[Path, str]:
    """The shortest tails of the paths of which as many differ as of the paths themselves."""
    paths = set(held.values())
    lengths = range(1, max(map(len, paths)) + 1)
    shortest = next(n for n in lengths if len({parts[-n:] for parts in paths}) == len(paths))
    return {file: "/".join(parts[-shortest:]) for file, parts in held.items()}


def _drafts(files: Iterable[Path], how: How) -> Iterator[Draft]:
    taken: set[str] = set()
    together, names = Together(), names_of(files)
    for file in files:
        held = unpacked(names[file], file_bytes(file, LARGEST), taken)
        yield from (together.take(read(name, data, how)) for name, data in held)
        taken.update(name for name, _ in held)


def _refuse_idle(how: How, formats: set[str]) -> None:
    """Refuses an option that no file's format has, and columns where there is no table."""
    for name in how.options:
        known = [f for f, options in OPTIONS.items() if name in (each.name for each in options)]
        if formats.isdisjoint(known):
            raise wrong_usage(
                f"--option: no file is of a format that has {name} ({', '.join(known)}); "
                "nothing was stored"
            )
    if how.columns and formats.isdisjoint(MAPPABLE):
        raise wrong_usage(
            f"--column: no file is a table of {' or '.join(MAPPABLE)}; say so with --read-as; "
            "nothing was stored"
        )
