"""Dates inside running text: what is found, where, and what is left alone."""

from datetime import date

import pytest

from kombit_tui.domain.dates import DateRole, find_dates

APRIL_2021 = date(2021, 4, 27)


def found(text: str) -> list[tuple[str, str | None]]:
    """Each date's text and EDTF."""
    dates = find_dates(text, document_date=APRIL_2021)
    return [(text[each.start : each.end], each.date.edtf) for each in dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frist: 7. juni for alle", [("7. juni", "2021-06-07")]),
        ("Frist: 7/6", [("7/6", "2021-06-07")]),
        ("Deadline:7. juni", [("7. juni", "2021-06-07")]),
        ("udrulning 10. - 21. maj 2021.", [("10. - 21. maj 2021", "2021-05-10/2021-05-21")]),
        (
            "åbent indtil den 7/5, så slutdato er den 8/5",
            [("indtil den 7/5", "2021-05-07"), ("den 8/5", "2021-05-08")],
        ),
        (
            "fra august 2021 til Q3/2022",
            [("fra august 2021", "2021-08"), ("til Q3/2022", "2022-07-01/2022-09-30")],
        ),
        (
            "22. august 30. og 31. august",
            [("22. august", "2021-08-22"), ("30.", "2021-08-30"), ("31. august", "2021-08-31")],
        ),
        (
            "mødes 8., 9. og 10. juni",
            [("8.", "2021-06-08"), ("9.", "2021-06-09"), ("10. juni", "2021-06-10")],
        ),
        ("mellem 1. og 5. juni", [("mellem 1. og 5. juni", "2021-06-01/2021-06-05")]),
        ("Uge 19 og 20", [("Uge 19", "2021-05-10/2021-05-16"), ("20", "2021-05-17/2021-05-23")]),
        ("slut ultimo \naugust", [("ultimo \naugust", "2021-08-21/2021-08-31")]),
        ("1. kvartal \n\n2022, hvorefter", [("1. kvartal \n\n2022", "2022-01-01/2022-03-31")]),
        (
            "Webinar den 27. maj kl. 13:00-16:00. Klik",
            [("den 27. maj kl. 13:00-16:00", "2021-05-27")],
        ),
        ("Redaktion I 8. august", [("8. august", "2021-08-08")]),
        ("(opdateret 20/6/23)", [("20/6/23", "2023-06-20")]),
        ("afsluttet i 2021, men", [("i 2021", "2021")]),
        ("i 2024 og 2025", [("i 2024", "2024"), ("2025", "2025")]),
        ("May 3 - May 7 Forberedelse", [("May 3 - May 7", "2021-05-03/2021-05-07")]),
        ("Q1 Q2", [("Q1", "2021-01-01/2021-03-31"), ("Q2", "2021-04-01/2021-06-30")]),
        ("Jan-Mar 2023", [("Jan-Mar 2023", "2023-01-01/2023-03-31")]),
        (
            "klar inden sommerferien, ellers snarest",
            [("inden sommerferien", None), ("snarest", None)],
        ),
        ("pilot 3/5 - 7/5", [("3/5 - 7/5", "2021-05-03/2021-05-07")]),
        ("juni 2065 3125", [("juni", "2021-06")]),
        ("Maj-Britt kommer i maj", [("i maj", "2021-05")]),
    ],
)
def test_finds(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("åbent 24/7", "version 1.4", "1.2.1.1 - SAPA", "tlf. 2065 3125", "2/3 af pladserne"),
        *("kr. 15.58", "side 10-12", "kl. 10:05", "10:05 - 10.25 BOB", "ØA22", "SF1590", "9.000"),
        *("møde2021-maj", "https://x.dk/2021/05/03", "a@maj.dk", "01-02-03.pdf", "2021-priser"),
        *("God sommer", "Jan og Maj-Britt", "1 uge", "98 kommuner i 3 grupper", "tak for i dag"),
        *("fra 1/3 til 2/3 af dem", "de kommende år", "\u201924", "jan", "den 31/2", "marts-mødet"),
        *("2021", "1-5", "K98", "B2", "OES-2023-06-22-7", "", "\x00", "maj_plan", "v1.2.2021.3"),
    ],
)
def test_leaves_alone(text: str) -> None:
    assert found(text) == []


def test_a_date_without_year_and_document_is_found_with_its_words() -> None:
    [each] = find_dates("frist 7. juni", role=DateRole.START)
    assert (each.date.edtf, each.date.words) == (None, "7. juni")
