"""Text from outside holds nothing that could steer a terminal or hide words."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.text import clean, squeeze
from kombit_tui.domain.unclean import without_controls

UNSEEN = "\xad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0041"


@given(st.text(st.characters() | st.sampled_from(UNSEEN)))
def test_nothing_dangerous_is_left(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c != "\n" for c in cleaned)
    assert not set(UNSEEN) & set(cleaned)
    assert clean(cleaned) == cleaned


def test_escape_sequences_go_whole() -> None:
    assert clean("\x1b[31mrød\x1b[0m \x1b]0;titel\x07tekst") == "rød tekst"


def test_direction_and_zero_width_go() -> None:
    assert clean("a\u202eb\u2066c\u200bd\ufeffe\ud800f") == "abcdef"


def test_letters_are_composed_and_private_bullets_stay() -> None:
    assert clean("A\u030arhus \uf0a7\t1") == "Århus \uf0a7 1"


def test_squeeze_puts_words_on_one_line() -> None:
    assert squeeze(" a \n b  c ") == "a b c"


def test_what_is_printable_is_never_unwanted() -> None:
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    assert [one for one in letters if one.isprintable() and without_controls(one) != one] == []
