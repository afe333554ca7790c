"""The date grammar: what users type, what material says, and how dates are shown.

Owns every rule about dates as text. No clock (today is an argument), no I/O. Typed text gives exact
days, material keeps its vagueness; both are EDTF (ISO 8601-2). The parts: `edtf` the value and its
bounds; `words` and `tokens` the vocabulary; `moments` the calendar; `numeric`, `readers`, `joins`
and `phrases` the grammar; `typed`, `vague` and `find` the three ways in; `holidays` and `show` the
way out. The grammar is loaded when it is first used: the start of the program only shows dates.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .edtf import DateRole, VagueDate, bounds
from .show import show, show_long, warnings_for

if TYPE_CHECKING:
    from .find import FoundDate, find_dates
    from .typed import DateNotUnderstood, add_months, parse_typed
    from .vague import read_vague

__all__ = [
    "DateNotUnderstood",
    "DateRole",
    "FoundDate",
    "VagueDate",
    "add_months",
    "bounds",
    "find_dates",
    "parse_typed",
    "read_vague",
    "show",
    "show_long",
    "warnings_for",
]

_LATER = {
    "DateNotUnderstood": "typed",
    "FoundDate": "find",
    "add_months": "typed",
    "find_dates": "find",
    "parse_typed": "typed",
    "read_vague": "vague",
}


def __getattr__(name: str) -> object:
    """Load the part of the grammar that holds `name`."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f".{_LATER[name]}", __name__), name)
    globals()[name] = found
    return found
