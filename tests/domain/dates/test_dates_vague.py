"""Date expressions of material as a whole: cells, labels, short notes."""

from datetime import date

import pytest

from kombit_tui.domain.dates import DateRole, VagueDate, read_vague

JUNE_2023 = date(2023, 6, 22)
APRIL_2021 = date(2021, 4, 27)


def edtf(text: str, document_date: date | None = JUNE_2023) -> str | None:
    """The EDTF of `text`, "nothing" when it is no date expression."""
    value = read_vague(text, document_date=document_date)
    return "nothing" if value is None else value.edtf


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maj", "2023-05"),
        ("August", "2023-08"),
        ("Apr.", "2023-04"),
        ("juni måned 2023", "2023-06"),
        ("april 2021", "2021-04"),
        ("maj '23", "2023-05"),
        ("marts 23", "2023-03"),
        ("2022", "2022"),
        ("forventet i løbet af 2022", "2022"),
        ("2021-2022", "2021-01-01/2022-12-31"),
        ("maj-juni 2023", "2023-05-01/2023-06-30"),
        ("maj/juni 2023", "2023-05-01/2023-06-30"),
        ("Q3/2022", "2022-07-01/2022-09-30"),
        ("q3 2022", "2022-07-01/2022-09-30"),
        ("3. kvartal 2022", "2022-07-01/2022-09-30"),
        ("tredje kvartal 2022", "2022-07-01/2022-09-30"),
        ("1.-2. kvartal 2022", "2022-01-01/2022-06-30"),
        ("1. halvår 2023", "2023-01-01/2023-06-30"),
        ("primo 2023", "2023-01-01/2023-01-31"),
        ("medio 2023", "2023-06-01/2023-07-31"),
        ("ultimo 2023", "2023-12-01/2023-12-31"),
        ("primo august", "2023-08-01/2023-08-10"),
        ("medio august", "2023-08-11/2023-08-20"),
        ("ultimo august", "2023-08-21/2023-08-31"),
        ("slutningen af august", "2023-08-21/2023-08-31"),
        ("ultimo februar 2024", "2024-02-21/2024-02-29"),
        ("uge 19-21", "2023-05-08/2023-05-28"),
        ("uge 19 til 21 2022", "2022-05-09/2022-05-29"),
        ("uge 52 2022", "2022-12-26/2023-01-01"),
        ("uge 52 2022 - uge 2 2023", "2022-12-26/2023-01-15"),
        ("uge 53 2026", "2026-12-28/2027-01-03"),
        ("uge 53 2022", "nothing"),
        ("efteråret 2022", "2022-09-01/2022-11-30"),
        ("efteraaret 2022", "2022-09-01/2022-11-30"),
        ("vinteren 2023", "2023-12-01/2024-02-29"),
        ("forår 2024", "2024-03-01/2024-05-31"),
        ("Til efteråret", "2023-09-01/2023-11-30"),
        ("til og med efteråret 2019", "2019-09-01/2019-11-30"),
        ("senest i slutningen af november 2024", "../2024-11-30"),
        ("tidligst i september 2023", "2023-09"),
        ("OKTOBER og frem", "2023-10/.."),
        ("1. oktober 2023 og frem", "2023-10-01/.."),
        ("inden udgangen af 2019", "2019-12-31"),
        ("med udgangen af 2024", "2024-12-31"),
        ("forventeligt ved udgangen af 1. kvartal 2022", "2022-03-31"),
        ("inden årets udgang", "2023-12-31"),
        ("inden månedens udgang", "2023-06-30"),
        ("ved årsskiftet", "2023-12-31"),
        ("mandag den 29. februar 2024", "2024-02-29"),
        ("inden oktober 2023", "../2023-09-30"),
        ("inden 30. juni", "2023-06-30"),
        ("senest 7. juni", "2023-06-07"),
        ("i indeværende uge", "2023-06-19/2023-06-25"),
        ("I næste uge", "2023-06-26/2023-07-02"),
        ("næste måned", "2023-07"),
        ("sidste kvartal", "2023-01-01/2023-03-31"),
        ("næste år", "2024"),
        ("nu", "2023-06-22"),
        ("31/3-2025", "2025-03-31"),
        ("17/5-2021", "2021-05-17"),
        ("29/4-2021", "2021-04-29"),
        ("20/6/23", "2023-06-20"),
        ("21-06-2023", "2023-06-21"),
        ("2023-06-21", "2023-06-21"),
        ("22.01.2024", "2024-01-22"),
        ("7. juni", "2023-06-07"),
        ("den 30. nov", "2023-11-30"),
        ("d. 5/11", "2023-11-05"),
        ("d. 5. november kl. 6:00-8:00", "2023-11-05"),
        ("22. JUNI 2023", "2023-06-22"),
        ("pr. 21. juni 2023", "2023-06-21"),
        ("tirsdag den 22. august", "2023-08-22"),
        ("fre. d. 5/11-2021", "2021-11-05"),
        ("June 3 - June 7", "2023-06-03/2023-06-07"),
        ("June 3rd, 2021", "2021-06-03"),
        ("May 3 - 7", "2024-05-03/2024-05-07"),
        ("3.-7. maj 2021", "2021-05-03/2021-05-07"),
        ("10. - 21. maj 2021", "2021-05-10/2021-05-21"),
        ("fra den 10. til den 21. maj 2021", "2021-05-10/2021-05-21"),
        ("1. juni - 1. juli", "2023-06-01/2023-07-01"),
        ("15. dec - 10. jan", "2023-12-15/2024-01-10"),
        ("20. december 2022 – 3. januar", "2022-12-20/2023-01-03"),
        ("10-05-2021 – 21-05-2021", "2021-05-10/2021-05-21"),
        ("8., 9. og 10. maj 2023", "2023-05-08/2023-05-10"),
        ("30. og 31. august", "2023-08-30/2023-08-31"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    assert edtf(text) == expected
    assert edtf(f"  {text}. ") == expected


@pytest.mark.parametrize(
    "text",
    [
        *("Uafklaret", "snarest", "Snarest muligt", "hurtigst muligt", "Er publiceret", "løbende"),
        *(
            "inden sommerferien",
            "efter sommerferien",
            "før sommeren",
            "inden sommeren",
            "efter jul",
        ),
    ],
)
def test_unknown_times_keep_their_words(text: str) -> None:
    assert read_vague(text, document_date=JUNE_2023) == VagueDate(None, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Ja", "B2, B3 og B4 i juni", "24/7", "10-12", "31/2", "1.4", "2065 3125", "15.58"),
        *("10:05", "ØA22", "SF1590", "sommer", "1 uge", "uge", "H1", "kl. 10", "fredag"),
        *("august 2021 til Q3/2022", "x" * 1000, "1" * 1000, "maj " * 1000, "\x00\x1b"),
        *(
            "uge 3 - maj",
            "næste uge - næste år",
            "3. maj til den den den den",
            "maj '2",
            "5. kvartal",
        ),
        *("uge maj", "mandag ., ., 3. maj", "fredag i maj", "3. maj kl. ti", "3. maj kl. 9-"),
        *("maj 3:15", "1/5 - 1", "1. - 2."),
    ],
)
def test_no_date_expression(text: str) -> None:
    assert read_vague(text, document_date=JUNE_2023) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jun 1 - Jul 1", "2021-06-01/2021-07-01"),
        ("Nov 1 - Dec 1", "2021-11-01/2021-12-01"),
        ("Feb 1 - Feb 18", "2022-02-01/2022-02-18"),
        ("Mar 25", "2022-03-25"),
        ("den 14. april", "2021-04-14"),
        ("Q1", "2021-01-01/2021-03-31"),
        ("Mar.", "2021-03"),
    ],
)
def test_the_year_is_the_documents_unless_that_is_long_past(text: str, expected: str) -> None:
    assert edtf(text, APRIL_2021) == expected


def test_months_long_before_the_document_are_next_years() -> None:
    assert edtf("januar", date(2023, 11, 6)) == "2024-01"
    assert edtf("den 15. januar", date(2023, 11, 6)) == "2024-01-15"


def test_a_start_may_lie_further_back() -> None:
    value = read_vague("1. maj", document_date=date(2023, 6, 22), role=DateRole.START)
    assert value == VagueDate("2023-05-01")


def test_a_weekday_decides_the_year() -> None:
    assert edtf("mandag den 20. maj", date(2023, 6, 22)) == "2024-05-20"
    assert edtf("fredag den 12. maj", date(2023, 6, 22)) == "2023-05-12"
    assert edtf("torsdag den 29. februar", date(2024, 6, 22)) == "2024-02-29"
    assert edtf("mandag den 29. februar", date(2024, 2, 1)) == "2024-02-29"


@pytest.mark.parametrize(
    "text", ["Maj", "uge 34", "7. juni", "1. juni - 1. juli", "næste uge", "nu"]
)
def test_without_year_and_document_date_only_the_words_are_known(text: str) -> None:
    assert read_vague(text) == VagueDate(None, text)


def test_words_are_kept_where_they_say_more_than_the_day() -> None:
    assert read_vague("den 21-06-2023") == VagueDate("2023-06-21")
    for text in ("inden udgangen af 2019", "senest 7. juni 2023", "d. 5. maj 2021 kl. 6:00"):
        value = read_vague(text)
        assert value is not None
        assert (value.is_exact, value.words) == (True, text)


def test_a_range_that_ends_before_it_starts_is_kept_as_printed() -> None:
    text = "10-05-2021 - 01-05-2021"
    assert read_vague(text) == VagueDate(None, text)
