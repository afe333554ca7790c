"""A coordinator's month with agreements and money: signed, fetched, and next year's bill."""

from datetime import timedelta

from kombit_tui.db.queries.agreements import AgreementRow, agreements
from kombit_tui.db.queries.economy import economy
from kombit_tui.db.store import Store
from kombit_tui.screens.economy import EconomyScreen
from tests.conftest import NOW
from tests.tools.dashboard import Dashboard, dashboard

TODAY = NOW.date()
TITLE = "Tilslutningsaftale for Sygesikring"
LARGE = (200, 60)
"""Where Overblik has room for all lines of its panels."""


def agreement(store: Store, title: str = TITLE) -> AgreementRow:
    """An agreement as it is now."""
    today = store.clock().date()
    return next(row for row in agreements(store.reader, today) if row.title == title)


async def go_to(open_: Dashboard, title: str) -> None:
    """Filter the list for one record, and stand on it."""
    await open_.press("slash", *("space" if letter == " " else letter for letter in title), "enter")
    await open_.press("home", "down")


async def test_an_agreement_is_signed_and_warns_on_the_eighth_day(demo_store: Store) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("7")
        assert "Hent og gem  2 aftaler" in open_.text
        assert "Mangler underskrift  3 aftaler" in open_.text
        await go_to(open_, TITLE)
        assert "Mangler               92" in open_.text
        await open_.press("s", "down", "down", "enter")
        await open_.press(*"Torben", "enter")
        await open_.press("enter")
        row = agreement(demo_store)
        assert (row.state, row.signer, row.signed_on) == (
            "signed",
            "Torben Ravnsgaard",
            "2026-08-19",
        )
        assert row.download_before == "2026-08-29"
        assert "hent inden 29-08-2026" in open_.text
        await open_.press("u")
        assert agreement(demo_store).state == "missing"
        await open_.press("U")

    demo_store.clock = lambda: NOW + timedelta(days=8)
    async with dashboard(demo_store, size=LARGE) as open_:
        assert f"! udløber om 2 dage: {TITLE}" in open_.text
        await open_.press("7")
        await go_to(open_, TITLE)
        assert "! udløber om 2 dage" in open_.text
        await open_.press("r", *"ESDH", "enter")
        assert not agreement(demo_store).waits
        assert "Gemt i              ESDH" in open_.text
        await open_.press("escape", "1")
        assert f"udløber om 2 dage: {TITLE}" not in open_.text


async def test_an_agreement_signed_in_its_form_is_to_be_fetched_too(demo_store: Store) -> None:
    """One rule, however the signature is written: by its key or in the form."""
    async with dashboard(demo_store, "agreements") as open_:
        await go_to(open_, TITLE)
        await open_.press("e")
        assert "Hos os" in open_.text
        await open_.press(*["tab"] * 8, "enter", "down", "down", "enter", "tab", "tab")
        await open_.press(*"15-08-2026")
        assert "= lørdag 15-08-2026 (uge 33, for 4 dage siden)" in open_.text
        assert "!" not in open_.text.split("for 4 dage siden")[1], "what happened may be past"
        await open_.press("ctrl+s")
        row = agreement(demo_store)
        assert (row.state, row.signed_on, row.download_before) == (
            "signed",
            "2026-08-15",
            "2026-08-25",
        )
        assert "hent inden 25-08-2026" in open_.text
        await open_.press("u")
        assert agreement(demo_store).download_before is None
        await open_.press("e")
        await open_.press(*["tab"] * 10, *"i går", "ctrl+s")
        assert agreement(demo_store).download_before == "2026-08-28"

    demo_store.clock = lambda: NOW + timedelta(days=7)
    async with dashboard(demo_store, size=LARGE) as open_:
        assert f"! udløber om 2 dage: {TITLE}" in open_.text


async def test_several_agreements_are_sent_as_one_step(demo_store: Store) -> None:
    async with dashboard(demo_store, "agreements") as open_:
        await open_.press("slash", *"status:mangler", "enter", "A")
        missing = len(open_.listed.list.pages.ids())
        assert missing == 3
        await open_.press("s", "down", "enter")
        assert [row.state for row in agreements(demo_store.reader, TODAY)].count("missing") == 0
        await open_.press("u")
        assert [row.state for row in agreements(demo_store.reader, TODAY)].count("missing") == 3
        await open_.press("t")
        assert open_.hint == "En aftale har ingen frist at sætte."


async def test_next_years_bill_is_computed_and_other_counts_are_tried(demo_store: Store) -> None:
    async with dashboard(demo_store, "overview") as open_:
        await open_.press("7", "R")
        assert "48.120 borgere" in open_.text
        assert "Bølger              B3, K94, KY: B2" in open_.text
        assert "2023  i alt 8.250.677 kr. · -374.186 kr. fra 2022" in open_.text
        await open_.press("down")
        assert "Borger              166,96 kr." in open_.text
        await go_to(open_, "2023 sapa")
        assert "over 150.000 tæller hver" in open_.text
        assert "borger 50 %" in open_.text
        assert "-85.172 kr." in open_.text
        await open_.press("escape", "home", "w")
        await open_.press("end", *["backspace"] * 6, *"75000", "ctrl+s")
        screen = open_.app.screen
        assert isinstance(screen, EconomyScreen)
        assert screen.instead == {"citizens": 75_000}
        assert "Hvad nu hvis (gemmes ikke)" in open_.text
        assert "-132.750 kr." in open_.text
        profile = economy(demo_store.reader, {}).profile
        assert profile is not None
        assert profile.counts["citizens"] == 48_120
        await open_.press("w")
        assert "-85.172 kr." in open_.text
        await open_.press("home", "e")
        await open_.press("down", "down", "end", *["backspace"] * 6, *"25000", "ctrl+s")
        assert "-44.250 kr." in open_.text
