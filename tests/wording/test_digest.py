"""The digest of the day in words and in figures."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from kombit_tui.db.queries.overview import overview
from kombit_tui.db.store import Store
from kombit_tui.domain.burn_down import BurnDown, burn_down
from kombit_tui.domain.campaigns import DEFAULT_STEPS
from kombit_tui.wording.digest import (
    PANELS,
    TITLES,
    PanelText,
    digest,
    forecast_words,
    pace_words,
)
from kombit_tui.wording.digest_json import digest_json

TODAY = date(2026, 8, 19)


def burnt(moved: int, left: int, stop: int, days_ago: int = 7) -> BurnDown:
    """Systems of which some were moved so many days ago, and a stop so many days ahead."""
    day = (TODAY - timedelta(days=days_ago)).isoformat()
    states: list[Any] = [{"moved": {"on": day}}] * moved + [{}] * left
    found = burn_down(
        [(DEFAULT_STEPS, state, False) for state in states],
        stop=TODAY + timedelta(days=stop),
        today=TODAY,
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("figures", "told", "foretold"),
    [
        (
            burnt(2, 16, 70),
            "16 af 18 mangler. Der skal flyttes 1,6 om ugen, de seneste 8 uger blev det 0,2.",
            "I det tempo er alle flyttet 10-11-2027, 378 dage efter stop.",
        ),
        (
            burnt(8, 2, 28),
            "2 af 10 mangler. Der skal flyttes 0,5 om ugen, de seneste 8 uger blev det 1.",
            "I det tempo er alle flyttet 02-09-2026, 14 dage før stop.",
        ),
        (
            burnt(8, 1, 7),
            "1 af 9 mangler. Der skal flyttes 1 om ugen, de seneste 8 uger blev det 1.",
            "I det tempo er alle flyttet 26-08-2026, på dagen.",
        ),
        (
            burnt(1, 3, -12, days_ago=90),
            "3 af 4 mangler, og stop var for 12 dage siden; de seneste 8 uger blev det 0 om ugen.",
            "I det tempo bliver de aldrig flyttet.",
        ),
    ],
)
def test_the_pace_is_told_in_words(figures: BurnDown, told: str, foretold: str) -> None:
    assert pace_words(figures) == told
    assert forecast_words(figures) == foretold


@pytest.mark.parametrize(
    ("count", "room", "shown"),
    [
        (5, 5, ["a", "b", "c", "d", "e"]),
        (5, 9, ["a", "b", "c", "d", "e"]),
        (5, 3, ["a", "b", "… og 3 til"]),
        (17, 5, ["a", "b", "c", "d", "… og 13 til"]),
        (17, 9, ["a", "b", "c", "d", "e", "… og 12 til"]),
        (17, 1, ["a"]),
        (17, 0, []),
        (None, 3, ["a", "b", "c"]),
        (0, 3, ["a", "b", "c"]),
    ],
)
def test_a_panel_tells_how_many_more_there_are(
    count: int | None, room: int, shown: list[str]
) -> None:
    text = PanelText("Titel", "17", [(letter, "") for letter in "abcde"], "", count)
    if count == 0:  # what is said of nothing
        text = text._replace(lines=[("a", ""), ("b", ""), ("c", "")])
    assert [line for line, _ in text.shown(room)] == shown


def test_the_digest_tells_of_every_panel(demo_store: Store) -> None:
    told = list(digest(overview(demo_store.reader, TODAY), TODAY))
    heads = [line for line in told if not line.startswith(" ")]
    assert len(heads) == len(PANELS)
    assert "Udfasning: 16 mangler" in heads
    assert "Tempo: OCES2 til OCES3: 5 mangler" in heads
    assert "  … og 3 til" in told
    assert any(line.startswith("  5 af 6 mangler. Der skal flyttes 0,6 om ugen") for line in told)


def test_an_empty_store_has_a_digest(empty_store: Store) -> None:
    found = overview(empty_store.reader, TODAY)
    assert list(digest(found, TODAY)) == [
        line for title in TITLES.values() for line in (title, "  Lageret er tomt.")
    ]
    assert digest_json(found, TODAY)["pace"] is None


def test_scripts_get_the_pace_in_figures(demo_store: Store) -> None:
    given = json.loads(json.dumps(digest_json(overview(demo_store.reader, TODAY), TODAY)))
    assert given["pace"] == {
        "title": "OCES2 til OCES3",
        "stop": "2026-10-12",
        "remaining": 5,
        "total": 6,
        "per_week": 0.12,
        "needed_per_week": 0.65,
        "forecast": "2027-05-26",
    }
    assert given["changes_since_last_visit"] == 13
    assert (given["roles_to_put_right"], given["own_wave_dates"]) == (11, 4)
