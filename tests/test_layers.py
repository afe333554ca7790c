"""Imports run one way, and each library has its one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kombit_tui

PACKAGE = Path(kombit_tui.__file__).parent

BELOW: dict[str, set[str]] = {
    "actions": set(),
    "errors": set(),
    "domain": set(),
    "db": {"domain", "errors"},
    "wording": {"domain", "db", "actions"},
    "widgets": {"domain", "wording", "actions"},
    "screens": {"widgets", "wording", "db", "domain", "export", "actions", "errors"},
    "ingest": {"db", "domain", "errors"},
    "export": {"db", "domain", "errors", "wording"},
    "sync": {"db", "domain", "errors", "wording", "settings", "credentials"},
    "server": {"domain", "errors"},
    "demo": {"db", "domain", "errors"},
    "settings": {"domain", "errors"},
    "credentials": {"settings", "errors"},
    "keymap": {"actions"},
    "looks": set(),
    "early": {"db", "wording", "looks"},
    "first": {"early", "db", "settings"},
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
    },
    "launch": {
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
    },
    "cli": {
        "launch",
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
    "__main__": {"first", "launch", "cli"},
    "__init__": set(),
}
"""Layer -> the layers it may import, beside itself."""
PURE_IN_DB = {"wording": "kombit_tui.db.queries"}
"""Layers that may know the rows of the store and nothing else of it."""

HOMES: dict[str, set[str]] = {
    "textual": {"app", "screens", "widgets"},
    "rich": {"widgets", "wording"},
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
    "typer": {"cli", "server"},
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

MODULES = sorted(PACKAGE.rglob("*.py"))
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|"
    r"CREATE\s+(TABLE|INDEX|TRIGGER|VIEW)|DROP\s+TABLE|ALTER\s+TABLE)\b",
    re.DOTALL,
)


def name_of(path: Path) -> str:
    """A module as tests call it: its path in the package."""
    return path.relative_to(PACKAGE).as_posix()


def layer_of(path: Path) -> str:
    """The first part of a module's place."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its head or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
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


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    layer = layer_of(path)
    allowed = {layer, *BELOW[layer]}
    ours = [name for name in imported(path) if name.startswith("kombit_tui.")]
    assert not [name for name in ours if name.split(".")[1] not in allowed]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_wording_knows_rows_and_no_store(path: Path) -> None:
    pure = PURE_IN_DB.get(layer_of(path))
    if pure is not None:
        of_db = [name for name in imported(path) if name.startswith("kombit_tui.db")]
        assert not [name for name in of_db if not name.startswith(pure)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_library_has_its_place(path: Path) -> None:
    for name in imported(path):
        home = HOMES.get(name.split(".")[0])
        assert home is None or layer_of(path) in home, f"{name} in {name_of(path)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sql_is_written_in_the_db_layer_only(path: Path) -> None:
    if layer_of(path) == "db" or name_of(path) in SQL_ELSEWHERE:
        return
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if SQL.search(text)]


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
