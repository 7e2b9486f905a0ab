"""Write what is said in code for other programs: Prometheus's configuration and Grafana's dashboards (`make docs`)."""

from collections.abc import Mapping
from pathlib import Path

from deploy.local.settings import Settings
from deploy.watching.dashboards import rendered
from deploy.watching.details import DETAILS
from deploy.watching.finding import cluster_configuration
from deploy.watching.house import HOUSE
from deploy.watching.scraping import scrape_configuration

HERE = Path(__file__).resolve().parent


def written() -> Mapping[Path, str]:
    """Every file that is written here, with what is in it."""
    dashboards = {HERE / "grafana" / f"{one.uid}.json": rendered(one) for one in (HOUSE, DETAILS)}
    return {
        **dashboards,
        HERE / "prometheus" / "prometheus.yaml": scrape_configuration(Settings(data=Path()).ports),
        HERE / "prometheus" / "cluster.yaml": cluster_configuration(),
    }


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
