"""Files that the door has already: a form names them by their ids, and is checked as if they were in it."""

from dataclasses import replace

from services.portal.model import Fault, Handover, Limits, faults
from services.portal.ports import Intake


async def with_sent(intake: Intake, handover: Handover, limits: Limits) -> tuple[Handover, list[Fault]]:
    """The form with the files that the door has, and what is to be said of those that it has not.

    Raises `RefusedError`, `TransientError`.
    """
    # More than may be sent are refused for their number; none of them needs to be looked for.
    named = handover.sent[: limits.files + 1]
    found = [(document, await intake.sent(document, upload_id)) for document, upload_id in named]
    files = [*handover.files, *(file for _, file in found if file)]
    return replace(handover, files=files), [faults.of_gone(document) for document, file in found if not file]
