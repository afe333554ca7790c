"""One Kinto in memory for all tests here, as new for each."""

from typing import Any

import pytest

from kombit_tui.server.head import Head
from tests.server.kinto import ANNA, head_of, memory_app, reset


@pytest.fixture(scope="session")
def application() -> Any:
    """The public head."""
    return memory_app()


@pytest.fixture
def app(application: Any) -> Any:
    """The public head with two municipalities, and nothing written to them yet."""
    reset(application)
    return application


@pytest.fixture
def anna(app: Any) -> Head:
    """The public head, asked by a member."""
    return head_of(app, ANNA)
