"""Who may see what: the rule, and every role against every case through HTTP."""

from dataclasses import replace
from itertools import permutations, product
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.storage.model import Classification, Grant, Known, may_see, needs_no_look
from services.storage.service import Storage
from shared.contracts import TransactionRoutedV1
from shared.principal import CONFIDENTIAL, Principal
from tests.unit.storage.fakes import PDF, World, as_, classified, cleared, routed, supplemented

ROLES = ("administrator", "clerk", "officer", "manager", "agent", "auditor")
UNITS = ("labour", "trade", "legal")
some_units = st.frozensets(st.sampled_from(UNITS))
readers = st.builds(
    Principal,
    person_id=st.just("p"),
    name=st.just(""),
    roles=st.frozensets(st.sampled_from(ROLES)),
    units=some_units,
    clearance=st.sampled_from(("ordinary", CONFIDENTIAL)),
    acts_for=st.just(()),
)
grants = st.none() | st.builds(Grant, submission_id=st.uuids(), units=some_units, version=st.integers(min_value=1))
classifications = st.none() | st.builds(Classification, version=st.integers(min_value=1))
known = st.builds(Known, grant=grants, classification=classifications)


@given(readers, known)
def test_only_clerks_and_auditors_see_what_no_unit_of_theirs_has(reader: Principal, of: Known) -> None:
    shared_units = reader.units & (of.grant.units if of.grant else frozenset())
    if may_see(reader, of) and not reader.roles & {"clerk", "auditor"}:
        assert shared_units
        assert reader.roles & {"officer", "manager"}


@given(readers, known, some_units)
def test_another_unit_never_takes_the_right_away(reader: Principal, of: Known, more: frozenset[str]) -> None:
    wider = replace(reader, units=reader.units | more)
    assert may_see(wider, of) >= may_see(reader, of)


@given(readers, known)
def test_clearance_only_ever_adds(reader: Principal, of: Known) -> None:
    assert may_see(replace(reader, clearance=CONFIDENTIAL), of) >= may_see(reader, of)


@given(readers, known)
def test_without_clearance_nothing_is_seen_that_is_not_known_to_be_ordinary(reader: Principal, of: Known) -> None:
    if may_see(reader, of) and not reader.cleared:
        assert of.ordinary
        assert of != Known()
        assert of.classification is None or not of.classification.confidential


@given(readers, known)
def test_whoever_needs_no_look_sees_everything(reader: Principal, of: Known) -> None:
    if needs_no_look(reader):
        assert may_see(reader, of)


def expected(role: str, unit: str, case: str) -> int:
    """The answer by the words of the house: clerk and auditor all, officer and manager their own unit's, others none."""
    if role in ("administrator", "agent"):
        return 403
    # What nobody said anything of may turn out to be confidential.
    if case in ("absent", "not heard of"):
        return 404
    if role in ("clerk", "auditor"):
        return 200
    return 200 if (unit, case) == ("labour", "routed to labour") else 404


@pytest.mark.parametrize(
    ("role", "unit", "case"),
    [*product(ROLES, ("", "labour", "trade"), ("routed to labour", "waiting", "not heard of", "absent"))],
)
async def test_every_role_gets_what_it_may_see_and_nothing_else(
    storage: Storage, world: World, client: httpx.AsyncClient, role: str, unit: str, case: str
) -> None:
    document = world.attachment("a.pdf", PDF, "application/pdf")
    read = world.read(document)
    if case != "absent":
        await storage.record(read)
    if case == "routed to labour":
        await storage.grant(routed(read.submission_id, "labour"))
    if case == "waiting":
        await storage.classify(classified(read.submission_id))
    paths = (
        ("GET", f"/api/v1/documents/{document.document_id}"),
        ("HEAD", f"/api/v1/documents/{document.document_id}"),
        ("GET", f"/api/v1/documents/{read.submission_id}"),
        ("GET", f"/api/v1/submissions/{read.submission_id}/documents"),
    )
    answers = [await client.request(method, path, headers=as_(role, unit)) for method, path in paths]
    assert [answer.status_code for answer in answers] == [expected(role, unit, case)] * len(paths)
    assert len(world.views.kept) == (2 if expected(role, unit, case) == 200 else 0)


async def test_a_unit_that_a_part_was_referred_to_sees_the_documents_as_long_as_it_has_it(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    read = world.read()
    await storage.record(read)
    path, seen = f"/api/v1/documents/{read.submission_id}", []
    for version, also_with in enumerate(((), ("legal", "trade"), ("trade",)), start=1):
        await storage.grant(routed(read.submission_id, "labour", version, also_with))
        seen.append((await client.get(path, headers=as_("officer", "legal"))).status_code)
    assert seen == [404, 200, 404]


async def test_what_may_not_be_seen_is_answered_exactly_like_what_is_not_there(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    read = world.read()
    await storage.record(read)
    officer = as_("officer", "trade")
    for path in ("/api/v1/documents/{}", "/api/v1/submissions/{}/documents"):
        hidden = await client.get(path.format(read.submission_id), headers=officer)
        absent = await client.get(path.format(uuid4()), headers=officer)
        assert hidden.status_code == absent.status_code == 404
        assert (hidden.content, hidden.headers) == (absent.content, absent.headers)


async def test_a_hidden_document_does_not_betray_its_hash_by_a_condition(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    read = world.read()
    await storage.record(read)
    headers = as_("officer", "trade") | {"If-None-Match": f'"{read.sha256}"'}
    assert (await client.get(f"/api/v1/documents/{read.submission_id}", headers=headers)).status_code == 404


@pytest.mark.parametrize("role", ROLES)
async def test_only_an_auditor_is_told_who_saw_a_document(
    storage: Storage, world: World, client: httpx.AsyncClient, role: str
) -> None:
    read = world.read()
    await storage.record(read)
    await storage.classify(classified(read.submission_id))
    answer = await client.get(f"/api/v1/documents/{read.submission_id}/views", headers=as_(role, "labour"))
    assert answer.status_code == (200 if role == "auditor" else 403)


@pytest.mark.parametrize("role", ROLES)
async def test_only_those_who_work_on_matters_put_blobs(client: httpx.AsyncClient, world: World, role: str) -> None:
    name = world.blobs.put(b"given")
    world.blobs.kept.clear()
    answer = await client.put(f"/api/v1/blobs/{name}", content=b"given", headers=as_(role))
    assert answer.status_code == (201 if role in ("clerk", "officer", "manager") else 403)


async def test_nobody_gets_anything_without_a_valid_token(client: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer forged"}):
        for method, path in (
            ("GET", f"/api/v1/documents/{uuid4()}"),
            ("HEAD", f"/api/v1/documents/{uuid4()}"),
            ("GET", f"/api/v1/documents/{uuid4()}/views"),
            ("GET", f"/api/v1/submissions/{uuid4()}/documents"),
            ("PUT", f"/api/v1/blobs/{'0' * 64}"),
        ):
            assert (await client.request(method, path, headers=headers)).status_code == 401


SECRET = {"confidential": True}


def marked(routed: TransactionRoutedV1, classified: int = 3) -> TransactionRoutedV1:
    return routed.model_copy(update={**SECRET, "classified": classified})


@pytest.mark.parametrize("said", ["by routing", "by registry", "by both"])
@pytest.mark.parametrize("role", ["clerk", "auditor", "officer", "manager"])
async def test_a_confidential_document_is_for_those_with_clearance(
    storage: Storage, world: World, client: httpx.AsyncClient, role: str, said: str
) -> None:
    read = world.read()
    await storage.record(read)
    grant = routed(read.submission_id, "labour")
    await storage.grant(grant if said == "by registry" else marked(grant))
    if said != "by routing":
        await storage.classify(classified(read.submission_id, confidential=True))
    path = f"/api/v1/documents/{read.submission_id}"
    statuses = [(await client.get(path, headers=who(role, "labour"))).status_code for who in (as_, cleared)]
    assert statuses == [404, 200]


@pytest.mark.parametrize("order", [*permutations(("waiting", "grant"))], ids="-".join)
async def test_what_was_ordinary_as_long_as_it_waited_is_confidential_once_its_unit_gets_it(
    storage: Storage, world: World, client: httpx.AsyncClient, order: tuple[str, ...]
) -> None:
    read = world.read()
    await storage.record(read)
    events = {
        "waiting": lambda: storage.classify(classified(read.submission_id, 1)),
        "grant": lambda: storage.grant(marked(routed(read.submission_id, "labour"))),
    }
    for name in order:
        await events[name]()
    path = f"/api/v1/documents/{read.submission_id}"
    assert (await client.get(path, headers=as_("officer", "labour"))).status_code == 404


@pytest.mark.parametrize("order", [*permutations(("grant", "confidential", "ordinary"))], ids="-".join)
async def test_what_registry_said_last_holds_in_whatever_order_the_events_come(
    storage: Storage, world: World, client: httpx.AsyncClient, order: tuple[str, ...]
) -> None:
    read = world.read()
    await storage.record(read)
    events = {
        "grant": lambda: storage.grant(marked(routed(read.submission_id, "labour"))),
        "confidential": lambda: storage.classify(classified(read.submission_id, 3, confidential=True)),
        "ordinary": lambda: storage.classify(classified(read.submission_id, 7)),
    }
    for name in order:
        await events[name]()
    path = f"/api/v1/documents/{read.submission_id}"
    assert (await client.get(path, headers=as_("clerk"))).status_code == 200


async def test_what_is_joined_to_an_ordinary_matter_and_confidential_is_never_shown_meanwhile(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    matter, letter = world.read(), world.read()
    for one in (matter, letter):
        await storage.record(one)
    await storage.grant(routed(matter.submission_id, "labour"))
    joined = supplemented(matter.submission_id, letter.submission_id)
    await storage.supplement(joined.model_copy(update={**SECRET, "version": 5}))
    for one in (matter, letter):
        assert (await client.get(f"/api/v1/documents/{one.submission_id}", headers=as_("clerk"))).status_code == 404


async def test_a_delegate_sees_in_anothers_right_and_that_is_written_down(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    read = world.read()
    await storage.record(read)
    await storage.grant(marked(routed(read.submission_id, "labour")))
    path = f"/api/v1/documents/{read.submission_id}"
    statuses = [
        (await client.get(path, headers=as_("officer", f"trade+officer@labour{clearance}"))).status_code
        for clearance in ("", "!")
    ]
    assert statuses == [404, 200]
    (seen,) = (await client.get(f"{path}/views", headers=cleared("auditor"))).json()
    assert (seen["person_id"], seen["on_behalf_of"]) == ("officer@trade", "officer@labour")


async def test_a_delegates_own_clearance_is_not_lent_to_anothers_unit(
    storage: Storage, world: World, client: httpx.AsyncClient
) -> None:
    read = world.read()
    await storage.record(read)
    await storage.grant(marked(routed(read.submission_id, "labour")))
    asker = as_("officer", "trade!+officer@labour")
    assert (await client.get(f"/api/v1/documents/{read.submission_id}", headers=asker)).status_code == 404
