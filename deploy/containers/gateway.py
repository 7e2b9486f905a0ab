"""The gateway's configuration in containers."""

import shutil
from pathlib import Path

from deploy.containers.choices import ANYWHERE, GATEWAY_PORT, PORT, READINESS_PORT, TEMPORARY
from deploy.gateway.rendering import HERE, Gateway, render, write_pages
from deploy.local.services import NAMES

FILES = Path("/usr/share/diwan")
"""Where the image has the pages of its own refusals."""
PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
"""Where pods of a cluster have their addresses; network policies say which of them reach the gateway."""


def configuration(*, proxies: tuple[str, ...] = ()) -> str:
    """nginx.conf; services are found by their names."""
    temporary = Path(TEMPORARY)
    gateway = Gateway(
        listen=f"{ANYWHERE}:{GATEWAY_PORT}",
        readiness=f"127.0.0.1:{READINESS_PORT}",
        addresses={name: [f"{name}:{PORT}"] for name in NAMES},
        proxies=proxies,
        here=FILES,
        pages=FILES,
        run=temporary,
        home=temporary,
    )
    return render(gateway)


def write_image_files(folder: Path) -> None:
    """Write what the gateway's image holds: its refusals, as problems and as pages, and `nginx.conf` for no proxy before it."""
    for part in ("problems", "html"):
        shutil.copytree(HERE / part, folder / part, dirs_exist_ok=True)
    write_pages(folder)
    (folder / "problems").chmod(0o755)
    (folder / "nginx.conf").write_text(configuration(), encoding="utf-8")
