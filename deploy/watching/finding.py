"""What Prometheus asks on a cluster: pods that it finds there by their labels and the names of their ports."""

from collections.abc import Iterator

from deploy.containers.pods import NAMESPACE
from deploy.local.services import NAMES
from deploy.watching.scraping import BROKER_FAMILIES, BROKER_PATH, RULES
from shared.messaging.topology import VHOST

PORT_NAME = "http"
"""Of every service's only port but the SMTP door."""
BROKER_PORT_NAME = "prometheus"
"""As RabbitMQ's Cluster Operator names it; so does our own manifest."""
KUBE_STATE_METRICS = "kube-state-metrics.kube-system.svc:8080"
"""Where its own manifests put it; it tells how the jobs of a cluster ended, and whether its gateway is there."""


def cluster_configuration(*, seconds: int = 15) -> str:
    """`cluster.yaml` for a Prometheus that runs on the cluster."""
    return "\n".join(_lines(seconds)) + "\n"


def _lines(seconds: int) -> Iterator[str]:
    yield "# Written by `make docs` (deploy/watching/finding.py) for a Prometheus on the cluster, with `options/metrics` in the overlay."
    yield "# The rules rest on the jobs' names, `honor_labels`, and the broker's path with its parameters."
    yield "global:"
    yield f"  scrape_interval: {seconds}s"
    yield f"  evaluation_interval: {seconds}s"
    yield f"rule_files: [{RULES}]"
    yield "scrape_configs:"
    for name in NAMES:
        yield f"  - job_name: diwan-{name}"
        yield "    honor_labels: true"
        yield from _pods(name, PORT_NAME)
    yield "  - job_name: diwan-rabbitmq"
    yield f"    metrics_path: {BROKER_PATH}"
    yield "    params:"
    yield f"      vhost: [{VHOST}]"
    yield f"      family: [{', '.join(BROKER_FAMILIES)}]"
    yield from _pods("rabbitmq", BROKER_PORT_NAME)
    yield "  # How the backups ended, and whether the gateway is there. Yours is elsewhere, or asked already? Then another address here, or none of this."
    yield "  - job_name: kube-state-metrics"
    yield "    honor_labels: true"
    yield f"    static_configs: [{{targets: ['{KUBE_STATE_METRICS}']}}]"
    yield "    metric_relabel_configs:"
    yield (
        "      - {source_labels: [__name__, namespace], regex: 'kube_(cronjob_.+|job_.+|deployment_status_replicas_available);"
        + NAMESPACE
        + "', action: keep}"
    )


def _pods(name: str, port: str) -> Iterator[str]:
    labels = "__meta_kubernetes_pod_label_app_kubernetes_io_name, __meta_kubernetes_pod_container_port_name"
    yield f"    kubernetes_sd_configs: [{{role: pod, namespaces: {{names: [{NAMESPACE}]}}}}]"
    yield "    relabel_configs:"
    yield f"      - {{source_labels: [{labels}], regex: '{name};{port}', action: keep}}"
    # pods that have ended and were not cleared away yet
    yield "      - {source_labels: [__meta_kubernetes_pod_phase], regex: 'Succeeded|Failed', action: drop}"
    yield "      - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}"
