"""Fill in nginx's configuration for one installation."""

import getpass
import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deploy.local.layout import Layout
from deploy.local.services import SERVICES
from deploy.local.settings import Settings

HERE = Path(__file__).resolve().parent

PROBLEMS = (400, 404, 405, 408, 413, 414, 429, 500, 502, 503, 504)
"""The errors that nginx itself may answer with; each has its body in `problems/`."""


def render_gateway(settings: Settings, layout: Layout) -> str:
    """nginx.conf of the one door: limits, headers, and which path leads to which service."""
    # not HTML: nginx's own quoting is in the template
    environment = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("nginx.conf").render(
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
