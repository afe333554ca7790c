"""The practice ticks itself by what is written, can be put away, and ends in a friendly way."""

from kombit_tui.db.store import Store
from kombit_tui.widgets.practice_panel import PracticePanel
from tests.tools.dashboard import Dashboard, dashboard


async def reaches(open_: Dashboard, steps: int) -> None:
    """Wait until so many steps are ticked on the screen that is shown."""
    await open_.until(lambda: f"Øvelse: {steps} af 5" in open_.text)


async def test_the_practice_is_gone_through_with_the_keys_it_names(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("Y")
        await reaches(open_, 0)
        await open_.press("3", "space", "space", "t", *"om 2 uger", "enter")
        await open_.until(lambda: "Gemt" in open_.hint)
        await reaches(open_, 0)  # two are not three
        await open_.press("escape", "home", "space", "space", "space")
        await open_.press("t", *"om 3 uger", "enter")
        await reaches(open_, 1)
        await open_.press("u")
        await reaches(open_, 2)
        await open_.press("escape", "2", "j", "j", "j", "j", "r")
        await reaches(open_, 3)
        await open_.press("escape")
        assert not open_.app.screen.query(PracticePanel)
        assert "Øvelsen venter: Y" in open_.app._base.hint_line.text
        await open_.press("5", "j", "s", "down", "down", "down", "enter", "Y")
        await reaches(open_, 4)
        await open_.press("C", "m")
        await open_.until(lambda: "Øvelsen er gennemført" in open_.text)
        await open_.press("u")
        assert "Øvelsen er gennemført" in open_.text
        await open_.press("escape", "Y")
        await reaches(open_, 0)


async def test_on_ones_own_store_the_practice_opens_the_demo(store: Store) -> None:
    async with dashboard(store) as open_:
        await open_.press("escape", "Y")
        await open_.until(lambda: open_.app._exit)
        assert open_.app.return_value == "practice"
