"""Økonomi: what each system costs us a year by our own counts, and what changed since last year."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.binding import BindingType

from kombit_tui.actions import ECONOMY
from kombit_tui.db.forms import Part
from kombit_tui.db.queries.economy import COUNTS, PriceRow, ProfileRow, economy
from kombit_tui.db.store import Store
from kombit_tui.domain.budget import Bill, Line, rates
from kombit_tui.domain.choices import COUNTED
from kombit_tui.domain.entry import number_text
from kombit_tui.domain.fields import Field
from kombit_tui.screens.asking import asks
from kombit_tui.screens.detail_ends import source
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.economy import (
    HINT,
    NO_WAVES,
    NOT_USED,
    TRIED,
    bill_note,
    break_words,
    counts_words,
    per,
)
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.money import difference, kroner, rate


class YearRow(NamedTuple):
    """The heading of a year's prices."""

    id: str
    title: str
    bill: Bill


class CountsPart(Part):
    """The counts of a profile alone, to be tried."""

    def fields(self) -> tuple[Field, ...]:
        """The figures that prices are for one of."""
        return tuple(field for field in super().fields() if field.name in COUNTS)


class EconomyScreen(HeldListScreen):
    """Prices by year, with our bill."""

    MODE = "economy"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ECONOMY)]
    HINT = HINT
    EMPTY = (
        "Der er ingen priser endnu.",
        "Tryk {app.import} for at importere slides med priser, eller {list.new} for at oprette.",
    )
    KINDS = ("price", "profile")
    GROUPS = ("system", "project")
    NEW = ("price", "profile")
    DONE = False
    COLUMNS = (
        Column("System", 0, field="title"),
        Column("Projekt", 14, rank=6, field="project"),
        Column("Pris", 8, rank=3, right=True),
        Column("Pr.", 11, rank=4),
        Column("Beløb", 14, rank=1, right=True),
        Column("Året før", 14, rank=5, right=True),
        Column("Forskel", 13, rank=2, right=True),
    )

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.instead: Mapping[str, Any] = {}
        """Counts that are only tried."""

    def rows(self, connection: sqlite3.Connection) -> Sequence[ProfileRow | YearRow | PriceRow]:
        """Our figures, then every year with its prices."""
        found = economy(connection, self.instead)
        listed: list[ProfileRow | YearRow | PriceRow] = [found.profile] if found.profile else []
        for bill in found.bills:
            title = "Uden år" if bill.year is None else str(bill.year)
            listed.append(YearRow(f"year:{title}", title, bill))
            listed += [found.rows[line.price.id] for line in bill.lines]
        return listed

    def is_heading(self, row: Any) -> bool:
        """The profile and the years."""
        return isinstance(row, (ProfileRow, YearRow))

    def present(self, row: ProfileRow | YearRow | PriceRow) -> ListRow:
        """A heading, or a price with what it costs."""
        if isinstance(row, ProfileRow):
            counts = {**row.counts, **self.instead}
            told = counts_words(counts)
            cells = (Cell(TRIED if self.instead else row.title), Cell(told))
            return ListRow(row.id, cells, is_heading=True)
        if isinstance(row, YearRow):
            return ListRow(row.id, (Cell(row.title), Cell(bill_note(row.bill))), is_heading=True)
        line = row.line
        return ListRow(
            row.id,
            (
                Cell(row.title),
                Cell(row.project or ""),
                Cell(rate(line.price.rate)),
                Cell(per(line.price.counts)),
                Cell(kroner(line.cost) if line.price.is_used else NOT_USED),
                Cell("" if line.before is None else kroner(line.before)),
                _difference(line),
            ),
            is_muted=not line.price.is_used,
        )

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a price, a year or our figures."""
        row = self.held.get(record_id)
        if isinstance(row, ProfileRow):
            return list(self._profile(row))
        if isinstance(row, YearRow):
            return list(_year(row))
        return list(_price(row)) if isinstance(row, PriceRow) else ()

    def _profile(self, row: ProfileRow) -> Iterator[Block]:
        yield Title(row.title)
        for key in COUNTS:
            own, tried = row.counts.get(key), self.instead.get(key)
            told = "mangler" if own is None else number_text(own)
            yield Pair(COUNTED[key], told, "warning" if own is None else "")
            if tried is not None:
                yield Pair("  hvad nu hvis", number_text(tried), "warning")
        yield Pair("Bølger", ", ".join(row.waves) or NO_WAVES, "" if row.waves else "muted")

    @asks
    async def action_what_if(self) -> None:
        """Try other counts without storing them; again to go back to our own."""
        from kombit_tui.db.queries.economy import own_profile
        from kombit_tui.screens.form import Form

        if self.instead:
            self.instead = {}
            self.reload()
            self.hint("Regner igen med kommunens egne tal.")
            return
        profile = own_profile(self.store.reader)
        if profile is None:
            self.hint("Opret først en kommuneprofil.", is_error=True)
            return
        part = CountsPart("profile", profile.id, dict(profile.counts))
        answer = await self.app.push_screen_wait(Form(self.store, (part,), TRIED, {}))
        for change in answer.changes if answer is not None else ():
            self.instead = dict(getattr(change, "values", {}))
            self.reload()
            self.guide(f"{TRIED} · {{economy.what_if}}: tilbage til egne tal")


def _difference(line: Line) -> Cell:
    if not line.price.is_used:
        return Cell("")
    more = line.difference
    return Cell(difference(more), "" if not more else "warning" if more > 0 else "ok")


def _year(row: YearRow) -> Iterator[Block]:
    bill = row.bill
    yield Title(f"Pris for {row.title}")
    yield Pair("I alt", kroner(bill.total))
    yield Pair("Året før", "" if bill.before is None else kroner(bill.before))
    yield Pair("Forskel", difference(bill.difference))
    if bill.unknown:
        told = f"{bill.unknown} {'pris' if bill.unknown == 1 else 'priser'} kan ikke regnes ud"
        yield Paragraph(f"! {told}: et antal mangler i kommuneprofilen.", "warning")
    yield Heading("Samlet pris pr. enhed")
    amounts = rates([line.price for line in bill.lines])
    for counts, label in COUNTED.items():
        yield Pair(label, f"{rate(amounts[counts])} kr." if counts in amounts else "")
    moved = [line for line in bill.lines if line.difference and line.price.is_used]
    if moved or bill.gone:
        yield Heading("Hvad er ændret siden året før")
    for line in sorted(moved, key=lambda one: -abs(one.difference or 0)):
        yield Pair(difference(line.difference), line.price.system)
    for line in bill.gone:
        yield Pair(f"-{kroner(line.before)}", f"{line.price.system} (bortfaldet)")
    unused = [line for line in bill.lines if not line.price.is_used]
    if unused:
        yield Heading("Ikke regnet med")
    for line in unused:
        yield Pair(kroner(line.cost), f"{line.price.system} ({NOT_USED})")


def _price(row: PriceRow) -> Iterator[Block]:
    line, price = row.line, row.line.price
    yield Title(f"{row.title} {price.year or ''}".strip())
    yield Pair("Status", "" if price.is_used else f"{NOT_USED.capitalize()} hos os", "muted")
    yield Pair("Projekt", row.project or "")
    yield Pair("Pris", f"{rate(price.rate)} kr. pr. {per(price.counts)}")
    yield Pair("Enhed i materialet", row.unit or "")
    yield Pair("Knæk", break_words(price))
    yield Pair("Beløb", f"{kroner(line.cost)} om året" if line.cost is not None else "")
    if line.cost is None:
        yield Paragraph("! Kan ikke regnes ud: pris eller antal mangler.", "warning")
    yield Pair("Året før", "" if line.before is None else kroner(line.before))
    yield Pair("Forskel", difference(line.difference))
    if row.note:
        yield Heading("Note")
        yield Paragraph(row.note)
    yield from source(row.source_file, row.source_first, row.source_last)
