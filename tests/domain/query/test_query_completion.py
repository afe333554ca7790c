"""Tab: what is offered at the cursor, and what it replaces."""

import pytest

from kombit_tui.domain.query import complete, parse

KNOWN = {"owner": ["Ida Bro", "Åse", "Ib"], "tag": ["haster", "CH1"], "wave": ["1", 'a "b"']}


def after_tab(text: str, cursor: int | None = None) -> list[str]:
    """The text after each of the completions."""
    at = len(text) if cursor is None else cursor
    found = complete(text, at, values=lambda field: KNOWN.get(field, []))
    return [text[: one.start] + one.insert + text[one.end :] for one in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fr", "frist:"),
        ("mine an", "mine ansvarlig:"),
        ("-ove", "-overskredet"),
        ("(udfoe", "(udfører:"),
        ("own", "ansvarlig:"),
        ("sor", "sorter:"),
        ("ud", "udfører:"),
        ("sorter:-fr", "sorter:-frist"),
        ("uden:an", "uden:ansvarlig"),
        ("a #ha", "a #haster"),
        ("ansvarlig:id", 'ansvarlig:"Ida Bro"'),
        ('ansvarlig:"ida b', 'ansvarlig:"Ida Bro"'),
        ("ansvarlig:Åse,i", 'ansvarlig:Åse,"Ida Bro"'),
        ("owner=aa", "owner=Åse"),
        ("status:på", "status:Påbegyndt"),
        ("status:i", 'status:"Ikke påbegyndt"'),
        ("frist<=om", 'frist<="om 2 uger"'),
        ("bølge:a", 'bølge:"a ""b"""'),
    ],
)
def test_the_first_offer(text: str, first: str) -> None:
    assert after_tab(text)[0] == first
    if not first.endswith(":"):
        parse(first)


def test_an_empty_place_offers_every_beginning() -> None:
    offered = after_tab("mine ")
    assert "mine frist:" in offered
    assert "mine overskredet" in offered
    assert "mine sorter:" in offered
    assert len(offered) == len(set(offered))


def test_the_rest_of_the_word_at_the_cursor_is_replaced() -> None:
    assert after_tab("frxx mine", 2)[0] == "frist: mine"
    assert after_tab('ansvarlig:"ida" mine', 14)[0] == 'ansvarlig:"Ida Bro" mine'


def test_where_nothing_fits_nothing_is_offered() -> None:
    assert after_tab("qqq") == []
    assert after_tab("qqq:x") == []
    assert after_tab("mine:x") == []


def test_all_values_are_offered_after_the_operator() -> None:
    assert after_tab("ansvarlig:") == [
        'ansvarlig:"Ida Bro"', "ansvarlig:Åse", "ansvarlig:Ib",
    ]  # fmt: skip
