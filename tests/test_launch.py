"""Opening the dashboard: its options, its stores, and what it says without a terminal."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kombit_tui import launch as launching
from kombit_tui.__main__ import _wants_dashboard
from kombit_tui.app.shell import SCREENS
from kombit_tui.db.store import Store
from kombit_tui.errors import StoreError, UnknownMunicipality, UnknownView
from kombit_tui.launch import Options, _options, _view_named, launch, open_store
from kombit_tui.settings import Settings
from tests.commands import loaded_by, run


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Options()),
        ("--demo", Options(demo=True)),
        ("--store x.sqlite3 --demo", Options(demo=True, store="x.sqlite3")),
        ("--store=x=y", Options(store="x=y")),
        ("--screen roller", Options(screen="roles")),
        ("--screen=udfasning", Options(screen="phase_outs")),
        ("--screen=tidslinje", Options(screen="timeline")),
    ],
)
def test_options_say_what_is_opened(line: str, expected: Options) -> None:
    assert _wants_dashboard(line.split())
    assert _options(line.split()) == expected


def test_one_can_begin_on_every_screen() -> None:
    unnamed = set(SCREENS) - {"review"} - set(launching.SCREENS.values())
    assert not unnamed, "give it a name in launch.SCREENS, then run make manual"


@pytest.mark.parametrize("line", ["--store", "--store=", "--screen", "--screen stue"])
def test_wrong_options_are_told_and_open_nothing(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launching, "open_dashboard", lambda _: pytest.fail("opened"))
    assert launch(line.split()) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "line", ["status", "--help", "--demo status", "--store x list tasks", "-h"]
)
def test_everything_else_is_for_the_command_line(line: str) -> None:
    assert not _wants_dashboard(line.split())


def test_without_a_terminal_the_day_is_printed(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo")
    assert (done.returncode, done.stderr) == (0, "")
    for panel in ("Overskredet: ", "Næste møde: ", "Udfasning: ", "Ubesatte roller: "):
        assert f"\n{panel}" in f"\n{done.stdout}"


def test_a_letter_that_the_pipe_lacks_stops_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "N?ste m?de: " in done.stdout


def test_the_digest_loads_no_dashboard_and_no_write_path(tmp_path: Path) -> None:
    heavy = {"textual", "sqlalchemy", "sqlmodel", "pydantic", "httpx"}
    assert not loaded_by(tmp_path) & heavy


@pytest.mark.parametrize("content", [b"hej", b"x" * 5_000])
@pytest.mark.parametrize("demo", [(), ("--demo",)])
def test_a_file_that_is_no_store_is_told_and_kept(
    tmp_path: Path, content: bytes, demo: tuple[str, ...]
) -> None:
    path = tmp_path / "brev.txt"
    path.write_bytes(content)
    done = run(tmp_path, *demo, "--store", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Lager")
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == content


def test_the_demo_never_replaces_a_store_of_ones_own(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="er ikke et demolager"):
        open_store(Settings(), str(store.path), demo=True)
    assert store.path.read_bytes() == before


def test_a_demo_that_was_stopped_at_once_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "demo.sqlite3"
    Store(path, who="tester").close()
    demo = open_store(Settings(), str(path), demo=True)
    assert demo.is_demo
    demo.close()


def test_a_damaged_store_is_told_in_danish(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    Store(path, who="tester").close()
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    done = run(tmp_path, "--store", str(path))
    assert done.returncode == 1
    assert done.stderr.startswith("Lagerfilen kan ikke læses")


def test_the_municipality_of_the_settings_is_given_to_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    store = open_store(Settings(municipality="0101"), str(path))
    assert store.municipality == "0101"
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT value FROM meta WHERE key = 'municipality_name'")
        assert "København" in names.fetchone()[0]


def test_an_unknown_municipality_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownMunicipality, match="«9999»"):
        open_store(Settings(municipality="9999"), str(tmp_path / "store.sqlite3"))


def test_a_view_is_begun_with_by_its_name(store: Store) -> None:
    assert _options(["--demo", "--view", "kritisk vej"]) == Options(demo=True, view="kritisk vej")
    assert _view_named(store, "KRITISK vej").mode == "tasks"
    assert _view_named(store, "Ubesatte Roller").mode == "roles"


def test_an_unknown_view_is_told_with_those_there_are(store: Store) -> None:
    with pytest.raises(UnknownView) as caught:
        _view_named(store, "Hastesager")
    assert "«Hastesager»" in caught.value.text
    assert "«Mine frister»" in caught.value.hint


def test_the_bell_rings_where_something_is_overdue(
    demo_store: Store, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    launching._ring(store)
    assert capsys.readouterr().out == ""
    launching._ring(demo_store)
    assert capsys.readouterr().out == "\a"
    assert not Settings().bell, "unless it is asked for, nothing rings"
