"""`docs/performance.md`: made of what was measured, tells every goal, and why one is missed."""

import re
from pathlib import Path

import pytest

from benchmarks import growth, kept, page
from benchmarks.goals import Goal
from benchmarks.reasons import REASONS

GOALS = "S1 S2 S3 S4 K1 K2 K3 F1 F2 B1 B2 M1 C1 I1 P1 N1".split()  # noqa: SIM905
"""Of the architecture, section 9."""


def _rows() -> list[list[str]]:
    told = page.PAGE.read_text("utf-8").partition("## Goals")[2].partition("\n## ")[0]
    cells = [[one.strip() for one in line.split("|")[1:-1]] for line in told.splitlines()]
    return [one for one in cells if one and re.fullmatch(r"[A-Z]\d", one[0])]


@pytest.mark.parametrize("key", GOALS)
def test_every_goal_was_measured(key: str) -> None:
    verdicts = [row[4] for row in _rows() if row[0] == key]
    assert {"met", "NOT met"} & set(verdicts)


def test_a_goal_that_is_missed_has_its_reason() -> None:
    told = page.PAGE.read_text("utf-8")
    for key, text, _, _, verdict in _rows():
        if verdict == "NOT met":
            assert f"**{key}, {text}.** {REASONS[key]}" in told


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where figures are kept."""
    made = tmp_path / "latest.json"
    monkeypatch.setattr(kept, "FILE", made)
    return made


def test_a_run_replaces_what_it_measured_and_leaves_the_rest(file: Path) -> None:
    sort = Goal("B1", "sort / DataTable's sort", 0.02, 0.03)
    kept.keep(["sorts"], {("kombit-tui", "sort"): [12.0, 14.0]}, [sort])
    kept.keep(["keys"], {("kombit-tui", "down"): [2.0]}, [sort._replace(value=None)])
    assert "| B1 | sort / DataTable's sort | 0.03 x | <= 0.02 x | NOT met |" in _made()
    kept.keep(["sorts"], {("kombit-tui", "sort"): [8.0]}, [sort._replace(value=0.015)])
    made = _made()
    assert "| B1 | sort / DataTable's sort | 0.015 x | <= 0.02 x | met |" in made
    assert "NOT met" not in made
    row = next(line for line in made.splitlines() if line.startswith("| kombit-tui |"))
    assert ("2.0" in row, "8.0" in row, "13.0" in row) == (True, True, False)


def test_figures_of_another_machine_are_not_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep(["keys"], {("kombit-tui", "down"): [2.0]}, [])
    monkeypatch.setattr(kept, "machine", lambda: {"processor": "another"})
    assert not kept.read()["series"]
    assert file.exists()


def test_growth_is_told_from_the_first_size_to_the_last(file: Path) -> None:
    names = [growth.name_of(one) for one in growth.SIZES]
    series = {(name, "live"): [100.0 + at] for at, name in enumerate(names)}
    series |= {(name, "paint"): [10.0 * (at + 1)] for at, name in enumerate(names)}
    kept.keep(["growth"], {**series, (growth.pull_name(1_000), "growth"): [0.5]}, [])
    made = _made()
    assert "| start: first text, ms | 10.0 | 20.0 | 30.0 | 3.00 x |" in made
    assert "| start: first key answered, ms | 100.0 | 101.0 | 102.0 | 1.02 x |" in made
    assert "| 1,000 | 0.50 | 2,000 |" in made


def _made() -> str:
    return "\n".join(page.page(kept.read()))
