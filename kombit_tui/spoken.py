"""Typer in Danish: the words that the framework itself says, in help and in complaints.

Knows no command of ours. `Spoken` is a `typer.Typer` whose help and errors are Danish; `carry_out`
runs it and gives an exit code instead of leaving Python.
"""

import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from kombit_tui.voice import DONE

STOPPED = 130
"""The exit code that a shell expects after Ctrl+C."""
HELP = "Vis denne hjælp."
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv JSON på stdout.")]
"""Of every command that answers."""
_Function = TypeVar("_Function", bound=Callable[..., Any])


def _metavar(argument: TyperArgument) -> str:
    return argument.metavar or str(argument.name).upper()


class _Danish(TyperCommand):
    """Usage, arguments and options in Danish."""

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """What follows the command's name."""
        arguments = [one for one in self.get_params(ctx) if isinstance(one, TyperArgument)]
        shown = [_metavar(one) for one in arguments if not one.hidden]
        return ["[VALG]", *shown]

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The first line of the help."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Arguments and options."""
        _write_params(self, ctx, formatter)


class _DanishGroup(TyperGroup):
    """The same for commands with commands below them."""

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """What follows the command's name."""
        return ["[VALG]", "KOMMANDO", "[ORD...]"]

    def format_usage(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The first line of the help."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Options, and what commands there are."""
        _write_params(self, ctx, formatter)
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        room = formatter.width - 6 - max((len(name) for name, _ in found), default=0)
        rows = [(name, one.get_short_help_str(room)) for name, one in found if one is not None]
        with formatter.section("Kommandoer"):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The command that is named; a slip of the finger is told what it may have meant."""
        name = str(args[0])
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            known = self.list_commands(ctx)
            ctx.fail(f"Ukendt kommando «{name}».{_meant(name, known)}")
        return super().resolve_command(ctx, args)


def _write_usage(command: Any, ctx: typer.Context, formatter: Any) -> None:
    pieces = command.collect_usage_pieces(ctx)
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Brug: ")


def _write_params(command: Any, ctx: typer.Context, formatter: Any) -> None:
    params = [one for one in command.get_params(ctx) if not one.hidden]
    arguments = [
        (_metavar(one), one.help or "") for one in params if isinstance(one, TyperArgument)
    ]
    options = [_option(one) for one in params if isinstance(one, TyperOption)]
    for heading, rows in (("Ord", arguments), ("Valg", options)):
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)


def _option(option: TyperOption) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    if "--help" in option.opts:
        return names, HELP
    value = "" if option.is_flag else f" {option.metavar or 'TEKST'}"
    return f"{names}{value}", option.help or ""


class Spoken(typer.Typer):
    """A `typer.Typer` that speaks Danish."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            cls=_DanishGroup,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            **options,
        )

    def command(self, name: str | None = None, **options: Any) -> Callable[[_Function], _Function]:
        """Declare a command."""
        declare: Callable[[_Function], _Function] = super().command(
            name, **{"cls": _Danish, **options}
        )
        return declare


def carry_out(app: typer.Typer, arguments: Sequence[str], name: str) -> int:
    """Run a command line and give its exit code; what is wrong with it is told on stderr."""
    command = get_command(app)
    try:
        code = command.main(list(arguments), prog_name=name, standalone_mode=False)
    except typer.TyperException as error:
        _complain(error, name)
        return int(error.exit_code)
    except typer.Exit as end:
        return end.exit_code
    except SystemExit as end:  # after an answer to a shell that completes
        return end.code if isinstance(end.code, int) else DONE
    except (typer.Abort, KeyboardInterrupt):
        print("Afbrudt.", file=sys.stderr)
        return STOPPED
    return code if isinstance(code, int) else DONE


def _complain(error: typer.TyperException, name: str) -> None:
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # its text is the help
        print(error.format_message(), file=sys.stderr)
        return
    print(f"Fejl: {told(error)}", file=sys.stderr)
    if ctx is not None:
        print(ctx.get_usage(), file=sys.stderr)
        name = ctx.command_path
    print(f"Hjælp og eksempler: {name} --help", file=sys.stderr)


def told(error: typer.TyperException) -> str:
    """What is wrong with a command line, in Danish."""
    told_by = _TOLD.get(type(error).__name__)
    if told_by is not None:
        return told_by(error)
    for beginning, danish in _BEGINNINGS.items():
        if error.message.startswith(beginning):
            return danish.format(error.message.removeprefix(beginning).removesuffix(")"))
    return error.message


def _missing(error: Any) -> str:
    param = error.param
    if isinstance(param, TyperArgument):
        return f"Der mangler {_metavar(param).removesuffix('...')}. {param.help or ''}".strip()
    names = param.opts if param is not None else [error.message]
    return f"«{max(names, key=len)}» skal angives."


def _no_such_option(error: Any) -> str:
    return f"Valget «{error.option_name}» findes ikke.{_meant(error.option_name, _options(error))}"


def _options(error: Any) -> list[str]:
    params = error.ctx.command.get_params(error.ctx) if error.ctx is not None else ()
    return [name for one in params if isinstance(one, TyperOption) for name in one.opts]


def _bad_option(error: Any) -> str:
    if "does not take" in error.message:
        return f"«{error.option_name}» tager ingen værdi."
    return f"«{error.option_name}» skal følges af en værdi."


def _bad_parameter(error: Any) -> str:
    """Of our own complaints the text is Danish; of a value that is of another type it is not."""
    if error.param is None:
        return str(error.message)
    return f"Værdien kan ikke bruges som {max(error.param.opts, key=len)}."


_TOLD = {
    "MissingParameter": _missing,
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option,
    "BadParameter": _bad_parameter,
}
_BEGINNINGS = {
    "Got unexpected extra argument(s) (": "Der er for meget på linjen: «{}».",
    "Missing command": "Der mangler en kommando.",
}


def _meant(said: str, known: Sequence[str]) -> str:
    found = get_close_matches(said, known, n=1, cutoff=0.6)
    begun = [one for one in known if one.startswith(said)]
    near = (begun or found)[:1]
    return f" Mente du «{near[0]}»?" if near else ""
