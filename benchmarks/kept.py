"""What was measured last, part by part, in one file: `docs/performance.md` is made of it.

A run replaces what it measured and leaves the rest; on another machine, or with other versions of
what matters, everything older is dropped: figures of two machines tell nothing side by side.
"""

import json
import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import textual

from benchmarks.big_store import FOLDER
from benchmarks.goals import Goal
from benchmarks.measures import Series

FILE = FOLDER / "latest.json"


def machine() -> dict[str, str]:
    """What figures depend on."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{_memory():.0f} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
        "Textual": textual.__version__,
        "SQLite": sqlite3.sqlite_version,
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> float:
    if not hasattr(os, "sysconf"):
        return 0.0
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def read() -> dict[str, Any]:
    """What is kept; nothing of another machine."""
    here = machine()
    if FILE.exists():
        kept: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
        if kept.get("machine") == here:
            return kept
    return {"machine": here, "measured": {}, "series": [], "goals": []}


def keep(parts: list[str], series: Series, goals: list[Goal]) -> None:
    """Put what was measured in the place of what was."""
    kept = read()
    today = datetime.now(UTC).date().isoformat()
    kept["measured"].update(dict.fromkeys(parts, today))
    old = {(program, action): values for program, action, values in kept["series"]}
    old |= series
    kept["series"] = [[program, action, values] for (program, action), values in old.items()]
    told = {(one["key"], one["text"]): one for one in kept["goals"]}
    for goal in goals:
        if goal.value is not None or (goal.key, goal.text) not in told:
            told[goal.key, goal.text] = {**goal._asdict(), "verdict": goal.verdict}
    kept["goals"] = list(told.values())
    FOLDER.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
