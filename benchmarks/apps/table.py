"""Textual's own table with the rows that our list shows: `python -m benchmarks.apps.table LINES`.

The rows come from a file with a line each, cells parted by tabs. «s» sorts by the task.
"""

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable

MARK = "Opgave"


class Table(App[None]):
    """The table."""

    BINDINGS: ClassVar[list[BindingType]] = [("s", "sort", "Sort")]

    def __init__(self, lines: Path) -> None:
        super().__init__()
        head, *self.rows = (line.split("\t") for line in lines.read_text("utf-8").splitlines())
        self.head = head
        self.is_reverse = True

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        for label in self.head:
            table.add_column(label, key=label)
        table.add_rows(self.rows)

    def action_sort(self) -> None:
        """By the task, the other way round each time."""
        self.is_reverse = not self.is_reverse
        self.query_one(DataTable).sort(MARK, reverse=self.is_reverse)


if __name__ == "__main__":
    Table(Path(sys.argv[1])).run()
