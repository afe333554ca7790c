"""domain.md, "Agreements and money": states, the ten days of a download link, who is missing."""

from datetime import date, timedelta
from typing import Any

import pytest

from kombit_tui.domain.agreements import (
    Fetching,
    completed,
    download_before,
    fetching,
    is_listed,
    waits,
)

SIGNED = date(2024, 11, 4)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (0, Fetching.OPEN),
        (7, Fetching.OPEN),
        (8, Fetching.EXPIRING),
        (10, Fetching.EXPIRING),
        (11, Fetching.EXPIRED),
        (200, Fetching.EXPIRED),
    ],
)
def test_the_link_lives_ten_days_and_warns_from_the_eighth(days: int, found: Fetching) -> None:
    before = download_before(SIGNED)
    assert before == date(2024, 11, 14)
    today = SIGNED + timedelta(days)
    assert fetching("signed", before, None, today) is found
    assert fetching("signed", before, "ESDH", today) is Fetching.NONE
    assert fetching("missing", before, None, today) is Fetching.NONE
    assert fetching("signed", None, None, today) is Fetching.NONE


def test_an_agreement_waits_for_a_signature_or_for_its_download() -> None:
    waiting = {state: waits(state, Fetching.NONE) for state in ("missing", "sent", "signed")}
    assert waiting == {"missing": True, "sent": True, "signed": False}
    assert not waits("irrelevant", Fetching.NONE)
    assert all(waits("signed", one) for one in Fetching if one is not Fetching.NONE)


TODAY = date(2024, 11, 8)
WAS_SIGNED = {"state": "signed", "signed_on": "2024-11-01", "download_before": "2024-11-11"}
BEGUN = {"state": "signed", "signed_on": "2024-11-04", "download_before": "2024-11-14"}
OF_TODAY = {"state": "signed", "signed_on": "2024-11-08", "download_before": "2024-11-18"}
ENDED = {"signed_on": None, "download_before": None, "stored": None}


@pytest.mark.parametrize(
    ("typed", "before", "written"),
    [
        ({"state": "signed", "signed_on": "2024-11-04"}, {}, BEGUN),
        ({"signed_on": "2024-11-04"}, {"state": "sent"}, BEGUN),
        ({"signed_on": "2024-11-04"}, WAS_SIGNED, BEGUN),
        ({"state": "signed"}, {"state": "sent"}, OF_TODAY),
        ({"state": "signed"}, {"signed_on": "2024-11-04"}, BEGUN),
        (
            {**BEGUN, "download_before": "2024-11-20"},
            {},
            {**BEGUN, "download_before": "2024-11-20"},
        ),
        (
            {"signed_on": None},
            WAS_SIGNED,
            {"state": "signed", "signed_on": None, "download_before": None},
        ),
        ({"state": "missing"}, WAS_SIGNED, {**ENDED, "state": "missing"}),
        ({"state": None}, WAS_SIGNED, {**ENDED, "state": None}),
        ({"state": "sent", "stored": "ESDH"}, {}, {**ENDED, "state": "sent", "stored": "ESDH"}),
        ({"signer": "p"}, WAS_SIGNED, {"signer": "p"}),
        ({"stored": "ESDH"}, {}, {"stored": "ESDH"}),
        ({"download_before": "2024-12-01"}, WAS_SIGNED, {"download_before": "2024-12-01"}),
        ({"signed_on": None}, {"state": "sent"}, {"signed_on": None}),
    ],
)
def test_a_signature_begins_the_ten_days_and_another_state_ends_them(
    typed: dict[str, Any], before: dict[str, Any], written: dict[str, Any]
) -> None:
    """However it is written: by the key for it, or in the form."""
    assert completed(typed, before, TODAY) == written


def test_the_list_of_those_who_are_missing_may_name_us_loosely() -> None:
    assert is_listed("Korsbæk Kommune", ["Lillehavn", "Korsbæk"])
    assert is_listed("Københavns Kommune", ["København"])
    assert not is_listed("Korsbæk Kommune", ["Lillehavn"])
    assert not is_listed("", ["", "Lillehavn"])
