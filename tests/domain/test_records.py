"""What is declared of the fields is something that the rest of the program knows."""

import pytest

from kombit_tui.domain.fields import Kind
from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.names import FIELD_NAMES
from kombit_tui.domain.records import KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_field_is_asked_for_by_words_of_the_filter(kind: Kind) -> None:
    words = [word for field in kind.fields for word in field.filter]
    unknown = [word for word in words if fold(word) not in FIELD_NAMES]
    assert not unknown, "declare the word as a QueryField in domain/query/names.py"
