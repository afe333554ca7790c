"""One PostgreSQL for the tests of a process, and a database of its own for each module."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.contract.heads import Server, template
from tests.contract.postgres import Cluster, running

HERE = Path(__file__).parent
_numbers = count()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL; where there is none to run, the tests fail."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def filled(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The database that others are copies of."""
    with template(cluster, tmp_path_factory.mktemp("template")) as name:
        yield name


@pytest.fixture(scope="module")
def server(cluster: Cluster, filled: str, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server with two municipalities and the catalogue, and nothing else in it yet."""
    name = f"kombit_{next(_numbers)}"
    cluster.create(name, filled)
    return Server(cluster, name, tmp_path_factory.mktemp(name))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one file share a database and heads, so one process has to run them all."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
