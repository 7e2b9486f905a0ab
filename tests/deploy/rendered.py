"""A rendered overlay, and what is looked for in it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from deploy.containers.pods import Json

BIN = Path(sys.executable).parent
"""Where the programs of `tests/deploy/requirements.lock` are."""
WITH_PODS = ("Deployment", "StatefulSet", "Job", "CronJob")
NAME = "app.kubernetes.io/name"


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of those programs."""
    command = [str(BIN / program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def kustomize(folder: Path) -> str:
    """What an overlay is rendered to; fails with kustomize's words, also when it only warns."""
    done = run("kubectl", "kustomize", folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@dataclass(frozen=True)
class Rendered:
    """The objects of one overlay."""

    objects: list[Json]

    @classmethod
    def of(cls, text: str) -> "Rendered":
        """Read them."""
        return cls([one for one in yaml.load_all(text, Loader=yaml.CSafeLoader) if one])

    def kind(self, *kinds: str) -> list[Json]:
        """All objects of these kinds."""
        return [one for one in self.objects if one["kind"] in kinds]

    def one(self, kind: str, name: str) -> Json:
        """The one object; a generated ConfigMap by its name without the hash."""
        (found,) = [
            each for each in self.kind(kind) if each["metadata"]["name"].rsplit("-", kind == "ConfigMap")[0] == name
        ]
        return found

    def pods(self) -> Iterator[tuple[str, Json, Json]]:
        """Name of the workload, the workload, and its pod's specification."""
        for one in self.kind(*WITH_PODS):
            spec = one["spec"]["jobTemplate"]["spec"] if one["kind"] == "CronJob" else one["spec"]
            yield one["metadata"]["name"], one, spec["template"]["spec"]

    def labels(self) -> dict[str, Json]:
        """Workload → the labels of its pods."""
        found = {}
        for one in self.kind(*WITH_PODS):
            spec = one["spec"]["jobTemplate"]["spec"] if one["kind"] == "CronJob" else one["spec"]
            found[one["metadata"]["name"]] = spec["template"]["metadata"]["labels"]
        # what the Cluster Operator gives its pods
        clusters = (one["metadata"]["name"] for one in self.kind("RabbitmqCluster"))
        return found | {name: {NAME: name} for name in clusters}

    def containers(self) -> Iterator[tuple[str, Json, Json]]:
        """Name of the workload, the workload, and each container."""
        for name, workload, pod in self.pods():
            for container in (*pod.get("initContainers", ()), *pod["containers"]):
                yield name, workload, container

    @cached_property
    def choices(self) -> dict[str, str]:
        """The ConfigMap `installation`."""
        data: dict[str, str] = self.one("ConfigMap", "installation")["data"]
        return data

    def environment(self, container: Json) -> dict[str, str]:
        """What a container finds in its environment; a secret as `<name.key>`."""
        values: dict[str, str] = {}
        for entry in container.get("env", ()):
            value = entry.get("value") or ""
            source = entry.get("valueFrom", {})
            if "configMapKeyRef" in source:
                value = self.choices[source["configMapKeyRef"]["key"]]
            elif "secretKeyRef" in source:
                value = f"<{source['secretKeyRef']['name']}.{source['secretKeyRef']['key']}>"
            for name, known in values.items():
                value = value.replace(f"$({name})", known)
            values[entry["name"]] = value
        return values


def ingredients(container: Json) -> set[str]:
    """Variables that are there only to be put into others."""
    entries: list[dict[str, Any]] = container.get("env", [])
    return {
        one["name"] for one in entries if any(f"$({one['name']})" in (other.get("value") or "") for other in entries)
    }
