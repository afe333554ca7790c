"""From nothing to a server that colleagues use, with the commands of docs/server.md."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kombit_tui.server.check import Problem, problems
from tests.commands import forked
from tests.contract.heads import Server, disconnect
from tests.contract.postgres import Cluster
from tests.contract.processes import answering, ending_with_us, free_port

FSYNC = "PostgreSQL skriver ikke sikkert til disken (fsync)"
"""The one thing that is wrong here, and on purpose."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the operator's files are."""
    return tmp_path_factory.mktemp("operator")


@pytest.fixture(scope="module")
def started(cluster: Cluster, folder: Path) -> Iterator[dict[str, Any]]:
    """A server set up by its commands alone, and what they said."""
    url, port = cluster.create("fresh"), free_port()
    options = ("--database", url, "--http-host", "sync.korsbaek.example", "--port", str(port))
    said: dict[str, Any] = {"port": port, "init": command(folder, "init", *options)}
    said["check, unmigrated"] = command(folder, "check", ok=False)
    said["provision, unmigrated"] = command(folder, "provision", "0101", ok=False)
    kinto = Path(sys.executable).with_name("kinto")
    ini = folder / "etc" / "admin.ini"
    subprocess.run([kinto, "migrate", "--ini", ini], check=True, capture_output=True)
    members = ("--team", "anna", "--confidential", "anna", "--reader", "dorte")
    said["provision"] = command(folder, "provision", "0101", *members)
    said["check"] = json.loads(command(folder, "check", "--json", ok=False))
    yield said
    cluster.query('DROP DATABASE "fresh" WITH (FORCE)')


def command(folder: Path, *arguments: str, ok: bool = True) -> str:
    """What a command says, on stderr where it has nothing for stdout; it fails as it must."""
    done = forked(folder, "server", *arguments, KOMBIT_TUI_SERVER=str(folder / "etc"))
    assert (done.returncode == 0) is ok, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout or done.stderr


def passwords(said: str) -> dict[str, str]:
    """Account -> password, as they are printed."""
    return dict(re.findall(r"Adgangskode til (\S+): (\S+)", said))


def test_before_migrating_everything_says_so(started: dict[str, Any]) -> None:
    assert "mangler Kintos tabeller" in started["check, unmigrated"]
    assert "kinto migrate" in started["provision, unmigrated"]


def test_check_finds_nothing_but_what_is_wrong(started: dict[str, Any]) -> None:
    (problem,) = started["check"]
    assert problem["text"].startswith(FSYNC)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_head_serves_in_the_foreground_and_ends_when_told(
    started: dict[str, Any], folder: Path, processes: int
) -> None:
    words = ("server", "run", "--folder", str(folder / "etc"), "--processes", str(processes))
    process = subprocess.Popen([*ending_with_us(), sys.executable, "-m", "kombit_tui", *words])
    try:
        url = f"http://127.0.0.1:{started['port']}/v1/"
        answering(url, process)
        account, password = "0101-anna", passwords(started["provision"])["0101-anna"]
        with httpx.Client(base_url=url, auth=(account, password)) as client:
            hello = client.get("").json()
            assert hello["user"]["id"] == "account:0101-anna"
            assert hello["url"] == "https://sync.korsbaek.example/v1/"
            assert hello["config"] is None, "its path and checksum are nobody's business"
            path = f"buckets/kommune-0101/collections/data/records/0101-{processes}"
            assert client.put(path, json={"data": {"type": "ukendt"}}).status_code == 201
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_provisioning_again_says_that_all_was_there(started: dict[str, Any], folder: Path) -> None:
    members = ("--team", "anna", "--confidential", "anna", "--reader", "dorte")
    assert command(folder, "provision", "0101", *members) == "Alt var der i forvejen.\n"


def test_passwords_are_said_once_in_json_too(started: dict[str, Any], folder: Path) -> None:
    assert set(passwords(started["provision"])) == {"0101-anna", "0101-dorte"}
    found = json.loads(command(folder, "provision", "katalog", "--publisher", "feed", "--json"))
    assert list(found["passwords"]) == ["katalog-feed"]
    assert found["joined"] == [["katalog-feed", "udgivere"]]
    (first,) = passwords(command(folder, "provision", "0101", "--team", "skift")).values()
    (second,) = passwords(command(folder, "password", "0101", "skift")).values()
    assert first != second


def test_a_file_of_accounts_makes_the_buckets_they_need(
    started: dict[str, Any], folder: Path
) -> None:
    listed = folder / "konti.csv"
    listed.write_text("kommune;konto;grupper\n0147;emil;team\n0751;jens;læsere\n", "utf-8")
    said = command(folder, "provision", "--file", str(listed))
    assert "Oprettet: kommune-0147\nOprettet: kommune-0751\n" in said
    assert set(passwords(said)) == {"0147-emil", "0751-jens"}


def test_a_removed_account_is_told(started: dict[str, Any], folder: Path) -> None:
    command(folder, "provision", "0101", "--reader", "kort")
    assert command(folder, "remove", "0101", "kort") == "Slettet: 0101-kort\n"
    assert "Der er ingen konto" in command(folder, "remove", "0101", "kort", ok=False)


def test_purge_says_what_it_took(started: dict[str, Any], folder: Path) -> None:
    said = command(folder, "purge", "--history-days", "1825")
    assert said == "Slettet: 0 mærker for slettede poster, 0 i historikken.\n"
    assert "mindst 365 dage" in command(folder, "purge", "--days", "30", ok=False)


ALTERED = {
    "timezone = 'Europe/Copenhagen'": "tidszone",
    "lock_timeout = 0": "lock_timeout",
    "lock_timeout = '5min'": "lock_timeout",
    "idle_in_transaction_session_timeout = 0": "idle_in_transaction_session_timeout",
    "default_transaction_isolation = 'repeatable read'": "repeatable read",
}


@pytest.mark.parametrize("setting", ALTERED)
def test_check_tells_how_a_database_should_be_set_up(server: Server, setting: str) -> None:
    name = setting.partition(" ")[0]
    before = server.cluster.query(f"SHOW {name}", server.database)[0][0]
    server.cluster.query(f'ALTER DATABASE "{server.database}" SET {setting}')
    try:
        (wrong,) = checked(server)
        assert ALTERED[setting] in wrong.text
        assert f"ALTER DATABASE … SET {name} = " in wrong.hint
    finally:
        server.cluster.query(f"ALTER DATABASE \"{server.database}\" SET {name} = '{before}'")


def test_check_tells_of_rights_and_records_that_should_not_be(server: Server) -> None:
    admin = server.admin()
    data = "/buckets/kommune-0101/collections/data"
    admin.must("PUT", f"{data}/records/0101-x", {"data": {"type": "task"}})
    admin.must("PUT", f"{data}/records/0101-y", {"data": {"type": "person", "name": "Bo Lund"}})
    admin.must("PATCH", data, {"permissions": {"read": ["system.Everyone"]}})
    admin.must("PUT", "/buckets/kommune-0101/collections/ny", {"data": {}})
    texts = "\n".join(one.text for one in checked(server))
    assert f"system.Everyone har retten «read» til {data}." in texts
    assert "0101-x: task passer ikke til skemaet (required)" in texts
    assert "0101-y: person handler om personer" in texts
    assert "/buckets/kommune-0101/collections/ny har ingen epoke" in texts
    disconnect(admin)
    assert "0101-x" not in str(checked(server, with_records=False))


def checked(server: Server, *, with_records: bool = True) -> list[Problem]:
    """What is wrong with a server, but for what is wrong on purpose."""
    found = list(problems(server.folder, with_records=with_records))
    assert found[0].text.startswith(FSYNC)
    return found[1:]
