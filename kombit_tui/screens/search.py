"""Søg i alt: what is found in all records while one types, by kind."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kombit_tui.actions import DIALOG
from kombit_tui.db.queries.search import Hit, counts, found_among
from kombit_tui.db.store import Store
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.snippets import spans, words_of
from kombit_tui.screens.latest import Latest, Overtaken
from kombit_tui.screens.lookup import Lookup
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.wording.cells import one_line

HINT = "Enter går til posten · Esc lukker"
START = "Alle ord skal findes. Der søges i alle slags poster."


class SearchScreen(Lookup[Hit | None]):
    """Answers with the record to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "lookup.tcss"

    def __init__(self, store: Store) -> None:
        super().__init__("søg i alt")
        self.store = store
        self.told = Static(content(START), classes="about")
        self._hits: dict[str, Hit] = {}
        self._latest = Latest(store)

    def compose(self) -> ComposeResult:
        """Heading, field, what is found, and what the keys do."""
        with Vertical(classes="box"):
            yield Static(content("Søg i alt"), classes="heading")
            yield self.input
            yield self.told
            yield self.list
            yield Static(content(HINT), classes="about")

    def on_mount(self) -> None:
        """Begin to type."""
        self.input.focus()

    def on_unmount(self) -> None:
        """Let go of the store."""
        self._latest.close()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Ask anew; the latest question wins."""
        self._read(event.value)

    @work(exit_on_error=False)
    async def _read(self, text: str) -> None:
        with suppress(Overtaken):
            self._show(text, *await self._latest.ask(partial(_found, text)))

    def _show(self, text: str, counted: Mapping[str, int], hits: Sequence[Hit]) -> None:
        self._hits = {hit.id: hit for hit in hits}
        self.list.clear_options()
        self.list.add_options(_options(counted, hits, words_of(text)))
        if hits:
            self.list.highlighted = 1  # the first is a heading
        found = sum(counted.values())
        if not text.strip():
            self.told.update(content(START))
        elif found:
            shown = f", de {len(hits)} bedste vises" if len(hits) < found else ""
            self.told.update(content(f"{found} fundet{shown}"))
        else:
            self.told.update(content(f"Intet indeholder «{one_line(text)}». Prøv færre ord."))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._hits.get(event.option.id or ""))


def _found(text: str, connection: sqlite3.Connection) -> tuple[dict[str, int], list[Hit]]:
    counted = counts(connection, text)
    return counted, found_among(connection, text, counted) if counted else []


def _options(
    counted: Mapping[str, int], hits: Sequence[Hit], words: Sequence[str]
) -> Iterator[Option]:
    """What is found, the kind with the best first, each under its heading."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    for kind, found in by_kind.items():
        more = f", her {len(found)}" if counted.get(kind, 0) > len(found) else ""
        heading = f"{KINDS[kind].plural}: {counted.get(kind, len(found))}{more}"
        yield Option(Content(heading).stylize("bold"), disabled=True)
        yield from (Option(_prompt(hit, words), id=hit.id) for hit in found)


def _prompt(hit: Hit, words: Sequence[str]) -> Content:
    title = _marked(one_line(hit.title) or "(uden titel)", words)
    if not hit.snippet:
        return Content.assemble("  ", title)
    return Content.assemble("  ", title, "  ", _marked(one_line(hit.snippet), words, "dim"))


def _marked(text: str, words: Sequence[str], style: str = "") -> Content:
    """`text` with the found words underlined."""
    shown = Content(text).stylize(style) if style else Content(text)
    for start, end in spans(text, words):
        shown = shown.stylize("bold underline not dim", start, end)
    return shown
