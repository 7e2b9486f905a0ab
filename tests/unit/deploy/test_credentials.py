import base64
import hashlib
import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from deploy.local.credentials import DEMO_ACCOUNTS, Credentials
from deploy.local.environment import service_environment
from deploy.local.servers import weed
from deploy.local.services import NAMES, SERVICES, named
from deploy.local.settings import Settings
from deploy.local.vault_keys import key_of, render_identities
from deploy.rabbitmq.rendering import password_hash, render_definitions


@pytest.fixture
def credentials(tmp_path: Path) -> Credentials:
    return Credentials(tmp_path / "secrets", tmp_path / "demo-accounts.txt")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_secret_is_made_once_and_differs_from_the_others(credentials: Credentials) -> None:
    assert credentials.token("a") == credentials.token("a") != credentials.token("b")


def test_who_somebody_is_to_a_store_is_exchanged_for_another_name_and_password_and_back(
    credentials: Credentials,
) -> None:
    first = credentials.account("mongo", "registry")
    assert first.name == "registry"
    following = credentials.next_account("mongo", "registry")
    assert credentials.account("mongo", "registry") == first
    credentials.take_next("mongo", "registry")
    assert credentials.account("mongo", "registry") == following
    assert (following.name, following.password == first.password) == ("registry-b", False)
    third = credentials.next_account("mongo", "registry")
    credentials.take_next("mongo", "registry")
    assert third.name == "registry"
    assert third.password not in (first.password, following.password)
    assert [path.name for path in credentials.folder.iterdir()] == ["mongo-registry"]


def test_every_secret_has_as_many_bits_as_nobody_tries(credentials: Credentials) -> None:
    assert len(bytes.fromhex(credentials.token("a"))) >= 32
    assert len(bytes.fromhex(credentials.next_account("s3", "a").password)) >= 32
    # six bits a letter
    assert min(len(password) for password in credentials.demo_accounts().values()) * 6 >= 128


def test_only_their_owner_may_read_the_secrets(credentials: Credentials) -> None:
    credentials.token("a")
    credentials.demo_accounts()
    files = [credentials.folder / "a", credentials.mongo_key_file(), credentials.signing_key_file()]
    assert {mode(path) for path in (*files, credentials.accounts_file)} == {0o600}
    assert mode(credentials.folder) == 0o700


def test_there_is_one_demo_account_per_role_with_a_password_of_its_own(credentials: Credentials) -> None:
    accounts = credentials.demo_accounts()
    assert tuple(accounts) == DEMO_ACCOUNTS
    assert len(set(accounts.values())) == len(accounts)


def test_the_accounts_file_has_name_and_password_a_line(credentials: Credentials) -> None:
    accounts = credentials.demo_accounts()
    lines = credentials.accounts_file.read_text().splitlines()
    assert lines == [f"{name} {password}" for name, password in accounts.items()]


def test_the_signing_key_is_an_elliptic_one_on_p256(credentials: Credentials) -> None:
    key = serialization.load_pem_private_key(credentials.signing_key_file().read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert key.curve.name == "secp256r1"


@pytest.mark.parametrize("name", NAMES)
def test_a_service_gets_its_own_secrets_and_nobody_elses(name: str, credentials: Credentials, tmp_path: Path) -> None:
    mine = " ".join(service_environment(Settings(data=tmp_path), credentials, named(name)).values())
    assert (credentials.token(f"mongo-{name}") in mine) == named(name).store
    assert (credentials.token(f"amqp-{name}") in mine) == named(name).events
    foreign = [other for other in NAMES if other != name]
    kinds = ("mongo", "amqp", "s3")
    others = ["mongo-admin", "amqp-operator", "s3-admin", *(f"{kind}-{other}" for kind in kinds for other in foreign)]
    assert [other for other in others if credentials.token(other) in mine] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_services_variables_bear_its_prefix(name: str, credentials: Credentials, tmp_path: Path) -> None:
    environment = service_environment(Settings(data=tmp_path), credentials, named(name))
    assert [variable for variable in environment if not variable.startswith(f"DIWAN_{name.upper()}_")] == []


def test_only_the_services_with_the_vault_hold_a_key_to_it(credentials: Credentials, tmp_path: Path) -> None:
    holders = {
        service.name
        for service in SERVICES
        if any("S3" in name for name in service_environment(Settings(data=tmp_path), credentials, service))
    }
    assert holders == {"intake", "notify", "routing", "storage"}


def test_a_service_may_do_nothing_outside_the_vaults_bucket(credentials: Credentials) -> None:
    rendered = json.loads(render_identities(credentials))
    services = [identity for identity in rendered["identities"] if identity["name"] != "admin"]
    assert {identity["name"]: identity["policyNames"] for identity in services} == {
        "intake": ["keeper"],
        "routing": ["keeper"],
        "storage": ["disposer"],
        "notify": ["reader"],
        "backup": ["reader"],
        "restore": ["keeper"],
    }
    assert all("actions" not in identity for identity in services)
    actions: dict[str, list[str]] = {}
    for policy in rendered["policies"]:
        (statement,) = json.loads(policy["content"])["Statement"]
        assert statement["Resource"] == ["arn:aws:s3:::diwan-vault", "arn:aws:s3:::diwan-vault/*"]
        actions[policy["name"]] = statement["Action"]
    assert not [action for may in actions.values() for action in may if "*" in action]
    # Storage alone, and only what is kept no longer.
    assert [name for name, may in actions.items() for action in may if "Delete" in action] == ["disposer"]
    assert not [action for action in actions["reader"] if "Put" in action]


def test_while_keys_are_exchanged_the_vault_lets_everybody_in_by_both(credentials: Credentials) -> None:
    following = {holder: key_of(credentials.next_account("s3", holder)) for holder in weed.HOLDERS}
    rendered = json.loads(render_identities(credentials, beside=following))["identities"]
    assert {one["name"]: [key["accessKey"] for key in one["credentials"]] for one in rendered} == {
        holder: [f"diwan-{holder}", f"diwan-{holder}-b"] for holder in weed.HOLDERS
    }
    assert all(one["credentials"][1]["secretKey"] == following[one["name"]].secret for one in rendered)


def test_a_password_is_hashed_as_rabbitmq_documents_it() -> None:
    # RabbitMQ documentation, "Credentials and Passwords": salt 908D C60A, password test12
    expected = base64.b64encode(
        bytes.fromhex("908DC60A") + hashlib.sha256(bytes.fromhex("908DC60A") + b"test12").digest()
    ).decode()
    assert password_hash("test12", bytes.fromhex("908DC60A")) == expected
    assert expected == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"


def test_the_brokers_definitions_hold_no_password_and_no_guest() -> None:
    passwords = {"registry": "secret-of-registry", "operator": "secret-of-operator"}
    text = render_definitions(passwords, dict.fromkeys(passwords, b"salt"))
    assert [password for password in passwords.values() if password in text] == []
    assert [user["name"] for user in json.loads(text)["users"]] == ["registry", "operator"]


@pytest.mark.parametrize(
    ("version", "strategies"), [((3, 9), set()), ((3, 10), {"at-least-once"}), (None, {"at-least-once"})]
)
def test_only_a_broker_that_knows_it_is_told_to_dead_letter_at_least_once(
    version: tuple[int, int] | None, strategies: set[str]
) -> None:
    policies = json.loads(render_definitions({"registry": "x"}, {"registry": b"salt"}, version))["policies"]
    rules = [policy["definition"] for policy in policies]
    assert {rule["dead-letter-strategy"] for rule in rules if "dead-letter-strategy" in rule} == strategies
    assert all(rule["delivery-limit"] > 0 for rule in rules)
