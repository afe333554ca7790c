"""A whole collection compared anew: the server was set back, or we may have missed something.

What it has is gathered page by page in a table, which may be interrupted; then all differences are
taken in at once.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session

from kombit_tui.db.changes import Intent
from kombit_tui.db.drafts import CHUNK, chunks
from kombit_tui.db.sync import feeds
from kombit_tui.db.sync.absorbing import Judge, Place, absorb
from kombit_tui.db.sync.feeds import Feed
from kombit_tui.db.sync.tables import SNAPSHOT, STATE
from kombit_tui.db.sync.tally import Guard, Tally
from kombit_tui.db.sync.verdicts import Held, Verdict, lost, set_back, verdict
from kombit_tui.db.sync.wire import Told

_KEEP = upsert(SNAPSHOT)
_KEEP = _KEEP.on_conflict_do_update(
    index_elements=[SNAPSHOT.c.bucket, SNAPSHOT.c.collection, SNAPSHOT.c.id],
    set_={"lm": _KEEP.excluded.lm, "body": _KEEP.excluded.body},
)


def begin(session: Session, place: Place, reason: str) -> None:
    """From now on all of a collection is gathered, until `finish`."""
    _clear(session, place)
    feeds.note(session, place, reconciling=reason, reconcile_cursor=0)


def gather(session: Session, place: Place, told: Sequence[Told], cursor: int) -> None:
    """Keep a page of what the server has, or had until it was deleted, and how far that is."""
    named = {"bucket": place[0], "collection": place[1]}
    rows = [{**named, "id": one.id, "lm": one.lm, "body": one.body} for one in told]
    if rows:
        session.execute(_KEEP, rows)
    feeds.note(session, place, reconcile_cursor=cursor)


def finish(
    session: Session, feed: Feed, epoch: str | None, intent: Intent, guard: Guard | None
) -> Tally:
    """Take in every difference between what was gathered and what is here.

    Raises:
        MassChange: `guard` says that too much would be deleted; nothing was written.
    """
    place = feed.place
    ours, theirs = _known(session, place), _versions(session, place)
    live = {one: lm for one, (lm, is_live) in theirs.items() if is_live}
    gone = {one for one, (lm, is_live) in theirs.items() if not is_live and lm > ours.get(one, lm)}
    older = [one for one, lm in live.items() if one in ours and lm < ours[one]]
    newer = [one for one, lm in live.items() if one not in ours or lm > ours[one]]
    missing = [Told(one, None, None) for one in ours if one not in live and one not in gone]
    was_set_back = bool(older) or feed.reconciling == feeds.RESTORED
    tally = Tally()
    for told in _gathered(session, place, [*newer, *gone]):
        tally.add(absorb(session, place, told, intent, guard=guard))
    for told in _gathered(session, place, older):
        tally.add(absorb(session, place, told, intent, judge=_as_set_back))
    judge: Judge = _as_lost if was_set_back else verdict
    for start in range(0, len(missing), CHUNK):
        piece = missing[start : start + CHUNK]
        tally.add(absorb(session, place, piece, intent, guard=guard, judge=judge))
    _clear(session, place)
    facts: dict[str, Any] = {"cursor": feed.reconcile_cursor, "epoch": epoch}
    at = intent.now.isoformat()
    feeds.note(session, place, reconciling=None, reconcile_cursor=0, compared_at=at, **facts)
    return tally


def _as_set_back(held: Held, told: Told) -> Verdict:
    return set_back(held, told)


def _as_lost(held: Held, _: Told) -> Verdict:
    return lost(held)


def _known(session: Session, place: Place) -> dict[str, int]:
    """The versions of all records that the server is thought to have."""
    query = select(STATE.c.id, STATE.c.base_lm).where(
        STATE.c.bucket == place[0], STATE.c.collection == place[1], STATE.c.base.is_not(None)
    )
    return {row.id: row.base_lm or 0 for row in session.execute(query)}


def _versions(session: Session, place: Place) -> dict[str, tuple[int, bool]]:
    """What was gathered: the version of each record, and whether it is there or deleted."""
    query = select(SNAPSHOT.c.id, SNAPSHOT.c.lm, SNAPSHOT.c.body.is_not(None).label("is_live"))
    return {row.id: (row.lm, row.is_live) for row in session.execute(query.where(*_in(place)))}


def _gathered(session: Session, place: Place, ids: Sequence[str]) -> Iterator[list[Told]]:
    for piece in chunks(ids):
        query = select(SNAPSHOT).where(*_in(place), SNAPSHOT.c.id.in_(piece))
        yield [Told(row.id, row.lm, row.body) for row in session.execute(query)]


def _clear(session: Session, place: Place) -> None:
    session.execute(delete(SNAPSHOT).where(*_in(place)))


def _in(place: Place) -> tuple[Any, Any]:
    return SNAPSHOT.c.bucket == place[0], SNAPSHOT.c.collection == place[1]
