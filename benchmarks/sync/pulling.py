"""The first pull: every record of a municipality into an empty store, every page committed.

Held against the raw download of the same answers, and against a bare `executemany` of their records
into one table without an index. The goal is of the pull from answers in memory: what the server
takes to make them is not ours.
"""

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import httpx

from benchmarks.big_store import task
from benchmarks.sync.figures import Figures
from benchmarks.sync.server import NAMES, OURS, account, client, new_store
from kombit_tui.db.changes import Create
from kombit_tui.sync.engine import Engine
from tests.contract.heads import Running, Server
from tests.server.kinto import PASSWORD

MOST_ROUNDS = 3
PULLED, RAW = "first pull, s", "raw download of the same answers, s"
FROM_MEMORY, BARE = "first pull of answers in memory, s", "executemany of their records, s"
SPEED = "first pull of answers in memory, records/s"
PARENT = f"/buckets/kommune-{OURS}/collections/data"
_COLUMNS = (
    *("id", "last_modified", "type", "project", "code", "title", "kind", "wave", "due", "text"),
    *("created_at", "kl", "af"),
)
_AT = "2026-01-05T08:00:00+00:00"


class Heard(NamedTuple):
    """A request, and what was answered."""

    method: str
    path: str
    content: bytes
    answer: httpx.Response


class Recording(httpx.HTTPTransport):
    """Keeps what goes over it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Heard] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As it comes, and once more for later."""
        answer = super().handle_request(request)
        body = answer.read()
        kept = httpx.Response(answer.status_code, headers=answer.headers, content=body)
        self.heard.append(Heard(request.method, str(request.url), request.content, kept))
        return kept


def fill(server: Server, number: int) -> None:
    """Give our municipality that many tasks, past the server: it would take long to take them."""
    import psycopg2
    from psycopg2.extras import execute_values

    rows = ((one["id"], PARENT, "record", False, json.dumps(_body(one))) for one in _tasks(number))
    with closing(psycopg2.connect(server.url)) as connection, connection.cursor() as cursor:
        query = "INSERT INTO objects (id, parent_id, resource_name, deleted, data) VALUES %s"
        execute_values(cursor, query, rows, page_size=1_000)
        connection.commit()
        cursor.execute("ANALYZE objects")
        connection.commit()


def _tasks(number: int) -> Iterator[dict[str, Any]]:
    draw = Random(2026)
    for one in range(number):
        made = next(iter(task(draw, one)))
        assert isinstance(made, Create)
        values = {name: value for name, value in made.values.items() if value is not None}
        about = {"created_at": _AT, "kl": _AT, "af": "benchmark", "_ops": ["00000000"]}
        yield {"id": made.id, "type": "task", **values, **about}


def _body(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "id"}


def pull(figures: Figures, head: Running, rounds: int) -> None:
    """Pull, download and insert in turn."""
    recording = Recording()
    _pull(head, recording)
    heard = recording.heard
    for _ in range(rounds):
        figures[RAW].append(_timed(lambda: _download(head, heard)))
        figures[PULLED].append(_timed(lambda: _pull(head, None)))
        figures[BARE].append(_timed(lambda: _insert(heard)))
        number, seconds = _pull_from_memory(head, heard)
        figures[FROM_MEMORY].append(seconds)
        figures[SPEED].append(number / seconds)


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _pull(head: Running, transport: httpx.BaseTransport | None) -> int:
    with new_store(OURS) as store, client(head, OURS, NAMES[0], transport=transport) as connection:
        report = Engine(store, connection).run()
    assert report.error is None, report.error
    return report.pulled


def _pull_from_memory(head: Running, heard: list[Heard]) -> tuple[int, float]:
    answers = iter(heard)
    transport = httpx.MockTransport(lambda _: next(answers).answer)
    began = time.perf_counter()
    return _pull(head, transport), time.perf_counter() - began


def _download(head: Running, heard: list[Heard]) -> None:
    with httpx.Client(auth=(account(OURS, NAMES[0]), PASSWORD), timeout=60) as bare:
        for one in heard:
            headers = {"Content-Type": "application/json"} if one.content else {}
            answer = bare.request(one.method, one.path, content=one.content, headers=headers)
            answer.raise_for_status()


def _insert(heard: list[Heard]) -> None:
    """All that was downloaded into a table as it comes."""
    with (
        tempfile.TemporaryDirectory() as home,
        closing(sqlite3.connect(Path(home) / "bare.sqlite3")) as bare,
    ):
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = NORMAL")
        bare.execute(f"CREATE TABLE task ({', '.join(_COLUMNS)})")
        places = ", ".join("?" * len(_COLUMNS))
        for one in heard:
            rows = [[record.get(name) for name in _COLUMNS] for record in _records(one)]
            bare.executemany(f"INSERT INTO task VALUES ({places})", rows)
        bare.commit()


def _records(heard: Heard) -> list[dict[str, Any]]:
    """The records in an answer: a page, or the pages that a poll begins with."""
    if heard.method == "HEAD":
        return []
    body = json.loads(heard.answer.content)
    parts = [one["body"] for one in body["responses"]] if "responses" in body else [body]
    found = [part["data"] for part in parts if isinstance(part.get("data"), list)]
    return [record for page in found for record in page]
