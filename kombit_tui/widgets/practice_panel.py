"""The checklist of the practice, below whatever screen one is on."""

from textual.content import Content
from textual.widgets import Static

from kombit_tui.widgets.bindings import with_keys
from kombit_tui.wording.practice import DONE, LATER, STEPS, heading

LOW = 20
"""In a window with fewer lines only the next step is shown."""


class PracticePanel(Static):
    """What is done is ticked, and what is next says how."""

    DEFAULT_CSS = """
    PracticePanel {
        height: auto;
        max-height: 8;
        background: $panel;
        color: $foreground;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, done: frozenset[str]) -> None:
        """Show how far one is."""
        self.update(Content("\n").join(self._end() if done >= STEPS.keys() else self._list(done)))

    def _list(self, done: frozenset[str]) -> list[Content]:
        following = next(step for step in STEPS if step not in done)
        head = Content.assemble(
            (heading(len(done)), "bold $text-primary"), (f" · {self._keys(LATER)}", "$text-muted")
        )
        lines = [head]
        is_low = self.app.size.height < LOW
        for step, (label, how) in STEPS.items():
            if is_low and step != following:
                continue
            tick = "[x]" if step in done else "[ ]"
            style = "$text-muted" if step in done else "bold" if step == following else ""
            lines.append(Content.styled(f" {tick} {label}", style))
            if step == following:
                lines.append(Content.styled(f"     {self._keys(how)}", "$text-accent"))
        return lines

    def _end(self) -> list[Content]:
        head, *rest = map(self._keys, DONE)
        return [Content.styled(head, "bold $text-success"), *map(Content, rest)]

    def _keys(self, text: str) -> str:
        return with_keys(self.app, text)
