"""The verb `settings`: what is set, where that comes from, and a file to begin with."""

from typing import Annotated

import typer

from kombit_tui import settings as configured
from kombit_tui.cli.root import app
from kombit_tui.spoken import JsonOption
from kombit_tui.voice import print_json


@app.command()
def settings(
    example: Annotated[
        bool, typer.Option("--example", help="Skriv en settings.toml med forklaringer.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Skriv det JSON Schema, editorer retter filen efter.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Vis indstillingerne, og hvor de kommer fra. I dashboardet rettes de med komma.

    \b
    Eksempler:
      kombit-tui settings
      kombit-tui settings --example > settings.toml
      kombit-tui settings --schema > settings.schema.json
    """
    if schema:
        from kombit_tui.wording.settings_schema import settings_schema

        print_json(settings_schema(configured.Settings()._asdict()))
        return
    from kombit_tui.wording import settings as words

    if example:
        print("\n".join(words.example(configured.Settings()._asdict())))
        return
    values = configured.load()._asdict()
    if as_json:
        print_json({"file": str(configured.settings_path()), "settings": values})
        return
    for line in words.listing(values, configured.in_file()):
        print(line)
    print(f"Filen: {configured.settings_path()}")
