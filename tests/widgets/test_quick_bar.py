"""The scrollbar of a list looks as Textual's own and answers the mouse as that does."""

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from kombit_tui.widgets.quick_bar import QuickBar, QuicklyScrolled

HEIGHT = 24


class Scrolled(App[None]):
    """A list of a length that nobody can see all of."""

    CSS = "QuicklyScrolled { overflow-y: scroll; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield QuicklyScrolled()


def _cells(strips: list[Strip]) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for segment in (one for strip in strips for one in strip):
        assert isinstance(segment, Segment)
        style = segment.style
        assert style is not None
        found.append((segment.text, style.color, style.bgcolor, style.reverse, style.meta))
    return found


@pytest.mark.parametrize("length", [10, 60, 100_000])
@pytest.mark.parametrize("share", [0.0, 0.013, 0.5, 1.0])
async def test_every_line_is_as_textual_would_paint_it(length: int, share: float) -> None:
    async with Scrolled().run_test(size=(40, HEIGHT)) as pilot:
        bar = pilot.app.query_one(QuicklyScrolled).vertical_scrollbar
        assert isinstance(bar, QuickBar)
        assert bar.size.height == HEIGHT
        bar.window_virtual_size, bar.window_size = length, HEIGHT
        bar.position = share * max(length - HEIGHT, 0)
        crop = bar.size.region
        assert _cells(bar.render_lines(crop)) == _cells(ScrollBar.render_lines(bar, crop))


async def test_the_part_that_is_visible_is_cut_out_of_the_whole() -> None:
    async with Scrolled().run_test(size=(40, HEIGHT)) as pilot:
        bar = pilot.app.query_one(QuicklyScrolled).vertical_scrollbar
        bar.window_virtual_size, bar.window_size, bar.position = 60, HEIGHT, 18
        whole = _cells(bar.render_lines(bar.size.region))
        assert len({text for text, *_ in whole}) > 1
        part = bar.size.region.shrink((7, 0, 5, 0))
        assert _cells(bar.render_lines(part)) == whole[7 : HEIGHT - 5]


async def test_a_bar_that_is_painted_before_it_knows_how_high_it_is_has_no_end() -> None:
    async with Scrolled().run_test(size=(40, HEIGHT)) as pilot:
        bar = pilot.app.query_one(QuicklyScrolled).vertical_scrollbar
        crop = bar.size.region.grow((0, 0, 3, 0))
        strips = bar.render_lines(crop)
        assert [one.cell_length for one in strips] == [1] * (HEIGHT + 3)
