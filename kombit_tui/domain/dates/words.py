"""The words of the date grammar: months, weekdays, numbers, units, seasons.

Owns the tables and the folding of spellings. It knows nothing of grammar or of dates. A table is
keyed by folded words, so that æøå, ae/oe/aa and plain letters (as OCR leaves them) are one word.
"""

from collections.abc import Mapping
from unicodedata import normalize

_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae"})
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def fold(word: str) -> str:
    """`word` as the tables spell it: lower case, ae oe aa for æøå."""
    if word.isascii():
        return word.lower()
    return normalize("NFC", word).casefold().translate(_FOLDED)


def words(text: str) -> frozenset[str]:
    """The words of `text` in every spelling the tables accept."""
    return frozenset(
        spelling for word in text.split() for spelling in (fold(word), word.translate(_PLAIN))
    )


def _table(entries: Mapping[str, int]) -> dict[str, int]:
    return {word: value for text, value in entries.items() for word in words(text)}


def _numbered(text: str) -> dict[str, int]:
    return _table({word: n for n, word in enumerate(text.split(), 1)})


_MONTHS = "januar februar marts april maj juni juli august september oktober november december"
_WEEKDAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag"
_SEASONS = "foråret sommeren efteråret vinteren"
MONTH_NAMES, WEEKDAY_NAMES, SEASON_NAMES = _MONTHS.split(), _WEEKDAYS.split(), _SEASONS.split()
THIRD_NAMES = ("primo", "medio", "ultimo")

FULL_MONTHS = _numbered(_MONTHS)
SHORT_MONTHS = _table(
    {
        "jan": 1,
        "feb febr": 2,
        "mar": 3,
        "apr": 4,
        "jun": 6,
        "jul": 7,
        "aug": 8,
        "sep sept": 9,
        "okt oct": 10,
        "nov": 11,
        "dec": 12,
    }
)
ENGLISH_MONTHS = _table(
    {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10}
)
MONTHS = FULL_MONTHS | SHORT_MONTHS | ENGLISH_MONTHS

FULL_WEEKDAYS = _numbered(_WEEKDAYS)
SHORT_WEEKDAYS = _numbered("man tir ons tor fre lør søn") | _table({"tirs": 2, "tors": 4})
WEEKDAYS = FULL_WEEKDAYS | SHORT_WEEKDAYS
"""ISO numbers: Monday is 1."""

SEASONS = _numbered(_SEASONS)
BARE_SEASONS = _numbered("forår sommer efterår vinter")
"""These need a year: "God sommer" is no date."""

THIRDS = _table(
    {
        "primo starten begyndelsen først tidligt": 1,
        "medio midten midt": 2,
        "ultimo slutningen sidst sent": 3,
    }
)
ORDINALS = _table({"første": 1, "anden andet": 2, "tredje": 3, "fjerde": 4})
NUMERALS = _numbered(
    "en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten "
    "atten nitten tyve"
) | _table({"et én ét": 1, "tredive": 30})

QUARTER_WORDS = words("kvartal kvartalet kvt")
HALF_WORDS = words("halvår halvåret")
WEEK_WORDS = words("uge ugen")
MONTH_WORDS = words("måned måneden")
YEAR_WORDS = words("år året")
RELATIVE = _table({"sidste forrige": -1, "denne dette indeværende": 0, "næste kommende": 1})
