"""Random filters, as trees in their normal form."""

from hypothesis import strategies as st

from kombit_tui.domain.query import (
    FIELDS,
    Compare,
    Expression,
    Flag,
    Not,
    Query,
    Range,
    Tag,
    Value,
    ValueType,
    Word,
)
from kombit_tui.domain.query.names import FLAGS, PRESENCE
from kombit_tui.domain.query.tree import conjunction, disjunction

DATES = [
    *("i dag", "fredag", "om 2 uger", "august", "uge 34", "2026", "2026-08-19", "31/3", "31.3."),
    *("august 2026", "+2u", ".", "ultimo august", "Q4", "næste uge", "i går", "2027-01-15"),
]
TEXTS = [
    *("a", "Ærø", "aa", "ida", "flyt borgersystem", "eller", "og", "ikke", "mine", "lokal", "2"),
    *("24/7", "[klar]", "CH1/STS1", "http://x", "-", ":", '"', 'a"b', "(a)", "a)", "(", "()", "#x"),
    *("-x", "titel:x", "x,y", "=x", "a..b", "..", "frist", "2027", "frist:", "--", "mine,", "Åse"),
    *("SF1500", "borger", "ret", "st", "a b", "bo", "æ", "æø", "[/x]", "100%", "x_y", "'"),
]
CHOICES = {
    "type": ["lokal", "obligatorisk", "Obl", "kritisk", "anbefalet"],
    "status": ["open", "påbegyndt", "Fuldført", "ikke", "a", "done"],
    "level": ["taktisk", "strat"],
    "risk": ["no_date", "kontakt", "efter stop"],
}
OPERATORS = [":", "=", "<", "<=", ">", ">="]
texts = st.sampled_from(TEXTS)
free_texts = st.one_of(texts, st.text("aæ \"(),-:.#<=>/'ÅX12", min_size=1).filter(str.strip))
dates = st.sampled_from(DATES)


@st.composite
def compares(draw: st.DrawFn, words: st.SearchStrategy[str] = free_texts) -> Compare:
    """A comparison that the grammar allows."""
    field = draw(st.sampled_from(list(FIELDS.values())))
    is_words = field.type is ValueType.WORDS
    op = draw(st.sampled_from(OPERATORS[:2] if is_words else OPERATORS))
    values: st.SearchStrategy[Value | Range] = words.map(Value)
    if field.type is ValueType.DATE:
        ends = st.tuples(st.none() | dates, st.none() | dates).filter(any)
        ranges = ends.map(lambda pair: Range(*pair))
        values = dates.map(Value) | ranges if op in (":", "=") else dates.map(Value)
    elif field.choices is not None:
        values = st.sampled_from(CHOICES[field.key]).map(Value)
    return Compare(field.key, op, tuple(draw(st.lists(values, min_size=1, max_size=3))))


def leaves(words: st.SearchStrategy[str] = free_texts) -> st.SearchStrategy[Expression]:
    """A term by itself."""
    fields = st.sampled_from(list(FIELDS))
    return st.one_of(
        words.map(Word),
        compares(words),
        compares(words),
        st.sampled_from(list(FLAGS)).map(Flag),
        st.builds(Flag, st.sampled_from(list(PRESENCE)), fields),
        st.sampled_from(["haster", "1", "CH1/STS1"]).map(Tag),
    )


def expressions(words: st.SearchStrategy[str] = free_texts) -> st.SearchStrategy[Expression]:
    """A condition of any shape."""

    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(inner, min_size=1, max_size=4)
        made = st.one_of(several.map(conjunction), several.map(disjunction), inner.map(Not))
        return made.filter(lambda found: found is not None)  # type: ignore[return-value]

    return st.recursive(leaves(words), grown, max_leaves=8)


def queries(words: st.SearchStrategy[str] = free_texts) -> st.SearchStrategy[Query]:
    """A whole filter."""
    fields = st.sampled_from(list(FIELDS))
    sorts = st.lists(st.tuples(fields, st.booleans()), max_size=2).map(tuple)
    return st.builds(
        Query, st.none() | expressions(words), sorts, st.one_of(st.none(), st.none(), fields)
    )
