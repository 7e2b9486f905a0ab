"""For whom mail is received."""

from services.intake.mailboxes import Mailboxes, given_types, without_token
from tests.unit.intake.fakes import CONFIG

BOXES = Mailboxes.of(given_types(CONFIG), general="documents", domain="Registry.Example")


def test_the_general_mailbox_takes_everything() -> None:
    found = BOXES.find("Documents@registry.example")
    assert found is not None
    assert found.request_type is None


def test_a_type_has_its_mailbox_in_the_installations_own_domain() -> None:
    found = BOXES.find("work-permits@registry.example")
    assert found is not None
    assert found.request_type == "work-permit"
    assert BOXES.find("work-permits@diwan.example") is None


def test_a_reply_address_belongs_to_its_mailbox() -> None:
    found = BOXES.find("documents+0123456789abcdef0123456789ABCDEF@registry.example")
    assert found is not None
    assert found.address == "documents@registry.example"


def test_other_sub_addresses_are_no_mailbox() -> None:
    assert BOXES.find("documents+news@registry.example") is None
    assert without_token("documents+news@registry.example") == "documents+news@registry.example"


def test_ours_is_told_from_others() -> None:
    assert BOXES.is_ours("nobody@REGISTRY.example")
    assert not BOXES.is_ours("nobody@registry.example.org")
