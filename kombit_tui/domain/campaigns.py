"""Rules of phase-outs and roll-outs: how far a system is, how far all are, how long is left.

One machinery for every campaign: a campaign declares its steps, nothing here knows which one it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from kombit_tui.domain.folding import fold

EXCUSES = ("Ikke relevant", "Lukkes før stop")
"""Why a system need not take the steps: it is not touched, or it is gone before the stop."""

MOVED = "moved"
"""The step whose completion means that the system no longer hangs on what is phased out."""


class Step(NamedTuple):
    """A step that every system of a campaign takes, in order."""

    key: str
    title: str


CONTACTED = "contacted"
"""The step that the first contact with a vendor takes."""

DEFAULT_STEPS = (
    Step("in_use", "I brug?"),
    Step(CONTACTED, "Leverandør kontaktet"),
    Step("plan", "Plan og dato"),
    Step("tested", "Testet"),
    Step(MOVED, "Flyttet"),
    Step("verified", "Verificeret"),
)
"""The steps of a phase-out that declares none of its own (those of CH1/STS1)."""


class Progress(NamedTuple):
    """How many of a campaign's systems are moved."""

    moved: int
    total: int
    """Without the excused ones."""

    @property
    def remaining(self) -> int:
        """Systems that still hang on what is phased out."""
        return self.total - self.moved


def steps_of(declared: Any) -> tuple[Step, ...]:
    """The steps a campaign declares; those of a phase-out where it declares none."""
    if not isinstance(declared, (list, tuple)):
        return DEFAULT_STEPS
    steps = tuple(
        Step(str(one["key"]), str(one["title"]))
        for one in declared
        if isinstance(one, Mapping) and one.get("key") and one.get("title")
    )
    return steps or DEFAULT_STEPS


def done_steps(steps: Sequence[Step], state: Any) -> tuple[bool, ...]:
    """For each step whether it has been taken."""
    taken = state if isinstance(state, Mapping) else {}
    return tuple(bool(taken.get(step.key)) for step in steps)


def next_step(steps: Sequence[Step], state: Any) -> Step | None:
    """The first step that is not taken; None when all are."""
    pairs = zip(steps, done_steps(steps, state), strict=True)
    return next((step for step, done in pairs if not done), None)


def is_moved(steps: Sequence[Step], state: Any) -> bool:
    """Whether the move itself is done; for steps without one, whether all are."""
    taken = state if isinstance(state, Mapping) else {}
    if any(step.key == MOVED for step in steps):
        return bool(taken.get(MOVED))
    return bool(steps) and all(done_steps(steps, state))


def reach(
    steps: Sequence[Step], state: Any, key: str, *, on: date, by: str
) -> dict[str, dict[str, str]]:
    """The state after step `key` was reached on a day: it and all before it are taken.

    Steps after it are no longer taken; steps taken before keep their day and person.
    """
    taken = dict(state) if isinstance(state, Mapping) else {}
    keys = [step.key for step in steps]
    reached = keys[: keys.index(key) + 1]
    return {name: taken.get(name) or {"on": on.isoformat(), "by": by} for name in reached}


def with_step(state: Any, key: str, on: date | None, by: str) -> dict[str, Any] | None:
    """The state with one step taken on a day, or no longer taken; the others stay as they are."""
    taken = dict(state) if isinstance(state, Mapping) else {}
    taken.pop(key, None)
    if on is not None:
        taken[key] = {"on": on.isoformat(), "by": by}
    return taken or None


def is_contacted(steps: Sequence[Step], state: Any) -> bool:
    """Whether the vendor was; so it was when a later step is taken, or where no step asks."""
    keys = [step.key for step in steps]
    if CONTACTED not in keys:
        return True
    return any(done_steps(steps, state)[keys.index(CONTACTED) :])


def contacted(steps: Sequence[Step], state: Any, *, on: date, by: str) -> dict[str, Any] | None:
    """The state after the first contact with the vendor; None when that changes nothing."""
    if is_contacted(steps, state):
        return None
    return reach(steps, state, CONTACTED, on=on, by=by)


def steps_as_lines(declared: Any) -> str:
    """The titles of declared steps, one a line, for a user to type over."""
    return "\n".join(step.title for step in steps_of(declared)) if declared else ""


def steps_from_lines(text: str, former: Any) -> list[dict[str, str]]:
    """Steps as a user typed them, one a line.

    A step keeps its key by its title; one that was renamed where it stood keeps it too, so that
    what systems have taken stays taken. The title of a usual step means that step.
    """
    before = list(steps_of(former)) if former else []
    lines = (" ".join(line.split()) for line in text.splitlines())
    titles = list(dict.fromkeys(line for line in lines if line))
    keys = {step.title: step.key for step in before}
    usual = {step.title: step.key for step in DEFAULT_STEPS}
    taken = {keys[title] for title in titles if title in keys}
    found = []
    for place, title in enumerate(titles):
        if title not in keys:
            here = [step.key for step in before[place : place + 1] if step.key not in taken]
            wanted = [usual[title]] if title in usual else here
            keys[title] = _unused(next(iter(wanted), _slug(title)), taken)
            taken.add(keys[title])
        found.append({"key": keys[title], "title": title})
    return found


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(title)).strip("_") or "step"


def _unused(key: str, taken: set[str]) -> str:
    tries = (f"{key}_{number}" for number in count(2))
    return key if key not in taken else next(one for one in tries if one not in taken)


def progress(systems: Iterable[tuple[bool, bool]]) -> Progress:
    """Counts pairs of (is moved, is excused)."""
    counted = [moved for moved, excused in systems if not excused]
    return Progress(sum(counted), len(counted))


def days_left(stop: date | None, today: date) -> int | None:
    """Days until the stop; negative after it, None while it is not known."""
    return None if stop is None else (stop - today).days
