"""Opgaver: KLIK tasks and our own, by deadline, with status, people and history."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from kombit_tui.actions import TASKS
from kombit_tui.db import meta
from kombit_tui.db.queries.performers import Performers, performers
from kombit_tui.db.queries.task_pages import (
    TaskPages,
    TaskRow,
    is_listed,
    number_of_others,
    our_waves_told,
)
from kombit_tui.db.store import Store
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.screens.asking import asks
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.listed_rows import Presented, Section, Sectioned
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.widgets.pages import Pages
from kombit_tui.wording.lines import Cell, ListRow
from kombit_tui.wording.task_rows import (
    NO_OTHERS,
    NO_WAVES,
    TASK_COLUMNS,
    task_hint,
    task_line,
    waves_hint,
)

if TYPE_CHECKING:
    from kombit_tui.db.queries.finding import Found
    from kombit_tui.db.queries.tasks import ChosenTask
    from kombit_tui.domain.query import Query


class TasksScreen(ListScreen):
    """The task list: by default what is for everybody, and for the waves we are in."""

    MODE = "tasks"
    CSS_PATH = "list_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TASKS)]
    EMPTY = (
        "Der er ingen opgaver endnu.",
        "Tryk {app.import} for at importere slides eller noter.",
    )
    COLUMNS = TASK_COLUMNS
    NEW = ("task",)
    GROUPS = ("project", "status", "type", "owner", "performer", "wave", "due")

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self._performers: Performers = {}
        self._has_narrowed = False
        """Whether rows that were marked may since have been left out."""

    def usual_hint(self) -> str:
        """What the signs mean, and which waves are left out."""
        others = number_of_others(self.store.reader)
        waves = our_waves_told(self.store.reader) if others else ""
        return task_hint(waves, others, every_wave=self.every_wave)

    @property
    def hides(self) -> bool:
        """Also when waves were left out after rows were marked."""
        return super().hides or self._has_narrowed

    def answers_at_once(self) -> bool:
        """Unless something is looked for or counted, the list reads its pages from an index."""
        return not self.wanted.words.strip() and self.wanted.group is None

    def ask(self, connection: sqlite3.Connection, query: "Query | None") -> "Found | None":
        """The numbers of the tasks that are found; None for the list as it stands."""
        if query is None:
            return None
        from kombit_tui.db.queries.tasks import find_tasks

        return find_tasks(connection, query, self.today, every_wave=self.every_wave)

    def pages(self, answer: "Found | None") -> Pages:
        """The tasks, page by page."""
        self._performers = performers(self.store.reader, self.today)
        source = TaskPages(
            self.store.reader,
            None if answer is None else answer.seqs,
            every_wave=self.every_wave,
        )
        if answer is None or not answer.groups:
            return Presented(source, self._present)
        sections = [Section(_heading(*group), group[1]) for group in answer.groups]
        return Sectioned(source, sections, self._present, self.folded)

    def count(self, pages: Pages) -> int:
        """How many tasks are listed, folded or not."""
        return pages.rows if isinstance(pages, Sectioned) else len(pages)

    def values(self, field: str) -> Sequence[str]:
        """What a field of the tasks holds now."""
        from kombit_tui.db.queries.offers import known_values

        return known_values(self.store.reader, field)

    def count_all(self, found: int) -> int:
        """All tasks, or all of ours; more where a filter asks for other waves."""
        return max(found, len(TaskPages(self.store.reader, every_wave=self.every_wave)))

    def _present(self, row: TaskRow) -> ListRow:
        return task_line(row, self.today, self._performers)

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a task."""
        from kombit_tui.db.queries.tasks import task_detail
        from kombit_tui.screens.task_detail import task_blocks

        found = task_detail(self.store.reader, record_id)
        return () if found is None else task_blocks(found, self.today, self._performers)

    # Which tasks.

    def filter_by(self, words: str, record_id: str | None = None) -> None:
        """Put nothing but words in force, or the cursor on a task, of whatever wave it is."""
        self.every_wave = record_id is not None and not is_listed(self.store.reader, record_id)
        super().filter_by(words, record_id)
        self.hint()

    def action_waves(self) -> None:
        """Tasks of every wave, or of ours only."""
        others, waves = number_of_others(self.store.reader), our_waves_told(self.store.reader)
        if not others:
            self.guide(NO_OTHERS if waves else NO_WAVES)
            return
        self.every_wave = not self.every_wave
        self._has_narrowed = bool(self.list.marks) and not self.every_wave
        self.reload()
        self.guide(waves_hint(waves, others, every_wave=self.every_wave))

    def action_only_mine(self) -> None:
        """The filter with «mine», or without it again."""
        from kombit_tui.domain.query import QueryError
        from kombit_tui.domain.query.toggling import toggled

        if meta.read(self.store.reader, meta.ME) is None:
            self.hint("Programmet ved ikke, hvem du er: ingen opgave er «mine».", is_error=True)
            return
        try:
            words = toggled(self.words, "mine")
        except QueryError as error:
            self.hint(f"Ret filteret først: {error}", is_error=True)
            return
        self.want(self.wanted._replace(words=words))

    @work(exit_on_error=False)
    async def action_source(self) -> None:
        """Tell where the task was read, and put its link into the clipboard."""
        from kombit_tui.db.queries.tasks import task_detail
        from kombit_tui.screens.task_detail import source_line
        from kombit_tui.widgets import clipboard

        found = task_detail(self.store.reader, self.list.cursor_id or "")
        if found is None:
            self.hint("Sæt markøren på en opgave for at se dens kilde.", is_error=True)
            return
        if link := found.record["link"]:
            self.app.copy_to_clipboard(link)
            if command := clipboard.tool():
                await asyncio.to_thread(clipboard.copy_natively, link, command)
        self.hint(source_line(found))

    # Status.

    @asks
    async def action_status(self) -> None:
        """Choose a status for the marked tasks, or for the one under the cursor."""
        from kombit_tui.screens.chooser import Chooser, Option

        tasks = await self._chosen_tasks()
        if not tasks:
            self.hint("Der er ingen opgave at sætte status på.", is_error=True)
            return
        options = [Option(key, label) for key, label in TASK_STATUS.items()]
        current = tasks[0].status if len({one.status for one in tasks}) == 1 else None
        about = _named(tasks)
        chosen = await self.app.push_screen_wait(Chooser("Status", options, current, about))
        if chosen is not None and await self.agreed(TASK_STATUS[chosen], _titles(tasks)):
            self._set_status(tasks, chosen)

    async def _chosen_tasks(self) -> "list[ChosenTask]":
        from kombit_tui.db.queries.tasks import chosen_tasks

        ids = self.chosen()
        with closing(self.store.connect()) as connection:
            return await asyncio.to_thread(chosen_tasks, connection, ids)

    def _set_status(self, tasks: "Sequence[ChosenTask]", status: str) -> None:
        from kombit_tui.db.doing import status_changes

        changes = status_changes([one.id for one in tasks], status, self._me)
        label = f"Status «{TASK_STATUS[status]}» på {_named(tasks)}"
        self.post_message(WriteRequested(changes, label))


def _heading(title: str, count: int) -> ListRow:
    told = f"{count} {'opgave' if count == 1 else 'opgaver'}"
    return ListRow(f"group:{title}", (Cell(title), Cell(told)), is_heading=True)


def _titles(tasks: "Sequence[ChosenTask]") -> list[str]:
    return [one.title for one in tasks]


def _named(tasks: "Sequence[ChosenTask]") -> str:
    """One task by its title, several by their number."""
    return _titles(tasks)[0] if len(tasks) == 1 else f"{len(tasks)} opgaver"
