"""Staff are reminded of what comes due: what is heard gathers in a box for each person, and is one mail a working day.

A mail is begun by one write that names its lines, becomes a notice whose id follows from person and day, and is then taken
out of the box. Whatever is broken off in between is gone on with, by any replica, and sent once.
"""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.notify.model.reminders import Box, digest, line_of, waits_until
from services.notify.model.staff import Colleague, reminded_of
from services.notify.ports import Boxes, Classifications, Staff
from services.notify.service import Notify
from shared.clock import Clock
from shared.contracts import HolderRemindedV1, PersonChangedV1
from shared.repeating import repeat

MORNING: Final = time(7)
"""When a box is looked at that had to wait for another day."""
PAGE: Final = 50


class Reminding:
    """Gathers lines, and makes mails of them."""

    def __init__(
        self,
        *,
        notify: Notify,
        staff: Staff,
        boxes: Boxes,
        classifications: Classifications,
        clock: Clock,
        zone: ZoneInfo,
        gather: timedelta,
        poll_seconds: float,
    ) -> None:
        """`gather` is how long a first line waits for others."""
        self._notify = notify
        self._staff = staff
        self._boxes = boxes
        self._classifications = classifications
        self._clock = clock
        self._zone = zone
        self._gather = gather
        self._poll_seconds = poll_seconds

    async def person_changed(self, event: PersonChangedV1) -> None:
        """Note how somebody is reached. Raises `TransientError`."""
        await self._staff.note(Colleague.of(event))

    async def holder_reminded(self, event: HolderRemindedV1) -> None:
        """Put it into the boxes of those who are reminded of it; again changes nothing. Raises `TransientError`."""
        line, look_at = line_of(event), self._clock.now() + self._gather
        for one in reminded_of(event, await self._staff.of_unit(event.unit_id)):
            await self._boxes.put(one.person_id, line, look_at=look_at)

    async def run(self) -> None:
        """Look into boxes from time to time, until cancelled."""
        await repeat(self.poll, seconds=self._poll_seconds, failure="reminders wait")

    async def poll(self) -> None:
        """Look into all boxes that are due. Raises `TransientError`."""
        now = self._clock.now()
        while page := await self._boxes.due(now, PAGE):
            for box in page:
                await self._look_into(box, now)
            if len(page) < PAGE:
                break

    async def _look_into(self, box: Box, now: datetime) -> None:
        if box.sending is None:
            today, keys = now.astimezone(self._zone).date(), frozenset(line.key for line in box.lines)
            if (until := waits_until(box, today)) is not None:
                await self._boxes.wait(box, datetime.combine(until, MORNING, self._zone))
                return
            if not await self._boxes.begin(box, today, keys):
                return
        else:
            today, keys = box.sending
        colleague = await self._staff.get(box.person_id)
        hidden = await self._classifications.confidential_of({line.submission_id for line in box.lines})
        made = digest(box, keys, today, colleague, hidden, now) if colleague else None
        if made is not None:
            await self._notify.hear(made)
        await self._boxes.done(box.person_id, today)
