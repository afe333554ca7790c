"""What the themes are called; their colours are in `widgets.themes`."""

THEMES = {
    "mørk": "Lys skrift på mørk bund",
    "lys": "Mørk skrift på lys bund",
    "høj kontrast": "Sort, hvid og klare farver",
    "farveblind": "Blå og orange i stedet for grøn og rød",
    "ansi-dark": "Terminalens egne farver, mørk bund",
    "ansi-light": "Terminalens egne farver, lys bund",
}
"""The name, as the user writes it in the settings, and what one sees. The first is the default."""
DEFAULT = next(iter(THEMES))
_FORMER = {"": DEFAULT, "textual-dark": "mørk", "textual-light": "lys"}
"""Names of earlier versions."""


def theme_named(name: str) -> str | None:
    """The theme that a name in the settings means; None for a name that is none."""
    wanted = name.strip().lower()
    return wanted if wanted in THEMES else _FORMER.get(wanted)


def unknown_theme(name: str) -> str:
    """What is said of such a name."""
    return f"Ukendt tema «{name}» i settings.toml. Vælg et af: {', '.join(THEMES)}."
