"""The collections of the server that a store reads, and how far it is with each."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, insert, select, update
from sqlmodel import Session

from kombit_tui.db.sync import wire
from kombit_tui.db.sync.absorbing import Place
from kombit_tui.db.sync.tables import FEED, RUN
from kombit_tui.db.sync.tally import Tally
from kombit_tui.domain.ids import bucket_of

OPEN, READ_ONLY, CLOSED, HELD = "open", "read_only", "closed", "held"
RESTORED, GAP = "restored", "gap"
"""Why a collection is compared anew: the server was set back; we may have missed something."""
MOST_RUNS = 200
"""Meetings that are remembered."""


class Feed(NamedTuple):
    """One collection and how far it is read."""

    bucket: str
    collection: str
    cursor: int
    """The server's time of the last change that is taken in."""
    epoch: str | None
    """Changes when the server is restored from a backup."""
    state: str
    reconciling: str | None
    reconcile_cursor: int
    compared_at: str | None
    ok_at: str | None

    @property
    def place(self) -> Place:
        """Bucket and collection."""
        return self.bucket, self.collection

    @property
    def is_to_compare(self) -> bool:
        """Whether comparing it anew was begun and may go on."""
        return self.reconciling is not None and self.state in (OPEN, READ_ONLY)

    @property
    def is_ours(self) -> bool:
        """Whether it is our municipality's, not the national feed."""
        return self.bucket != wire.CATALOGUE


def known(session: Session, municipality: str) -> list[Feed] | None:
    """What a municipality reads, the national feed first; None before `begin`."""
    columns = [FEED.c[name] for name in Feed._fields]
    found = {(row.bucket, row.collection): Feed(*row) for row in session.execute(select(*columns))}
    places = _places(municipality)
    return [found[one] for one in places] if all(one in found for one in places) else None


def begin(session: Session, municipality: str) -> None:
    """Note the collections that a municipality reads."""
    for bucket, collection in _places(municipality):
        row = {"bucket": bucket, "collection": collection, "cursor": 0, "state": OPEN}
        session.execute(insert(FEED).prefix_with("OR IGNORE"), {**row, "reconcile_cursor": 0})


def _places(municipality: str) -> tuple[Place, ...]:
    ours = bucket_of(municipality)
    return (wire.CATALOGUE, wire.CATALOGUE), (ours, wire.COMMON), (ours, wire.CONFIDENTIAL)


def note(session: Session, place: Place, **facts: Any) -> None:
    """Write down facts of a collection."""
    named = update(FEED).where(FEED.c.bucket == place[0], FEED.c.collection == place[1])
    session.execute(named.values(**facts))


def note_read(session: Session, place: Place, now: datetime) -> None:
    """A collection was read to its end; the first time that is all of it."""
    at = now.isoformat()
    note(session, place, ok_at=at, compared_at=func.coalesce(FEED.c.compared_at, at))


_COUNTED = ("pulled", "pushed", "merged", "conflicts", "refused")


def is_news(session: Session, outcome: str, tally: Tally, message: str | None) -> bool:
    """Whether a meeting is not just like the one before it, in which nothing happened."""
    query = select(RUN.c.outcome, RUN.c.message).order_by(RUN.c.seq.desc()).limit(1)
    latest = session.execute(query).first()
    is_same = latest is not None and tuple(latest) == (outcome, message)
    return not is_same or any(getattr(tally, name) for name in _COUNTED)


def note_run(
    session: Session,
    started_at: datetime,
    ended_at: datetime,
    outcome: str,
    tally: Tally,
    message: str | None,
) -> None:
    """Remember a meeting."""
    times = {"started_at": started_at.isoformat(), "ended_at": ended_at.isoformat()}
    counts = {name: getattr(tally, name) for name in _COUNTED}
    session.execute(insert(RUN), {**times, "outcome": outcome, "message": message, **counts})
    oldest = select(func.max(RUN.c.seq) - MOST_RUNS).scalar_subquery()
    session.execute(RUN.delete().where(RUN.c.seq <= oldest))
