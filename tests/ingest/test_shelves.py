"""Known records are found as if each of them had been looked at, however many there are."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from kombit_tui.domain.folding import fold
from kombit_tui.ingest.likeness import Values
from kombit_tui.ingest.shelves import NEAR, Shelf

NUMBER = re.compile(r"\d+")
TITLES = st.one_of(
    st.sampled_from(
        [
            "Udpeg en lokal projektleder i kommunen",
            "Udpeg en lokal projektleder i kommunen.",
            "udpeg en lokal projekleder i kommunen",
            "Udpeg to lokale projektledere i kommunen",
            "Flyt snitfladen SF1500 til fase 1",
            "Flyt snitfladen SF1500 til fase 2",
            "Ærø: bestil adgang",
            "Aeroe: bestil adgang",
        ]
    ),
    st.text("ab 1", max_size=30),
)
MAYBE = st.one_of(st.none(), TITLES)
RECORD = st.fixed_dictionaries(
    {"name": MAYBE, "code": MAYBE, "aliases": st.one_of(st.none(), st.lists(TITLES, max_size=2))},
    optional={"wave": st.sampled_from([None, "1", "2"])},
)
SCOPES: Any = st.sampled_from([{}, {"wave": "1"}, {"wave": None}])


def called(known: Values, kind: str) -> list[str]:
    """What a record is called."""
    others = [known.get("code"), *(known.get("aliases") or ())] if kind == "project" else []
    return [fold(name) for name in (known.get("name"), *others) if name]


def one_by_one(
    records: dict[str, Values], kind: str, text: str, scope: Values, *, exactly: bool
) -> str | None:
    """The record whose name is most like `text`, found by looking at each."""
    best, best_ratio, wanted = None, 0.0, fold(text)
    for record_id, known in records.items():
        if not wanted or any(known.get(name) != value for name, value in scope.items()):
            continue
        for name in called(known, kind):
            ratio = fuzz.ratio(wanted, name)
            is_near = ratio >= (100.0 if exactly else NEAR) and ratio > best_ratio
            if is_near and NUMBER.findall(name) == NUMBER.findall(wanted):
                best, best_ratio = record_id, ratio
    return best


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(["project", "role"]),
    before=st.lists(RECORD, max_size=6),
    after=st.lists(st.tuples(st.integers(0, 7), RECORD), max_size=6),
    asked=st.lists(st.tuples(TITLES, SCOPES, st.booleans()), min_size=1, max_size=4),
)
def test_what_is_found_is_what_looking_at_each_would_find(
    kind: str,
    before: list[Values],
    after: list[tuple[int, Values]],
    asked: list[tuple[str, Values, bool]],
) -> None:
    records = {str(n): one for n, one in enumerate(before)}
    shelf = Shelf(kind, dict(records))
    for changed in [None, *after]:
        if changed is not None:
            records[str(changed[0])] = changed[1]
            shelf.put(str(changed[0]), changed[1])
        for text, scope, exactly in asked:
            found = shelf.nearest("name", text, scope, exactly=exactly)
            assert found == one_by_one(records, kind, text, scope, exactly=exactly)
            of_code = [
                record_id
                for record_id, known in records.items()
                if known.get("code")
                and fold(known["code"]) == fold(text)
                and all(known.get(name) == value for name, value in scope.items())
            ]
            assert shelf.of_code("code", text, scope) == next(iter(of_code), None) or not text
