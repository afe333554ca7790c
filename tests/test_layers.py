"""Imports run one way, and each library has its one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tools.modules import MODULES, PACKAGE, name_of, parsed

BELOW: dict[str, set[str]] = {
    "actions": set(),
    "errors": set(),
    "domain": set(),
    "db": {"domain", "errors"},
    "wording": {"domain", "db", "actions"},
    "logbook": set(),
    "widgets": {"domain", "wording", "actions", "logbook"},
    "screens": {"widgets", "wording", "db", "domain", "export", "actions", "errors"},
    "ingest": {"db", "domain", "errors"},
    "export": {"db", "domain", "errors", "wording"},
    "sync": {
        "db",
        "domain",
        "errors",
        "logbook",
        "wording",
        "settings",
        "credentials",
        "progress",
        "voice",
    },
    "server": {"domain", "errors", "spoken", "voice"},
    "demo": {"db", "domain", "errors"},
    "settings": {"domain", "errors"},
    "credentials": {"settings", "errors"},
    "keymap": {"actions"},
    "looks": set(),
    "early": {"db", "wording", "looks"},
    "whereabouts": {"settings"},
    "first": {"early", "db", "whereabouts"},
    "voice": {"domain", "errors"},
    "progress": {"domain", "voice"},
    "spoken": {"voice"},
    "app": {
        "screens",
        "widgets",
        "wording",
        "db",
        "ingest",
        "sync",
        "actions",
        "errors",
        "settings",
        "credentials",
        "domain",
        "keymap",
        "logbook",
    },
    "launch": {
        "logbook",
        "app",
        "keymap",
        "domain",
        "early",
        "widgets",
        "wording",
        "db",
        "demo",
        "settings",
        "errors",
        "voice",
    },
    "cli": {
        "launch",
        "logbook",
        "spoken",
        "voice",
        "progress",
        "whereabouts",
        "keymap",
        "wording",
        "db",
        "domain",
        "ingest",
        "export",
        "demo",
        "sync",
        "server",
        "credentials",
        "settings",
        "errors",
    },
    "__main__": {"first", "launch", "cli", "logbook", "settings"},
    "__init__": set(),
}
"""Layer -> the layers it may import, beside itself."""
PURE_IN_DB = {"wording": "kombit_tui.db.queries"}
"""Layers that may know the rows of the store and nothing else of it."""

HOMES: dict[str, set[str]] = {
    "textual": {"app", "screens", "widgets"},
    "rich": {"widgets", "wording", "progress"},
    "httpx": {"sync"},
    "sqlmodel": {"db"},
    "sqlalchemy": {"db", "server"},
    "pydantic": {"db", "sync"},
    "rapidfuzz": {"ingest"},
    "pypdfium2": {"ingest"},
    "pptx": {"ingest"},
    "docx2python": {"ingest"},
    "python_calamine": {"ingest"},
    "defusedxml": {"ingest"},
    "markdown_it": {"ingest"},
    "typer": {"cli", "server", "spoken"},
    "xlsxwriter": {"export"},
    "icalendar": {"export"},
    "textual_serve": {"cli"},
    "aiohttp": {"cli"},
    "kinto": {"server"},
    "pyramid": {"server"},
    "webob": {"server"},
    "psycopg2": {"server"},
    "jsonschema": {"server"},
    "keyring": {"credentials"},
}
"""Library -> the layers that may import it."""

SQL_ELSEWHERE = {"demo/store.py"}
"""Looks into a file to learn whether it is a demo, before a `Store` may change it."""

SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|"
    r"CREATE\s+(TABLE|INDEX|TRIGGER|VIEW)|DROP\s+TABLE|ALTER\s+TABLE)\b",
    re.DOTALL,
)


def layer_of(path: Path) -> str:
    """The first part of a module's place."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its head or inside a function."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            if node.level:
                assert node.level == 1, f"{path}: import from another folder"
                continue
            if node.module == "kombit_tui":
                yield from (f"kombit_tui.{alias.name}" for alias in node.names)
            else:
                yield node.module


def test_imports_run_one_way() -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        for name in imported(path)
        if name.startswith("kombit_tui.")
        and name.split(".")[1] not in {layer_of(path), *BELOW[layer_of(path)]}
    ]
    assert not wrong


def test_wording_knows_rows_and_no_store() -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        if (pure := PURE_IN_DB.get(layer_of(path))) is not None
        for name in imported(path)
        if name.startswith("kombit_tui.db") and not name.startswith(pure)
    ]
    assert not wrong


def test_each_library_has_its_place() -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        for name in imported(path)
        if (home := HOMES.get(name.split(".")[0])) is not None and layer_of(path) not in home
    ]
    assert not wrong


def test_sql_is_written_in_the_db_layer_only() -> None:
    wrong = [
        f"{name_of(path)}: {node.value}"
        for path in MODULES
        if layer_of(path) != "db" and name_of(path) not in SQL_ELSEWHERE
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert not wrong


def test_the_rules_name_every_layer() -> None:
    assert {layer_of(path) for path in MODULES} <= set(BELOW)


def test_the_rules_have_no_circle() -> None:
    done: set[str] = set()
    while len(done) < len(BELOW):
        free = {layer for layer, below in BELOW.items() if below <= done} - done
        assert free, set(BELOW) - done
        done |= free


def test_sql_is_recognised() -> None:
    for text in ("SELECT id FROM task", "update task SET x = 1".upper(), "INSERT INTO meta VALUES"):
        assert SQL.search(text)
    assert not SQL.search("Vælg en fil fra listen")
