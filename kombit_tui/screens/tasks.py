"""Opgaver: KLIK tasks and our own, by deadline, with status, people and history."""

import sqlite3
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType

from kombit_tui.actions import TASKS
from kombit_tui.db.queries.tasks import TaskPages, TaskRow, find_tasks, task_detail
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.screens.list_screen import ListScreen, Presented
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
        """Choose a status for the task under the cursor."""
        from kombit_tui.screens.chooser import Chooser, Option

        task_id = self.list.cursor_id
        detail = None if task_id is None else task_detail(self.store.reader, task_id)
        if task_id is None or detail is None:
            self.hint("Der er ingen opgave under markøren.", is_error=True)
            return
        options = [Option(key, label) for key, label in TASK_STATUS.items()]
        title = str(detail.record["title"])
        chosen = await self.app.push_screen_wait(Chooser("Status", options, detail.status, title))
        if chosen is not None:
            self._set_status(task_id, title, chosen)

    def action_toggle_done(self) -> None:
        """Done, or open again."""
        task_id = self.list.cursor_id
        detail = None if task_id is None else task_detail(self.store.reader, task_id)
        if task_id is not None and detail is not None:
            status = "open" if detail.status == "done" else "done"
            self._set_status(task_id, str(detail.record["title"]), status)

    def _set_status(self, task_id: str, title: str, status: str) -> None:
        from kombit_tui.db.changes import Upsert
        from kombit_tui.domain.ids import task_state_id

        done_on = self.today.isoformat() if status == "done" else None
        state_id = task_state_id(self.store.municipality, task_id)
        change = Upsert(
            "task_state", state_id, {"status": status, "done_on": done_on}, {"task": task_id}
        )
        self.post_message(WriteRequested((change,), f"Status «{TASK_STATUS[status]}» på {title}"))
