"""Text from outside made safe to show and to compare; pure.

Owns cleaning and joining of words. Which text means what is none of its business.
"""

import unicodedata


def clean(text: str) -> str:
    """`text` without control, escape, direction and zero-width characters, in NFC.

    Line feeds stay, every other kind of white space becomes a space; bullets from the
    private-use area stay.
    """
    if not text.isprintable():  # of what is printable nothing is unwanted
        from kombit_tui.domain.unclean import without_controls

        text = without_controls(text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def dots(number: int) -> str:
    """A number the Danish way: 4.310."""
    return f"{number:,}".replace(",", ".")


def squeeze(text: str) -> str:
    """`text` on one line, with single spaces."""
    return " ".join(text.split())
