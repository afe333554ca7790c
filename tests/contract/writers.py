"""Colleagues who write at the same moment, through several heads; and what came of it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Event
from typing import TypeVar

import httpx

from tests.contract.heads import Running
from tests.server.kinto import ANNA

RECORDS = "buckets/kommune-0101/collections/data/records"
WRITERS = 6
Found = TypeVar("Found")


@dataclass
class Seen:
    """What the server acknowledged, what it holds, and what somebody saw who kept asking."""

    acknowledged: set[str] = field(default_factory=set)
    stored: set[str] = field(default_factory=set)
    polled: set[str] = field(default_factory=set)

    @property
    def lost(self) -> set[str]:
        """Acknowledged, and not there."""
        return self.acknowledged - self.stored

    @property
    def missed(self) -> set[str]:
        """There, and never seen by the one who polled."""
        return self.stored - self.polled


def counted(heads: Sequence[Running], record: str, tries: int) -> tuple[int, int]:
    """Count a record up from all sides with If-Match: how often the server said yes, and how far
    it came.
    """
    path = f"{RECORDS}/{record}"
    with heads[0].client(ANNA) as client:
        client.put(path, json={"data": {"type": "x", "n": 0}}).raise_for_status()
        yes = sum(_together(heads, lambda client, _: _count(client, path, tries)))
        return yes, client.get(path).json()["data"]["n"]


def batched(heads: Sequence[Running], prefix: str, batches: int, size: int) -> Seen:
    """New records in batches from all sides, while somebody polls."""
    seen, done = Seen(), Event()
    with ThreadPoolExecutor(1) as beside:
        poller = beside.submit(_poll, heads[-1], done)
        try:
            for found in _together(
                heads, lambda client, writer: _create(client, f"{prefix}-{writer}", batches, size)
            ):
                seen.acknowledged |= found
        finally:
            done.set()
        seen.polled = poller.result()
    with heads[0].client(ANNA) as client:
        seen.stored = _since(client, 0)[0]
    return seen


def _together(heads: Sequence[Running], work: Callable[[httpx.Client, int], Found]) -> list[Found]:
    """What the work of each writer gave; they take turns at the heads and start as one."""
    start = Barrier(WRITERS)

    def write(writer: int) -> Found:
        with heads[writer % len(heads)].client(ANNA) as client:
            client.get("").raise_for_status()
            start.wait()
            return work(client, writer)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(write, range(WRITERS)))


def _count(client: httpx.Client, path: str, tries: int) -> int:
    yes = 0
    for _ in range(tries):
        held = client.get(path).json()["data"]
        body = {"data": {"type": "x", "n": held["n"] + 1}}
        unchanged = {"If-Match": f'"{held["last_modified"]}"'}
        yes += client.put(path, json=body, headers=unchanged).status_code == 200
    return yes


def _create(client: httpx.Client, prefix: str, batches: int, size: int) -> set[str]:
    """The ids that were answered with 201, in answers that say nothing else."""
    acknowledged = set()
    for batch in range(batches):
        ids = [f"{prefix}-{batch}-{number}" for number in range(size)]
        requests = [
            {
                "method": "PUT",
                "path": f"/{RECORDS}/{one}",
                "headers": {"If-None-Match": "*"},
                "body": {"data": {"type": "x"}},
            }
            for one in ids
        ]
        answer = client.post("batch", json={"requests": requests})
        if answer.status_code == 200:
            statuses = [one["status"] for one in answer.json()["responses"]]
            acknowledged |= {
                one for one, status in zip(ids, statuses, strict=True) if status == 201
            }
    return acknowledged


def _poll(head: Running, done: Event) -> set[str]:
    """What one sees who asks for news again and again, and once more when all is quiet."""
    found: set[str] = set()
    cursor = 0
    with head.client(ANNA) as client:
        while True:
            is_last = done.is_set()
            news, cursor = _since(client, cursor)
            found |= news
            if is_last:
                return found


def _since(client: httpx.Client, cursor: int) -> tuple[set[str], int]:
    """The ids of all that changed after `cursor`, and the next cursor."""
    found: set[str] = set()
    while True:
        query = {"_since": f'"{cursor}"', "_sort": "last_modified", "_limit": "1000"}
        rows = client.get(RECORDS, params=query).json()["data"]
        found |= {row["id"] for row in rows}
        if not rows:
            return found, cursor
        cursor = rows[-1]["last_modified"]
