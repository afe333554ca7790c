"""Opgaver: KLIK tasks and our own, by deadline, with status, people and history."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import Any, ClassVar

from textual import work
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
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.listed_rows import Presented
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Block
from kombit_tui.widgets.record_list import Pages
from kombit_tui.wording.lines import ListRow
from kombit_tui.wording.task_rows import TASK_COLUMNS, TASK_HINT, task_line


class TasksScreen(ListScreen):
    """The task list."""

    MODE = "tasks"
    CSS_PATH = "list_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TASKS)]
    HINT = TASK_HINT
    FILTER_HINT = "Ord · frist:august · status:påbegyndt · mine · -ord · a eller b · sorter:titel"
    OFFERS = True
    EMPTY = ("Der er ingen opgaver endnu.", "Tryk i for at importere slides eller noter.")
    COLUMNS = TASK_COLUMNS

    def answers_at_once(self, words: str) -> bool:
        """Without words nothing is searched: the list reads its pages itself."""
        return not words.strip()

    def ask(self, connection: sqlite3.Connection, words: str) -> Any:
        """The numbers of the tasks that are found."""
        return find_tasks(connection, words, self.today)

    def pages(self, answer: Any) -> Pages:
        """The tasks, page by page."""
        return Presented(TaskPages(self.store.reader, answer), self._present)

    def offer(self, text: str, cursor: int) -> tuple[int, int, str] | None:
        """The likeliest field, flag or value at the cursor."""
        from kombit_tui.db.queries.offers import known_values
        from kombit_tui.domain.query import complete

        values = partial(known_values, self.store.reader)
        first = next(iter(complete(text, cursor, values=values)), None)
        return None if first is None else (first.start, first.end, first.insert)

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

    @work(exit_on_error=False)
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

    @work(exit_on_error=False)
    async def action_toggle_done(self) -> None:
        """Done; or open again where all of them are."""
        tasks = await self._chosen_tasks()
        status = "open" if all(one.status == "done" for one in tasks) else "done"
        if tasks and await self.agreed(TASK_STATUS[status], _titles(tasks)):
            self._set_status(tasks, status)

    async def _chosen_tasks(self) -> list[ChosenTask]:
        ids = self.chosen()
        with closing(self.store.connect()) as connection:
            return await asyncio.to_thread(chosen_tasks, connection, ids)

    def _set_status(self, tasks: Sequence[ChosenTask], status: str) -> None:
        from kombit_tui.db.changes import Upsert
        from kombit_tui.domain.ids import task_state_id

        values = {
            "status": status,
            "done_on": self.today.isoformat() if status == "done" else None,
        }
        ids = [one.id for one in tasks]
        changes = tuple(
            Upsert("task_state", task_state_id(self.store.municipality, one), values, {"task": one})
            for one in ids
        )
        label = f"Status «{TASK_STATUS[status]}» på {_named(tasks)}"
        self.post_message(WriteRequested(changes, label))


def _titles(tasks: Sequence[ChosenTask]) -> list[str]:
    return [one.title for one in tasks]


def _named(tasks: Sequence[ChosenTask]) -> str:
    """One task by its title, several by their number."""
    return _titles(tasks)[0] if len(tasks) == 1 else f"{len(tasks)} opgaver"
