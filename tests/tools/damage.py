"""Damages a text as the scanning of slides does; notes and links in the same file stay clean."""

import random
import re

_DAMAGED = {"ø": "ggaeeo@", "æ": ("ae", "ae", "ee", "e", "a"), "å": "aaa", "Ø": "QJ@", "Æ": ("AE",)}
_DAMAGED_ALSO = {"Å": "A"}
_CODE = re.compile(r"\b[A-ZÆØÅ]{1,4}\d{2,3}\b")
_LINK = re.compile(r"\s*(?:mailto:|https?:)\S*\s*$")
_CODE_SHARE = 0.6
_BULLETS = ("«", "*", "e")
_OTHER_BULLETS = ("«", "*", "e", "")
_NOISE = ("=", "|", "—", "eo", "Kk", "a |", "...", "K O M B I T")
_NOISE_SHARE = 0.04
"""How often something that is no letter is taken for some: a logo, a line, an icon."""
_BAR = re.compile(r"(?<=\S) \| (?=\S)")


def damaged(text: str, seed: int, notes: str) -> str:
    """`text` as it would come from pictures of the slides.

    Args:
        seed: the same seed gives the same damage.
        notes: the line over what the speaker says; from there to the end of a page all is clean.
    """
    chance = random.Random(seed)
    bullet = chance.choice(_BULLETS)
    letters = {
        letter: chance.choice(forms) for letter, forms in {**_DAMAGED, **_DAMAGED_ALSO}.items()
    }
    lines = []
    is_clean = False
    for line in text.split("\n"):
        is_clean = (is_clean and not line.startswith((" ", "\f"))) or line.strip() == notes
        is_kept = is_clean or _LINK.match(line)
        lines.append(line if is_kept else _line(line, chance, letters, bullet))
        if not is_kept and line.strip() and chance.random() < _NOISE_SHARE:
            lines.append(chance.choice(_NOISE))
    return "\n".join(lines)


def _line(line: str, chance: random.Random, letters: dict[str, str], bullet: str) -> str:
    line = _CODE.sub(
        lambda m: m[0].replace("0", "O") if chance.random() < _CODE_SHARE else m[0], line
    )
    sign = bullet if chance.random() < 0.8 else chance.choice(_OTHER_BULLETS)
    line = re.sub(r"^(\s*)[•\uf0a7\uf0b7«](?: |$)", rf"\g<1>{sign} " if sign else r"\g<1>", line)
    line = _BAR.sub(lambda m: " I " if chance.random() < 0.5 else m[0], line)
    return "".join(_letter(one, chance, letters) for one in line)


def _letter(letter: str, chance: random.Random, letters: dict[str, str]) -> str:
    """Mostly the form this file has, now and then another."""
    if letter not in letters:
        return letter
    forms = _DAMAGED.get(letter, letters[letter])
    return letters[letter] if chance.random() < 0.75 else chance.choice(forms)
