"""Registry, routing, notify, directory and storage as a clerk needs them, in memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.portal.errors import DocumentDisposedError, NotDrawnError, RefusedError
from services.portal.model.clerks import Bounced, DeskMatter, Route
from services.portal.model.found import Found
from services.portal.model.papers import Paper
from services.portal.ports import Condition, Listed
from shared.errors import NotFoundError, TransientError
from shared.language import Text
from tests.unit.portal.staff.fakes import NOW

NUMBER = "IN-2026-000123-7"


def an_id(number: int) -> UUID:
    return UUID(int=number, version=4)


def matter(place: int, /, *, minutes: int = 0, **changes: Any) -> DeskMatter:
    told = {
        "submission_id": an_id(place),
        "state": "undecided",
        "channel": "mail",
        "received_at": NOW + timedelta(minutes=minutes),
        "requester_name": "Salim <b>",
        "subject": f"Matter {place}",
        "text": "please <script>",
        "request_type": "work-permit",
        "because": "words",
        "history": [
            {"at": NOW, "what": "received", "why": "mail"},
            {"at": NOW, "what": "undecided", "why": "papers-not-recognised"},
            {"at": NOW, "what": "something-new", "who": "person-clerk"},
        ],
    }
    return DeskMatter.model_validate(told | changes)


def route(place: int, /, **changes: Any) -> Route:
    told = {
        "submission_id": an_id(place),
        "number": NUMBER,
        "version": 4,
        "unit_id": "documents",
        "because": "no-rule",
        "certainty": "doubtful",
        "candidates": ("legal",),
        "received_at": NOW,
        "subject": f"Matter {place}",
    }
    return Route.model_validate(told | changes)


def bounced(number: int) -> Bounced:
    told = {"notice_id": an_id(900 + number), "submission_id": an_id(number), "kind": "registered"}
    return Bounced.model_validate(told | {"recipient": "salim@company.example", "created_at": NOW, "attempts": 3})


@dataclass
class Office:
    """All of it together. What was decided is in `done`; `refuse` is the code of the next refusal."""

    matters: dict[UUID, DeskMatter] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    notices: list[Bounced] = field(default_factory=list)
    papers: dict[UUID, tuple[Paper, bytes]] = field(default_factory=dict)
    done: list[tuple[str, Any, Condition | None]] = field(default_factory=list)
    opened: list[UUID] = field(default_factory=list)
    disposed: set[UUID] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)
    searched: list[dict[str, str]] = field(default_factory=list)
    refuse: str = ""
    away: set[str] = field(default_factory=set)

    def add(self, *found: DeskMatter) -> None:
        self.matters |= {one.submission_id: one for one in found}

    async def waiting(self, token: str, state: str, after: str) -> Listed[DeskMatter]:
        self._answer("registry", token)
        assert after in ("", "more")
        return Listed(lines=[one for one in self.matters.values() if one.state == state])

    async def matter(self, token: str, submission_id: UUID) -> DeskMatter:
        self._answer("registry", token)
        if submission_id not in self.matters:
            raise NotFoundError
        return self.matters[submission_id]

    async def search(self, token: str, query: Mapping[str, str]) -> Listed[Found]:
        # Not for clerks alone.
        assert token.startswith("token of ")
        self._refuse()
        self.searched.append(dict(query))
        return Listed(lines=self.found, after="more" if self.found else "")

    async def decide(
        self, token: str, submission_id: UUID, action: str, body: Mapping[str, object], condition: Condition
    ) -> DeskMatter:
        self._answer("registry", token)
        self._refuse()
        self.done.append((action, dict(body), condition))
        states = {"register": "registered", "return": "incomplete", "reject": "rejected"}
        changes: dict[str, Any] = {"state": states[action]} if action in states else {}
        changes |= {"number": NUMBER} if action == "register" else {}
        self.matters[submission_id] = self.matters[submission_id].model_copy(update=changes)
        return self.matters[submission_id]

    async def doubtful(self, token: str, after: str) -> Listed[Route]:
        self._answer("routing", token)
        assert after == ""
        return Listed(lines=[one for one in self.routes.values() if one.certainty == "doubtful"])

    async def route(self, token: str, number: str) -> Route | None:
        self._answer("routing", token)
        return self.routes.get(number)

    async def assign(self, token: str, number: str, unit_id: str, reason: str, condition: Condition) -> None:
        self._answer("routing", token)
        self._refuse()
        self.done.append(("assign", (number, unit_id, reason), condition))
        self.routes[number] = self.routes[number].model_copy(update={"certainty": "certain"})

    async def bounced(self, token: str, after: str, submission_id: UUID | None = None) -> Listed[Bounced]:
        self._answer("notify", token)
        assert after == ""
        return Listed(lines=[one for one in self.notices if submission_id in (None, one.submission_id)])

    async def retry(self, token: str, notice_id: UUID) -> None:
        self._answer("notify", token)
        self._refuse()
        self.done.append(("retry", notice_id, None))
        self.notices = [one for one in self.notices if one.notice_id != notice_id]

    async def units(self) -> Mapping[str, Text]:
        return {"documents": Text(ar="الوثائق", en="Documents"), "legal": Text(ar="القانونية", en="Legal")}

    async def names(self, token: str) -> Mapping[str, Text]:
        self._answer("directory", token)
        return {"person-clerk": Text(ar="سالم", en="Salim the clerk")}

    async def of(self, token: str, submission_id: UUID) -> Sequence[Paper]:
        self._answer("storage", token)
        assert submission_id
        return [paper for paper, _ in self.papers.values()]

    async def open(self, token: str, document_id: UUID) -> "FakeStream":
        self._answer("storage", token)
        if document_id not in self.papers:
            raise NotFoundError
        if document_id in self.disposed:
            raise DocumentDisposedError
        self.opened.append(document_id)
        return FakeStream(self.papers[document_id][1])

    def _answer(self, service: str, token: str) -> None:
        # Who may see documents is storage's to say; the rest is for clerks.
        assert token == "token of clerk" or service == "storage"
        if service in self.away:
            raise TransientError("away")

    def _refuse(self) -> None:
        if self.refuse:
            raise RefusedError(self.refuse)


class FakeStream:
    """Bytes in two pieces."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.size = len(content)

    async def chunks(self) -> AsyncIterator[bytes]:
        yield self._content[:4]
        yield self._content[4:]

    async def close(self) -> None:
        pass


class FakeDrawing:
    """Draws what says how many pages it has: `%PDF 3`."""

    async def count(self, pdf: bytes) -> int:
        if not pdf.startswith(b"%PDF ") or not pdf[5:].isdigit():
            raise NotDrawnError
        return int(pdf[5:])

    async def page(self, pdf: bytes, number: int) -> bytes:
        if number > await self.count(pdf):
            raise NotDrawnError
        return b"\xff\xd8\xff page %d" % number


def paper(number: int, name: str, content: bytes, media_type: str, **changes: Any) -> tuple[Paper, bytes]:
    told = {"document_id": an_id(500 + number), "name": name, "sha256": "9f" * 32, "size": len(content)}
    told |= {"media_type": media_type, "agrees": True, "received_at": NOW}
    return Paper.model_validate(told | changes), content
