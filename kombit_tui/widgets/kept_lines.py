"""Painted lines, kept until they are to be painted anew.

Textual keeps them too, but goes through those of every widget in every frame, and through borders,
opacity and the like for each that is new: half of what a frame of a long list takes.
"""

from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from kombit_tui.widgets.toned import Toned


class KeptLines(Toned):
    """A widget that paints its lines itself. It has no border, and padding at its sides alone."""

    _kept: dict[int, Strip] | None = None
    _width: int | None = None

    @property
    def line_width(self) -> int:
        """The cells of a line beside padding and scrollbar; worked out once for all of a frame."""
        return self.scrollable_content_region.width if self._width is None else self._width

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that are visible."""
        if self._kept is None:
            self._kept = {}
        kept = self._kept
        missing = [y for y in crop.line_range if y not in kept]
        if missing:
            self._width = self.scrollable_content_region.width
            kept.update(zip(missing, self._finished(map(self.render_line, missing)), strict=True))
            self._width = None
        lines = [kept[y] for y in crop.line_range]
        if crop.x or any(line.cell_length > crop.width for line in lines):
            return [line.crop(crop.x, crop.right) for line in lines]
        return lines

    def _finished(self, lines: Iterable[Strip]) -> Iterator[Strip]:
        """Lines with the padding at their sides, in the colours that the terminal has."""
        before, ground = self.background_colors
        filters = self.get_line_filters()
        padding, left = self.styles.padding.width, self.styles.padding.left
        style = Style(bgcolor=(before + ground).rich_color) if padding else Style.null()
        sides = [Segment(" " * wide, style) for wide in (left, padding - left)]
        for line in lines:
            strip = line
            if padding:
                strip = Strip([sides[0], *line, sides[1]], line.cell_length + padding)
            for one in filters:
                strip = strip.apply_filter(one, ground)
            yield strip

    def _set_dirty(self, *regions: Region) -> None:
        # All that makes Textual paint anew comes through here: `refresh`, another size, a scroll.
        super()._set_dirty(*regions)
        if self._kept and regions:
            for y in {y for region in regions for y in region.line_range}:
                self._kept.pop(y, None)
        else:
            self._kept = None

    def notify_style_update(self) -> None:
        """Nothing painted before holds."""
        self._kept = None
        super().notify_style_update()
