"""Every tone can be read on its ground, in the dark theme and in the light one."""

import pytest
from rich.color import Color
from rich.style import Style

from kombit_tui.app import KombitApp
from kombit_tui.db.store import Store
from kombit_tui.widgets.toned import Toned
from tests.tools.dashboard import settle

LEAST = 2.7
"""The least contrast of any tone; those beside plain text also have a word or a sign."""
LEAST_MUTED = 4.0
"""Muted text carries meaning without either."""


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


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("mode", ["overview", "tasks"])
async def test_every_tone_can_be_read(demo_store: Store, theme: str, mode: str) -> None:
    app = KombitApp(demo_store, start=mode, theme=theme)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert app.theme == theme
        for widget in app.screen.query(Toned):
            for name in widget.COMPONENT_CLASSES:
                look, _, tone = name.partition("--")
                if look == widget.LOOK:
                    least = LEAST_MUTED if tone in ("muted", "label", "notice", "head") else LEAST
                    assert contrast(widget.look(tone)) >= least, name
