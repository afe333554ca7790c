"""Whether the programs of the extra `server` are installed."""

from importlib.util import find_spec

from kombit_tui.errors import KombitError

_PACKAGES = ("kinto", "psycopg2", "jsonschema", "waitress")


class ExtraMissing(KombitError):
    title = "Serverens programmer er ikke installeret"
    hint = "Installér dem: pip install 'kombit-tui[server]'; i kildekoden pip install '.[server]'."


def needed() -> None:
    """See that they are there, before one is loaded.

    Raises:
        ExtraMissing: naming those that are not.
    """
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise ExtraMissing(f"Der mangler {', '.join(missing)}.")
