"""A scrollbar that costs a frame next to nothing: most of its lines are the same."""

from math import ceil

from rich.segment import Segment
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class QuickBar(ScrollBar):
    """Textual's scrollbar, upright. Textual works each of its lines out anew whenever it moves,
    borders, opacity and the like included: more than a third of what a frame of our list takes.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that are visible: the few that differ are worked out, once each."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender):
            return super().render_lines(crop)
        lines = self._lines_of(bar)
        different = {id(line): line for line in lines}
        look, ground = self.rich_style, self.background_colors[1]
        made = {at: Strip([line]).apply_style(look) for at, line in different.items()}
        for one in self.get_line_filters():
            made = {at: strip.apply_filter(one, ground) for at, strip in made.items()}
        # Textual may paint a layout before it has told the widgets of their new size.
        beyond = Strip.blank(self.size.width, look)
        return [made[id(lines[y])] if y < len(lines) else beyond for y in crop.line_range]

    def _lines_of(self, bar: ScrollBarRender) -> list[Segment]:
        style = self.app.console.get_style(bar.style)
        if style.color is None or style.bgcolor is None:
            raise ValueError(f"a scrollbar without colours: {style}")
        return bar.render_bar(
            size=self.size.height,
            virtual_size=ceil(bar.virtual_size),
            window_size=bar.window_size,
            position=bar.position,
            thickness=self.size.width,
            vertical=True,
            back_color=style.bgcolor,
            bar_color=style.color,
        ).segments


class QuicklyScrolled(ScrollView):
    """What scrolls lines of its own, with such a bar beside them."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made where it is first asked for, as Textual does."""
        if self._vertical_scrollbar is None:
            wide = self.scrollbar_size_vertical
            self._vertical_scrollbar = QuickBar(vertical=True, name="vertical", thickness=wide)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar
