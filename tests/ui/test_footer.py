"""The footer: the keys that work here, within the width, the user's own; the last two always."""

import re

import pytest

from kombit_tui.db.store import Store
from kombit_tui.keymap import DEFAULT_KEYS, Keymap
from kombit_tui.widgets.bars import FooterBar
from kombit_tui.wording.cells import width_of
from tests.tools.dashboard import Dashboard, dashboard

OWN = Keymap(
    {
        "app.help": ("f2", "question_mark"),
        "app.palette": ("alt+ctrl+shift+pagedown", "colon"),
        "tasks.status": ("ø",),
        "list.switch": ("alt+ctrl+shift+home",),
        "app.undo": ("ctrl+z", "u"),
        "list.open": (),
        "app.search": ("L",),
    }
)


def said(open_: Dashboard, width: int) -> str:
    """The footer at a width."""
    runs = open_.app.screen.query_one(FooterBar).runs(width)
    return "".join(text for text, _, _ in runs)


LAST = re.compile(r" (\S+) Alt  (\S+) Hjælp $")


@pytest.mark.parametrize(
    ("keymap", "last", "typing"),
    [
        (DEFAULT_KEYS, (":", "?"), ("Ctrl+P", "F1")),
        (OWN, ("Ctrl+Shift+Alt+PgDn", "F2"), ("Ctrl+Shift+Alt+PgDn", "F2")),
    ],
)
async def test_it_never_overflows_and_ends_alike(
    demo_store: Store, keymap: Keymap, last: tuple[str, str], typing: tuple[str, str]
) -> None:
    async with dashboard(demo_store, "tasks", keymap=keymap) as open_:
        for keys, ends in (
            ((), last),
            (("enter",), last),
            (("escape", "ctrl+f"), typing),
            (("escape", "1"), last),
        ):
            await open_.press(*keys)
            shorter = 0
            for width in range(60, 251):
                text = said(open_, width)
                assert width_of(text) == width
                found = LAST.search(text)
                assert found is not None, text
                assert found.groups() == ends
                hints = len(text[: found.start()].rstrip())
                assert hints >= shorter  # room gives more hints, never fewer
                shorter = hints


async def test_it_shows_the_users_keys_by_rank(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", keymap=OWN) as open_:
        text = said(open_, 400)
        for hint in (" ø Status ", " Ctrl+Z Fortryd ", " L Søg i alt "):
            assert hint in text
        assert "Åbn" not in text
        assert text.index("Status") < text.index("Fortryd") < text.index("Søg i alt")


async def test_keys_that_belong_to_the_text_are_not_shown(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", keymap=OWN) as open_:
        open_.listed.action_filter()
        await open_.press("L")
        assert open_.listed.filter_bar.input.value == "L"
        text = said(open_, 400)
        assert "Søg i alt" not in text
        assert " F2 Hjælp " in text
