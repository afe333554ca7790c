"""The first pull: every record of a municipality into an empty store.

Held against the raw download of the same answers, against a bare `executemany` of their records
into one table without an index, and against one of the rows that the pull has made into the same
tables with all their indexes and both search tables: no client with these tables can take less. The
goals are of the pull from answers in memory: what the server takes to make them is not ours.
"""

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import httpx

from benchmarks.big_store import task
from benchmarks.sync.figures import Figures
from benchmarks.sync.server import NAMES, OURS, account, client, new_store
from kombit_tui.db.changes import Create
from kombit_tui.db.engine import BULK_KILOBYTES
from kombit_tui.db.index import SEARCHES
from kombit_tui.db.store import Store
from kombit_tui.sync.engine import Engine
from tests.contract.heads import Running, Server
from tests.server.kinto import PASSWORD

MOST_ROUNDS = 3
PULLED, RAW = "first pull, s", "raw download of the same answers, s"
FROM_MEMORY, BARE = "first pull of answers in memory, s", "executemany of their records, s"
EVERYWHERE = "executemany of all rows with indexes and search, s"
SPEED = "first pull of answers in memory, records/s"
PARENT = f"/buckets/kommune-{OURS}/collections/data"
_COLUMNS = (
    *("id", "last_modified", "type", "project", "code", "title", "kind", "wave", "due", "text"),
    *("created_at", "kl", "af"),
)
_AT = "2026-01-05T08:00:00+00:00"
_TABLES = ("task", "record_index", "sync_state", "task_row")
_TOGETHER = 5_000
"""Rows in a transaction of the last of these, as many as the pull has."""


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


def fill(server: Server, number: int, first: int = 0) -> None:
    """Give our municipality that many tasks, past the server: it would take long to take them."""
    import psycopg2
    from psycopg2.extras import execute_values

    rows = (
        (one["id"], PARENT, "record", False, json.dumps(_body(one)))
        for one in _tasks(number, first)
    )
    with closing(psycopg2.connect(server.url)) as connection, connection.cursor() as cursor:
        query = "INSERT INTO objects (id, parent_id, resource_name, deleted, data) VALUES %s"
        execute_values(cursor, query, rows, page_size=1_000)
        connection.commit()
        cursor.execute("ANALYZE objects")
        connection.commit()


def _tasks(number: int, first: int = 0) -> Iterator[dict[str, Any]]:
    draw = Random(2026)
    for one in range(first, first + number):
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
    with pulled(head, recording) as (store, _):
        rows = _rows(store)
    heard = recording.heard
    for _ in range(rounds):
        figures[RAW].append(_timed(lambda: _download(heard)))
        pull_once(figures, head)
        figures[BARE].append(_timed(lambda: _insert(heard)))
        number, seconds = _pull_from_memory(head, heard)
        figures[FROM_MEMORY].append(seconds)
        figures[SPEED].append(number / seconds)
        figures[EVERYWHERE].append(_insert_everywhere(rows))


def pull_once(figures: Figures, head: Running) -> None:
    """All that the server has, into an empty store."""
    figures[PULLED].append(_timed(lambda: _pull(head, None)))


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


@contextmanager
def pulled(head: Running, transport: httpx.BaseTransport | None) -> Iterator[tuple[Store, int]]:
    """A store with all that the server has, and how many records that is."""
    with new_store(OURS) as store, client(head, OURS, NAMES[0], transport=transport) as connection:
        report = Engine(store, connection).run()
        assert report.error is None, report.error
        yield store, report.pulled


def _pull(head: Running, transport: httpx.BaseTransport | None) -> int:
    with pulled(head, transport) as (_, number):
        return number


def _pull_from_memory(head: Running, heard: list[Heard]) -> tuple[int, float]:
    answers = iter(heard)
    transport = httpx.MockTransport(lambda _: next(answers).answer)
    began = time.perf_counter()
    return _pull(head, transport), time.perf_counter() - began


def _download(heard: list[Heard]) -> None:
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


def _rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """What a pull has written, table by table."""
    with closing(sqlite3.connect(store.path)) as held:
        return {one: held.execute(f"SELECT * FROM {one}").fetchall() for one in _TABLES}


def _insert_everywhere(rows: dict[str, list[tuple[Any, ...]]]) -> float:
    """Seconds for the same rows in an empty store, without a thought to what they are."""
    with new_store(OURS) as store, closing(open_bare(store.path)) as bare:
        began = time.perf_counter()
        for start in range(0, len(rows["task"]), _TOGETHER):
            bare.execute("BEGIN IMMEDIATE")
            for table, found in rows.items():
                places = ", ".join("?" * len(found[0]))
                some = found[start : start + _TOGETHER]
                bare.executemany(f"INSERT INTO {table} VALUES ({places})", some)
            for search in SEARCHES:
                of = "SELECT seq, folded FROM record_index WHERE seq > ? ORDER BY seq"
                bare.execute(f"INSERT INTO {search} (rowid, folded) {of}", [start])
            bare.execute("COMMIT")
        return time.perf_counter() - began


def open_bare(path: Path) -> sqlite3.Connection:
    """A connection with the memory and the care for the disk that the sync has."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute(f"PRAGMA cache_size = -{BULK_KILOBYTES}")
    bare.execute("PRAGMA synchronous = FULL")
    return bare


def _records(heard: Heard) -> list[dict[str, Any]]:
    """The records in an answer: a page, or the pages that a poll begins with."""
    if heard.method == "HEAD":
        return []
    body = json.loads(heard.answer.content)
    parts = [one["body"] for one in body["responses"]] if "responses" in body else [body]
    found = [part["data"] for part in parts if isinstance(part.get("data"), list)]
    return [record for page in found for record in page]
