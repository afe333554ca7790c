"""domain.md, Phase-outs: what endangers a system's move."""

from datetime import date, timedelta

import pytest

from kombit_tui.domain.risk import Risk, Standing, risks

TODAY = date(2026, 8, 19)
STOP = TODAY + timedelta(days=130)


def standing(
    plan: int | None = 60,
    follow_up: int | None = None,
    stop: int | None = 130,
    *,
    over: bool = False,
    contacted: bool = True,
) -> Standing:
    """How a system stands, with days counted from today."""
    day = TODAY.toordinal()
    days = [None if one is None else day + one for one in (plan, follow_up, stop)]
    return Standing(over, contacted, *days)


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        pytest.param(standing(), (), id="a plan in good time is no risk"),
        pytest.param(standing(contacted=False), (Risk.NO_CONTACT,), id="no contact"),
        pytest.param(standing(plan=None), (Risk.NO_DATE,), id="no date"),
        pytest.param(standing(plan=131), (Risk.AFTER_STOP,), id="plan after the stop"),
        pytest.param(standing(plan=130), (Risk.LAST_MONTH,), id="plan on the very day"),
        pytest.param(standing(plan=100), (Risk.LAST_MONTH,), id="plan in the last month"),
        pytest.param(standing(plan=99), (), id="plan before the last month"),
        pytest.param(standing(follow_up=-1), (Risk.FOLLOW_UP,), id="follow-up overdue"),
        pytest.param(standing(follow_up=0), (), id="follow-up today is in time"),
        pytest.param(
            standing(stop=-1, plan=None), (Risk.STOPPED, Risk.NO_DATE), id="stopped and not moved"
        ),
        pytest.param(standing(stop=0, plan=0), (Risk.LAST_MONTH,), id="it stops today"),
        pytest.param(standing(stop=None), (), id="without a stop only the contact counts"),
        pytest.param(
            standing(plan=None, follow_up=-9, stop=-1, over=True), (), id="moved or excused"
        ),
        pytest.param(
            standing(plan=140, follow_up=-9, contacted=False),
            (Risk.AFTER_STOP, Risk.NO_CONTACT, Risk.FOLLOW_UP),
            id="what weighs most comes first",
        ),
    ],
)
def test_a_risk_follows_from_contact_plan_follow_up_and_stop(
    stands: Standing, expected: tuple[Risk, ...]
) -> None:
    assert risks(stands, TODAY) == expected
