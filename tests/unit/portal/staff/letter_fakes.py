"""Routing's letters and storage's vault, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any, BinaryIO
from uuid import UUID

from services.portal.errors import RefusedError
from services.portal.model.beginnings import Template
from services.portal.model.letters import Act, Filled, Letter, LetterLine
from services.portal.model.shelves import ShelfLook
from services.portal.ports import Condition, Listed
from shared.errors import NotFoundError, TransientError
from shared.language import Text
from shared.transaction_number import transaction_number
from tests.unit.portal.staff.clerks_fakes import an_id
from tests.unit.portal.staff.fakes import NOW
from tests.unit.portal.staff.work_fakes import NUMBER

WRITER = {"person_id": "person-officer", "name": "Ahmed", "on_behalf_of": ""}
MANAGER = {"person_id": "person-manager", "name": "Fatma", "on_behalf_of": ""}
OUT = str(transaction_number("outgoing", 2026, 7))
WORDS = {"subject": "Your <request>", "body": "It is approved.\n\n- one\n- two"}
OF_STAGE = {
    "draft": ("edit", "submit", "discard"),
    "back": ("edit", "submit", "discard"),
    "waiting": ("approve", "send-back"),
    "dispatch": ("deliver",),
}


def content(**changes: Any) -> dict[str, Any]:
    told = {
        "ar": {"subject": "طلبكم", "body": "تمت الموافقة."},
        "en": WORDS,
        "recipient": {"name": "Salim <b>", "address": "salim@company.example", "postal_address": ""},
        "by": "mail",
    }
    return told | changes


def edition(round_: int = 1, **changes: Any) -> dict[str, Any]:
    return {"round": round_, "content": content(**changes), "by": WRITER, "at": NOW}


def step(kind: str, minutes: int = 0, **changes: Any) -> dict[str, Any]:
    return {"when": NOW + timedelta(minutes=minutes), "by": WRITER, "kind": kind, "edition": 1, "because": ""} | changes


def letter(place: int = 1, stage: str = "draft", /, **changes: Any) -> Letter:
    editions = changes.get("editions", [edition()])
    last = editions[-1]["content"]
    told = {
        "letter_id": an_id(900 + place),
        "version": 3,
        "kind": "answer",
        "stage": stage,
        "since": NOW,
        "unit_id": "permits",
        "drafted_by": WRITER,
        "subject": last["ar"]["subject"],
        "recipient_name": last["recipient"]["name"],
        "belongs_to": NUMBER,
        "waits_for": "permits" if stage == "waiting" else None,
        "chain": ("permits",) if stage == "waiting" else (),
        "edition": len(editions),
        "editions": editions,
        "history": [step("drafted")],
        "may": OF_STAGE.get(stage, ()),
    }
    return Letter.model_validate(told | changes)


def pdf_of(place: int) -> dict[str, Any]:
    """What an issued letter tells of its PDF."""
    told = {"document_id": an_id(500 + place), "name": "letter.pdf", "sha256": "ab" * 32, "size": 6}
    return told | {"media_type": "application/pdf"}


@dataclass
class Chancery:
    """All of it together. What was done is in `done`; `refuse` is the code of the next refusal."""

    letters: dict[UUID, Letter] = field(default_factory=dict)
    done: list[tuple[str, UUID | None, Mapping[str, Any], Condition]] = field(default_factory=list)
    looks: list[ShelfLook] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    previews: list[UUID] = field(default_factory=list)
    refuse: str = ""
    absent: bool = False
    away: bool = False

    def add(self, *found: Letter) -> None:
        self.letters |= {one.letter_id: one for one in found}

    async def shelf(self, token: str, look: ShelfLook) -> Listed[LetterLine]:
        self._answer(token)
        self.looks.append(look)
        waiting = look.shelf == "to-approve"
        found = [one for one in self.letters.values() if not waiting or one.stage == "waiting"]
        return Listed(lines=found, after="" if look.after or waiting else "further")

    async def of_matter(self, token: str, number: str) -> Sequence[LetterLine]:
        self._answer(token)
        return [one for one in self.letters.values() if one.belongs_to == number]

    async def letter(self, token: str, letter_id: UUID) -> Letter:
        self._answer(token)
        if letter_id not in self.letters:
            raise NotFoundError
        return self.letters[letter_id]

    async def preview(self, token: str, letter_id: UUID) -> bytes:
        self._answer(token)
        self.previews.append(letter_id)
        return b"%PDF 2"

    async def templates(self, token: str) -> Sequence[Template]:
        self._answer(token)
        return (
            Template(code="approval", title=Text(ar="موافقة", en="Approval"), kinds=("answer",)),
            Template(code="memo", title=Text(ar="مذكرة", en="Memo"), kinds=("memo",)),
        )

    async def filled(self, token: str, code: str, unit_id: str, number: str | None) -> Filled:
        self._answer(token)
        words = {"subject": f"{code} of {unit_id}", "body": f"About {number}"}
        return Filled.model_validate({"ar": words, "en": words})

    async def draft(self, token: str, body: Mapping[str, object], key: str) -> UUID:
        self._change(token)
        self.done.append(("draft", None, body, Condition(key=key)))
        made = letter(99)
        self.add(made)
        return made.letter_id

    async def edit(self, token: str, letter_id: UUID, body: Mapping[str, object], condition: Condition) -> int:
        self._change(token)
        self.done.append(("edit", letter_id, body, condition))
        return 8

    async def do(self, token: str, letter_id: UUID, act: Act, body: Mapping[str, object], condition: Condition) -> None:
        self._change(token)
        self.done.append((act, letter_id, body, condition))
        if act in ("approve", "send-back"):
            del self.letters[letter_id]

    async def keep(self, token: str, content: BinaryIO) -> str:
        self._answer(token)
        held = content.read()
        digest = sha256(held).hexdigest()
        self.kept[digest] = held
        return digest

    def _change(self, token: str) -> None:
        self._answer(token)
        if self.refuse:
            raise RefusedError(self.refuse)
        if self.absent:
            raise NotFoundError

    def _answer(self, token: str) -> None:
        assert token
        if self.away:
            raise TransientError("away")
