import configparser
import json
import subprocess
from pathlib import Path

import pytest

from deploy.local import starting
from deploy.local.errors import StackError
from deploy.local.layout import Layout
from deploy.local.programs import GROUPS, Program
from deploy.local.settings import REPOSITORY
from deploy.local.supervision.__main__ import Unfailing
from deploy.local.supervision.configuration import render


def rendered(tmp_path: Path, *programs: Program) -> configparser.RawConfigParser:
    text = render(programs, Layout(tmp_path), {"PATH": "/usr/bin"}, Path("/srv/diwan"))
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";", " #"))
    parser.read_string(text)
    return parser


def test_what_dies_is_started_again_without_an_end(tmp_path: Path) -> None:
    section = rendered(tmp_path, Program(name="registry", command=("x",)))["program:registry"]
    assert section["autorestart"] == "true"
    assert int(section["startretries"]) >= 100_000


def test_every_process_has_a_log_of_its_own_that_is_rotated(tmp_path: Path) -> None:
    section = rendered(tmp_path, Program(name="registry", command=("x",)))["program:registry"]
    assert section["stdout_logfile"] == str(tmp_path / "logs" / "registry.log")
    assert section["stdout_logfile_maxbytes"] == "20MB"


def test_services_start_after_their_servers_and_stop_before_them(tmp_path: Path) -> None:
    parser = rendered(tmp_path)
    order = sorted(GROUPS, key=lambda group: int(parser[f"group:{group}"]["priority"]))
    assert order == ["names", "servers", "services", "door"]


def test_the_control_socket_is_for_its_owner(tmp_path: Path) -> None:
    assert rendered(tmp_path)["unix_http_server"]["chmod"] == "0600"


def test_a_percent_sign_reaches_the_process_as_one(tmp_path: Path) -> None:
    program = Program(name="registry", command=("x", "50%"), environment={"A": "100%"})
    section = rendered(tmp_path, program)["program:registry"]
    assert section["command"] == "x 50%%"
    assert section["environment"] == 'A="100%%"'


@pytest.mark.parametrize("value", ['a"b', "a\\b", "a\nb", "a ;b"])
def test_a_value_the_configuration_cannot_hold_is_refused(value: str, tmp_path: Path) -> None:
    with pytest.raises(StackError):
        rendered(tmp_path, Program(name="registry", command=("x",), environment={"A": value}))


def test_a_service_finds_what_lies_in_its_file_now_whatever_is_written_there(tmp_path: Path) -> None:
    file = tmp_path / "registry.json"
    file.write_text(json.dumps({"DIWAN_X": 'a "word" with \\ and %'}), encoding="utf-8")
    program = ("-c", "import os; print(os.environ['DIWAN_X'], os.environ['PATH'])")
    done = subprocess.run(
        starting.command(file, program),
        env={"PATH": "/bin"},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == 'a "word" with \\ and % /bin\n'


def test_a_folder_too_deep_for_sockets_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="choose a shorter one"):
        Layout(tmp_path / ("x" * 120)).make()


def test_what_the_process_manager_cannot_say_on_a_full_disk_is_let_go() -> None:
    # Line by line, as standard error is: each write is tried at once.
    full = Path("/dev/full").open("w", buffering=1, encoding="utf-8")  # noqa: SIM115 - closing it fails as well
    said = Unfailing(full)
    assert said.write("OSError: no space left\n") == 23
    said.flush()
    with pytest.raises(OSError, match="No space"):
        full.close()


def test_what_the_process_manager_can_say_is_passed_on(tmp_path: Path) -> None:
    with (tmp_path / "output").open("w", encoding="utf-8") as file:
        said = Unfailing(file)
        said.write("CRIT\n")
        said.flush()
    assert (tmp_path / "output").read_text(encoding="utf-8") == "CRIT\n"
