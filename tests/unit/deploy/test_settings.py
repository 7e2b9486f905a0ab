from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deploy.local.errors import StackError
from deploy.local.installation import Installation
from deploy.local.settings import Settings


def test_without_variables_the_documented_defaults_hold() -> None:
    settings = Settings.from_environment({})
    assert (settings.http_port, settings.smtp_port, settings.data) == (8080, 2525, Path("var").resolve())
    assert settings.url == "http://localhost:8080"


def test_variables_move_ports_and_data(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"DIWAN_HTTP_PORT": "9080", "DIWAN_SMTP_PORT": "9025", "DIWAN_PORT_BASE": "20000", "DIWAN_DATA": str(tmp_path)}
    )
    assert (settings.http_port, settings.smtp_port, settings.port_base) == (9080, 9025, 20000)
    assert settings.data == tmp_path


@pytest.mark.parametrize("value", ["0", "65536", "-1", "http", "80.0", "٨٠٨٠"])
def test_a_port_that_is_none_is_refused_by_the_name_of_its_variable(value: str) -> None:
    with pytest.raises(StackError, match="DIWAN_HTTP_PORT"):
        Settings.from_environment({"DIWAN_HTTP_PORT": value})


@pytest.mark.parametrize("value", ["relay", "relay:", ":25", "relay:smtp", "relay:99999"])
def test_a_relay_that_is_not_host_and_port_is_refused(value: str) -> None:
    with pytest.raises(StackError, match="DIWAN_SMTP_RELAY"):
        Settings.from_environment({"DIWAN_SMTP_RELAY": value})


def test_an_outside_relay_takes_the_place_of_the_local_one() -> None:
    settings = Settings.from_environment({"DIWAN_SMTP_RELAY": "[2001:db8::1]:25"})
    assert (settings.relay_host, settings.relay_port) == ("2001:db8::1", 25)


def test_without_a_relay_mail_goes_to_the_local_one() -> None:
    settings = Settings.from_environment({})
    assert (settings.relay_host, settings.relay_port) == ("127.0.0.1", settings.ports.of("relay"))


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.pem"
    certificate.write_text("x")
    with pytest.raises(StackError, match="DIWAN_TLS_KEY"):
        Settings.from_environment({"DIWAN_TLS_CERT": str(certificate)})


def test_a_certificate_that_is_not_there_is_refused() -> None:
    with pytest.raises(StackError, match="DIWAN_TLS_CERT names no file"):
        Settings.from_environment({"DIWAN_TLS_CERT": "/nowhere/certificate.pem", "DIWAN_TLS_KEY": "/nowhere/key.pem"})


def test_another_issuer_needs_its_keys() -> None:
    with pytest.raises(StackError, match="DIWAN_JWKS_URL"):
        Settings.from_environment({"DIWAN_ISSUER": "https://issuer.example"})


def test_overrides_of_one_service_add_up(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path).with_overrides("registry", a="1").with_overrides("registry", b="2")
    assert settings.overrides == {"registry": {"DIWAN_REGISTRY_A": "1", "DIWAN_REGISTRY_B": "2"}}


def test_a_services_own_setting_reaches_that_service_and_no_other(tmp_path: Path) -> None:
    given = {"DIWAN_NOTIFY_ORGANISATION_EN": "Ministry of Labour", "DIWAN_DATA": str(tmp_path)}
    installation = Installation(Settings.from_environment(given))
    installation.layout.make()
    assert installation.environment_of("notify")["DIWAN_NOTIFY_ORGANISATION_EN"] == "Ministry of Labour"
    assert "DIWAN_NOTIFY_ORGANISATION_EN" not in installation.environment_of("intake")


@pytest.mark.parametrize("members", ["0", "2", "4"])
def test_a_replica_set_without_a_majority_to_spare_is_refused(members: str) -> None:
    with pytest.raises(StackError, match="DIWAN_MONGO_MEMBERS"):
        Settings.from_environment({"DIWAN_MONGO_MEMBERS": members})


def test_services_know_every_member_of_the_replica_set(tmp_path: Path) -> None:
    installation = Installation(Settings(data=tmp_path, mongo_members=3))
    installation.layout.make()
    hosts = urlsplit(installation.environment_of("registry")["DIWAN_REGISTRY_MONGO_URL"]).netloc.rpartition("@")[2]
    ports = installation.settings.ports
    assert hosts == ",".join(ports.at(name) for name in ("mongod", "mongod2", "mongod3"))


@pytest.mark.parametrize("replicas", ["0", "3"])
def test_more_processes_of_a_service_than_there_are_ports_for_are_refused(replicas: str) -> None:
    with pytest.raises(StackError, match="DIWAN_REPLICAS"):
        Settings.from_environment({"DIWAN_REPLICAS": replicas})


def test_services_find_each_other_by_the_inner_door_when_there_are_two_of_each(tmp_path: Path) -> None:
    for replicas, door in ((1, "registry"), (2, "registry inside")):
        installation = Installation(Settings(data=tmp_path, replicas=replicas))
        installation.layout.make()
        url = installation.environment_of("portal")["DIWAN_PORTAL_REGISTRY_URL"]
        assert url == f"http://{installation.settings.ports.at(door)}"
        shared = installation.environment_of("intake").get("DIWAN_INTAKE_SMTP_REUSE_PORT", "false")
        assert shared == ("true" if replicas > 1 else "false")
