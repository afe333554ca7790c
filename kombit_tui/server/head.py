"""A Kinto head inside this process, and requests to it without a network.

Whoever can read the settings has the database's password; in here he is the administrator.
"""

import base64
import json
import warnings
from collections.abc import Collection, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from kombit_tui.errors import KombitError

LOCAL_POLICY = {
    "multiauth.policies": "local",
    "multiauth.policy.local.use": f"{__name__}.LocalPolicy",
}
"""Makes every request to an in-process head the administrator's. Never written to a file."""
_TABLES = "Er PostgreSQL startet, og er «kinto migrate --ini …/admin.ini» kørt?"


class ServerRefused(KombitError):
    title = "Serveren sagde nej"
    hint = "Kør «kombit-tui server check»; den siger, hvad der er galt med opsætningen."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a head answered."""

    status: int
    body: Any
    headers: Mapping[str, str]


class LocalPolicy:
    """Authenticates whoever calls from inside the process, as `account:admin`."""

    name = "account"

    def authenticated_userid(self, request: Any) -> str:
        """The account's name, without its prefix."""
        return "admin"

    unauthenticated_userid = authenticated_userid

    def effective_principals(self, request: Any) -> list[str]:
        """None but those that everyone has."""
        return []

    def remember(self, request: Any, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Nothing: there is no session."""
        return []

    def forget(self, request: Any) -> list[tuple[str, str]]:
        """Nothing: there is no session."""
        return []


def build(settings: Mapping[str, str]) -> Any:
    """The WSGI application of a head with these settings.

    Kinto's libraries warn of what they import; Kinto, that storage and permissions share a
    connection, which is meant, and on a memory backend that accounts do not last.
    """
    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore")
        import kinto

        return kinto.main({}, **settings)


@dataclass(frozen=True)
class Head:
    """Requests to one application."""

    app: Any
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request and give the answer, whatever it is."""
        from webob import Request

        request = Request.blank(f"/v1{path}", method=method)
        if body is not None:
            request.body = json.dumps(body).encode()
            request.content_type = "application/json"
        request.headers.update({**self.headers, **(headers or {})})
        response = request.get_response(self.app)
        is_json = response.content_type == "application/json" and response.body
        return Answer(
            response.status_int, response.json if is_json else response.body, response.headers
        )

    def must(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        bear: Collection[int] = (),
    ) -> Answer:
        """Send a request that has to succeed, or be refused with one of `bear`.

        Raises:
            ServerRefused: it was not so.
        """
        answer = self.ask(method, path, body, headers)
        if answer.status in bear or answer.status < 400:
            return answer
        if answer.status in (500, 503):
            raise ServerRefused("Databasen svarer ikke, eller den mangler sine tabeller.", _TABLES)
        raise ServerRefused(f"{method} {path} gav {answer.status}: {answer.body}")

    def rights(self, path: str) -> dict[str, set[str]]:
        """Who has which right to an object: Kinto does not show it to an administrator by setting.

        Raises:
            ServerRefused: the database does not answer.
        """
        import transaction
        from kinto.core.storage.exceptions import BackendError

        try:
            held = self.app.registry.permission.get_object_permissions(path)
            return {right: set(principals) for right, principals in held.items() if principals}
        except BackendError as error:
            raise ServerRefused("Databasen svarer ikke.", _TABLES) from error
        finally:
            transaction.abort()


def signed(name: str, password: str) -> dict[str, str]:
    """The header that says who asks."""
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {token}"}
