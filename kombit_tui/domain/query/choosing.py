"""Which choices a value in a filter means.

Owns the reading of choices by key or label, whole, begun or by a part of it. The choices are
declared in `domain.choices`.
"""

from collections.abc import Mapping

from kombit_tui.domain.folding import fold


def chosen(choices: Mapping[str, str], op: str, text: str) -> tuple[str, ...]:
    """The keys of `choices` that are `op` to `text`, in their order.

    `:` takes what begins so, and only if nothing does, what contains it: «påbegyndt» must not find
    «Ikke påbegyndt». Less and more go by the order of the choices.
    """
    keys = tuple(choices)
    meant = [keys.index(key) for key in _meant(choices, op == "=", fold(text))]
    if op in (":", "=") or not meant:
        return tuple(keys[place] for place in meant)
    return {
        "<": keys[: meant[0]],
        "<=": keys[: meant[-1] + 1],
        ">": keys[meant[-1] + 1 :],
        ">=": keys[meant[0] :],
    }[op]


def _meant(choices: Mapping[str, str], is_exact: bool, wanted: str) -> list[str]:
    names = {key: (fold(key), fold(label)) for key, label in choices.items()}
    whole = [key for key, both in names.items() if wanted in both]
    if is_exact:
        return whole
    begun = [key for key, both in names.items() if any(one.startswith(wanted) for one in both)]
    return begun or [key for key, both in names.items() if any(wanted in one for one in both)]
