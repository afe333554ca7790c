"""Opgaver: KLIK tasks and our own, by deadline, with status, people and history."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from kombit_tui.actions import TASKS
from kombit_tui.db.queries.tasks import (
    ChosenTask,
    TaskPages,
    TaskRow,
    chosen_tasks,
    find_tasks,
    task_detail,
)
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.screens.asking import asks
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.listed_rows import Presented, Section, Sectioned
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.widgets.pages import Pages
from kombit_tui.wording.lines import Cell, ListRow
from kombit_tui.wording.task_rows import TASK_COLUMNS, TASK_HINT, task_line

if TYPE_CHECKING:
    from kombit_tui.db.queries.finding import Found
    from kombit_tui.domain.query import Query


class TasksScreen(ListScreen):
    """The task list."""

    MODE = "tasks"
    CSS_PATH = "list_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TASKS)]
    HINT = TASK_HINT
    EMPTY = (
        "Der er ingen opgaver endnu.",
        "Tryk {app.import} for at importere slides eller noter.",
    )
    COLUMNS = TASK_COLUMNS
    NEW = ("task",)
    GROUPS = ("project", "status", "type", "owner", "performer", "wave", "due")

    def answers_at_once(self) -> bool:
        """Unless something is looked for or counted, the list reads its pages from an index."""
        return not self.wanted.words.strip() and self.wanted.group is None

    def ask(self, connection: sqlite3.Connection, query: "Query | None") -> "Found | None":
        """The numbers of the tasks that are found; None for all of them as they stand."""
        return None if query is None else find_tasks(connection, query, self.today)

    def pages(self, answer: "Found | None") -> Pages:
        """The tasks, page by page."""
        source = TaskPages(self.store.reader, None if answer is None else answer.seqs)
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
        """All tasks."""
        return len(TaskPages(self.store.reader))

    def _present(self, row: TaskRow) -> ListRow:
        return task_line(row, self.today)

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a task."""
        from kombit_tui.screens.task_detail import task_blocks

        found = task_detail(self.store.reader, record_id)
        return () if found is None else task_blocks(found, self.today)

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

    async def _chosen_tasks(self) -> list[ChosenTask]:
        ids = self.chosen()
        with closing(self.store.connect()) as connection:
            return await asyncio.to_thread(chosen_tasks, connection, ids)

    def _set_status(self, tasks: Sequence[ChosenTask], status: str) -> None:
        from kombit_tui.db.doing import status_changes

        changes = status_changes([one.id for one in tasks], status, self._me)
        label = f"Status «{TASK_STATUS[status]}» på {_named(tasks)}"
        self.post_message(WriteRequested(changes, label))


def _heading(title: str, count: int) -> ListRow:
    told = f"{count} {'opgave' if count == 1 else 'opgaver'}"
    return ListRow(f"group:{title}", (Cell(title), Cell(told)), is_heading=True)


def _titles(tasks: Sequence[ChosenTask]) -> list[str]:
    return [one.title for one in tasks]


def _named(tasks: Sequence[ChosenTask]) -> str:
    """One task by its title, several by their number."""
    return _titles(tasks)[0] if len(tasks) == 1 else f"{len(tasks)} opgaver"
