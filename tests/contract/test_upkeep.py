"""Purging, restoring and a head that dies: what an operator lives through."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from kombit_tui.server import database, provision
from kombit_tui.server.database import PurgeRefused
from kombit_tui.server.head import Head, signed
from kombit_tui.server.settings import ADMIN_INI
from tests.contract.heads import Server, disconnect
from tests.server.kinto import ANNA, EMIL, PASSWORD

OURS = "/buckets/kommune-0101/collections/data"
THEIRS = "/buckets/kommune-0147/collections/data"
BODY = {"data": {"type": "x"}}
SHARED = "begge-1"
"""An id that both municipalities use, which ours never do: the worst case."""


@pytest.fixture
def head(server: Server) -> Iterator[Head]:
    """A public head as Anna; ours and theirs are empty but for what the test writes."""
    server.cluster.query("DELETE FROM objects WHERE resource_name = 'record'", server.database)
    head = server.public(ANNA)
    yield head
    disconnect(head)


def aged(server: Server, days: int, where: str) -> None:
    """Let rows be that much older."""
    server.cluster.query(
        f"UPDATE objects SET last_modified = last_modified - interval '{days} days' WHERE {where}",
        server.database,
    )


def rows(server: Server) -> set[tuple[str, str, bool]]:
    """Every record: its collection, its id, and whether it is only the mark of a deleted one."""
    query = "SELECT parent_id, id, deleted FROM objects WHERE resource_name = 'record'"
    return set(server.cluster.query(query, server.database))


def fill(head: Head) -> Head:
    """Two deleted and one live record with us, the same ids living with them."""
    theirs = Head(head.app, signed(EMIL, PASSWORD))
    for name in (SHARED, "0101-gone"):
        head.must("PUT", f"{OURS}/records/{name}", BODY)
        head.must("DELETE", f"{OURS}/records/{name}")
    head.must("PUT", f"{OURS}/records/0101-live", BODY)
    theirs.must("PUT", f"{THEIRS}/records/{SHARED}", BODY)
    return theirs


def test_a_purge_takes_old_marks_and_nothing_else(head: Head, server: Server) -> None:
    theirs = fill(head)
    theirs.must("PUT", f"{THEIRS}/records/0147-gone", BODY)
    theirs.must("DELETE", f"{THEIRS}/records/0147-gone")
    aged(server, 500, "resource_name = 'record' AND parent_id LIKE '%0101%'")
    before = rows(server)
    assert database.purge(server.url, 400, None) == (2, 0)
    assert before - rows(server) == {(OURS, SHARED, True), (OURS, "0101-gone", True)}


def test_a_purge_keeps_the_newest_mark_so_that_the_etag_stays(head: Head, server: Server) -> None:
    fill(head)
    head.must("DELETE", f"{OURS}/records/0101-live")
    aged(server, 500, "resource_name = 'record'")
    server.cluster.query("DELETE FROM timestamps", server.database)
    etag = head.must("GET", f"{OURS}/records").headers["ETag"]
    assert database.purge(server.url, 400, None).tombstones == 2
    assert head.must("GET", f"{OURS}/records").headers["ETag"] == etag
    assert database.purge(server.url, 400, None).tombstones == 0


def test_kintos_own_purge_deletes_live_records_of_others(head: Head, server: Server) -> None:
    """Why ours exists. When this fails, Kinto has mended it, and docs/server.md may say so."""
    fill(head)
    kinto = Path(sys.executable).with_name("kinto")
    ini = server.folder / ADMIN_INI
    words = ("purge-deleted", "--ini", str(ini), "record", "0")
    subprocess.run([str(kinto), *words], check=True, capture_output=True)
    assert (THEIRS, SHARED, False) not in rows(server)


def test_history_goes_only_when_asked_for(head: Head, server: Server) -> None:
    fill(head)
    aged(server, 800, "resource_name = 'history'")
    count = "SELECT count(*) FROM objects WHERE resource_name = 'history'"
    before = server.cluster.query(count, server.database)[0][0]
    assert database.purge(server.url, 400, None).history == 0
    purged = database.purge(server.url, 400, 730).history
    left = server.cluster.query(count, server.database)[0][0]
    assert purged > 5
    assert (before - purged, left) == (left, 3), "the newest of each bucket stays"


@pytest.mark.parametrize(("days", "history"), [(364, None), (0, None), (-1, None), (400, 0)])
def test_what_clients_still_need_is_not_purged(
    server: Server, days: int, history: int | None
) -> None:
    with pytest.raises(PurgeRefused):
        database.purge(server.url, days, history)


def test_a_new_epoch_is_seen_by_members_and_touches_no_record(head: Head, server: Server) -> None:
    fill(head)
    paths = (OURS, "/buckets/katalog/collections/katalog")
    before = [head.must("GET", path).body["data"]["epoch"] for path in paths]
    etag = head.must("GET", f"{OURS}/records").headers["ETag"]
    admin = server.admin()
    assert len(provision.rotate_epochs(admin)) == 5
    disconnect(admin)
    after = [head.must("GET", path).body["data"]["epoch"] for path in paths]
    assert not set(before) & set(after)
    assert head.must("GET", f"{OURS}/records").headers["ETag"] == etag


def test_a_killed_head_leaves_whole_batches_and_no_lock(server: Server) -> None:
    """One head dies while it writes; the other goes on, and every yes was true."""
    with server.heads(2) as (dying, other):
        acknowledged: set[str] = set()
        writer = Thread(target=keep_writing, args=(dying.client(ANNA), acknowledged))
        writer.start()
        while len(acknowledged) < 40 and writer.is_alive():
            writer.join(0.05)
        dying.kill()
        writer.join(30)
        with other.client(ANNA) as client:
            answer = client.put(f"{OURS[1:]}/records/0101-after", json=BODY)
            assert answer.status_code == 201, "nobody holds the lock of the dead"
            query = {"_since": '"0"', "_sort": "last_modified"}
            stored = client.get(f"{OURS[1:]}/records", params=query).json()["data"]
    ids = {row["id"] for row in stored}
    assert acknowledged <= ids
    batches = {one.rpartition("-")[0] for one in ids if one.startswith("0101-kill")}
    assert all(f"{batch}-{number}" in ids for batch in batches for number in range(20))


def keep_writing(client: httpx.Client, acknowledged: set[str]) -> None:
    """Batches of twenty, one after the other, until nobody answers."""
    with client, suppress(httpx.TransportError):
        for batch in range(1000):
            ids = [f"0101-kill-{batch}-{number}" for number in range(20)]
            requests = [put(f"{OURS}/records/{one}") for one in ids]
            answer = client.post("batch", json={"requests": requests})
            assert {one["status"] for one in answer.json()["responses"]} == {201}
            acknowledged.update(ids)


def put(path: str) -> dict[str, Any]:
    """One request of a batch."""
    return {"method": "PUT", "path": path, "headers": {"If-None-Match": "*"}, "body": BODY}
