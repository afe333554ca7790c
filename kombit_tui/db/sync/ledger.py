"""What a store has noted of its meetings with the server: each method is one transaction.

The engine asks for nothing else of the store. `checkpoint` is called before, inside and after each
transaction, so that tests can stop the process there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import Session

from kombit_tui.db import drafts, meta
from kombit_tui.db.changes import Intent
from kombit_tui.db.engine import reading
from kombit_tui.db.store import Store
from kombit_tui.db.sync import comparing, feeds, sending
from kombit_tui.db.sync.absorbing import Place, absorb
from kombit_tui.db.sync.feeds import Feed
from kombit_tui.db.sync.sending import Answer, Outgoing, Settled
from kombit_tui.db.sync.tally import Guard, Tally
from kombit_tui.db.sync.wire import Told
from kombit_tui.domain.ids import NO_MUNICIPALITY

NOTED_EACH = timedelta(minutes=5)
"""How often it is noted that a collection was read to its end, while nothing happens."""

Checkpoint = Callable[[str], None]


class Ledger:
    """The sync's side of one store."""

    def __init__(self, store: Store, checkpoint: Checkpoint) -> None:
        self._store = store
        self._checkpoint = checkpoint

    @cached_property
    def municipality(self) -> str:
        """The code of the municipality whose store it is."""
        with reading(self._store.engine) as session:
            return meta.read_in(session, meta.MUNICIPALITY) or NO_MUNICIPALITY

    @contextmanager
    def _writing(self, name: str) -> Iterator[tuple[Session, Intent]]:
        self._checkpoint(f"{name}: før")
        with self._store.exchange() as (session, intent):
            yield session, intent
            self._checkpoint(f"{name}: i")
        self._checkpoint(f"{name}: efter")

    def now(self) -> datetime:
        """The time now."""
        return self._store.clock()

    # Pulling.

    def feeds(self) -> list[Feed]:
        """The collections that the store reads, the national feed first."""
        municipality = self.municipality
        with reading(self._store.engine) as session:
            known = feeds.known(session, municipality)
        if known is None:
            with self._writing("samlinger") as (session, _):
                feeds.begin(session, municipality)
                known = feeds.known(session, municipality)
        return known or []

    def note(self, place: Place, **facts: Any) -> None:
        """Write down facts of a collection."""
        with self._writing("notat") as (session, _):
            feeds.note(session, place, **facts)

    def take_pages(
        self, place: Place, pages: Sequence[Sequence[Told]], cursor: int | None, guard: Guard | None
    ) -> Tally:
        """Take in pages, and how far they reach, all or nothing."""
        tally = Tally()
        with self._writing("side") as (session, intent):
            for told in pages:  # one after the other: who types meanwhile waits for one at most
                tally.add(absorb(session, place, told, intent, guard=guard))
            if cursor is not None:
                feeds.note(session, place, cursor=cursor)
        return tally

    def begin_comparing(self, place: Place, reason: str) -> None:
        """Gather all of a collection from now on."""
        with self._writing("sammenligning") as (session, _):
            comparing.begin(session, place, reason)

    def gather(self, place: Place, told: Sequence[Told], cursor: int) -> None:
        """Keep a page of all that the server has."""
        with self._writing("samling") as (session, _):
            comparing.gather(session, place, told, cursor)

    def finish_comparing(self, feed: Feed, epoch: str | None, guard: Guard | None) -> Tally:
        """Take in what differs between what was gathered and what is here."""
        with self._writing("afstemning") as (session, intent):
            return comparing.finish(session, feed, epoch, intent, guard)

    # Pushing.

    def to_send(self, bucket: str, collections: Sequence[str]) -> list[str]:
        """The records that must be sent, in order."""
        with reading(self._store.engine) as session:
            return sending.to_send(session, bucket, collections)

    def prepare(self, ids: Sequence[str]) -> list[Outgoing]:
        """Put on disk what is to be sent."""
        with self._writing("klargøring") as (session, intent):
            return sending.prepare(session, ids, intent)

    def settle(self, answered: Sequence[tuple[Outgoing, Answer]], *, is_trusted: bool) -> Settled:
        """Write what came of a batch."""
        with self._writing("kvittering") as (session, intent):
            return sending.settle(session, answered, intent, is_trusted=is_trusted)

    def refuse(self, sent: Outgoing, answer: Answer) -> None:
        """The server will not have a record."""
        with self._writing("afvisning") as (session, intent):
            draft = drafts.load(session, [sent.id]).get(sent.id)
            sending.refuse(session, sent, answer, intent, draft)

    def waiting(self) -> int:
        """How many records are still to be sent."""
        with reading(self._store.engine) as session:
            return sending.waiting(session)

    # The meeting as a whole.

    def end(
        self,
        started_at: datetime,
        outcome: str,
        tally: Tally,
        message: str | None,
        read: Sequence[Feed],
    ) -> None:
        """Remember a meeting, and the collections that were read to their end."""
        now = self.now()
        stale = [feed for feed in read if _is_stale(feed, now)]
        with reading(self._store.engine) as session:
            is_news = feeds.is_news(session, outcome, tally, message)
        if not is_news and not stale:
            return
        with self._writing("slut") as (session, _):
            if is_news:
                feeds.note_run(session, started_at, now, outcome, tally, message)
            for feed in stale:
                feeds.note_read(session, feed.place, now)


def _is_stale(feed: Feed, now: datetime) -> bool:
    """Whether it was noted long ago that a collection was read to its end."""
    noted = datetime.fromisoformat(feed.ok_at) if feed.ok_at else None
    return noted is None or not noted <= now < noted + NOTED_EACH
