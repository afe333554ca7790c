"""The sync in words: its state in the top bar, what came of a meeting, what can be done then."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from kombit_tui.db.queries.sync import Edit, Feed, Numbers, Run
from kombit_tui.domain.text import dots
from kombit_tui.wording.frame import LOCAL_ONLY

CONFLICT = "≠"
"""Stands before what two people changed at once."""
STALE = timedelta(hours=24)
"""From so long without the server on it is told in red."""


class Trouble(NamedTuple):
    """Why the last meeting stopped."""

    name: str
    """Of the error, as `kombit_tui.errors` has it."""
    title: str
    text: str
    hint: str


class SyncNow(NamedTuple):
    """What this program is doing about the sync."""

    server: str = ""
    """The address; empty where there is none."""
    user: str = ""
    doing: str = ""
    """How far it is, while it meets the server."""
    trouble: Trouble | None = None
    is_automatic: bool = True
    met_at: str | None = None
    """When this program last read everything to its end."""
    waits_for: str = ""
    """Why it does not meet the server by itself just now."""
    warnings: tuple[str, ...] = ()


NOTHING = SyncNow()

WAYS: Mapping[str, str] = {
    "ServerUnreachable": "{app.sync_now}: prøv igen nu · {app.login}: ret adressen",
    "AddressUnsafe": "{app.login}: skriv en adresse, der begynder med https://",
    "WrongPassword": "{app.login}: skriv navn og adgangskode igen",
    "NoPermission": "{app.sync_now}: prøv igen, når du har fået adgang",
    "ServerBusy": "{app.sync_now}: prøv igen nu",
    "ServerReadOnly": "{app.sync_now}: prøv igen nu",
    "ServerStrange": "{app.login}: ret adressen · {app.sync_now}: prøv igen nu",
    "VersionMismatch": "{app.sync_now}: prøv igen, når versionerne passer sammen",
    "MassChange": "{sync.accept}: ja, slet dem også her · intet sker, før du siger ja",
    "SyncBusy": "{app.sync_now}: prøv igen nu",
}
"""The way on after each error of a meeting."""
OTHER_WAY = "{app.sync_now}: prøv igen nu"
_SHORT: Mapping[str, str] = {
    "AddressUnsafe": "! Usikker adresse",
    "WrongPassword": "! Log på igen",
    "NoPermission": "! Ingen adgang",
    "ServerReadOnly": "! Serveren er lukket",
    "ServerStrange": "! Ukendt svar",
    "VersionMismatch": "! Forkert version",
    "MassChange": "! Sig ja eller nej",
}
"""What the top bar says of errors that do not go away by waiting."""


def way_on(trouble: Trouble) -> str:
    """What can be done now, with the ids of the keys."""
    return WAYS.get(trouble.name, OTHER_WAY)


# The top bar.


def state_text(now: SyncNow, numbers: Numbers, moment: datetime) -> tuple[str, str]:
    """The state in a word or two, and its tone."""
    if not now.server:
        return LOCAL_ONLY, "muted"
    if now.doing:
        return now.doing, "muted"
    if now.trouble is not None:
        return _trouble_text(now.trouble, numbers, moment)
    if numbers.conflicts:
        return count(numbers.conflicts, "konflikt", "konflikter"), "warning"
    if numbers.refused:
        return f"{dots(numbers.refused)} afvist", "warning"
    if numbers.waiting:
        return f"{dots(numbers.waiting)} venter", "muted"
    if numbers.ok_at is None:
        return "Ikke synkroniseret endnu", "muted"
    if is_stale(numbers, moment):
        return f"! Synkroniseret {time_text(numbers.ok_at, moment)}", "error"
    return f"Synkroniseret {time_text(numbers.ok_at, moment)}", "muted"


def _trouble_text(trouble: Trouble, numbers: Numbers, moment: datetime) -> tuple[str, str]:
    if trouble.name in _SHORT:
        return _SHORT[trouble.name], "error"
    since = f" siden {time_text(numbers.ok_at, moment)}" if numbers.ok_at else ""
    if is_stale(numbers, moment):
        return f"! Ikke forbundet{since}", "error"
    return f"Ikke forbundet{since}", "muted"


def is_stale(numbers: Numbers, moment: datetime) -> bool:
    """Whether the server was not met for so long that it must be seen."""
    return numbers.ok_at is not None and moment - datetime.fromisoformat(numbers.ok_at) > STALE


def progress_text(phase: str, done: int, total: int | None) -> str:
    """How far a meeting is."""
    if phase == "connecting":
        return "Forbinder …"
    verb = "Sammenligner" if phase == "comparing" else "Synkroniserer"
    if not done and not total:
        return f"{verb} …"
    return f"{verb} {dots(done)} af {dots(total)}" if total else f"{verb} {dots(done)}"


# Times and numbers.


def time_text(at: str, moment: datetime) -> str:
    """A time today by the clock, another day's with its day."""
    then = datetime.fromisoformat(at).astimezone(moment.tzinfo)
    if then.date() == moment.date():
        return f"{then:%H:%M}"
    return f"{then:%d-%m %H:%M}" if then.year == moment.year else f"{then:%d-%m-%Y}"


def count(number: int, one: str, many: str) -> str:
    """A number with what it counts."""
    return f"{dots(number)} {one if number == 1 else many}"


# A meeting.

OUTCOMES = {
    "running": ("i gang", ""),
    "done": ("gennemført", "ok"),
    "failed": ("stoppet", "error"),
    "cancelled": ("afbrudt", "warning"),
}


def came_of(numbers: Mapping[str, int]) -> str:
    """What a meeting did: «12 hentet, 3 sendt, 1 konflikt»."""
    return ", ".join(_came_of(numbers)) or "intet nyt"


def _came_of(numbers: Mapping[str, int]) -> Iterator[str]:
    words = {"pulled": "hentet", "pushed": "sendt", "merged": "flettet", "refused": "afvist"}
    for name, word in words.items():
        if number := numbers.get(name, 0):
            yield f"{dots(number)} {word}"
    if number := numbers.get("conflicts", 0):
        yield count(number, "konflikt", "konflikter")


def run_text(run: Run) -> str:
    """What came of one of the last meetings."""
    if run.outcome == "failed" and run.message:
        return run.message
    return came_of(run._asdict())


# What waits, and what was refused.

DOING = {"new": "ny", "edited": "rettet", "deleted": "slettet"}
_REFUSED: Mapping[int, tuple[str, str]] = {
    400: (
        "Serveren kan ikke læse posten.",
        "Ret posten, eller brug serverens udgave. Sker det igen, så opdatér programmet.",
    ),
    403: (
        "Du må ikke ændre den på serveren.",
        "Bed den, der passer serveren, om skriveadgang, og prøv igen; eller brug serverens udgave.",
    ),
    413: (
        "Posten er for stor til serveren.",
        "Forkort den længste tekst; en post må fylde 256 KB.",
    ),
}
_REFUSED_OTHERWISE = (
    "Serveren vil ikke have posten, som den er.",
    "Ret posten, prøv igen, eller brug serverens udgave.",
)


def refusal_text(status: int) -> tuple[str, str]:
    """What a refusal means, and what to do about it."""
    return _REFUSED.get(status, _REFUSED_OTHERWISE)


def edit_state(edit: Edit) -> str:
    """What there is to tell of a record that waits."""
    told = DOING[edit.doing]
    return f"{told}, svar mangler" if edit.is_underway else told


# Collections.

_COLLECTIONS = {
    "data": "Kommunens data",
    "fortroligt": "Data om personer",
    "katalog": "Det nationale katalog",
}
_STATES = {
    "open": ("læses og skrives", ""),
    "read_only": ("kan kun læses", ""),
    "closed": ("ingen adgang", "warning"),
    "held": ("venter på dit ja", "warning"),
}


def feed_name(feed: Feed) -> str:
    """What people call a collection."""
    return _COLLECTIONS.get(feed.collection, feed.collection)


def feed_state(feed: Feed) -> tuple[str, str]:
    """What may be done with a collection, and its tone."""
    if feed.is_comparing:
        return "sammenlignes", ""
    if feed.bucket == "katalog" and feed.state == "open":
        return _STATES["read_only"]
    return _STATES.get(feed.state, (feed.state, "warning"))
