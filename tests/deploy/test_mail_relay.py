"""The relay before intake: what Postfix is told fits the door that it stands before."""

import re
from pathlib import Path

import pytest

from deploy.containers.choices import SMTP_PORT
from services.intake.settings import Settings as Intake
from tests.deploy import policies, standing
from tests.deploy.rendered import Rendered, kustomize, run

HELD = (
    policies.is_not_watched,
    policies.takes_without_limit,
    policies.is_of_no_exact_version,
    policies.may_speak_to_kubernetes,
    standing.may_all_be_drained,
)
"""Not the profile `restricted`: Postfix begins as root, in a namespace of its own."""


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return kustomize(repository / "deploy/kubernetes/mail")


@pytest.fixture(scope="module")
def relay(text: str) -> Rendered:
    return Rendered.of(text)


@pytest.fixture(scope="module")
def told(relay: Rendered) -> dict[str, str]:
    """What main.cf says."""
    (configuration,) = relay.kind("ConfigMap")
    return dict(re.findall(r"^(\w+) = (.*)$", configuration["data"]["main.cf"], re.MULTILINE))


def test_it_is_what_kubernetes_takes_strictly(text: str, tmp_path: Path) -> None:
    file = tmp_path / "mail.yaml"
    file.write_text(text, encoding="utf-8")
    assert run("kubernetes-validate", "--strict", "--quiet", file).returncode == 0


@pytest.mark.parametrize("policy", HELD, ids=lambda policy: policy.__name__)
def test_a_policy_holds_for_it_too(relay: Rendered, policy: policies.Policy) -> None:
    assert policy(relay) == []


def test_its_capabilities_are_those_that_postfix_takes_its_parts_down_with(relay: Rendered) -> None:
    ((_, _, container),) = relay.containers()
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]


def test_it_leads_to_the_door_and_takes_as_much_as_the_door_does(told: dict[str, str]) -> None:
    assert told["relay_transport"] == f"relay:[intake.diwan.svc.cluster.local]:{SMTP_PORT}"
    assert int(told["message_size_limit"]) == Intake.model_fields["max_mail_bytes"].default


def test_it_sends_for_nobody_but_notices(told: dict[str, str], relay: Rendered) -> None:
    assert told["mynetworks"] == "127.0.0.0/8"
    assert told["smtpd_relay_restrictions"] == "reject_unauth_destination"
    (configuration,) = relay.kind("ConfigMap")
    doors = re.split(r"^(?=\S)", configuration["data"]["master.cf"], flags=re.MULTILINE)
    permitting = [door.split()[0] for door in doors if "=permit" in door]
    assert permitting == ["10025"]
    (policy,) = relay.kind("NetworkPolicy")
    from_notify = [rule for rule in policy["spec"]["ingress"] if "from" in rule]
    (rule,) = from_notify
    assert rule["from"][0]["podSelector"]["matchLabels"] == {"app.kubernetes.io/name": "notify"}
    assert [port["port"] for one in policy["spec"]["ingress"] if "from" not in one for port in one["ports"]] == [25]


def test_while_the_cluster_does_not_know_intakes_name_mail_waits(relay: Rendered, told: dict[str, str]) -> None:
    (configuration,) = relay.kind("ConfigMap")
    doors = re.split(r"^(?=\S)", configuration["data"]["master.cf"], flags=re.MULTILINE)
    (to_intake,) = [door for door in doors if door.split(maxsplit=1)[:1] == [told["relay_transport"].partition(":")[0]]]
    filtered = re.search(r"smtp_delivery_status_filter=regexp:/etc/postfix/(\S+)", to_intake)
    assert filtered
    (pattern, instead) = configuration["data"][filtered[1]].splitlines()[-1].split(" 4")
    unknown = "5.4.4 Host or domain name not found. Name service error for name=intake.diwan.svc.cluster.local"
    assert re.sub(pattern.strip("/"), "4" + instead.replace("$1", r"\1"), unknown) == "4" + unknown[1:]
    ((_, _, container),) = relay.containers()
    assert f"/etc/postfix/{filtered[1]}" in {mount["mountPath"] for mount in container["volumeMounts"]}
    # others' names that are unknown are told to whoever wrote there
    assert "status_filter" not in "".join(door for door in doors if door != to_intake)


def test_its_queue_can_be_looked_at(relay: Rendered) -> None:
    (configuration,) = relay.kind("ConfigMap")
    # whom `postqueue -p` asks
    assert re.search(r"^showq +unix +n ", configuration["data"]["master.cf"], re.MULTILINE)


def test_the_door_of_intake_is_open_to_its_namespace(relay: Rendered) -> None:
    (namespace,) = relay.kind("Namespace")
    assert namespace["metadata"]["labels"]["diwan/smtp-door"] == "open"
