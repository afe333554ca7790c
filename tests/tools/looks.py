"""Makes `kombit_tui/looks.py`: the default theme's colours, as the widgets resolve them."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.style import Style

import kombit_tui
from kombit_tui.app import KombitApp
from kombit_tui.db.store import Store
from kombit_tui.screens.tasks import TasksScreen
from kombit_tui.widgets.bars import FooterBar
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.widgets.toned import Toned

STATES = ("", "cursor")
FILE = Path(kombit_tui.__file__).parent / "looks.py"


async def current_looks(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """The looks of the widgets that the first frame imitates, by widget and name."""
    app = KombitApp(store, start="tasks")
    async with app.run_test(size=(120, 36)):
        screen = app.screen
        assert isinstance(screen, TasksScreen)
        rows: list[tuple[str, ...]] = [
            ("", tone, state) for tone in ("", *RecordList.TONES) for state in STATES
        ]
        rows += [("muted", *names[1:]) for names in rows]
        rows += [("heading", state) for state in STATES]
        line = [("",), ("strong",), ("active",), ("muted",)]
        return {
            "top": _looks(screen.top_bar, line),
            "list": _looks(screen.list, [*rows, ("head",)]),
            "detail": _looks(screen.detail, [("",)]),
            "hint": _looks(screen.hint_line, line),
            "footer": _looks(screen.query_one(FooterBar), [("",)]),
        }


def _looks(widget: Toned, wanted: Sequence[tuple[str, ...]]) -> dict[str, dict[str, Any]]:
    return {"+".join(filter(None, names)): _values(widget.look(*names)) for names in wanted}


def _values(style: Style) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, colour in (("color", style.color), ("ground", style.bgcolor)):
        if colour is not None:
            values[name] = tuple(colour.get_truecolor())
    return values | {n: True for n in ("bold", "underline", "reverse") if getattr(style, n)}


def main() -> None:
    """Write the file."""
    with TemporaryDirectory() as folder:
        store = Store(
            Path(folder) / "looks.sqlite3",
            who="looks",
            clock=lambda: datetime(2026, 8, 19, tzinfo=UTC),
        )
        looks = asyncio.run(current_looks(store))
        store.close()
    FILE.write_text("\n".join(_module(looks)) + "\n", "utf-8")


def _module(looks: dict[str, dict[str, dict[str, Any]]]) -> Iterator[str]:
    """The lines of the module."""
    yield '"""The colours of the first frame. Made by `make looks` from the default theme."""'
    yield ""
    yield "from typing import Any"
    yield ""
    yield "LOOKS: dict[str, dict[str, dict[str, Any]]] = {"
    for widget, named in sorted(looks.items()):
        yield f'    "{widget}": {{'
        for name, look in sorted(named.items()):
            values = ", ".join(f'"{key}": {value}' for key, value in sorted(look.items()))
            yield f'        "{name}": {{{values}}},'
        yield "    },"
    yield "}"


if __name__ == "__main__":
    main()
