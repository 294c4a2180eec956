"""What directives call their parts, in English and in German."""

SECTIONS = (
    ("footer", ("footer", "fusszeile")),
    ("final", ("final instruction", "closing instruction", "sign-off", "abschliessende anweisung")),
    ("reporting", ("reporting", "protokoll")),
    ("tasks", ("directive section", "tasks", "work packages", "aufgaben", "arbeitspakete")),
    ("finalization", ("finalization", "finalisation", "quality", "qualität")),
    ("principles", ("principle", "rules", "grundsätze", "prinzipien", "regeln")),
    ("purpose", ("purpose", "zweck")),
)
"""By what their titles hold, folded; the first that fits, so the more telling ones come first."""

LABELS = (
    ("input context", "inputs"),
    ("execution task", "tasks"),
    ("execution plan", "tasks"),
    ("internal success criteria", "success"),
    ("interne erfolgskriterien", "success"),
    ("internal verification method", "verification"),
    ("interne prüfmethode", "verification"),
    ("task objective", "note"),
    ("task completion testing", "note"),
    ("objective", "objective"),
    ("phase objective", "objective"),
)
"""How lines within the directive section begin, and which part of it they open."""
WORDS = {
    "inputs": "inputs",
    "eingaben": "inputs",
    "tasks": "tasks",
    "aufgaben": "tasks",
    "success criteria": "success",
    "erfolgskriterien": "success",
    "verification": "verification",
    "verification method": "verification",
    "prüfmethode": "verification",
}
"""Labels so short that they count only if nothing else stands there."""

SUBJECT = ("subject", "betreff")
MOMENT = {"date": "date", "datum": "date", "time": "time", "uhrzeit": "time", "zeit": "time"}
TASK = "(?:Task|Aufgabe)"
STEP = "(?:Step|Schritt)"
KIND = ("kind", "type", "art", "typ")
DONE = ("done", "status", "state", "erledigt")
"""How the columns of a table of tasks are called, beside the task and its steps."""


def is_phase_objective(folded: str) -> bool:
    """Whether a label such as ``phase 2 objective`` stands here."""
    words = folded.split()
    return (
        len(words) == 3 and words[0] == "phase" and words[1].isdecimal() and words[2] == "objective"
    )


def part(folded: str) -> str:
    """Which part of the directive section a label opens, blank for none."""
    if is_phase_objective(folded):
        return "objective"
    alone = folded.partition("(")[0].strip()
    known = (name for opening, name in LABELS if folded.startswith(opening))
    return WORDS.get(alone) or next(known, "")


def section(title: str) -> str:
    """The role of a section by its title, blank for one that directives do not have."""
    folded = title.casefold()
    return next((role for role, words in SECTIONS if any(word in folded for word in words)), "")
