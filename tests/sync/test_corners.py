"""What hardly ever happens: faults of other programs, and bad luck on top of bad luck."""

import json
from typing import Any

import httpx
import pytest

from kombit_tui.db.changes import Create, Delete, Update
from kombit_tui.errors import StoreBroken
from kombit_tui.server import provision
from tests.server.kinto import ANNA, OURS, admin_head, head_of
from tests.sync.replicas import CONFIDENTIAL, Replica, Team, restore, snapshot
from tests.sync.test_meetings import After, put

T, VIEW = "0101-t1", "0101-v"


def given(team: Team, number: int = 1) -> None:
    """Tasks that everybody has."""
    made = [Create("task", {"title": "Først"}, f"0101-t{n + 1}") for n in range(number)]
    team.replicas[0].apply(*made)
    team.settle()


def test_an_id_in_both_collections_is_that_of_the_first(team: Team, anna: Replica) -> None:
    given(team)
    put(team, T, CONFIDENTIAL, type="task", title="Den anden")
    report = anna.sync()
    assert (anna.record(T) or {})["title"] == "Først"
    assert any("kan ikke bruges" in one for one in report.warnings)


def test_a_record_that_becomes_another_kind_is_kept_and_not_shown(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    carla.apply(Update(T, {"title": "Carlas"}))
    put(team, T, type="news", text="Noget helt andet")
    anna.sync()
    assert anna.content() == {}
    carla.sync()
    assert carla.record(T) == {"type": "task", "title": "Carlas"}, "an edit is never thrown away"
    team.settle()
    assert anna.record(T) == {"type": "task", "title": "Carlas"}


def test_what_is_required_and_missing_there_is_kept_here(team: Team, anna: Replica) -> None:
    given(team)
    put(team, T, type="task", wave="2")
    put(team, "0101-x", type="task", wave="3")
    anna.sync()
    assert anna.content() == {T: {"type": "task", "title": "Først", "wave": "2"}}
    team.settle()
    assert team.content()[T]["title"] == "Først"


def test_what_is_deleted_while_all_is_compared_is_not_made_again(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team, 9)
    provision.rotate_epochs(admin_head(team.app))
    for one in team:
        one.begin()
    assert carla.engine.run(cancelled=After(4)).is_cancelled
    gathered = [row[0] for row in carla.rows("SELECT id FROM sync_snapshot ORDER BY id")]
    assert gathered
    head = head_of(team.app, ANNA)
    head.must("DELETE", f"/buckets/{OURS}/collections/data/records/{gathered[0]}")
    team.settle()
    assert gathered[0] not in team.content()
    assert set(carla.content()) == set(anna.content()) == set(team.content())


def test_a_server_set_back_between_reading_and_sending_is_noticed(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team, 2)
    backup = snapshot(team.app)
    carla.apply(Update(T, {"title": "Carlas"}), Update("0101-t2", {"wave": "2"}))
    team.settle()
    anna.apply(Update(T, {"wave": "3"}))
    anna.connection.ahead = lambda: restore(team.app, backup)
    assert anna.sync().waiting == 0, "all is given back to it in the same meeting"
    team.settle()
    assert team.content() == {
        T: {"type": "task", "title": "Carlas", "wave": "3"},
        "0101-t2": {"type": "task", "title": "Først", "wave": "2"},
    }
    assert not anna.conflicts()


def test_a_server_set_back_gets_what_was_sent_and_never_read_back(
    team: Team, anna: Replica
) -> None:
    empty = snapshot(team.app)
    anna.apply(Create("task", {"title": "Kun sendt"}, T))
    anna.sync()
    restore(team.app, empty)
    provision.rotate_epochs(admin_head(team.app))
    anna.begin()
    report = anna.sync()
    assert report.pushed == 1
    assert any("ældre kopi" in one for one in report.warnings)
    assert team.content() == {T: {"type": "task", "title": "Kun sendt"}}


def test_a_server_set_back_is_noticed_though_the_first_poll_of_it_broke_off(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team, 2)
    backup = snapshot(team.app)
    anna.apply(Delete(T))
    team.settle()
    restore(team.app, backup)
    provision.rotate_epochs(admin_head(team.app))
    for one in team:
        one.begin()
    carla.apply(Update("0101-t2", {"wave": "2"}))
    carla.sync()  # the server's clock is ahead of what anna has read once more
    anna.connection.planned.extend(["ok", "lost"])
    assert anna.engine.run().error is not None
    team.settle()
    epochs = "SELECT DISTINCT epoch FROM sync_feed WHERE bucket <> 'katalog'"
    assert anna.rows(epochs) == carla.rows(epochs)
    assert anna.content() == carla.content() == team.content()


class Picky(httpx.BaseTransport):
    """Will not look at a batch of writes that names a record."""

    def __init__(self, app: Any, name: str) -> None:
        self.inner, self.name = httpx.WSGITransport(app=app), name

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """413 in words of a proxy, else what the server says."""
        request.read()
        if f"/records/{self.name}".encode() in request.content:
            return httpx.Response(413, text="<h1>Too large</h1>")
        return self.inner.handle_request(request)


def test_a_batch_that_is_refused_as_a_whole_is_halved(team: Team, anna: Replica) -> None:
    anna.apply(*(Create("task", {"title": f"{n}"}, f"0101-{n}") for n in range(9)))
    anna.connection.server = Picky(team.app, "0101-4")
    report = anna.sync()
    assert (report.pushed, report.refused) == (8, 1)
    assert anna.rows("SELECT id, status FROM sync_refusal") == [("0101-4", 413)]
    assert anna.sync().refused == 0


def test_large_records_are_sent_in_several_batches(anna: Replica) -> None:
    anna.apply(
        *(Create("task", {"title": f"{n}", "link": "x" * 200_000}, f"0101-{n}") for n in range(6))
    )
    sizes: list[int] = []

    class Weighing(httpx.BaseTransport):
        """Notes how large requests are, and takes them."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            """All of them are stored."""
            asked = json.loads(request.read())["requests"] if request.content else []
            if not asked or asked[0]["method"] == "GET":
                return inner.handle_request(request)
            sizes.append(len(request.content))
            ids = [one["path"].rpartition("/")[2] for one in asked]
            stored = [{"status": 201, "body": {"data": {"id": i, "last_modified": 9}}} for i in ids]
            return httpx.Response(200, json={"responses": stored})

    inner = anna.connection.server
    anna.connection.server = Weighing()
    assert anna.sync().pushed == 6
    assert len(sizes) == 3
    assert max(sizes) < 600_000


@pytest.mark.parametrize("fault", ["lost", "drop"])
def test_a_view_that_is_taken_back_while_it_is_shared(
    team: Team, anna: Replica, carla: Replica, fault: str
) -> None:
    anna.apply(Create("view", {"name": "Min", "kind": "task", "shared": True}, VIEW))
    anna.connection.planned.extend(["ok", "ok", fault])
    anna.engine.run()
    anna.apply(Update(VIEW, {"shared": False}))
    team.settle()
    assert (anna.record(VIEW) or {})["name"] == "Min"
    assert (carla.record(VIEW), team.stored()) == (None, {})
    assert not anna.unsent() + anna.conflicts()


def test_a_view_that_a_colleague_deletes_while_it_is_taken_back_stays_ours(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(Create("view", {"name": "Min", "kind": "task", "shared": True}, VIEW))
    team.settle()
    carla.apply(Delete(VIEW))
    carla.sync()
    anna.apply(Update(VIEW, {"shared": False}))
    team.settle()
    assert (anna.record(VIEW) or {})["name"] == "Min"
    assert not anna.unsent() + anna.conflicts()


def test_a_view_that_a_colleague_edits_while_it_is_taken_back_asks_nobody_who_need_not_be(
    team: Team, anna: Replica, carla: Replica
) -> None:
    anna.apply(Create("view", {"name": "Min", "kind": "task", "shared": True}, VIEW))
    team.settle()
    carla.apply(Update(VIEW, {"filter": "frist<i dag"}))
    carla.sync()
    anna.apply(Update(VIEW, {"shared": False}))
    team.settle()
    assert anna.record(VIEW) == {
        "type": "view",
        "name": "Min",
        "kind": "task",
        "filter": "frist<i dag",
        "shared": False,
    }
    assert (carla.record(VIEW), team.stored()) == (None, {})


def test_a_task_that_is_made_anew_after_its_deletion_is_the_new_one(
    team: Team, anna: Replica, carla: Replica
) -> None:
    given(team)
    anna.apply(Delete(T))
    anna.sync()
    anna.apply(Create("task", {"title": "Ny"}, T))
    team.settle()
    assert carla.record(T) == {"type": "task", "title": "Ny"}
    assert not anna.conflicts() + carla.conflicts()


def test_a_refused_deletion_of_what_was_never_there_is_done(team: Team, anna: Replica) -> None:
    given(team)
    anna.apply(Delete(T))
    storage = team.app.registry.storage
    storage.delete("record", f"/buckets/{OURS}/collections/data", T, with_deleted=False)
    anna.sync()
    assert not anna.unsent() + anna.conflicts()
    assert not anna.rows("SELECT * FROM sync_state")


def test_a_store_that_breaks_is_told_and_not_raised(team: Team, anna: Replica) -> None:
    given(team)
    anna.store.close()
    data = bytearray(anna.path.read_bytes())
    data[4_096:] = b"\xa5" * (len(data) - 4_096)
    anna.path.write_bytes(data)
    report = anna.engine.run()
    assert isinstance(report.error, StoreBroken)


def test_two_stores_of_one_person_are_two_colleagues(team: Team) -> None:
    one = team.replicas[0]
    other = Replica(team.folder / "other", one.name, ANNA, team.app)
    one.apply(Create("task", {"title": "Hjemme"}, T))
    one.sync()
    other.sync()
    one.apply(Update(T, {"title": "Hjemme igen"}))
    other.apply(Update(T, {"title": "På arbejde"}))
    one.sync()
    other.sync()
    [found] = other.conflicts()
    assert (found["mine_by"], found["theirs_by"]) == ("anna", "anna")
    other.store.close()
