"""When the server is met next: at an interval, soon after edits, later after failures."""

import pytest

from kombit_tui.sync.schedule import Schedule


def middle() -> float:
    """A draw that spreads nothing."""
    return 0.5


def most() -> float:
    """The largest draw."""
    return 1.0


START = Schedule().begun().succeeded(0.0, middle)


def test_at_once_and_then_at_an_interval() -> None:
    assert Schedule().is_due(0.0)
    assert (START.is_due(59.0), START.is_due(60.0)) == (False, True)
    own = Schedule(interval=10.0).succeeded(0.0, middle)
    assert own.due == 10.0


def test_intervals_are_spread() -> None:
    draws = [Schedule().succeeded(0.0, draw).due for draw in (lambda: 0.0, most)]
    assert draws == pytest.approx([48.0, 72.0])


def test_soon_after_an_edit_but_not_while_there_are_more() -> None:
    first = START.edited(10.0)
    assert (first.is_due(11.9), first.is_due(12.0)) == (False, True)
    second = first.edited(11.5)
    assert (second.is_due(13.0), second.is_due(13.5)) == (False, True)


def test_an_edit_does_not_wait_for_ever_for_those_after_it() -> None:
    schedule = START
    for tenths in range(100, 300, 10):
        schedule = schedule.edited(tenths / 10)
    assert schedule.is_due(20.0)


def test_an_edit_never_puts_a_meeting_off() -> None:
    assert START.edited(59.5).is_due(60.0)


def test_what_is_edited_during_a_meeting_is_sent_soon_after_it() -> None:
    begun = START.edited(10.0).begun()
    assert begun.succeeded(20.0, middle).due == 80.0
    assert begun.edited(15.0).succeeded(20.0, middle).due == 22.0


def test_failures_are_followed_by_ever_longer_waits() -> None:
    schedule, waits = START, []
    for _ in range(9):
        schedule = schedule.failed(0.0, most)
        waits.append(schedule.due)
    assert waits == [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]
    assert START.failed(0.0, lambda: 0.0).due == 0.0
    assert schedule.succeeded(0.0, middle).failed(0.0, most).due == 5.0


def test_edits_do_not_shorten_the_wait_after_a_failure_and_the_user_does() -> None:
    failed = START.failed(0.0, most).failed(0.0, most)
    assert not failed.edited(1.0).is_due(9.9)
    assert failed.edited(1.0).is_due(10.0)
    assert failed.asked(1.0).is_due(1.0)


def test_the_servers_wish_to_wait_is_more_than_the_users() -> None:
    for schedule in (START.failed(0.0, most, wait=30.0), START.succeeded(0.0, middle, wait=30.0)):
        assert not schedule.asked(1.0).is_due(29.0)
        assert schedule.asked(1.0).is_due(30.0)


def test_seldom_while_nobody_looks_and_at_once_when_somebody_does() -> None:
    away = START.looked_at(10.0, middle, is_focused=False)
    assert away.due == 310.0
    assert away.looked_at(100.0, middle, is_focused=True).is_due(100.0)
    assert away.edited(20.0).is_due(22.0)
    assert away.succeeded(0.0, middle).due == 300.0
