"""A real Prometheus beside a stack, with the project's own configuration and rules."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from deploy.local.installed import program
from deploy.local.ports import free_port_block
from deploy.local.stack import Stack
from deploy.watching.scraping import scrape_configuration

RULES = Path(__file__).parents[2] / "deploy/watching/prometheus/rules"


class Prometheus:
    """Answers queries."""

    def __init__(self, port: int) -> None:
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30)

    def value(self, query: str) -> float | None:
        """The only value of an expression, or None."""
        found = self._get("query", query=query).get("result")
        if not found:
            return None
        ((_, value),) = [one["value"] for one in found]
        return float(value)

    def alerts(self) -> dict[str, list[dict[str, Any]]]:
        """What is pending or fires, by its name."""
        by_name: dict[str, list[dict[str, Any]]] = {}
        for one in self._get("alerts").get("alerts", ()):
            by_name.setdefault(one["labels"]["alertname"], []).append(one["labels"])
        return by_name

    def _get(self, what: str, **parameters: str) -> dict[str, Any]:
        """An answer's data; empty while it is still starting."""
        try:
            answer = self._http.get(f"/api/v1/{what}", params=parameters)
        except httpx.TransportError:
            return {}
        data: dict[str, Any] = answer.json()["data"] if answer.is_success else {}
        return data

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


@contextmanager
def watched(stack: Stack, folder: Path) -> Iterator[Prometheus]:
    """A Prometheus that asks this stack often, and gives a slow machine time to answer."""
    (port,) = [free_port_block(1)]
    configuration = folder / "prometheus.yaml"
    configuration.write_text(scrape_configuration(stack.settings.ports, seconds=3, rules=f"{RULES}/*.yaml"))
    with (folder / "prometheus.log").open("w") as log:
        process = subprocess.Popen(
            [
                program("prometheus"),
                f"--config.file={configuration}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address=127.0.0.1:{port}",
            ],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
        prometheus = Prometheus(port)
        try:
            yield prometheus
        finally:
            prometheus.close()
            process.terminate()
            process.wait(30)
