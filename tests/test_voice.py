"""What the command line says: foreign words are cleaned, our own columns and lines stand."""

import io

import pytest

from kombit_tui.voice import Plain


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("almindeligt, også æøå\n", "almindeligt, også æøå\n"),
        ("frist\ttitel\tsidst\n", "frist\ttitel\tsidst\n"),
        ("a;b\r\nc;d\r\n", "a;b\r\nc;d\r\n"),
        ("først\x1b[31m\tsidst\n", "først\tsidst\n"),
        ("\x1b]0;titel\x07\n\n", "\n\n"),
    ],
)
def test_what_is_foreign_is_cleaned_and_what_is_ours_stands(said: str, heard: str) -> None:
    behind = io.StringIO(newline="")
    Plain(behind).write(said)
    assert behind.getvalue() == heard


def test_a_lone_carriage_return_overwrites_nothing() -> None:
    behind = io.StringIO(newline="")
    Plain(behind).write("rigtigt\rforkert\n")
    assert "\r" not in behind.getvalue()
