"""Every tone can be read on every ground, in each theme whose colours are ours."""

from collections.abc import Iterator

import pytest
from rich.color import Color
from rich.style import Style
from textual.widgets import Input, OptionList

from kombit_tui.db.store import Store
from kombit_tui.widgets.panel import Panel
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.widgets.themes import OURS
from kombit_tui.widgets.toned import Toned
from kombit_tui.wording.themes import THEMES
from tests.tools.dashboard import Dashboard, dashboard

LEAST = 4.5
"""The least contrast of text by WCAG 2 AA."""
LEAST_HIGH = 7.0
"""By AAA, for the theme that promises it."""
MEASURED = [theme.name for theme in OURS if not theme.ansi]
CURSORS = ("", "cursor", "cursor-blurred")


def contrast(style: Style) -> float:
    """The contrast of text and ground, as WCAG defines it."""
    assert style.color is not None
    assert style.bgcolor is not None
    one, other = sorted((_luminance(style.color), _luminance(style.bgcolor)))
    return (other + 0.05) / (one + 0.05)


def _luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def looks(widget: Toned) -> Iterator[tuple[str, ...]]:
    """Every look of a widget, and how the looks of a row or a title are laid over one another."""
    yield ()
    for base in type(widget).__mro__:
        yield from ((name,) for name in base.__dict__.get("LOOKS", ()))
    if isinstance(widget, RecordList):
        for tone in ("", "heading", *RecordList.TONES):
            yield from (("muted", tone, cursor) for cursor in CURSORS)
            yield from ((tone, cursor) for cursor in CURSORS)
    if isinstance(widget, Panel):
        yield from (("title", tone) for tone in Panel.TONES)


def unreadable(open_: Dashboard, least: float) -> list[str]:
    """The looks of what is on the screen that have too little contrast."""
    found = []
    for widget in open_.app.screen.query(Toned):
        for names in looks(widget):
            measured = contrast(widget.look(*names))
            if measured < least:
                found.append(f"{type(widget).__name__} {'+'.join(names)} {measured:.1f}")
    for field in open_.app.screen.query(Input):
        style = field.get_component_rich_style("input--placeholder")
        if contrast(style) < least:
            found.append(f"placeholder {contrast(style):.1f}")
    return found


def test_the_themes_are_those_that_can_be_named() -> None:
    assert [theme.name for theme in OURS] == list(THEMES)
    assert MEASURED == ["mørk", "lys", "høj kontrast", "farveblind"]


@pytest.mark.parametrize("mode", ["overview", "tasks"])
async def test_every_tone_can_be_read(demo_store: Store, mode: str) -> None:
    async with dashboard(demo_store, mode) as open_:
        for theme in MEASURED:
            open_.app.theme = theme
            await open_.press()
            least = LEAST_HIGH if theme == "høj kontrast" else LEAST
            assert unreadable(open_, least) == [], theme


async def test_the_answers_of_a_question_can_be_read(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("question_mark")
        for theme in MEASURED:
            open_.app.theme = theme
            await open_.press()
            least = LEAST_HIGH if theme == "høj kontrast" else LEAST
            answers = open_.app.screen.query_one(OptionList)
            for name in ("option-list--option", "option-list--option-highlighted"):
                assert contrast(answers.get_component_rich_style(name)) >= least, (theme, name)


def test_the_measure_sees_what_is_unreadable() -> None:
    assert contrast(Style.parse("#ffffff on #000000")) == pytest.approx(21)
    assert (
        contrast(Style.parse("#777777 on #ffffff"))
        < LEAST
        < contrast(Style.parse("#767676 on #ffffff"))
    )


def test_nobody_needs_to_tell_green_from_red() -> None:
    """Good is blue and bad is orange: far apart for every kind of colour vision."""
    theme = next(one for one in OURS if one.name == "farveblind")
    good, bad = (_parts(theme.variables[f"text-{tone}"]) for tone in ("success", "error"))
    assert good[2] - good[0] > 100
    assert bad[0] - bad[2] > 100


def _parts(colour: str) -> tuple[int, int, int]:
    return Color.parse(colour).get_truecolor()
