"""Stores in every state of the sync, and what a meeting with the server then gives."""

from collections.abc import Callable
from datetime import timedelta

from kombit_tui.db import meta
from kombit_tui.db.changes import Create, Delete, Update
from kombit_tui.db.store import Store
from kombit_tui.errors import (
    KombitError,
    MassChange,
    ServerUnreachable,
    SyncBusy,
    WrongPassword,
)
from kombit_tui.sync.report import Report
from tests.conftest import NOW
from tests.tools import synced

SERVER, USER = "https://synk.korsbaek.example/v1", "0999-ida"
Meet = Callable[[object], Report | None]
TASKS = "SELECT id FROM task WHERE kind <> 'lokal' ORDER BY seq LIMIT 4"


def join(store: Store, at: str = synced.THEN) -> None:
    """The store belongs to a server, and all of it is there."""
    facts = {meta.SERVER: SERVER, meta.SERVER_USER: USER, meta.MUNICIPALITY: "0999"}
    store.remember({**facts, meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    synced.write(store, "DELETE FROM meta WHERE key = ?", meta.IS_DEMO)
    synced.all_sent(store, at)


def tasks(store: Store) -> list[str]:
    """The first tasks."""
    return [row[0] for row in store.reader.execute(TASKS)]


def answering(report: Report | None = None, error: KombitError | None = None) -> Meet:
    """A meeting that ends so."""
    return lambda _: Report(error=error) if error is not None else report


def alone(store: Store) -> Meet:
    """A store of one's own that never met a server."""
    synced.write(store, "DELETE FROM meta WHERE key = ?", meta.IS_DEMO)
    return answering(None)


def in_step(store: Store) -> Meet:
    """Nothing to do."""
    join(store)
    return answering(Report())


def waiting(store: Store) -> Meet:
    """Three records wait: new, edited, deleted."""
    join(store)
    _, edited, gone, *_ = tasks(store)
    store.apply([Create("task", {"title": "Bestil nyt certifikat"}, "0999-ny")], "Ny")
    store.apply([Update(edited, {"duration": "2 uger"})], "Rettet")
    store.apply([Delete(gone)], "Slettet")
    synced.insert(
        store, "sync_attempt", id=edited, op="0" * 8, method="put", made_at=synced.THEN, tries=1
    )
    return answering(error=SyncBusy("En anden gør det."))


def refused(store: Store) -> Meet:
    """The server would not have three records."""
    join(store)
    large, forbidden, strange, _ = tasks(store)
    for one in (large, forbidden, strange):
        store.apply([Update(one, {"duration": "3 uger"})], "Rettet")
    synced.refusal(store, large, 413, "Request Entity Too Large")
    synced.refusal(store, forbidden, 403, "This user cannot access this resource.")
    synced.refusal(store, strange, 400, "data.title in body: must be a string")
    return answering(Report())


def in_conflict(store: Store) -> Meet:
    """Two people changed the same of one task, and something else of another."""
    join(store)
    one, other, *_ = tasks(store)
    synced.conflict(store, one, "task", {"wave": None}, {"wave": "2"}, {"wave": "3"}, "c1")
    synced.conflict(
        store,
        one,
        "task",
        {"text": "Certifikatet udløber i oktober."},
        {"text": "Certifikatet udløber i oktober.\nBestilt hos driften, de svarer fredag."},
        {"text": "Certifikatet udløber den 31. oktober.\nÅse bestiller det."},
        "c2",
    )
    consequence = {"consequence_date_text": None}
    synced.conflict(
        store,
        other,
        "task",
        {**consequence, "consequence_date": None, "consequence": None},
        {**consequence, "consequence_date": "2026-10-01", "consequence": "Adgangen lukkes"},
        {**consequence, "consequence_date": "2026-11-01", "consequence": "Der rykkes"},
        "c3",
    )
    synced.all_sent_again(store)
    return answering(Report(conflicts=3, merged=1))


def merge(store: Store) -> None:
    """A colleague's change of another task was just put together with ours."""
    at = (NOW - timedelta(hours=1)).isoformat()
    synced.write(store, "UPDATE sync_state SET merged_at = ? WHERE id = ?", at, tasks(store)[2])


def deleted_there(store: Store) -> Meet:
    """A colleague deleted a task that was changed here."""
    join(store)
    one, *_ = tasks(store)
    synced.deleted_there(store, one, "task", {"wave": "1"}, {"wave": "2"})
    return answering(Report(conflicts=1))


def deleted_here(store: Store) -> Meet:
    """A colleague changed a task that was deleted here."""
    join(store)
    one, *_ = tasks(store)
    synced.deleted_here(store, one, "task", {"wave": "1", "duration": "1 uge"}, {"wave": "2"})
    synced.all_sent_again(store)
    return answering(Report(conflicts=1))


def offline(store: Store) -> Meet:
    """No server for half an hour, and two edits wait."""
    join(store)
    one, other, *_ = tasks(store)
    store.apply([Update(one, {"wave": "9"}), Update(other, {"wave": "9"})], "Bølge")
    synced.run(store, outcome="failed", message="Serveren svarer ikke: ingen forbindelse.")
    return answering(error=ServerUnreachable("synk.korsbaek.example kan ikke nås herfra."))


def offline_for_days(store: Store) -> Meet:
    """No server since the day before yesterday."""
    join(store, (NOW - timedelta(hours=47)).isoformat())
    return answering(error=ServerUnreachable("synk.korsbaek.example kan ikke nås herfra."))


def wrong_password(store: Store) -> Meet:
    """The password was changed on the server."""
    join(store)
    return answering(error=WrongPassword("Serveren kender ikke 0999-ida med den adgangskode."))


def mass_change(store: Store) -> Meet:
    """Most of it was deleted on the server."""
    join(store)
    synced.write(store, "UPDATE sync_feed SET state = 'held' WHERE collection = 'data'")
    return answering(
        error=MassChange("180 af 240 poster er slettet på serveren, og intet er slettet her.")
    )


def announced(store: Store) -> Meet:
    """The national catalogue told of two tasks."""
    join(store)
    synced.feed(store, "katalog", "katalog")
    made = [
        Create("task", {"title": "Skift til den nye beskedfordeler"}, "katalog-a"),
        Create("task", {"title": "Meld en superbruger til afprøvning"}, "katalog-b"),
    ]
    store.apply(made, "Hentet")
    synced.write(store, "UPDATE task SET bucket = 'katalog' WHERE id LIKE 'katalog-%'")
    synced.write(
        store,
        "UPDATE sync_state SET bucket = 'katalog', collection = 'katalog', dirty = 0, "
        "base_lm = ? WHERE id LIKE 'katalog-%'",
        round((NOW - timedelta(minutes=30)).timestamp() * 1000),
    )
    return answering(Report())


SCENARIOS: dict[str, Callable[[Store], Meet]] = {
    one.__name__: one
    for one in (
        in_step,
        waiting,
        refused,
        in_conflict,
        deleted_there,
        deleted_here,
        offline,
        offline_for_days,
        wrong_password,
        mass_change,
        announced,
    )
}
