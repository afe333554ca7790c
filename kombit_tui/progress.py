"""How far something long is: a bar on stderr while it lasts, on a terminal only.

Loads Rich when there is something to show and somebody to see it, and not before.
"""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kombit_tui.domain.text import clean
from kombit_tui.voice import behind

if TYPE_CHECKING:
    from rich.progress import Progress

Tell = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


class Bar:
    """A line of text and a bar, gone again when its `with` block ends. Shows text as it is."""

    def __init__(self) -> None:
        self._shown: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def __call__(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Say what is going on; without a total the bar moves to and fro."""
        if not sys.stderr.isatty():
            return
        if self._shown is None:
            self._shown = _begun()
        (task,) = self._shown.tasks
        task.total = total
        self._shown.update(task.id, description=clean(text), completed=done)

    def clear(self) -> None:
        """Leave nothing of it on the screen: something else is to be said there."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None


def _begun() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    text = TextColumn(
        "{task.description}",
        markup=False,
        table_column=Column(no_wrap=True, overflow="ellipsis", ratio=3),
    )
    bar = BarColumn(bar_width=None, table_column=Column(ratio=1))
    console = Console(file=behind(sys.stderr), highlight=False, emoji=False, markup=False)
    shown = Progress(text, bar, console=console, transient=True, expand=True)
    shown.add_task("", total=None)
    shown.start()
    return shown
