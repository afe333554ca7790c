"""The verbs that change records, and how records are named on the command line."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.db.store import Store
from tests.commands import Called, called, fits

Run = Callable[..., Called]


@pytest.fixture
def run(tmp_path: Path, demo_file: Path) -> Run:
    """Runs a command on a demo of the test's own."""
    path = Path(shutil.copy(demo_file, tmp_path / "kombit-tui.sqlite3"))

    def command(*words: str) -> Called:
        return called(tmp_path, "--store", str(path), *words)

    return command


def a_task(run: Run, words: str = "-fuldført") -> dict[str, Any]:
    """The first task that is found."""
    found: list[dict[str, Any]] = json.loads(run("list", "tasks", words, "--json").stdout)
    return found[0]


def of(run: Run, record_id: str) -> dict[str, Any]:
    """What `show` tells of a record."""
    done = run("show", record_id, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return dict(fits(json.loads(done.stdout), "show"))


def test_what_lists_answer_is_as_published(run: Run) -> None:
    for name in KINDS_LISTED:
        found = json.loads(run("list", name, "--json").stdout)
        assert fits(found, f"list-{name}"), name
    fits(json.loads(run("status", "--json").stdout), "status")


def test_status_frist_and_ansvarlig_of_a_task_are_our_own_and_undo_takes_all_back(run: Run) -> None:
    task = a_task(run)
    before = of(run, task["id"])
    done = run(
        *("set", task["id"][-8:], "status=påb", "frist=31-12-2027", "ansvarlig=Mette Strandgaard"),
        "--json",
    )
    answer = fits(json.loads(done.stdout), "changed")
    assert answer == {"changed": True, "ids": [task["id"]], "refused": []}
    now = of(run, task["id"])
    assert now["fields"] == before["fields"]
    assert (now["ours"]["status"], now["ours"]["own_due"]) == ("started", "2027-12-31")
    assert now["names"][now["ours"]["responsible"]] == "Mette Strandgaard"
    again = run("set", task["id"], "status=påbegyndt", "frist=31-12-2027")
    assert (again.returncode, again.stdout) == (0, "Det stod der i forvejen.\n")
    assert "Fortrudt: status, frist, ansvarlig på " in run("undo").stdout
    assert of(run, task["id"]) == before


def test_a_field_is_set_by_name_label_or_filter_name_and_cleared_by_nothing(run: Run) -> None:
    (system,) = json.loads(run("list", "systems", "titel:vagtplan", "--json").stdout)
    for words, vendor in (("vendor=A", "A"), ("Leverandør=B", "B"), ("leverandoer=", None)):
        assert run("set", system["id"], words).returncode == 0
        assert of(run, system["id"])["fields"]["vendor"] == vendor


def test_done_goes_forward_only(run: Run) -> None:
    first, second = json.loads(run("list", "tasks", "-status:fuldført", "--json").stdout)[:2]
    done = run("done", first["id"], second["id"][-8:])
    assert done.stdout.splitlines()[0] == "Status «Fuldført» på 2 opgaver"
    day = of(run, first["id"])["ours"]["done_on"]
    assert day
    again = run("done", first["id"], "--json")
    assert json.loads(again.stdout) == {"changed": False, "ids": [first["id"]], "refused": []}
    assert of(run, first["id"])["ours"]["done_on"] == day
    (person, *_) = json.loads(run("list", "people", "--json").stdout)
    refused = run("done", first["id"], person["id"])
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "kan ikke sættes til udført" in refused.stderr


def test_a_record_is_made_with_what_it_needs(run: Run) -> None:
    done = run(
        "add", "tasks", "titel=Bestil certifikat", "frist=31-12-2027", "projekt=KLIK", "--json"
    )
    (made,) = fits(json.loads(done.stdout), "changed")["ids"]
    fields = of(run, made)["fields"]
    assert (fields["title"], fields["kind"], fields["due"]) == (
        *("Bestil certifikat", "lokal", "2027-12-31"),
    )
    wrong = run("add", "agenda", "titel=Velkomst")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Der mangler: Møde." in wrong.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["status"], "«status» er ikke FELT=VÆRDI."),
        (["bagdør=1"], "Der er intet felt «bagdør» at sætte."),
        (["status=måske"], "Status: «måske» kendes ikke."),
        (["frist=snart"], "Frist: "),
        (["ansvarlig=Ingen Her"], "Ansvarlig: ingen person hedder «Ingen Her»."),
        (["ansvarlig=m"], "Ansvarlig: «m» kan være flere: "),
    ],
)
def test_what_cannot_be_set_is_told_and_nothing_is_written(
    run: Run, words: list[str], told: str
) -> None:
    task = a_task(run)
    before = of(run, task["id"])
    done = run("set", task["id"], "status=fuldført", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert of(run, task["id"]) == before


def test_a_record_is_named_by_code_or_part_of_its_id_where_that_is_clear(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "kombit-tui.sqlite3", who="test")) as store:
        ids = ("0999-aaaa1111bbbb", "0999-aaaa2222bbbb", "0999-cccc3333dddd")
        tasks = zip(ids, ("IN003", "IN004", "in004"), strict=True)
        changes = [Create("task", {"title": code, "code": code}, one) for one, code in tasks]
        store.apply(changes, "Nye")
    for named in ("in003", "0999-aaaa1", "aaaa1111", "1111bbbb", ids[0]):
        assert called(tmp_path, "show", named).stdout.startswith("KLIK-opgave: IN003\n"), named
    for named in ("aaaa", "bbbb", "IN004"):
        refused = called(tmp_path, "show", named)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "kan være flere poster" in refused.stderr
        assert "0999-aaaa2222bbbb" in refused.stderr
    gone = called(tmp_path, "show", "ffffffff")
    assert (gone.returncode, gone.stdout) == (1, "")
    assert gone.stderr.startswith("Posten findes ikke: Ingen post hedder «ffffffff».")


def test_fail_on_ends_with_1_where_there_is_such(run: Run, tmp_path: Path) -> None:
    assert run("status", "--fail-on", "overdue").returncode == 1
    assert run("status", "--fail-on", "overdue,vacant").returncode == 1
    assert called(tmp_path / "empty", "status", "--fail-on", "overdue,vacant").returncode == 0
    wrong = run("status", "--fail-on", "lykke")
    assert wrong.returncode == 2
    assert "overdue, soon, vacant" in wrong.stderr
