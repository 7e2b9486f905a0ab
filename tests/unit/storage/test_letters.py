"""Letters that were issued: who may have their documents, and that others may not."""

from uuid import UUID, uuid4

import httpx
import pytest

from services.storage.issuing import Issuing
from services.storage.service import Storage
from shared.contracts import LetterIssuedV1
from shared.contracts.base import Requester
from tests.unit.storage.fakes import PDF, World, as_, classified, cleared, issued, routed

TOKEN, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def answer(world: World) -> LetterIssuedV1:
    """An answer to a requester, with one attachment."""
    documents = [world.attachment(name, PDF, "application/pdf") for name in ("الرد.pdf", "plan.pdf")]
    return issued(*documents, submission_id=uuid4(), requester=Requester(token=TOKEN))


def of_token(document_id: UUID, token: str = TOKEN) -> str:
    return f"/api/v1/tracking/{token}/documents/{document_id}"


async def test_the_holder_of_the_token_has_the_letter_and_what_came_with_it(
    issuing: Issuing, client: httpx.AsyncClient, answer: LetterIssuedV1
) -> None:
    await issuing.issued(answer)
    for document in (answer.document, *answer.attachments):
        given = await client.get(of_token(document.document_id))
        assert (given.status_code, given.content) == (200, PDF)
        assert given.headers["content-disposition"].startswith("attachment; ")
        assert given.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert given.headers["cache-control"] == "private, no-store"
        seen = await client.get(of_token(document.document_id), headers={"If-None-Match": given.headers["etag"]})
        assert seen.status_code == 304
        assert (await client.head(of_token(document.document_id))).headers["content-length"] == str(len(PDF))


async def test_what_the_token_opens_was_seen_by_the_requester(
    issuing: Issuing, client: httpx.AsyncClient, answer: LetterIssuedV1
) -> None:
    await issuing.issued(answer)
    document_id = answer.document.document_id
    await client.get(of_token(document_id))
    (seen,) = (await client.get(f"/api/v1/documents/{document_id}/views", headers=cleared("auditor"))).json()
    assert (seen["person_id"], seen["name"]) == ("requester", "")


async def test_what_is_not_for_the_token_is_answered_as_if_it_did_not_exist(
    issuing: Issuing, storage: Storage, client: httpx.AsyncClient, world: World, answer: LetterIssuedV1
) -> None:
    await issuing.issued(answer)
    mail = world.read(world.attachment("his own.pdf", PDF, "application/pdf"), submission_id=answer.submission_id)
    await storage.record(mail)
    memo = issued(world.attachment("memo.pdf", PDF, "application/pdf"), submission_id=answer.submission_id, by="units")
    await issuing.issued(memo)
    refused = [
        of_token(answer.document.document_id, OTHER),
        of_token(mail.documents[0].document_id),
        of_token(memo.document.document_id),
        of_token(mail.submission_id),
        of_token(uuid4()),
    ]
    answers = [(await client.get(path)) for path in refused]
    assert {one.status_code for one in answers} == {404}
    first, *rest = [{**one.json(), "trace_id": ""} for one in answers]
    assert rest == [first] * len(rest)
    assert {(await client.head(path)).status_code for path in refused} == {404}
    assert (await client.get(of_token(uuid4(), "no token"))).status_code == 422


async def test_an_answer_is_a_document_of_its_matter(
    issuing: Issuing, storage: Storage, client: httpx.AsyncClient, answer: LetterIssuedV1
) -> None:
    assert answer.submission_id is not None
    await storage.grant(routed(answer.submission_id, "legal"))
    await issuing.issued(answer)
    listed = await client.get(f"/api/v1/submissions/{answer.submission_id}/documents", headers=as_("officer", "legal"))
    assert [one["name"] for one in listed.json()] == ["الرد.pdf", "plan.pdf"]
    assert {one["brought_by"] for one in listed.json()} == {str(answer.letter_id)}


async def test_a_letter_without_a_matter_is_for_the_unit_that_wrote_it_and_those_it_went_to(
    issuing: Issuing, client: httpx.AsyncClient, world: World
) -> None:
    memo = issued(world.attachment("memo.pdf", PDF, "application/pdf"), to_units=("legal", "finance"), by="units")
    await issuing.issued(memo)
    path = f"/api/v1/documents/{memo.document.document_id}"
    for unit, status in (("permits", 200), ("legal", 200), ("finance", 200), ("archive", 404)):
        assert (await client.get(path, headers=as_("officer", unit))).status_code == status
    listed = await client.get(f"/api/v1/submissions/{memo.letter_id}/documents", headers=as_("manager", "legal"))
    assert [one["name"] for one in listed.json()] == ["memo.pdf"]


async def test_a_memo_about_a_matter_reaches_units_that_do_not_have_the_matter(
    issuing: Issuing, storage: Storage, client: httpx.AsyncClient, world: World
) -> None:
    mail = world.read(*(world.attachment(name, PDF, "application/pdf") for name in ("deed.pdf", "other.pdf")))
    await storage.record(mail)
    await storage.grant(routed(mail.submission_id, "permits"))
    memo = issued(
        world.attachment("memo.pdf", PDF, "application/pdf"),
        mail.documents[0],
        submission_id=mail.submission_id,
        to_units=("legal",),
        by="units",
    )
    await issuing.issued(memo)
    legal = as_("officer", "legal")
    for document, status in ((memo.document, 200), (mail.documents[0], 200), (mail.documents[1], 404)):
        got = await client.get(f"/api/v1/documents/{document.document_id}", headers=legal)
        assert got.status_code == status
    assert (await client.get(f"/api/v1/submissions/{mail.submission_id}/documents", headers=legal)).status_code == 404
    kept = await world.documents.get(mail.documents[0].document_id)
    assert kept is not None
    assert kept.brought_by == mail.submission_id


async def test_hearing_of_a_letter_again_changes_nothing(
    issuing: Issuing, world: World, answer: LetterIssuedV1
) -> None:
    await issuing.issued(answer)
    before = (dict(world.documents.kept), dict(world.grants.kept), dict(world.letters.kept))
    await issuing.issued(answer)
    assert (world.documents.kept, world.grants.kept, world.letters.kept) == before


async def test_a_letter_about_a_matter_that_was_joined_belongs_to_the_other_one(
    issuing: Issuing, world: World, answer: LetterIssuedV1
) -> None:
    home = uuid4()
    assert answer.submission_id is not None
    await world.homes.settle(answer.submission_id, home)
    await issuing.issued(answer)
    assert [one.name for one in await world.documents.of_submission(home)] == ["الرد.pdf", "plan.pdf"]


async def test_a_confidential_answer_needs_clearance_though_its_matter_is_ordinary_and_the_token_opens_it(
    issuing: Issuing, storage: Storage, client: httpx.AsyncClient, answer: LetterIssuedV1
) -> None:
    assert answer.submission_id is not None
    await storage.grant(routed(answer.submission_id, "permits"))
    await issuing.issued(answer.model_copy(update={"confidential": True}))
    document, listed = answer.document.document_id, f"/api/v1/submissions/{answer.submission_id}/documents"
    for who, units in (("officer", "permits"), ("clerk", ""), ("auditor", "")):
        for headers, status in ((as_(who, units), 404), (cleared(who, units), 200)):
            assert (await client.get(f"/api/v1/documents/{document}", headers=headers)).status_code == status
            assert (await client.get(listed, headers=headers)).status_code == status
    assert (await client.get(of_token(document))).status_code == 200


async def test_what_a_confidential_letter_encloses_of_an_ordinary_matter_is_as_open_as_before(
    issuing: Issuing, storage: Storage, client: httpx.AsyncClient, world: World
) -> None:
    mail = world.read(world.attachment("deed.pdf", PDF, "application/pdf"))
    await storage.record(mail)
    await storage.grant(routed(mail.submission_id, "permits"))
    letter = world.attachment("memo.pdf", PDF, "application/pdf")
    await issuing.issued(
        issued(letter, mail.documents[0], submission_id=mail.submission_id, to_units=("legal",), confidential=True)
    )
    deed, listed = mail.documents[0].document_id, f"/api/v1/submissions/{mail.submission_id}/documents"
    for headers, status in (
        (as_("officer", "permits"), 200),
        (as_("officer", "legal"), 404),
        (cleared("officer", "legal"), 200),
    ):
        assert (await client.get(f"/api/v1/documents/{deed}", headers=headers)).status_code == status
    names = [one["name"] for one in (await client.get(listed, headers=as_("officer", "permits"))).json()]
    assert "memo.pdf" not in names
    assert "deed.pdf" in names


async def test_a_letter_of_a_matter_that_became_confidential_needs_clearance_wherever_it_went(
    issuing: Issuing, storage: Storage, client: httpx.AsyncClient, world: World
) -> None:
    matter = uuid4()
    await storage.grant(routed(matter, "permits"))
    memo = issued(world.attachment("memo.pdf", PDF, "application/pdf"), submission_id=matter, to_units=("legal",))
    await issuing.issued(memo)
    path = f"/api/v1/documents/{memo.document.document_id}"
    assert (await client.get(path, headers=as_("officer", "legal"))).status_code == 200
    await storage.classify(classified(matter, 7, confidential=True))
    assert (await client.get(path, headers=as_("officer", "legal"))).status_code == 404
    assert (await client.get(path, headers=cleared("officer", "legal"))).status_code == 200


async def test_a_confidential_memo_without_a_matter_needs_clearance(
    issuing: Issuing, client: httpx.AsyncClient, world: World
) -> None:
    memo = issued(world.attachment("memo.pdf", PDF, "application/pdf"), to_units=("legal",), confidential=True)
    await issuing.issued(memo)
    path = f"/api/v1/documents/{memo.document.document_id}"
    assert (await client.get(path, headers=as_("manager", "legal"))).status_code == 404
    assert (await client.get(path, headers=cleared("manager", "legal"))).status_code == 200
