"""A person: what must be put right, access, roles, deputyships, open tasks and systems."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG
from kombit_tui.db.queries.people import HeldRole, PersonRow, PersonTask, person
from kombit_tui.db.store import Store
from kombit_tui.domain.choices import USER_TYPES
from kombit_tui.screens.dialog import Dialog
from kombit_tui.screens.role_detail import access_blocks
from kombit_tui.widgets.bindings import bindings_of, with_keys
from kombit_tui.widgets.detail import Block, Detail, Heading, Pair, Paragraph
from kombit_tui.widgets.painted import content
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.roles import GRAVE, complaints, rules_text
from kombit_tui.wording.values import day_text, iso_text

HINT = "{detail.next}/{detail.previous}: næste og forrige person · Esc lukker"
GONE = (Paragraph("Personen er slettet i mellemtiden."),)


class PersonPage(Dialog[None]):
    """One person at a time; the others are a key away."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "people.tcss"

    def __init__(self, store: Store, ids: Sequence[str], chosen: str) -> None:
        super().__init__()
        self.store = store
        self.ids = tuple(ids)
        self.at = self.ids.index(chosen)
        self.told = Static("", classes="heading")
        self.detail = Detail()

    def compose(self) -> ComposeResult:
        """The person, and what the keys do."""
        with Vertical(classes="box"):
            yield self.told
            yield self.detail
            yield Static(content(with_keys(self.app, HINT)), classes="about")

    def on_mount(self) -> None:
        """Read about them in the background."""
        self.detail.focus()
        self._read()

    @work(exit_on_error=False, exclusive=True)
    async def _read(self) -> None:
        today = self.store.clock().date()
        with closing(self.store.connect()) as connection:
            row = await asyncio.to_thread(person, connection, self.ids[self.at], today)
        self.detail.blocks = GONE if row is None else list(person_blocks(row))
        name = "" if row is None else row.name
        self.told.update(content(one_line(f"{name} · {self.at + 1} af {len(self.ids)}")))

    @on(Detail.StepRequested)
    def _step(self, event: Detail.StepRequested) -> None:
        self.at = (self.at + event.by) % len(self.ids)
        self._read()


def person_blocks(row: PersonRow) -> Iterator[Block]:
    """All about a person."""
    yield Pair("Enhed", row.unit or "")
    yield Pair("Mail", row.mail or "")
    yield Pair("Leder", "ja" if row.is_manager else "nej")
    yield Pair("KLIK-brugertype", USER_TYPES.get(row.user_type or "", "ikke angivet"))
    yield Pair("Fratræder", iso_text(row.left_on), "warning")
    said = list(dict.fromkeys(told for one in row.roles for told in complaints(one.holder)))
    if said:
        yield Heading("Skal rettes")
        yield from (Paragraph(f"! {text}", tone) for text, tone in said)
    yield Heading("Adgang i fire trin")
    yield from access_blocks(row.access)
    yield Heading(f"Roller: {len(row.roles)}")
    yield from (_role(one) for one in row.roles)
    if row.deputy_of:
        yield Heading(f"Stedfortræder: {len(row.deputy_of)}")
        yield from (Pair(one.role.name, f"for {one.holder.name}") for one in row.deputy_of)
    yield Heading(f"Åbne opgaver: {len(row.tasks)}")
    yield from (Pair(_due(task), f"{task.title} ({_part(task)})") for task in row.tasks)
    if row.systems:
        yield Heading(f"Ejer it-systemer: {len(row.systems)}")
        yield from (Paragraph(f"- {one.name}") for one in row.systems)


def _role(one: HeldRole) -> Block:
    verified = iso_text(one.holder.verified_on)
    parts = [
        f"! {rules_text(one.holder.broken)}" if one.holder.broken else "",
        f"bekræftet {verified}" if verified else "aldrig bekræftet",
        f"stedfortræder {one.holder.deputy}" if one.holder.deputy else "ingen stedfortræder",
    ]
    is_grave = any(rule in GRAVE for rule in one.holder.broken)
    tone = "error" if is_grave else "warning" if one.holder.broken else ""
    return Pair(one.role.name, " · ".join(filter(None, parts)), tone)


def _due(task: PersonTask) -> str:
    return day_text(task.due, task.due_text) or "Uden frist"


def _part(task: PersonTask) -> str:
    parts = ["ansvarlig"] * task.is_responsible + ["udfører"] * task.is_performer
    return " og ".join(parts)
