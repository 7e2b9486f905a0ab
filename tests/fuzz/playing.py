"""Plays a letter or a session to the door and writes down what it answered."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from random import Random

from tests.fuzz.conversation import BrokenOffError, Conversation, NonsenseError, SilentError
from tests.fuzz.history import History
from tests.fuzz.letters import ODDLY_SENT, Letter
from tests.fuzz.sessions import Session

_ACCEPTED = b"250 2.0.0"
_GO_ON = b"354"
_HALF_A_LETTER = b"EHLO x\r\nMAIL FROM:<half@fuzz.example>\r\nRCPT TO:<documents@diwan.example>\r\nDATA\r\nSubject: half a letter\r\n\r\nx"
_HALF_SAID = (b"", b"EHLO x", _HALF_A_LETTER, _HALF_A_LETTER + b"\r\n.", _HALF_A_LETTER + b"\r\n.\r")
_PAUSES = (1.0, 5.0, 15.0, 30.0)
"""Seconds between the tries of a letter that was put off."""


class Player:
    """Speaks to one door."""

    def __init__(self, address: tuple[str, int], history: History) -> None:
        self._address = address
        self._history = history

    def deliver(self, letter: Letter, rng: Random) -> None:
        """One letter, as a proper client does; now and then it comes twice."""
        times = 2 if rng.random() < 0.05 else 1
        try:
            with Conversation(self._address) as door:
                door.reply()
                door.say(b"EHLO fuzz.example")
                for _ in range(times):
                    self._deliver(door, letter)
                door.say(b"QUIT")
        except BrokenOffError:
            self._history.note(letter.number, letter.kind, [letter], yes=0, maybe=1, answers=["broken off"])
        except (SilentError, NonsenseError) as error:
            self._history.found(f"{letter.kind} {letter.number}: {error!r}")
            self._history.note(letter.number, letter.kind, [letter], yes=0, maybe=1, answers=[type(error).__name__])

    def play(self, session: Session) -> None:
        """One session, all its bytes before the first answer is heard."""
        replies: list[bytes] = []
        try:
            with Conversation(self._address) as door:
                for piece in session.pieces:
                    door.put(piece)
                if session.ending == "reset":
                    door.reset()
                if session.ending == "quit":
                    door.put(b"QUIT\r\n")
                    while True:
                        replies.append(door.reply())
        except BrokenOffError:
            pass
        except (SilentError, NonsenseError) as error:
            self._history.found(f"{session.kind} {session.number}: {error!r}")
        outcomes = [after for before, after in pairwise(replies) if before.startswith(_GO_ON)]
        yes = sum(one.startswith(_ACCEPTED) for one in outcomes)
        if sum(one.startswith(_ACCEPTED) for one in replies) != yes or yes > len(session.letters):
            self._history.found(f"{session.kind} {session.number}: a yes too many in {replies}")
        unheard = len(session.letters) - len(outcomes)
        self._history.note(
            session.number,
            session.kind,
            session.letters,
            yes=yes,
            maybe=unheard,
            answers=[one[:3].decode() for one in replies],
        )

    @contextmanager
    def loitering(self, connections: int) -> Iterator[None]:
        """With clients that have said half of something and say no more: nobody must have to wait for them."""
        with ExitStack() as held:
            for place in range(connections):
                door = held.enter_context(Conversation(self._address))
                door.put(_HALF_SAID[place % len(_HALF_SAID)])
            yield

    def _deliver(self, door: Conversation, letter: Letter) -> None:
        """Come again when told so, as a proper client does: a machine with much to do may not reach its stores in time."""
        for pause in _PAUSES:
            if not self._transact(door, letter).startswith(b"451"):
                return
            time.sleep(pause)
        self._history.found(f"{letter.kind} {letter.number}: put off {len(_PAUSES)} times")

    def _transact(self, door: Conversation, letter: Letter) -> bytes:
        """Hand over a letter; returns the last answer about it."""
        answers = [door.say(b"MAIL FROM:<%s>" % letter.sender.encode("utf-8", "surrogateescape"))]
        if answers[0].startswith(b"250"):
            answers += [door.say(b"RCPT TO:<%s>" % one.encode()) for one in letter.recipients]
            answers.append(door.say(b"DATA"))
        if answers[-1].startswith(_GO_ON):
            door.put(letter.wire + b".\r\n")
            answers.append(door.reply())
        yes = answers[-1].startswith(_ACCEPTED)
        if not yes and letter.kind != ODDLY_SENT and not answers[-1].startswith(b"451"):
            self._history.found(f"{letter.kind} {letter.number}: not taken: {answers}")
        # What follows must be answered to this and to nothing else: no second mail hid in the first.
        if (after := door.say(b"RSET")) != b"250 OK":
            self._history.found(f"{letter.kind} {letter.number}: out of step: {after!r}")
        self._history.note(
            letter.number,
            letter.kind,
            [letter],
            yes=int(yes),
            maybe=0,
            answers=[one[:3].decode() for one in answers],
        )
        return answers[-1]
