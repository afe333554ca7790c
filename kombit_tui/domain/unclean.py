"""Text with characters that cannot be shown, made safe; pure.

Loaded with the first such text: a start waits for what is loaded, and most text is printable.
"""

import re

_SPACES = re.compile("[\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_ESCAPE_SEQUENCE = re.compile(
    "\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)?|[@-Z\\\\^_])"
)


def without_controls(text: str) -> str:
    """`text` without escape sequences and what is told by no sign; white space as spaces."""
    text = _ESCAPE_SEQUENCE.sub("", text)
    return _UNWANTED.sub("", _SPACES.sub(" ", text))
