"""Stores with many tasks, made once by the program's own write path and kept between runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Create, Origin
from kombit_tui.db.store import Store

FOLDER = Path(__file__).parent / "data"
BUILT_BY_WRITING = 100_000
"""Beyond so many tasks a store is multiplied from one of these."""
_CHUNK = 10_000
_PROJECTS, _PEOPLE, _SYSTEMS = 40, 200, 977
_VERBS = ("Opdatér", "Bestil", "Afprøv", "Godkend", "Udfas", "Gennemgå", "Overdrag", "Tilmeld")
_SUBJECTS = (
    *("certifikat", "systemadministrator", "serviceaftale", "rollegalleri", "kontaktdata"),
    *("snitflade", "databehandleraftale", "brugerrettigheder", "uddannelse", "testdata"),
)
_AREAS = ("borgersystem", "lønsystem", "sagsbehandling", "Støttesystemerne", "ydelse", "Ærø")
_NAMES = ("Ida", "Åse", "Søren", "Bo", "Mette", "Jørgen", "Kirsten", "Lærke", "Poul", "Else")
_SURNAMES = ("Bro", "Kjær", "Ågård", "Holm", "Dam", "Lund", "Skov", "Møller", "Toft", "Vang")
_KINDS = ("obligatorisk_kritisk_vej", "obligatorisk", "obligatorisk", "anbefalet", "lokal")
_TEXT = (
    "Leverandøren bekræfter skriftligt, og kommunen prøver login samme dag. Er der afvigelser, "
    "melder programlederen dem til KOMBIT, og opgaven sættes først til fuldført bagefter. "
)


def big_store(tasks: int) -> Path:
    """The path of a store with that many tasks."""
    path = FOLDER / f"opgaver-{tasks}.sqlite3"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    for name in FOLDER.glob(f"{unfinished.name}*"):
        name.unlink()
    if tasks > BUILT_BY_WRITING:
        _multiply(big_store(BUILT_BY_WRITING), unfinished, tasks // BUILT_BY_WRITING)
    else:
        _write(unfinished, tasks)
    unfinished.rename(path)
    return path


def _write(path: Path, tasks: int) -> None:
    store = Store(path, who="benchmark")
    store.remember({meta.MUNICIPALITY: "0999", meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    store.apply(list(_surroundings()), "Projekter og folk", Origin.SEED)
    draw = Random(2026)
    for start in range(0, tasks, _CHUNK):
        changes = [
            one for number in range(start, min(start + _CHUNK, tasks)) for one in task(draw, number)
        ]
        store.apply(changes, "Opgaver", Origin.SEED)
    store.close()


def _surroundings() -> Iterator[Create]:
    for number in range(_PROJECTS):
        name = f"{_AREAS[number % len(_AREAS)].capitalize()} {number}"
        yield Create("project", {"code": f"SF{1400 + number}", "name": name}, f"0999-p{number}")
    for number in range(_PEOPLE):
        name = f"{_NAMES[number % 10]} {_SURNAMES[number // 10 % 10]}{'sen' * (number // 100)}"
        yield Create("person", {"name": name}, f"0999-m{number}")


def task(draw: Random, number: int) -> Iterator[Change]:
    """A task and, for two of three, what is done about it."""
    task_id = f"0999-{number:07}"
    due = date(2026, 1, 1) + timedelta(days=draw.randrange(1500))
    subject, area = draw.choice(_SUBJECTS), draw.choice(_AREAS)
    values = {
        "project": f"0999-p{draw.randrange(_PROJECTS)}",
        "code": f"A{number:06}",
        "title": f"{draw.choice(_VERBS)} {subject} til {area} {draw.randrange(_SYSTEMS)}",
        "kind": draw.choice(_KINDS),
        "wave": draw.choice((None, *"12345")),
        "due": due.isoformat() if draw.random() < 0.9 else None,
        "text": _TEXT,
    }
    yield Create("task", values, task_id)
    if draw.random() < 0.66:
        state = {
            "task": task_id,
            "status": draw.choice(("open", "started", "started", "done")),
            "responsible": f"0999-m{draw.randrange(_PEOPLE)}",
            "performer": draw.choice((None, f"0999-m{draw.randrange(_PEOPLE)}")),
        }
        yield Create("task_state", state, f"0999-s{number:07}")


_MULTIPLIED = ("task", "task_state", "record_index", "task_row")


def _multiply(source: Path, target: Path, times: int) -> None:
    """The tasks of one store several times over, copied by the database: minutes, not hours."""
    with closing(sqlite3.connect(source)) as small, closing(sqlite3.connect(target)) as many:
        small.backup(many)
        put_away = many.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
            "(type = 'trigger' OR type = 'index' AND tbl_name IN (?, ?, ?, ?))",
            _MULTIPLIED,
        ).fetchall()
        for of_type, name, _ in put_away:
            many.execute(f'DROP {of_type} "{name}"')
        (step,) = many.execute("SELECT max(seq) FROM record_index").fetchone()
        for table in _MULTIPLIED:
            names = [row[1] for row in many.execute(f"PRAGMA table_info({table})")]
            taken = ", ".join(_COPIED.get(name, f'"{name}"') for name in names)
            only = "WHERE id GLOB '0999-[0-9s]*'"
            for time in range(1, times):
                query = f"INSERT INTO {table} SELECT {taken} FROM {table} {only} AND seq <= :step"
                many.execute(query, {"step": step, "time": time})
        for _, _, sql in put_away:
            many.execute(sql)
        for index in ("search_prefix", "search_trigram"):
            many.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        many.commit()
        many.execute("PRAGMA journal_mode = WAL")


_COPIED = {
    "seq": "seq + :time * :step",
    "id": "id || '-' || :time",
    "task": "task || '-' || :time",
}
