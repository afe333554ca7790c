"""Point 2: a coordinator goes through the tasks: whose they are, when they hurt, who does them."""

from collections.abc import Sequence

import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from kombit_tui.demo.build import record_id
from kombit_tui.screens.messages import ListRequested
from kombit_tui.wording.lines import ListRow
from tests.tools.dashboard import Dashboard, dashboard

pytestmark = pytest.mark.usefixtures("_no_clipboard_tool")
LARGE = (200, 50)


@pytest.fixture
def _no_clipboard_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is reached over SSH."""
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")


def rows(open_: Dashboard) -> Sequence[ListRow]:
    """The rows of the list."""
    pages = open_.listed.list.pages
    return pages.page(0, len(pages))


def listed(open_: Dashboard) -> list[str]:
    """The rows of the list, each as one line."""
    return [" ".join(cell.text for cell in row.cells) for row in rows(open_)]


async def find(open_: Dashboard, words: str) -> None:
    """Put a filter in force."""
    await open_.press(*(["escape"] if open_.listed.words else []), "slash", *words, "enter")


async def test_only_the_tasks_of_our_waves_are_ours(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", LARGE) as open_:
        assert open_.hint.startswith("Vores bølger: 7 skjult")
        assert len(listed(open_)) == 63

        # Sygesikring has every task twice: one row, and the other variant in its detail.
        await find(open_, "in003")
        assert ["(K94)" in row for row in listed(open_)] == [True]
        assert "Også P4: 02-07-2026" in open_.told

        # We are in B3, but of the claims from KMD Aktiv in B2: another wave of another project.
        await find(open_, "kmd aktiv")
        assert ["(bølge B2)" in row for row in listed(open_)] == [True]
        await find(open_, "bølgeplan")
        assert ["(B3)" in row for row in listed(open_)] == [True]

        # A wave that is asked for is found, and so is a task one comes to from elsewhere.
        await find(open_, "bølge:b4")
        assert len(listed(open_)) == 2
        assert "B4 (ikke vores)" in open_.told
        other = record_id("task", "oir-1-b4")
        open_.app.post_message(ListRequested("tasks", "", other))
        await open_.until(lambda: open_.listed.words == "")
        await open_.press()
        assert open_.cursor == other

        # All on request, and back again; what was marked and is hidden now is not touched.
        await open_.press("W")
        assert open_.hint == "Kun vores bølger (B3, K94, KY: B2) · 7 skjult · W: skift"
        await open_.press("W")
        assert "Alle bølger vises" in open_.hint
        assert len(listed(open_)) == 70
        await open_.press("A", "W", "d")
        assert "7 markerede er skjult" in open_.text


async def test_the_day_that_hurts_and_who_is_to_act(demo_store: Store) -> None:
    late = {"title": "Skift certifikat (XQ)", "kind": "lokal", "due": "2026-08-20"}
    late |= {"campaign": record_id("campaign", "ch-sts")}
    role = Create("role", {"name": "Testansvarlig"})
    late |= {"performer_role": "testansvarlig"}
    demo_store.apply([role, Create("task", late, "0999-late")], "Opgave")
    async with dashboard(demo_store, "tasks", LARGE) as open_:
        # Who holds the role where nobody is named, and which role is vacant.
        people = [row.cells[-1].text for row in rows(open_)]
        assert "(ubesat)" in people
        assert "(Kasper Lindebjerg)" in people
        assert "(Lone Kragelund +1)" in people

        # KLIK's day is over, the real last day is not: that one counts, and says so.
        await find(open_, "opsig")
        assert "  08-09-2026 » p" in listed(open_)[0]
        for part in ("Nærmeste, der rammer 08-09-2026 (frist i praksis)", "(uge 32, for 14 dage"):
            assert part in open_.told
        assert "KLIK-opgaver-0999.xlsx, række 73" in open_.told, "of the change, too"

        # A deadline of our own comes before, never after.
        await open_.press("t", *"+1d", "enter")
        assert "  20-08-2026 » e" in listed(open_)[0]
        await open_.press("t", *"+9u", "enter")
        assert "  08-09-2026 » p" in listed(open_)[0]
        assert "Egen frist ligger efter den frist, der tæller." in open_.told
        await open_.press("u", "u")

        # A task of a phase-out is too late once its deadline lies after the stop.
        await find(open_, "xq")
        assert "CH1/STS1 til CH2/STS2" in open_.told
        assert "efter forløbets stop" not in open_.told
        await open_.press("t", *"+99u", "enter")
        assert "efter forløbets stop" in open_.told

        # Mine, and the link.
        await find(open_, "trust")
        await open_.press("m")
        assert open_.listed.words == "trust mine"
        await open_.press("m")
        assert open_.listed.words == "trust"
        assert "Har rollen" in open_.told
        await open_.press("l")
        link = "https://klik.kombit.example/opgaver/ch2-trust"
        assert open_.hint == f"Kilde: KLIK-opgaver-0999.xlsx, række 2 · Kopierede {link}"
        assert open_.app.clipboard == link


async def test_who_has_not_said_their_wave_is_told_where_to(store: Store) -> None:
    store.apply([Create("task", {"title": "Bekræft", "wave": "B4"}, "0999-t")], "Opgave")
    async with dashboard(store, "tasks") as open_:
        await open_.press("escape", "3", "W")
        assert open_.hint == (
            "Vores bølger er ikke skrevet: R, så e på kommunen, fx B3 eller KY: B2."
        )
        assert len(listed(open_)) == 1
