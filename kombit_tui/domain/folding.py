"""Danish text made comparable: `fold` for searching, `sort_key` for ordering. Shows nothing.

SQLite's own case folding and order are ASCII only ('Ærø' would not meet 'ærø', and Å would sort
before Æ), so both are computed here, on writing and on asking alike.
"""

_FOLDS = (
    ("æ", "ae"),
    ("ø", "oe"),
    ("å", "aa"),
    ("ä", "ae"),
    ("ö", "oe"),
    ("é", "e"),
    ("ü", "u"),
)
# Æ, Ø and Å come after Z, in that order: the three ASCII characters after "z" stand for them.
_ORDER = (("å", "}"), ("aa", "}"), ("æ", "{"), ("ä", "{"), ("ø", "|"), ("ö", "|"), ("é", "e"))


def fold(text: str) -> str:
    """`text` in lower case with æ, ø, å as ae, oe, aa, so that both spellings meet."""
    folded = text.lower()
    for letter, plain in _FOLDS:
        if letter in folded:
            folded = folded.replace(letter, plain)
    return folded


def sort_key(text: str) -> str:
    """A key whose binary order is the Danish alphabetical order (Retskrivningsordbogen: aa = å)."""
    key = text.lower()
    for letter, stand_in in _ORDER:
        if letter in key:
            key = key.replace(letter, stand_in)
    return key
