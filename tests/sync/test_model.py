"""Three colleagues, one server, and whatever may go wrong: the model of `model.py`, many times.

`HYPOTHESIS_PROFILE=soak` (`make soak`) makes it many more.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.sync.model import IS_SOAK, Colleagues

pytestmark = pytest.mark.timeout(0 if IS_SOAK else 900)

TestColleagues = Colleagues.TestCase
TestColleagues.settings = settings(
    max_examples=5_000 if IS_SOAK else 200,
    stateful_step_count=30 if IS_SOAK else 15,
    derandomize=not IS_SOAK,
    deadline=None,
    phases=set(Phase) - {Phase.shrink},  # which would take longer than a test may
    suppress_health_check=list(HealthCheck),
)
