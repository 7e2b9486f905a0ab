"""Which file of the repository is written from what; `make manifests` writes them, and a test holds them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from deploy.containers import brokers
from deploy.containers.arrows import backup_network_manifests, network_manifests
from deploy.containers.autoscaling import by_processor, by_queues
from deploy.containers.compose import compose_file
from deploy.containers.gateway import PRIVATE_NETWORKS, configuration
from deploy.containers.jobs import backup_manifests, job_manifests
from deploy.containers.keys import references
from deploy.containers.pods import Json
from deploy.containers.workloads import gateway_manifests, relay_manifests, service_manifests
from deploy.local.services import SERVICES
from deploy.local.settings import REPOSITORY

HEADER = "# Written by `make manifests` from deploy/containers; a test fails when it is stale.\n"


def written_files() -> Mapping[str, str]:
    """Path from the repository's root → text."""
    base = "deploy/kubernetes/base"
    return {
        **{f"{base}/{service.name}.yaml": _manifests(service_manifests(service)) for service in SERVICES},
        f"{base}/gateway.yaml": _manifests(gateway_manifests()),
        f"{base}/jobs.yaml": _manifests(job_manifests()),
        f"{base}/network.yaml": _manifests(network_manifests()),
        f"{base}/gateway/nginx.conf": configuration(proxies=PRIVATE_NETWORKS),
        "deploy/kubernetes/overlays/production/autoscaling.yaml": _manifests(by_processor()),
        "deploy/kubernetes/overlays/production/rabbitmq.yaml": _manifests(brokers.manifests()),
        "deploy/kubernetes/overlays/single-node/relay.yaml": _manifests(relay_manifests()),
        "deploy/kubernetes/options/external-secrets/secrets.yaml": _manifests(references()),
        "deploy/rabbitmq/containers.conf": HEADER + brokers.configuration(),
        "deploy/kubernetes/stores/rabbitmq/rabbitmq.conf": HEADER + brokers.configuration(),
        "deploy/kubernetes/options/backup/backup.yaml": _manifests([*backup_manifests(), *backup_network_manifests()]),
        "deploy/kubernetes/options/keda/scaling.yaml": _manifests(by_queues()),
        "deploy/compose.yaml": HEADER + _dump(compose_file()),
    }


def write_all(root: Path = REPOSITORY) -> None:
    """Write them all."""
    for path, text in written_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _manifests(objects: Sequence[Json]) -> str:
    return HEADER + "---\n".join(_dump(one) for one in objects)


def _dump(one: Json) -> str:
    return yaml.dump(one, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


class _Plain(yaml.SafeDumper):
    """YAML without anchors: each object can be read by itself."""

    def ignore_aliases(self, _data: object) -> bool:
        """Write everything out."""
        return True
