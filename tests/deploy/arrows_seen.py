"""Who wants to speak to whom, by what each workload finds in its environment; and who may, by the network policies.

Neither looks at `deploy/containers/arrows.py`, which the policies are written from.
"""

import re
from urllib.parse import urlsplit

from deploy.containers.pods import Json
from tests.deploy.rendered import NAME, Rendered

Arrow = tuple[str, str, int]

NOT_ASKED = ("PUBLIC_URL", "SMS_URL")
"""Addresses that are told to people, and one that is beyond the cluster and off unless an installation says otherwise."""
PEERS: set[Arrow] = {
    ("mongodb", "mongodb", 27017),
    ("s3", "s3", 9000),
    *(("rabbitmq", "rabbitmq", port) for port in (4369, 25672, *range(35672, 35683))),
}
OUTSIDE = "outside"
OF_THE_CLUSTER = ".diwan.svc.cluster.local"
DOORS: set[Arrow] = {(OUTSIDE, "gateway", 8080), (OUTSIDE, "intake", 2525)}


def wanted(rendered: Rendered) -> set[Arrow]:
    """The arrows of the architecture."""
    arrows = set(PEERS | DOORS)
    for name, _, container in rendered.containers():
        for variable, value in rendered.environment(container).items():
            if variable.endswith(NOT_ASKED) or not re.search(r"_(URL|ENDPOINT|HOST|HOSTS)$", variable):
                continue
            arrows |= {
                (name, *_target(rendered, host, port)) for host, port in _hosts(rendered, container, variable, value)
            }
    nginx = rendered.one("ConfigMap", "gateway")["data"]["nginx.conf"]
    for host, port in re.findall(r"server (\w[\w.-]*[a-z]):(\d+) max_fails", nginx):
        arrows.add(("gateway", *_target(rendered, host, int(port))))
    return arrows


def _hosts(rendered: Rendered, container: Json, variable: str, value: str) -> list[tuple[str, int]]:
    if not value or variable == "DIWAN_INTAKE_SMTP_HOST" or not variable.startswith("DIWAN_"):
        return []
    if variable.endswith("RELAY_HOST"):
        port = rendered.environment(container)[variable.replace("HOST", "PORT")]
        return [(value, int(port))]
    authority = urlsplit(value).netloc.rpartition("@")[2] if "://" in value else value
    return [(host, int(port)) for host, _, port in (one.rpartition(":") for one in authority.split(","))]


def _target(rendered: Rendered, host: str, port: int) -> tuple[str, int]:
    """The workload behind a name of the cluster, and the port of its container."""
    service_name = host.removesuffix(OF_THE_CLUSTER).rpartition(".")[2]
    for service in rendered.kind("Service"):
        if service_name == service["metadata"]["name"]:
            workload: str = service["spec"]["selector"][NAME]
            (door,) = [one["targetPort"] for one in service["spec"]["ports"] if one["port"] == port]
            (real,) = [
                one["containerPort"]
                for name, _, container in rendered.containers()
                if name == workload
                for one in container["ports"]
                if one["name"] == door
            ]
            return workload, real
    if any(one["metadata"]["name"] == host for one in rendered.kind("RabbitmqCluster")):
        return host, port
    return OUTSIDE, port


def allowed(rendered: Rendered) -> set[Arrow]:
    """The arrows that the policies allow; one that only one of its ends allows is marked so."""
    going: set[Arrow] = set()
    coming: set[Arrow] = set()
    for policy in rendered.kind("NetworkPolicy"):
        for mine in _chosen(rendered, policy["spec"]["podSelector"]):
            for rule in policy["spec"].get("egress", ()):
                going |= {(mine, other, port) for other in _others(rule.get("to")) for port in _ports(rule)}
            for rule in policy["spec"].get("ingress", ()):
                coming |= {(other, mine, port) for other in _others(rule.get("from")) for port in _ports(rule)}
    going_out = {arrow for arrow in going if arrow[1] == OUTSIDE}
    coming_in = {arrow for arrow in coming if arrow[0] == OUTSIDE}
    one_sided = (going - going_out) ^ (coming - coming_in)
    return (
        (going & coming)
        | going_out
        | coming_in
        | {("one end only: " + arrow[0], arrow[1], arrow[2]) for arrow in one_sided}
    )


def _chosen(rendered: Rendered, selector: Json) -> list[str]:
    """The workloads that a policy is about; none for those that are about every pod."""
    if not selector:
        return []
    equal = [(key, [value]) for key, value in selector.get("matchLabels", {}).items()]
    wanted = equal + [(one["key"], one["values"]) for one in selector.get("matchExpressions", ())]
    assert all(one["operator"] == "In" for one in selector.get("matchExpressions", ()))
    workloads = rendered.labels()
    return [name for name, has in workloads.items() if all(has.get(key) in values for key, values in wanted)]


def _others(peers: list[Json] | None) -> list[str]:
    if peers is None:
        return [OUTSIDE]
    return [peer.get("podSelector", {}).get("matchLabels", {}).get(NAME, OUTSIDE) for peer in peers]


def _ports(rule: Json) -> list[int]:
    return [port for one in rule["ports"] for port in range(one["port"], one.get("endPort", one["port"]) + 1)]


def everything_is_denied_first(rendered: Rendered) -> bool:
    """Whether a policy for all pods allows nothing in either direction."""
    return any(
        policy["spec"]["podSelector"] == {}
        and set(policy["spec"]["policyTypes"]) == {"Ingress", "Egress"}
        and not {"ingress", "egress"} & policy["spec"].keys()
        for policy in rendered.kind("NetworkPolicy")
    )
