"""Pushing: what differs is sent in small batches, what is in doubt first, then the oldest edit.

A batch that failed more than twice is halved until the record is found that the server cannot
take; that one waits for the user, and the others go on.
"""

from collections.abc import Iterator, Sequence

from kombit_tui.db.sync.feeds import OPEN, READ_ONLY, RESTORED, Feed
from kombit_tui.db.sync.sending import Answer, Outgoing
from kombit_tui.errors import (
    ServerBusy,
    ServerReadOnly,
    ServerStrange,
    ServerUnreachable,
    SyncError,
)
from kombit_tui.sync.answers import BatchRefused
from kombit_tui.sync.meeting import Meeting
from kombit_tui.sync.report import Phase

BYTES = 512 * 1024
"""Bodies in a batch, together."""
PATIENT = 3
"""Sendings after which it is asked which record of a batch is to blame."""
MOST_FAILURES = 12
"""Batches that may fail in a meeting before the server is to blame."""
NOT_TAKEN = "Du må læse, men ikke ændre «{}» på serveren. Dine ændringer bliver her."
_IN_DOUBT = (ServerBusy, ServerStrange, ServerUnreachable)


class Pusher:
    """Sends what is only here."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._failures = 0
        self._is_working = False
        self._is_closed = False
        self._to_blame: list[tuple[Outgoing, SyncError]] = []
        self._done = 0

    def round(self, feeds: Sequence[Feed]) -> bool:
        """Send all there is to send; whether there may be more, or something to pull first.

        Raises:
            SyncError: it stopped; what is in doubt is sent again as it was.
        """
        ids = self._ids(feeds)
        if not ids:
            return False
        if self._meeting.server.is_readonly:
            raise ServerReadOnly("Serveren er sat til kun at læse.")
        self._is_closed = False
        limit = self._meeting.server.batch_limit
        total = self._done + len(ids)
        for start in range(0, len(ids), limit):
            self._meeting.tell(Phase.PUSHING, self._done, total)
            for batch in _small(self._meeting.ledger.prepare(ids[start : start + limit])):
                self._send(batch)
            self._done += len(ids[start : start + limit])
            if self._is_closed:  # what is left may be of a collection that takes nothing
                break
        self._meeting.tell(Phase.PUSHING, self._done, total)
        self._blame()
        return True

    def _ids(self, feeds: Sequence[Feed]) -> list[str]:
        """What there is to send, of collections that took nothing last time one record to try."""
        ids: list[str] = []
        ours = [feed for feed in feeds if feed.is_ours and not feed.reconciling]
        for bucket in dict.fromkeys(feed.bucket for feed in ours):
            able = [f.collection for f in ours if f.bucket == bucket and f.state == OPEN]
            ids += self._meeting.ledger.to_send(bucket, able) if able else []
        for feed in ours:
            if feed.state == READ_ONLY and not self._done:
                ids += self._meeting.ledger.to_send(feed.bucket, [feed.collection])[:1]
        return ids

    def _send(self, batch: Sequence[Outgoing]) -> None:
        meeting = self._meeting
        try:
            answers = meeting.ask("send", lambda: meeting.client.push(batch))
        except BatchRefused as error:
            if len(batch) == 1:
                meeting.ledger.refuse(batch[0], Answer(error.status, reason=error.reason))
                meeting.tally.refused += 1
            self._halve(batch)
            return
        except _IN_DOUBT as error:
            self._failures += 1
            is_new = min(one.tries for one in batch) < PATIENT
            if is_new or (not self._is_working and self._failures > MOST_FAILURES):
                raise
            self._to_blame += [(batch[0], error)] if len(batch) == 1 else []
            self._halve(batch)
            return
        self._is_working = True
        is_trusted = meeting.server.is_serial
        settled = meeting.ledger.settle(
            list(zip(batch, answers, strict=True)), is_trusted=is_trusted
        )
        meeting.tally.add(settled.tally)
        self._is_closed = bool(settled.closed)
        for place in settled.closed:
            meeting.ledger.note(place, state=READ_ONLY)
            meeting.warn(NOT_TAKEN.format(place[1]))
        for place in settled.opened:
            self._reopen(place)
        for place in settled.set_back:
            meeting.ledger.begin_comparing(place, RESTORED)

    def _halve(self, batch: Sequence[Outgoing]) -> None:
        middle = len(batch) // 2
        if middle:
            self._send(batch[:middle])
            self._send(batch[middle:])

    def _reopen(self, place: tuple[str, str]) -> None:
        """A collection takes changes again."""
        for feed in self._meeting.feeds:
            if feed.place == place and feed.state == READ_ONLY:
                self._meeting.ledger.note(place, state=OPEN)

    def _blame(self) -> None:
        """Others went through, these did not: it is they, not the server."""
        to_blame, self._to_blame = self._to_blame, []
        for sent, error in to_blame:
            if not self._is_working:
                raise error
            self._meeting.ledger.refuse(sent, Answer(500, reason=str(error)))
            self._meeting.tally.refused += 1


def _small(sent: Sequence[Outgoing]) -> Iterator[list[Outgoing]]:
    """Batches that are not too large."""
    batch: list[Outgoing] = []
    size = 0
    for one in sent:
        if batch and size + one.size > BYTES:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += one.size
    if batch:
        yield batch
