"""The services and the gateway on a cluster: Deployments, the names they are found by, and how many may be missing."""

from typing import Any

from deploy.containers.choices import ANYWHERE, GATEWAY_PORT, PORT, RELAY_PORT, SMTP_PORT, TEMPORARY
from deploy.containers.environment import ACCOUNTS, KEYS, service_variables
from deploy.containers.images import DIWAN, GATEWAY, NGINX_USER, USER
from deploy.containers.pods import (
    Json,
    container_security,
    disruption_budget,
    env,
    labels,
    pod_security,
    resources,
    secret_name,
    selector,
    spread,
)
from deploy.containers.sizes import SIZES
from deploy.local.services import Service
from deploy.serving import STOP_SECONDS, catch_mail, serve

SECONDS_TO_LEAVE = 5
"""Until every node has heard that a pod is leaving; it goes on answering meanwhile."""
SECONDS_TO_STOP = SECONDS_TO_LEAVE + STOP_SECONDS + 12
"""Longest time to end in good order, with room for a busy node."""

GATEWAY_CONFIGURATION = "/etc/diwan"
MAIL = "/mail"


def service_manifests(service: Service) -> list[Json]:
    """All objects of one service."""
    name = service.name
    ports = {"http": PORT} | ({"smtp": SMTP_PORT} if name == "intake" else {})
    container = {
        "name": name,
        "image": DIWAN,
        "args": list(serve(name, host=ANYWHERE, port=PORT)),
        "env": [*env(service_variables(service)), *_surroundings()],
        # whatever else of docs/operations/settings.md an installation sets for this service, and what of it is secret
        "envFrom": [{kind: {"name": f"{name}-settings", "optional": True}} for kind in ("configMapRef", "secretRef")],
        "startupProbe": _probe("/livez", failures=60, seconds=2),
        "livenessProbe": _probe("/livez", failures=6, seconds=10),
        "readinessProbe": _probe("/readyz", failures=3, seconds=5),
    }
    volumes: list[Json] = [{"name": "tmp", "emptyDir": {"sizeLimit": "2Gi"}}]
    mounts: list[Json] = [{"name": "tmp", "mountPath": TEMPORARY}]
    if name == "directory":
        key = {"name": secret_name(name), "items": [{"key": "signing-key.pem", "path": "signing-key.pem"}]}
        # others that are published, while it is changed
        others = {"name": f"{name}-keys", "optional": True}
        volumes += [
            {"name": "keys", "projected": {"sources": [{"secret": key}, {"secret": others}]}},
            {"name": "accounts", "secret": {"secretName": "diwan-accounts", "optional": True}},
        ]
        mounts += [
            {"name": "keys", "mountPath": KEYS, "readOnly": True},
            {"name": "accounts", "mountPath": ACCOUNTS, "readOnly": True},
        ]
    return _workload(name, "service", container, ports=ports, volumes=volumes, mounts=mounts, user=USER)


def gateway_manifests() -> list[Json]:
    """All objects of the gateway."""
    # Whether it can answer at all. Were it not ready while one service is not, that one would close the door for all.
    alive = {"httpGet": {"path": "/problems/style.css", "port": "http"}, "timeoutSeconds": 5}
    container = {
        "name": "gateway",
        "image": GATEWAY,
        "command": ["nginx", "-c", f"{GATEWAY_CONFIGURATION}/nginx.conf"],
        "startupProbe": alive | {"periodSeconds": 2, "failureThreshold": 30},
        "livenessProbe": alive | {"periodSeconds": 10, "failureThreshold": 6},
        "readinessProbe": alive | {"periodSeconds": 5, "failureThreshold": 3},
    }
    volumes = [{"name": "tmp", "emptyDir": {"sizeLimit": "256Mi"}}, {"name": "nginx", "configMap": {"name": "gateway"}}]
    mounts: list[Json] = [
        {"name": "tmp", "mountPath": TEMPORARY},
        {"name": "nginx", "mountPath": GATEWAY_CONFIGURATION, "readOnly": True},
    ]
    ports = {"http": GATEWAY_PORT}
    return _workload("gateway", "gateway", container, ports=ports, volumes=volumes, mounts=mounts, user=NGINX_USER)


def relay_manifests() -> list[Json]:
    """All objects of a relay that keeps all mail instead of sending it on."""
    container = {
        "name": "relay",
        "image": DIWAN,
        "args": list(catch_mail(listen=f"{ANYWHERE}:{RELAY_PORT}", folder=MAIL)),
        "livenessProbe": {"tcpSocket": {"port": "smtp"}, "periodSeconds": 10},
        "readinessProbe": {"tcpSocket": {"port": "smtp"}, "periodSeconds": 5},
    }
    volumes = [{"name": "tmp", "emptyDir": {"sizeLimit": "256Mi"}}, {"name": "mail", "emptyDir": {"sizeLimit": "2Gi"}}]
    mounts: list[Json] = [
        {"name": "tmp", "mountPath": TEMPORARY},
        {"name": "mail", "mountPath": MAIL},
    ]
    ports = {"smtp": RELAY_PORT}
    return _workload("relay", "relay", container, ports=ports, volumes=volumes, mounts=mounts, user=USER)


def service_account(name: str, component: str) -> Json:
    """Nobody of Diwan speaks to Kubernetes."""
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": name, "labels": labels(name, component)},
        "automountServiceAccountToken": False,
    }


def _surroundings() -> list[Json]:
    return [
        # The gateway says who the client is; only the gateway and the portal reach a service at all.
        {"name": "FORWARDED_ALLOW_IPS", "value": "*"},
    ]


def _probe(path: str, *, failures: int, seconds: int) -> Json:
    return {
        "httpGet": {"path": path, "port": "http"},
        "periodSeconds": seconds,
        # a check of readiness asks the stores, which may take their time
        "timeoutSeconds": 5,
        "failureThreshold": failures,
    }


def _workload(
    name: str,
    component: str,
    container: Json,
    *,
    ports: dict[str, int],
    volumes: list[Json],
    mounts: list[Json],
    user: int,
) -> list[Json]:
    metadata = {"name": name, "labels": labels(name, component)}
    whole = container | {
        "ports": [{"name": door, "containerPort": port} for door, port in ports.items()],
        "volumeMounts": mounts,
        "resources": resources(SIZES[name]),
        "securityContext": container_security(),
        "lifecycle": {"preStop": {"exec": {"command": ["sleep", str(SECONDS_TO_LEAVE)]}}},
    }
    pod: dict[str, Any] = {
        "serviceAccountName": name,
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "terminationGracePeriodSeconds": SECONDS_TO_STOP,
        "securityContext": pod_security(user),
        "topologySpreadConstraints": spread(name),
        "containers": [whole],
        "volumes": volumes,
    }
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata,
        "spec": {
            "selector": {"matchLabels": selector(name)},
            # the new one is ready before an old one goes
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
            "revisionHistoryLimit": 5,
            "template": {"metadata": {"labels": labels(name, component)}, "spec": pod},
        },
    }
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata,
        "spec": {
            "selector": selector(name),
            "ports": [{"name": door, "port": port, "targetPort": door} for door, port in ports.items()],
        },
    }
    return [service_account(name, component), service, deployment, disruption_budget(name, component)]
