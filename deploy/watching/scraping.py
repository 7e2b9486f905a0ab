"""What Prometheus asks of one local stack, and what the tests use; `finding` is for a cluster."""

from collections.abc import Iterator

from deploy.local.ports import Ports
from deploy.local.services import NAMES

RULES = "rules/*.yaml"
BROKER_PATH = "/metrics/detailed"
BROKER_FAMILIES = ("queue_coarse_metrics", "queue_consumer_count")
"""Of the broker's figures by queue those that the rules and dashboards need; all of them would be thousands."""


def scrape_configuration(ports: Ports, *, seconds: int = 15, rules: str = RULES) -> str:
    """`prometheus.yaml` for a local stack with these ports."""
    return "\n".join(_lines(ports, seconds, rules)) + "\n"


def _lines(ports: Ports, seconds: int, rules: str) -> Iterator[str]:
    yield "# Written by `make docs` (deploy/watching/scraping.py) for a local stack on its ordinary ports; cluster.yaml is the"
    yield "# one of a cluster. The rules rest on the jobs' names, `honor_labels`, and the broker's path with its parameters."
    yield "global:"
    yield f"  scrape_interval: {seconds}s"
    yield f"  evaluation_interval: {seconds}s"
    yield f"rule_files: [{rules}]"
    yield "scrape_configs:"
    for name in NAMES:
        yield f"  - job_name: diwan-{name}"
        yield "    honor_labels: true"
        yield f"    static_configs: [{{targets: ['{ports.at(name)}']}}]"
    yield "  - job_name: diwan-rabbitmq"
    yield f"    metrics_path: {BROKER_PATH}"
    yield "    params:"
    yield "      vhost: [diwan]"
    yield f"      family: [{', '.join(BROKER_FAMILIES)}]"
    yield f"    static_configs: [{{targets: ['{ports.at('rabbitmq metrics')}']}}]"
