"""The line in signs and words: every shape, what lies outside, heads by zoom, all of it ASCII."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.db.queries.timeline import Entry
from kombit_tui.domain.timeline import (
    DAY,
    DEADLINE,
    DOWNLOAD,
    FOLLOW_UP,
    MILESTONE,
    WINDOW,
    ZOOMS,
    Piece,
    Scale,
    Shape,
    Unit,
    noon,
    piece_of,
    scale_around,
)
from kombit_tui.wording.timeline import wave_text, when_in_full, when_text
from kombit_tui.wording.timeline_chart import (
    LEGEND,
    LEGEND_IN_FULL,
    SIGNS,
    Canvas,
    Drawing,
    canvas,
    chart_runs,
    head_text,
    zoom_text,
)

TODAY = date(2026, 8, 19)
NOW = TODAY.toordinal()
WIDTH = 21
SCALE = Scale((NOW - 10) * DAY, DAY, WIDTH)
"""From 09-08 to 29-08-2026, today in the middle."""


def drawn(*dated: tuple[str, str], tone: str = "") -> str:
    """What pieces look like."""
    pieces = [piece_of(what, edtf) for what, edtf in dated]
    return "".join(text for text, _ in runs(*(one for one in pieces if one), tone=tone))


def runs(*pieces: Piece, tone: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """What pieces are drawn as, with nothing but today behind them."""
    return chart_runs(Drawing(pieces, tone), Canvas(SCALE, NOW))


@pytest.mark.parametrize(
    ("what", "edtf", "shown"),
    [
        ("go_live", "2026-08-12", "   *      |          "),
        ("preparation", "2026-08-12/2026-08-15", "   ----   |          "),
        ("roll_out", "2026-08-01/2026-08-15", "=======   |          "),
        (MILESTONE, "2026-08-21/2026-08-27", "          | [..+..]  "),
        (MILESTONE, "2026-08-21/2026-08-22", "          | +]       "),
        ("roll_out", "2026-08", "====================="),
        (DEADLINE, "../2026-08-24", "<......v.......]     "),
        ("stop", "2026-08-25/..", "          |     [.X.>"),
        ("go_live", "2026-10-01", "          |         >"),
        ("go_live", "2025-10-01", "<         |          "),
        (DEADLINE, "2026-08-18", "         !|          "),
        (DEADLINE, "2026-08-19", "          v          "),
        (DOWNLOAD, "2026-08-29", "          |         h"),
        (DOWNLOAD, "2026-08-18", "         !|          "),
        (FOLLOW_UP, "2026-08-21", "          | f        "),
        (FOLLOW_UP, "2026-08-10", " !        |          "),
    ],
)
def test_each_date_has_its_shape(what: str, edtf: str, shown: str) -> None:
    assert drawn((what, edtf)) == shown


def test_a_wave_is_one_line_and_its_go_live_is_never_hidden() -> None:
    shown = drawn(
        ("go_live", "2026-08-20"),
        ("roll_out", "2026-08-15/2026-08-20"),
        ("preparation", "2026-08-11/2026-08-14"),
    )
    assert shown == "  ----=====*         "


def test_looks_tell_ours_from_others_and_what_is_late() -> None:
    late, stop = piece_of(DEADLINE, "2026-08-10"), piece_of("stop", "2026-08-28")
    assert late is not None
    assert stop is not None
    assert dict(runs(late, stop, tone="own")) == {
        " ": ("",), "!": ("error",), "        ": ("",), "|": ("today",), "X": ("warning",),
    }  # fmt: skip
    assert ("X", ("muted",)) in runs(stop, tone="muted")


def by_the_hour(piece: Piece | None, at: int, hours: str = "", width: int = 48) -> str:
    """A row on the 5th of November 2026, at a zoom."""
    assert piece is not None
    zoom, noon_then = ZOOMS[at], noon(date(2026, 11, 5).toordinal())
    on = canvas(scale_around(noon_then, zoom, width), zoom, NOW)
    return "".join(text for text, _ in chart_runs(Drawing((piece,), "", hours), on))


NIGHT = piece_of(WINDOW, "2026-11-05", "22:00", "02:00")
MORNING = piece_of(WINDOW, "2026-11-05", "06:00", "08:00")


@pytest.mark.parametrize(
    ("piece", "at", "hours", "shown"),
    [
        # a column is an hour, three hours, a day
        (MORNING, 0, "", "            :     ##                :           "),
        (NIGHT, 0, "22:00-02:00", "                  :                     #### 22:00-02:00    "),
        (MORNING, 1, "06:00-08:00", "                      # 06:00-08:00             "),
        (MORNING, 2, "06:00-08:00", "                    :   # 06:00-08:00           "),
        (
            piece_of(DEADLINE, "2026-11-05"),
            0,
            "",
            "            [..........v...........]:           ",
        ),
    ],
)
def test_a_window_has_its_hours_on_the_line_and_in_words(
    piece: Piece | None, at: int, hours: str, shown: str
) -> None:
    """Issue 4: service windows with hours; domain.md: 05-11-2024 06:00-08:00."""
    assert by_the_hour(piece, at, hours, len(shown)) == shown


def test_hours_are_told_only_where_nothing_is_drawn() -> None:
    assert by_the_hour(MORNING, 2, "06:00-08:00", 20).endswith("#         ")
    today = piece_of(WINDOW, "2026-08-17", "06:00", "08:00")
    assert today is not None
    on = Canvas(SCALE, NOW)
    shown = "".join(text for text, _ in chart_runs(Drawing((today,), "", "06:00-08:00"), on))
    assert shown == "        # |          "


PIECES = st.builds(
    Piece,
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(Shape),
    st.integers(NOW - 5000, NOW),
    st.integers(NOW, NOW + 5000),
)


@given(st.lists(PIECES), st.sampled_from(ZOOMS), st.integers(0, 200), st.integers(-4000, 4000))
def test_whatever_is_drawn_fills_the_width_in_plain_ascii(
    pieces: list[Piece], zoom: object, width: int, off: int
) -> None:
    assert isinstance(zoom, type(ZOOMS[0]))
    on = canvas(scale_around(noon(NOW + off), zoom, width), zoom, NOW)
    shown = "".join(text for text, _ in chart_runs(Drawing(tuple(pieces), "", "06-08"), on))
    assert len(shown) == width
    assert shown.isascii()
    assert shown.isprintable()
    for unit in (zoom.unit, zoom.fine):
        assert len(head_text(unit, on.scale, NOW)) == width


@pytest.mark.parametrize(
    ("at", "coarse", "fine"),
    [
        (0, "onsdag 19-08-2026", "00 03 06 09"),
        (1, "uge 34, august 2026", "ons 19. tor 20."),
        (2, " august 2026", "uge 34"),
        (3, "3. kvartal 2026", "september"),
        (4, "2027", "4. kvt."),
    ],
)
def test_the_heads_name_the_periods_of_the_zoom(at: int, coarse: str, fine: str) -> None:
    zoom = ZOOMS[at]
    scale = scale_around(noon(NOW), zoom, 70)
    assert coarse.strip() in head_text(zoom.unit, scale, NOW)
    assert fine in head_text(zoom.fine, scale)


def test_the_zoom_says_what_a_sign_is() -> None:
    assert [zoom_text(zoom).partition("= ")[2] for zoom in ZOOMS] == [
        "1 time", "3 timer", "1 dag", "3 dage", "10 dage",
    ]  # fmt: skip


def test_the_legend_fits_the_narrowest_window() -> None:
    assert len(LEGEND) <= 78
    assert all(f"{sign} " in LEGEND for sign in SIGNS.values())
    assert len(LEGEND_IN_FULL) <= 98


def test_today_is_named_where_there_is_room() -> None:
    assert head_text(Unit.YEAR, SCALE, NOW) == "2026      |i dag     "
    assert "|" not in head_text(Unit.YEAR, Scale(NOW * DAY, DAY, 3), NOW)


def _entry(what: str, edtf: str | None, words: str | None = None, **more: object) -> Entry:
    found = piece_of(what, edtf)
    values: dict[str, object] = {
        "id": "m", "kind": "milestone", "what": what, "title": "T", "date": edtf,
        "date_text": words, "pieces": (found,) if found else (), "wave": None,
        "belongs_to": "UDK", "is_own": False, "concerns_us": True, **more,
    }  # fmt: skip
    return Entry(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (_entry("go_live", "2026-08-21"), "fredag 21-08-2026 (uge 34, om 2 dage)"),
        (
            _entry("window", "2026-11-05", start="06:00", end="08:00"),
            "torsdag 05-11-2026 (uge 45, om 78 dage) kl. 06:00-08:00",
        ),
        (
            _entry("go_live", "2026-09", "primo september"),
            "primo september (01-09-2026 til 30-09-2026, begynder om 13 dage)",
        ),
        (
            _entry("roll_out", "2026-08-01/2026-08-30"),
            "01-08-2026 til 30-08-2026 (i gang nu)",
        ),
        (_entry("stop", "2026-08/..", "fra august"), "fra august (kan være nu)"),
        (
            _entry(DEADLINE, "2026-07", "juli"),
            "juli (01-07-2026 til 31-07-2026, slut for 19 dage siden)",
        ),
        (_entry("go_live", None, "Uafklaret"), "Uafklaret"),
        (_entry("go_live", None), "Uafklaret"),
    ],
)
def test_every_date_is_told_in_words(entry: Entry, told: str) -> None:
    assert when_in_full(entry, TODAY) == told


def test_a_meeting_of_two_days_tells_both() -> None:
    days = ("2026-08-28", "2026-08-31")
    pieces = tuple(found for one in days if (found := piece_of("meeting", one)))
    entry = _entry("meeting", days[0], pieces=pieces, start="10:00", end="11:30")
    assert when_in_full(entry, TODAY).endswith("og 31-08-2026 kl. 10:00-11:30")
    assert when_text(entry) == "28-08-2026"


def test_a_wave_says_whose_it_is() -> None:
    assert wave_text(_entry("go_live", None, wave="B3", is_own=True)) == "B3 (vores bølge)"
    assert wave_text(_entry("go_live", None, wave="B4")) == "B4"
    assert wave_text(_entry("go_live", None)) == ""
