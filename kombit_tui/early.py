"""The first frame, written before Textual is imported: its import takes longer than all else.

Only for the task list, on a POSIX terminal, in the default theme; everywhere else the dashboard
starts plainly. The lines come from `wording`, as the widgets' do, so that Textual's own first frame
changes nothing but the detail and the keys. Typed keys wait in the terminal meanwhile.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.performers import performers
from kombit_tui.db.queries.task_pages import (
    TaskPages,
    Whole,
    number_of_others,
    our_waves_told,
)
from kombit_tui.looks import LOOKS
from kombit_tui.wording.cells import fitted
from kombit_tui.wording.frame import (
    DETAIL_WIDTH,
    LOCAL_ONLY,
    NO_MUNICIPALITY_NAME,
    TABS,
    WIDE,
)
from kombit_tui.wording.lines import ListRow, Run, head_runs, row_runs, top_runs
from kombit_tui.wording.task_rows import TASK_COLUMNS, task_hint, task_line
from kombit_tui.wording.themes import DEFAULT, theme_named

SCREEN = "tasks"
LEAST_SIZE = (60, 15)
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[0m\x1b[?1049l\x1b[?25h"


class Painted(NamedTuple):
    """A first frame that stands on the terminal, and how the terminal was before."""

    terminal: list[Any]
    """What `termios.tcgetattr` gave."""


def paint(connection: sqlite3.Connection, today: date, screen: str, theme: str) -> Painted | None:
    """Write the first frame; None where that is not for this screen, theme, terminal or store."""
    size = os.get_terminal_size(sys.stdout.fileno())
    if not _suits(screen, theme, size):
        return None
    lines = frame(connection, today, size.columns, size.lines)
    if not lines:
        return None
    import termios

    text = "".join(f"\x1b[{row};1H{line}" for row, line in enumerate(lines, start=1))
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    quiet = termios.tcgetattr(descriptor)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
    quiet[0] &= ~(termios.IXON | termios.ICRNL)  # a Ctrl+S typed now saves; it must not stop us
    termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.buffer.write(f"{_ENTER}{text}\x1b[0m".encode(encoding, "replace"))
    sys.stdout.buffer.flush()
    return Painted(before)


def withdraw(painted: Painted) -> None:
    """Give the terminal back as it was, because the dashboard did not come."""
    import termios

    sys.stdout.write(_LEAVE)
    sys.stdout.flush()
    termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, painted.terminal)


def _suits(screen: str, theme: str, size: os.terminal_size) -> bool:
    return (
        os.name == "posix"
        and screen == SCREEN
        and theme_named(theme) == DEFAULT  # whose colours `looks` holds
        and size.columns >= LEAST_SIZE[0]
        and size.lines >= LEAST_SIZE[1]
        and os.environ.get("TERM", "dumb") != "dumb"
        and not os.environ.get("NO_COLOR")
    )


def frame(connection: sqlite3.Connection, today: date, width: int, height: int) -> list[str]:
    """The lines of the task screen as the terminal takes them, colours and all.

    There are none where there is no task to show.
    """
    rows, is_longer = _rows(connection, today, height - 4)
    if not rows:
        return []
    painter = _Painter(true_colour=_has_true_colour())
    name = meta.read(connection, meta.MUNICIPALITY_NAME) or NO_MUNICIPALITY_NAME
    state = LOCAL_ONLY if meta.read(connection, meta.SERVER) is None else ""
    right = [*(["DEMO"] if meta.read(connection, meta.IS_DEMO) else []), state]
    top = [(text, (tone,)) for text, tone in top_runs(width, name, TABS, SCREEN, right)]
    body = painter.body(rows, width, height - 3, is_longer=is_longer)
    return [
        painter.line("top", top, width),
        *body,
        painter.line("hint", [(fitted(f" {_hint(connection)}", width), ("muted",))], width),
        painter.line("footer", [], width),
    ]


def _rows(connection: sqlite3.Connection, today: date, count: int) -> tuple[list[ListRow], bool]:
    """The first rows, and whether there are more than fit: all of them are not counted yet."""
    found = TaskPages(connection, Whole(count + 1)).page(0, count + 1)
    held = performers(connection, today)
    return [task_line(row, today, held) for row in found[:count]], len(found) > count


def _hint(connection: sqlite3.Connection) -> str:
    return task_hint(our_waves_told(connection), number_of_others(connection))


def _has_true_colour() -> bool:
    return os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")


class _Painter:
    """Turns runs into text with colour codes."""

    def __init__(self, *, true_colour: bool) -> None:
        self._known: dict[tuple[str, tuple[str, ...]], str] = {}
        self._true_colour = true_colour

    def body(
        self, rows: Sequence[ListRow], width: int, height: int, *, is_longer: bool
    ) -> Iterator[str]:
        """The list, and the empty detail beside it where there is room for one."""
        beside = DETAIL_WIDTH if width >= WIDE else 0
        wide = width - beside - (1 if is_longer else 0)
        lines: list[list[Run]] = [head_runs(TASK_COLUMNS, wide)]
        for index, row in enumerate(rows):
            lines.append(row_runs(row, TASK_COLUMNS, wide, "" if index else "cursor"))
        lines += [[] for _ in range(height - len(lines))]
        detail = self.line("detail", [], beside) if beside else ""
        for runs in lines[:height]:
            yield self.line("list", runs, width - beside) + detail

    def line(self, of: str, runs: Sequence[Run], width: int) -> str:
        """Runs on the ground of a widget, filled to its width."""
        used = sum(len(text) for text, _ in runs)
        filled = [*runs, (" " * (width - used), ())] if used < width else runs
        return "".join(f"\x1b[{self._codes(of, names)}m{text}" for text, names in filled if text)

    def _codes(self, of: str, names: tuple[str, ...]) -> str:
        if (of, names) not in self._known:  # there are few, and every run asks
            self._known[of, names] = self._worked_out(of, names)
        return self._known[of, names]

    def _worked_out(self, of: str, names: tuple[str, ...]) -> str:
        look = LOOKS[of]["+".join(filter(None, names))]
        codes = ["0"]
        codes += [code for name, code in _SWITCHES if look.get(name)]
        codes += [self._colour(38, look["color"])] if "color" in look else []
        codes += [self._colour(48, look["ground"])] if "ground" in look else []
        return ";".join(codes)

    def _colour(self, layer: int, colour: Sequence[int]) -> str:
        if self._true_colour:
            return f"{layer};2;" + ";".join(map(str, colour))
        red, green, blue = (round(part / 51) for part in colour)
        return f"{layer};5;{16 + 36 * red + 6 * green + blue}"


_SWITCHES = (("bold", "1"), ("underline", "4"), ("reverse", "7"))
