"""Stores with many tasks, made once by the program's own write path and kept between runs."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kombit_tui.db import meta
from kombit_tui.db.changes import Create, Origin
from kombit_tui.db.store import Store

FOLDER = Path(__file__).parent / "data"
FIRST_TITLE = "Opdatér certifikat"
_SUBJECTS = ("certifikat", "systemadministrator", "serviceaftale", "rollegalleri", "kontaktdata")
_CHUNK = 10_000


def big_store(tasks: int) -> Path:
    """The path of a store with that many tasks."""
    path = FOLDER / f"tasks-{tasks}.sqlite3"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    for name in FOLDER.glob(f"{unfinished.name}*"):
        name.unlink()
    store = Store(unfinished, who="benchmark")
    store.remember({meta.MUNICIPALITY: "0999", meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    store.apply([Create("project", {"code": "FKI", "name": "Infrastruktur"}, "0999-p")], "Projekt")
    for start in range(0, tasks, _CHUNK):
        changes = list(_tasks(start, min(start + _CHUNK, tasks)))
        store.apply(changes, "Opgaver", Origin.SEED)
    store.close()
    unfinished.rename(path)
    return path


def _tasks(start: int, stop: int) -> Iterator[Create]:
    first_day = date(2026, 1, 1)
    for number in range(start, stop):
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        due = first_day + timedelta(days=(number * 7919) % 1500)
        yield Create(
            "task",
            {
                "project": "0999-p",
                "code": f"A{number:06}",
                "title": f"Opdatér {subject} i system {number % 977}",
                "kind": "obligatorisk",
                "due": due.isoformat(),
                "text": "Leverandøren bekræfter skriftligt, og kommunen prøver login samme dag. "
                * 8,
            },
        )
