"""Fill in nginx's configuration and the pages of its own refusals for one installation."""

import getpass
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from deploy.local.credentials import write_private
from deploy.local.layout import Layout
from deploy.local.services import NAMES, SERVICES
from deploy.local.settings import Settings
from shared.language import catalogue

HERE = Path(__file__).resolve().parent

PROBLEMS = (400, 404, 405, 408, 412, 413, 414, 429, 431, 500, 501, 502, 503, 504, 505)
"""The errors that nginx itself may answer with; each has its body in `problems/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """One door for HTTP: where it listens, whom it asks, how it limits, and where its own files are."""

    listen: str
    """host:port of the door."""
    readiness: str
    """host:port of its inner door, at which it asks all services in turn."""
    addresses: Mapping[str, Sequence[str]]
    """Service → host:port of each of its processes."""
    inside: Mapping[str, str] = field(default_factory=dict)
    """Service → host:port of the inner door by which others find one of its processes; none: they need no such door."""
    proxies: tuple[str, ...] = ()
    """Networks (CIDR) of the proxies before it, whose word on client and scheme is taken; none: clients come themselves."""
    tls_cert: str = ""
    tls_key: str = ""
    client_rate: int = 300
    """Requests per second that one client address may make."""
    client_connections: int = 100
    """Connections that one client address may hold."""
    token_rate: int = 120
    """Sign-ins per minute from one client address."""
    user: str = ""
    """The user that workers become; empty: the one that starts it."""
    here: Path
    """Folder of `problems/` and `html/`."""
    pages: Path
    """Folder of `problems/` with the pages for people."""
    run: Path
    """Folder of the process id."""
    home: Path
    """Folder of temporary files."""

    @property
    def replicas(self) -> int:
        """How many processes of one service can be asked, one after another."""
        return max(len(each) for each in self.addresses.values())


def write_gateway(settings: Settings, layout: Layout) -> Path:
    """Write all that nginx reads and that depends on the installation; returns the path of nginx.conf."""
    write_pages(layout.run)
    configuration = layout.run / "nginx.conf"
    write_private(configuration, render_gateway(settings, layout))
    return configuration


def write_pages(folder: Path) -> None:
    """Write the pages of the gateway's own refusals into `problems/` of a folder."""
    pages = folder / "problems"
    pages.mkdir(mode=0o700, exist_ok=True)
    for status in PROBLEMS:
        (pages / f"{status}.html").write_text(render_problem(status), encoding="utf-8")


def render_problem(status: int) -> str:
    """What a person sees whose browser the gateway itself refuses: the words of the problem, in both languages."""
    problem = json.loads((HERE / "problems" / f"{status}.json").read_text(encoding="utf-8"))
    words = zip(("ar", "en"), problem["title"].split(" · "), problem["detail"].split(" · "), strict=True)
    home = catalogue().both("portal-start")
    return _templates().get_template("html/problem.html").render(status=status, words=list(words), home=home)


def render_gateway(settings: Settings, layout: Layout) -> str:
    """nginx.conf of a local stack."""
    return render(local_gateway(settings, layout))


def local_gateway(settings: Settings, layout: Layout) -> Gateway:
    """The gateway of a local stack."""
    ports = settings.ports
    return Gateway(
        listen=f"{settings.http_host}:{settings.http_port}",
        readiness=ports.at("gateway readiness"),
        addresses={name: [ports.at(process) for process in settings.processes(name)] for name in NAMES},
        inside={name: settings.inside(name) for name in NAMES} if settings.replicas > 1 else {},
        tls_cert=settings.tls_cert,
        tls_key=settings.tls_key,
        client_rate=settings.client_rate,
        client_connections=settings.client_connections,
        token_rate=settings.token_rate,
        # root's workers would otherwise become nobody, who may not read the folder; others cannot change user anyway
        user=getpass.getuser() if os.geteuid() == 0 else "",
        here=HERE,
        pages=layout.run,
        run=layout.run,
        home=layout.of("nginx"),
    )


def render(gateway: Gateway) -> str:
    """nginx.conf of the one door: limits, headers, and which path leads to which service."""
    template = _templates().get_template("nginx.conf")
    return template.render(gateway=gateway, services=SERVICES, problems=PROBLEMS)


def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        # nginx has a quoting of its own, which is in its template
        autoescape=select_autoescape(("html",)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
