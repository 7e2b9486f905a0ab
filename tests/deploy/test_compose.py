"""The compose file: valid, and the same installation as the manifests say."""

from pathlib import Path

import pytest
import yaml

from deploy.containers.choices import OF_THE_HOST, TEMPORARY, Chosen, Kept
from deploy.containers.images import DIWAN, GATEWAY
from deploy.containers.keys import HELD, make_keys
from deploy.containers.pods import Json
from deploy.containers.workloads import SECONDS_TO_STOP
from deploy.local.services import NAMES
from tests.deploy.composed import compose, interpolated, required
from tests.deploy.rendered import Rendered, ingredients, kustomize, run

OURS = (*NAMES, "gateway", "relay", "prepare", "migrate", "contract", "retire")


@pytest.fixture(scope="module")
def single_node(repository: Path) -> Rendered:
    return Rendered.of(kustomize(repository / "deploy/kubernetes/overlays/single-node"))


@pytest.fixture(scope="module")
def services(repository: Path) -> dict[str, Json]:
    found: dict[str, Json] = compose(repository)["services"]
    return found


def validate(path: Path) -> int:
    return run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", path).returncode


@pytest.mark.parametrize("name", ["compose.yaml", "compose.seaweedfs.yaml"])
def test_it_is_what_the_compose_specification_allows(repository: Path, name: str) -> None:
    assert validate(repository / "deploy" / name) == 0


def test_a_word_that_compose_does_not_know_is_found(repository: Path, tmp_path: Path) -> None:
    broken = compose(repository)
    broken["services"]["intake"]["read_onyl"] = True
    path = tmp_path / "compose.yaml"
    path.write_text(yaml.safe_dump(broken), encoding="utf-8")
    assert validate(path) != 0


def test_it_has_the_workloads_of_one_node_with_their_images(services: dict[str, Json], single_node: Rendered) -> None:
    # a CronJob that never runs is there to make jobs from
    running = [one for one in single_node.containers() if one[1]["kind"] != "CronJob"]
    there = {name: container["image"] for name, _, container in running}
    assert {name: one["image"] for name, one in services.items() if not one.get("profiles")} == there


def test_what_is_done_by_hand_is_what_a_job_does_on_a_cluster(repository: Path, services: dict[str, Json]) -> None:
    option = repository / "deploy/kubernetes/options/backup/backup.yaml"
    jobs = repository / "deploy/kubernetes/base/jobs.yaml"
    manifests = [*yaml.safe_load_all(option.read_text()), *yaml.safe_load_all(jobs.read_text())]
    pods = {
        one["metadata"]["name"]: one["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]
        for one in manifests
        if one["kind"] == "CronJob"
    }
    by_hand = {name: one for name, one in services.items() if one.get("profiles") == ["by-hand"]}
    assert by_hand.keys() == pods.keys() == {"contract", "retire", "backup", "restore"}
    for name, one in by_hand.items():
        assert (one["image"], one["command"], one["restart"]) == (pods[name]["image"], pods[name]["args"], "no")
        given = {variable["name"] for variable in pods[name]["env"]} - ingredients(pods[name])
        target = {variable for variable in one["environment"] if variable.startswith("DIWAN_BACKUP_TARGET")}
        # A pod has them from its ConfigMap and its Secrets; here the private key comes with the command.
        elsewhere = {"DIWAN_BACKUP_RECIPIENTS", "DIWAN_BACKUP_IDENTITY_FILE"}
        assert one["environment"].keys() - target - elsewhere == given - elsewhere, name


def test_a_backup_has_a_folder_of_the_machine_and_room_that_is_no_memory(services: dict[str, Json]) -> None:
    for name in ("backup", "restore"):
        assert services[name]["environment"]["DIWAN_BACKUP_TARGET"] == "${DIWAN_BACKUP_TARGET:-/backups}"
        assert services[name]["volumes"] == ["${DIWAN_BACKUPS:-./backups}:/backups", TEMPORARY]
        assert "tmpfs" not in services[name]


def test_each_image_of_ours_is_built_for_one_container_and_fetched_for_none(services: dict[str, Json]) -> None:
    ours = {name: one for name, one in services.items() if one["image"] in (DIWAN, GATEWAY)}
    builders = [name for name, one in ours.items() if "build" in one]
    assert sorted(ours[name]["image"] for name in builders) == [GATEWAY, DIWAN]
    assert {one["pull_policy"] for name, one in ours.items() if name not in builders} == {"never"}


def test_the_broker_takes_a_share_of_its_containers_memory_and_files_and_not_of_the_machines(
    services: dict[str, Json],
) -> None:
    assert services["rabbitmq"]["ulimits"]["nofile"] == 65_536
    assert services["rabbitmq"]["deploy"]["resources"]["limits"]["memory"] == "1GB"


def test_what_takes_no_other_signal_is_asked_to_end_by_one_that_it_takes(services: dict[str, Json]) -> None:
    # aiosmtpd takes SIGINT alone, and the first process of a container ends by nothing that it does not take
    told = {name: one["stop_signal"] for name, one in services.items() if "stop_signal" in one}
    assert told == {"relay": "SIGINT"}


def test_the_sets_only_member_is_named_as_the_set_has_it(services: dict[str, Json]) -> None:
    (member,) = interpolated(services["prepare"]["environment"]["DIWAN_PREPARE_MONGO_HOSTS"], {}).split(",")
    assert member == f"{services['mongodb']['hostname']}:27017"


@pytest.mark.parametrize("name", OURS)
def test_a_container_finds_the_same_in_its_environment(
    services: dict[str, Json], single_node: Rendered, name: str
) -> None:
    (container,) = [one for workload, _, one in single_node.containers() if workload == name]
    of_cluster = single_node.environment(container)
    environment = {Chosen(key).variable: value for key, value in single_node.choices.items()}
    environment |= {
        Kept(holder, key).variable: f"<diwan-{holder}.{key}>" for holder, keys in HELD.items() for key in keys
    }
    of_compose = {key: interpolated(value, environment) for key, value in services[name].get("environment", {}).items()}
    assert of_compose == {key: value for key, value in of_cluster.items() if key not in ingredients(container)}


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_can_neither_write_its_files_nor_gain_rights(services: dict[str, Json], name: str) -> None:
    one = services[name]
    assert one["read_only"]
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one["stop_grace_period"] == f"{SECONDS_TO_STOP}s"
    assert {"cpus", "memory"} <= one["deploy"]["resources"]["limits"].keys()


def test_every_door_of_the_host_can_be_chosen_and_is_closed_to_others_unless_told(services: dict[str, Json]) -> None:
    doors = {name: interpolated(port, {}) for name, one in services.items() for port in one.get("ports", ())}
    assert doors == {"intake": "127.0.0.1:2525:2525", "gateway": "127.0.0.1:8080:8080"}
    chosen = {Chosen(key).variable: "1" for key in OF_THE_HOST} | {
        "DIWAN_HTTP_HOST": "::",
        "DIWAN_SMTP_HOST": "192.0.2.1",
    }
    assert interpolated(services["gateway"]["ports"][0], chosen) == ":::1:8080"
    assert interpolated(services["intake"]["ports"][0], chosen) == "192.0.2.1:1:2525"


def test_only_who_speaks_beyond_it_is_on_a_network_that_leads_out(repository: Path, services: dict[str, Json]) -> None:
    assert compose(repository)["networks"]["inside"] == {"internal": True}
    assert {name for name, one in services.items() if "outside" in one["networks"]} == {
        *("gateway", "intake", "notify"),
        *("backup", "restore"),
    }


def test_a_service_is_well_when_it_says_that_it_is_ready(services: dict[str, Json]) -> None:
    for name in (*NAMES, "gateway"):
        assert "/readyz" in services[name]["healthcheck"]["test"][-1]


def test_it_waits_for_what_is_there(services: dict[str, Json]) -> None:
    for name, one in services.items():
        for other, how in one.get("depends_on", {}).items():
            # who never ends cannot have ended, and who is not asked is never well
            ends = other in ("prepare", "migrate")
            assert how["condition"] == ("service_completed_successfully" if ends else "service_healthy"), name
            assert ends or not services[other]["healthcheck"].get("disable")


def test_the_keys_that_are_made_are_all_that_it_requires(repository: Path, tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")
    lines = (tmp_path / "keys/compose.env").read_text(encoding="utf-8").splitlines()
    text = (repository / "deploy/compose.yaml").read_text(encoding="utf-8")
    assert required(text) <= {line.partition("=")[0] for line in lines}
    named = {
        interpolated(volume, {"DIWAN_KEYS": "/k"}).split(":")[0]
        for name in ("compose.yaml", "compose.seaweedfs.yaml")
        for one in compose(repository, name)["services"].values()
        for volume in one.get("volumes", ())
    }
    files = {path.removeprefix("/k/files/") for path in named if path.startswith("/k/")}
    assert files == {path.name for path in (tmp_path / "keys/files").iterdir()}
