"""What every keeper of files that are sent in parts must do: run against the fake here, and MongoDB in integration."""

import asyncio
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.intake.model import Held, StartedFile
from services.intake.ports import StartedFiles

# The database forgets by its own clock.
NOW = datetime(2099, 11, 21, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=6)


def begun(*, size: int = 10, client: str = "") -> StartedFile:
    return StartedFile(
        key=uuid.uuid4().hex,
        client=client or uuid.uuid4().hex,
        name="خطاب.pdf",
        media_type="application/pdf",
        size=size,
        ends_at=LATER,
    )


async def content(files: StartedFiles, started: StartedFile) -> bytes:
    return b"".join([part async for part in files.read([piece.piece_id for piece in started.pieces])])


class StartedFilesContract:
    """Needs a fixture `started_files`."""

    async def test_what_was_begun_is_found_with_all_that_was_said(self, started_files: StartedFiles) -> None:
        one = begun()
        await started_files.add(one)
        assert await started_files.get(one.key) == one
        assert await started_files.get("0" * 32) is None

    async def test_parts_come_behind_each_other(self, started_files: StartedFiles) -> None:
        one = begun(size=5)
        await started_files.add(one)
        longer = await started_files.append(one, b"ab")
        assert longer is not None
        whole = await started_files.append(longer, b"cde")
        assert whole is not None
        assert whole.is_whole
        assert await started_files.get(one.key) == whole
        assert await content(started_files, whole) == b"abcde"

    async def test_of_many_who_send_the_same_part_one_is_taken(self, started_files: StartedFiles) -> None:
        one = begun(size=2)
        await started_files.add(one)
        sent = [bytes([65 + number]) * 2 for number in range(10)]
        taken = await asyncio.gather(*(started_files.append(one, part) for part in sent))
        (winner,) = [each for each in taken if each]
        assert await started_files.get(one.key) == winner
        assert await content(started_files, winner) == sent[taken.index(winner)]

    async def test_a_part_for_another_place_or_of_nothing_is_not_taken(self, started_files: StartedFiles) -> None:
        one = begun()
        assert await started_files.append(one, b"a") is None
        await started_files.add(one)
        longer = await started_files.append(one, b"abc")
        assert longer is not None
        assert await started_files.append(one, b"a") is None
        assert await started_files.append(longer.with_piece(longer.pieces[0]), b"a") is None
        assert await started_files.get(one.key) == longer

    async def test_what_is_held_is_counted_for_one_and_for_all_while_it_lasts(
        self, started_files: StartedFiles
    ) -> None:
        before = (await started_files.held("nobody", NOW))[1]
        first, second = begun(size=3), begun(size=4)
        for one in (first, second, replace(begun(size=5), client=first.client)):
            await started_files.add(one)
        own, all_ = await started_files.held(first.client, NOW)
        assert own == Held(files=2, size=8)
        assert all_ == Held(files=before.files + 3, size=before.size + 12)
        assert (await started_files.held(first.client, LATER))[0] == Held(files=0, size=0)

    async def test_an_end_comes_sooner_and_never_later(self, started_files: StartedFiles) -> None:
        one = begun()
        await started_files.add(one)
        for ends_at in (LATER + timedelta(hours=1), NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)):
            await started_files.end(one.key, ends_at)
        found = await started_files.get(one.key)
        assert found is not None
        assert found.ends_at == NOW + timedelta(minutes=1)

    async def test_what_is_removed_is_gone_with_its_bytes(self, started_files: StartedFiles) -> None:
        one = begun()
        await started_files.add(one)
        longer = await started_files.append(one, b"abc")
        assert longer is not None
        await started_files.remove(one.key)
        await started_files.remove(one.key)
        assert await started_files.get(one.key) is None
        assert await content(started_files, longer) == b""
