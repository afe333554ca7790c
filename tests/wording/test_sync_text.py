"""The state of the sync in a word or two, and what is told of it elsewhere."""

from datetime import timedelta

import pytest

from kombit_tui.db.queries.sync import Feed, Numbers
from kombit_tui.wording.sync import (
    SyncNow,
    Trouble,
    came_of,
    feed_state,
    progress_text,
    refusal_text,
    state_text,
    time_text,
)
from tests.conftest import NOW

OK = Numbers(ok_at=(NOW - timedelta(minutes=20)).isoformat())
OLD = Numbers(ok_at=(NOW - timedelta(hours=25)).isoformat())
ON = SyncNow(server="https://x/v1")


def trouble(name: str) -> SyncNow:
    """A meeting that ended with an error."""
    return ON._replace(trouble=Trouble(name, "", "", ""))


@pytest.mark.parametrize(
    ("now", "numbers", "told"),
    [
        (SyncNow(), OK, ("Kun lokalt", "muted")),
        (ON, OK, ("Synkroniseret 08:40", "muted")),
        (ON, Numbers(), ("Ikke synkroniseret endnu", "muted")),
        (ON, OLD, ("! Synkroniseret 18-08 08:00", "error")),
        (ON, OK._replace(waiting=3), ("3 venter", "muted")),
        (ON, OK._replace(waiting=4310), ("4.310 venter", "muted")),
        (ON, OK._replace(waiting=3, refused=1), ("1 afvist", "warning")),
        (ON, OK._replace(waiting=3, refused=1, conflicts=2), ("2 konflikter", "warning")),
        (ON, OK._replace(conflicts=1), ("1 konflikt", "warning")),
        (ON._replace(doing="Forbinder …"), OK._replace(conflicts=1), ("Forbinder …", "muted")),
        (trouble("ServerUnreachable"), OK, ("Ikke forbundet siden 08:40", "muted")),
        (trouble("ServerUnreachable"), Numbers(), ("Ikke forbundet", "muted")),
        (trouble("ServerBusy"), OLD, ("! Ikke forbundet siden 18-08 08:00", "error")),
        (trouble("WrongPassword"), OK, ("! Log på igen", "error")),
        (trouble("NoPermission"), OK, ("! Ingen adgang", "error")),
        (trouble("ServerReadOnly"), OK, ("! Serveren er lukket", "error")),
        (trouble("VersionMismatch"), OK, ("! Forkert version", "error")),
        (trouble(""), OK, ("Ikke forbundet siden 08:40", "muted")),
    ],
)
def test_the_state_is_told_in_a_word_or_two(
    now: SyncNow, numbers: Numbers, told: tuple[str, str]
) -> None:
    assert state_text(now, numbers, NOW) == told


def test_red_begins_after_a_day_and_not_before() -> None:
    for hours, tone in ((23.9, "muted"), (24.1, "error")):
        numbers = Numbers(ok_at=(NOW - timedelta(hours=hours)).isoformat())
        assert state_text(trouble("ServerUnreachable"), numbers, NOW)[1] == tone


@pytest.mark.parametrize(
    ("phase", "done", "total", "told"),
    [
        ("connecting", 0, None, "Forbinder …"),
        ("pulling", 0, None, "Synkroniserer …"),
        ("pulling", 120, 4310, "Synkroniserer 120 af 4.310"),
        ("pulling", 1200, None, "Synkroniserer 1.200"),
        ("pushing", 0, 3, "Synkroniserer 0 af 3"),
        ("comparing", 5, 9, "Sammenligner 5 af 9"),
    ],
)
def test_progress_is_told(phase: str, done: int, total: int | None, told: str) -> None:
    assert progress_text(phase, done, total) == told


def test_a_time_has_its_day_where_it_is_another_one() -> None:
    assert time_text(NOW.isoformat(), NOW) == "09:00"
    assert time_text("2026-08-19T07:00:00+00:00", NOW) == "09:00"
    assert time_text("2026-08-18T07:05:00+00:00", NOW) == "18-08 09:05"
    assert time_text("2025-12-31T07:05:00+00:00", NOW) == "31-12-2025"
    assert time_text("2026-08-18T23:30:00+00:00", NOW) == "01:30"


def test_what_came_of_a_meeting() -> None:
    assert came_of({}) == "intet nyt"
    assert came_of({"pulled": 0, "pushed": 1, "conflicts": 2, "merged": 1234}) == (
        "1 sendt, 1.234 flettet, 2 konflikter"
    )


def test_every_refusal_says_what_to_do() -> None:
    for status in (400, 403, 413, 418):
        meaning, hint = refusal_text(status)
        assert meaning.endswith(".")
        assert hint.endswith(".")
    assert "256 KB" in refusal_text(413)[1]


def test_a_collection_says_what_may_be_done_with_it() -> None:
    feed = Feed("kommune-0101", "data", "open", False, None, 0)
    assert feed_state(feed)[0] == "læses og skrives"
    assert feed_state(feed._replace(state="closed"))[0] == "ingen adgang"
    assert feed_state(feed._replace(state="held"))[0] == "venter på dit ja"
    assert feed_state(feed._replace(is_comparing=True))[0] == "sammenlignes"
    assert feed_state(feed._replace(bucket="katalog"))[0] == "kan kun læses"
