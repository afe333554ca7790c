"""Pulling: all collections asked at once, then page by page; what was read and how far that is are
written as one.

Comes to comparing a whole collection when the server was set back or we may have missed something.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kombit_tui.db.sync.feeds import CLOSED, GAP, HELD, OPEN, READ_ONLY, RESTORED, Feed
from kombit_tui.db.sync.tally import Guard, Tally
from kombit_tui.errors import MassChange, NoPermission, SyncError
from kombit_tui.sync import answers
from kombit_tui.sync.answers import Page, Response
from kombit_tui.sync.meeting import Cancelled, Meeting, TooLong
from kombit_tui.sync.report import Phase

PAGE = 500
"""Records in a page: large enough for the server, small enough for whoever types meanwhile."""
TOGETHER = 10
"""Pages that are written in one transaction: the search tables cost by the transaction, and whoever
edits meanwhile waits for no more than this."""
OVERLAP = 10_000
"""Milliseconds that are read again from a server whose writers do not queue up: it misses some."""
HORIZON = 300 * 86_400_000
"""Milliseconds after which the server may have forgotten what was deleted."""
COMPARED_EACH = timedelta(days=7)
NO_LONGER = "Du har ikke længere adgang til «{}» på serveren. Det, du har hentet, bliver her."
STRANGE = "{} af serverens poster kan ikke bruges og er sprunget over."
SET_BACK = (
    "Serveren er sat tilbage til en ældre kopi. Alt her er holdt op mod den, og det, den mangler, "
    "er sendt til den igen."
)
UNSAFE = (
    "Serveren mangler «serial_writes». Der synkroniseres langsommere og med kontrol, "
    "indtil den, der passer serveren, har slået det til."
)


class Puller:
    """Takes in what the server tells."""

    def __init__(self, meeting: Meeting, page_size: int = PAGE) -> None:
        self._meeting = meeting
        self._size = page_size
        self._done = 0
        self._total: int | None = 0

    def pull(self) -> None:
        """Read every collection to its end.

        Raises:
            SyncError: it stopped; what was taken in stays.
        """
        meeting = self._meeting
        meeting.read.clear()
        every = meeting.ledger.feeds()
        feeds = [one for one in every if one.state != CLOSED or meeting.is_introduced]
        places = [one.place for one in feeds]
        wanted = [(one.place, self._since(one), self._size) for one in feeds]
        about = places if meeting.is_introduced else []
        meeting.tell(Phase.PULLING)
        found, told = meeting.ask("hent", lambda: meeting.client.poll(wanted, about))
        for place, response in zip(about, told, strict=True):
            if response.status == 200:
                meeting.epochs[place] = answers.epoch(response)
        for feed, response in zip(feeds, found, strict=True):
            self._take(feed, response)

    def _since(self, feed: Feed) -> int:
        if feed.reconciling:
            return feed.reconcile_cursor
        overlap = 0 if self._meeting.server.is_serial else OVERLAP
        return max(0, feed.cursor - overlap)

    def _take(self, feed: Feed, response: Response) -> None:
        """Read one collection to its end, beginning with the answer of the poll."""
        if not self._may_read(feed, response):
            return
        since = self._since(feed)
        page = answers.page(response, since, self._size)
        try:
            reason = self._why_compare(feed, page)
            if reason is not None:
                self._meeting.ledger.begin_comparing(feed.place, reason)
                feed = feed._replace(reconciling=reason, reconcile_cursor=0)
                page = self._page(feed, 0) if since else page
            if feed.reconciling:
                self._compare(feed, page)
            else:
                self._follow(feed, page)
        except MassChange as error:
            self._meeting.ledger.note(feed.place, state=HELD)
            self._meeting.problems.append(error)
            return
        if feed.state == HELD:
            self._meeting.ledger.note(feed.place, state=OPEN)
        self._meeting.read.append(feed)

    def _may_read(self, feed: Feed, response: Response) -> bool:
        """Whether it was read; notes where it may not be any more, and where it may again."""
        meeting = self._meeting
        if response.status in (403, 404):
            if feed.state != CLOSED:
                meeting.ledger.note(feed.place, state=CLOSED)
            if feed.cursor:
                meeting.warn(NO_LONGER.format(feed.collection))
            return False
        if response.status != 200:
            raise answers.trouble(response)
        if feed.state == CLOSED:
            meeting.ledger.note(feed.place, state=OPEN)
        return True

    # Page by page.

    def _page(self, feed: Feed, since: int) -> Page:
        client = self._meeting.client
        return self._meeting.ask("side", lambda: client.page(feed.place, since, self._size))

    def _pages(self, feed: Feed, page: Page, since: int, phase: Phase) -> Iterator[Page]:
        """This page and all that follow, each after the one before it is taken in."""
        self._expect(feed, page, since)
        while True:
            if page.strange:
                self._meeting.warn(STRANGE.format(page.strange))
            if page.told:
                yield page
                self._done += sum(one.body is not None for one in page.told)
                self._meeting.tell(phase, self._done, self._total or None)
            if not page.has_more:
                return
            page = self._page(feed, page.cursor)

    def _expect(self, feed: Feed, page: Page, since: int) -> None:
        """Find out how much there is to come.

        Raises:
            TooLong: it is more than this meeting is to take.
        """
        meeting = self._meeting
        found: int | None = sum(one.body is not None for one in page.told)
        if page.has_more:
            found = meeting.ask("antal", lambda: meeting.client.total(feed.place, since))
        self._total = None if found is None or self._total is None else self._total + found
        longest = meeting.longest
        if longest is not None and (self._total is None or self._total > longest):
            raise TooLong

    def _follow(self, feed: Feed, page: Page) -> None:
        meeting, guard = self._meeting, self._guard(feed)
        cursor, epoch = feed.cursor, meeting.epochs.get(feed.place, feed.epoch)
        if epoch != feed.epoch:  # before the first page: else it would look restored if we stop
            meeting.ledger.note(feed.place, epoch=epoch)
        for some in _together(self._pages(feed, page, self._since(feed), Phase.PULLING)):
            told = [one.told for one in some]
            reached = max(cursor, some[-1].cursor)
            news = reached if reached != cursor else None
            self._add(meeting.ledger.take_pages(feed.place, told, news, guard))
            cursor = reached

    def _guard(self, feed: Feed) -> Guard | None:
        return None if self._meeting.accept_mass_change else Guard(feed.state == HELD)

    def _add(self, tally: Tally) -> None:
        self._meeting.tally.add(tally)
        if tally.strange:
            self._meeting.warn(STRANGE.format(tally.strange))

    # All of it.

    def _why_compare(self, feed: Feed, page: Page) -> str | None:
        """Why a collection must be compared anew; None where it need not, or already is."""
        meeting = self._meeting
        epoch = meeting.epochs.get(feed.place, feed.epoch)
        if feed.reconciling:
            return RESTORED if page.stamp < feed.reconcile_cursor else None
        if feed.epoch is not None and epoch != feed.epoch:  # also where we have only sent so far
            return RESTORED
        if not feed.cursor:
            return None
        if epoch != feed.epoch or page.stamp < feed.cursor:
            return RESTORED
        if meeting.compare or page.stamp - feed.cursor > HORIZON:
            return GAP
        at = datetime.fromisoformat(feed.compared_at) if feed.compared_at else None
        return GAP if at is not None and meeting.ledger.now() - at > COMPARED_EACH else None

    def _compare(self, feed: Feed, page: Page) -> None:
        ledger = self._meeting.ledger
        cursor = feed.reconcile_cursor
        if feed.reconciling == RESTORED:
            self._meeting.warn(SET_BACK)
        for one in self._pages(feed, page, cursor, Phase.COMPARING):
            cursor = one.cursor
            ledger.gather(feed.place, one.told, cursor)
        epoch = self._meeting.epochs.get(feed.place, feed.epoch)
        whole = feed._replace(reconcile_cursor=cursor)
        self._add(ledger.finish_comparing(whole, epoch, self._guard(feed)))


def _together(pages: Iterator[Page]) -> Iterator[list[Page]]:
    """As many pages as are written in one transaction; where reading breaks off, those there are.

    So the next meeting begins where this one broke off, over a bad line too.
    """
    held: list[Page] = []
    try:
        for page in pages:
            held.append(page)
            if len(held) == TOGETHER:
                yield held
                held = []
    except (SyncError, Cancelled):
        if held:
            yield held
        raise
    if held:
        yield held


def access_lost(feeds: Sequence[Feed]) -> NoPermission | None:
    """What to tell when the municipality's own records may not be read."""
    ours = [feed for feed in feeds if feed.is_ours]
    if all(feed.state in (OPEN, READ_ONLY, HELD) for feed in ours[:1]):
        return None
    return NoPermission("Du har ikke adgang til kommunens poster på serveren.")
