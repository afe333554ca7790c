"""domain.md, Phase-outs: steps of systems and of the municipality, one machinery for all."""

from datetime import date
from typing import Any

import pytest

from kombit_tui.domain.campaigns import (
    DEFAULT_STEPS,
    contacted,
    is_contacted,
    steps_as_lines,
    steps_from_lines,
    with_step,
)

DAY = date(2026, 8, 19)
TAKEN = {"on": "2026-08-19", "by": "Lone"}
BEFORE = [
    {"key": "trust", "title": "Trust til CH2"},
    {"key": "nsis", "title": "NSIS-niveau"},
    {"key": "cert", "title": "Certifikat"},
]


def test_one_step_is_taken_or_cleared_and_the_others_stay() -> None:
    state = {"moved": {"on": "2026-08-01", "by": "Mikkel"}}
    after = with_step(state, "in_use", DAY, "Lone")
    assert after == {**state, "in_use": TAKEN}
    assert with_step(after, "moved", None, "Lone") == {"in_use": TAKEN}
    assert with_step(state, "moved", None, "Lone") is None
    assert with_step(None, "in_use", DAY, "Lone") == {"in_use": TAKEN}


def test_the_first_contact_takes_its_step_and_those_before() -> None:
    assert contacted(DEFAULT_STEPS, {}, on=DAY, by="Lone") == {"in_use": TAKEN, "contacted": TAKEN}
    assert contacted(DEFAULT_STEPS, {"contacted": TAKEN}, on=DAY, by="Lone") is None
    assert contacted(DEFAULT_STEPS, {"tested": TAKEN}, on=DAY, by="Lone") is None


def test_where_no_step_asks_for_contact_none_is_missing() -> None:
    assert is_contacted(DEFAULT_STEPS[:1], {})
    assert not is_contacted(DEFAULT_STEPS, {"in_use": TAKEN})


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Trust til CH2\nNSIS-niveau\nCertifikat", ["trust", "nsis", "cert"]),
        ("Certifikat\n\n  NSIS-niveau ", ["cert", "nsis"]),
        ("Trust til CH2\nNSIS registreret\nCertifikat", ["trust", "nsis", "cert"]),
        ("Trust til CH2\nNyt på midten\nNSIS-niveau\nCertifikat",
         ["trust", "nyt_paa_midten", "nsis", "cert"]),
        ("Flyttet\nCertifikat\nCertifikat\n!", ["moved", "cert", "step"]),
        ("", []),
    ],
)  # fmt: skip
def test_typed_steps_keep_their_keys_by_title_or_place(typed: str, keys: list[str]) -> None:
    found = steps_from_lines(typed, BEFORE)
    assert [one["key"] for one in found] == keys
    assert len({one["key"] for one in found}) == len(found)


def test_two_steps_never_share_a_key() -> None:
    found = steps_from_lines("A b\nA, b\nA-b", None)
    assert [one["key"] for one in found] == ["a_b", "a_b_2", "a_b_3"]


@pytest.mark.parametrize("declared", [BEFORE, None, []])
def test_steps_go_through_the_form_unchanged(declared: Any) -> None:
    assert steps_from_lines(steps_as_lines(declared), declared) == (declared or [])
