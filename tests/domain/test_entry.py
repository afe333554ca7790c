"""What people type in a field: numbers, times, lists, choices; and back again."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.entry import EntryInvalid, read, role_of, shown
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.records import KINDS, TASK, TASK_STATE

TODAY = date(2026, 8, 19)
EVERY_FIELD = [field for kind in KINDS.values() for field in kind.fields]


def field_of(kind: FieldType, **more: Any) -> Field:
    """A field of a type."""
    return Field("felt", "Felt", kind, **more)


def typed(kind: FieldType, text: str) -> Any:
    """The value of `text`."""
    return read(field_of(kind), text, today=TODAY)["felt"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldType.NUMBER, "1.234,5", 1234.5),
        (FieldType.NUMBER, "1234,50", 1234.5),
        (FieldType.NUMBER, "-0,75", -0.75),
        (FieldType.NUMBER, "12 000", 12000.0),
        (FieldType.INTEGER, "1.234.567", 1234567),
        (FieldType.INTEGER, "0", 0),
        (FieldType.TIME, "9", "09:00"),
        (FieldType.TIME, "9.30", "09:30"),
        (FieldType.TIME, "0930", "09:30"),
        (FieldType.LIST, "a, b,c", ["a", "b", "c"]),
        (FieldType.LIST, "Hansen, Bo; Olsen, Ib", ["Hansen, Bo", "Olsen, Ib"]),
        (FieldType.LIST, "a,,b,", ["a", "", "b"]),
        (FieldType.LIST, " ; ", None),
        (FieldType.FLAG, "ja", True),
        (FieldType.FLAG, "NEJ", False),
        (FieldType.DAY, "fredag", "2026-08-21"),
        (FieldType.DATE, "uge 34", "2026-08-21"),
        (FieldType.DATE, "ingen", None),
        (FieldType.TEXT, "  [b]x[/b] ", "[b]x[/b]"),
        (FieldType.TEXT, "", None),
    ],
)
def test_what_is_typed_becomes_the_value(kind: FieldType, text: str, value: Any) -> None:
    assert typed(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (FieldType.NUMBER, "1.5", "«1.5» er ikke et tal. Skriv fx 1.234,5."),
        (FieldType.NUMBER, "ti", "er ikke et tal"),
        (FieldType.INTEGER, "1,5", "er ikke et helt tal"),
        (FieldType.INTEGER, "9" * 30, "ikke af den rigtige slags"),
        (FieldType.TIME, "24:00", "er ikke et klokkeslæt"),
        (FieldType.TIME, "9:75", "er ikke et klokkeslæt"),
        (FieldType.FLAG, "måske", "hverken ja eller nej"),
        (FieldType.DATE, "bla", "Skriv fx 31/3, fredag eller om 2 uger."),
        (FieldType.DAY, "31/2", "februar"),
    ],
)
def test_what_is_no_value_is_refused_in_danish(kind: FieldType, text: str, told: str) -> None:
    with pytest.raises(EntryInvalid) as refused:
        typed(kind, text)
    assert told in str(refused.value)


def test_a_choice_is_named_by_key_label_or_beginning() -> None:
    status = TASK_STATE.field("status")
    assert status is not None
    for text in ("started", "Påbegyndt", "paabegyndt", "på"):
        assert read(status, text, today=TODAY) == {"status": "started"}
    with pytest.raises(EntryInvalid, match="Vælg en af: Ikke påbegyndt"):
        read(status, "klar", today=TODAY)


def test_a_field_that_must_be_filled_cannot_be_emptied() -> None:
    title = TASK.field("title")
    assert title is not None
    with pytest.raises(EntryInvalid, match="Titel skal udfyldes"):
        read(title, "  ", today=TODAY)


def test_a_date_that_is_typed_has_no_words_any_more() -> None:
    due = TASK.field("due")
    assert due is not None
    assert shown(due, {"due": "2026-08", "due_text": "ultimo august"}) == "ultimo august"
    assert read(due, "1/9", today=TODAY) == {"due": "2026-09-01", "due_text": None}


def test_a_start_is_the_first_day_of_a_period() -> None:
    start = TASK.field("start")
    assert start is not None
    assert role_of(start) == "start"
    assert read(start, "uge 34", today=TODAY)["start"] == "2026-08-17"


VALUES = {
    FieldType.INTEGER: st.integers(-(10**12), 10**12),
    FieldType.NUMBER: st.integers(-(10**10), 10**10).map(lambda n: n / 100),
    FieldType.FLAG: st.booleans(),
    FieldType.DAY: st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    FieldType.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    FieldType.TIME: st.times().map(lambda t: f"{t:%H:%M}"),
    FieldType.LIST: st.lists(
        st.text("abcæø ,1-", min_size=1).map(lambda t: f"x{t}x"), min_size=1, max_size=4
    ),
    FieldType.CHOICE: st.none(),
}


@given(st.data())
def test_what_is_shown_is_read_back_to_the_same(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([one for one in VALUES if one is not FieldType.CHOICE]))
    value = data.draw(VALUES[kind])
    text = shown(field_of(kind), {"felt": value})
    assert typed(kind, text) == value


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda one: one.name)
def test_every_choice_of_every_field_is_read_back(field: Field) -> None:
    for key in field.choices or {}:
        assert read(field, shown(field, {field.name: key}), today=TODAY)[field.name] == key
