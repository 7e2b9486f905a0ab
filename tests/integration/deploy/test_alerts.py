"""Prometheus's own judgement on the rules: they are well-formed, and each alert fires when it should."""

import re
import subprocess
from pathlib import Path

import pytest

from deploy.local.installed import program


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "deploy/watching/prometheus"


def promtool(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [program("promtool"), *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_configuration_and_its_rules_are_well_formed(folder: Path) -> None:
    promtool(folder, "check", "config", "prometheus.yaml")


def test_the_configuration_for_a_cluster_is_well_formed(folder: Path, tmp_path: Path) -> None:
    text = (folder / "cluster.yaml").read_text(encoding="utf-8").replace("rules/*", f"{folder}/rules/*")
    # Debian builds Prometheus without this way of finding targets; which pods it finds is held in tests/deploy.
    without = re.sub(r"kubernetes_sd_configs: .*", "static_configs: [{targets: ['pod:8000']}]", text)
    assert without != text
    (tmp_path / "cluster.yaml").write_text(without, encoding="utf-8")
    promtool(tmp_path, "check", "config", "cluster.yaml")


def test_every_alert_fires_when_its_fault_is_there_and_only_then(folder: Path) -> None:
    promtool(folder, "test", "rules", *(str(path) for path in sorted((folder / "tests").glob("*.yaml"))))
