"""What runs: every process of the stack with its command, its environment and its place in the order."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from deploy.local import installed, starting
from deploy.local.credentials import Credentials
from deploy.local.environment import REPLICA_SET
from deploy.local.layout import Layout
from deploy.local.services import NAMES, SERVICES, Service, replicas
from deploy.local.settings import MONGO_MEMBERS, Settings
from deploy.serving import STOP_SECONDS, catch_mail, serve

# Groups start in this order and stop in the opposite one; what is in one group stops together.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "names": ("epmd",),
    "servers": (*MONGO_MEMBERS, "rabbitmq", "weed", "relay"),
    "services": tuple(process for name in NAMES for process in replicas(name)),
    "door": ("nginx",),
}
"""Group → the processes in it."""

MOST_VOLUMES = 100_000
"""Files of 1 GB that the vault may grow to."""

VAULT_LEAVES_FREE = "256MiB"
"""The vault takes no more when the disk has less: intake refuses before, and MongoDB, which ends on a full disk, goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One process under the supervisor."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    stop_seconds: int = 20
    """Time to end in good order before it is killed."""


def all_programs(settings: Settings, credentials: Credentials) -> tuple[Program, ...]:
    """The process table of one stack."""
    layout = Layout(settings.data)
    relay = () if settings.smtp_relay else (_relay(settings, layout),)
    services = tuple(
        _service(settings, layout, service, process)
        for service in SERVICES
        for process in settings.processes(service.name)
    )
    return (
        _epmd(settings),
        *(_mongod(settings, credentials, layout, name) for name in settings.mongods),
        _rabbitmq(settings, layout),
        _weed(settings, layout),
        *relay,
        *services,
        _nginx(layout),
    )


def _epmd(settings: Settings) -> Program:
    # Erlang's name server. The broker would start one of the machine that outlives it; so it gets its own.
    return Program(
        name="epmd",
        command=(
            installed.program("epmd"),
            *("-address", "127.0.0.1", "-port", str(settings.ports.of("epmd")), "-relaxed_command_check"),
        ),
        stop_seconds=5,
    )


def _mongod(settings: Settings, credentials: Credentials, layout: Layout, name: str) -> Program:
    alone = settings.mongo_members == 1
    # Whoever leads hands over before it ends; alone, there is nobody to hold its clients off for.
    patience = 100 if alone else 2000
    return Program(
        name=name,
        command=(
            installed.mongod(),
            *("--dbpath", str(layout.of(name)), "--bind_ip", "127.0.0.1"),
            *("--port", str(settings.ports.of(name)), "--nounixsocket"),
            *("--replSet", REPLICA_SET, "--oplogSize", "1024", "--wiredTigerCacheSizeGB", "1" if alone else "0.5"),
            *("--setParameter", f"shutdownTimeoutMillisForSignaledShutdown={patience}"),
            *("--auth", "--keyFile", str(credentials.mongo_key_file()), "--quiet"),
        ),
        stop_seconds=30,
    )


def broker_environment(settings: Settings, layout: Layout) -> dict[str, str]:
    """What the broker finds in its environment, and whoever speaks to it as its administrator."""
    ports = settings.ports
    home = layout.of("rabbitmq")
    environment = {
        "HOME": home,  # the Erlang cookie
        "RABBITMQ_NODENAME": "diwan@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": ports.of("rabbitmq"),
        "RABBITMQ_DIST_PORT": ports.of("rabbitmq distribution"),
        "RABBITMQ_MNESIA_BASE": home / "mnesia",
        "RABBITMQ_LOG_BASE": layout.logs,
        "RABBITMQ_GENERATED_CONFIG_DIR": home / "generated",
        "RABBITMQ_SCHEMA_DIR": home / "schema",
        "RABBITMQ_PLUGINS_EXPAND_DIR": home / "plugins",
        "RABBITMQ_ENABLED_PLUGINS_FILE": home / "enabled_plugins",
        "RABBITMQ_PID_FILE": layout.run / "rabbitmq.pid",
        "RABBITMQ_CONFIG_FILE": layout.run / "rabbitmq.conf",
        "RABBITMQ_ADVANCED_CONFIG_FILE": home / "none.config",
        "RABBITMQ_CONF_ENV_FILE": home / "none-env.conf",
        # the script becomes the virtual machine, instead of waiting for it as a shell
        "RUNNING_UNDER_SYSTEMD": "true",
        # idle schedulers sleep: this machine has other things to do
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none"
        " +sbwtdio none",
        "ERL_EPMD_PORT": ports.of("epmd"),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_ZFLAGS": "-start_epmd false",
        "ERL_CRASH_DUMP_SECONDS": "0",
        "RABBITMQ_LOG": "info,-color",
    }
    return {name: str(value) for name, value in environment.items()}


def _rabbitmq(settings: Settings, layout: Layout) -> Program:
    return Program(
        name="rabbitmq",
        command=(installed.rabbitmq_server(),),
        environment=broker_environment(settings, layout),
        stop_seconds=30,
    )


def _weed(settings: Settings, layout: Layout) -> Program:
    # `weed server` and not `weed mini`: the same servers in one process, without administration, WebDAV and workers.
    ports = settings.ports
    doors = {
        "s3.port": "s3",
        "s3.port.grpc": "s3 grpc",
        "master.port": "weed master",
        "master.port.grpc": "weed master grpc",
        "volume.port": "weed volume",
        "volume.port.grpc": "weed volume grpc",
        "filer.port": "weed filer",
        "filer.port.grpc": "weed filer grpc",
    }
    return Program(
        name="weed",
        command=(
            installed.program("weed"),
            *("-logtostderr=true", "server", f"-dir={layout.of('weed')}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
            *("-filer", "-s3", f"-s3.config={layout.run / 's3.json'}", "-s3.iam=false"),
            *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
            # the only master: it need not wait for others before it leads again after a restart
            *("-master.electionTimeout=1s", "-master.heartbeatInterval=100ms"),
            # as many volumes as come; counted by free space, there would be none on a disk with less than 2 GB to spare
            *("-master.volumeSizeLimitMB=1024", f"-volume.max={MOST_VOLUMES}", "-volume.preStopSeconds=0"),
            f"-volume.minFreeSpace={VAULT_LEAVES_FREE}",
            *(f"-{option}={ports.of(door)}" for option, door in doors.items()),
            *(f"-{part}.localSocket={layout.run / part}.sock" for part in ("s3", "filer")),
        ),
        environment={"HOME": str(layout.of("weed"))},
        # its filer waits 15 s and more for listeners of its own that never leave; what it has confirmed is on the disk
        stop_seconds=1,
    )


def _relay(settings: Settings, layout: Layout) -> Program:
    return Program(
        name="relay",
        command=(sys.executable, *catch_mail(listen=settings.ports.at("relay"), folder=str(layout.maildir))),
        stop_signal="INT",  # the one it ends in good order on
        stop_seconds=5,
    )


def _service(settings: Settings, layout: Layout, service: Service, process: str) -> Program:
    return Program(
        name=process,
        command=starting.command(
            layout.environment(service.name),
            serve(service.name, host="127.0.0.1", port=settings.ports.of(process)),
        ),
        stop_seconds=STOP_SECONDS,
    )


def _nginx(layout: Layout) -> Program:
    home = layout.of("nginx")
    return Program(
        name="nginx",
        command=(installed.program("nginx"), "-p", f"{home}{os.sep}", "-c", str(layout.run / "nginx.conf")),
        stop_signal="QUIT",  # ends what is under way first
        stop_seconds=10,
    )
