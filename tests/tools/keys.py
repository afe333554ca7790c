"""Makes `docs/keys.md`, and the keys and settings of the user guide, from what declares them."""

from collections.abc import Iterator
from pathlib import Path

from kombit_tui.actions import CONTEXTS, Action
from kombit_tui.screens.help import keys_shown
from kombit_tui.settings import Settings
from kombit_tui.wording.settings import table

FILE = Path(__file__).parents[2] / "docs" / "keys.md"
GUIDE = FILE.with_name("brugervejledning.md")
BEGIN, END = "<!-- taster: laves af make keys -->\n", "<!-- /taster -->"
"""What the keys of the guide stand between."""
SET_BEGIN, SET_END = "<!-- indstillinger: laves af make keys -->\n", "<!-- /indstillinger -->"
"""What its settings stand between."""
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


def guide() -> str:
    """The whole user guide, with the keys as they are declared now."""
    before, _, rest = _with_settings(GUIDE.read_text("utf-8")).partition(BEGIN)
    after = rest.partition(END)[2]
    tables = "\n".join(
        f"### {context}\n\n| Tast | Handling | Hvad den gør |\n|---|---|---|\n"
        + "".join(_line(keys_shown(one.keys), one.label, one.tooltip) for one in actions)
        for context, actions in CONTEXTS.items()
    )
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


def _with_settings(text: str) -> str:
    before, _, rest = text.partition(SET_BEGIN)
    lines = "\n".join(table(Settings()._asdict()))
    return f"{before}{SET_BEGIN}\n{lines}\n\n{SET_END}{rest.partition(SET_END)[2]}"


def _sections() -> Iterator[str]:
    for context, actions in CONTEXTS.items():
        yield f"## {context}\n\n{HEAD}" + "".join(_row(action) for action in actions)


def _row(action: Action) -> str:
    return _line(
        keys_shown(action.keys),
        action.label,
        action.tooltip,
        "ja" if action.on_marked else "",
        "ja" if action.writes else "",
        f"`{action.id}`",
    )


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
    GUIDE.write_text(guide(), "utf-8")
