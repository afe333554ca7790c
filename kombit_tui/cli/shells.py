"""The verb `completion`: what lets a shell complete commands, options and kinds."""

from typing import Annotated

import typer

from kombit_tui.cli import COMPLETING
from kombit_tui.cli.root import NAME, app

SHELLS = ("bash", "zsh", "fish", "powershell")


def _shells(begun: str) -> list[str]:
    return [one for one in SHELLS if one.startswith(begun)]


@app.command()
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="SKAL", help=", ".join(SHELLS), autocompletion=_shells)
    ],
) -> None:
    """Skriv det script, der lader Tab fuldføre kommandoer, valg og slags i din skal.

    \b
    Læg linjen i din skals opstartsfil:
      bash         eval "$(kombit-tui completion bash)"
      zsh          eval "$(kombit-tui completion zsh)"
      fish         kombit-tui completion fish | source
      powershell   kombit-tui completion powershell | Out-String | Invoke-Expression
    """
    from typer._completion_shared import get_completion_script

    if shell not in SHELLS:
        raise typer.BadParameter(f"Ukendt skal «{shell}». Vælg en af: {', '.join(SHELLS)}.")
    print(get_completion_script(prog_name=NAME, complete_var=COMPLETING, shell=shell))


def prepare() -> None:
    """Let Typer know the shells that it can answer."""
    from typer._completion_classes import completion_init

    completion_init()
