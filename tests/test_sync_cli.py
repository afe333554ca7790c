"""`kombit-tui sync` and `publish`: what they say, what they keep, and how they end."""

import getpass
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from kombit_tui import credentials
from kombit_tui.db import meta
from kombit_tui.db.changes import Create, Update
from kombit_tui.db.queries.publishing import announcements
from kombit_tui.db.store import Store
from kombit_tui.errors import NoPermission, NoServer, WrongPassword
from kombit_tui.progress import Bar
from kombit_tui.settings import Settings
from kombit_tui.sync import cli
from kombit_tui.sync.report import Phase, Progress
from tests.commands import fits, loaded_by, run
from tests.conftest import now
from tests.server.kinto import ANNA, BASE, DORTE, FEED, PASSWORD, head_of, memory_app, reset
from tests.tools import synced, wired

ADDRESS = BASE.rstrip("/")
SETTINGS = Settings(server=ADDRESS, server_user=ANNA)


@pytest.fixture(scope="module")
def app() -> Any:
    """The server."""
    return memory_app()


@pytest.fixture(autouse=True)
def server(app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The server as it was, a home of one's own, and no keyring."""
    reset(app)
    wired.connect(monkeypatch, httpx.WSGITransport(app=app))
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    former = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield app
    keyring.set_keyring(former)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Store]:
    """A store with two tasks."""
    store = Store(tmp_path / "store.sqlite3", who="Anna", clock=now)
    store.set_municipality("0101")
    store.apply([Create("task", {"title": f"Opgave {n}"}, f"0101-{n}") for n in "ab"], "Ny")
    credentials.keep(ADDRESS, ANNA, PASSWORD)
    yield store
    store.close()


def sync(store: Store, settings: Settings = SETTINGS, *, as_json: bool = False) -> int:
    """Meet the server."""
    return cli.run_sync(store, settings, as_json=as_json)


def test_it_says_what_came_of_it(ours: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert sync(ours) == cli.DONE
    assert capsys.readouterr() == ("Synkroniseret: 2 sendt\n", "")
    assert sync(ours) == cli.DONE
    assert capsys.readouterr().out == "Synkroniseret: intet nyt\n"
    assert meta.read(ours.reader, meta.SERVER) == ADDRESS


def test_as_json_for_scripts(ours: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert sync(ours, as_json=True) == cli.DONE
    told = fits(json.loads(capsys.readouterr().out), "sync")
    assert (told["pushed"], told["complete"], told["error"]) == (2, True, None)
    assert set(told) == {
        *("pulled", "pushed", "merged", "conflicts", "refused", "waiting", "complete"),
        *("open_conflicts", "refused_in_all", "last_ok", "warnings", "error"),
    }


def test_conflicts_are_told_with_where_to_decide_them(
    ours: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    sync(ours)
    synced._insert(ours, "c1", "0101-a", "task", "fields", {}, {"text": "a"}, {"text": "b"})
    assert sync(ours) == cli.DONE
    assert "1 konflikt at afgøre: kombit-tui --screen konflikter" in capsys.readouterr().out


def test_without_network_it_fails_and_says_that_all_is_kept(
    ours: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wired.answering(monkeypatch, httpx.ConnectError("refused"))
    assert sync(ours) == cli.FAILED
    said = capsys.readouterr()
    assert said.out == "Nåede: intet nyt\nVenter: 2 poster\n"
    assert said.err.startswith("Serveren svarer ikke: ")
    assert "Alt er gemt her" in said.err


def test_an_error_is_told_as_json_too(
    ours: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wired.answering(monkeypatch, httpx.ConnectError("refused"))
    assert sync(ours, as_json=True) == cli.FAILED
    told = fits(json.loads(capsys.readouterr().out), "sync")
    assert told["error"]["name"] == "ServerUnreachable"
    assert told["complete"] is False


def test_a_refused_record_is_a_failure(ours: Store, capsys: pytest.CaptureFixture[str]) -> None:
    sync(ours)
    ours.apply([Update("0101-a", {"count_done": 2**60})], "Tal")
    assert sync(ours) == cli.FAILED
    assert "Afvist af serveren: 1 post. Se dem under Synk." in capsys.readouterr().out


def test_without_a_server_it_is_wrong_use(ours: Store) -> None:
    with pytest.raises(NoServer, match="ikke valgt"):
        sync(ours, Settings())


def test_a_store_of_another_server_is_left_alone(ours: Store) -> None:
    ours.remember({meta.SERVER: "https://andet.example.dk/v1"})
    with pytest.raises(NoServer, match="hører til"):
        sync(ours)


def test_without_a_terminal_nobody_is_asked_for_a_password(
    ours: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials.forget(ADDRESS, ANNA)
    monkeypatch.setattr(sys, "stdin", io.StringIO("hemmelig\n"))
    with pytest.raises(WrongPassword, match="ikke gemt"):
        sync(ours)


@pytest.mark.parametrize(("typed", "code", "kept"), [(PASSWORD, 0, PASSWORD), ("x", 1, None)])
def test_a_typed_password_is_kept_when_it_is_right(
    ours: Store, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, kept: str | None
) -> None:
    credentials.forget(ADDRESS, ANNA)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda *_: typed)
    assert sync(ours) == code
    assert credentials.read(ADDRESS, ANNA) == kept
    assert (meta.read(ours.reader, meta.SERVER) is not None) is (kept is not None)


def test_progress_is_told_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Bar() as bar:
        cli.teller(bar)(Progress(Phase.PULLING, 120, 4310))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Bar() as bar:
        cli.teller(bar)(Progress(Phase.PULLING, 120, 4310))
    assert "Synkroniserer 120 af 4.310" in capsys.readouterr().err


def test_the_commands_need_no_textual_and_say_how_to_begin(tmp_path: Path) -> None:
    done = run(tmp_path, "sync")
    assert done.returncode == 2
    assert "Tryk L i dashboardet" in done.stderr
    assert run(tmp_path, "--demo", "sync").returncode == 2
    assert "--bruger" in run(tmp_path, "publish").stderr
    assert "textual" not in loaded_by(tmp_path, "publish", "--help")


# Publishing.


@pytest.fixture
def read(ours: Store) -> Store:
    """A store into which a deck was read, beside what the municipality has of its own."""
    source = {"source": "0101-deck"}
    ours.apply(
        [
            Create("source", {"file": "møde.pptx"}, "0101-deck"),
            Create("project", {"name": "Støttesystemerne"}, "0101-p"),
            Create("task", {"title": "Læst", "project": "0101-p", **source}, "0101-read"),
            Create("task_change", {"task": "0101-read", "field": "due", **source}, "0101-change"),
            Create("task", {"title": "Vores", "kind": "lokal", **source}, "0101-own"),
            Create("task_state", {"task": "0101-read", "status": "done"}, "0101-s"),
            Create("person", {"name": "Ida Bro"}, "0101-ida"),
            Create("question", {"question": "Vores eget?"}, "0101-q"),
        ],
        "Læst",
    )
    credentials.keep(ADDRESS, FEED, PASSWORD)
    return ours


def publish(store: Store, *, user: str = FEED, dry_run: bool = False, as_json: bool = False) -> int:
    """Put it into the feed."""
    return cli.run_publish(store, SETTINGS, user, dry_run=dry_run, as_json=as_json)


def feed(server: Any) -> dict[str, dict[str, Any]]:
    """What the feed has."""
    got = head_of(server, ANNA).must("GET", "/buckets/katalog/collections/katalog/records")
    return {one["id"]: one for one in got.body["data"]}


def test_what_was_read_is_published_with_what_it_points_to(read: Store, server: Any) -> None:
    assert publish(read) == cli.DONE
    held = feed(server)
    assert set(held) == {"katalog-deck", "katalog-p", "katalog-read", "katalog-change"}
    assert held["katalog-read"]["project"] == "katalog-p"
    assert held["katalog-change"]["task"] == "katalog-read"
    assert all(one["af"] == FEED for one in held.values())


def test_a_dry_run_tells_and_sends_nothing(
    read: Store, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(read, dry_run=True) == cli.DONE
    said = capsys.readouterr().out
    assert "Nye: 4\n" in said
    assert "  KLIK-opgave: Læst\n" in said
    assert said.endswith("Intet er sendt.\n")
    assert feed(server) == {}


def test_again_changes_nothing_and_an_edit_is_sent_alone(
    read: Store, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(read)
    before = feed(server)
    assert publish(read) == cli.DONE
    assert feed(server) == before
    read.apply([Update("0101-read", {"title": "Læst igen"})], "Titel")
    capsys.readouterr()
    publish(read, as_json=True)
    told = fits(json.loads(capsys.readouterr().out), "publish")
    assert (told["new"], told["changed"], told["same"]) == ([], ["KLIK-opgave: Læst igen"], 3)
    after = feed(server)
    assert after["katalog-read"]["title"] == "Læst igen"
    assert {k: v for k, v in after.items() if k != "katalog-read"} == {
        k: v for k, v in before.items() if k != "katalog-read"
    }


def test_what_others_published_is_left_alone(read: Store, server: Any) -> None:
    theirs = {"data": {"type": "task", "title": "Andres"}}
    head_of(server, FEED).must(
        "PUT", "/buckets/katalog/collections/katalog/records/katalog-x", theirs
    )
    publish(read)
    assert feed(server)["katalog-x"]["title"] == "Andres"


def test_an_account_that_is_no_publisher_is_refused_in_words(read: Store, server: Any) -> None:
    credentials.keep(ADDRESS, DORTE, PASSWORD)
    with pytest.raises(NoPermission, match="må ikke skrive i det nationale katalog"):
        publish(read, user=DORTE)
    assert feed(server) == {}


def test_subscribers_get_it_and_cannot_publish_it_again(
    read: Store, server: Any, tmp_path: Path
) -> None:
    publish(read)
    other = Store(tmp_path / "other.sqlite3", who="Carla", clock=now)
    other.set_municipality("0101")
    assert sync(other) == cli.DONE
    rows = other.reader.execute("SELECT id, bucket FROM task WHERE title = 'Læst'").fetchall()
    assert [tuple(row) for row in rows] == [("katalog-read", "katalog")]
    assert announcements(other.reader, "0101") == []
    other.close()
