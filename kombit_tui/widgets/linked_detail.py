"""A detail whose lines lead to the records they name, by keys and by mouse.

Owns which of the lines is chosen. Where they lead, and what a line says, is the screen's.
"""

from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from kombit_tui.actions import FOLLOW
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.detail import Detail, Link, lay_out
from kombit_tui.widgets.painted import segment
from kombit_tui.widgets.plain_message import PlainMessage

CHOSEN = ">"


class Spot(NamedTuple):
    """Where a link stands: its first line, and the one after its last."""

    link: Link
    first: int
    end: int


class LinkedDetail(Detail):
    """The detail of a record that speaks of others."""

    LOOKS: ClassVar[tuple[str, ...]] = ("cursor",)
    DEFAULT_CSS = """
    LinkedDetail > .detail--cursor {
        text-style: bold; color: $block-cursor-foreground; background: $block-cursor-background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FOLLOW)]

    about = ""
    """What the blocks are about, set before them: told anew, it is read on where one was."""

    class Followed(PlainMessage):
        """The user wants to go where a line leads."""

        link: Link

    def __init__(self) -> None:
        super().__init__()
        self._spots: list[Spot] = []
        self._at: int | None = None
        """Which of the links is chosen."""
        self._told_about = ""

    @property
    def chosen(self) -> Link | None:
        """The link that is chosen."""
        self._wrap(self.scrollable_content_region.width)
        return None if self._at is None else self._spots[self._at].link

    def watch_blocks(self) -> None:
        """Another record begins at its start; more about the same one changes only the lines."""
        if self.about != self._told_about:
            self._told_about, self._at, self._spots = self.about, None, []
            super().watch_blocks()
        else:
            self._wrapped_at = 0
            self.refresh()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No way to go where nothing leads."""
        if action == "follow":
            return any(isinstance(block, Link) for block in self.blocks)
        return super().check_action(action, parameters)

    # Lines.

    def _wrap(self, width: int) -> None:
        if width == self._wrapped_at:
            return
        super()._wrap(width)
        before = self._spots[self._at].link if self._at is not None else None
        self._spots, line = [], 0
        for block in self.blocks:
            end = line + sum(1 for _ in lay_out(block, width))
            if isinstance(block, Link):
                self._spots.append(Spot(block, line, end))
            line = end
        if self._at is not None:
            self._at = self._again(before, self._at)

    def _again(self, before: Link | None, at: int) -> int | None:
        """The chosen link among those of now; where it is gone, the one in its place."""
        links = [spot.link for spot in self._spots]
        if before in links:
            return links.index(before)
        return min(at, len(links) - 1) if links else None

    def render_line(self, y: int) -> Strip:
        """The line; that of the chosen link stands out while the keys come here."""
        strip = super().render_line(y)
        line = int(self.scroll_offset.y) + y
        if self._at is None or not self.has_focus:
            return strip
        spot = self._spots[self._at]
        if not spot.first <= line < spot.end:
            return strip
        text = strip.text if line > spot.first else CHOSEN + strip.text[1:]
        return Strip([segment(text, self.look("cursor"))], strip.cell_length)

    # Choosing.

    def action_next_link(self, by: int) -> None:
        """To the next link where that is near enough to be seen, else a line on."""
        self._wrap(self.scrollable_content_region.width)
        self._fit()
        top, high = int(self.scroll_offset.y), self.scrollable_content_region.height
        found = self._following(by, top, high)
        if found is None:
            self.scroll_to(y=top + by, animate=False, immediate=True)
            return
        self._at = found
        spot = self._spots[found]
        self.scroll_to(y=min(max(top, spot.end - high), spot.first), animate=False, immediate=True)
        self.refresh()

    def _following(self, by: int, top: int, high: int) -> int | None:
        """The link after or before the chosen one, or what is seen of it; None where none is near.

        Lines without links in between are read line by line.
        """
        low, deep = (top + 1, top + high) if by > 0 else (top, top + high - 1)
        near = [at for at, spot in enumerate(self._spots) if spot.end >= low and spot.first <= deep]
        if self._at is not None and self._at in near:
            return self._at + by if self._at + by in near else None
        return (near[0] if by > 0 else near[-1]) if near else None

    def action_follow(self) -> None:
        """Go where the chosen link leads; where none is chosen, choose the first."""
        link = self.chosen
        if link is not None:
            self.post_message(self.Followed(link))
        elif self._spots:
            self._at = 0
            self._fit()
            self.scroll_to(y=self._spots[0].first, animate=False, immediate=True)
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go where the line under the pointer leads."""
        self._wrap(self.scrollable_content_region.width)
        line = int(self.scroll_offset.y) + event.y
        for at, spot in enumerate(self._spots):
            if spot.first <= line < spot.end:
                self._at = at
                self.refresh()
                self.post_message(self.Followed(spot.link))
