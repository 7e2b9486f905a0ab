"""The compose file: everything on one machine with containers, as `make run` does it without."""

from collections.abc import Iterable, Mapping
from typing import Any

from deploy.containers import images
from deploy.containers.brokers import DEFINITIONS
from deploy.containers.choices import (
    ANYWHERE,
    CHOICES,
    GATEWAY_PORT,
    PORT,
    RELAY_PORT,
    REPLICA_SET,
    SMTP_PORT,
    TEMPORARY,
    Chosen,
    Kept,
    Value,
)
from deploy.containers.environment import (
    ACCOUNTS,
    KEYS,
    backup_variables,
    prepare_variables,
    restore_variables,
    service_variables,
    stores_variables,
)
from deploy.containers.jobs import BACK_UP, BRING_BACK, CONTRACT, MIGRATE, PREPARE, RETIRE
from deploy.containers.pods import Json
from deploy.containers.sizes import SIZES
from deploy.containers.workloads import MAIL, SECONDS_TO_STOP
from deploy.local.services import NAMES, SERVICES, Service
from deploy.serving import catch_mail, serve

FILES = "${DIWAN_KEYS:-./keys}/files"
"""What `python -m deploy.containers keys` makes, beside the compose file unless told otherwise."""
INSIDE, OUTSIDE = "inside", "outside"
WITH_DOORS = ("intake", "notify")
"""Services that are spoken to, or speak, beyond this installation."""
BUILDERS = {"prepare": "diwan", "gateway": "gateway"}
"""Who builds which image; the others take it. Built for each of them at once, an engine finds its name taken and gives up."""
BY_HAND = "by-hand"
"""The profile of what runs only when somebody says so: `docker compose run --rm backup`."""
BACKUPS = "/backups"
TARGET = ("TARGET_S3_ENDPOINT", "TARGET_S3_ACCESS_KEY", "TARGET_S3_SECRET_KEY", "RECIPIENTS")
"""Where else backups go than into a folder of the machine, and the keys to them: of `DIWAN_BACKUP_…`, as it is said."""


def compose_file() -> Json:
    """The whole file."""
    services: dict[str, Json] = {
        "mongodb": _mongodb(),
        "rabbitmq": _rabbitmq(),
        "s3": _s3(),
        "relay": _relay(),
        "prepare": _once("prepare", PREPARE, prepare_variables(), after={"mongodb": "healthy", "s3": "healthy"}),
        "migrate": _once("migrate", MIGRATE, stores_variables(), after={"prepare": "completed_successfully"}),
        **{service.name: _service(service) for service in SERVICES},
        "gateway": _gateway(),
        "contract": _by_hand("contract", CONTRACT, stores_variables()),
        "retire": _by_hand("retire", RETIRE, prepare_variables()),
        "backup": _of_backups("backup", BACK_UP, backup_variables()),
        "restore": _of_backups("restore", BRING_BACK, restore_variables()),
    }
    return {
        "name": "diwan",
        "services": services,
        "networks": {INSIDE: {"internal": True}, OUTSIDE: {}},
        "volumes": {name: {} for name in ("mongodb", "rabbitmq", "s3", "mail")},
    }


def written(value: Value) -> str:
    """A value as the compose file has it: choices with what they are unless told, secrets required."""
    return "".join(part if isinstance(part, str) else _variable(part) for part in value)


def _variable(part: Chosen | Kept) -> str:
    if isinstance(part, Chosen):
        return f"${{{part.variable}:-{written(CHOICES[part.key])}}}"
    return f"${{{part.variable}:?}}"


def _service(service: Service) -> Json:
    name = service.name
    # the relay and the broker may come later: whoever needs them waits
    after = {"migrate": "completed_successfully", "rabbitmq": "healthy"}
    environment = service_variables(service) | {"FORWARDED_ALLOW_IPS": ("*",)}
    container = _own(name, images.DIWAN, environment, after=after) | {
        "command": list(serve(name, host=ANYWHERE, port=PORT)),
        "healthcheck": _health(
            *("CMD", "python", "-c"),
            f"import urllib.request; urllib.request.urlopen('http://127.0.0.1:{PORT}/readyz', timeout=5)",
        ),
        "networks": [INSIDE, OUTSIDE] if name in WITH_DOORS else [INSIDE],
    }
    if name == "intake":
        host, port = "${DIWAN_SMTP_HOST:-127.0.0.1}", written((Chosen("smtp-port"),))
        container["ports"] = [f"{host}:{port}:{SMTP_PORT}"]
    if name == "directory":
        container["volumes"] = [
            _file("signing-key.pem", f"{KEYS}/signing-key.pem"),
            _file("accounts", f"{ACCOUNTS}/accounts"),
        ]
    return container


def _gateway() -> Json:
    host, port = "${DIWAN_HTTP_HOST:-127.0.0.1}", written((Chosen("http-port"),))
    return _own("gateway", images.GATEWAY, {}) | {
        "healthcheck": _health("CMD", "wget", "-q", "-O", "/dev/null", f"http://127.0.0.1:{GATEWAY_PORT}/readyz"),
        "networks": [INSIDE, OUTSIDE],
        "ports": [f"{host}:{port}:{GATEWAY_PORT}"],
        # nginx asks for addresses as it starts: a service that was made anew has another one
        "depends_on": {name: {"condition": "service_healthy", "restart": True} for name in NAMES},
    }


def _once(name: str, command: Iterable[str], variables: Mapping[str, Value], *, after: Mapping[str, str]) -> Json:
    return _own(name, images.DIWAN, variables, after=after) | {"command": list(command), "restart": "on-failure:20"}


def _by_hand(name: str, command: Iterable[str], variables: Mapping[str, Value]) -> Json:
    return _own(name, images.DIWAN, variables) | {"command": list(command), "profiles": [BY_HAND], "restart": "no"}


def _of_backups(name: str, command: Iterable[str], variables: Mapping[str, Value]) -> Json:
    container = _by_hand(name, command, variables)
    container["environment"] |= {"DIWAN_BACKUP_TARGET": f"${{DIWAN_BACKUP_TARGET:-{BACKUPS}}}"} | {
        f"DIWAN_BACKUP_{each}": f"${{DIWAN_BACKUP_{each}:-}}" for each in TARGET
    }
    # What is laid down meanwhile may be larger than the memory in which /tmp is otherwise.
    del container["tmpfs"]
    return container | {
        "volumes": [f"${{DIWAN_BACKUPS:-./backups}}:{BACKUPS}", TEMPORARY],
        "networks": [INSIDE, OUTSIDE],
    }


def _relay() -> Json:
    return _own("relay", images.DIWAN, {}) | {
        "command": list(catch_mail(listen=f"{ANYWHERE}:{RELAY_PORT}", folder=MAIL)),
        "volumes": [f"mail:{MAIL}"],
        # the first process of a container does not end by a signal that it does not take
        "stop_signal": "SIGINT",
    }


def _own(
    name: str,
    image: str,
    variables: Mapping[str, Value],
    *,
    after: Mapping[str, str] | None = None,
) -> Json:
    """A container of ours: of no user of the machine, on a file system that cannot be written."""
    known = SIZES[name]
    target = BUILDERS.get(name)
    build = {"build": {"context": "..", "dockerfile": "deploy/images/Dockerfile", "target": target}}
    container: dict[str, Any] = {
        "image": image,
        **(build if target else {"pull_policy": "never"}),
        "environment": {variable: written(value) for variable, value in variables.items()},
        "healthcheck": {"disable": True},
        "networks": [INSIDE],
        "restart": "unless-stopped",
        "read_only": True,
        "tmpfs": [TEMPORARY],
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "stop_grace_period": f"{SECONDS_TO_STOP}s",
        "deploy": {"resources": {"limits": {"cpus": known.most_cpu, "memory": known.most_memory.replace("i", "B")}}},
    }
    if after:
        container["depends_on"] = {other: {"condition": f"service_{state}"} for other, state in after.items()}
    return container


def _mongodb() -> Json:
    # A key that others may read is refused; and who the file belongs to, the machine decides.
    start = (
        "install -m 0400 /run/diwan/mongo.key /tmp/mongo.key && exec docker-entrypoint.sh mongod --bind_ip_all "
        f"--replSet {REPLICA_SET} --keyFile /tmp/mongo.key --oplogSize 1024 --wiredTigerCacheSizeGB 1"
    )
    environment: dict[str, Value] = {
        "MONGO_INITDB_ROOT_USERNAME": ("admin",),
        "MONGO_INITDB_ROOT_PASSWORD": (Kept("mongodb", "admin-password"),),
    }
    return _store(images.MONGODB, environment, "mongodb:/data/db", _file("mongo.key", "/run/diwan/mongo.key")) | {
        # the set's only member knows itself by this name as it starts, or never
        "hostname": "mongodb",
        "entrypoint": ["bash", "-ec", start],
        "healthcheck": _health("CMD", "mongosh", "--quiet", "--eval", "db.adminCommand('ping').ok"),
        "user": f"{images.STORE_USER}:{images.STORE_USER}",
    }


def _rabbitmq() -> Json:
    files = (
        _file("definitions.json", str(DEFINITIONS)),
        "./rabbitmq/containers.conf:/etc/rabbitmq/conf.d/20-diwan.conf:ro",
    )
    return _store(images.RABBITMQ, {}, "rabbitmq:/var/lib/rabbitmq", *files) | {
        # its data are found under this name
        "hostname": "rabbitmq",
        "healthcheck": _health("CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity"),
        # Erlang goes through all that it may have as it starts, and many an engine says a thousand million.
        "ulimits": {"nofile": 65_536},
        # of which the broker takes a share (brokers.MEMORY), and not of the machine's
        "deploy": {"resources": {"limits": {"memory": "1GB"}}},
        "user": f"{images.STORE_USER}:{images.STORE_USER}",
    }


def _s3() -> Json:
    environment: dict[str, Value] = {
        "MINIO_ROOT_USER": (Kept("s3", "access-key"),),
        "MINIO_ROOT_PASSWORD": (Kept("s3", "secret-key"),),
        "MINIO_BROWSER": ("off",),
    }
    return _store(images.MINIO, environment, "s3:/data") | {
        "command": ["server", "/data", "--address", ":9000"],
        "healthcheck": _health("CMD", "mc", "ready", "local"),
    }


def _store(image: str, variables: Mapping[str, Value], *volumes: str) -> Json:
    return {
        "image": image,
        "environment": {variable: written(value) for variable, value in variables.items()},
        "volumes": list(volumes),
        "networks": [INSIDE],
        "restart": "unless-stopped",
        "security_opt": ["no-new-privileges:true"],
        "stop_grace_period": "60s",
    }


def _file(name: str, path: str) -> str:
    return f"{FILES}/{name}:{path}:ro"


def _health(*command: str) -> Json:
    return {"test": list(command), "interval": "5s", "timeout": "6s", "retries": 12, "start_period": "60s"}
