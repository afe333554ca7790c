"""Meetings that say little: an idle poll, and a thousand edits, beside the same requests bare."""

import json
import time
from collections.abc import Sequence
from typing import Any

import httpx

from benchmarks.sync.figures import Figures
from benchmarks.sync.server import NAMES, OURS, account, client, new_store
from kombit_tui.db.changes import Create, Update
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Report
from tests.contract.heads import Running
from tests.server.kinto import PASSWORD

MOST_ROUNDS = 5
EDITS = 1_000
POLLS = 20
"""In a round."""
IDLE, ROUND_TRIP = "idle poll, ms", "the same request with httpx, ms"
PUSHED, BARE_PUSHED = "push of 1,000 edits, records/s", "the same batches with httpx, records/s"


class Listening(httpx.HTTPTransport):
    """Remembers the requests that change something, or were last made."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As it comes."""
        self.asked.append(request)
        return super().handle_request(request)


def idle(figures: Figures, head: Running, rounds: int) -> None:
    """A meeting in which nobody has anything to say, and its one request."""
    transport = Listening()
    with (
        new_store(OURS) as store,
        client(head, OURS, NAMES[0], transport=transport) as ours,
        bare_client(head) as bare,
    ):
        engine = Engine(store, ours)
        for _ in range(3):
            _ended_well(engine.run())
        content = transport.asked[-1].content
        for _ in range(rounds * POLLS):
            began = time.perf_counter()
            engine.run()
            between = time.perf_counter()
            _ask(bare, content)
            figures[IDLE].append((between - began) * 1_000)
            figures[ROUND_TRIP].append((time.perf_counter() - between) * 1_000)


def push(figures: Figures, head: Running, rounds: int) -> None:
    """Edits of records that the server has, and the same bodies from a script."""
    transport = Listening()
    ids = [f"{OURS}-pushed-{number}" for number in range(EDITS)]
    with (
        new_store(OURS) as store,
        client(head, OURS, NAMES[0], transport=transport) as ours,
        bare_client(head) as bare,
    ):
        engine = Engine(store, ours)
        store.apply([Create("task", {"title": "Opgave"}, one) for one in ids], "Nye")
        transport.asked.clear()
        assert _ended_well(engine.run()).pushed == EDITS
        held = _send(bare, [_renamed(one) for one in _batches(transport)], {})
        for turn in range(rounds):
            store.apply([Update(one, {"title": f"Rettet {turn}"}) for one in ids], "Rettet")
            transport.asked.clear()
            began = time.perf_counter()
            report = _ended_well(engine.run())
            figures[PUSHED].append(EDITS / (time.perf_counter() - began))
            assert report.pushed == EDITS
            again = [_renamed(one) for one in _batches(transport)]
            began = time.perf_counter()
            held = _send(bare, again, held)
            figures[BARE_PUSHED].append(EDITS / (time.perf_counter() - began))


def bare_client(head: Running) -> httpx.Client:
    """A script's connection to a head."""
    auth = (account(OURS, NAMES[0]), PASSWORD)
    return httpx.Client(base_url=head.url, auth=auth, timeout=60)


def _ended_well(report: Report) -> Report:
    assert report.error is None, report.error
    return report


def _ask(bare: httpx.Client, content: bytes | str) -> Any:
    answer = bare.post("batch", content=content, headers={"Content-Type": "application/json"})
    return answer.raise_for_status()


def _batches(transport: Listening) -> list[list[dict[str, Any]]]:
    """The batches of writes that were sent."""
    every = [json.loads(one.content)["requests"] for one in transport.asked if one.content]
    return [batch for batch in every if batch[0]["method"] == "PUT"]


def _renamed(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same writes to records that only the script has."""
    return [{**one, "path": f"{one['path']}-bare"} for one in batch]


def _send(
    bare: httpx.Client, batches: Sequence[list[dict[str, Any]]], held: dict[str, int]
) -> dict[str, int]:
    """Write; what version each record has then. Of a record in `held` it must be that one still."""
    became = {}
    for batch in batches:
        for one in batch:
            if one["path"] in held:
                one["headers"] = {"If-Match": f'"{held[one["path"]]}"'}
        answers = _ask(bare, json.dumps({"requests": batch})).json()["responses"]
        for one, answer in zip(batch, answers, strict=True):
            assert answer["status"] in (200, 201), answer
            became[one["path"]] = answer["body"]["data"]["last_modified"]
    return became
