"""What watches the house is whole: every alert has its runbook and its test, and what is written follows from the code."""

import json
import re
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from deploy.local.services import NAMES
from deploy.watching.__main__ import written
from shared.messaging.topology import queues

WATCHING = Path("deploy/watching/prometheus")
RUNBOOKS = Path("docs/operations/runbooks")


def groups(folder: Path) -> list[dict[str, Any]]:
    return [group for path in folder.glob("*.yaml") for group in yaml.safe_load(path.read_text())["groups"]]


@pytest.fixture(scope="module")
def rules(repository: Path) -> list[dict[str, Any]]:
    return [rule for group in groups(repository / WATCHING / "rules") for rule in group["rules"]]


@pytest.fixture(scope="module")
def alerts(rules: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {rule["alert"]: rule for rule in rules if "alert" in rule}


def test_every_alert_has_a_runbook_of_its_name_and_there_is_no_other(
    alerts: dict[str, dict[str, Any]], repository: Path
) -> None:
    named = {name: re.sub(r"(?<!^)([A-Z])", r"-\1", name.removeprefix("Diwan")).lower() for name in alerts}
    assert {name: rule["annotations"]["runbook_url"] for name, rule in alerts.items()} == {
        name: f"{RUNBOOKS}/{file}.md" for name, file in named.items()
    }
    assert {path.stem for path in (repository / RUNBOOKS).glob("*.md")} == set(named.values())


def test_every_runbook_says_what_it_means_where_to_look_how_to_mend_and_what_not_to_do(
    alerts: dict[str, dict[str, Any]], repository: Path
) -> None:
    for name, rule in alerts.items():
        text = (repository / rule["annotations"]["runbook_url"]).read_text(encoding="utf-8")
        assert text.startswith(f"# {name}: ")
        for part in ("**Meaning.**", "**First look**", "```sh\n", "**Mend.**", "**Do not**"):
            # The outbox's table of mends stands where others have a paragraph.
            assert part in text or (part == "**Mend.**" and "| mend |" in text), (name, part)
        assert len(text.splitlines()) < 50, "a page"


def test_every_place_that_a_runbook_links_is_there(repository: Path) -> None:
    for path in (repository / RUNBOOKS).glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), (path.name, link)


def test_every_word_that_a_runbook_looks_for_in_a_log_is_said_by_the_code(repository: Path) -> None:
    parts = (path for part in ("services", "shared") for path in (repository / part).rglob("*.py"))
    code = "".join(path.read_text(encoding="utf-8") for path in parts)
    texts = [path.read_text(encoding="utf-8") for path in (repository / RUNBOOKS).glob("*.md")]
    looked_for = [
        word
        for pattern in re.findall(r"grep (?:-[Ec] )?'([^':]+)' var/logs", "".join(texts))
        for word in pattern.strip('"()').split("|")
    ]
    assert len(looked_for) > 10
    assert [word for word in looked_for if word not in code] == []


def test_every_alert_is_tested_to_fire_in_the_words_that_are_read(
    alerts: dict[str, dict[str, Any]], repository: Path
) -> None:
    tested = {
        case["alertname"]
        for path in (repository / WATCHING / "tests").glob("*.yaml")
        for test in yaml.safe_load(path.read_text())["tests"]
        for case in test.get("alert_rule_test", ())
        if case.get("exp_alerts")
    }
    assert tested == set(alerts)


def test_an_alert_is_a_page_or_a_ticket_and_says_a_sentence(alerts: dict[str, dict[str, Any]]) -> None:
    for name, rule in alerts.items():
        assert rule["labels"]["severity"] in {"page", "ticket"}, name
        assert rule["annotations"]["summary"].endswith((".", ".{{ end }}")), name


def test_the_alerts_know_every_service_and_how_many_queues_there_are(alerts: dict[str, dict[str, Any]]) -> None:
    absent = set(re.findall(r'absent\(up\{job="diwan-(\w+)"\}\)', alerts["DiwanServiceDown"]["expr"]))
    assert absent == {*NAMES, "rabbitmq"}
    there = 2 * len(list(queues()))
    assert alerts["DiwanQueueMissing"]["expr"].endswith(f") < {there}")
    assert f"there should be {there}." in alerts["DiwanQueueMissing"]["annotations"]["summary"]


def test_what_follows_from_the_code_is_written_as_it_follows() -> None:
    assert [str(path) for path, text in written().items() if path.read_text(encoding="utf-8") != text] == []


def test_every_query_of_the_dashboards_can_be_parsed_and_every_panel_asks_something(repository: Path) -> None:
    for path in (repository / "deploy/watching/grafana").glob("*.json"):
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]:
            assert panel["targets"], panel["title"]
            for target in panel["targets"]:
                promql_parser.parse(target["expr"])


def test_no_two_panels_of_a_dashboard_lie_upon_each_other(repository: Path) -> None:
    for path in (repository / "deploy/watching/grafana").glob("*.json"):
        taken: set[tuple[int, int]] = set()
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]:
            at = panel["gridPos"]
            cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
            assert not cells & taken
            taken |= cells
