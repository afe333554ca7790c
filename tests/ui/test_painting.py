"""What a start, a step and another order cost, counted in paints, lines and styles worked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from kombit_tui.db.store import Store
from kombit_tui.screens import base, list_screen
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.widgets.toned import Toned
from kombit_tui.wording.frame import TABS
from kombit_tui.wording.lines import ListRow
from tests.tools import stillness
from tests.tools.dashboard import Dashboard, dashboard

NEVER = 3_600.0


@dataclass
class Counted:
    """What Textual did."""

    frames: list[set[Region]] = field(default_factory=list)
    """The parts of the screen that each frame painted anew."""
    layouts: int = 0
    reparses: int = 0
    lines: list[int] = field(default_factory=list)
    """The lines of the list that were painted."""
    widths: set[int] = field(default_factory=set)
    """How wide rows of the list were painted."""


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    """Count while the block runs."""
    seen = Counted()
    paint, lay_out = Screen._compositor_refresh, Screen._refresh_layout
    reparse, line, row = Stylesheet.reparse, RecordList.render_line, RecordList.row_strip

    def painted(screen: Screen[Any]) -> None:
        if dirty := set(screen._compositor._dirty_regions):
            seen.frames.append(dirty)
        paint(screen)

    def laid_out(screen: Screen[Any], *arguments: Any, **options: Any) -> None:
        seen.layouts += 1
        lay_out(screen, *arguments, **options)

    def reparsed(stylesheet: Stylesheet) -> None:
        seen.reparses += 1
        reparse(stylesheet)

    def line_painted(listed: RecordList, y: int) -> Strip:
        seen.lines.append(y)
        return line(listed, y)

    def row_painted(listed: RecordList, what: ListRow, state: str, width: int) -> Strip:
        seen.widths.add(width)
        return row(listed, what, state, width)

    with monkeypatch.context() as patch:
        patch.setattr(Screen, "_compositor_refresh", painted)
        patch.setattr(Screen, "_refresh_layout", laid_out)
        patch.setattr(Stylesheet, "reparse", reparsed)
        patch.setattr(RecordList, "render_line", line_painted)
        patch.setattr(RecordList, "row_strip", row_painted)
        yield seen


@pytest.fixture(autouse=True)
def _nothing_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows the list when all is still never comes: the detail, the filter line."""
    stillness.paint_at_once(monkeypatch)
    monkeypatch.setattr(list_screen, "DETAIL_DELAY", NEVER)
    monkeypatch.setattr(base, "LATER", NEVER)
    monkeypatch.setattr(RecordList, "is_moving", False)  # or it would be waited for


async def settled(open_: Dashboard) -> None:
    """All that was begun is done and painted."""
    for _ in range(4):
        await open_.pilot.pause(0.02)


async def test_a_start_works_out_its_styles_once_and_paints_the_list_in_one_width(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(monkeypatch) as seen:
        async with dashboard(demo_store, "tasks") as open_:
            await settled(open_)
            assert not open_.listed.filter_bar.children
            wide = open_.listed.list.scrollable_content_region.width
    assert seen.reparses == 0
    assert seen.widths == {wide}


async def test_a_step_paints_two_rows_and_lays_nothing_out(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await settled(open_)
        with counted(monkeypatch) as seen:
            await open_.press("down")
            await settled(open_)
        assert open_.listed.list.cursor == 1
    assert seen.layouts == 0
    assert sorted(seen.lines) == [1, 2]
    assert [sorted(region.y for region in frame) for frame in seen.frames] == [[2, 3]]


async def test_another_order_is_one_paint(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await settled(open_)
        screen = open_.listed
        screen.sort_by("title")  # the first time loads what orders are asked with
        await settled(open_)
        with counted(monkeypatch) as seen:
            screen.sort_by("title")
            await settled(open_)
        height = screen.list.size.height
    assert seen.layouts == 0
    assert len(seen.frames) == 1
    assert sorted(seen.lines) == list(range(height))


async def test_what_is_told_anew_but_says_the_same_paints_no_footer(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await settled(open_)
        with counted(monkeypatch) as seen:
            open_.listed.refresh_bindings()
            await settled(open_)
    assert seen.frames == []


async def test_other_colours_of_the_terminal_repaint_the_list(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", theme="ansi-dark") as open_:
        before = open_.listed.list.look("warning")
        kept = open_.listed.list._kept
        open_.app.theme = "ansi-light"
        await settled(open_)
        assert open_.listed.list.look("warning") != before
        assert open_.listed.list._kept is not kept


async def test_a_look_that_nobody_declared_is_no_look(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        with pytest.raises(KeyError, match="lilla"):
            open_.listed.list.look("lilla")


def test_textual_works_out_no_look_that_nobody_paints_with() -> None:
    for widget in _all_under(Toned):
        assert "COMPONENT_CLASSES" not in widget.__dict__, widget


def _all_under(widget: type[Toned]) -> Iterator[type[Toned]]:
    for one in widget.__subclasses__():
        yield one
        yield from _all_under(one)


@pytest.mark.parametrize("mode", [one.mode for one in TABS])
async def test_what_is_painted_before_it_knows_its_size_is_painted(
    demo_store: Store, mode: str
) -> None:
    """Textual may paint a new layout before it has told the widgets of it."""
    async with dashboard(demo_store, mode) as open_:
        await open_.press("end")
        for widget in open_.app.screen._compositor.visible_widgets:  # the scrollbars too
            crop = widget.size.region.grow((0, 3, 3, 0))
            assert len(widget.render_lines(crop)) == crop.height, widget
