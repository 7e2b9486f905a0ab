"""The manifests: rendered by kustomize, valid by Kubernetes' own schemas, and by rules of our own, each of which can fail."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.backup.settings import Settings as Backup
from deploy.containers.brokers import METRICS_PORT
from deploy.containers.choices import PORT
from deploy.containers.pods import Json
from deploy.local.services import NAMES
from deploy.watching.finding import cluster_configuration
from tests.deploy import policies, standing
from tests.deploy.arrows_seen import OUTSIDE, allowed, everything_is_denied_first, wanted
from tests.deploy.rendered import NAME, Rendered, ingredients, kustomize, run

OVERLAYS = ("single-node", "production")
OPTIONS = ("backup", "external-secrets", "gateway-api", "keda", "mail", "metrics")
"""Added to production one by one; `ingress` is in it already."""
OLDEST, NEWEST = "1.30", "1.37"
"""Of Kubernetes: what the manifests are held against."""
SCHEMAS = Path(__file__).parent / "schemas"
"""Of custom resources: the fields that we use, written from their public documentation, and no others."""
CUSTOM = {path.stem for path in SCHEMAS.glob("*.json")}


@pytest.fixture(scope="module")
def texts(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every overlay, and production with each option."""
    kubernetes = repository / "deploy" / "kubernetes"
    found = {name: kustomize(kubernetes / "overlays" / name) for name in OVERLAYS}
    for option in OPTIONS:
        # kustomize takes relative paths only
        folder = tmp_path_factory.mktemp(option)
        up = "../" * (len(folder.parts) - 1)
        overlay = {
            "apiVersion": "kustomize.config.k8s.io/v1beta1",
            "kind": "Kustomization",
            "resources": [f"{up}{kubernetes / 'overlays' / 'production'}".replace("//", "/")],
            "components": [f"{up}{kubernetes / 'options' / option}".replace("//", "/")],
        }
        (folder / "kustomization.yaml").write_text(yaml.safe_dump(overlay), encoding="utf-8")
        found[option] = kustomize(folder)
    return found


@pytest.fixture(scope="module")
def overlays(texts: dict[str, str]) -> dict[str, Rendered]:
    return {name: Rendered.of(text) for name, text in texts.items()}


def schema_name(one: Json) -> str:
    return f"{one['kind'].lower()}-{one['apiVersion'].replace('/', '-')}"


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_every_object_is_one_that_kubernetes_takes_strictly(
    overlays: dict[str, Rendered], tmp_path: Path, version: str
) -> None:
    of_kubernetes = {
        json.dumps(one, sort_keys=True)
        for rendered in overlays.values()
        for one in rendered.objects
        if schema_name(one) not in CUSTOM
    }
    file = tmp_path / "objects.yaml"
    file.write_text(yaml.safe_dump_all(map(json.loads, sorted(of_kubernetes))), encoding="utf-8")
    checked = run("kubernetes-validate", "--strict", "--quiet", "-k", version, file)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_object_with_a_word_that_kubernetes_does_not_know_is_found(
    overlays: dict[str, Rendered], tmp_path: Path
) -> None:
    broken = copy.deepcopy(overlays["single-node"].one("Deployment", "intake"))
    broken["spec"]["template"]["spec"]["containers"][0]["imagePullPolice"] = "Always"
    file = tmp_path / "broken.yaml"
    file.write_text(yaml.safe_dump(broken), encoding="utf-8")
    assert run("kubernetes-validate", "--strict", "-k", NEWEST, file).returncode != 0


@pytest.mark.parametrize("schema", sorted(CUSTOM))
def test_every_custom_resource_has_only_fields_that_its_documentation_has(
    overlays: dict[str, Rendered], tmp_path: Path, schema: str
) -> None:
    every = (one for rendered in overlays.values() for one in rendered.objects if schema_name(one) == schema)
    found = [json.loads(one) for one in sorted({json.dumps(each) for each in every})]
    assert found
    files = [tmp_path / f"{number}.json" for number, _ in enumerate(found)]
    for file, one in zip(files, found, strict=True):
        file.write_text(json.dumps(one), encoding="utf-8")
    checked = run("check-jsonschema", "--schemafile", SCHEMAS / f"{schema}.json", *files)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    broken = copy.deepcopy(found[0])
    broken["spec"]["replicos"] = 3
    files[0].write_text(json.dumps(broken), encoding="utf-8")
    assert run("check-jsonschema", "--schemafile", SCHEMAS / f"{schema}.json", files[0]).returncode == 1


@pytest.mark.parametrize("policy", policies.POLICIES, ids=lambda policy: policy.__name__)
def test_a_policy_holds_for_every_overlay(overlays: dict[str, Rendered], policy: policies.Policy) -> None:
    assert {name: found for name, rendered in overlays.items() if (found := policy(rendered))} == {}


def pod_of(rendered: Rendered, name: str) -> Json:
    found: Json = next(pod for workload, _, pod in rendered.pods() if workload == name)
    return found


def first(rendered: Rendered, name: str) -> Json:
    container: Json = pod_of(rendered, name)["containers"][0]
    return container


def without(container: Json, *names: str) -> Any:
    container["env"] = [entry for entry in container["env"] if entry["name"] not in names]


def broker_of(rendered: Rendered) -> Json:
    (cluster,) = rendered.kind("RabbitmqCluster")
    pod: Json = cluster["spec"]["override"]["statefulSet"]["spec"]["template"]["spec"]
    return pod


def spread_if_possible(pod: Json) -> None:
    for one in pod["topologySpreadConstraints"]:
        one["whenUnsatisfiable"] = "ScheduleAnyway"


BREACHES: list[tuple[policies.Policy, Callable[[Rendered], Any]]] = [
    (policies.asks_for_more_than_restricted, lambda r: first(r, "intake")["securityContext"].update(privileged=True)),
    (policies.asks_for_more_than_restricted, lambda r: pod_of(r, "mongodb")["securityContext"].pop("runAsNonRoot")),
    (
        policies.asks_for_more_than_restricted,
        lambda r: pod_of(r, "s3")["volumes"].append({"name": "x", "hostPath": {}}),
    ),
    (policies.writes_its_own_files, lambda r: first(r, "portal")["securityContext"].pop("readOnlyRootFilesystem")),
    (policies.is_not_watched, lambda r: first(r, "notify").pop("readinessProbe")),
    (policies.takes_without_limit, lambda r: first(r, "prepare")["resources"]["limits"].pop("memory")),
    (policies.is_of_no_exact_version, lambda r: first(r, "rabbitmq").update(image="rabbitmq:latest")),
    (policies.is_of_no_exact_version, lambda r: first(r, "rabbitmq").update(image="rabbitmq")),
    (policies.may_speak_to_kubernetes, lambda r: pod_of(r, "storage").pop("automountServiceAccountToken")),
    (policies.may_speak_to_kubernetes, lambda r: pod_of(r, "storage").update(serviceAccountName="default")),
    (policies.is_ended_too_soon, lambda r: pod_of(r, "registry").update(terminationGracePeriodSeconds=30)),
    (policies.is_not_given_its_settings, lambda r: without(first(r, "routing"), "DIWAN_ROUTING_AMQP_URL")),
    (
        policies.is_not_given_its_settings,
        lambda r: first(r, "routing")["env"].append({"name": "DIWAN_ROUTING_SMTP_PORT", "value": "25"}),
    ),
    (policies.refers_to_nothing, lambda r: r.one("Service", "portal")["spec"]["ports"][0].update(targetPort="https")),
    (policies.refers_to_nothing, lambda r: r.choices.pop("mail-domain")),
    (standing.may_all_be_drained, lambda r: r.objects.remove(r.one("PodDisruptionBudget", "gateway"))),
    (standing.may_all_be_drained, lambda r: r.objects.remove(r.one("PodDisruptionBudget", "rabbitmq"))),
    (standing.does_not_know_itself, lambda r: r.choices.update({"mongo-hosts": "mongodb-0.mongodb:27017"})),
    (standing.does_not_know_itself, lambda r: r.one("StatefulSet", "mongodb")["spec"].update(replicas=2)),
    (standing.may_be_lost_together, lambda r: spread_if_possible(pod_of(r, "s3"))),
    (standing.may_be_lost_together, lambda r: spread_if_possible(broker_of(r))),
    (standing.is_scaled_by_two, lambda r: r.objects.append(r.one("HorizontalPodAutoscaler", "notify"))),
    (policies.is_missing, lambda r: r.objects.remove(r.one("Deployment", "directory"))),
]


OF_SEVERAL = (standing.may_all_be_drained, standing.may_be_lost_together, standing.is_scaled_by_two)


@pytest.mark.parametrize(("policy", "breach"), BREACHES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_policy_can_fail(
    overlays: dict[str, Rendered], policy: policies.Policy, breach: Callable[[Rendered], Any]
) -> None:
    # what is about several members is about production
    overlay = "production" if policy in OF_SEVERAL else "single-node"
    broken = Rendered(copy.deepcopy(overlays[overlay].objects))
    breach(broken)
    assert policy(broken)


def test_every_policy_is_shown_to_be_able_to_fail() -> None:
    assert {policy for policy, _ in BREACHES} == set(policies.POLICIES)


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_network_allows_the_arrows_of_the_architecture_and_no_others(
    overlays: dict[str, Rendered], name: str
) -> None:
    rendered = overlays[name]
    assert everything_is_denied_first(rendered)
    assert allowed(rendered) == wanted(rendered)


def test_a_member_of_mongodb_that_copies_from_another_does_not_count_as_there(overlays: dict[str, Rendered]) -> None:
    probe = first(overlays["production"], "mongodb")["readinessProbe"]
    assert "db.hello().secondary" in probe["exec"]["command"][-1]
    # the set is formed, and its members find each other, before any of them is ready
    (service,) = [one for one in overlays["production"].kind("Service") if one["metadata"]["name"] == "mongodb"]
    assert service["spec"]["publishNotReadyAddresses"] is True
    assert overlays["production"].one("StatefulSet", "mongodb")["spec"]["podManagementPolicy"] == "Parallel"


def test_the_ingress_may_ask_the_pod_in_which_a_certificate_is_proved(overlays: dict[str, Rendered]) -> None:
    doors = {one["metadata"]["name"]: one["spec"] for one in overlays["production"].kind("NetworkPolicy")}
    # by cert-manager's documentation: the label of its pods, and their port
    assert doors["certificate-door"]["podSelector"] == {"matchLabels": {"acme.cert-manager.io/http01-solver": "true"}}
    (rule,) = doors["certificate-door"]["ingress"]
    assert [port["port"] for port in rule["ports"]] == [8089]
    assert rule["from"] == doors["gateway-door"]["ingress"][0]["from"]


def test_whoever_watches_may_ask_services_and_the_broker_for_their_figures(overlays: dict[str, Rendered]) -> None:
    added = allowed(overlays["metrics"]) - allowed(overlays["production"])
    assert added == {*((OUTSIDE, name, PORT) for name in NAMES), (OUTSIDE, "rabbitmq", METRICS_PORT)}
    assert allowed(overlays["production"]) - allowed(overlays["metrics"]) == set()


def test_prometheus_finds_the_pods_of_each_job_by_their_labels_and_ports(overlays: dict[str, Rendered]) -> None:
    rendered = overlays["single-node"]
    doors = {
        f"{rendered.labels()[name][NAME]};{port['name']}": port["containerPort"]
        for name, _, container in rendered.containers()
        for port in container.get("ports", ())
    }
    found = {}
    for job in yaml.safe_load(cluster_configuration())["scrape_configs"]:
        for discovery in job.get("kubernetes_sd_configs", ()):
            assert discovery == {"role": "pod", "namespaces": {"names": ["diwan"]}}
            kept = job["relabel_configs"][0]["regex"]
            found[job["job_name"]] = [port for door, port in doors.items() if re.fullmatch(kept, door)]
    assert found == {**{f"diwan-{name}": [PORT] for name in NAMES}, "diwan-rabbitmq": [METRICS_PORT]}


def test_backing_up_and_restoring_may_reach_the_stores_and_the_target(overlays: dict[str, Rendered]) -> None:
    added = allowed(overlays["backup"]) - allowed(overlays["production"])
    stores = {
        (name, store, port)
        for name in ("backup", "restore")
        for store, port in (("mongodb", 27017), ("rabbitmq", 5672), ("s3", 9000))
    }
    assert added == stores | {("backup", OUTSIDE, 9000), ("restore", OUTSIDE, 9000)}
    assert stores <= wanted(overlays["backup"])


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_backing_up_and_restoring_are_given_the_settings_that_they_read(
    overlays: dict[str, Rendered], name: str
) -> None:
    container = first(overlays["backup"], name)
    (target,) = [one for one in overlays["backup"].kind("ConfigMap") if one["metadata"]["name"].startswith("backup-")]
    given = {*overlays["backup"].environment(container), *target["data"]} - ingredients(container)
    keys = {"DIWAN_BACKUP_TARGET_S3_ACCESS_KEY", "DIWAN_BACKUP_TARGET_S3_SECRET_KEY"}
    known = {f"DIWAN_BACKUP_{field.upper()}": about for field, about in Backup.model_fields.items()}
    assert {name for name, about in known.items() if about.is_required()} <= given <= known.keys() - keys


def test_a_backup_that_hangs_has_ended_before_the_next_night(overlays: dict[str, Rendered]) -> None:
    job = overlays["backup"].one("CronJob", "backup")["spec"]
    assert (job["schedule"].split()[2:], job["concurrencyPolicy"]) == (["*", "*", "*"], "Forbid")
    assert job["jobTemplate"]["spec"]["activeDeadlineSeconds"] < 24 * 60 * 60


def test_restoring_never_runs_by_itself_nor_twice_and_opens_what_is_encrypted(overlays: dict[str, Rendered]) -> None:
    job = overlays["backup"].one("CronJob", "restore")
    assert job["spec"]["suspend"] is True
    assert job["spec"]["jobTemplate"]["spec"]["backoffLimit"] == 0
    assert pod_of(overlays["backup"], "restore")["restartPolicy"] == "Never"
    (mount,) = [one for one in first(overlays["backup"], "restore")["volumeMounts"] if one["name"] == "identity"]
    given = overlays["backup"].environment(first(overlays["backup"], "restore"))
    assert given["DIWAN_BACKUP_IDENTITY_FILE"] == f"{mount['mountPath']}/identity"


def test_restoring_signs_in_to_the_stores_as_others_than_backing_up(overlays: dict[str, Rendered]) -> None:
    of = {name: overlays["backup"].environment(first(overlays["backup"], name)) for name in ("backup", "restore")}
    for variable in ("MONGO_URL", "AMQP_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY"):
        assert of["backup"][f"DIWAN_BACKUP_{variable}"] != of["restore"][f"DIWAN_BACKUP_{variable}"]


def test_an_arrow_too_many_and_one_too_few_are_found(overlays: dict[str, Rendered]) -> None:
    rendered = Rendered(copy.deepcopy(overlays["single-node"].objects))
    rule = rendered.one("NetworkPolicy", "portal")["spec"]["egress"].pop()
    assert allowed(rendered) != wanted(rendered)
    rendered.one("NetworkPolicy", "portal")["spec"]["egress"] += [rule, rule | {"ports": [{"port": 22}]}]
    assert (
        "one end only: portal",
        rule["to"][0]["podSelector"]["matchLabels"]["app.kubernetes.io/name"],
        22,
    ) in allowed(rendered)


def test_a_store_that_nobody_denies_is_found(overlays: dict[str, Rendered]) -> None:
    rendered = Rendered([one for one in overlays["production"].objects if one["metadata"]["name"] != "nobody"])
    assert not everything_is_denied_first(rendered)
