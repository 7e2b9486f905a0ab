"""The steps of docs/operations/install.md: what each of them applies is what it says, and all that this needs."""

import json
import re
from pathlib import Path

import pytest

from deploy.containers.pods import Json
from tests.deploy.rendered import Rendered, kustomize

COMPONENT = "app.kubernetes.io/component"


@pytest.fixture(scope="module")
def production(repository: Path) -> Rendered:
    return Rendered.of(kustomize(repository / "deploy/kubernetes/overlays/production"))


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs/operations/install.md").read_text(encoding="utf-8")


def applied(rendered: Rendered, page: str, selector: str) -> list[Json]:
    """What `kubectl apply -l` takes; `selector` is a regular expression whose groups are components: with, or without."""
    (found,) = re.finditer(rf"kubectl apply -k \S+ -l '?{COMPONENT}{selector}", page)
    named = found.groupdict()
    components = set(named["components"].split(","))
    return [
        one
        for one in rendered.objects
        if (one["metadata"].get("labels", {}).get(COMPONENT) in components) != bool(named.get("without"))
    ]


def test_the_stores_that_come_first_need_nothing_that_comes_later(production: Rendered, page: str) -> None:
    stores = applied(production, page, "=(?P<components>[a-z]+)")
    kinds = {(one["kind"], one["metadata"]["name"]) for one in stores}
    assert kinds >= {("StatefulSet", "mongodb"), ("StatefulSet", "s3"), ("RabbitmqCluster", "rabbitmq")}
    assert "Deployment" not in {kind for kind, _ in kinds}
    assert "configMap" not in json.dumps(stores)
    accounts = {one["metadata"]["name"] for one in stores if one["kind"] == "ServiceAccount"}
    assert {name for name, _, pod in Rendered(stores).pods() if pod["serviceAccountName"] not in accounts} == set()


def test_an_upgrade_runs_the_jobs_with_their_choices_before_it_brings_new_code(production: Rendered, page: str) -> None:
    first = applied(production, page, r" (?P<without>notin) \((?P<components>[a-z,]+)\)'")
    assert {one["metadata"]["name"] for one in first if one["kind"] == "Job"} == {"prepare", "migrate"}
    assert not {"Deployment", "StatefulSet", "RabbitmqCluster"} & {one["kind"] for one in first}
    there = {(one["kind"], one["metadata"]["name"]) for one in first}
    read = re.findall(r'"configMapKeyRef": {[^}]*"name": "([^"]+)"', json.dumps(Rendered(first).kind("Job")))
    assert read
    assert {("ConfigMap", name) for name in read} <= there
