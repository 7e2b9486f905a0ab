"""What all SMTP sessions of one door take together."""

import asyncio

from services.intake.smtp_load import Load


class Open:
    """A session that ends when it is told to; another one may come up by then."""

    def __init__(self, load: Load, *, behind: bool) -> None:
        self._load = load
        self._behind = behind
        load.sessions.add(self)

    def dismiss(self) -> None:
        self._load.sessions.discard(self)
        if self._behind:
            Open(self._load, behind=False)


async def test_a_session_that_comes_up_while_the_door_closes_is_sent_away_like_the_others() -> None:
    load = Load(max_connections=9, max_per_client=9, max_bytes=9)
    Open(load, behind=True)
    await asyncio.wait_for(load.end(), 5)
    assert not load.sessions
