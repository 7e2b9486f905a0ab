"""Operators see what they are promised: every metric that is asked for is there, and a fault makes its alert true."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from deploy.local.services import NAMES
from deploy.local.stack import Stack
from deploy.watching.scraping import BROKER_FAMILIES, BROKER_PATH
from shared.contracts import SubmissionReadV1
from shared.messaging.topology import queue_name
from tests.collector import Collector
from tests.e2e.outside import Outside, letter, wait_for
from tests.e2e.prometheus import Prometheus, watched

WATCHING = Path(__file__).parents[2] / "deploy/watching"
PAGE = Path(__file__).parents[2] / "docs/operations/watching.md"
RUNBOOKS = Path(__file__).parents[2] / "docs/operations/runbooks"
NO_METRICS = {"rabbitmq_prometheus"}
OF_OTHERS = {
    "up",  # of Prometheus itself
    # of a backup that was made, in a file for node exporter
    *("diwan_backup_moment_seconds", "diwan_backup_damaged_blobs", "diwan_backup_missing_documents"),
    # of kube-state-metrics, on a cluster
    *("kube_cronjob_status_last_successful_time", "kube_job_failed", "kube_deployment_status_replicas_available"),
}
MEASURES = 2 + 3 + 2 + 1 + 1
"""Of intake (outbox, unread), registry (outbox, gaps, desk), routing (outbox, late), notify (overdue), directory (outbox)."""
QUEUE = queue_name("registry", SubmissionReadV1)


@pytest.fixture(scope="module")
def prometheus(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    with watched(stack, tmp_path_factory.mktemp("prometheus")) as prometheus:
        yield prometheus


def test_every_metric_that_rules_and_dashboards_name_is_exported(stack: Stack) -> None:
    there = {f"{path}{end}" for path, end in _exported(stack)} | OF_OTHERS
    recorded, named = _named()
    assert named - recorded - there == set()
    # The page for operators names histograms without what their samples' names end in.
    names = r"\b(?:diwan|rabbitmq)_[a-z_]+[a-z]"
    told = set(re.findall(names, PAGE.read_text(encoding="utf-8")))
    assert told - there - {path for path, _ in _exported(stack)} - NO_METRICS == set()
    for runbook in RUNBOOKS.glob("*.md"):
        # Some are looked for by what several begin with.
        asked = re.findall(names, runbook.read_text(encoding="utf-8"))
        assert [one for one in asked if not any(metric.startswith(one) for metric in there)] == [], runbook.name


def test_a_registry_that_stands_still_is_seen_until_it_is_back(
    outside: Outside, stack: Stack, prometheus: Prometheus, somebody: Callable[[], str]
) -> None:
    wait_for(lambda: prometheus.value('count(up{job=~"diwan-.+"} == 1)') == len(NAMES) + 1)
    # It has been seen empty before anything waits in it.
    wait_for(lambda: prometheus.value('max(diwan:unregistered_oldest:seconds{stage="queue"})') == 0)
    wait_for(lambda: "DiwanServiceDown" not in prometheus.alerts())
    sender = somebody()
    stack.stop_process("registry")
    try:
        outside.send(letter(sender=sender, subject="خطاب ينتظر السجل", files=("خطاب.pdf",)), sender=sender)
        wait_for(lambda: (prometheus.value('max(diwan:unregistered_oldest:seconds{stage="queue"})') or 0) > 3)
        wait_for(lambda: "diwan-registry" in _labels(prometheus, "DiwanServiceDown", "job"))
        wait_for(lambda: QUEUE in _labels(prometheus, "DiwanQueueUnheard", "queue"))
    finally:
        stack.start_process("registry")
    outside.notice(recipient=sender, kind="registered")
    wait_for(lambda: prometheus.value("max(diwan:unregistered_oldest:seconds)") == 0)
    wait_for(lambda: "diwan-registry" not in _labels(prometheus, "DiwanServiceDown", "job"))
    wait_for(lambda: QUEUE not in _labels(prometheus, "DiwanQueueUnheard", "queue"))


def test_what_all_have_is_as_it_should_be(prometheus: Prometheus) -> None:
    # Every measure of every service that has a store.
    wait_for(lambda: prometheus.value("count(time() - diwan_measured_timestamp_seconds < 60)") == MEASURES)
    wait_for(lambda: prometheus.value("sum(diwan_ready)") == len(NAMES))
    assert prometheus.value("sum(diwan_registry_number_gaps)") == 0
    # The broker has all its queues, and as many as the alert on them expects.
    assert "DiwanQueueMissing" not in prometheus.alerts()


def test_what_people_do_is_sent_on(outside: Outside, collector: Collector) -> None:
    outside.token("clerk")

    def sent() -> bool:
        return any(service == "diwan-directory" for service, _ in list(collector.records))

    # A deed is sent when it is a minute old; this one, or an earlier one.
    wait_for(sent, seconds=180)


def _labels(prometheus: Prometheus, alert: str, label: str) -> set[str]:
    """What a label of an alert is, wherever it is pending or fires."""
    return {one[label] for one in prometheus.alerts().get(alert, ())}


def _exported(stack: Stack) -> Iterator[tuple[str, str]]:
    """Names of samples that the services and the broker export, whether or not there is a sample yet."""
    pages = [f"{stack.service_url(name)}/metrics" for name in NAMES]
    broker = f"http://{stack.settings.ports.at('rabbitmq metrics')}{BROKER_PATH}"
    pages.append(f"{broker}?vhost=diwan&" + "&".join(f"family={one}" for one in BROKER_FAMILIES))
    for page in pages:
        for family in text_string_to_metric_families(httpx.get(page, trust_env=False).text):
            ends = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
            yield from ((family.name, end) for end in ends)


def _named() -> tuple[set[str], set[str]]:
    """What the rules record, and the names of everything that rules and dashboards ask for."""
    recorded, asked = set(), []
    for path in (WATCHING / "prometheus/rules").glob("*.yaml"):
        for group in yaml.safe_load(path.read_text())["groups"]:
            recorded |= {rule["record"] for rule in group["rules"] if "record" in rule}
            asked += [rule["expr"] for rule in group["rules"]]
    for path in (WATCHING / "grafana").glob("*.json"):
        panels = json.loads(path.read_text())["panels"]
        asked += [target["expr"] for panel in panels for target in panel["targets"]]
    names: set[str] = set()

    def keep(node: promql_parser.Expr) -> bool:
        if isinstance(node, promql_parser.VectorSelector) and node.name:
            names.add(node.name)
        return True

    for expression in asked:
        promql_parser.walk(promql_parser.parse(expression), keep)
    return recorded, names
