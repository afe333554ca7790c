"""The verb `web`: the dashboard in a browser on this machine, for whoever knows the address."""

from typing import Annotated

import typer

from kombit_tui.cli.root import app, dashboard_command

PORT = 8765


@app.command()
def web(
    port: Annotated[
        int,
        typer.Option("--port", metavar="PORT", help=f"Porten, ellers {PORT}.", min=1, max=65535),
    ] = PORT,
) -> None:
    """Vis dashboardet i en browser på denne maskine. Ctrl+C standser.

    Adressen, der vises, er hemmelig og ny hver gang; uden den får ingen noget at se, heller
    ikke andre på samme maskine. Kræver: pip install "kombit-tui[web]"

    \b
    Eksempel:
      kombit-tui web
      kombit-tui --demo web --port 9000
    """
    from kombit_tui.errors import WebMissing

    try:
        from kombit_tui.cli.browser import serve
    except ImportError as error:
        raise WebMissing("Det, der viser dashboardet i en browser, er ikke installeret.") from error
    serve(dashboard_command(), port)
