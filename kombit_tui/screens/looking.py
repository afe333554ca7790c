"""What is looked up or taken along from a list: history, copy, export."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from kombit_tui.actions import LOOK
from kombit_tui.screens.asking import asks
from kombit_tui.screens.filtering import FilteringScreen
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.wording.frame import TABS

if TYPE_CHECKING:
    from kombit_tui.export import Line, Table
    from kombit_tui.export.whole import Exported

SLICE = 200
"""Rows read at once: in between, keys are answered and the screen is painted."""
TELL_EVERY = 5_000
"""A multiple of `SLICE`: how far one has come is said after so many rows."""
_TRIES = 5
_FEW = 50
"""Up to so many rows are looked up one by one; for more of them the whole list is read."""


class LookingScreen(FilteringScreen):
    """A list screen whose rows can be looked into and taken along."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LOOK)]

    @asks
    async def action_history(self) -> None:
        """See who changed what of the record under the cursor, and bring a field back."""
        record_id = self.list.cursor_id
        from kombit_tui.db.queries.belonging import titles

        named = titles(self.store.reader, [] if record_id is None else [record_id])
        if record_id is None or record_id not in named:
            self.hint("Sæt markøren på en post for at se dens historik.", is_error=True)
            return
        from kombit_tui.screens.history import HistoryScreen

        screen = HistoryScreen(self.store, record_id, named[record_id])
        answer = await self.app.push_screen_wait(screen)
        if answer is not None:
            change, label = answer
            self.post_message(WriteRequested((change,), label))

    @work(exit_on_error=False)
    async def action_copy(self) -> None:
        """Put the marked rows, or the one under the cursor, into the clipboard."""
        from kombit_tui.widgets import clipboard

        found = await self._lines_of(self.chosen())
        if not found:
            self.hint("Der er ingen række at kopiere.", is_error=True)
            return
        lines = ["\t".join(line.texts) for line in found]
        heads = ["\t".join(self._labels())] if len(lines) > 1 else []
        text = "\n".join([*heads, *lines])
        self.app.copy_to_clipboard(text)
        if command := clipboard.tool():
            await asyncio.to_thread(clipboard.copy_natively, text, command)
        self.hint(f"Kopierede {_rows(len(lines))}")

    async def _lines_of(self, ids: Collection[str]) -> "list[Line]":
        """The rows called `ids`, in the order of the list."""
        from kombit_tui.export import line_of

        pages, columns = self.list.pages, self._columns()
        if len(ids) > _FEW:
            wanted = set(ids)
            return [line for line in await self._all_lines() if line.id in wanted]
        places = sorted(at for one in ids if (at := pages.index_of(one)) is not None)
        rows = [row for at in places for row in pages.page(at, at + 1)]
        return [line_of(row, columns) for row in rows if row.id in ids]

    async def _all_lines(self, tell: Callable[[int], None] = lambda _: None) -> "list[Line]":
        """All rows of the list as they stand at one moment, read without holding up the screen."""
        from kombit_tui.errors import ExportFailed
        from kombit_tui.export import line_of

        for _ in range(_TRIES):
            seen, pages, columns = self._seen(), self.list.pages, self._columns()
            lines: list[Line] = []
            for start in range(0, len(pages), SLICE):
                lines += [line_of(row, columns) for row in pages.page(start, start + SLICE)]
                if start % TELL_EVERY == 0:
                    tell(start)
                await asyncio.sleep(0)
            if seen == self._seen() and pages is self.list.pages:
                return lines
        raise ExportFailed("Listen blev ændret, mens den blev læst.", "Prøv igen om lidt.")

    def _seen(self) -> tuple[int, int]:
        """Another pair of numbers once anybody has written to the store."""
        return self._version(), self.store.changes_seen()

    def _columns(self) -> list[int]:
        """The columns that are wanted, whether there is room for them or not."""
        hidden = self.list.layout_now.hidden
        return [index for index in range(len(self.list.columns)) if index not in hidden]

    def _labels(self) -> tuple[str, ...]:
        return tuple(self.list.columns[index].label for index in self._columns())

    def _number_found(self) -> int:
        """The records that the filter finds, in folded groups too."""
        return self.filter_bar.counted[0] if self.filter_bar.counted else 0

    @property
    def _title_of_list(self) -> str:
        return next((tab.label for tab in TABS if tab.mode == self.MODE), self.MODE)

    @asks
    async def action_export(self) -> None:
        """Save what the filter shows in a file."""
        if not self._number_found():
            self.hint("Der er ingen rækker at eksportere.", is_error=True)
            return
        from kombit_tui.export import OFFERED
        from kombit_tui.screens.chooser import Chooser, Option

        options = [Option(key, label, about) for key, (label, about) in OFFERED.items()]
        ending = await self.app.push_screen_wait(Chooser("Eksportér", options))
        path = None if ending is None else await self.ask_path(ending, self._title_of_list)
        if ending is not None and path is not None:
            await self._export(path, ending)

    async def ask_path(
        self, ending: str, name: str, about: str = "Det, filteret viser, gemmes i denne fil."
    ) -> Path | None:
        """The file that is wanted; None when there is none, or it is not to be overwritten."""
        from kombit_tui.export import files
        from kombit_tui.screens.prompt import Prompt, Report

        prompt = Prompt("Eksportér", about, "sti til filen")
        prompt.input.value = files.proposed(name, self.today, ending)
        text = await self.app.push_screen_wait(prompt)
        if text is None:
            return None
        path = files.path_from(text, ending)
        if path.exists():
            keys = "Enter overskriver den · Esc lader den være"
            report = Report("Filen findes allerede", [files.shown(path)], keys)
            if not await self.app.push_screen_wait(report):
                self.hint("Intet er gemt: filen findes allerede.")
                return None
        return path

    async def _export(self, path: Path, ending: str) -> None:
        from kombit_tui.export import Table, files

        total, found = len(self.list.pages), self._number_found()
        lines = await self._all_lines(lambda number: self._tell_progress(number, total))
        made = self.store.clock()
        table = Table(self._title_of_list, self._labels(), tuple(lines), self.words, made)
        self.hint("Gemmer …")
        exported = await asyncio.to_thread(self._content, ending, table)
        if exported.left_out and not exported.number:
            self.hint("Ingen af rækkerne har en dato. Intet er gemt.", is_error=True)
            return
        await asyncio.to_thread(files.write, path, exported.content)
        left = found - len(table.records)
        folded = f" {_rows(left)} i sammenfoldede grupper er ikke med." if left > 0 else ""
        undated = f" {_rows(exported.left_out)} uden dato er ikke med." if exported.left_out else ""
        self.hint(f"Gemte {_rows(exported.number)} i {files.shown(path)}.{folded}{undated}")

    def _content(self, ending: str, table: "Table") -> "Exported":
        from kombit_tui.export.whole import of_list

        with closing(self.store.connect()) as connection:
            return of_list(connection, ending, table)

    def _tell_progress(self, number: int, total: int) -> None:
        if total > TELL_EVERY:
            self.hint(f"Læser {number} af {total} …")


def _rows(number: int) -> str:
    return f"{number} {'række' if number == 1 else 'rækker'}"
