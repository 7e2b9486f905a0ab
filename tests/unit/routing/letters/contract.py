"""What every adapter of `ports.Letters` must do: run against the fake here, and against MongoDB in integration."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.routing.letters.model import Delivery, deliver, edit, noted, send_back
from services.routing.letters.model.shelves import mine, of_matter, of_unit, received, to_approve
from services.routing.letters.ports import Letters
from tests.unit.routing.examples import NOW
from tests.unit.routing.letters.examples import (
    BY,
    ID,
    a_draft,
    an_issued,
    content,
    memo_to,
    submitted,
    with_number,
)

LATER = NOW + timedelta(minutes=2)


class LettersContract:
    """Needs a fixture `letters`."""

    async def test_a_letter_is_found_as_it_was_written(self, letters: Letters) -> None:
        drafted = a_draft()
        assert await letters.add(drafted, ())
        assert await letters.get(ID) == drafted
        assert await letters.get(UUID(int=1)) is None

    async def test_a_letter_that_is_there_stays(self, letters: Letters) -> None:
        made = await asyncio.gather(*(letters.add(a_draft(created_as=str(at)), ()) for at in range(5)))
        assert sum(made) == 1
        kept = await letters.get(ID)
        assert kept is not None
        assert kept.created_as == str(made.index(True))

    async def test_a_letter_with_everything_about_it_is_found_as_it_was_written(self, letters: Letters) -> None:
        drafted = a_draft(what=content(by="paper"))
        assert await letters.add(drafted, ())
        back = send_back(submitted(edit(drafted, content("ثانية", by="paper"), BY, NOW)), BY, NOW, "؟")
        whole = an_issued(back)
        sent = Delivery(outcome="dispatched", at=NOW, noted_at=LATER, by=BY, how="بريد", reference="RR1")
        whole = noted(deliver(whole, sent))
        assert await letters.replace(drafted, whole, ())
        assert await letters.get(ID) == whole

    async def test_of_changes_at_the_same_moment_one_is_made(self, letters: Letters) -> None:
        drafted = a_draft()
        assert await letters.add(drafted, ())
        changes = [edit(drafted, content(str(at)), BY, NOW) for at in range(5)]
        made = await asyncio.gather(*(letters.replace(drafted, one, ()) for one in changes))
        assert sum(made) == 1
        assert await letters.get(ID) == changes[made.index(True)]

    async def test_a_letter_stands_on_its_shelves_and_on_no_others(self, letters: Letters) -> None:
        drafted = a_draft()
        memo = an_issued(a_draft("memo", memo_to("legal", "trade"), UUID(int=8)))
        await letters.add(drafted, ())
        await letters.add(memo, ())

        async def found(*keys: str) -> list[UUID]:
            return [each.letter_id for each in await letters.shelf(keys, newest_first=False, after="", limit=9)]

        assert await found(mine("p-0003", "draft")) == [ID]
        assert await found(of_unit("permits", "draft"), of_unit("*", "issued")) == [memo.letter_id, ID]
        assert await found(received("legal"), received("trade")) == [memo.letter_id]
        assert await found(of_matter(UUID(int=7))) == [ID]
        assert await found(to_approve("permits"), mine("p-0009", "draft")) == []
        waits = submitted(drafted, "permits", "legal")
        assert await letters.replace(drafted, waits, ())
        assert await found(to_approve("permits")) == [ID]
        assert await found(mine("p-0003", "draft"), to_approve("legal")) == []

    async def test_pages_show_everything_once_from_either_end(self, letters: Letters) -> None:
        made = [a_draft(letter_id=UUID(int=at), since=NOW + timedelta(seconds=at // 3)) for at in range(1, 12)]
        for each in made:
            await letters.add(each, ())
        keys = [mine("p-0003", "draft"), of_unit("permits", "draft")]
        for newest_first in (False, True):
            seen: list[UUID] = []
            after = ""
            while page := await letters.shelf(keys, newest_first=newest_first, after=after, limit=4):
                seen += [each.letter_id for each in page]
                after = page[-1].place
            assert seen == sorted((each.letter_id for each in made), reverse=newest_first)

    async def test_what_needs_work_is_claimed_by_one_at_a_time_until_it_is_done(self, letters: Letters) -> None:
        before = with_number()
        await letters.add(a_draft(), ())
        assert await letters.claim(LATER, LATER) is None
        stored = replace(before, version=2)
        assert await letters.replace(a_draft(), stored, ())
        claims = await asyncio.gather(*(letters.claim(NOW, LATER) for _ in range(4)))
        (claimed,) = [each for each in claims if each]
        assert (claimed.letter, claimed.tries) == (stored, 1)
        again = await letters.claim(LATER, LATER + timedelta(minutes=2))
        assert again is not None
        assert again.tries == 2
        await letters.postpone(ID, NOW)
        assert await letters.claim(NOW, LATER) is not None
        done = replace(an_issued(), version=3, noted=True)
        assert await letters.replace(stored, done, ())
        await letters.postpone(ID, NOW)
        assert await letters.claim(LATER, LATER) is None
