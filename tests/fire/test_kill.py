"""`kill -9` of the command line in the middle of anything: the store is good, nothing is lost.

Some moments here, 500 with `make fire`. The dashboard is killed in `test_kill_dashboard`.
"""

import os
import random
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kombit_tui.db.migrations import LATEST, version_of
from kombit_tui.db.store import Store
from tests.conftest import now
from tests.fire.conftest import MOMENTS, SEED
from tests.fire.nursery import ROWS, STEPS
from tests.tools.judging import Content, content, judge
from tests.tools.killing import ended, killed, program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks and signals of POSIX")
LATER = datetime(2100, 1, 1).astimezone()
"""The commands take the machine's clock."""
SHARE = max(MOMENTS // 5, 1)


@pytest.fixture(scope="module")
def nursery() -> "Iterator[subprocess.Popen[str]]":
    """Who bears those that are killed."""
    with program("tests.fire.nursery") as process:
        yield process


def moments(longest: float, count: int = SHARE) -> Iterator[tuple[int, float]]:
    """Numbered moments at random, in seconds after something has begun."""
    chance = random.Random(SEED)
    for number in range(count):
        yield number, chance.uniform(0, longest)


def titles(held: Content) -> Counter[str]:
    """How often each title is there."""
    return Counter(str(one["title"]) for one in held.values() if "title" in one)


@pytest.mark.timeout(1200)
def test_what_a_command_has_said_is_done_stays_done(
    path: Path, nursery: "subprocess.Popen[str]"
) -> None:
    said: set[str] = set()
    for number, moment in moments(0.12, 2 * SHARE):
        said |= killed(nursery, f"add {path} m{number}", moment)
        held = judge(path, LATER)
        task_of = {one.get("code"): name for name, one in held.items()}
        status_of = {one["task"]: one["status"] for one in held.values() if "status" in one}
        for done in said:
            verb, title = done.split()
            assert title in task_of, f"{done} is lost"
            if verb == "done":
                assert status_of[task_of[title]] == "done", f"{done} is lost"
            elif verb == "set":
                assert status_of[task_of[title]] in ("started", "done"), f"{done} is lost"
    assert len(said) >= 2 * SHARE


@pytest.mark.timeout(1200)
def test_an_import_is_there_whole_or_not_at_all(
    path: Path, nursery: "subprocess.Popen[str]"
) -> None:
    for number, moment in moments(0.2):
        said = killed(nursery, f"import {path} m{number}", moment)
        found = titles(judge(path, LATER))
        files = Counter(title.rpartition("-")[0] for title in found if title.startswith("m"))
        assert set(files.values()) <= {ROWS}, files
        assert {one.removeprefix("import ") for one in said} <= set(files), "an import is lost"


@pytest.mark.timeout(1200)
def test_a_backup_is_always_a_whole_one(
    path: Path, tmp_path: Path, nursery: "subprocess.Popen[str]"
) -> None:
    before = judge(path, LATER)
    for number, moment in moments(0.1):
        killed(nursery, f"backup {path} m{number}", moment)
        brought = shutil.copy(f"{path}.kopi", tmp_path / f"{number}.sqlite3")
        assert judge(Path(brought), LATER) == before
    assert judge(path, LATER) == before


@pytest.mark.parametrize("damage", ["sound", "garbage"])
@pytest.mark.timeout(1200)
def test_a_restore_leaves_the_old_store_or_the_new_one(
    path: Path, damage: str, nursery: "subprocess.Popen[str]"
) -> None:
    old = judge(path, LATER)
    killed(nursery, f"backup {path} m", 0)
    killed(nursery, f"add {path} m", 0)
    new, garbage = judge(path, LATER), b"\xa5" * 60_000
    assert new != old
    shutil.copy(path, f"{path}.ny")
    for number, moment in moments(0.06, (SHARE + 1) // 2):
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        shutil.copy(f"{path}.ny", path)
        if damage == "garbage":
            path.write_bytes(garbage)
        said = killed(nursery, f"restore {path} m{number}", moment, is_begun=False)
        if damage == "garbage" and path.read_bytes() == garbage:
            assert not said
            said = ended(nursery, f"restore {path} m{number}")
        found = judge(path, LATER)
        assert found == old if said or damage == "garbage" else found in (old, new)
        kept = [one.read_bytes() for one in path.parent.glob("*-før-*")]
        assert not (damage == "garbage" and garbage not in kept), "the damaged one is gone"
        for one in path.parent.glob("*-før-*"):
            one.unlink()


@pytest.mark.timeout(1200)
def test_a_migration_is_done_in_whole_steps_and_goes_on(
    path: Path, nursery: "subprocess.Popen[str]"
) -> None:
    before = judge(path, LATER)
    shutil.copy(path, f"{path}.før")
    for number, moment in moments(0.03):
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        shutil.copy(f"{path}.før", path)
        killed(nursery, f"migrate {path} m{number}", moment, is_begun=False)
        with closing(sqlite3.connect(path)) as connection:
            steps = version_of(connection) - LATEST
            counted = "SELECT count(*) FROM fire" if steps else "SELECT 0"
            (rows,) = connection.execute(counted).fetchone()
            assert rows == (0, len(before), 2 * len(before))[steps]
        assert ended(nursery, f"migrate {path} m{number}") == {"migrate"}
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            assert version_of(connection) == LATEST + len(STEPS)
            connection.execute("DROP TABLE fire")
            connection.execute(f"PRAGMA user_version = {LATEST}")
        assert judge(path, LATER) == before


@pytest.mark.timeout(1200)
def test_a_first_start_that_was_killed_is_followed_by_one_that_works(
    tmp_path: Path, nursery: "subprocess.Popen[str]"
) -> None:
    for number, moment in moments(0.3, (SHARE + 1) // 2):
        path = tmp_path / f"{number}" / "demo.sqlite3"
        killed(nursery, f"begin {path} m", moment, is_begun=False)
        assert ended(nursery, f"begin {path} m") == {"demo"}
        store = Store(path, who="tester", clock=now)
        assert len(content(store)) > 100
        store.close()
        judge(path, LATER)
