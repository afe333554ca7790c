"""domain.md, "Agreements and money": states, the ten days of a download link, who is missing."""

from datetime import date, timedelta

import pytest

from kombit_tui.domain.agreements import (
    Fetching,
    download_before,
    fetching,
    is_listed,
    state_values,
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


def test_a_signature_begins_the_ten_days_and_another_state_ends_them() -> None:
    assert state_values("signed", SIGNED, "p") == {
        "state": "signed",
        "signer": "p",
        "signed_on": "2024-11-04",
        "download_before": "2024-11-14",
    }
    taken_back = state_values("missing", None, None)
    assert taken_back == {
        "state": "missing",
        "signed_on": None,
        "download_before": None,
        "stored": None,
    }


def test_the_list_of_those_who_are_missing_may_name_us_loosely() -> None:
    assert is_listed("Korsbæk Kommune", ["Lillehavn", "Korsbæk"])
    assert is_listed("Københavns Kommune", ["København"])
    assert not is_listed("Korsbæk Kommune", ["Lillehavn"])
    assert not is_listed("", ["", "Lillehavn"])
