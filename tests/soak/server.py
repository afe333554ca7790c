"""A program: the real Kinto with the municipality of the big store. Says its port, and serves."""

from typing import Any

from kombit_tui.server import provision
from kombit_tui.server.provision import Group, Member
from tests.server.kinto import admin_head, insert_account, memory_app
from tests.sync.loopback import serve

CODE = "0999"
USER, COLLEAGUE = f"{CODE}-anna", f"{CODE}-carla"


def app() -> Any:
    """The application."""
    made = memory_app()
    both = [Member(one, frozenset({Group.TEAM, Group.CONFIDENTIAL})) for one in (USER, COLLEAGUE)]
    for one in both:
        insert_account(made.registry.admin, one.name)
    provision.municipality(admin_head(made), CODE, both, provision.Outcome())
    return made


if __name__ == "__main__":
    serve(app)
