"""A filter read by recursive descent: `parse`.

    filter  = [ or_expr ] , { ws , option } ;
    or_expr = and_expr , { ws , ( "eller" | "or" ) , ws , and_expr } ;
    and_expr = unary , { ws , [ ( "og" | "and" ) , ws ] , unary } ;      (* blank is AND *)
    unary   = [ "-" | "ikke " | "not " ] , ( "(" , or_expr , ")" | term ) ;
    term    = field , op , values | flag | tag | text ;

Owns the grammar and its errors. What only looks odd is text: signs, addresses, a connective with
nothing before it. Options are also taken before the end, outside parentheses.
"""

from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.choosing import chosen
from kombit_tui.domain.query.names import (
    AND,
    FIELD_NAMES,
    FLAG_NAMES,
    GROUP,
    NOT,
    OR,
    PRESENCE_NAMES,
    SORT,
    QueryField,
    ValueType,
    nearest,
)
from kombit_tui.domain.query.scanner import HEAD, MINUS, TAG, TO, Scanner
from kombit_tui.domain.query.tree import (
    Compare,
    Expression,
    Flag,
    Not,
    Query,
    Range,
    Tag,
    Value,
    Word,
    conjunction,
    disjunction,
)
from kombit_tui.domain.query.trouble import QueryError

MOST_TERMS = 200
DEEPEST = 10
"""Limits that no person meets and SQLite can bear."""
_DATES = "Skriv fx frist:august, frist<fredag eller frist:1/9..15/9."


def parse(text: str) -> Query:
    """The filter that `text` says.

    Raises:
        QueryError: it says none; the message is Danish, and `position` is where it went wrong.
    """
    return _Parser(text).query()


class _Parser:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.at = Scanner(text)
        self.sort: list[tuple[str, bool]] = []
        self.group: str | None = None
        self.terms = 0

    def query(self) -> Query:
        """The whole of it."""
        expression = self._either() if self.at.has_more() else None
        return Query(expression, tuple(self.sort), self.group)

    def _either(self) -> Expression | None:
        found = [self._both()]
        while self.at.has_more() and self._passes(OR):
            found.append(self._both())
        return disjunction(found)

    def _both(self) -> Expression | None:
        found = [self._unary()]
        while self.at.has_more() and not self.at.connective(OR):
            self._passes(AND)
            found.append(self._unary())
        return conjunction(found)

    def _passes(self, words: tuple[str, ...]) -> bool:
        """Pass a connective, which must have something to connect."""
        word = self.at.connective(words)
        if word is None:
            return False
        start = self.at.place
        self.at.place += len(word)
        if not self.at.has_more():
            raise QueryError(f"Der mangler noget efter »{word}«.", start)
        return True

    def _unary(self) -> Expression | None:
        is_negated = self._passes(NOT)
        if not is_negated and self.at.match(MINUS):
            is_negated = self.at.take("-")
        operand = self._group() if self._opens() else self._term()
        return Not(operand) if is_negated and operand is not None else operand

    def _opens(self) -> bool:
        return self.at.sees("(") and not self.at.sees("()")

    def _group(self) -> Expression | None:
        start = self.at.place
        self.at.place += 1
        self.at.depth += 1
        if self.at.depth > DEEPEST:
            raise QueryError("Der er for mange parenteser i hinanden.", start)
        if not self.at.has_more():
            raise QueryError("Parentesen er tom.", start)
        found = self._either()
        if not self.at.take(")"):
            raise QueryError("Parentesen mangler sin slutning »)«.", start)
        self.at.depth -= 1
        return found

    def _count(self) -> None:
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise QueryError(f"Filteret har mere end {MOST_TERMS} led.", self.at.place)

    def _term(self) -> Expression | None:
        self._count()
        if self.at.sees('"'):
            return self._quoted_word()
        if tag := self.at.match(TAG):
            self.at.place = tag.end()
            return Tag(tag[1])
        head = self.at.match(HEAD)
        if head and not self._is_text(head[1], head[2], head.end()):
            return self._headed(head[1], head[2], head.end())
        word = self.at.word()
        flag = FLAG_NAMES.get(fold(word))
        return Flag(flag) if flag else Word(word)

    def _quoted_word(self) -> Expression | None:
        start = self.at.place
        text = self.at.quoted()
        if not text and self.at.place == start + 1:
            return Word('"')
        return Word(text) if text.strip() else None

    def _is_text(self, name: str, op: str, after: int) -> bool:
        """Whether it only looks like a field: an address, or letters before < = > and no name."""
        if fold(name) in FIELD_NAMES:
            return False
        is_odd = op != ":" and nearest(name, is_field=False) is None
        return is_odd or self.at.text.startswith("//", after)

    def _headed(self, name: str, op: str, after: int) -> Expression | None:
        """What begins with a name and an operator."""
        start, folded = self.at.place, fold(name)
        self.at.place = after
        if field := FIELD_NAMES.get(folded):
            return self._compared(field, op, start)
        if op == ":" and folded in (*SORT, *GROUP, *PRESENCE_NAMES):
            return self._option(folded, start)
        suggestion = nearest(name, is_field=False)
        hint = "" if suggestion else f' Sæt "{name}:" i citationstegn for at søge efter det.'
        raise QueryError(f"»{name}« er ikke et felt.{hint}", start, suggestion)

    def _option(self, name: str, start: int) -> Expression | None:
        """Sorting and grouping, which are noted, and what a record has or lacks."""
        if name in PRESENCE_NAMES:
            return Flag(PRESENCE_NAMES[name], self._field_after(name))
        if self.at.depth:
            raise QueryError(f"»{name}:« kan ikke stå i en parentes.", start)
        if name in SORT:
            is_descending = self.at.take("-")
            self.sort.append((self._field_after(name), is_descending))
        else:
            self.group = self._field_after(name)
        return None

    def _field_after(self, name: str) -> str:
        start = self.at.place
        word = self.at.word()
        if not word:
            raise QueryError(f"Skriv et felt efter »{name}:«, fx {name}:frist.", start)
        field = FIELD_NAMES.get(fold(word))
        if field is None:
            raise QueryError(f"»{word}« er ikke et felt.", start, nearest(word, is_field=True))
        return field.key

    def _compared(self, field: QueryField, op: str, start: int) -> Compare:
        if field.type is ValueType.WORDS and op not in (":", "="):
            raise QueryError(f"»{field.danish}« har ingen orden; skriv {field.danish}:ord.", start)
        found = [self._value(field, op)]
        while self.at.take(","):
            self._count()
            found.append(self._value(field, op))
        return Compare(field.key, op, tuple(found))

    def _value(self, field: QueryField, op: str) -> Value | Range:
        if self.at.is_at_stop() or self.at.text[self.at.place].isspace():
            raise QueryError(f"Der mangler en værdi til »{field.danish}«.", self.at.place)
        if field.type is ValueType.DATE:
            return self._days(op)
        start = self.at.place
        text = self.at.quoted() if self.at.sees('"') else self.at.word(",")
        if not text.strip():
            raise QueryError(f"Der mangler en værdi til »{field.danish}«.", start)
        if field.choices is not None and not chosen(field.choices, ":", text):
            known = ", ".join(field.choices.values())
            raise QueryError(f"»{text}« er ikke en {field.danish}. Vælg en af: {known}.", start)
        return Value(text)

    def _days(self, op: str) -> Value | Range:
        start = self.at.place
        first = None if self.at.sees(TO) else self._day()
        if not self.at.take(TO):
            assert first is not None
            return Value(first)
        if op not in (":", "="):
            raise QueryError(f"Et interval kan ikke stå efter »{op}«; brug »:«.", start)
        ends_here = self.at.end_of_word(",") == self.at.place
        return Range(first, None if first is not None and ends_here else self._day())

    def _day(self) -> str:
        """A date; a range needs one, and a comparison too."""
        start = self.at.place
        found = self.at.date()
        if found is None:
            word = self.at.word(",")
            said = f"»{word}« er ikke en dato." if word else "Der mangler en dato."
            raise QueryError(f"{said} {_DATES}", start)
        return found
