"""Nyheder and Opfølgning in every state that matters, and lines that lead to their records.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Update
from kombit_tui.db.store import Store
from tests.conftest import NOW, now
from tests.db.test_queries import fill, made
from tests.snapshots.conftest import Picture, Shown
from tests.snapshots.test_pictures import NARROW, sizes

pages = pytest.mark.parametrize("mode", ["news", "follow_ups"])
LONG = "\n".join(
    f"{n}. linje, som er så lang, at den må brydes: {'og videre ' * 12}" for n in range(9)
)


def by_lone(store: Store, *changes: Change) -> None:
    """What a colleague did since the last visit."""
    store.remember({meta.LAST_VISIT: (NOW - timedelta(hours=1)).isoformat()})
    other = Store(Path(store.path), who="Lone", clock=now)
    other.apply(changes, "Lones rettelse")
    other.close()


@pages
def test_a_detail_in_the_place_of_the_list(picture: Picture, demo_store: Store, mode: str) -> None:
    """A narrow window: the detail alone, with the line that leads on."""
    assert picture(demo_store, mode, NARROW, "j", "tab", "down")


@sizes
def test_what_a_colleague_did(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """A moved deadline with a new status, something new, and news."""
    fill(
        store,
        made("project", "p", name="SAPA"),
        made("task", "t", title="Kortlæg snitflader", project="0999-p", due="2026-09-01"),
        made("news", "gl", text="Gammelt nyt", project="0999-p", date="2026-06-01"),
    )
    by_lone(
        store,
        Update("0999-t", {"due": "2026-10-01"}),
        made("task_state", "s", task="0999-t", status="started"),
        made("agreement", "a", title="Databehandleraftale", project="0999-p"),
        made("news", "n", text="Helt nyt", project="0999-p", date="2026-08-19"),
    )
    assert picture(store, "news", size, ("j", "j", "j"))


@sizes
def test_nothing_new(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """Said once, above the news of each project."""
    fill(store, made("news", "n", text="Gammelt nyt", date="2026-06-01"))
    store.remember_visit()
    assert picture(store, "news", size, "j")


@sizes
def test_a_very_long_piece_of_news(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """One line of the list; all of it in the detail."""
    fill(store, made("news", "n", text=LONG, date="2026-06-01"))
    assert picture(store, "news", size, ("j", "j"), "tab", "pagedown")


@sizes
def test_news_in_groups(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """What is new too stands under its project."""
    assert picture(demo_store, "news", size, "g", ("down", "enter"), "j")


@sizes
def test_only_what_is_new(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """As Overblik opens it."""
    assert picture(demo_store, "news", size, ("slash", *"#nyt", "enter"))


@sizes
def test_a_filter_with_no_hits(picture: Picture, demo_store: Store, size: tuple[int, int]) -> None:
    """It says what was looked for and how to get out."""
    assert picture(demo_store, "follow_ups", size, ("slash", *"xyzzy", "enter"))


@sizes
def test_a_contact_that_no_list_has(picture: Picture, store: Store, size: tuple[int, int]) -> None:
    """A follow-up agreed about no system leads to a page of its own."""
    contact = {"vendor": "Kyst", "on": "2026-08-01", "text": "Ringet", "follow_up": "2026-08-21"}
    fill(store, made("contact_entry", "k", **contact))
    steps = ("j", "enter", Shown("Hvad blev sagt"))
    assert picture(store, "follow_ups", size, *steps)


@pages
def test_a_large_window(picture: Picture, demo_store: Store, mode: str) -> None:
    """Every column, and every screen by name."""
    assert picture(demo_store, mode, (200, 50), "j")


@pytest.mark.parametrize("theme", ["lys", "høj kontrast"])
def test_a_chosen_line_in_a_theme(picture: Picture, demo_store: Store, theme: str) -> None:
    """It stands out by more than its colour."""
    assert picture(demo_store, "follow_ups", NARROW, "j", "tab", "down", theme=theme)


def test_a_chosen_line_without_colours(
    picture: Picture, demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sign tells it."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(demo_store, "follow_ups", NARROW, "j", "tab", "down")
