"""Who may see what: the rule, and every role against every case through HTTP."""

from itertools import product
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.storage.model import Grant, Reader
from services.storage.service import Storage
from tests.unit.storage.fakes import PDF, World, as_, routed

ROLES = ("administrator", "clerk", "officer", "manager", "agent", "auditor")
UNITS = ("labour", "trade", "legal")
some_units = st.frozensets(st.sampled_from(UNITS))
readers = st.builds(
    Reader, person_id=st.just("p"), name=st.just(""), roles=st.frozensets(st.sampled_from(ROLES)), units=some_units
)
grants = st.none() | st.builds(Grant, submission_id=st.uuids(), units=some_units, version=st.integers(min_value=1))


@given(readers, grants)
def test_only_clerks_and_auditors_see_what_no_unit_of_theirs_has(reader: Reader, grant: Grant | None) -> None:
    shared_units = reader.units & (grant.units if grant else frozenset())
    if reader.may_see(grant) and not reader.roles & {"clerk", "auditor"}:
        assert shared_units
        assert reader.roles & {"officer", "manager"}


@given(readers, grants, some_units)
def test_another_unit_never_takes_the_right_away(reader: Reader, grant: Grant | None, more: frozenset[str]) -> None:
    wider = Reader(person_id="p", name="", roles=reader.roles, units=reader.units | more)
    assert wider.may_see(grant) >= reader.may_see(grant)


def expected(role: str, unit: str, case: str) -> int:
    """The answer by the words of the house: clerk and auditor all, officer and manager their own unit's, others none."""
    if role in ("administrator", "agent"):
        return 403
    if case == "absent":
        return 404
    if role in ("clerk", "auditor"):
        return 200
    return 200 if (unit, case) == ("labour", "routed to labour") else 404


@pytest.mark.parametrize(
    ("role", "unit", "case"), [*product(ROLES, ("", "labour", "trade"), ("routed to labour", "not routed", "absent"))]
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
