"""EDTF values, holidays and the way dates are shown."""

from datetime import date
from typing import get_type_hints

import pytest

from kombit_tui.domain import dates
from kombit_tui.domain.dates import VagueDate, bounds, show, show_long, warnings_for
from kombit_tui.domain.dates.holidays import easter, holidays

TODAY = date(2026, 8, 19)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2027-03-31", date(2027, 3, 31), date(2027, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2022-07-01/2022-09-30", date(2022, 7, 1), date(2022, 9, 30)),
        ("2023-06/2023-07", date(2023, 6, 1), date(2023, 7, 31)),
        ("2023-09/..", date(2023, 9, 1), None),
        ("../2024-11-30", None, date(2024, 11, 30)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        (None, None, None),
    ],
)
def test_bounds(edtf: str | None, first: date | None, last: date | None) -> None:
    assert bounds(edtf) == (first, last)
    assert (VagueDate(edtf).first, VagueDate(edtf).last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "maj", "2023-5", "2023-13", "2023-02-30", "../..", "/", "2023/", "20230501", "0000"),
        *("2023-W05-1", "2023-05/2023-04", "2023/2024/2025", "XXXX-05-31", "٢٠٢٣", "2023-05-01T10"),
    ],
)
def test_bounds_refuses_what_we_do_not_use(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bounds(text)


def test_one_day_is_exact() -> None:
    assert VagueDate("2023-05-01").is_exact
    assert VagueDate("2023-05-01/2023-05-01").is_exact
    assert not any(VagueDate(text).is_exact for text in (None, "2023-05", "../2023-05-01"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (VagueDate("2026-08-21"), "21-08-2026"),
        (VagueDate("2019-12-31", "inden udgangen af 2019"), "31-12-2019"),
        (VagueDate("2022-07-01/2022-09-30", "Q3/2022"), "Q3/2022"),
        (VagueDate(None, "Uafklaret"), "Uafklaret"),
        (VagueDate(None), ""),
        (VagueDate("2023-05"), "maj 2023"),
        (VagueDate("2023"), "2023"),
        (VagueDate("2022-07-01/2022-09-30"), "3. kvartal 2022"),
        (VagueDate("2022-07-01/2022-12-31"), "2. halvår 2022"),
        (VagueDate("2022-09-01/2022-11-30"), "efteråret 2022"),
        (VagueDate("2022-12-01/2023-02-28"), "vinteren 2022"),
        (VagueDate("2023-06-01/2023-07-31"), "medio 2023"),
        (VagueDate("2023-08-21/2023-08-31"), "ultimo august 2023"),
        (VagueDate("2022-05-09/2022-05-29"), "uge 19-21 2022"),
        (VagueDate("2026-12-28/2027-01-03"), "uge 53 2026"),
        (VagueDate("2021-05-10/2021-05-21"), "10-05-2021 – 21-05-2021"),
        (VagueDate("2023-10/.."), "01-10-2023 og frem"),
        (VagueDate("../2024-11"), "til og med 30-11-2024"),
        (VagueDate("0990-01/0990-02"), "01-01-0990 – 28-02-0990"),
    ],
)
def test_show(value: VagueDate, expected: str) -> None:
    assert show(value) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 21), "fredag 21-08-2026 (uge 34, om 2 dage)"),
        (date(2026, 8, 20), "torsdag 20-08-2026 (uge 34, i morgen)"),
        (date(2026, 8, 19), "onsdag 19-08-2026 (uge 34, i dag)"),
        (date(2026, 8, 18), "tirsdag 18-08-2026 (uge 34, i går)"),
        (date(2026, 8, 16), "søndag 16-08-2026 (uge 33, for 3 dage siden)"),
        (date(2027, 1, 1), "fredag 01-01-2027 (uge 53, om 135 dage)"),
    ],
)
def test_show_long(day: date, expected: str) -> None:
    assert show_long(day, TODAY) == expected


def test_warnings() -> None:
    assert warnings_for(date(2026, 8, 20), today=TODAY, stop=date(2026, 8, 20)) == []
    assert warnings_for(date(2026, 8, 16), today=TODAY, stop=date(2026, 8, 1)) == [
        "Datoen er passeret (for 3 dage siden).",
        "Datoen er en søndag.",
        "Datoen ligger efter stop 01-08-2026.",
    ]
    assert warnings_for(date(2027, 3, 26), today=TODAY) == ["Datoen er en helligdag (langfredag)."]


def test_the_prayer_day_ended_with_2023() -> None:
    assert holidays(2023)[date(2023, 5, 5)] == "store bededag"
    assert "store bededag" not in holidays(2024).values()


@pytest.mark.parametrize(
    "day",
    [
        *(date(1981, 4, 19), date(1954, 4, 18), date(2008, 3, 23), date(2019, 4, 21)),
        *(date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25)),
    ],
)
def test_easter(day: date) -> None:
    assert easter(day.year) == day
    assert holidays(day.year)[day] == "påskedag"


def test_every_exported_name_is_there() -> None:
    assert all(getattr(dates, name) is not None for name in dates.__all__)
    assert get_type_hints(dates.VagueDate)["edtf"] == str | None
    with pytest.raises(AttributeError, match="no attribute 'parse'"):
        dates.__getattr__("parse")
