"""Rules about rendered manifests. Each takes an overlay and tells what breaks the rule."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module

from deploy.containers.keys import HELD
from deploy.containers.pods import Json
from deploy.local.services import NAMES, SERVICES
from deploy.serving import STOP_SECONDS
from tests.deploy.rendered import NAME, Rendered, ingredients
from tests.deploy.standing import does_not_know_itself, is_scaled_by_two, may_all_be_drained, may_be_lost_together

Policy = Callable[[Rendered], list[str]]

VOLUMES = {"configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret", "downwardAPI", "csi", "ephemeral"}
"""What the profile `restricted` allows (Kubernetes, Pod Security Standards)."""


def asks_for_more_than_restricted(rendered: Rendered) -> list[str]:
    """Pods that the profile `restricted` would refuse."""
    found = [f"{name}: {word}" for name, _, pod in rendered.pods() for word in _of_pod(pod)]
    return found + [
        f"{name}: {word}" for name, _, container in rendered.containers() for word in _of_container(container)
    ]


def _of_pod(pod: Json) -> Iterable[str]:
    security = pod.get("securityContext", {})
    if security.get("runAsNonRoot") is not True or not security.get("runAsUser"):
        yield "may run as root"
    if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield "any system call"
    yield from (key for key in ("hostNetwork", "hostPID", "hostIPC") if pod.get(key))
    yield from (volume["name"] for volume in pod.get("volumes", ()) if not set(volume) - {"name"} <= VOLUMES)


def _of_container(container: Json) -> Iterable[str]:
    security = container.get("securityContext", {})
    if security.get("allowPrivilegeEscalation") is not False or security.get("privileged"):
        yield "may gain privileges"
    if security.get("capabilities") != {"drop": ["ALL"]}:
        yield "has capabilities"
    yield from (f"port of the node {port}" for port in container.get("ports", ()) if port.get("hostPort"))


def writes_its_own_files(rendered: Rendered) -> list[str]:
    """Containers of ours on a file system that can be written."""
    return [
        name
        for name, _, container in rendered.containers()
        if "diwan" in container["image"] and not container.get("securityContext", {}).get("readOnlyRootFilesystem")
    ]


def is_not_watched(rendered: Rendered) -> list[str]:
    """Containers that go on without a probe."""
    return [
        f"{name}: {probe}"
        for name, workload, container in rendered.containers()
        if workload["kind"] in ("Deployment", "StatefulSet")
        for probe in ("livenessProbe", "readinessProbe")
        if probe not in container
    ]


def takes_without_limit(rendered: Rendered) -> list[str]:
    """Containers that do not say what they ask for and may take."""
    return [
        f"{name}: {part}.{what}"
        for name, _, container in rendered.containers()
        for part in ("requests", "limits")
        for what in ("cpu", "memory")
        if what not in container.get("resources", {}).get(part, {})
    ]


def is_of_no_exact_version(rendered: Rendered) -> list[str]:
    """Images that may be another one tomorrow."""
    exact = re.compile(r"@sha256:[0-9a-f]{64}$|:[^:/]*\d+[.-]\d+[^:/]*$")
    return [container["image"] for _, _, container in rendered.containers() if not exact.search(container["image"])]


def may_speak_to_kubernetes(rendered: Rendered) -> list[str]:
    """Pods and accounts with a token."""
    accounts = {one["metadata"]["name"]: one for one in rendered.kind("ServiceAccount")}
    return [
        name
        for name, _, pod in rendered.pods()
        if pod.get("automountServiceAccountToken") is not False
        or accounts.get(pod.get("serviceAccountName", ""), {}).get("automountServiceAccountToken") is not False
    ]


def is_ended_too_soon(rendered: Rendered) -> list[str]:
    """Services that are killed before they have ended in good order."""
    found = []
    for name, workload, pod in rendered.pods():
        if workload["kind"] != "Deployment":
            continue
        waits = int(
            pod["containers"][0]
            .get("lifecycle", {})
            .get("preStop", {"exec": {"command": ["0"]}})["exec"]["command"][-1]
        )
        needed = waits + STOP_SECONDS
        rolling = workload["spec"].get("strategy", {}).get("rollingUpdate", {})
        if not waits or pod.get("terminationGracePeriodSeconds", 30) <= needed or rolling.get("maxUnavailable") != 0:
            found.append(name)
    return found


def is_not_given_its_settings(rendered: Rendered) -> list[str]:
    """Settings that a service requires and is not given, and what it is given and does not read."""
    found = []
    for service in SERVICES:
        fields = import_module(f"services.{service.name}.settings").Settings.model_fields
        (container,) = [one for name, _, one in rendered.containers() if name == service.name]
        given = set(rendered.environment(container)) - ingredients(container) - {"FORWARDED_ALLOW_IPS"}
        known = {service.prefix + field.upper() for field in fields}
        required = {service.prefix + name.upper() for name, field in fields.items() if field.is_required()}
        found += [f"{service.name} lacks {name}" for name in sorted(required - given)]
        found += [f"{service.name} does not read {name}" for name in sorted(given - known)]
    return found


def refers_to_nothing(rendered: Rendered) -> list[str]:
    """References to secrets, choices, ports, accounts and workloads that are not there."""
    secrets = {f"diwan-{holder}": set(keys) for holder, keys in HELD.items()}
    found = []
    for name, _, container in rendered.containers():
        for entry in container.get("env", ()):
            source = entry.get("valueFrom", {})
            if (key := source.get("secretKeyRef")) and key["key"] not in secrets.get(key["name"], ()):
                found.append(f"{name}: secret {key['name']}/{key['key']}")
            if (key := source.get("configMapKeyRef")) and key["key"] not in rendered.choices:
                found.append(f"{name}: choice {key['key']}")
    for name, _, pod in rendered.pods():
        volumes = pod.get("volumes", ())
        held = [volume["secret"] for volume in volumes if "secret" in volume]
        held += [source["secret"] for volume in volumes for source in volume.get("projected", {}).get("sources", ())]
        needed = [secret.get("secretName") or secret["name"] for secret in held if not secret.get("optional")]
        found += [f"{name}: secret {secret}" for secret in needed if secret not in secrets]
    return found + _of_services(rendered) + _of_scaling(rendered)


def _of_services(rendered: Rendered) -> list[str]:
    doors = {
        workload["spec"]["template"]["metadata"]["labels"][NAME]: {
            port["name"] for port in pod["containers"][0].get("ports", ())
        }
        for _, workload, pod in rendered.pods()
        if workload["kind"] in ("Deployment", "StatefulSet")
    }
    return [
        f"service {one['metadata']['name']}: {port['targetPort']}"
        for one in rendered.kind("Service")
        for port in one["spec"]["ports"]
        if port["targetPort"] not in doors.get(one["spec"]["selector"][NAME], ())
    ]


def _of_scaling(rendered: Rendered) -> list[str]:
    there = {name for name, workload, _ in rendered.pods() if workload["kind"] == "Deployment"}
    targets = {
        one["spec"]["scaleTargetRef"]["name"] for one in rendered.kind("HorizontalPodAutoscaler", "ScaledObject")
    }
    return [f"scaling of {name}" for name in sorted(targets - there)]


def is_missing(rendered: Rendered) -> list[str]:
    """Services without a Deployment, and an open namespace."""
    there = {name for name, _, _ in rendered.pods()}
    found = [name for name in (*NAMES, "gateway", "prepare", "migrate") if name not in there]
    (namespace,) = rendered.kind("Namespace")
    if namespace["metadata"]["labels"].get("pod-security.kubernetes.io/enforce") != "restricted":
        found.append("a namespace that is restricted")
    strays = [
        one for one in rendered.objects if one["kind"] != "Namespace" and one["metadata"].get("namespace") != "diwan"
    ]
    return found + [f"namespace of {one['kind']} {one['metadata']['name']}" for one in strays]


POLICIES: tuple[Policy, ...] = (
    asks_for_more_than_restricted,
    writes_its_own_files,
    is_not_watched,
    takes_without_limit,
    is_of_no_exact_version,
    may_speak_to_kubernetes,
    is_ended_too_soon,
    is_not_given_its_settings,
    refers_to_nothing,
    may_all_be_drained,
    does_not_know_itself,
    may_be_lost_together,
    is_scaled_by_two,
    is_missing,
)
