"""Parts that every pod of Diwan has: who it runs as, what it may do, its environment, its labels."""

from collections.abc import Mapping
from typing import Any

from deploy.containers.choices import Chosen, Kept, Value
from deploy.containers.sizes import Size

Json = dict[str, Any]

INSTALLATION = "installation"
"""The ConfigMap of choices."""
NAMESPACE = "diwan"


def labels(name: str, component: str) -> Json:
    """The labels of one workload."""
    return {
        "app.kubernetes.io/name": name,
        "app.kubernetes.io/component": component,
        "app.kubernetes.io/part-of": "diwan",
    }


def selector(name: str) -> Json:
    """What finds the pods of one workload."""
    return {"app.kubernetes.io/name": name}


def secret_name(holder: str) -> str:
    """The Secret that holds somebody's keys."""
    return f"diwan-{holder}"


def env(variables: Mapping[str, Value]) -> list[Json]:
    """A container's environment. A value in several parts is put together by Kubernetes: `$(…)` of what stands before."""
    entries: list[Json] = []
    for name, value in variables.items():
        if all(isinstance(part, str) for part in value):
            entries.append({"name": name, "value": "".join(str(part) for part in value)})
        elif len(value) == 1 and not isinstance(value[0], str):
            entries.append(_reference(name, value[0]))
        else:
            text = ""
            for part in value:
                if isinstance(part, str):
                    text += part
                    continue
                ingredient = _ingredient(part)
                if all(entry["name"] != ingredient for entry in entries):
                    entries.append(_reference(ingredient, part))
                text += f"$({ingredient})"
            entries.append({"name": name, "value": text})
    return entries


def _ingredient(part: Chosen | Kept) -> str:
    name = part.key if isinstance(part, Chosen) else f"{part.holder}-{part.key}"
    return name.replace("-", "_").upper()


def _reference(name: str, part: Chosen | Kept) -> Json:
    if isinstance(part, Chosen):
        return {"name": name, "valueFrom": {"configMapKeyRef": {"name": INSTALLATION, "key": part.key}}}
    reference = {"name": secret_name(part.holder), "key": part.key}
    return {"name": name, "valueFrom": {"secretKeyRef": reference}}


def resources(size: Size) -> Json:
    """What a container asks for and may take."""
    return {
        "requests": {"cpu": size.cpu, "memory": size.memory},
        "limits": {"cpu": size.most_cpu, "memory": size.most_memory},
    }


def pod_security(user: int) -> Json:
    """A pod of the profile `restricted`."""
    return {
        "runAsNonRoot": True,
        "runAsUser": user,
        "runAsGroup": user,
        "fsGroup": user,
        "seccompProfile": {"type": "RuntimeDefault"},
    }


def container_security() -> Json:
    """A container of the profile `restricted`, on a file system that cannot be written."""
    return {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def spread(name: str, *, if_it_cannot: str = "ScheduleAnyway") -> list[Json]:
    """Not all on one node, nor all in one zone, where there are several. `if_it_cannot` is about nodes."""
    return [
        {
            "maxSkew": 1,
            "topologyKey": key,
            "whenUnsatisfiable": otherwise,
            "labelSelector": {"matchLabels": selector(name)},
        }
        for key, otherwise in (
            ("kubernetes.io/hostname", if_it_cannot),
            ("topology.kubernetes.io/zone", "ScheduleAnyway"),
        )
    ]


def disruption_budget(name: str, component: str) -> Json:
    """One pod of these at a time may be taken away on purpose."""
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": name, "labels": labels(name, component)},
        "spec": {"maxUnavailable": 1, "selector": {"matchLabels": selector(name)}},
    }
