"""The settings in words: label, type, choices and help of each, declared once.

The form, the example file, the verb `settings` and the table of the guide are made from here. What
a setting is when nobody has set it is `kombit_tui.settings`' to know.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePath
from typing import Any, NamedTuple

from kombit_tui.domain.addresses import whole
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.municipalities import all_municipalities
from kombit_tui.wording.themes import THEMES

Values = Mapping[str, Any]
LEAST_INTERVAL = 10
"""Seconds between two meetings that may be asked for."""
NEXT_START = "Gælder fra næste start."
FROM_FILE, FROM_DEFAULT = "fil", "standard"
SCHEMA_FILE = "settings.schema.json"
"""Beside the settings, if the user puts it there: editors that know TOML check by it."""


class Setting(NamedTuple):
    """One setting."""

    field: Field
    help: str
    """Danish, a sentence or two."""

    @property
    def name(self) -> str:
        """As the file spells it."""
        return self.field.name

    def stored(self, value: Any) -> Any:
        """What is written for a value that was typed: nothing as an empty text."""
        return whole(value or "") if self.name == "server" else "" if value is None else value

    def complaint(self, value: Any) -> str | None:
        """What is wrong with a value of the right type, as a Danish sentence."""
        if self.name == "sync_interval" and (value or 0) < LEAST_INTERVAL:
            return f"{self.field.label}: mindst {LEAST_INTERVAL} sekunder."
        if self.name == "server" and value and ("." not in value and "localhost" not in value):
            return f"{self.field.label}: «{value}» er ikke en adresse. Skriv fx synk.kommune.dk."
        if self.name == "store" and value and PurePath(value).suffix == "":
            return f"{self.field.label}: skriv også filens navn, fx ~/kombit/lager.sqlite3."
        return None


def _text(name: str, label: str, told: str) -> Setting:
    return Setting(Field(name, label), told)


def _flag(name: str, label: str, told: str) -> Setting:
    return Setting(Field(name, label, FieldType.FLAG, required=True), told)


@cache
def declared() -> tuple[Setting, ...]:
    """Every setting, in the order they are shown."""
    codes = {one.code: one.full_name for one in all_municipalities()}
    themes = Field("theme", "Tema", FieldType.CHOICE, {n: n for n in THEMES}, required=True)
    return (
        Setting(themes, "Dashboardets farver. De ses, mens du vælger."),
        _flag("bell", "Klokke", "Ring ved start, når noget er overskredet."),
        Setting(
            Field("municipality", "Kommune", FieldType.CHOICE, codes),
            f"Den kommune, et nyt lager får; skrives som fire cifre. {NEXT_START}",
        ),
        _text(
            "user",
            "Dit navn",
            "Det navn, dine ændringer bærer. Tomt: dit navn på serveren, ellers maskinens bruger.",
        ),
        _text("store", "Lager", f"Filen med dine data. Tomt: det sædvanlige sted. {NEXT_START}"),
        _text(
            "server",
            "Server",
            "Adressen på kommunens server. Tomt: ingen. Log på server prøver den også.",
        ),
        _text("server_user", "Navn på serveren", "Adgangskoden er i maskinens nøglering."),
        _flag("auto_sync", "Synkronisér selv", "Ved start, efter ændringer og med mellemrum."),
        Setting(
            Field("sync_interval", "Sekunder imellem", FieldType.INTEGER, required=True),
            "Så længe går der mellem to synkroniseringer, når intet sker.",
        ),
        _flag(
            "sync_when_metered",
            "Også på betalt net",
            "Synkronisér selv, hvor der betales for data.",
        ),
        _flag(
            "plain_http",
            "Ukrypteret http",
            "Send adgangskoden ukrypteret til en anden maskine. Kun på et lukket net.",
        ),
    )


def told_value(setting: Setting, value: Any) -> str:
    """A value for people."""
    if setting.field.type is FieldType.FLAG:
        return "ja" if value else "nej"
    return str((setting.field.choices or {}).get(value, value)) or "-"


def listing(values: Values, in_file: frozenset[str]) -> Iterator[str]:
    """Every setting with its value and where that comes from."""
    for one in declared():
        origin = FROM_FILE if one.name in in_file else FROM_DEFAULT
        yield f"{one.name:<18} {told_value(one, values[one.name])} ({origin})"


def example(defaults: Values) -> Iterator[str]:
    """A settings file in which every setting stands with its default, out of force."""
    yield f"#:schema ./{SCHEMA_FILE}"
    yield "# Indstillinger til kombit-tui. Fjern # foran en linje, og ret værdien."
    yield f"# Editorer, der kender TOML, hjælper med: kombit-tui settings --schema > {SCHEMA_FILE}"
    for one in declared():
        yield ""
        yield f"# {one.field.label}. {one.help}"
        if one.field.choices and len(one.field.choices) <= len(THEMES):
            yield f"# En af: {', '.join(one.field.choices)}."
        yield f"# {one.name} = {written(defaults[one.name])}"


def table(defaults: Values) -> Iterator[str]:
    """The settings as lines of a Markdown table."""
    yield "| Navn | Ellers | Hvad den gør |"
    yield "|---|---|---|"
    for one in declared():
        told = f"**{one.field.label}.** {one.help}"
        if one.name == "theme":
            told += f" En af: {', '.join(THEMES)}."
        yield f"| `{one.name}` | `{written(defaults[one.name])}` | {told} |"


def written(value: Any) -> str:
    """A value as TOML, whose plain strings and numbers are JSON's."""
    return json.dumps(value, ensure_ascii=False)
