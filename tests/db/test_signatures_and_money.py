"""What Aftaler, Økonomi and Driftssager get of the store."""

from typing import Any

import pytest

from kombit_tui.db.agreeing import set_state, set_stored
from kombit_tui.db.changes import Update
from kombit_tui.db.edits import Me
from kombit_tui.db.forms import new_part, parts_of
from kombit_tui.db.queries.agreements import AgreementRow, agreements
from kombit_tui.db.queries.economy import economy
from kombit_tui.db.queries.incidents import desks, incidents, stays_of
from kombit_tui.db.queries.listing import listing
from kombit_tui.db.queries.records import subjects
from kombit_tui.db.store import Store
from kombit_tui.domain.support_chain import moved
from kombit_tui.wording.agreements import document_words, group_of
from tests.conftest import NOW
from tests.db.test_queries import fill, made

TODAY = NOW.date()
ME = Me("0999", "tester", TODAY)


def titles(store: Store, listed: str, words: str) -> list[str]:
    """What a filter finds."""
    return [one["title"] for one in listing(store.reader, listed, words, TODAY)]


def only(store: Store) -> AgreementRow:
    """The one agreement there is."""
    [row] = agreements(store.reader, TODAY)
    return row


def signed(name: str, day: str | None, **more: Any) -> list[Any]:
    """A signed agreement to be fetched before a day."""
    state = {"agreement": f"0999-{name}", "state": "signed", "download_before": day, **more}
    return [made("agreement", name, title=name), made("agreement_state", f"s{name}", **state)]


def test_what_is_to_be_fetched_comes_first_and_then_by_deadline(store: Store) -> None:
    fill(
        store,
        *signed("gemt", "2026-08-21", stored="ESDH"),
        *signed("senere", "2026-08-29"),
        *signed("udløbet", "2026-08-18"),
        *signed("snart", "2026-08-21"),
        made("agreement", "uden", title="uden"),
        made("agreement", "sen", title="sen", deadline="2026-10-01"),
        made("agreement", "tidlig", title="tidlig", deadline="2026-09-01"),
    )
    rows = agreements(store.reader, TODAY)
    assert [(group_of(row), row.title, document_words(row, TODAY)) for row in rows] == [
        ("Hent og gem", "udløbet", "! udløbet"),
        ("Hent og gem", "snart", "! udløber om 2 dage"),
        ("Hent og gem", "senere", "hent inden 29-08-2026"),
        ("Mangler underskrift", "tidlig", ""),
        ("Mangler underskrift", "sen", ""),
        ("Mangler underskrift", "uden", ""),
        ("Underskrevet", "gemt", ""),
    ]
    waiting = ["senere", "udløbet", "snart", "uden", "sen", "tidlig"]
    assert titles(store, "agreements", "#venter") == waiting
    assert titles(store, "agreements", "#hent") == waiting[:3]
    assert titles(store, "agreements", "status:underskrevet -#venter") == ["gemt"]


def test_a_deadline_presses_until_it_is_signed(store: Store) -> None:
    fill(store, made("agreement", "a", title="Aftale", deadline="2026-08-01"))
    assert titles(store, "agreements", "overskredet") == ["Aftale"]
    fill(store, *set_state([only(store)], "signed", TODAY, None, ME))
    assert titles(store, "agreements", "overskredet") == []


def test_signing_storing_and_taking_back_are_one_step_each(store: Store) -> None:
    fill(store, made("agreement", "a", title="Aftale"), made("person", "p", name="Bo"))
    store.apply(set_state([only(store)], "signed", TODAY, "0999-p", ME), "Underskrevet")
    row = only(store)
    assert (row.signer, row.signed_on, row.download_before) == ("Bo", "2026-08-19", "2026-08-29")
    store.apply(set_stored([row], "ESDH, sag 7", "0999"), "Gemt")
    assert not only(store).waits
    assert titles(store, "agreements", "esdh bo") == ["Aftale"]
    store.undo()
    assert only(store).waits
    store.undo()
    assert (only(store).state, only(store).download_before) == ("missing", None)


def test_the_form_of_an_agreement_holds_our_signature(store: Store) -> None:
    fill(store, made("agreement", "a", title="Aftale"))
    [subject] = subjects(store.reader, ["0999-a"])
    national, ours = parts_of(store.reader, subject, ME)
    assert (national.kind, ours.kind, ours.is_new) == ("agreement", "agreement_state", True)
    assert "agreement" not in {field.name for field in ours.fields()}
    assert ours.changes({}) == ()
    fill(store, *ours.changes({"state": "sent"}))
    assert only(store).state == "sent"
    assert parts_of(store.reader, subject, ME)[1].id == only(store).state_id


# Økonomi.


def test_prices_cost_by_our_own_counts_or_by_those_that_are_tried(store: Store) -> None:
    fill(
        store,
        made("profile", "x", code="0101", name="En anden", citizens=1),
        made("profile", "k", code="0999", name="Korsbæk Kommune", citizens=50_000),
        made("system", "d", name="DUBU", in_use=False),
        made("price", "s2", system="SAPA", year=2022, amount=15.58, unit="Pr. borger"),
        made("price", "s3", system="SAPA", year=2023, amount=13.81, counts="citizens"),
        made("price", "d3", system="dubu", year=2023, amount=9.0, counts="citizens"),
    )
    found = economy(store.reader, {})
    assert found.profile is not None
    assert found.profile.title == "Korsbæk Kommune"
    assert [(bill.year, bill.difference) for bill in found.bills] == [
        (2023, -8_850_000),
        (2022, None),
    ]
    assert not found.rows["0999-d3"].line.price.is_used
    tried = economy(store.reader, {"citizens": 75_000})
    assert tried.bills[0].difference == -13_275_000
    assert [one["year"] for one in listing(store.reader, "prices", "#2023 sapa", TODAY)] == [2023]


def test_without_a_profile_nothing_can_be_computed(store: Store) -> None:
    fill(store, made("price", "s", system="SAPA", year=2022, amount=15.58, counts="citizens"))
    found = economy(store.reader, {})
    assert found.profile is None
    assert (found.bills[0].total, found.bills[0].unknown) == (0, 1)


# Driftssager.


def case(name: str, place: str | None, moved_on: str | None, **more: Any) -> Any:
    """A case of a system."""
    where = {"system": "0999-sys", "place": place, "moved_on": moved_on, "closed_on": None}
    return made("incident", name, title=name, **{**where, **more})


def test_cases_that_were_moved_longest_ago_come_first_and_solved_ones_last(store: Store) -> None:
    fill(
        store,
        made("system", "sys", name="NovaSag", service_desk="Nordlys", chain=["SP", "CPR"]),
        made("system", "brugt", name="Åbent", in_use=True),
        made("system", "ude", name="Ude", in_use=False),
        case("ny", "system", "2026-08-18"),
        case("løst", "closed", "2026-08-10", closed_on="2026-08-10"),
        case("gammel", "source", "2026-08-03"),
        case("uden", None, None),
    )
    rows = incidents(store.reader, TODAY)
    assert [row.title for row in rows] == ["uden", "gammel", "ny", "løst"]
    assert [row.stands_still for row in rows] == [False, True, False, False]
    assert [one.name for one in desks(store.reader)] == ["NovaSag", "Åbent"]


def test_the_journal_tells_the_way_of_a_case(store: Store) -> None:
    fill(store, made("system", "sys", name="NovaSag"), case("sag", "system", "2026-08-10"))
    store.apply([Update("0999-sag", moved("platform", NOW.date().replace(day=13)))], "Flyttet")
    store.apply([Update("0999-sag", {"text": "Ringet"})], "Note")
    store.apply([Update("0999-sag", moved("source", TODAY))], "Flyttet")
    [row] = incidents(store.reader, TODAY)
    way = [(one.place, one.days) for one in stays_of(store.reader, row, TODAY)]
    assert way == [("system", 3), ("platform", 4), ("source", 0)]
    store.undo()
    [row] = incidents(store.reader, TODAY)
    way = [(one.place, one.days) for one in stays_of(store.reader, row, TODAY)]
    assert way == [("system", 3), ("platform", 4)]


@pytest.mark.parametrize("near", [None, "0999-sys"])
def test_a_new_case_begins_today_at_the_desk_of_the_system(store: Store, near: str | None) -> None:
    fill(store, made("system", "sys", name="NovaSag"))
    [subject] = subjects(store.reader, [near]) if near else [None]
    part = new_part(store.reader, "incident", subject, ME)
    day = "2026-08-19"
    begun = {"since": day, "place": "system", "moved_on": day, "closed_on": None}
    assert part.preset == ({**begun, "system": near} if near else begun)
