"""What is written for containers is what the code says, and the same as what the local stack has."""

import json
from pathlib import Path

import pytest
import yaml

from deploy.containers import brokers
from deploy.containers.autoscaling import by_processor, by_queues
from deploy.containers.choices import CHOICES, OF_THE_HOST, Chosen, Kept
from deploy.containers.environment import prepare_variables, service_variables
from deploy.containers.gateway import PRIVATE_NETWORKS, configuration, write_image_files
from deploy.containers.keys import HELD, exchange_keys, make_keys
from deploy.containers.pods import env
from deploy.containers.sizes import SIZES
from deploy.containers.writing import written_files
from deploy.gateway.rendering import PROBLEMS
from deploy.local.credentials import Credentials
from deploy.local.environment import service_environment
from deploy.local.layout import Layout
from deploy.local.servers.mongo_users import OPERATORS
from deploy.local.services import NAMES, SERVICES, Service
from deploy.local.settings import Settings
from deploy.local.vault_keys import RIGHTS
from shared.messaging.topology import queues

WRITTEN = written_files()


@pytest.mark.parametrize("path", WRITTEN)
def test_a_file_is_what_the_code_writes_now(repository: Path, path: str) -> None:
    assert (repository / path).read_text(encoding="utf-8") == WRITTEN[path], "run `make manifests`"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_is_given_the_settings_that_it_has_in_the_local_stack(service: Service, tmp_path: Path) -> None:
    credentials = Credentials(tmp_path / "secrets", tmp_path / "accounts")
    local = service_environment(Settings(data=Layout(tmp_path).data), credentials, service)
    assert service_variables(service).keys() == local.keys()


@pytest.mark.parametrize("overlay", ["single-node", "production"])
def test_an_overlay_says_every_choice_and_no_other(repository: Path, overlay: str) -> None:
    text = (repository / "deploy/kubernetes/overlays" / overlay / "installation.env").read_text(encoding="utf-8")
    said = [line.partition("=")[0] for line in text.splitlines()]
    assert said == [key for key in CHOICES if key not in OF_THE_HOST]


def test_every_choice_is_somebodys_and_every_secret_is_kept() -> None:
    parts = [part for service in SERVICES for value in service_variables(service).values() for part in value]
    for part in parts:
        if isinstance(part, Kept):
            assert part.key in HELD[part.holder]
        if isinstance(part, Chosen):
            assert part.key in CHOICES


def test_a_value_of_several_parts_is_put_together_from_what_stands_before_it() -> None:
    made = env({"URL": ("mongodb://a:", Kept("a", "word"), "@", Chosen("mongo-hosts"), "/a")})
    assert [entry["name"] for entry in made] == ["A_WORD", "MONGO_HOSTS", "URL"]
    assert made[-1]["value"] == "mongodb://a:$(A_WORD)@$(MONGO_HOSTS)/a"
    assert made[0]["valueFrom"]["secretKeyRef"] == {"name": "diwan-a", "key": "word"}


def test_keys_are_made_once_and_handed_out_alike(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    make_keys(folder)
    handed_out = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    make_keys(folder)
    assert {path: path.read_bytes() for path in handed_out} == handed_out
    objects = list(yaml.safe_load_all((folder / "secrets.yaml").read_text(encoding="utf-8")))
    made = {one["metadata"]["name"].removeprefix("diwan-"): one["stringData"] for one in objects}
    assert {holder: tuple(keys) for holder, keys in made.items()} == HELD
    lines = (folder / "compose.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines)
    assert given[Kept("intake", "mongo-password").variable] == made["intake"]["mongo-password"]
    assert f"operator:{made['restore']['amqp-password']}@" in made["rabbitmq"]["operator-url"]
    assert json.loads((folder / "files/definitions.json").read_text()) == json.loads(
        made["rabbitmq"]["definitions.json"]
    )


def test_keys_are_exchanged_for_all_who_sign_in_to_a_store_and_for_nothing_else(tmp_path: Path) -> None:
    def secrets() -> dict[str, dict[str, str]]:
        objects = yaml.safe_load_all((folder / "secrets.yaml").read_text(encoding="utf-8"))
        return {one["metadata"]["name"].removeprefix("diwan-"): one["stringData"] for one in objects}

    folder = tmp_path / "keys"
    make_keys(folder)
    before = secrets()
    exchange_keys(folder)
    now = secrets()
    changed = {(holder, key) for holder, keys in now.items() for key in keys if keys[key] != before[holder][key]}
    kinds = ("mongo-user", "mongo-password", "amqp-password", "s3-access-key", "s3-secret-key")
    assert changed == {
        *((holder, key) for holder, keys in HELD.items() for key in keys if key in kinds),
        *(("rabbitmq", key) for key in HELD["rabbitmq"]),
        ("s3", "identities.json"),
    }
    assert now["intake"]["mongo-user"] == "intake-b"
    assert now["intake"]["s3-access-key"] == "diwan-intake-b"
    assert now["rabbitmq"]["operator-url"].startswith(f"amqp://operator:{now['restore']['amqp-password']}@")


def test_nobody_else_of_the_machine_comes_to_the_keys_but_containers_do(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    make_keys(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (folder / "files").iterdir()} == {0o444}
    assert {(folder / name).stat().st_mode & 0o777 for name in ("compose.env", "secrets.yaml")} == {0o600}


def test_only_a_proxy_is_believed_who_the_client_is_and_how_it_came() -> None:
    behind = configuration(proxies=PRIVATE_NETWORKS)
    assert [f"set_real_ip_from {network};" in behind for network in PRIVATE_NETWORKS] == [True] * 4
    assert "proxy_set_header X-Forwarded-Proto $client_scheme;" in behind
    alone = configuration()
    assert "real_ip" not in alone
    assert "http_x_forwarded" not in alone


def test_the_gateways_image_has_every_refusal_as_problem_and_as_page(tmp_path: Path) -> None:
    write_image_files(tmp_path)
    assert {path.name for path in (tmp_path / "problems").iterdir()} == {
        f"{status}.{form}" for status in PROBLEMS for form in ("json", "html")
    }
    assert (tmp_path / "html/style.css").exists()


def test_a_broker_in_a_cluster_is_configured_as_every_other_in_a_container() -> None:
    spec = brokers.manifests()[0]["spec"]
    additional = spec["rabbitmq"]["additionalConfig"].splitlines()
    missing = [line for line in brokers.configuration().splitlines() if line not in additional]
    assert missing == ["listeners.tcp.local = 0.0.0.0:5672"]
    assert spec["replicas"] == 3


def test_every_queue_may_ask_for_more_processes_of_its_service() -> None:
    asked = [
        trigger["metadata"]["queueName"]
        for one in by_queues()
        for trigger in one["spec"].get("triggers", ())
        if trigger["type"] == "rabbitmq"
    ]
    assert sorted(asked) == sorted(queue.name for queue in queues())


def test_processes_go_as_slowly_by_queues_as_by_processor_time() -> None:
    # `cooldownPeriod` is about the last process, which never goes
    (by_time,) = {json.dumps(one["spec"]["behavior"]) for one in by_processor()}
    scaled = [one["spec"] for one in by_queues() if one["kind"] == "ScaledObject"]
    (by_length,) = {json.dumps(one["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]) for one in scaled}
    assert by_length == by_time
    assert all("cooldownPeriod" not in one for one in scaled)


def test_every_workload_has_a_size() -> None:
    commands = {"prepare", "retire", "migrate", "contract", "backup", "restore"}
    assert SIZES.keys() >= {*NAMES, "gateway", "relay", *commands}


def test_stores_are_prepared_for_all_who_have_a_key_there() -> None:
    given = set(prepare_variables())
    assert {f"DIWAN_PREPARE_S3_{name.upper()}" for name in RIGHTS} <= given
    assert {f"DIWAN_PREPARE_MONGO_{name.upper()}" for name in OPERATORS} <= given
    for part in (part for value in prepare_variables().values() for part in value):
        assert not isinstance(part, Kept) or part.key in HELD[part.holder]
