"""A user who presses keys at random, drawn from the declared actions. Knows no screen."""

import random
from collections.abc import Iterator

from kombit_tui.actions import BY_ID, GLOBAL

LEFT_OUT = {
    *("app.quit", "dialog.cancel"),  # both have `q`; Escape is pressed by itself
    *("app.leave_demo", "app.practice"),  # they go on with another store
    *("app.login", "sync.automatic"),  # they end the sync
}
WORDS = ("borger", "ærø", "status:åben", "frist<30d", "x", "2", "/", "uge 34", "[/x]", "ø" * 40)
MOVING = ("down", "up", "pagedown", "pageup", "home", "end", "tab", "enter", "left", "right")
SHARES = (
    *((0.25, "move"), (0.45, "act"), (0.75, "write"), (0.80, "type")),
    *((0.85, "escape"), (0.90, "save")),
)
"""What a user does next: up to this share of cases this; else he goes to another screen."""


def keys(seed: int) -> Iterator[str]:
    """Keys without end, in Textual's spelling."""
    chance = random.Random(seed)
    actions = [
        key
        for one in BY_ID.values()
        if one.id not in LEFT_OUT
        for key in one.keys
        if key not in ("q", "ctrl+q")
    ]
    writing = [key for one in BY_ID.values() if one.writes for key in one.keys if key in actions]
    screens = [one.keys[0] for one in GLOBAL if one.method.startswith("show(")]
    while True:
        yield from _next(chance, actions, writing, screens)


def _next(
    chance: random.Random, actions: list[str], writing: list[str], screens: list[str]
) -> Iterator[str]:
    drawn = chance.random()
    what = next((name for share, name in SHARES if drawn < share), "go")
    match what:
        case "move":
            yield from [chance.choice(MOVING)] * chance.choice((1, 1, 3, 8))
        case "act":
            yield chance.choice(actions)
        case "write":
            yield from _on_another_screen(chance, screens if chance.random() < 0.5 else ["3"])
            yield from ["down"] * chance.randrange(4)
            yield chance.choice(writing)
            yield from chance.choice((("down", "enter"), ("enter",), ("ctrl+s",), (*"2.", "enter")))
            if chance.random() < 0.5:
                yield from (*_typed(chance.choice(WORDS)), "ctrl+s")
        case "type":
            yield from _typed(chance.choice(WORDS))
        case "escape":
            yield "escape"
        case "save":
            yield chance.choice(("enter", "ctrl+s"))
        case _:
            yield from _on_another_screen(chance, screens)


def _on_another_screen(chance: random.Random, screens: list[str]) -> Iterator[str]:
    yield from ("escape", "escape", "escape", chance.choice(screens))


def _typed(word: str) -> Iterator[str]:
    """A word letter by letter; what has a name of its own in Textual is called by it."""
    names = {" ": "space", "/": "slash", "<": "less_than_sign", "[": "left_square_bracket"}
    names |= {"]": "right_square_bracket", ":": "colon"}
    yield from (names.get(letter, letter) for letter in word)
