"""Text from outside made safe to show and to compare; pure.

Owns cleaning and joining of words. Which text means what is none of its business.
"""

import re
import unicodedata

_SPACES = re.compile("[\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_ESCAPE_SEQUENCE = re.compile(
    "\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)?|[@-Z\\\\^_])"
)


def clean(text: str) -> str:
    """`text` without control, escape, direction and zero-width characters, in NFC.

    Line feeds stay, every other kind of white space becomes a space; bullets from the
    private-use area stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _ESCAPE_SEQUENCE.sub("", text)
    text = _UNWANTED.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """`text` on one line, with single spaces."""
    return " ".join(text.split())
