"""Two dashboards and a command line write to one store at once: nothing is lost or refused."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.fire.conftest import SECONDS
from tests.fire.test_kill import LATER
from tests.fire.test_kill_dashboard import opened, worked_with
from tests.tools.judging import judge
from tests.tools.killing import killed, program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")


@pytest.fixture
def nursery() -> "Iterator[subprocess.Popen[str]]":
    """Who bears the command lines."""
    with program("tests.fire.nursery") as process:
        yield process


def at_work(path: Path, home: Path, token: str) -> set[str]:
    """What a dashboard has said is saved; it undoes nothing, for that might be another's."""
    with opened(path, home) as terminal:
        return worked_with(terminal, token, SECONDS, undoes=False)


def created(path: Path) -> set[str]:
    """The titles of all records that the journal tells were made."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT after ->> 'title' FROM journal_entry WHERE operation = 'create'"
        return {row[0] for row in connection.execute(query)}


@pytest.mark.timeout(600)
def test_all_that_was_said_to_be_saved_is_there(
    path: Path, home: Path, nursery: "subprocess.Popen[str]"
) -> None:
    with ThreadPoolExecutor() as both:
        dashboards = [both.submit(at_work, path, home, token) for token in "ab"]
        said = killed(nursery, f"add {path} c", SECONDS)
        saved = [one.result() for one in dashboards]
    there = {one.get("title") for one in judge(path, LATER).values()}
    journal = created(path)
    added = {one.removeprefix("add ") for one in said if one.startswith("add ")}
    for of_one in (*saved, added):
        assert of_one, "nobody is kept from writing"
        assert of_one <= there
        assert of_one <= journal
    log = home / "kombit-tui.log"
    assert not log.exists() or "Error" not in log.read_text("utf-8")
