"""`make audit` fails on a known fault, and on nothing else that may happen to a network."""

import json
from pathlib import Path

from tests.tools.audit import ACCEPTED, BROKEN, CLEAN, FOUND, LOCK, ask, judged

FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": [], "description": "Bad."}
MAKEFILE = LOCK.with_name("Makefile").read_text("utf-8")


def answer(*vulns: object, **more: str) -> str:
    """What `pip-audit` writes of one package."""
    return json.dumps({"dependencies": [{"name": "x", "version": "2.0", "vulns": vulns, **more}]})


def test_a_known_fault_fails_and_says_what_mends_it() -> None:
    code, lines, _ = judged(answer(FAULT), "Found 1 known vulnerability")
    assert code == FOUND
    assert lines == ("x 2.0: PYSEC-2026-1, mended in 2.1",)


def test_a_fault_without_a_cure_is_told_too() -> None:
    assert judged(answer({**FAULT, "fix_versions": []}), "").lines[0].endswith("no version yet")


def test_what_was_not_looked_up_does_not_count_as_clean() -> None:
    assert judged(answer(skip_reason="unknown"), "").code == FOUND


def test_nothing_found_says_how_much_was_asked() -> None:
    assert judged(answer(), "") == (CLEAN, ("Audit: no known faults in 1 packages.",), True)


def test_a_tool_that_does_not_work_is_no_pass() -> None:
    assert judged("", "ModuleNotFoundError: No module named 'pip_audit'").code == BROKEN
    assert judged("[]", "").code == BROKEN


def test_without_a_network_it_says_so_and_does_not_fail() -> None:
    """The real tool, on the real lock file, with a way out that leads nowhere."""
    nowhere = "http://127.0.0.1:9"
    verdict = ask(HTTPS_PROXY=nowhere, https_proxy=nowhere, ALL_PROXY=nowhere)
    assert (verdict.code, verdict.was_reached) == (CLEAN, False)
    assert "was not reached" in verdict.lines[0]


def test_a_lock_file_without_hashes_is_no_pass(tmp_path: Path) -> None:
    loose = tmp_path / "loose.lock"
    loose.write_text("textual==8.2.8\n")
    nowhere = "http://127.0.0.1:9"
    assert ask(loose, HTTPS_PROXY=nowhere, https_proxy=nowhere).code == BROKEN


def test_what_is_accepted_says_why() -> None:
    assert all(why.strip() for why in ACCEPTED.values())


def test_check_asks() -> None:
    check = MAKEFILE[MAKEFILE.index("\ncheck:") :].split("\n\n")[0]
    assert "audit" in check
