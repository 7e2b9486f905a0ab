"""The images: linted, small in what they hold, run by nobody of the machine, and pinned to the byte by a command."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from deploy.containers.images import DIWAN, GATEWAY, NGINX_USER, USER, VERSION
from deploy.local import installed
from deploy.local.services import NAMES
from tests.deploy.rendered import BIN, Rendered, kustomize, run


@pytest.fixture(scope="module")
def stages(repository: Path) -> dict[str, str]:
    """Stage → its lines, of the Dockerfile."""
    text = (repository / "deploy/images/Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return {
        found[1]: found[2]
        for found in re.finditer(r"^FROM \S+ AS (\S+)\n(.*?)(?=^FROM|\Z)", text, re.MULTILINE | re.DOTALL)
    }


@pytest.mark.parametrize("name", ["Dockerfile", "postfix.Dockerfile"])
def test_the_linter_has_nothing_to_say(repository: Path, name: str) -> None:
    linted = run("hadolint", repository / "deploy/images" / name)
    assert (linted.returncode, linted.stdout) == (0, ""), linted.stdout


def test_the_linter_finds_what_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "Dockerfile"
    wrong.write_text("FROM python:latest\nRUN pip install flask\n", encoding="utf-8")
    assert {"DL3007", "DL3042"} <= set(re.findall(r"DL\d+", run("hadolint", wrong).stdout))


@pytest.mark.parametrize(("stage", "user"), [("diwan", USER), ("gateway", NGINX_USER)])
def test_an_image_runs_as_nobody_of_the_machine_and_says_how_it_is(
    stages: dict[str, str], stage: str, user: int
) -> None:
    assert re.findall(r"^USER (.*)$", stages[stage], re.MULTILINE)[-1] == f"{user}:{user}"
    assert "HEALTHCHECK" in stages[stage]
    assert "org.opencontainers.image.revision" in stages[stage]


def test_an_image_is_readable_however_its_repository_was_checked_out(stages: dict[str, str]) -> None:
    # COPY keeps the modes of the files, which are nobody else's after `umask 077`
    assert stages["diwan"].index("chmod -R a+rX /app") > stages["diwan"].rindex("COPY config config")


def test_bases_are_exact_versions_that_can_be_given_with_their_digests(repository: Path) -> None:
    text = (repository / "deploy/images/Dockerfile").read_text(encoding="utf-8")
    bases = dict(re.findall(r"^ARG (PYTHON|NGINX)=(\S+)$", text, re.MULTILINE))
    assert all(re.search(r":\d+\.\d+\.\d+-", base) for base in bases.values())
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) == {"${PYTHON}", "${NGINX}", "diwan"}


def test_what_no_repository_may_have_no_image_has_either(repository: Path) -> None:
    # keys and backups of an installation lie beside the compose file
    made_here = [line for line in (repository / ".gitignore").read_text().splitlines() if line.startswith("deploy/")]
    left_out = (repository / ".dockerignore").read_text().splitlines()
    assert made_here
    assert [line for line in made_here if line.rstrip("/") not in left_out] == []


def test_packages_are_checked_by_their_hashes_and_no_cache_is_kept(stages: dict[str, str]) -> None:
    assert {"--require-hashes", "--no-cache-dir"} <= set(stages["packages"].split())
    assert "pip" not in stages["diwan"].replace("pipefail", "")


def versions(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", text, re.MULTILINE))


def test_the_image_has_the_packages_that_were_tested_and_none_for_development(repository: Path) -> None:
    of_image = versions((repository / "deploy/images/requirements.lock").read_text(encoding="utf-8"))
    tested = versions((repository / "requirements.lock").read_text(encoding="utf-8"))
    assert of_image.items() <= tested.items()
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[<>=~ ;]", one)[0].replace(".", "-").lower() for one in project["dependencies"]}
    assert wanted <= of_image.keys()
    assert not {"pytest", "ruff", "mypy", "supervisor", "playwright", "matplotlib"} & of_image.keys()


def test_its_version_is_the_projects(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    text = (repository / "deploy/images/Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"^ARG VERSION=(\S+)$", text, re.MULTILINE)) == {VERSION}


def test_letters_are_printed_with_what_the_local_stack_installs(repository: Path, stages: dict[str, str]) -> None:
    bootstrap = (repository / "deploy/local/bootstrap").read_text(encoding="utf-8")
    for library in ("libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig", "fonts-hosny-amiri"):
        assert library in stages["diwan"]
        assert library in bootstrap


def test_a_signal_to_end_is_heard_from_the_first_moment_on(stages: dict[str, str]) -> None:
    assert 'ENTRYPOINT ["tini", "--", "python"]' in stages["diwan"]
    assert re.search(r"apt-get install .* tini\b", stages["diwan"])


def test_nginx_takes_the_configuration_of_the_cluster(repository: Path, tmp_path: Path) -> None:
    text = (repository / "deploy/kubernetes/base/gateway/nginx.conf").read_text(encoding="utf-8")
    # a test asks no name server; and what nginx writes goes into the test's folder
    for name in NAMES:
        text = text.replace(f"server {name}:8000", "server 127.0.0.1:8000")
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(text.replace('"/tmp', f'"{tmp_path}'), encoding="utf-8")
    program = installed.program("nginx")
    command = [program, "-t", "-p", f"{tmp_path}/", "-c", str(configuration)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    configuration.write_text(text.replace("proxy_http_version 1.1;", "proxy_http_versoin 1.1;"), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_every_image_of_an_overlay_is_pinned_to_what_the_registry_says(repository: Path, tmp_path: Path) -> None:
    kubernetes = tmp_path / "kubernetes"
    shutil.copytree(repository / "deploy/kubernetes", kubernetes)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "kubectl").symlink_to(BIN / "kubectl")
    registry = programs / "docker"
    registry.write_text(f"#!/bin/sh\n[ \"$1 $2 $3\" = 'buildx imagetools inspect' ] && echo sha256:{'0a' * 32}\n")
    registry.chmod(0o755)
    overlay = kubernetes / "overlays/production"
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"}
    done = subprocess.run(
        [repository / "deploy/images/pin", overlay], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    pinned = Rendered.of(kustomize(kubernetes / "overlays/production-pinned"))
    images = {container["image"] for _, _, container in pinned.containers()} | {
        one["spec"]["image"] for one in pinned.kind("RabbitmqCluster")
    }
    assert len(images) == 5
    assert [image for image in images if not image.endswith(f"@sha256:{'0a' * 32}")] == []


def test_production_takes_our_images_from_the_bodys_own_registry(repository: Path) -> None:
    overlay = yaml.safe_load((repository / "deploy/kubernetes/overlays/production/kustomization.yaml").read_text())
    assert {one["name"] for one in overlay["images"]} == {DIWAN.partition(":")[0], GATEWAY.partition(":")[0]}
