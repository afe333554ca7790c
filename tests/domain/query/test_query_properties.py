"""Filters as a whole: what is written is read as the same, and no text breaks the parser."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kombit_tui.domain import query
from kombit_tui.domain.query import Query, QueryError, Word
from kombit_tui.domain.query.names import FIELDS
from kombit_tui.domain.text import clean
from tests.domain.query.trees import TEXTS, queries

PIECES = st.sampled_from(
    [
        *(
            *TEXTS,
            "(",
            ")",
            " ",
            ",",
            "-",
            "ikke ",
            "eller ",
            "frist",
            "titel",
            ":",
            "<=",
            "..",
            '"',
        ),
        *(
            "august",
            "uge 34",
            "#a",
            "sorter:",
            "grupper:frist",
            "uden:",
            "xyz:",
            "status:a",
            "\x1b",
        ),
    ]
)


def understood(text: str) -> tuple[Query | None, QueryError | None]:
    """What `text` says, or why it says nothing."""
    try:
        return query.parse(text), None
    except QueryError as error:
        return None, error


@settings(max_examples=600, deadline=None)
@given(queries())
def test_what_is_written_is_read_as_the_same(tree: Query) -> None:
    assert query.parse(query.format(tree)) == tree


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join)))
@example("(" * 5_000)
@example("ikke " * 5_000)
@example("-" * 5_000)
@example('"' * 999)
@example("a eller " * 5_000)
@example("titel:" + "a," * 5_000)
@example("frist:" + "1 " * 5_000)
@example("frist:" + "." * 999)
def test_any_text_is_a_filter_or_an_error_that_points_at_it(text: str) -> None:
    tree, error = understood(text)
    if error is not None:
        assert 0 <= error.position <= len(text)
        line, under = query.caret(text, error).split("\n")
        assert (line, under.strip()) == (clean(text).replace("\n", " "), "^")
        assert error.suggestion is None or error.suggestion in str(error)
    if tree is not None:
        again = query.parse(query.format(tree))
        assert again == tree
        assert query.format(again) == query.format(tree)


@given(st.sampled_from(list(FIELDS.values())), st.data())
def test_a_name_with_a_letter_too_many_is_suggested_without(
    field: query.QueryField, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(field.danish)))
    _, error = understood(f"mine {field.danish[:place]}x{field.danish[place:]}:a")
    assert error is not None
    assert (error.position, error.suggestion) == (5, field.danish)


@settings(deadline=None)
@given(st.text(alphabet="abæøåÆ12[]/%'&!?", min_size=1))
def test_plain_text_without_grammar_is_itself(text: str) -> None:
    found = query.parse(text).expression
    assert found == Word(text)


@settings(max_examples=200, deadline=None)
@given(queries(), st.integers(0, 60))
def test_what_tab_offers_replaces_what_is_at_the_cursor(tree: Query, cursor: int) -> None:
    text = query.format(tree)
    at = min(cursor, len(text))
    for one in query.complete(text, at, values=lambda field: ["Ida Bro", 'a"b', "(x)", "æ,ø"]):
        assert 0 <= one.start <= at <= one.end <= len(text)
        assert one.insert
