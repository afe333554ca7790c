"""Nyheder: what happened since the last visit, each line leading to its record; then all news by
project, the latest first.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on

from kombit_tui.db.queries.facts import facts_of_all
from kombit_tui.db.queries.news import NewsRow, news
from kombit_tui.db.queries.notes import notes_on
from kombit_tui.db.queries.selecting import GroupRow, Part, group_row
from kombit_tui.db.queries.since_visit import Changed, SinceVisit, since_visit
from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.happening import What
from kombit_tui.domain.records import KINDS
from kombit_tui.screens.detail_ends import comments, source
from kombit_tui.screens.following import FollowingScreen
from kombit_tui.widgets.detail import Block, Heading, Link, Pair, Paragraph, Title
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording import news as words
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import day_in_full, day_text

if TYPE_CHECKING:
    from kombit_tui.db.queries.facts import ById

TAG = "nyt"
"""What everything since the last visit is tagged with: `#nyt`."""


class FreshRow(NamedTuple):
    """Something that happened to a record, with all of it in words."""

    id: str
    changed: Changed
    told: tuple[str, ...]


class FreshNews(NamedTuple):
    """A piece of news since the last visit."""

    id: str
    news: NewsRow


NewsListRow = GroupRow | FreshRow | FreshNews | NewsRow


class NewsScreen(FollowingScreen):
    """What is new."""

    MODE = "news"
    HINT = words.HINT
    EMPTY = (
        "Der er ingen nyheder endnu, og intet er ændret siden sidste besøg.",
        "Tryk {app.import} for at importere slides, eller {list.new} for at skrive en nyhed.",
    )
    KINDS = ("news",)
    GROUPS = ("project", "start", "owner")
    NEW = ("news", "project")
    DONE = False
    COLUMNS = (
        Column("Dag", 10, field="start"),
        Column("Nyhed eller ændring", 0, field="title"),
        Column("Hvad", 16, rank=1),
        Column("Projekt", 16, rank=2, field="project"),
        Column("Hvem", 14, rank=3, field="owner"),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[NewsListRow]:
        """What is new, what weighs most first; then the news of each project."""
        since, every = since_visit(connection, self.store.who), news(connection)
        if not every and not since.rows:
            return ()
        fresh = {row.id for row in since.rows if row.kind == "news"}
        return [
            *_since(since, [row for row in every if row.id in fresh]),
            *_by_project(row for row in every if row.id not in fresh),
        ]

    def facts(self, connection: sqlite3.Connection, parts: Sequence[Part]) -> "ById":
        """News as everywhere; what happened to other records by the words it is told in."""
        found = facts_of_all(connection, self.KINDS, self.today)
        for row in (row for part in parts for row in part.rows):
            if isinstance(row, FreshRow):
                found[row.id] = _facts(row)
            if isinstance(row, (FreshRow, FreshNews)):
                found[row.id]["tag"] = [TAG]
        return found

    def present(self, row: FreshRow | FreshNews | NewsRow) -> ListRow:
        """A change, or a piece of news."""
        match row:
            case FreshRow(_, one):
                cells = [
                    Cell(words.day_of(one.at), "muted"),
                    Cell(one.title),
                    Cell(words.what_text(one), words.TONES.get(one.what, "")),
                    Cell(one.belongs_to),
                    Cell(words.by_whom(one)),
                ]
            case FreshNews(_, one):
                return self._news_row(one, Cell("Ny: nyhed", words.TONES[What.NEW]))
            case NewsRow():
                return self._news_row(row, Cell(""))
        return ListRow(row.id, tuple(cells))

    def _news_row(self, row: NewsRow, what: Cell) -> ListRow:
        day = Cell(day_text(row.date, row.date_text), "muted")
        return ListRow(row.id, (day, Cell(row.title), what, Cell(row.project or "")))

    # Detail.

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a change, or the whole of a piece of news."""
        self.linked.about = record_id
        row = self.held.get(record_id)
        if isinstance(row, FreshRow):
            return list(_change(row))
        one = row.news if isinstance(row, FreshNews) else row
        return list(self._news(one)) if isinstance(one, NewsRow) else ()

    def _news(self, row: NewsRow) -> Iterator[Block]:
        yield Title("Nyhed")
        yield Pair("Projekt", row.project or words.NO_PROJECT)
        yield Pair("Dato", day_in_full(row.date, row.date_text, self.today))
        yield Paragraph("")
        yield Paragraph(row.title)
        yield from comments(notes_on(self.store.reader, row.id))
        yield from source(row.source_file, row.source_first, row.source_last)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        row = self.held.get(event.record_id)
        if isinstance(row, FreshRow):
            event.prevent_default()  # its detail says little more: straight to the record
            self.go_to_record(_link(row.changed))


def _since(since: SinceVisit, fresh: Sequence[NewsRow]) -> Iterator[NewsListRow]:
    """What happened, under headings; where nothing did, one that says so."""
    if since.moment is None:
        yield group_row(words.FIRST_VISIT, words.FROM_NOW_ON)
        return
    moment = words.visited(since.moment)
    if not since.rows:
        yield group_row(words.NOTHING_NEW, moment)
    sections: dict[str, list[NewsListRow]] = {heading: [] for heading in words.HEADINGS.values()}
    for row in since.rows:
        if row.kind != "news":
            told = tuple(words.happened_texts(row, since))
            sections[words.HEADINGS[row.what]].append(FreshRow(row.id, row, told))
    sections[words.NEWS] = [FreshNews(row.id, row) for row in fresh]
    for heading, rows in sections.items():
        if rows:
            yield group_row(heading, f"{moment} · {len(rows)}")
            yield from rows


def _by_project(rows: "Iterator[NewsRow]") -> Iterator[NewsListRow]:
    groups: dict[str, list[NewsRow]] = {}
    for row in rows:
        groups.setdefault(row.project or words.NO_PROJECT, []).append(row)
    for project in sorted(groups, key=lambda one: (one == words.NO_PROJECT, sort_key(one))):
        number = len(groups[project])
        yield group_row(project, f"{number} {'nyhed' if number == 1 else 'nyheder'}")
        yield from groups[project]


def _facts(row: FreshRow) -> dict[str, Any]:
    one = row.changed
    told = (one.title, one.belongs_to, one.who, words.what_text(one), *row.told)
    return {
        "id": [one.id],
        "title": one.title,
        "text": fold(" ".join(told)),
        "project": one.belongs_to,
        "owner": one.who,
        "changed": one.at[:10],
        "moved": any(step.what is What.MOVED for step in one.happened),
    }


def _change(row: FreshRow) -> Iterator[Block]:
    one = row.changed
    yield Title(one.title)
    yield Pair("Hvad", words.what_text(one), "warning" if one.what is What.MOVED else "")
    yield Pair("Hører til", one.belongs_to)
    yield Pair("Hvornår", words.day_of(one.at))
    yield Pair("Hvem", words.by_whom(one))
    if one.what is not What.NEW:
        yield Heading("Hvad er sket")
        yield from (Paragraph(line) for line in row.told)
    yield Heading("Gå til")
    yield _link(one)


def _link(one: Changed) -> Link:
    return Link(f"{KINDS[one.kind].danish}: {one.title}", one.id, one.kind)
