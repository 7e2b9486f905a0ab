"""Follows cases: by their notices, by public tracking, and where neither can be had by the clerk's books."""

from collections.abc import Sequence
from typing import Final

from deploy.demo.books import Books
from deploy.demo.case import Case
from deploy.demo.gateway import Gateway
from deploy.demo.mailroom import Mailroom, Notice
from deploy.demo.scenarios import Decision, Reply, Supplement

_LOOKS_AT_ONCE: Final = 8
"""Trackings asked for in one round: the gateway limits what one client may ask in a second."""


class Follower:
    """Keeps what is known of the cases up to date. `mailroom` is None where notices cannot be read."""

    def __init__(self, gateway: Gateway, mailroom: Mailroom | None, books: Books) -> None:
        self._gateway = gateway
        self._mailroom = mailroom
        self._books = books
        self._turn = 0

    @property
    def reads_notices(self) -> bool:
        """Whether notices can be seen."""
        return self._mailroom is not None

    def hear(self, cases: Sequence[Case]) -> list[tuple[Case, Notice]]:
        """Take in the notices that are new."""
        if self._mailroom is None:
            return []
        by_address = {case.scenario.letter.writer.address.casefold(): case for case in cases}
        heard = [
            (by_address[address], notice)
            for notice in self._mailroom.new()
            if (address := notice.recipient.casefold()) in by_address
        ]
        for case, notice in heard:
            case.hear(notice)
        return heard

    def look(self, cases: Sequence[Case]) -> None:
        """Look after some of these cases, in turn, whose state is not told by notices."""
        tracked = [case for case in cases if case.token and self._needs_a_look(case)]
        for _ in range(min(_LOOKS_AT_ONCE, len(tracked))):
            self._turn += 1
            self._track(tracked[self._turn % len(tracked)])
        lost = [case for case in cases if case.hashes and not case.token]
        # Somebody who is told of everything is waited for; who is told nothing is looked for.
        silent = [case for case in lost if not self.reads_notices or not case.scenario.expected.notices]
        if silent:
            self._find(silent, desk=not self.reads_notices)

    def find_lost(self, cases: Sequence[Case]) -> None:
        """Look in the books and on the desk for those that nothing was heard of: so it shows where they stopped."""
        lost = [case for case in cases if case.hashes and not case.submissions]
        if lost:
            self._find(lost, desk=True)

    def inspect(self, case: Case) -> None:
        """Look at everything about a case, as it is now."""
        if case.token:
            self._track(case)
        if case.number:
            answer = self._gateway.transaction(case.number)
            if not answer.refusal:
                case.matter = answer.body
                case.state = answer.body["state"]
                case.submissions.add(answer.body["submission_id"])

    def _needs_a_look(self, case: Case) -> bool:
        step = case.next_step
        if isinstance(step, Decision | Supplement):
            return True
        return step is None or not isinstance(step, Reply)

    def _track(self, case: Case) -> None:
        answer = self._gateway.track(case.token)
        if not answer.refusal:
            case.tracked = answer.body
            case.state = answer.body["state"]

    def _find(self, cases: Sequence[Case], *, desk: bool) -> None:
        found = self._books.by_hash(desk=desk)
        for case in cases:
            for sighting in (found[one] for one in case.hashes if one in found):
                case.submissions.add(sighting.submission)
                case.state = sighting.state
                case.entered = sighting.number or case.entered
