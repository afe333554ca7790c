"""What a user types: every row of the interface's date table, and what is refused."""

from datetime import date

import pytest

from kombit_tui.domain.dates import DateNotUnderstood, DateRole, VagueDate, parse_typed

WEDNESDAY = date(2026, 8, 19)
ANCHORS = {"stop": date(2026, 12, 31), "frist": date(2026, 10, 1), "egen frist": date(2026, 9, 2)}


def typed(text: str, role: DateRole = DateRole.DEADLINE, today: date = WEDNESDAY) -> str | None:
    """The EDTF of `text`, None when it clears the field."""
    value = parse_typed(text, today=today, role=role, anchors=ANCHORS)
    return None if value is None else value.edtf


INTERFACE = {
    "2026-08-19": ["i dag", "idag", "."],
    "2026-08-20": ["i morgen"],
    "2026-08-21": ["i overmorgen", "fredag", "fre", "på fredag", "uge 34", "u34"],
    "2026-08-22": ["+3d"],
    "2026-08-26": ["onsdag", "om 5 hverdage"],
    "2026-08-28": ["næste fredag"],
    "2026-08-31": ["mandag om en uge", "ultimo august"],
    "2026-09-01": ["primo september"],
    "2026-09-02": ["om 2 uger", "om to uger", "+2u", "om 14 dage"],
    "2026-09-04": ["fre uge 36"],
    "2026-09-15": ["medio september"],
    "2026-09-19": ["om en måned", "+1m"],
    "2026-12-31": ["Q4", "4. kvartal"],
    "2027-03-31": [
        *("31/3", "31.3.", "31. marts", "31/3-27", "31.3.2027", "310327", "2027-03-31"),
    ],
    "2026-12-01": ["stop-30d"],
    "2026-10-08": ["frist+1u"],
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, day) for day, texts in INTERFACE.items() for text in texts]
)
def test_every_row_of_the_interface(text: str, expected: str) -> None:
    for spelling in (text, text.upper(), text.lower(), f"  {text.replace(' ', '   ')} "):
        assert typed(spelling) == expected
    plain = text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    assert typed(plain) == expected


@pytest.mark.parametrize("text", ["ingen", "INGEN", " - ", "–"])
def test_clears(text: str) -> None:
    assert typed(text) is None


@pytest.mark.parametrize(
    ("text", "deadline", "start"),
    [
        ("uge 34", "2026-08-21", "2026-08-17"),
        ("u34", "2026-08-21", "2026-08-17"),
        ("Q4", "2026-12-31", "2026-10-01"),
        ("august", "2026-08-31", "2026-08-01"),
        ("1. halvår", "2027-06-30", "2027-01-01"),
        ("H1", "2027-06-30", "2027-01-01"),
        ("efteråret", "2026-11-30", "2026-09-01"),
        ("2027", "2027-12-31", "2027-01-01"),
        ("2027-02", "2027-02-28", "2027-02-01"),
        ("næste uge", "2026-08-28", "2026-08-24"),
        ("næste måned", "2026-09-30", "2026-09-01"),
        ("fredag i uge 36", "2026-09-04", "2026-09-04"),
    ],
)
def test_a_period_is_its_last_day_as_deadline_its_first_as_start(
    text: str, deadline: str, start: str
) -> None:
    assert typed(text) == deadline
    assert typed(text, DateRole.START) == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("om én maaned", "2026-09-19"),
        ("om et år", "2027-08-19"),
        ("om tredive dage", "2026-09-18"),
        ("- 3 dage", "2026-08-16"),
        ("for 3 dage siden", "2026-08-16"),
        ("i går", "2026-08-18"),
        ("næste mandag", "2026-08-24"),
        ("fredag i næste uge", "2026-08-28"),
        ("31 / 3", "2027-03-31"),
        ("31 marts 27", "2027-03-31"),
        ("31. mar. 2027", "2027-03-31"),
        ("31/3 2027", "2027-03-31"),
        ("31-3-27", "2027-03-31"),
        ("31032027", "2027-03-31"),
        ("20270331", "2027-03-31"),
        ("4/5", "2027-05-04"),
        ("19/8", "2026-08-19"),
        ("fredag 21/8", "2026-08-21"),
        ("fredag den 21. august", "2026-08-21"),
        ("29/2", "2028-02-29"),
        ("inden udgangen af august", "2026-08-31"),
        ("medio 2027", "2027-06-30"),
        ("primo Q1", "2027-01-01"),
        ("uge 53", "2027-01-01"),
        ("stop", "2026-12-31"),
        ("STOP + 1 uge", "2027-01-07"),
        ("egen frist -1d", "2026-09-01"),
    ],
)
def test_more_ways_to_type(text: str, expected: str) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/2", "februar"),
        ("31/4", "april; den har højst 30 dage"),
        ("12/31", "ingen måned 31"),
        ("8/19", "dagen før måneden"),
        ("29/2-27", "ikke et skudår"),
        ("uge 54", "ingen uge 54"),
        ("uge 53 2027", "52 uger"),
        ("tirsdag 21/8", "er en fredag, ikke en tirsdag"),
        ("start-3d", "ingen dato i »start«"),
        ("1. juni - 1. juli", "ikke en periode"),
        ("uge 19-21", "ikke en periode"),
        ("31/3-0027", "Året 27"),
        ("+9999å", "uden for kalenderen"),
        ("31/3-2026 + 1", "er ikke en dato"),
        ("", "ikke skrevet"),
        ("bla", "»bla« er ikke en dato"),
        ("31/3 kl. 10", "er ikke en dato"),
        ("snarest", "er ikke en dato"),
        ("x\x1b[2J", "»x?[2J«"),
        ("9" * 50, "er ikke en dato"),
        ("x" * 500, "for lang"),
    ],
)
def test_what_is_refused_says_why_and_gives_three_examples(text: str, reason: str) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        typed(text)
    message = str(refused.value)
    assert reason in message
    assert message.endswith("Skriv fx 31/3, fredag eller om 2 uger.")


def test_days_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(DateNotUnderstood, match="uden for kalenderen"):
        typed("i morgen", today=date.max)


def test_the_examples_of_the_error_can_be_typed() -> None:
    assert [typed(text) for text in ("31/3", "fredag", "om 2 uger")] == [
        *("2027-03-31", "2026-08-21", "2026-09-02"),
    ]


def test_months_end_on_their_last_day() -> None:
    assert typed("+1m", today=date(2027, 1, 31)) == "2027-02-28"


def test_working_days_skip_weekends_and_holidays() -> None:
    assert typed("om 1 hverdag", today=date(2026, 4, 1)) == "2026-04-07"
    assert typed("-1 hverdag", today=date(2026, 4, 7)) == "2026-04-01"


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        (date(2026, 12, 30), "uge 53", "2027-01-01"),
        (date(2027, 1, 2), "uge 53", "2027-01-01"),
        (date(2027, 1, 4), "uge 53", "2032-12-31"),
        (date(2027, 1, 2), "uge 1", "2027-01-08"),
        (date(2026, 12, 30), "næste uge", "2027-01-08"),
    ],
)
def test_weeks_at_the_turn_of_the_year(today: date, text: str, expected: str) -> None:
    assert typed(text, today=today) == expected


def test_typed_days_have_no_words() -> None:
    assert parse_typed("ultimo august", today=WEDNESDAY) == VagueDate("2026-08-31")
