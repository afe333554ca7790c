"""Views: a list as somebody wants to see it, by name. The eight that are always there.

Filters are in the filter language, so that relative dates in them stay relative.
"""

from typing import NamedTuple

from kombit_tui.domain.wanted import Sort


class View(NamedTuple):
    """How one screen's list is to be seen."""

    key: str
    """The id of its record; for those that are always there a word."""
    name: str
    mode: str
    """The screen it is for."""
    filter: str = ""
    sort: Sort = ()
    group: str | None = None
    columns: tuple[str, ...] = ()
    """The labels of the columns that are wanted; none for all of them."""
    is_shared: bool = False
    is_built_in: bool = False
    every_wave: bool = False
    """Of the tasks: whether those of others' waves are listed too."""


def _view(key: str, name: str, mode: str, text: str, *sort: tuple[str, bool]) -> View:
    return View(key, name, mode, text, sort, is_shared=True, is_built_in=True)


BUILT_IN = (
    _view("my-deadlines", "Mine frister", "tasks", "mine -status:fuldført", ("due", False)),
    _view("overdue", "Overskredet", "tasks", "overskredet", ("due", False)),
    _view(
        "critical",
        "Kritisk vej",
        "tasks",
        'type:"obligatorisk på kritisk vej" -status:fuldført',
        ("due", False),
    ),
    _view("nobody", "Uden ansvarlig", "tasks", "uden:ansvarlig -status:fuldført"),
    _view("vacant", "Ubesatte roller", "roles", "ubesat"),
    _view("unread", "Ulæst til næste møde", "agenda", "ulæst møde:næste"),
    _view("ch1", "Ikke flyttet fra CH1/STS1", "phase_outs", "-flyttet ch1"),
    _view("news", "Ændret siden sidst", "tasks", "ændret>=sidst", ("changed", True)),
)


def sort_text(sort: Sort) -> str:
    """An order as a record keeps it: «-due,title»."""
    return ",".join(f"{'-' if is_descending else ''}{field}" for field, is_descending in sort)


def sort_of(text: str | None) -> Sort:
    """The order that `sort_text` wrote."""
    parts = [part for part in (text or "").split(",") if part.lstrip("-")]
    return tuple((part.lstrip("-"), part.startswith("-")) for part in parts)
