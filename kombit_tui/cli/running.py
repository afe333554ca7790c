"""Carries out a command line the long way: with Typer, and with words for what goes wrong."""

import os
from collections.abc import Sequence
from typing import cast

from typer.core import TyperGroup
from typer.main import get_command

from kombit_tui import spoken
from kombit_tui.cli import (
    COMPLETING,
    changing,
    configuring,
    exporting,
    importing,
    keeping,
    meeting,
    reading,
    shells,
    web,
)
from kombit_tui.cli.root import NAME, app
from kombit_tui.db.trouble import translated
from kombit_tui.errors import (
    AssignmentInvalid,
    FilterInvalid,
    KombitError,
    MappingInvalid,
    NoServer,
    RecordAmbiguous,
    UnknownView,
    WebMissing,
)
from kombit_tui.voice import FAILED, USAGE, complain

_VERBS = (reading, changing, importing, exporting, meeting, keeping, configuring, shells, web)
"""Each adds its verbs to `app`, and the help lists them in this order, whichever came first."""
_ORDER = [one.__name__ for one in _VERBS]
app.registered_commands.sort(
    key=lambda one: _ORDER.index(one.callback.__module__) if one.callback else len(_ORDER)
)
_WRONG_USE = (
    AssignmentInvalid,
    FilterInvalid,
    MappingInvalid,
    NoServer,
    RecordAmbiguous,
    UnknownView,
    WebMissing,
)


def carry_out(arguments: Sequence[str]) -> int:
    """Carry out the command line; gives the exit code."""
    if COMPLETING in os.environ:
        shells.prepare()
    words = words_of(arguments)
    try:
        with translated():
            return spoken.carry_out(app, words, NAME)
    except KombitError as error:
        complain(error)
        return USAGE if isinstance(error, _WRONG_USE) else FAILED


def command() -> TyperGroup:
    """The program's command with every verb below it."""
    return cast(TyperGroup, get_command(app))


def words_of(arguments: Sequence[str]) -> list[str]:
    """A command line as Typer takes it: a minus in a filter and a bare `--yes` are written out."""
    words = reading.with_minus(arguments)
    return list(importing.spelled_out(words)) if "import" in words else words
