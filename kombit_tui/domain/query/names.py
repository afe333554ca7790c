"""The words of the filter language, declared once: fields, flags, options and connectives.

Owns which names there are and what kind of value a field takes. It parses nothing. Names are
looked up folded, so that «ændret», «Ændret» and «aendret» are one.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from kombit_tui.domain.choices import (
    AGREEMENT_KINDS,
    AGREEMENT_STATES,
    CAMPAIGN_KINDS,
    MILESTONE_KINDS,
    PREPARATION_STATES,
    ROLE_LEVELS,
    TASK_KINDS,
    TASK_STATUS,
    TIMELINE_KINDS,
)
from kombit_tui.domain.folding import fold
from kombit_tui.domain.risk import RISKS


class ValueType(StrEnum):
    """How the values of a field are read and compared."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    WORDS = "words"
    """All that can be searched: found or not found, never less or more."""


class QueryField(NamedTuple):
    """A field as filters name it."""

    key: str
    danish: str
    english: str
    type: ValueType = ValueType.TEXT
    choices: Mapping[str, str] | None = None
    """For CHOICE: key -> Danish label, in the order that counts, of every list with the field."""


_DATE, _CHOICE = ValueType.DATE, ValueType.CHOICE
_MILESTONES = {key: label for key, label in MILESTONE_KINDS.items() if key != "other"}
_MILESTONES["milestone"] = MILESTONE_KINDS["other"]
"""«other» is the word for another kind of agreement."""

FIELDS: Mapping[str, QueryField] = {
    field.key: field
    for field in (
        QueryField("id", "id", "id"),
        QueryField("title", "titel", "title"),
        QueryField("text", "tekst", "text", ValueType.WORDS),
        QueryField(
            "type",
            "type",
            "type",
            _CHOICE,
            TASK_KINDS | CAMPAIGN_KINDS | AGREEMENT_KINDS | _MILESTONES | TIMELINE_KINDS,
        ),
        QueryField(
            "status",
            "status",
            "status",
            _CHOICE,
            TASK_STATUS | PREPARATION_STATES | AGREEMENT_STATES,
        ),
        QueryField("due", "frist", "due", _DATE),
        QueryField("start", "start", "start", _DATE),
        QueryField("created", "oprettet", "created", _DATE),
        QueryField("changed", "ændret", "changed", _DATE),
        QueryField("owner", "ansvarlig", "owner"),
        QueryField("performer", "udfører", "performer"),
        QueryField("role", "rolle", "role"),
        QueryField("project", "projekt", "project"),
        QueryField("system", "system", "system"),
        QueryField("vendor", "leverandør", "vendor"),
        QueryField("meeting", "møde", "meeting"),
        QueryField("wave", "bølge", "wave"),
        QueryField("interface", "snitflade", "interface"),
        QueryField("level", "niveau", "level", _CHOICE, ROLE_LEVELS),
        QueryField("risk", "risiko", "risk", _CHOICE, RISKS),
        QueryField("tag", "mærke", "tag"),
        QueryField("sync", "synk", "sync"),
    )
}
"""Key -> field, in the order in which they are offered."""

FLAGS: Mapping[str, str] = {
    "mine": "mine",
    "overdue": "overskredet",
    "vacant": "ubesat",
    "unread": "ulæst",
    "conflict": "konflikt",
    "local": "lokal",
    "moved": "flyttet",
}
"""Key -> the word, for what is true of a record or not."""
PRESENCE: Mapping[str, str] = {"without": "uden", "has": "har"}
"""Key -> the word before a field that is empty or filled."""
SORT, GROUP = ("sorter", "sort"), ("grupper", "group")
OR, AND, NOT = ("eller", "or"), ("og", "and"), ("ikke", "not")
CONNECTIVES = frozenset((*OR, *AND, *NOT))

FIELD_NAMES: Mapping[str, QueryField] = {
    fold(name): field for field in FIELDS.values() for name in (field.danish, field.english)
}
"""Folded name -> field."""
FLAG_NAMES: Mapping[str, str] = {fold(word): key for key, word in FLAGS.items()}
PRESENCE_NAMES: Mapping[str, str] = {word: key for key, word in PRESENCE.items()}
_BEFORE_COLON: Mapping[str, str] = {
    **{name: field.danish for name, field in FIELD_NAMES.items()},
    **{name: names[0] for names in (SORT, GROUP) for name in names},
    **{word: word for word in PRESENCE.values()},
}
_ALIKE = 0.6
"""How alike (`difflib`) a name must be to be suggested."""


def nearest(name: str, *, is_field: bool) -> str | None:
    """The Danish name that `name` was probably meant to be; only fields, if one must follow."""
    from difflib import get_close_matches  # slow to load, and only errors need it

    known = FIELD_NAMES if is_field else _BEFORE_COLON
    close = get_close_matches(fold(name), list(known), n=1, cutoff=_ALIKE)
    return _BEFORE_COLON[close[0]] if close else None
