"""Windows of every size: nothing raises, nothing overflows, and the cursor stays where it was."""

import pytest
from rich.cells import cell_len

from kombit_tui.db.store import Store
from kombit_tui.widgets.record_list import RecordList
from tests.tools.dashboard import Dashboard, dashboard, lines

SIZES = [
    (60, 15), (79, 16), (80, 24), (99, 24), (100, 15), (50, 12), (1, 1), (250, 70), (60, 70),
    (250, 15),
]  # fmt: skip


def is_cursor_in_view(open_: Dashboard) -> bool:
    """Whether the list that has the focus, where there is one, shows its cursor."""
    focused = open_.app.focused
    if not isinstance(focused, RecordList) or not focused.size.height:
        return True
    line = focused.cursor - int(focused.scroll_offset.y) + 1
    return 1 <= line < focused.size.height


@pytest.mark.parametrize(
    ("mode", "before"),
    [
        *(
            (mode, ())
            for mode in ("overview", "agenda", "tasks", "roles", "phase_outs", "timeline")
        ),
        ("tasks", ("end",)),
        ("agenda", ("enter",)),
        ("tasks", ("question_mark",)),
        ("tasks", ("s",)),
        ("roles", ("slash", "a")),
    ],
)
async def test_resizing_never_raises_and_every_line_fits(
    demo_store: Store, mode: str, before: tuple[str, ...]
) -> None:
    async with dashboard(demo_store, mode, (60, 15)) as open_:
        await open_.press(*before)
        for width, height in SIZES:
            await open_.pilot.resize_terminal(width, height)
            await open_.press()
            shown = lines(open_.app)
            assert len(shown) == height
            assert {cell_len(line) for line in shown} == {width}
            assert is_cursor_in_view(open_)


@pytest.mark.parametrize("size", [(59, 40), (120, 14)])
async def test_a_window_too_small_says_so_in_one_line(
    demo_store: Store, size: tuple[int, int]
) -> None:
    async with dashboard(demo_store, "tasks", size) as open_:
        said = [line.strip() for line in lines(open_.app) if line.strip()]
        assert said == ["Vinduet er for lille: mindst 60 x 15 tegn."]
        await open_.pilot.resize_terminal(60, 15)
        await open_.press()
        assert "for lille" not in open_.text
        assert "Opgaver" in open_.text


async def test_the_smallest_window_shows_who_where_and_that_it_is_demo(demo_store: Store) -> None:
    async with dashboard(demo_store, "roles", (60, 15)) as open_:
        top = lines(open_.app)[0]
        for words in ("Korsbæk", "4 Roller", " DEMO "):
            assert words in top


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 200])
async def test_the_last_two_keys_of_the_footer_are_always_there(
    demo_store: Store, width: int
) -> None:
    async with dashboard(demo_store, "tasks", (width, 24)) as open_:
        footer = lines(open_.app)[-1]
        assert footer.rstrip().endswith(": Alt  ? Hjælp")
        assert footer.lstrip().startswith("Enter Åbn")


async def test_the_cursor_survives_a_resize_and_stays_in_view(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (120, 60)) as open_:
        await open_.press(*("j",) * 40)
        chosen = open_.cursor
        await open_.pilot.resize_terminal(80, 16)
        await open_.press()
        assert open_.cursor == chosen
        assert sum(line.startswith(">") for line in lines(open_.app)) == 1


async def test_columns_are_dropped_whole_not_squeezed(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (200, 24)) as open_:
        for width, gone in ((80, "Ansvarlig"), (70, "Projekt")):
            assert gone in lines(open_.app)[1]
            await open_.pilot.resize_terminal(width, 24)
            await open_.press()
            heads = lines(open_.app)[1]
            assert gone not in heads
            assert "Opgave" in heads
            assert "Frist" in heads
