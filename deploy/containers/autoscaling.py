"""How many processes of each service run on a cluster: by processor time, or by the length of its queues (KEDA)."""

from deploy.containers.pods import Json, labels
from deploy.containers.sizes import BUSY_PERCENT, FEWEST, MOST
from deploy.local.services import NAMES
from shared.messaging.topology import VHOST, queues

LONG_QUEUE = 200
"""Messages per process above which another is started: two seconds of what one registry takes under full load."""
SLOWLY_DOWN: Json = {"scaleDown": {"stabilizationWindowSeconds": 600}}
"""A process that ends gives back what it had in hand; not for every lull."""
KEDA_KEYS = "rabbitmq-by-operator"


def by_processor() -> list[Json]:
    """A HorizontalPodAutoscaler for each service and the gateway."""
    return [_by_processor(name) for name in (*NAMES, "gateway")]


def by_queues() -> list[Json]:
    """A ScaledObject for each service that hears events, and what KEDA signs in with; KEDA makes the autoscalers."""
    hearing = list(dict.fromkeys(queue.service for queue in queues()))
    keys = {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "TriggerAuthentication",
        "metadata": {"name": KEDA_KEYS, "labels": labels(KEDA_KEYS, "scaling")},
        "spec": {"secretTargetRef": [{"parameter": "host", "name": "diwan-rabbitmq", "key": "operator-url"}]},
    }
    return [keys, *(_by_queues(service) for service in hearing)]


def _by_processor(name: str) -> Json:
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": name, "labels": labels(name, "scaling")},
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name},
            "minReplicas": FEWEST,
            "maxReplicas": MOST,
            "metrics": [
                {
                    "type": "Resource",
                    "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": BUSY_PERCENT}},
                }
            ],
            "behavior": SLOWLY_DOWN,
        },
    }


def _by_queues(service: str) -> Json:
    triggers = [
        {
            "type": "rabbitmq",
            "metadata": {
                "protocol": "amqp",
                "queueName": queue.name,
                "vhostName": VHOST,
                "mode": "QueueLength",
                "value": str(LONG_QUEUE),
            },
            "authenticationRef": {"name": KEDA_KEYS},
        }
        for queue in queues()
        if queue.service == service
    ]
    by_processor = {"type": "cpu", "metricType": "Utilization", "metadata": {"value": str(BUSY_PERCENT)}}
    return {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "ScaledObject",
        "metadata": {"name": service, "labels": labels(service, "scaling")},
        "spec": {
            "scaleTargetRef": {"name": service},
            "minReplicaCount": FEWEST,
            "maxReplicaCount": MOST,
            "advanced": {"horizontalPodAutoscalerConfig": {"behavior": SLOWLY_DOWN}},
            "triggers": [by_processor, *triggers],
        },
    }
