"""The ministry that is lived through, and a matter at its doors."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any, Final

from deploy.demo.letters import File, Language, Letter, Letters, Style
from deploy.demo.letters.mime import compose
from deploy.demo.mailroom import Mailroom, Notice
from deploy.demo.past.clock import Teller
from deploy.demo.past.office import Json, Office
from deploy.demo.past.staff import of
from deploy.demo.target import DemoError, Target

_SECONDS: Final = 30.0


@dataclass(slots=True, kw_only=True)
class House:
    """The ministry, with everything that is needed to live through it."""

    target: Target
    office: Office
    teller: Teller
    rng: Random
    run: str
    """Makes the addresses of one run its own."""
    leave_begins: datetime
    """From when on somebody acts for the manager who is away (`staff.DELEGATION`)."""
    mailroom: Mailroom
    notices: dict[str, list[Notice]] = field(default_factory=dict)
    """By recipient."""
    written: int = 0

    def letters(self) -> Letters:
        """A writer, of the present day."""
        self.written += 1
        return Letters(
            seed=self.rng.randrange(1 << 30),
            run=f"{self.run}{self.written:x}",
            now=self.teller.clock.now(),
            domain=self.target.domain,
        )

    def language(self) -> Language:
        """More often Arabic."""
        return "ar" if self.rng.random() < 0.72 else "en"  # noqa: PLR2004 - about three in four

    def read_mail(self) -> None:
        """Take in the notices that have come."""
        for notice in self.mailroom.new():
            self.notices.setdefault(notice.recipient.casefold(), []).append(notice)

    def clerk(self) -> str:
        """A clerk without clearance."""
        return self.rng.choice(["clerk", "nasser.siyabi"])

    def send(self, letter: Letter, style: Style | None = None, *, raw: bytes = b"") -> None:
        """Hand a mail to the SMTP door."""
        sender = letter.writer.address
        with smtplib.SMTP(self.target.smtp_host, self.target.smtp_port, timeout=_SECONDS) as door:
            door.sendmail(sender, [letter.recipient], raw or compose(letter, style))


class Matter:
    """One matter: what its sender has of it, and what the ministry does with it."""

    def __init__(self, house: House, letter: Letter, taken: Json | None = None) -> None:
        """Take what was `taken` at the door; of a mail nothing is known before its first notice."""
        self.house = house
        self.letter = letter
        self._submission = str(taken["submission_id"]) if taken else ""
        self._token = str(taken["tracking_token"]) if taken else ""
        self._number = ""

    @property
    def submission(self) -> str:
        """The submission's id. Raises `DemoError` when its sender has not been told of it."""
        return self._submission or self.notice.submission

    @property
    def token(self) -> str:
        """What it is tracked by."""
        return self._token or self.notice.token

    @property
    def notice(self) -> Notice:
        """The first notice that its sender got. Raises `DemoError` while there is none."""
        heard = self.house.notices.get(self.letter.writer.address.casefold())
        if not heard:
            raise DemoError(f"{self.letter.writer.address} was told of nothing: {self.letter.subject}")
        return heard[0]

    @property
    def number(self) -> str:
        """The transaction's number; empty while it has none."""
        if not self._number:
            self._number = self.track().get("number") or ""
        return self._number

    def track(self) -> Json:
        """What its sender is told."""
        told: Json = self.house.office.get("", f"/api/v1/tracking/{self.token}")
        return told

    def supplement(self, files: Sequence[File], message: str = "") -> None:
        """Add to it, as its sender."""
        self.house.office.hand_in(f"/api/v1/tracking/{self.token}/supplements", {"message": message}, files)

    def at_desk(self, clerk: str, action: str, **body: Any) -> None:
        """Decide about it, as a clerk."""
        self.house.office.change(clerk, f"/api/v1/desk/{self.submission}", action, **body)

    def work(self, login: str, path: str, **body: Any) -> Json:
        """Work on the transaction."""
        return self.house.office.change(login, f"/api/v1/routes/{self.number}", path, **body)

    def route(self, login: str = "huda.kindi") -> Json:
        """The work on it, as somebody with clearance sees it."""
        shown: Json = self.house.office.get(login, f"/api/v1/routes/{self.number}")
        return shown

    def root(self) -> str:
        """The transaction's own branch."""
        return str(self.route()["branches"][0]["branch_id"])

    @property
    def unit(self) -> str:
        """The unit that has it."""
        return str(self.route()["unit_id"])

    def officer(self) -> str:
        """Somebody of that unit; one with clearance, if that is needed."""
        shown = self.route()
        if shown["confidential"]:
            return of(shown["unit_id"], "manager")[0]
        return self.house.rng.choice(of(shown["unit_id"], "officer") or of(shown["unit_id"], "manager"))


def uploaded(
    house: House, letter: Letter, request_type: str | None = None, *, address: bool = True, **said: str
) -> Matter:
    """Hand a letter in at the portal."""
    writer = letter.writer
    fields = {
        "request_type": letter.topic if request_type is None else request_type,
        "subject": letter.subject,
        "message": letter.text,
        "sender_name": writer.name,
        "sender_phone": writer.telephone,
        "language": writer.language,
        **({"sender_email": writer.address} if address else {}),
        **said,
    }
    return Matter(house, letter, house.office.hand_in("/api/v1/submissions", fields, letter.files))


def mailed(house: House, letter: Letter, style: Style | None = None, *, raw: bytes = b"") -> Matter:
    """Send a letter by e-mail."""
    house.send(letter, style, raw=raw)
    return Matter(house, letter)


def without_names(letter: Letter) -> Letter:
    """The same with files from a scanner, which tell nothing by their names."""
    return replace(letter, files=tuple(File(f"IMG_{2100 + at}.pdf", one.data) for at, one in enumerate(letter.files)))
