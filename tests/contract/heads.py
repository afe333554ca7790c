"""Heads of the server as an operator has them: processes of their own, on loopback."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kombit_tui.server import files, settings
from kombit_tui.server.head import LOCAL_POLICY, Head, build, signed
from kombit_tui.server.settings import ADMIN_INI, PUBLIC_INI, Place
from tests.contract.postgres import Cluster
from tests.contract.processes import answering, ending_with_us, free_port
from tests.server.kinto import ACCOUNTS, PASSWORD, insert_account, populate

_HOST_NAME = "sync.korsbaek.example"
_SECRET = "s" * 64


@dataclass
class Running:
    """A public head."""

    command: Sequence[str | Path]
    log: Path
    url: str
    """Where it is reached, with the version and a slash."""

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin to serve; `wait` until it answers. It ends with the thread that calls this."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*ending_with_us(), *self.command],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def wait(self) -> None:
        """Come back when it answers."""
        answering(self.url, self.process)

    def client(self, account: str | None) -> httpx.Client:
        """Requests to it as an account, or as nobody."""
        auth = (account, PASSWORD) if account else None
        return httpx.Client(base_url=self.url, auth=auth, timeout=30)

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()


@dataclass
class Server:
    """A database with what `provision` makes, and the ini files of its heads."""

    cluster: Cluster
    database: str
    folder: Path

    admin_port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        files.write(self.folder, self._place())

    @property
    def url(self) -> str:
        """Where the database is."""
        return self.cluster.url(self.database)

    def public(self, account: str | None, **changed: str) -> Head:
        """A public head inside this process, as an account or as nobody."""
        app = build({**settings.public(self._place()), **changed})
        return Head(app, signed(account, PASSWORD) if account else {})

    @contextmanager
    def heads(self, count: int = 1, **changed: str) -> Iterator[list[Running]]:
        """Public heads; `changed` settings override what `init` writes."""
        with ExitStack() as stack:
            started = [stack.enter_context(self._head(changed)) for _ in range(count)]
            for head in started:
                head.wait()
            yield started

    def migrate(self) -> None:
        """Give a new database its tables."""
        kinto = Path(sys.executable).with_name("kinto")
        command: list[str | Path] = [kinto, "migrate", "--ini", self.folder / ADMIN_INI]
        subprocess.run(command, check=True, capture_output=True)

    def admin(self) -> Head:
        """The administrator, inside this process."""
        return Head(build({**files.read(self.folder / ADMIN_INI).app, **LOCAL_POLICY}))

    @contextmanager
    def _head(self, changed: Mapping[str, str]) -> Iterator[Running]:
        place = self._place(free_port())
        folder = self.folder / str(place.port)
        files.write(folder, place)
        if changed:
            text = settings.ini({**settings.public(place), **changed}, place.host, place.port, 8)
            (folder / PUBLIC_INI).write_text(text, "utf-8")
        command = (sys.executable, "-m", "kombit_tui", "server", "run", "--folder", folder)
        head = Running(command, folder / "log", f"http://{place.host}:{place.port}/v1/")
        try:
            yield head
        finally:
            head.kill()

    def _place(self, port: int = 8888) -> Place:
        return Place(self.url, _HOST_NAME, port=port, admin_port=self.admin_port, secret=_SECRET)


@contextmanager
def template(cluster: Cluster, folder: Path) -> Iterator[str]:
    """The name of a database to copy: migrated, with the municipalities of `tests.server.kinto`."""
    name = "template_kombit"
    cluster.create(name)
    server = Server(cluster, name, folder)
    server.migrate()
    head = server.admin()
    for account in ACCOUNTS:
        insert_account(head.app, account)
    populate(head)
    disconnect(head)
    yield name


def disconnect(head: Head) -> None:
    """Close the connections of an in-process head: a database in use cannot be copied."""
    registry = head.app.registry
    for backend in (registry.storage, registry.permission, registry.cache):
        session = backend.client.session_factory
        engine = session.get_bind()
        session.remove()
        engine.dispose()
