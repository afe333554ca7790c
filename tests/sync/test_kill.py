"""`kill -9` of a process while it meets a real server: the store is sound, and nothing is lost.

A couple of dozen moments here, 200 with `HYPOTHESIS_PROFILE=soak`.
"""

import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kombit_tui.db.changes import Create, Update
from tests.server.kinto import ANNA, CARLA
from tests.sync.model import IS_SOAK
from tests.sync.nursery import COUNTER
from tests.sync.replicas import Replica
from tests.sync.served import replica, serving
from tests.tools.killing import killed, program

MOMENTS = 200 if IS_SOAK else 24
LONGEST = 0.25
"""Seconds that a process lives at most after it was born: a few meetings."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks and signals of POSIX")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the server is."""
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def nursery() -> "Iterator[subprocess.Popen[str]]":
    """Who bears those that are killed."""
    with program("tests.sync.nursery") as process:
        yield process


@pytest.fixture
def anna(tmp_path: Path, address: str) -> Iterator[Replica]:
    """The one whose process is killed."""
    with replica(tmp_path / "anna", ANNA, address) as made:
        yield made


@pytest.fixture
def carla(tmp_path: Path, address: str) -> Iterator[Replica]:
    """Her colleague."""
    with replica(tmp_path / "carla", CARLA, address) as made:
        yield made


@pytest.mark.timeout(600)
def test_a_killed_process_loses_and_doubles_nothing(
    anna: Replica, carla: Replica, address: str, nursery: "subprocess.Popen[str]"
) -> None:
    chance = random.Random(7)
    anna.apply(Create("task", {"title": "0"}, COUNTER))
    anna.sync()
    anna.store.close()
    saved: set[str] = set()
    for moment in range(MOMENTS):
        order = f"{anna.path} {address} m{moment}"
        saved |= killed(nursery, order, chance.uniform(0, LONGEST))
        assert anna.rows("PRAGMA integrity_check") == [("ok",)]
        if moment % 4 == 0:
            carla.sync()
            carla.apply(Update(COUNTER, {"wave": f"{moment}"}))
    for one in (anna, carla, anna, carla):
        one.sync()
    assert len(saved) >= MOMENTS
    titles = [record["title"] for name, record in anna.content().items() if name != COUNTER]
    assert len(titles) == len(set(titles)), "nothing is doubled"
    assert saved <= set(titles), "nothing that was saved is lost"
    assert anna.content() == carla.content()
    assert not anna.unsent() + carla.unsent() + anna.conflicts() + carla.conflicts()
