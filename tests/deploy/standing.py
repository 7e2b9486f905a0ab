"""Rules about what a cluster needs that comes up, and stays up when a node of it is lost. Each tells what breaks it."""

from deploy.containers.pods import Json
from tests.deploy.rendered import NAME, Rendered

NAMESPACE = "diwan"
SEVERAL = 3
"""Members from which on one may be lost."""


def does_not_know_itself(rendered: Rendered) -> list[str]:
    """Members of MongoDB's set that are named otherwise than kubelet names their pods in their own /etc/hosts.

    The cluster's DNS may be late, or remember the pod before. A set of one asks only once, as it starts, whether it is
    the one that it consists of; and so do all of three that start at the same time.
    """
    (mongodb,) = [one for one in rendered.kind("StatefulSet") if one["metadata"]["name"] == "mongodb"]
    pods = (f"mongodb-{number}" for number in range(mongodb["spec"]["replicas"]))
    names = {f"{pod}.{mongodb['spec']['serviceName']}.{NAMESPACE}.svc.cluster.local:27017" for pod in pods}
    return sorted(names ^ set(rendered.choices["mongo-hosts"].split(",")))


def may_be_lost_together(rendered: Rendered) -> list[str]:
    """Stores of several members of which two may stand on the same node."""
    return [
        name
        for name, pod in _stores_of_several(rendered)
        if not any(
            one["topologyKey"] == "kubernetes.io/hostname"
            and one["whenUnsatisfiable"] == "DoNotSchedule"
            and one["labelSelector"] == {"matchLabels": {NAME: name}}
            for one in pod["topologySpreadConstraints"]
        )
    ]


def _stores_of_several(rendered: Rendered) -> list[tuple[str, Json]]:
    specs = [
        (one["metadata"]["name"], one["spec"], one["spec"]["template"]["spec"]) for one in rendered.kind("StatefulSet")
    ] + [
        (one["metadata"]["name"], one["spec"], one["spec"]["override"]["statefulSet"]["spec"]["template"]["spec"])
        for one in rendered.kind("RabbitmqCluster")
    ]
    return [(name, pod) for name, spec, pod in specs if spec["replicas"] >= SEVERAL]


def is_scaled_by_two(rendered: Rendered) -> list[str]:
    """Workloads that have two autoscalers, which KEDA refuses and Kubernetes does not."""
    targets = [
        one["spec"]["scaleTargetRef"]["name"] for one in rendered.kind("HorizontalPodAutoscaler", "ScaledObject")
    ]
    return sorted({target for target in targets if targets.count(target) > 1})


def may_all_be_drained(rendered: Rendered) -> list[str]:
    """Workloads of which a drain of nodes may take all at once; an operator of ours makes no budget by itself."""
    kept = {one["spec"]["selector"]["matchLabels"][NAME] for one in rendered.kind("PodDisruptionBudget")}
    lasting = rendered.kind("Deployment", "StatefulSet", "RabbitmqCluster")
    return [one["metadata"]["name"] for one in lasting if one["metadata"]["name"] not in kept]
