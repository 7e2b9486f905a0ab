"""Who speaks to whom on a cluster, and the network policies that allow it and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deploy.containers.choices import PORT
from deploy.containers.environment import service_variables
from deploy.containers.pods import Json, labels, selector
from deploy.local.services import NAMES, SERVICES, Service

STORES: Mapping[str, int] = {"mongodb": 27017, "rabbitmq": 5672, "s3": 9000}
"""Store → the port that services use."""

PEERS: Mapping[str, tuple[int | tuple[int, int], ...]] = {
    "mongodb": (27017,),
    # the port mapper, the nodes among themselves, and the commands of their operators
    "rabbitmq": (4369, 25672, (35672, 35682)),
    "s3": (9000,),
}
"""Store → the ports (or ranges of them) that its members use among themselves."""


@dataclass(frozen=True, slots=True, order=True)
class Arrow:
    """One workload may open connections to a port of another."""

    source: str
    target: str
    port: int


def arrows() -> list[Arrow]:
    """Every arrow between workloads of ours and to the stores; those across the cluster's border are the overlays'."""
    return sorted({*(Arrow("gateway", name, PORT) for name in NAMES), *_commands(), *_of_services()})


def _commands() -> Iterator[Arrow]:
    for command in ("prepare", "retire"):
        yield Arrow(command, "mongodb", STORES["mongodb"])
        yield Arrow(command, "s3", STORES["s3"])
    yield Arrow("migrate", "mongodb", STORES["mongodb"])
    yield Arrow("contract", "mongodb", STORES["mongodb"])


def _of_services() -> Iterator[Arrow]:
    for service in SERVICES:
        variables = {name.removeprefix(service.prefix) for name in service_variables(service)}
        if "MONGO_URL" in variables:
            yield Arrow(service.name, "mongodb", STORES["mongodb"])
        if "AMQP_URL" in variables:
            yield Arrow(service.name, "rabbitmq", STORES["rabbitmq"])
        if "S3_ENDPOINT" in variables:
            yield Arrow(service.name, "s3", STORES["s3"])
        yield from _to_services(service, variables)


def _to_services(service: Service, variables: set[str]) -> Iterator[Arrow]:
    if "JWKS_URL" in variables:
        yield Arrow(service.name, "directory", PORT)
    for name in NAMES:
        if f"{name.upper()}_URL" in variables:
            yield Arrow(service.name, name, PORT)


def backup_network_manifests() -> list[Json]:
    """What allows backing up and restoring its arrows: an option, so that nothing stands open where it is done otherwise."""
    commands = ("backup", "restore")
    known = [Arrow(command, store, port) for command in commands for store, port in STORES.items()]
    to_stores = [
        _policy(
            f"{store}-backup", {"matchLabels": selector(store)}, {"policyTypes": ["Ingress"], **_coming(store, known)}
        )
        for store in STORES
    ]
    of_commands = [_policy(name, {"matchLabels": selector(name)}, _rules(name, known)) for name in commands]
    return [*of_commands, *to_stores]


def _coming(name: str, known: list[Arrow]) -> Json:
    return {"ingress": [_rule("from", arrow.source, (arrow.port,)) for arrow in known if arrow.target == name]}


def network_manifests() -> list[Json]:
    """Nothing may speak to anything, but everybody may ask for names; then one policy per workload with its arrows."""
    everybody: Json = {}
    names = {
        "to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}],
        "ports": [{"protocol": protocol, "port": 53} for protocol in ("UDP", "TCP")],
    }
    known = arrows()
    workloads = sorted({arrow.source for arrow in known} | {arrow.target for arrow in known})
    return [
        _policy("nobody", everybody, {"policyTypes": ["Ingress", "Egress"]}),
        _policy("names", everybody, {"policyTypes": ["Egress"], "egress": [names]}),
        *(_policy(name, {"matchLabels": selector(name)}, _rules(name, known)) for name in workloads),
    ]


def _rules(name: str, known: list[Arrow]) -> Json:
    coming = [_rule("from", arrow.source, (arrow.port,)) for arrow in known if arrow.target == name]
    going = [_rule("to", arrow.target, (arrow.port,)) for arrow in known if arrow.source == name]
    if name in PEERS:
        coming.append(_rule("from", name, PEERS[name]))
        going.append(_rule("to", name, PEERS[name]))
    return {
        "policyTypes": ["Ingress", "Egress"],
        **({"ingress": coming} if coming else {}),
        **({"egress": going} if going else {}),
    }


def _rule(direction: str, other: str, ports: tuple[int | tuple[int, int], ...]) -> Json:
    return {direction: [{"podSelector": {"matchLabels": selector(other)}}], "ports": [_port(port) for port in ports]}


def _port(port: int | tuple[int, int]) -> Json:
    if isinstance(port, tuple):
        first, last = port
        return {"protocol": "TCP", "port": first, "endPort": last}
    return {"protocol": "TCP", "port": port}


def _policy(name: str, pods: Json, rules: Json) -> Json:
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": name, "labels": labels(name, "network")},
        "spec": {"podSelector": pods, **rules},
    }
