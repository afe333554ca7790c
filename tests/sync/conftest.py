"""Two colleagues who meet one server."""

from collections.abc import Iterator

import pytest

from tests.sync.replicas import Replica, Team


@pytest.fixture
def team() -> Iterator[Team]:
    """Anna and Carla, who see everything of their municipality."""
    made = Team()
    yield made
    made.close()


@pytest.fixture
def anna(team: Team) -> Replica:
    """The one colleague."""
    return team.replicas[0]


@pytest.fixture
def carla(team: Team) -> Replica:
    """The other."""
    return team.replicas[1]
