"""The rules of domain.md, «Roles (Rollegalleri)», one by one."""

from datetime import date, timedelta

import pytest

from kombit_tui.domain.choices import USER_TYPES
from kombit_tui.domain.records import PERSON
from kombit_tui.domain.roles import (
    ACCESS_STEPS,
    RULE_WORDS,
    Holding,
    Rule,
    broken_rules,
    can_hold,
    has_left,
    is_for_managers,
    is_unused,
    is_unverified,
    missing_steps,
    version_key,
)

TODAY = date(2026, 8, 19)
FINE = Holding("user", False, "2026-01-01", "2026-06-01", None, (True,) * 4)


def broken(holding: Holding, *, managers_only: bool = False, is_retired: bool = False) -> object:
    """What the rules say of a holding."""
    return broken_rules(holding, managers_only=managers_only, is_retired=is_retired, today=TODAY)


def test_nothing_is_wrong_with_a_verified_user_with_access() -> None:
    assert broken(FINE) == ()


def test_a_reader_cannot_hold_a_role_and_a_light_user_can() -> None:
    assert [name for name in USER_TYPES if not can_hold(name)] == ["reader"]
    assert broken(FINE._replace(user_type="reader")) == (Rule.READER,)
    assert broken(FINE._replace(user_type="light")) == ()


def test_a_role_for_managers_held_by_somebody_who_is_none() -> None:
    assert broken(FINE, managers_only=True) == (Rule.MANAGER,)
    assert broken(FINE._replace(is_manager=True), managers_only=True) == ()


@pytest.mark.parametrize(
    ("flag", "rule", "expected"),
    [
        (True, None, True),
        (False, "Skal være leder.", True),
        (False, "Skal vaere en leder; light-bruger er nok.", True),
        (False, "Rollen er kun for ledere", True),
        (False, "Kan ikke have brugertypen læser.", False),
        (False, "Må gerne være leder", False),
        (False, None, False),
    ],
)
def test_a_role_is_for_managers_by_its_mark_or_by_its_words(
    flag: bool, rule: str | None, expected: bool
) -> None:
    assert is_for_managers(flag, rule) is expected


def test_a_role_of_a_system_that_is_not_used_is_ignored_by_name() -> None:
    assert is_unused("Dubu", ["DUBU", "FLIS"])
    assert not is_unused("SAPA", ["DUBU", "FLIS"])
    assert not is_unused(None, ["DUBU"])


@pytest.mark.parametrize(
    ("since", "verified_on", "expected"),
    [
        (365, None, False),
        (366, None, True),
        (900, 365, False),
        (900, 366, True),
        (10, 400, False),
        (None, None, True),
    ],
)
def test_a_holder_not_verified_for_twelve_months(
    since: int | None, verified_on: int | None, expected: bool
) -> None:
    def day(ago: int | None) -> str | None:
        return None if ago is None else (TODAY - timedelta(ago)).isoformat()

    assert is_unverified(day(since), day(verified_on), TODAY) is expected


def test_a_holder_of_a_role_that_a_newer_version_retired() -> None:
    assert broken(FINE, is_retired=True) == (Rule.RETIRED,)


def test_a_holder_has_left_the_day_after_the_last_one() -> None:
    assert not has_left(None, TODAY)
    assert not has_left("2026-08-19", TODAY)
    assert has_left("2026-08-18", TODAY)
    assert broken(FINE._replace(left_on="2026-08-18")) == (Rule.LEFT,)


def test_the_four_access_steps_come_in_their_order_and_say_where_each_is_put_right() -> None:
    fields = [step.field for step in ACCESS_STEPS]
    assert fields == ["access_contact", "access_job_role", "access_rights", "access_gallery"]
    assert all(PERSON.field(name) for name in fields)
    organisation, access, users, gallery = ACCESS_STEPS
    assert "Organisationssystem" in organisation.place
    assert "rettes i KLIK, bliver ikke stående" in organisation.rule
    assert "Adgangsstyring" in access.place
    assert "kan ikke logge ind" in access.rule
    assert "Brugerhåndtering" in users.place
    assert "kun her" in gallery.rule
    assert missing_steps((True, False, True, False)) == (access, gallery)
    assert broken(FINE._replace(access=(True, True, True, False))) == (Rule.ACCESS,)


def test_all_that_is_wrong_is_told_the_heaviest_first() -> None:
    worst = Holding("reader", False, None, None, "2020-01-01", (False,) * 4)
    assert broken(worst, managers_only=True, is_retired=True) == tuple(Rule)
    assert set(RULE_WORDS) == set(Rule)


def test_versions_go_by_their_numbers() -> None:
    assert sorted(["1.10", "1.4", "2.0", "1.9"], key=version_key) == ["1.4", "1.9", "1.10", "2.0"]
