"""The README draws the house as it is: who hears what, and nothing that is not there."""

import re
from pathlib import Path

import pytest

from shared.contracts import EVENTS
from shared.messaging.topology import HEARD

SERVICES = "|".join(HEARD)
TRUE = {(event.topic.split(".")[0], listener) for listener, events in HEARD.items() for event in events}


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def heard() -> dict[str, tuple[str, set[str]]]:
    """Event in words → who states it, who hears it."""
    found = {}
    for event in EVENTS:
        owner, name, _ = event.topic.split(".")
        found[name.replace("-", " ")] = (owner, {listener for listener, events in HEARD.items() if event in events})
    return found


def test_the_table_of_events_is_the_topology(readme: str) -> None:
    written: dict[str, tuple[str, set[str]]] = {}
    for events, owner, listeners in re.findall(rf"^\| ([a-z, ]+) \| ({SERVICES}) \| ([^|]+) \|$", readme, re.MULTILINE):
        subject, *_ = events.split()
        for event in events.split(", "):
            name = event if event.startswith(subject) else f"{subject} {event}"
            written[name] = (owner, set(re.findall(SERVICES, listeners.split(", to ")[0])))
    assert written == heard()


def test_the_picture_has_an_arrow_for_all_that_is_heard_and_for_nothing_else(readme: str) -> None:
    (picture,) = re.findall(r"```mermaid\n(.*?)```", readme, re.DOTALL)
    drawn = set()
    for line in picture.splitlines():
        if arrow := re.fullmatch(rf"\s+({SERVICES})(?:\[[^\]]*\])? -- [^-]+ --> (.+)", line):
            bare = re.sub(r"\[[^\]]*\]", "", arrow[2])
            drawn |= {(arrow[1], name) for name in re.findall(rf"\b({SERVICES})\b", bare)}
    assert drawn == {(owner, listener) for owner, listener in TRUE if owner != listener}


def test_every_place_that_is_linked_is_there(readme: str, repository: Path) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", readme)
    assert linked
    assert [path for path in linked if not (repository / path).exists()] == []


def test_every_target_that_is_told_of_is_in_the_makefile(readme: str, repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    commands = "\n".join("".join(found) for found in re.findall(r"```sh\n(.*?)```|`([^`\n]+)`", readme, re.DOTALL))
    told = set(re.findall(r"\bmake ([a-z-]+)", commands))
    assert {"run", "up", "demo", "dead-letters"} <= told
    assert [target for target in told if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []
