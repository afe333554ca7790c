"""The colours of the themes. Every tone can be read on every ground; a test measures it.

The two ANSI themes leave the colours to the terminal; all others are ours to the last tone.
"""

from collections.abc import Mapping
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

Colours = Mapping[str, str]


def _theme(name: str, grounds: Colours, tones: Colours, cursor: Colours, *, dark: bool) -> Theme:
    """A theme whose tones are taken as they are, not mixed by Textual."""
    muted = tones["muted"]
    return Theme(
        name=name,
        dark=dark,
        background=grounds["background"],
        surface=grounds["surface"],
        panel=grounds["panel"],
        foreground=grounds["foreground"],
        primary=tones["primary"],
        secondary=tones["primary"],
        success=tones["success"],
        warning=tones["warning"],
        error=tones["error"],
        accent=tones["accent"],
        variables={
            **{f"text-{tone}": colour for tone, colour in tones.items()},
            "text-secondary": tones["primary"],
            "text-disabled": muted,
            "foreground-muted": muted,
            "foreground-disabled": muted,
            "block-cursor-foreground": cursor["foreground"],
            "block-cursor-background": cursor["background"],
            "block-cursor-blurred-foreground": grounds["foreground"],
            "block-cursor-blurred-background": cursor["blurred"],
        },
    )


_DARK = _theme(
    "mørk",
    {
        "background": "#121212",
        "surface": "#1e1e1e",
        "panel": "#24292f",
        "foreground": "#e0e0e0",
    },
    {
        "primary": "#6cb6f5",
        "success": "#6fd08c",
        "warning": "#ffbf66",
        "error": "#ff8fa3",
        "accent": "#d7b3ff",
        "muted": "#b0b0b0",
    },
    {"foreground": "#ffffff", "background": "#084f8f", "blurred": "#1f3a54"},
    dark=True,
)
_LIGHT = _theme(
    "lys",
    {
        "background": "#f7f7f7",
        "surface": "#ececec",
        "panel": "#dfe5ea",
        "foreground": "#1a1a1a",
    },
    {
        "primary": "#004578",
        "success": "#14582a",
        "warning": "#7a4100",
        "error": "#9c1030",
        "accent": "#5b2f9a",
        "muted": "#4a4a4a",
    },
    {"foreground": "#ffffff", "background": "#00487d", "blurred": "#c9dcec"},
    dark=False,
)
_CONTRAST = _theme(
    "høj kontrast",
    {
        "background": "#000000",
        "surface": "#000000",
        "panel": "#1a1a1a",
        "foreground": "#ffffff",
    },
    {
        "primary": "#8fd3ff",
        "success": "#8dff9f",
        "warning": "#ffe14d",
        "error": "#ffb3b3",
        "accent": "#ffc2ff",
        "muted": "#e0e0e0",
    },
    {"foreground": "#000000", "background": "#ffe600", "blurred": "#333333"},
    dark=True,
)
_COLOUR_BLIND = _theme(
    "farveblind",
    {
        "background": "#101418",
        "surface": "#1a2027",
        "panel": "#222a33",
        "foreground": "#e6e6e6",
    },
    # Okabe and Ito's colours, which all can tell apart; two are made lighter, to be read as text.
    {
        "primary": "#9fd0f2",
        "success": "#56b4e9",
        "warning": "#f0e442",
        "error": "#e69f00",
        "accent": "#e0a3c6",
        "muted": "#b8b8b8",
    },
    {"foreground": "#000000", "background": "#56b4e9", "blurred": "#23405a"},
    dark=True,
)


def _ansi(name: str, **tones: str) -> Theme:
    """Textual's theme of that name with tones that can be read on the terminal's ground."""
    given = BUILTIN_THEMES[name]
    variables = {f"text-{tone}": f"ansi_{colour}" for tone, colour in tones.items()}
    return replace(given, variables={**given.variables, **variables})


OURS = (
    _DARK,
    _LIGHT,
    _CONTRAST,
    _COLOUR_BLIND,
    # Dark blue on black and yellow on white are unreadable in most terminals.
    _ansi(
        "ansi-dark",
        primary="cyan",
        success="green",
        warning="yellow",
        error="bright_red",
        accent="bright_magenta",
        muted="default",
        disabled="default",
    ),
    _ansi(
        "ansi-light",
        primary="blue",
        success="green",
        warning="magenta",
        error="red",
        accent="blue",
        muted="default",
        disabled="default",
    ),
)
"""In the order of `wording.themes.THEMES`."""
