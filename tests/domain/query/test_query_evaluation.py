"""What filters mean for plain records; the SQL is held against the same meaning."""

from datetime import date
from typing import Any

import pytest

from kombit_tui.domain.query import Query, Range, Value, matches, ordered, parse
from kombit_tui.domain.query.tree import Compare

TODAY = date(2026, 8, 19)
RECORD: dict[str, Any] = {
    "id": "0999-1", "title": "Flyt borgersystem på Ærø", "type": "obligatorisk",
    "status": "started", "due": "2026-08-21", "start": "2026-06",
    "owner": "Åse Kjær", "tag": ["Haster", "CH1"],
    "project": ["STS", "Støttesystemerne"], "created": "2026-08-01", "changed": "2026-08-18",
    "text": "Flyt borgersystem på Ærø\nSTS [klar] 24/7 Åse Kjær", "mine": True,
}  # fmt: skip

HOLDS = [
    "frist:august", "frist:fredag", "frist=august", "frist=fredag", "frist<lørdag", "frist>i dag",
    "frist<=fredag", "frist>=fredag", "frist:i dag..", "frist:..fredag", "frist:uge 34",
    "frist:1/9,fredag", "start:juni", "start:15/6-26", "start<1/7", "start=2026", "ændret:i går..",
    "status:påbegyndt", "status:start", "status>=påbegyndt", "status<fuldført", "type:obl",
    "type=obligatorisk", "titel:AEROE", "titel:system", 'titel="flyt borgersystem på ærø"',
    "projekt:sts", "projekt:støtte", "ansvarlig>=a", "ansvarlig:aase", "#haster", "maerke:CH",
    "borger ærø", "på", "paa", '"på ærø"', '"ærø sts"', "[klar]", "24/7", "tekst:system", "mine",
    "har:frist", "uden:udfører", "-uden:frist", "-lokal", "-overskredet", "mine eller lokal",
    "-ubesat", "-konflikt", "-flyttet", "id:0999",
]  # fmt: skip
FAILS = [
    "frist:september", "frist<fredag", "frist>fredag", "frist>august", "frist:..i dag",
    "start=15/6-26", "start>=1/7", "status:ikke", "status=på", "status>påbegyndt", "type:kritisk",
    "type=obl", "titel=flyt", "projekt=støtte", "ansvarlig<å", "#hast", "-mine", "ystem2", "ro",
    '"flyt ærø"', "uden:frist", "har:rolle", "overskredet", "ulæst", "synk:x", "udfører>a",
    "niveau:taktisk",
]  # fmt: skip


@pytest.mark.parametrize("text", HOLDS)
def test_what_lets_the_record_through(text: str) -> None:
    assert matches(parse(text), RECORD, TODAY)
    assert not matches(parse(f"-({text})"), RECORD, TODAY)


@pytest.mark.parametrize("text", FAILS)
def test_what_keeps_the_record_out(text: str) -> None:
    assert not matches(parse(text), RECORD, TODAY)
    assert matches(parse(f"-({text})"), RECORD, TODAY)


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (None, {"uden:frist"}),
        ("2026-08", {"frist:fredag", "frist>=i dag", "frist:august"}),
        ("2026-09/..", {"frist:2027"}),
        ("../2026-08-18", {"frist<i dag", "frist:2024", "overskredet", "frist:august"}),
    ],
)
def test_vague_and_unknown_dates(due: str | None, found: set[str]) -> None:
    asked = {"uden:frist", "frist:fredag", "frist>=i dag", "frist<i dag", "frist:2027"}
    asked |= {"frist:2024", "overskredet", "frist:august", "frist=august"}
    if due == "2026-08":
        found = found | {"frist=august"}
    let_through = {text for text in asked if matches(parse(text), {"due": due}, TODAY)}
    assert let_through == found


def test_relative_dates_are_seen_from_the_day_of_asking() -> None:
    query = parse("frist:i morgen")
    assert matches(query, {"due": "2026-08-20"}, TODAY)
    assert matches(query, {"due": "2027-01-01"}, date(2026, 12, 31))
    assert not matches(query, {"due": "2026-08-20"}, date(2026, 12, 31))


def test_trees_and_records_made_by_hand_may_hold_nonsense() -> None:
    record = {"due": "2026", "title": "x", "status": "open"}
    for field, value in (
        ("due", Value("x")),
        ("due", Range("x", None)),
        ("title", Range("a", "b")),
    ):
        assert not matches(Query(Compare(field, ":", (value,))), record, TODAY)


def test_order_is_danish_stable_and_keeps_the_empty_last() -> None:
    titles = ["Øl", "abe", None, "Åse", "Ære", "aabne", "Zoo", ""]
    records = [{"title": title, "n": n} for n, title in enumerate(titles)]
    upwards = [one["title"] for one in ordered(parse("sorter:titel"), records)]
    assert upwards == ["abe", "Zoo", "Ære", "Øl", "aabne", "Åse", None, ""]
    downwards = [one["title"] for one in ordered(parse("sorter:-titel"), records)]
    assert downwards == ["Åse", "aabne", "Øl", "Ære", "Zoo", "abe", None, ""]


def test_groups_come_first_then_the_sorting() -> None:
    records = [
        {"status": status, "due": due}
        for status in ("done", "open", "started")
        for due in ("2026-09", "2026-08-30", None, "2026-08")
    ]
    found = ordered(parse("grupper:status sorter:-frist"), records)
    assert [one["status"] for one in found] == ["open"] * 4 + ["started"] * 4 + ["done"] * 4
    assert [one["due"] for one in found[:4]] == ["2026-09", "2026-08", "2026-08-30", None]
