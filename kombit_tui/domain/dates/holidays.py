"""Danish public holidays and working days.

Owns the calendar of days off. Computed, so that no table runs out; source of the list: lukkeloven
and the Danish church year. Store bededag ended with 2023 (lov nr. 214 af 06/03/2023). The days that
agreements, not law, make free (Grundlovsdag, Christmas Eve) are not in it.
"""

from datetime import date, timedelta
from functools import cache

_FROM_EASTER = {
    -3: "skærtorsdag",
    -2: "langfredag",
    0: "påskedag",
    1: "2. påskedag",
    39: "Kristi himmelfartsdag",
    49: "pinsedag",
    50: "2. pinsedag",
}
_FIXED = {(1, 1): "nytårsdag", (12, 25): "juledag", (12, 26): "2. juledag"}
_PRAYER_DAY, _LAST_PRAYER_YEAR = 26, 2023
_SATURDAY = 6


def easter(year: int) -> date:
    """Easter Sunday (the Gregorian rule of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> dict[date, str]:
    """The public holidays of a year and their Danish names."""
    sunday = easter(year)
    found = {date(year, *day): name for day, name in _FIXED.items()}
    if year <= _LAST_PRAYER_YEAR:
        found[sunday + timedelta(_PRAYER_DAY)] = "store bededag"
    return found | {sunday + timedelta(days): name for days, name in _FROM_EASTER.items()}


def holiday_name(day: date) -> str | None:
    """The Danish name of the public holiday on `day`, if it is one."""
    return holidays(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Whether `day` is a weekday and no public holiday."""
    return day.isoweekday() < _SATURDAY and holiday_name(day) is None


def add_working_days(day: date, count: int) -> date:
    """The working day `count` working days after `day`, or before it where negative."""
    step = timedelta(1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day
