"""Style sheets read once for all dashboards of a test run: each has the same, and reads ten."""

from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def install(patch: pytest.MonkeyPatch) -> None:
    """Let all style sheets with the same variables share the rules that were read from a text."""
    read = Stylesheet._parse_rules
    variables: dict[tuple[tuple[str, str], ...], dict[Any, list[RuleSet]]] = {}

    def kept(self: Stylesheet, *arguments: Any, **named: Any) -> list[RuleSet]:
        known = variables.setdefault(tuple(sorted(self._variables.items())), {})
        key = (arguments, tuple(sorted(named.items())))
        if key not in known:
            known[key] = read(self, *arguments, **named)
        return known[key]

    patch.setattr(Stylesheet, "_parse_rules", kept)
