"""The grammar by example: what is a field, a flag, an option, a date, and what is only text."""

import pytest

from kombit_tui.domain import query
from kombit_tui.domain.query import (
    And,
    Compare,
    Expression,
    Flag,
    Not,
    Or,
    Query,
    QueryError,
    Range,
    Tag,
    Value,
    Word,
)
from kombit_tui.domain.query.names import FIELDS


def due(op: str, *values: str | Range) -> Compare:
    """A comparison of the deadline."""
    return Compare("due", op, tuple(Value(v) if isinstance(v, str) else v for v in values))


A, B, C = Word("a"), Word("b"), Word("c")
READINGS: list[tuple[str, Expression | None]] = [
    ("", None),
    ("  ", None),
    ('""', None),
    ("a b", And((A, B))),
    ("a og b AND c", And((A, B, C))),
    ("a b eller c", Or((And((A, B)), C))),
    ("a (b or c)", And((A, Or((B, C))))),
    ("((a b)) c", And((A, B, C))),
    ("-a", Not(A)),
    ("ikke a not b", And((Not(A), Not(B)))),
    ("-(a b)", Not(And((A, B)))),
    ("ikke (ikke a)", Not(Not(A))),
    ("mine -overskredet", And((Flag("mine"), Not(Flag("overdue"))))),
    ("ulaest ULÆST", And((Flag("unread"), Flag("unread")))),
    ("uden:ansvarlig har:due", And((Flag("without", "owner"), Flag("has", "due")))),
    ("#haster", Tag("haster")),
    ("titel:a,b", Compare("title", ":", (Value("a"), Value("b")))),
    ('titel="a, b"', Compare("title", "=", (Value("a, b"),))),
    ('titel:"a ""b"""', Compare("title", ":", (Value('a "b"'),))),
    ("udfoerer:ida", Compare("performer", ":", (Value("ida"),))),
    ("Bølge>=2", Compare("wave", ">=", (Value("2"),))),
    ("status:påbegyndt", Compare("status", ":", (Value("påbegyndt"),))),
    ("frist:august", due(":", "august")),
    ("frist<=om 2 uger a", And((due("<=", "om 2 uger"), A))),
    ("frist:uge 34,uge 36", due(":", "uge 34", "uge 36")),
    ("frist:august og a", And((due(":", "august"), A))),
    ('frist>"i dag"', due(">", "i dag")),
    ("frist:1/9..15/9", due(":", Range("1/9", "15/9"))),
    ("frist:..fredag a", And((due(":", Range(None, "fredag")), A))),
    ("(frist:i dag..)", due(":", Range("i dag", None))),
    ('frist:"om 2 uger"..om 3 uger', due(":", Range("om 2 uger", "om 3 uger"))),
    ("frist:31.3...15.4.", due(":", Range("31.3.", "15.4."))),
    ("frist:. -lokal", And((due(":", "."), Not(Flag("local"))))),
    ('"flyt ærø"', Word("flyt ærø")),
    ('"mine"', Word("mine")),
    ('"flyt ær', Word("flyt ær")),
]


@pytest.mark.parametrize(("text", "tree"), READINGS, ids=[text for text, _ in READINGS])
def test_the_grammar(text: str, tree: Expression | None) -> None:
    assert query.parse(text) == Query(tree)


ODD = [
    "24/7", "[klar]", "CH1/STS1", "http://x", "https://a.dk/?q=1", "-", ":", "--", "->", ":)", "()",
    "a)", "f(x)", "C#", "#", "foo=1", "x<y", "100%", "a-b", "eller", "og", "'ap'", "12:30", "a,b",
    '"', '%"', "<b>", "=", "..", "1..2", "[/x]", "\\", "«x»", "#a,b", "mine,", "-->", "ikke(a)",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_what_only_looks_odd_is_text(text: str) -> None:
    assert query.parse(text) == Query(Word(text))
    assert query.parse(f"x {query.format(Query(Word(text)))} y") == Query(
        And((Word("x"), Word(text), Word("y")))
    )


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.key)
def test_every_field_has_its_names(field: query.QueryField) -> None:
    chosen = {"type": "lokal", "status": "open", "level": "taktisk", "risk": "stoppet"}
    said = chosen.get(field.key, "fredag")
    plain = field.danish.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    for name in (field.danish, field.english, plain, field.danish.upper()):
        found = query.parse(f"{name}:{said}").expression
        assert found == Compare(field.key, ":", (Value(said),))


def test_options_are_noted_apart() -> None:
    found = query.parse("mine sorter:-frist sort:titel group:status")
    assert found == Query(Flag("mine"), (("due", True), ("title", False)), "status")
    assert query.format(found) == "mine sorter:-frist sorter:titel grupper:status"
    assert query.parse("sorter:frist") == Query(None, (("due", False),))


ERRORS = [
    ("mine frst:august", 5, "frist", "ikke et felt"),
    ("ansvarlg:ida", 0, "ansvarlig", "ikke et felt"),
    ("sortr:frist", 0, "sorter", "ikke et felt"),
    ("qqq:x", 0, None, '"qqq:" i citationstegn'),
    ("ansvarlg=ida", 0, "ansvarlig", "ikke et felt"),
    ("uden:frst", 5, "frist", "ikke et felt"),
    ("sorter:-frst", 8, "frist", "ikke et felt"),
    ("uden:", 5, None, "uden:frist"),
    ("titel:", 6, None, "mangler en værdi"),
    ("titel:a, b", 8, None, "mangler en værdi"),
    ('titel:""', 6, None, "mangler en værdi"),
    ("frist:snart", 6, None, "»snart« er ikke en dato"),
    ("frist:ingen", 6, None, "ikke en dato"),
    ("frist:30/2", 6, None, "ikke en dato"),
    ("frist:august..x", 14, None, "»x« er ikke en dato"),
    ("frist:..", 8, None, "mangler en dato"),
    ("frist<1/9..2/9", 6, None, "interval"),
    ("status:ukendt", 7, None, "Ikke påbegyndt, Påbegyndt, Fuldført"),
    ("a tekst<b", 2, None, "tekst:ord"),
    ("(a", 0, None, "Parentesen"),
    ("a ( )", 2, None, "tom"),
    ("a eller", 2, None, "»eller«"),
    ("(a og)", 3, None, "»og«"),
    ("ikke ", 0, None, "»ikke«"),
    ("(a sorter:frist)", 3, None, "parentes"),
    ("(" * 11 + "a", 10, None, "for mange parenteser"),
    ("a " * 201, 400, None, "mere end 200"),
]


@pytest.mark.parametrize(("text", "position", "suggestion", "said"), ERRORS)
def test_errors_say_where_and_what(
    text: str, position: int, suggestion: str | None, said: str
) -> None:
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    assert (caught.value.position, caught.value.suggestion) == (position, suggestion)
    assert said in str(caught.value)


def test_the_caret_stands_under_the_mistake() -> None:
    text = "漢字 a\u030a\x1b[31m frst:august"
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    assert query.caret(text, caught.value) == "漢字 å frst:august\n       ^"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("due:august and (not mine or  lokal)", "frist:august (-mine eller lokal)"),
        ('titel:"x" "a" "eller"', 'titel:x a "eller"'),
        ('frist:august "2027"', 'frist:"august" "2027"'),
        ('-"[klar]" ikke -', "ikke [klar] ikke -"),
        ("a eller (b eller c)", "a eller b eller c"),
        ("frist:om 2 uger", 'frist:"om 2 uger"'),
    ],
)
def test_filters_are_written_as_people_write_them(text: str, written: str) -> None:
    assert query.format(query.parse(text)) == written
