"""What is decided about what was read: taking, leaving and mending, and what follows from it."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from kombit_tui.domain.review import Choice, Entry, Review, State, facts_of

MEETING = Entry("m", "meeting", {"title": "Møde"})
ITEM = Entry("i", "agenda_item", {"title": "Punkt", "meeting": "0999-m"}, needs=("m",))
TASK = Entry("t", "task", {"title": "Ny", "due": "2026-06"}, {"title": "Ny", "due": "2026-05"})
KNOWN = Entry("k", "task", {"title": "Gammel"}, {"title": "Gammel"})
BAD = Entry("b", "task", {"due": "2026-06"}, reason="KLIK-opgave: Titel skal udfyldes.")
EVERY = (MEETING, ITEM, TASK, KNOWN, BAD)


def choices(review: Review) -> dict[str, Choice]:
    """What was decided about every entry."""
    return {key: review.choice(key) for key in review.entries}


def test_the_state_is_told_by_what_differs_from_the_store() -> None:
    states = [State.NEW, State.NEW, State.CHANGED, State.SAME, State.UNREADABLE]
    assert [one.state for one in EVERY] == states
    assert [field.name for field in TASK.changed] == ["due"]


def test_what_is_taken_brings_what_it_needs() -> None:
    review = Review(EVERY).take(["i"])
    assert choices(review)["m"] is Choice.FOLLOWS
    assert [one.id for one in review.stored] == ["m", "i"]
    assert [one.id for one in review.open] == ["t", "b"]


def test_what_is_left_takes_along_what_needs_it_until_that_is_taken_again() -> None:
    review = Review(EVERY).take(["m", "i"]).leave(["m"])
    assert [choices(review)[key] for key in "mi"] == [Choice.LEFT, Choice.LEFT]
    again = review.take(["i"])
    assert [choices(again)[key] for key in "mi"] == [Choice.FOLLOWS, Choice.TAKEN]


def test_what_is_mended_is_taken_once_it_can_be_stored() -> None:
    review = Review(EVERY).type(["b"], {"due": "2026-07"})
    assert (review.entries["b"].state, review.choice("b")) == (State.UNREADABLE, Choice.OPEN)
    review = review.type(["b"], {"title": "Udpeg"})
    assert (review.entries["b"].state, review.choice("b")) == (State.NEW, Choice.TAKEN)
    assert review.entries["b"].values == {"due": "2026-07", "title": "Udpeg"}
    back = review.type(["t"], {"due": "2026-05"})
    assert back.entries["t"].state is State.SAME  # as the store has it


def test_only_what_is_certain_and_without_contradictions_is_sure() -> None:
    sure = Entry("s", "task", {"title": "A"}, confidence=0.8)
    doubts = (
        Entry("1", "task", {"title": "A"}, confidence=0.79),
        Entry("2", "task", {"title": "A"}, flags=("To datoer.",)),
        KNOWN,
        BAD,
    )
    assert sure.is_sure
    assert not any(one.is_sure for one in doubts)


def test_a_filter_may_ask_for_state_certainty_and_fields() -> None:
    facts = facts_of(TASK)
    assert (facts["title"], facts["due"], facts["tag"]) == ("Ny", "2026-06", ["ændret", "sikker"])
    assert facts_of(TASK.with_typed({"title": "Rettet"}))["tag"][-1] == "rettet"


class Looked(list[str]):
    """Ids that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()


def test_deciding_on_many_goes_through_them_a_few_times_however_many_they_are() -> None:
    many = [Entry(f"e{n}", "task", {"title": str(n)}, needs=("m",)) for n in range(300)]
    review = Review((MEETING, *many))
    review.entries.prepare()
    for step in ("take", "reopen", "leave"):
        keys = Looked(one.id for one in many)
        decided = getattr(review, step)(keys)
        assert decided.entries is review.entries
        assert 0 < keys.times < 5
    assert [len(review.take(Looked(review.entries)).stored), len(decided.left)] == [301, 300]


STEPS = st.lists(
    st.tuples(st.sampled_from(["take", "leave", "reopen"]), st.sampled_from("mitkb")), max_size=8
)


@given(STEPS)
def test_nothing_is_stored_without_what_it_needs_and_nothing_left_is_stored(
    steps: list[tuple[str, str]],
) -> None:
    review = Review(EVERY)
    for step, key in steps:
        review = getattr(review, step)([key])
    stored = {one.id for one in review.stored}
    for one in review.stored:
        assert set(one.needs) <= stored
        assert review.choice(one.id) is not Choice.LEFT
    assert not stored & {"k", "b"}
