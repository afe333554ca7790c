"""What a cell of a spreadsheet says in a field: dates, choices, numbers, yes and no. Pure.

What cannot be read is never dropped in silence: the caller is told in Danish what it was.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from kombit_tui.domain.dates import find_dates
from kombit_tui.domain.entry import EntryInvalid, read
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.folding import fold
from kombit_tui.ingest.extract.tasks.parts import kind_of

_DAY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_SERIAL = re.compile(r"([2-7]\d{4})(?:,\d+)?")
"""A day as spreadsheets count it, where the cell was not marked as one: 1955 to 2119."""
_FIRST_SERIAL = date(1899, 12, 30)
_IN_BRACKETS = re.compile(r"\(.*\)")
"""A name that only stands in for one: who holds the role, or that nobody does."""
_CROWNS = re.compile(r"\s*(?:kr\.?|dkk|,-)\s*", re.IGNORECASE)
_BLANK = frozenset(("-", "–", "—", "ingen", "n/a"))
_WRITTEN_AS_TEXT = re.compile("'[=+@-]")
"""How an export of ours begins what a spreadsheet would else carry out."""
_UNDECIDED = frozenset(
    ("uafklaret", "ukendt", "afventer", "ikkefastlagt", "ikkeafklaret", "loebende", "tbd")
)
"""Words for a day that nobody knows yet."""
_ANY_DAY = date(2000, 1, 1)
_MOST_LETTERS = 2_000

_SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "status": {
        "done": "faerdig afsluttet lukket udfoert gennemfoert loest ok ja",
        "started": "igang igangvaerende igangsat startet paabegyndt undervejs",
        "open": "aaben ny ikkestartet ikkepaabegyndt ikkeigang afventer nej",
    },
    "state": {
        "signed": "ja underskrevet signeret",
        "missing": "nej mangler ikkeunderskrevet",
        "sent": "sendt tilunderskrift",
    },
    "kind": {
        "obligatorisk_kritisk_vej": "kritisk kritiskvej",
        "obligatorisk": "oblig",
        "anbefalet": "anbef",
    },
}
"""Field -> choice -> what others write for it, folded and without spaces."""

_OTHERS: Mapping[str, str] = {"kind": "tilorientering orientering information frivillig valgfri"}
"""Field -> what is written in it that is no choice of ours, and no mistake."""


class Told(NamedTuple):
    """What a cell says."""

    values: Mapping[str, Any]
    """That of the field and, for a vague date, its words."""
    wrong: str = ""
    """Why it says nothing, in Danish."""


Reader = Callable[[str], Told]
NOTHING = Told({})


def reader_of(field: Field, document_date: date | None) -> Reader:
    """What reads the cells of a column; the same text is read once."""
    known: dict[str, Told] = {}

    def reader(text: str) -> Told:
        found = known.get(text)
        if found is None:
            found = known[text] = read_cell(field, text, document_date)
        return found

    return reader


def read_cell(field: Field, text: str, document_date: date | None) -> Told:
    """What one cell says in a field."""
    if _WRITTEN_AS_TEXT.match(text):
        text = text[1:]
    if not text or text.casefold() in _BLANK:
        return NOTHING
    match field.type:
        case FieldType.DATE | FieldType.DAY:
            return _date(field, text, document_date)
        case FieldType.TEXT | FieldType.PROSE:
            return Told({field.name: text})
        case FieldType.REF:
            return NOTHING if _IN_BRACKETS.fullmatch(text) else Told({field.name: text})
        case FieldType.CHOICE:
            return _choice(field, text)
        case FieldType.INTEGER | FieldType.NUMBER:
            return _entry(field, _CROWNS.sub("", text))
    return _entry(field, text)


def _date(field: Field, text: str, document_date: date | None) -> Told:
    day = _exact_day(text)
    if day is not None:
        return Told({field.name: day.isoformat()})
    words = {f"{field.name}_text": text} if field.type is FieldType.DATE else {}
    found = find_dates(text[:_MOST_LETTERS], document_date=document_date)
    edtf = next((one.date.edtf for one in found if one.date.edtf), None)
    if edtf is not None and (words or len(edtf) == len("2027-03-31")):
        return Told({field.name: edtf, **words})
    if words and re.sub(r"[^a-z]", "", fold(text)) in _UNDECIDED:
        return Told(words)
    return Told(words, f"{field.label}: «{text}» er ikke en dato.")


def _exact_day(text: str) -> date | None:
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    if found := _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + timedelta(int(found[1]))
    return None


def _choice(field: Field, text: str) -> Told:
    plain = re.sub(r"[^a-z]", "", fold(text))
    for key, others in _SYNONYMS.get(field.name, {}).items():
        if key in (field.choices or {}) and plain in others.split():
            return Told({field.name: key})
    if plain in _OTHERS.get(field.name, "").split():
        return NOTHING
    told = _entry(field, text)
    if told.wrong and field.name == "kind" and (kind := kind_of(text)) in (field.choices or {}):
        return Told({field.name: kind})
    return told


def _entry(field: Field, text: str) -> Told:
    try:
        return Told(read(field, text, today=_ANY_DAY))
    except EntryInvalid as error:
        wrong = str(error)
        return Told({}, wrong if field.label in wrong else f"{field.label}: {wrong}")
