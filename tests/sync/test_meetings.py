"""A meeting as a whole: progress, cancelling, one at a time, access, masses, restored servers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kombit_tui.db.changes import Create, Delete, Update
from kombit_tui.errors import (
    MassChange,
    NoPermission,
    ServerBusy,
    ServerReadOnly,
    SyncBusy,
    WrongPassword,
)
from kombit_tui.server import provision
from kombit_tui.sync.alone import alone
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Phase, Progress
from tests.conftest import NOW
from tests.server.kinto import (
    ANNA,
    BASE,
    BO,
    CATALOGUE,
    DORTE,
    EMIL,
    FEED,
    OURS,
    PASSWORD,
    admin_head,
    head_of,
    memory_app,
)
from tests.sync.replicas import CONFIDENTIAL, Replica, Team, restore, snapshot

T = "0101-t1"


def tasks(number: int, prefix: str = "0101-") -> list[Create]:
    """New tasks."""
    return [Create("task", {"title": f"Opgave {n}"}, f"{prefix}{n}") for n in range(number)]


@pytest.fixture
def dorte(team: Team) -> Iterator[Replica]:
    """Somebody who may read only."""
    made = Replica(team.folder / "dorte", "dorte", DORTE, team.app)
    yield made
    made.store.close()


def put(team: Team, record_id: str, collection: str = "data", **data: Any) -> None:
    """A record that another program stores."""
    path = f"/buckets/{OURS}/collections/{collection}/records/{record_id}"
    head_of(team.app, ANNA).must("PUT", path, {"data": data})


def in_team(team: Team, account: str, *, is_in: bool) -> None:
    """Whether somebody is in the municipality's group is changed."""
    head, path = admin_head(team.app), f"/buckets/{OURS}/groups/team"
    members = set(head.must("GET", path).body["data"]["members"])
    members = members | {f"account:{account}"} if is_in else members - {f"account:{account}"}
    head.must("PATCH", path, {"data": {"members": sorted(members)}})


def writes(replica: Replica) -> list[Any]:
    """The writes in the requests since they were last cleared."""
    batches = (asked for *_, asked in replica.connection.requests)
    return [one for asked in batches for one in asked if one["method"] in ("PUT", "DELETE")]


class After:
    """Cancels after so many requests."""

    def __init__(self, requests: int) -> None:
        self.left = requests

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


# How it goes on.


def test_it_tells_how_far_it_is(anna: Replica, carla: Replica) -> None:
    anna.apply(*tasks(8))
    told: list[Progress] = []
    anna.sync(progress=told.append)
    assert [one.phase for one in told[:2]] == [Phase.CONNECTING, Phase.PULLING]
    assert told[-1] == Progress(Phase.PUSHING, 8, 8)
    told.clear()
    carla.sync(progress=told.append)
    pulled = [(one.done, one.total) for one in told if one.phase is Phase.PULLING and one.done]
    assert pulled == [(3, 8), (6, 8), (8, 8)]


def test_an_idle_meeting_is_one_round_trip_and_writes_nothing(team: Team, anna: Replica) -> None:
    anna.apply(*tasks(2))
    team.settle()
    anna.connection.requests.clear()
    before = anna.store.changes_seen()
    report = anna.sync()
    assert [(method, path) for method, path, *_ in anna.connection.requests] == [
        ("POST", "/v1/batch")
    ]
    assert anna.store.changes_seen() == before, "lists are not read again for nothing"
    assert (report.pulled, report.pushed, report.waiting) == (0, 0, 0)


def test_it_reports_what_changed(anna: Replica, carla: Replica) -> None:
    anna.apply(*tasks(2), Create("person", {"name": "Ida"}, "0101-p"))
    report = anna.sync()
    assert (report.pushed, report.pulled, report.waiting) == (3, 0, 0)
    report = carla.sync()
    assert report.ids == frozenset({"0101-0", "0101-1", "0101-p"})
    assert (set(report.kinds), report.pulled) == ({"task", "person"}, 3)


def test_it_can_be_cancelled_between_requests_and_goes_on_later(
    anna: Replica, carla: Replica
) -> None:
    anna.apply(*tasks(8))
    anna.sync()
    report = carla.engine.run(cancelled=After(3))
    assert (report.is_cancelled, report.error, report.pulled) == (True, None, 3)
    assert carla.rows("SELECT outcome FROM sync_run") == [("cancelled",)]
    assert carla.sync().pulled == 5


def test_two_do_not_meet_the_server_with_one_store_at_once(anna: Replica) -> None:
    with alone(anna.path):
        report = anna.engine.run()
        assert isinstance(report.error, SyncBusy)
    assert anna.sync().error is None


def test_meetings_that_changed_nothing_are_not_remembered(anna: Replica) -> None:
    anna.apply(*tasks(1))
    for _ in range(3):
        anna.sync()
    anna.connection.planned.extend(["drop"])
    anna.engine.run()
    anna.connection.planned.extend(["drop"])
    anna.engine.run()
    anna.sync()
    told = anna.rows("SELECT outcome, pushed, message FROM sync_run ORDER BY seq")
    assert [one[:2] for one in told] == [("done", 1), ("failed", 0), ("done", 0)]
    assert told[1][2] == "Serveren svarer ikke: Der er ingen forbindelse til serveren."


def test_a_wait_that_the_server_asks_for_is_reported(anna: Replica) -> None:
    anna.sync()
    anna.connection.planned.append("busy")
    report = anna.engine.run()
    assert isinstance(report.error, ServerBusy)
    assert report.wait == 3.0, "not less than three seconds, whatever it says"


# Who may what.


def engine_of(replica: Replica, account: str, password: str = PASSWORD) -> Engine:
    """The same store, met as somebody else."""
    client = Client(BASE, account, password, transport=replica.connection)
    return Engine(replica.store, client)


def test_a_wrong_password_is_told_and_loses_nothing(team: Team, anna: Replica) -> None:
    anna.apply(*tasks(1))
    report = engine_of(anna, ANNA, "forkert").run()
    assert isinstance(report.error, WrongPassword)
    assert report.waiting == 1
    anna.sync()
    assert len(team.stored()) == 1


def test_a_stranger_gets_nothing(team: Team, anna: Replica) -> None:
    anna.apply(*tasks(1))
    report = engine_of(anna, EMIL).run()
    assert isinstance(report.error, NoPermission)
    assert (report.waiting, team.stored()) == (1, {})


def test_a_reader_keeps_what_he_writes(team: Team, anna: Replica, dorte: Replica) -> None:
    anna.apply(*tasks(4))
    anna.sync()
    dorte.sync()
    dorte.apply(*(Update(f"0101-{n}", {"wave": "2"}) for n in range(4)))
    report = dorte.sync()
    assert report.waiting == 4
    assert any("ikke ændre" in warning for warning in report.warnings)
    dorte.connection.requests.clear()
    dorte.sync()
    assert len(writes(dorte)) == 1, "one is tried, to learn when it is allowed again"
    in_team(team, DORTE, is_in=True)
    assert dorte.sync().waiting == 0
    assert {one["wave"] for one in team.stored().values()} == {"2"}
    assert not dorte.conflicts()


def test_who_is_removed_keeps_everything_and_is_told(team: Team, anna: Replica) -> None:
    bo = Replica(team.folder / "bo", "bo", BO, team.app)
    anna.apply(*tasks(3))
    anna.sync()
    bo.sync()
    bo.apply(Update("0101-0", {"wave": "2"}))
    before = bo.content()
    in_team(team, BO, is_in=False)
    report = bo.engine.run()
    assert any("ikke længere adgang" in warning for warning in report.warnings)
    for again in (bo.engine.run, bo.engine.run):
        report = again()
        assert isinstance(report.error, NoPermission)
        assert (bo.content(), report.waiting) == (before, 1)
    in_team(team, BO, is_in=True)
    assert bo.sync().pushed == 1
    bo.store.close()


def test_the_national_feed_is_read_and_never_written(team: Team, anna: Replica) -> None:
    path = f"/buckets/{CATALOGUE}/collections/{CATALOGUE}/records/katalog-n1"
    head = head_of(team.app, FEED)
    head.must("PUT", path, {"data": {"type": "news", "text": "Nyt", "af": "katalog-feed"}})
    anna.sync()
    assert anna.record("katalog-n1") == {"type": "news", "text": "Nyt"}
    assert anna.rows("SELECT bucket FROM news") == [("katalog",)]
    anna.apply(Update("katalog-n1", {"text": "Vores"}))
    assert anna.unsent() == []
    head.must("PUT", path, {"data": {"type": "news", "text": "Nyere", "af": "katalog-feed"}})
    anna.sync()
    assert anna.record("katalog-n1") == {"type": "news", "text": "Nyere"}
    assert not anna.conflicts()
    head.must("DELETE", path)
    anna.sync()
    assert anna.record("katalog-n1") is None


def test_ids_of_another_bucket_are_not_taken(team: Team, anna: Replica) -> None:
    anna.apply(*tasks(1))
    anna.sync()
    path = f"/buckets/{CATALOGUE}/collections/{CATALOGUE}/records/0101-0"
    data = {"type": "task", "title": "Kapret"}
    head_of(team.app, FEED).must("PUT", path, {"data": data})
    report = anna.sync()
    assert (anna.record("0101-0") or {})["title"] == "Opgave 0"
    assert any("kan ikke bruges" in warning for warning in report.warnings)


# Much at once.


def test_a_mass_deletion_is_asked_about_before_it_is_done(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(*tasks(30))
    team.settle()
    anna.apply(*(Delete(f"0101-{n}") for n in range(25)))
    anna.sync()
    for _ in range(2):
        report = carla.engine.run()
        assert isinstance(report.error, MassChange)
        assert "mindst" in report.error.text
    left = len(carla.content())
    assert left >= 10, "what is a fifth is done, the rest is asked about"
    carla.apply(Update("0101-29", {"wave": "2"}))
    assert carla.engine.run().waiting == 1, "nothing is sent meanwhile"
    assert carla.sync(accept_mass_change=True).waiting == 0
    assert len(carla.content()) == 5
    assert carla.sync().error is None


def test_a_few_deletions_are_done(team: Team, anna: Replica, carla: Replica) -> None:
    anna.apply(*tasks(30))
    team.settle()
    anna.apply(*(Delete(f"0101-{n}") for n in range(20)))
    team.settle()
    assert len(carla.content()) == 10


# The server is not what it was.


@pytest.mark.parametrize("is_rotated", [True, False])
def test_a_server_set_back_gets_everything_again(
    team: Team, anna: Replica, carla: Replica, is_rotated: bool
) -> None:
    anna.apply(*tasks(3), Create("person", {"name": "Ida"}, "0101-p"))
    team.settle()
    backup = snapshot(team.app)
    anna.apply(Update("0101-0", {"title": "Efter kopien"}), *tasks(2, "0101-ny"))
    team.settle()
    carla.apply(Update("0101-1", {"wave": "endnu ikke sendt"}))
    before = anna.content()
    restore(team.app, backup)
    if is_rotated:
        provision.rotate_epochs(admin_head(team.app))
    for one in team:
        one.begin()
    team.settle()
    assert anna.content() == carla.content()
    assert anna.content() == {
        **before,
        "0101-1": {**before["0101-1"], "wave": "endnu ikke sendt"},
    }
    assert {**team.content(), **team.content(CONFIDENTIAL)} == anna.content()
    assert not anna.conflicts() + carla.conflicts() + anna.unsent()
    assert not anna.rows("SELECT * FROM sync_snapshot")


def test_comparing_is_taken_up_again_where_it_stopped(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(*tasks(9))
    team.settle()
    provision.rotate_epochs(admin_head(team.app))
    carla.begin()
    assert carla.engine.run(cancelled=After(4)).is_cancelled
    [(cursor,)] = carla.rows("SELECT reconcile_cursor FROM sync_feed WHERE collection = 'data'")
    assert 0 < len(carla.rows("SELECT * FROM sync_snapshot")) < 9
    carla.connection.requests.clear()
    carla.begin()
    carla.sync()
    polled = [one["path"] for *_, asked in carla.connection.requests for one in asked]
    assert any("/data/" in path and f"%22{cursor}%22" in path for path in polled)
    assert not carla.rows("SELECT * FROM sync_snapshot")
    assert carla.rows("SELECT DISTINCT reconciling FROM sync_feed") == [(None,)]
    assert carla.content() == anna.content()


def test_what_was_missed_is_found_when_everything_is_compared(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(*tasks(5))
    team.settle()
    storage = team.app.registry.storage
    parent = f"/buckets/{OURS}/collections/data"
    storage.delete("record", parent, "0101-0", with_deleted=False)
    assert carla.sync().pulled == 0
    carla.apply(Update("0101-1", {"wave": "2"}))
    report = carla.sync(compare=True)
    assert report.pulled == 1
    assert carla.record("0101-0") is None
    assert (carla.record("0101-1") or {})["wave"] == "2"


def test_everything_is_compared_once_a_week(
    team: Team, anna: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.apply(*tasks(1))
    team.settle()
    told: list[Progress] = []
    for days, compared in ((6, False), (8, True), (9, False)):
        monkeypatch.setattr(anna.store, "clock", lambda days=days: NOW + timedelta(days))
        told.clear()
        anna.sync(progress=told.append)
        assert any(one.phase is Phase.COMPARING for one in told) == compared, days


# The server is not as it should be.


def test_a_server_that_only_reads_is_read_and_told(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(*tasks(2))
    anna.sync()
    app = memory_app(**{"kinto.readonly": "true"})
    restore(app, snapshot(team.app))
    carla.connection.server = httpx.WSGITransport(app=app)
    assert carla.sync().pulled == 2
    carla.apply(Update("0101-0", {"wave": "2"}))
    report = carla.engine.run()
    assert isinstance(report.error, ServerReadOnly)
    assert report.waiting == 1
    carla.connection.server = httpx.WSGITransport(app=team.app)
    carla.begin()
    assert carla.sync().waiting == 0


def test_a_server_without_our_plugin_is_met_with_caution(
    team: Team, anna: Replica, carla: Replica
) -> None:
    app = memory_app(**{"kinto.includes": "kinto.plugins.accounts"})
    restore(app, snapshot(team.app))
    for one in team:
        one.connection.server = httpx.WSGITransport(app=app)
    anna.apply(*tasks(2))
    report = anna.sync()
    assert any("serial_writes" in warning for warning in report.warnings)
    assert (report.pushed, report.waiting, anna.unsent()) == (2, 0, [])
    anna.connection.requests.clear()
    assert carla.sync().pulled == 2
    carla.apply(Delete("0101-0"), Update("0101-1", {"wave": "2"}))
    carla.connection.planned.extend(["ok", "phantom"])
    assert isinstance(carla.engine.run().error, ServerBusy)
    carla.sync()
    anna.sync()
    assert (
        anna.content()
        == carla.content()
        == {"0101-1": {"type": "task", "title": "Opgave 1", "wave": "2"}}
    )
    assert not anna.unsent() + carla.unsent() + anna.conflicts() + carla.conflicts()


def test_a_record_that_the_server_will_not_have_waits_for_the_user(anna: Replica) -> None:
    values = {"code": "0101", "name": "Korsbæk", "citizens": 2**60}
    anna.apply(*tasks(3), Create("profile", values, "0101-profil"))
    report = anna.sync()
    assert (report.pushed, report.refused, report.waiting) == (3, 1, 0)
    [(status, reason)] = anna.rows("SELECT status, reason FROM sync_refusal")
    assert (status, bool(reason)) == (400, True)
    anna.connection.requests.clear()
    anna.sync()
    assert not writes(anna), "it is not sent again as it is"
    anna.apply(Update("0101-profil", {"citizens": 600_000}))
    assert anna.sync().pushed == 1
    assert not anna.rows("SELECT * FROM sync_refusal")


class Poisoned(httpx.BaseTransport):
    """Fails at every batch of writes that names a record."""

    def __init__(self, inner: httpx.BaseTransport, name: str) -> None:
        self.inner, self.name = inner, name

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """503 for the poison, else what the server says."""
        request.read()
        if f"/records/{self.name}".encode() in request.content:
            return httpx.Response(503, text="busy")
        return self.inner.handle_request(request)


def test_a_record_that_the_server_fails_at_does_not_hold_up_the_others(
    team: Team, anna: Replica
) -> None:
    anna.apply(*tasks(6))
    anna.connection.server = Poisoned(httpx.WSGITransport(app=team.app), "0101-3")
    errors = [anna.engine.run().error for _ in range(3)]
    assert [isinstance(one, ServerBusy) for one in errors] == [True, True, False]
    assert set(team.stored()) == {f"0101-{n}" for n in range(6)} - {"0101-3"}
    assert anna.rows("SELECT id, status FROM sync_refusal") == [("0101-3", 500)]


def test_a_server_that_fails_at_all_of_them_is_to_blame_itself(team: Team, anna: Replica) -> None:
    anna.apply(*tasks(40))
    anna.connection.server = Poisoned(httpx.WSGITransport(app=team.app), "0101-")
    for _ in range(5):
        anna.connection.requests.clear()
        report = anna.engine.run()
        assert isinstance(report.error, ServerBusy)
        assert len(anna.connection.requests) < 20
    assert (report.waiting, anna.rows("SELECT * FROM sync_refusal")) == (40, [])


def test_what_is_no_record_is_skipped_and_told(team: Team, anna: Replica) -> None:
    put(team, "0101-a", type="task", title="God")
    put(team, "0101-b", type=7, title=["ikke", "en"])
    put(team, "0147-c", type="task", title="En andens")
    report = anna.sync()
    assert set(anna.content()) == {"0101-a"}
    assert any(one.startswith("1 af serverens poster") for one in report.warnings)
