"""Somebody leaves: all that hangs on them, each with who takes over, seen before it is done."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG, HAND_OVER
from kombit_tui.db.changes import Change
from kombit_tui.db.edits import Me
from kombit_tui.db.hand_over import Item, Part, hand_over, items
from kombit_tui.db.queries.people import PersonRow, Summary, person
from kombit_tui.db.store import Store
from kombit_tui.domain.records import PERSON
from kombit_tui.domain.roles import broken_rules
from kombit_tui.screens.asking import asks
from kombit_tui.screens.date_prompt import DatePrompt
from kombit_tui.screens.listed_rows import Held, Section, Sectioned
from kombit_tui.screens.picker import Picker
from kombit_tui.screens.sectioned_dialog import SectionedDialog
from kombit_tui.widgets.bindings import bindings_of, with_keys
from kombit_tui.widgets.date_field import Around
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.roles import GRAVE, VACANT, rules_text
from kombit_tui.wording.values import iso_text

HINT = (
    "{hand_over.taker}/Enter: hvem overtager · {hand_over.day}: sidste dag · "
    "{list.mark}: markér flere · {hand_over.do}: overdrag det hele som ét trin · Esc: lad være"
)
NOTHING = ("Intet hænger på personen.", "Sæt sidste dag, eller luk.")
COLUMNS = (
    Column("Hvad", 0),
    Column("Overtages af", 22),
    Column("Kontrol", 16, rank=2),
)
PARTS = {
    Part.ROLE: "Roller",
    Part.DEPUTY: "Er stedfortræder i",
    Part.TASK: "Åbne opgaver",
    Part.SYSTEM: "Ejer it-systemer",
}


class HandOver(SectionedDialog[tuple[tuple[Change, ...], str] | None]):
    """Answers with the changes and what they are called, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, HAND_OVER)]
    CSS_PATH = "people.tcss"

    def __init__(self, store: Store, everybody: Sequence[Summary], chosen: str) -> None:
        super().__init__(COLUMNS)
        self.store = store
        self.chosen = chosen
        self.people = {one.id: one for one in everybody}
        self.names = {one.id: one.name for one in everybody}
        self.made: dict[str, Change] = {}
        """People who were named here and must be made, by their id."""
        self.told = Static("", classes="heading")
        self.leaving: PersonRow | None = None
        self.items: dict[str, Item] = {}
        self.takers: dict[str, str | None] = {}
        self.last_day = self.today

    @property
    def today(self) -> date:
        """The day it is for the user."""
        return self.store.clock().date()

    def compose(self) -> ComposeResult:
        """Who leaves when, what hangs on them, and what the keys do."""
        with Vertical(classes="box"):
            yield self.told
            yield self.list
            yield Static(content(with_keys(self.app, HINT)), classes="about")

    def on_mount(self) -> None:
        """Read in the background what hangs on them."""
        self.list.focus()
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        with closing(self.store.connect()) as connection:
            row = await asyncio.to_thread(person, connection, self.chosen, self.today)
        if row is None:
            self.dismiss(None)
            return
        self.leaving = row
        self.items = {one.id: one for one in items(row)}
        self.takers = {one.id: one.proposal for one in self.items.values()}
        if row.left_on is not None:
            self.last_day = date.fromisoformat(row.left_on)
        self.show()

    # What is seen.

    def show(self) -> None:
        """What hangs on them, part by part, and who takes it over."""
        assert self.leaving is not None
        rows, sections = list(self.items.values()), []
        for part, title in PARTS.items():
            if number := sum(one.part is part for one in rows):
                cells = (Cell(title), Cell(f"{number} {'post' if number == 1 else 'poster'}"))
                sections.append(Section(ListRow(part, cells, is_heading=True), number))
        self.list.show(Sectioned(Held(rows), sections, self._present, self.folded), NOTHING)
        day = iso_text(self.last_day.isoformat())
        told = f"{self.leaving.name} fratræder · sidste dag {day} · {len(rows)} at overdrage"
        self.told.update(content(one_line(told)))

    def _present(self, item: Item) -> ListRow:
        taker = self.takers[item.id]
        title = item.title
        if item.part is Part.DEPUTY and item.holder is not None:
            title = f"{title} (for {item.holder.name})"
        name = Cell("-", "muted") if taker is None else Cell(self.names[taker])
        return ListRow(item.id, (Cell(title), name, self._check(item, taker)))

    def _check(self, item: Item, taker: str | None) -> Cell:
        """What would be wrong with it."""
        role = item.role if item.part is Part.ROLE else None
        if role is None:
            return Cell("")
        if taker is None:
            is_missed = role.is_mandatory and len(role.holders) < 2 and role.retired_in is None
            return Cell(f"! {VACANT}", "error") if is_missed else Cell("")
        if taker not in self.people:
            return Cell("ny person", "warning")
        rules = broken_rules(
            self.people[taker].holding,
            managers_only=role.for_managers,
            is_retired=role.retired_in is not None,
            today=self.today,
        )
        if not rules and self.people[taker].holding.left_on:
            return Cell("! fratræder selv", "warning")
        tone = "error" if any(rule in GRAVE for rule in rules) else "warning"
        return Cell(f"! {rules_text(rules)}", tone) if rules else Cell("")

    @on(RecordList.AllRequested)
    def _all_requested(self) -> None:
        self.list.mark_all_or_none(self.list.pages.ids())

    # What is decided.

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_taker()

    @asks
    async def action_taker(self) -> None:
        """Choose who takes over the marked things, or the one under the cursor."""
        wanted = [self.items[one] for one in self._wanted() if one in self.items]
        if not wanted:
            return
        about = wanted[0].title if len(wanted) == 1 else f"{len(wanted)} markerede"
        now = self.takers[wanted[0].id] if len(wanted) == 1 else None
        others = [one.choice for one in self.people.values() if one.id != self.chosen]
        picker = Picker("Hvem overtager?", "person", others, now, about)
        key = await self.app.push_screen_wait(picker)
        if key is None:
            return
        picked = picker.picked(key, self.store.municipality)
        if picked.id is not None:
            self.names[picked.id] = picked.title
            self.made |= dict(zip([picked.id], picked.changes, strict=False))
        self.takers |= dict.fromkeys((one.id for one in wanted), picked.id)
        self.list.clear_marks()
        self.show()

    def _wanted(self) -> Sequence[str]:
        """The marked rows; else the one under the cursor, on a heading all below it."""
        if self.list.marks:
            return self.list.marks
        here = self.list.cursor_id or ""
        return [here] if here in self.items else list(self._below(here))

    def _below(self, heading: str) -> Iterator[str]:
        return (one.id for one in self.items.values() if one.part == heading)

    @asks
    async def action_day(self) -> None:
        """Choose the last day."""
        field = PERSON.field("left_on")
        assert field is not None
        now = {"left_on": self.last_day.isoformat()}
        prompt = DatePrompt("Sidste dag", "Nye indehavere begynder dagen efter.", field, now,
                            Around(self.today, {}))  # fmt: skip
        answer = await self.app.push_screen_wait(prompt)
        if answer is not None and answer.edtf is not None:
            self.last_day = date.fromisoformat(answer.edtf)
            self.show()

    def action_carry_out(self) -> None:
        """Do all of it."""
        if self.leaving is None:
            return
        me = Me(self.store.municipality, self.store.who, self.today)
        made = [self.made[one] for one in set(self.takers.values()) if one in self.made]
        what = list(self.items.values())
        changes = hand_over(self.leaving, what, self.takers, self.last_day, me)
        self.dismiss(((*made, *changes), f"Overdraget fra {self.leaving.name}: {len(what)} poster"))
