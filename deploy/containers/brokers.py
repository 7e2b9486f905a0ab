"""The broker in containers: what it reads as it starts, and the cluster of three that the Cluster Operator makes."""

from pathlib import Path

from deploy.containers.choices import ANYWHERE
from deploy.containers.images import RABBITMQ, STORE_USER
from deploy.containers.pods import (
    Json,
    container_security,
    disruption_budget,
    labels,
    pod_security,
    secret_name,
    spread,
)
from deploy.rabbitmq.rendering import render_configuration

DEFINITIONS = Path("/etc/diwan/definitions.json")
MEMORY = 0.6
"""The share of its container's memory above which publishers wait (RabbitMQ's own default)."""
MEMBERS = 3
METRICS_PORT = 15692
"""Where RabbitMQ shows its own figures to Prometheus unless told otherwise."""


def configuration() -> str:
    """`rabbitmq.conf` of a broker in a container of its own."""
    return render_configuration(
        port=5672, metrics_port=METRICS_PORT, definitions=DEFINITIONS, address=ANYWHERE, memory=MEMORY
    )


def manifests() -> list[Json]:
    """Three nodes: any of them may be lost, and one at a time may be taken away. The operator makes no budget itself."""
    return [_cluster(), disruption_budget("rabbitmq", "store")]


def _cluster() -> Json:
    security = container_security() | {"readOnlyRootFilesystem": False}
    only = {"key": DEFINITIONS.name, "path": DEFINITIONS.name}
    override = {
        "securityContext": pod_security(STORE_USER),
        # the operator gives one, which the discovery of peers has had no use for since RabbitMQ 4.1
        "automountServiceAccountToken": False,
        "topologySpreadConstraints": spread("rabbitmq", if_it_cannot="DoNotSchedule"),
        "containers": [
            {
                "name": "rabbitmq",
                "securityContext": security,
                "volumeMounts": [{"name": "definitions", "mountPath": str(DEFINITIONS.parent), "readOnly": True}],
            }
        ],
        "initContainers": [{"name": "setup-container", "securityContext": security}],
        "volumes": [{"name": "definitions", "secret": {"secretName": secret_name("rabbitmq"), "items": [only]}}],
    }
    return {
        "apiVersion": "rabbitmq.com/v1beta2",
        "kind": "RabbitmqCluster",
        "metadata": {"name": "rabbitmq", "labels": labels("rabbitmq", "store")},
        "spec": {
            "replicas": MEMBERS,
            "image": f"{RABBITMQ}-management",
            "resources": {"requests": {"cpu": "250m", "memory": "1Gi"}, "limits": {"cpu": "2", "memory": "2Gi"}},
            "persistence": {"storage": "20Gi"},
            # the operator's own default is a week, for queues that are copied elsewhere first; ours are on every node
            "terminationGracePeriodSeconds": 120,
            "rabbitmq": {"additionalConfig": _without_listener(configuration()) + _OF_A_CLUSTER},
            "override": {"statefulSet": {"spec": {"template": {"spec": override}}}},
        },
    }


_OF_A_CLUSTER = f"""\
cluster_partition_handling = pause_minority
# Queues are made by the node that comes last, when all are there. One that lost its disk gets its share of them again.
quorum_queue.continuous_membership_reconciliation.enabled = true
quorum_queue.continuous_membership_reconciliation.target_group_size = {MEMBERS}
"""


def _without_listener(text: str) -> str:
    """The operator says itself where its nodes listen."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("listeners."))
