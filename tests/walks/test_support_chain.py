"""A coordinator's month with the support chain: whom to turn to, and where each case is."""

from kombit_tui.db.queries.incidents import IncidentRow, incidents
from kombit_tui.db.store import Store
from tests.conftest import NOW
from tests.tools.dashboard import dashboard

TODAY = NOW.date()


def case(store: Store, title: str) -> IncidentRow:
    """A case as it is now."""
    return next(row for row in incidents(store.reader, TODAY) if row.title == title)


async def test_a_case_goes_along_the_chain_and_back(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        assert "! Driftssag står stille" in "\n".join(
            line
            for line, _ in open_.app.screen.query_one("#panel-follow_ups").text.lines  # type: ignore[attr-defined]
        )
        await open_.press("I", "down")
        assert "Sagen er ikke flyttet i 5 hverdage. Ryk" in open_.text
        assert "Du skal kun henvende dig ét sted" in open_.text
        assert "[>] Hos Serviceplatformen" in open_.text
        title = "Sager vises ikke i sagsoverblikket efter natkørslen"
        assert case(demo_store, title).stands_still
        await open_.press("s", "down", "enter", "enter")
        row = case(demo_store, title)
        assert (row.place, row.moved_on, row.stands_still) == ("source", "2026-08-19", False)
        assert "Sags- og Dokumentindekset" in open_.text
        await open_.press("s", "end", "enter", "enter")
        assert case(demo_store, title).closed_on == "2026-08-19"
        await open_.press("u", "u")
        assert case(demo_store, title).place == "platform"


async def test_a_new_case_is_made_on_the_system_it_is_about(demo_store: Store) -> None:
    async with dashboard(demo_store, "incidents") as open_:
        await open_.press("slash", *"lønspor", "enter", "home", "down")
        assert "Bæltløn hotline" in open_.text
        await open_.press("n", "enter")
        await open_.press(*"Filen kom ikke", "ctrl+s")
        row = case(demo_store, "Filen kom ikke")
        assert (row.system, row.place, row.since) == ("Lønspor", "system", "2026-08-19")
        assert "Bæltløn hotline" in open_.text
        await open_.press("escape", "slash", *"#stille", "enter")
        assert len(open_.listed.list.pages.ids()) == 1
