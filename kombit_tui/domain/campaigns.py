"""Rules of phase-outs and roll-outs: how far a system is, how far all are, how long is left.

One machinery for every campaign: a campaign declares its steps, nothing here knows which one it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

EXCUSES = ("Ikke relevant", "Lukkes før stop")
"""Why a system need not take the steps: it is not touched, or it is gone before the stop."""

MOVED = "moved"
"""The step whose completion means that the system no longer hangs on what is phased out."""


class Step(NamedTuple):
    """A step that every system of a campaign takes, in order."""

    key: str
    title: str


DEFAULT_STEPS = (
    Step("in_use", "I brug?"),
    Step("contacted", "Leverandør kontaktet"),
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


def progress(systems: Iterable[tuple[bool, bool]]) -> Progress:
    """Counts pairs of (is moved, is excused)."""
    counted = [moved for moved, excused in systems if not excused]
    return Progress(sum(counted), len(counted))


def days_left(stop: date | None, today: date) -> int | None:
    """Days until the stop; negative after it, None while it is not known."""
    return None if stop is None else (stop - today).days
