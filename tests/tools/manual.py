"""Makes the man page `docs/kombit-tui.1` from the help of every command."""

from collections.abc import Iterator
from typing import Any

from kombit_tui.cli.root import NAME
from kombit_tui.cli.running import command
from tests.tools.picture import DOCS

FILE = DOCS / "kombit-tui.1"
WIDTH = 78
HEAD = """\
.\\" Laves af make manual efter kommandoernes egen hjælp; ret den ikke i hånden.
.TH KOMBIT-TUI 1 "" "kombit-tui" "Kommandoer"
.SH NAVN
kombit-tui \\- KLIK-opgaver, roller, dagsordener og udfasninger i terminalen
.SH BESKRIVELSE
Uden kommando åbnes dashboardet. Brugervejledningen er docs/brugervejledning.md.
Slutter med 0, når det er gjort, 1, når det ikke lykkedes, og 2, når det blev brugt forkert.
"""


def page() -> str:
    """The whole man page."""
    return HEAD + "".join(_sections(command(), NAME, None))


def _sections(one: Any, name: str, parent: Any) -> Iterator[str]:
    context = one.context_class(one, info_name=name, parent=parent)
    context.terminal_width = context.max_content_width = WIDTH
    shown = one.get_help(context).replace("\\", "\\e").splitlines()
    lines = "\n".join(f"\\&{line}" if line else "" for line in shown)
    yield f".SH {context.command_path}\n.nf\n{lines}\n.fi\n"
    for below, command_below in getattr(one, "commands", {}).items():
        if not command_below.hidden:
            yield from _sections(command_below, below, context)


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
