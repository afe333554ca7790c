"""Who waits for whom: a writer for the writers of its bucket, nobody else, and not for ever."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
import pytest

from kombit_tui.server.head import Head, signed
from tests.contract.heads import Server, disconnect
from tests.server.kinto import ANNA, EMIL, PASSWORD

DATA = "/buckets/kommune-0101/collections/data/records"
BODY = {"data": {"type": "x"}}


@pytest.fixture(scope="module")
def head(server: Server) -> Iterator[Head]:
    """A public head whose database lets nobody wait for long."""
    server.cluster.query(f"ALTER DATABASE \"{server.database}\" SET lock_timeout = '300ms'")
    head = server.public(ANNA)
    yield head
    disconnect(head)


@contextmanager
def somebody_writing(server: Server, bucket: str) -> Iterator[None]:
    """Another head hangs in the middle of a write to the bucket."""
    with closing(psycopg2.connect(server.url)) as connection, connection.cursor() as cursor:
        lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
        cursor.execute(lock, [f"kombit-tui:{bucket}"])
        yield


def test_a_writer_that_waits_too_long_is_told_to_come_back(head: Head, server: Server) -> None:
    with somebody_writing(server, "kommune-0101"):
        answer = head.ask("PUT", f"{DATA}/0101-a", BODY)
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) == 5
        batch = {"requests": [{"method": "PUT", "path": f"{DATA}/0101-a", "body": BODY}]}
        answer = head.ask("POST", "/batch", batch)
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) == 5
    assert head.ask("GET", f"{DATA}/0101-a").status == 404
    assert head.ask("PUT", f"{DATA}/0101-a", BODY).status == 201


def test_readers_and_other_buckets_do_not_wait(head: Head, server: Server) -> None:
    theirs = Head(head.app, signed(EMIL, PASSWORD))
    with somebody_writing(server, "kommune-0101"):
        assert head.ask("GET", DATA).status == 200
        path = "/buckets/kommune-0147/collections/data/records/0147-a"
        assert theirs.ask("PUT", path, BODY).status == 201


def test_a_stranger_neither_waits_nor_lets_others_wait(head: Head, server: Server) -> None:
    theirs = Head(head.app, signed(EMIL, PASSWORD))
    with somebody_writing(server, "kommune-0101"):
        assert theirs.ask("PUT", f"{DATA}/0101-b", BODY).status == 403
        assert Head(head.app).ask("PUT", f"{DATA}/0101-b", BODY).status == 401


def test_a_batch_holds_the_lock_to_its_end(head: Head, server: Server) -> None:
    from kinto.core.events import ResourceChanged

    held: list[int] = []

    def look(event: object) -> None:
        held.append(locks(server))

    registry = head.app.registry
    registry.registerHandler(look, required=[ResourceChanged])
    requests = [{"method": "PUT", "path": f"{DATA}/0101-{name}", "body": BODY} for name in "cd"]
    answer = head.must("POST", "/batch", {"requests": requests})
    registry.unregisterHandler(look, required=[ResourceChanged])
    assert [one["status"] for one in answer.body["responses"]] == [201, 201]
    assert held == [1], "when all its changes are noted, before they are committed"
    assert locks(server) == 0


def locks(server: Server) -> int:
    """How many locks of ours are held."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    found: int = server.cluster.query(query)[0][0]
    return found
