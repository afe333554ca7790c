"""Puts what one municipality has read and reviewed into the national feed, for all to read.

What is there already and is the same is left alone, so that it can be run again and again. What
others have put there is never taken away.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kombit_tui.db.changes import Stamp
from kombit_tui.db.queries.publishing import FEED, Announcement, announcements
from kombit_tui.db.store import Store
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.sending import Answer, Outgoing
from kombit_tui.db.sync.wire import Body, Told
from kombit_tui.domain.ids import NO_MUNICIPALITY
from kombit_tui.errors import NoPermission, SyncError
from kombit_tui.sync.client import Client
from kombit_tui.sync.report import Phase, Progress

PLACE = (FEED, FEED)
PAGE = 1_000
BATCH = 50
_STORED = (200, 201)
NOT_A_PUBLISHER = "Kontoen må ikke skrive i det nationale katalog."
ASK = "Udgivelse kræver en udgiverkonto; se docs/server.md."


@dataclass
class Published:
    """What is, or would be, put into the feed."""

    new: list[str] = field(default_factory=list)
    """Titles of records that the feed had not."""
    changed: list[str] = field(default_factory=list)
    same: int = 0
    others: int = 0
    """Records of the feed that are not this store's; they are left alone."""
    refused: list[str] = field(default_factory=list)
    """Titles with the server's reason."""


def publish(
    store: Store,
    client: Client,
    *,
    dry_run: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Published:
    """Bring the feed up to what the store has. Blocks.

    Raises:
        SyncError: it stopped; what was put there until then is there.
    """
    municipality = store.municipality_for_writing()
    if municipality == NO_MUNICIPALITY:
        raise SyncError("Der er ikke valgt en kommune.", "Vælg først, hvilken I er.")
    progress(Progress(Phase.CONNECTING))
    server = client.hello()
    wanted = announcements(store.reader, municipality)
    held = {one.id: one for one in _held(client)}
    found = Published(others=len(held.keys() - {one.id for one in wanted}))
    outgoing = list(_outgoing(wanted, held, server.user, found))
    if not dry_run:
        titles = {one.id: title_of(one) for one in wanted}
        limit = min(server.batch_limit, BATCH)
        for start in range(0, len(outgoing), limit):
            progress(Progress(Phase.PUSHING, start, len(outgoing)))
            batch = outgoing[start : start + limit]
            _settle(batch, client.push(batch), titles, found)
    return found


def _held(client: Client) -> Iterator[Told]:
    """What the feed has now."""
    since = 0
    while True:
        page = client.page(PLACE, since, PAGE)
        yield from (one for one in page.told if one.body is not None)
        if not page.has_more:
            return
        since = page.cursor


def _outgoing(
    wanted: Sequence[Announcement], held: Mapping[str, Told], user: str, found: Published
) -> Iterator[Outgoing]:
    """Requests for what is new or another one; the rest is only counted."""
    for one in wanted:
        there = held.get(one.id)
        body = _body(one, there, user)
        if there is not None and wire.substance(there.body or {}) == wire.substance(body):
            found.same += 1
            continue
        (found.new if there is None else found.changed).append(title_of(one))
        op = secrets.token_hex(4)
        yield Outgoing(one.id, *PLACE, op, body, there.lm if there is not None else None, 0)


def _body(one: Announcement, there: Told | None, user: str) -> Body:
    stamp = Stamp(one.created_at, one.modified_at, user)
    base = there.body if there is not None else None
    return wire.body(one.kind, one.values, stamp, base, secrets.token_hex(4))


def _settle(
    batch: Sequence[Outgoing],
    answers: Sequence[Answer],
    titles: Mapping[str, str],
    found: Published,
) -> None:
    """Note what the server would not have.

    Raises:
        NoPermission: it would have nothing of this account.
    """
    if all(answer.status in (403, 404) for answer in answers):
        raise NoPermission(NOT_A_PUBLISHER, ASK)
    for sent, answer in zip(batch, answers, strict=True):
        if answer.status not in _STORED:
            reason = answer.reason or "en anden har ændret den imens; kør igen"
            found.refused.append(f"{titles[sent.id]}: {reason}")


def title_of(one: Announcement) -> str:
    """What people call a record of the feed."""
    return f"{one.kind.danish}: {one.values.get(one.kind.title) or one.id}"
