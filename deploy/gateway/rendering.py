"""Fill in nginx's configuration and the pages of its own refusals for one installation."""

import getpass
import json
import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from deploy.local.credentials import write_private
from deploy.local.layout import Layout
from deploy.local.services import SERVICES
from deploy.local.settings import Settings
from shared.language import catalogue

HERE = Path(__file__).resolve().parent

PROBLEMS = (400, 404, 405, 408, 412, 413, 414, 429, 431, 500, 501, 502, 503, 504, 505)
"""The errors that nginx itself may answer with; each has its body in `problems/`."""


def write_gateway(settings: Settings, layout: Layout) -> Path:
    """Write all that nginx reads and that depends on the installation; returns the path of nginx.conf."""
    pages = layout.run / "problems"
    pages.mkdir(mode=0o700, exist_ok=True)
    for status in PROBLEMS:
        (pages / f"{status}.html").write_text(render_problem(status), encoding="utf-8")
    configuration = layout.run / "nginx.conf"
    write_private(configuration, render_gateway(settings, layout))
    return configuration


def render_problem(status: int) -> str:
    """What a person sees whose browser the gateway itself refuses: the words of the problem, in both languages."""
    problem = json.loads((HERE / "problems" / f"{status}.json").read_text(encoding="utf-8"))
    words = zip(("ar", "en"), problem["title"].split(" · "), problem["detail"].split(" · "), strict=True)
    home = catalogue().both("portal-start")
    return _templates().get_template("html/problem.html").render(status=status, words=list(words), home=home)


def render_gateway(settings: Settings, layout: Layout) -> str:
    """nginx.conf of the one door: limits, headers, and which path leads to which service."""
    template = _templates().get_template("nginx.conf")
    return template.render(
        settings=settings,
        ports=settings.ports,
        services=SERVICES,
        problems=PROBLEMS,
        here=HERE,
        home=layout.of("nginx"),
        run=layout.run,
        # root's workers would otherwise become nobody, who may not read the folder; others cannot change user anyway
        user=getpass.getuser() if os.geteuid() == 0 else "",
    )


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
