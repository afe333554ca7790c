"""Makes `docs/keys.md`, the table of all keys, from the declarations in `kombit_tui/actions.py`."""

from collections.abc import Iterator
from pathlib import Path

from kombit_tui.actions import CONTEXTS, Action
from kombit_tui.screens.help import keys_shown

FILE = Path(__file__).parents[2] / "docs" / "keys.md"
INTRODUCTION = """\
# Taster

Laves af `make keys` efter `kombit_tui/actions.py`; ret den ikke i hånden. Det nærmeste står først:
det, der har fokus, så skærmen, så hele programmet. `?` viser de samme taster, hvor du står.
**Markerede**: virker på alle markerede rækker. **Fortryd**: `u` tager det tilbage.

## Egne taster

Skriv dem i `keys.toml` ved siden af `settings.toml`: navnet fra tabellens sidste kolonne, og tasten
som du siger den. Flere taster er en liste, eller står med blanke imellem; den første vises.

```toml
"tasks.status" = ["ø", "ctrl+t"]
"app.search" = "X"
"list.page_down" = "PgDn Mellemrum"
"app.theme" = []  # ingen tast; `:` finder den stadig
```

Er tasten optaget, hvor den skal virke, beholder den anden handling den. `B` viser alt, der ikke
kunne lade sig gøre. Esc, `:`, `?` og `q` kan få andre taster, men aldrig mistes.
"""
HEAD = """\
| Tast | Handling | Hvad den gør | Markerede | Fortryd | Navn |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole file."""
    return "\n".join([INTRODUCTION, *_sections()])


def _sections() -> Iterator[str]:
    for context, actions in CONTEXTS.items():
        yield f"## {context}\n\n{HEAD}" + "".join(_row(action) for action in actions)


def _row(action: Action) -> str:
    cells = (
        keys_shown(action.keys),
        action.label,
        action.tooltip,
        "ja" if action.on_marked else "",
        "ja" if action.writes else "",
        f"`{action.id}`",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
