"""The form of a campaign, whose steps are typed as lines.

Steps are a table; here each is a line of text, and becomes a step again when it is saved.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kombit_tui.db.changes import Change
from kombit_tui.db.forms import Part
from kombit_tui.domain.campaigns import DEFAULT_STEPS, steps_as_lines, steps_from_lines
from kombit_tui.domain.fields import Field, FieldType

_STEPS = ("system_steps", "own_steps")


class CampaignPart(Part):
    """A campaign in a form; `preset` holds its steps as they were, whose keys are kept."""

    def fields(self) -> tuple[Field, ...]:
        """The fields that are asked for, steps as text."""
        return tuple(
            replace(one, label=f"{one.label} (linjer)", type=FieldType.PROSE)
            if one.name in _STEPS
            else one
            for one in super().fields()
        )

    def changes(self, typed: Mapping[str, Any]) -> tuple[Change, ...]:
        """What is to be written, with the lines as steps."""
        steps = {
            name: steps_from_lines(typed[name] or "", self.preset.get(name)) or None
            for name in _STEPS
            if name in typed
        }
        return super().changes({**typed, **steps})


def campaign_part(part: Part) -> CampaignPart:
    """The part of a campaign with its steps as lines; a new one begins with the usual steps."""
    steps = {name: part.values.get(name) for name in _STEPS}
    if part.is_new:
        steps["system_steps"] = [step._asdict() for step in DEFAULT_STEPS]
    lines = {name: steps_as_lines(declared) or None for name, declared in steps.items()}
    values, preset = {**part.values, **lines}, {**part.preset, **steps}
    return CampaignPart(**part._replace(values=values, preset=preset)._asdict())
