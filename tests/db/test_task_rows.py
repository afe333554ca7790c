"""What the task list is read from: the deadline that counts, whose waves, and who is to do it."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kombit_tui.db import migrations
from kombit_tui.db.changes import Create, Delete, Update
from kombit_tui.db.queries.overview import overview
from kombit_tui.db.queries.performers import holders_of, performers
from kombit_tui.db.queries.task_pages import is_listed, number_of_others, our_waves_told
from kombit_tui.db.queries.tasks import TaskPages, TaskRow, task_detail
from kombit_tui.db.store import Store
from tests.conftest import NOW
from tests.db.test_filtering import WAVES, created, random_task, with_people

TODAY = NOW.date()


def listed(store: Store, *, every_wave: bool = False) -> list[TaskRow]:
    """The rows of the list."""
    return TaskPages(store.reader, every_wave=every_wave).page(0, 99)


def titles(store: Store, *, every_wave: bool = False) -> list[str]:
    """What is listed, by title."""
    return [row.title for row in listed(store, every_wave=every_wave)]


def profile(*waves: str) -> Create:
    """Where we are."""
    values = {"code": "0999", "name": "Korsbæk", "waves": list(waves)}
    return Create("profile", values, "0999-profile")


@pytest.fixture
def pilots(store: Store) -> Store:
    """A task for pilots and rest, one for a wave, a local one and one for all."""
    tasks: Sequence[dict[str, Any]] = (
        {"title": "Meld klar (P4)", "code": "IN009", "due": "2026-05-02", "project": "0999-p"},
        {"title": "Meld klar (K94)", "code": "IN009", "due": "2026-08", "project": "0999-p"},
        {"title": "Bekræft", "wave": "B4", "due": "2026-08-10"},
        {"title": "Vores egen", "wave": "B4", "kind": "lokal", "due": "2026-08-12"},
        {"title": "Til alle", "due": "2026-08-14"},
    )
    made = [Create("task", task, f"0999-{n}") for n, task in enumerate(tasks)]
    store.apply([Create("project", {"name": "Sygesikring"}, "0999-p"), *made], "Opgaver")
    return store


def test_without_waves_of_our_own_all_tasks_are_ours(pilots: Store) -> None:
    assert len(titles(pilots, every_wave=True)) == 5
    assert titles(pilots) == ["Meld klar (P4)", "Bekræft", "Vores egen", "Til alle"]
    assert number_of_others(pilots.reader) == 1, "the other variant"


def test_variants_are_one_row_with_the_first_open_deadline(pilots: Store) -> None:
    """Issue 4: pilot and rest are one row, and none that may be ours is hidden by a later one."""
    assert next((row.title, row.folded) for row in listed(pilots)) == ("Meld klar (P4)", 1)
    detail = task_detail(pilots.reader, "0999-1")
    assert detail is not None
    assert detail.is_ours, "folded, not somebody else's"
    pilots.apply([Create("task_state", {"task": "0999-0", "status": "done"})], "Udført")
    assert "Meld klar (K94)" in titles(pilots)
    assert "Meld klar (P4)" not in titles(pilots)
    pilots.undo()
    pilots.apply([Update("0999-0", {"due": "2026-12"})], "Senere")
    assert titles(pilots)[-1] == "Meld klar (K94)"
    pilots.apply([Delete("0999-1")], "Slettet")
    assert [(row.title, row.folded) for row in listed(pilots)][-1] == ("Meld klar (P4)", 0)
    pilots.undo()
    pilots.apply([Update("0999-1", {"title": "Noget andet (K94)"})], "Omdøbt")
    assert sum(row.folded for row in listed(pilots, every_wave=True)) == 0


def test_our_own_wave_decides_which_variant_is_the_row(pilots: Store) -> None:
    pilots.apply([profile("K94")], "Profil")
    assert [row.folded for row in listed(pilots) if row.title == "Meld klar (K94)"] == [0]
    pilots.undo()
    assert [row.folded for row in listed(pilots) if row.title == "Meld klar (P4)"] == [1]


def test_tasks_of_other_waves_are_listed_on_request_only(pilots: Store) -> None:
    pilots.apply([profile("B3", "K94")], "Profil")
    assert titles(pilots) == ["Vores egen", "Til alle", "Meld klar (K94)"]
    assert len(titles(pilots, every_wave=True)) == 5
    assert our_waves_told(pilots.reader) == "B3, K94"
    assert [is_listed(pilots.reader, f"0999-{n}") for n in range(5)] == [False, True, False, True,
                                                                         True]  # fmt: skip
    found = overview(pilots.reader, TODAY)
    assert [row.title for row in found.overdue.first] == ["Vores egen", "Til alle"]
    assert (found.overdue.number, found.open_tasks) == (2, 3)


def test_another_wave_and_undo_sort_the_tasks_anew(pilots: Store) -> None:
    pilots.apply([profile("B3", "K94")], "Profil")
    pilots.apply([Update("0999-profile", {"waves": ["B4", "P4"]})], "Bølge")
    assert "Bekræft" in titles(pilots)
    assert "Meld klar (P4)" in titles(pilots)
    assert "Meld klar (K94)" not in titles(pilots)
    pilots.undo()
    assert titles(pilots) == ["Vores egen", "Til alle", "Meld klar (K94)"]
    pilots.apply([Delete("0999-profile")], "Slettet")
    assert len(titles(pilots, every_wave=True)) == 5


def test_a_project_may_have_us_in_another_wave(store: Store) -> None:
    """Issue 4: in wave B3 of one project, and in 2 of another; so also after a change of either."""
    store.apply(
        [
            Create("project", {"name": "Ydelser", "code": "KY", "aliases": ["Kontanthjælp"]},
                   "0999-ky"),
            Create("project", {"name": "Valg"}, "0999-valg"),
            *(
                Create("task", {"title": f"{project} {wave}", "wave": wave, "due": "2026-09-01",
                                "project": f"0999-{project}", "kind": "obligatorisk"},
                       f"0999-{project}{wave}")
                for project in ("ky", "valg")
                for wave in ("B2", "B3")
            ),
        ],
        "Opgaver",
    )  # fmt: skip
    store.apply([profile("B3", "KY: 2")], "Profil")
    assert titles(store) == ["ky B2", "valg B3"]
    assert our_waves_told(store.reader) == "B3, KY: 2"
    store.apply([Update("0999-profile", {"waves": ["B3", "kontanthjælp: B2"]})], "Alias")
    assert titles(store) == ["ky B2", "valg B3"]
    store.apply([Update("0999-ky", {"aliases": None})], "Projekt")
    assert titles(store) == ["ky B3", "valg B3"]
    store.undo()
    store.apply([Update("0999-profile", {"waves": ["Ydelser: B2"]})], "Kun det ene projekt")
    assert titles(store) == ["ky B2", "valg B2", "valg B3"], "nobody is left out by guessing"


def test_the_detail_tells_of_the_variant_for_others(pilots: Store) -> None:
    pilots.apply([profile("K94")], "Profil")
    detail = task_detail(pilots.reader, "0999-1")
    assert detail is not None
    assert detail.is_ours
    assert [tuple(one) for one in detail.variants] == [("P4", "2026-05-02", None)]
    other = task_detail(pilots.reader, "0999-0")
    assert other is not None
    assert not other.is_ours
    alone = task_detail(pilots.reader, "0999-4")
    assert alone is not None
    assert alone.variants == ()


def test_one_deadline_counts_and_its_row_says_which(store: Store) -> None:
    dates = {"due": "2026-08-01", "due_real": "2026-09-10", "consequence_date": "2026-10"}
    store.apply([Create("task", {"title": "x", **dates}, "0999-x")], "Opgave")
    [row] = listed(store)
    assert (row.due, row.due_of) == ("2026-09-10", "due_real")
    assert overview(store.reader, TODAY).overdue.number == 0
    state = {"task": "0999-x", "own_due": "2026-08-18"}
    store.apply([Create("task_state", state, "0999-s")], "Egen frist")
    [row] = listed(store)
    assert (row.due, row.due_of) == ("2026-08-18", "own_due")
    assert overview(store.reader, TODAY).overdue.number == 1
    store.undo()
    assert listed(store)[0].due_of == "due_real"


def test_a_role_is_resolved_to_whom_holds_it_today(store: Store) -> None:
    people = [Create("person", {"name": name}, f"0999-{name}") for name in ("Ida", "Bo", "Åse")]
    roles = [
        Create("role", {"name": "KY - systemansvarlig"}, "0999-ky"),
        Create("role", {"name": "Rolleadministrator"}, "0999-ra"),
        Create("role", {"name": "Gammel", "retired_in": "1.4"}, "0999-g"),
        Create("role", {"name": "DUBU - administrator", "system": "DUBU"}, "0999-d"),
        Create("system", {"name": "DUBU", "in_use": False}, "0999-dubu"),
    ]
    held = [("Ida", None), ("Bo", "2026-08-19"), ("Åse", "2026-08-18")]
    assignments = [
        Create("assignment", {"role": "0999-ky", "person": f"0999-{who}", "until": until})
        for who, until in held
    ]
    store.apply([*people, *roles, *assignments], "Roller")
    found = performers(store.reader, TODAY)
    assert holders_of("KY -  Systemansvarlig", found) == ("Bo", "Ida")
    assert holders_of("Rolleadministrator", found) == ()
    for unknown in ("Gammel", "DUBU - administrator", "Ukendt", None):
        assert holders_of(unknown, found) is None


def test_the_detail_tells_of_the_campaign_and_of_every_change(store: Store) -> None:
    store.apply(
        [
            Create("campaign", {"title": "CH1 til CH2", "stop": "2026-12-01"}, "0999-c"),
            Create("source", {"file": "slides.pdf"}, "0999-k"),
            Create("task", {"title": "x", "due": "2027-01", "campaign": "0999-c"}, "0999-x"),
            Create(
                "task_change",
                {"task": "0999-x", "field": "kind", "before": "obligatorisk", "after": "anbefalet"}
                | {"reason": "Derfor", "source": "0999-k", "source_first": 4},
            ),
        ],
        "Forløb",
    )
    detail = task_detail(store.reader, "0999-x")
    assert detail is not None
    assert detail.campaign is not None
    assert detail.campaign.title == "CH1 til CH2"
    [change] = detail.changes
    assert (change.reason, change.source_file, change.source_first) == ("Derfor", "slides.pdf", 4)


ORDERS = ("is_done, due_day, seq", "title_key ASC NULLS LAST, is_done, due_day, seq")


@pytest.mark.parametrize("scope", ["is_ours = 1", "1"])
@pytest.mark.parametrize("order", ORDERS)
def test_a_page_is_read_from_one_index(store: Store, scope: str, order: str) -> None:
    query = f"SELECT seq FROM task_row WHERE {scope} ORDER BY {order} LIMIT 50 OFFSET 500"
    [step] = store.reader.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "USING COVERING INDEX" in step["detail"]


def test_an_older_store_gets_the_same_rows(tmp_path: Path, store: Store) -> None:
    with_people(store)
    [of_us] = store.reader.execute("SELECT id FROM profile").fetchone()
    store.apply([Update(of_us, {"waves": [*WAVES]})], "Uden projekt, som dengang")
    draw = Random(4)
    tasks = [random_task(draw) for _ in range(60)]
    store.apply([c for n, one in enumerate(tasks) for c in created(n, *one)], "Opgaver")
    everything = "SELECT * FROM task_row ORDER BY seq"
    wanted = [dict(row) for row in store.reader.execute(everything)]
    store.close()
    older = Path(shutil.copy(store.path, tmp_path / "older.sqlite3"))
    scripts = dict(migrations._steps())
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        _as_version_3(connection, scripts)
        migrations._add_functions(connection)
        migrations._apply(connection, 4, scripts[4])
        connection.execute("PRAGMA user_version = 6")
        migrations._apply(connection, 7, scripts[7])
        connection.row_factory = sqlite3.Row
        assert [dict(row) for row in connection.execute(everything)] == wanted


LATER = ("due_first", "due_of", "performer_role", "is_ours", "family", "is_folded", "folded")


def _as_version_3(connection: sqlite3.Connection, scripts: dict[int, str]) -> None:
    """What 0004 made is not there yet, and the rows have the dates of KLIK."""
    indexes = {row[0] for row in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND name GLOB 'task_row_*'"
    )}  # fmt: skip
    for index in indexes - {"task_row_responsible"}:
        connection.execute(f"DROP INDEX {index}")
    for column in LATER:
        connection.execute(f"ALTER TABLE task_row DROP COLUMN {column}")
    connection.execute(
        "UPDATE task_row SET (due, due_text, due_place) = "
        "(SELECT due, due_text, due_last FROM task t WHERE t.seq = task_row.seq)"
    )
    connection.execute("UPDATE task_row SET due_day = coalesce(due_place, 9999999)")
    made = [one for one in migrations._statements(scripts[2]) if "CREATE INDEX" in one]
    for statement in made:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 3")
