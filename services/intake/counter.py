"""The counter of a service office: an agent hands something in for somebody, and completes it for him."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from services.intake.identity import EMAIL, NAME, ON_BEHALF_OF, TELEPHONE, CounterForm
from services.intake.model import Statement, Submission, Upload
from services.intake.service import Intake
from shared.contracts.base import Document, HandedIn
from shared.errors import NotFoundError


class Counter:
    """What agents do. `region` is where telephone numbers without a country code belong."""

    def __init__(self, *, intake: Intake, form: CounterForm, region: str) -> None:
        self._intake = intake
        self.region = region
        self.form = form

    def person(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """What was filled in about the person, as it is kept. Raises `IdentityFaultyError`."""
        return self.form.read(given, self.region)

    async def hand_in(
        self,
        *,
        handed_in: HandedIn,
        person: Mapping[str, str],
        said: Statement,
        documents: tuple[Document, ...],
        fields: Mapping[str, str] | None,
        key: str | None,
    ) -> Submission:
        """Make a submission for that person durable. Raises as `Intake.accept_upload` does."""
        statement = replace(
            said,
            sender_name=person.get(NAME, ""),
            sender_phone=person.get(TELEPHONE, ""),
            sender_email=person.get(EMAIL),
            on_behalf_of=person.get(ON_BEHALF_OF, ""),
        )
        return await self._intake.accept_upload(
            Upload(
                channel="counter",
                statement=statement,
                documents=documents,
                fields=fields,
                idempotency_key=key,
                client=handed_in.person_id,
                handed_in=handed_in,
                identity=person,
            )
        )

    async def complete(
        self,
        owner: Submission,
        *,
        handed_in: HandedIn,
        said: Statement,
        documents: tuple[Document, ...],
        fields: Mapping[str, str] | None,
        key: str | None,
    ) -> Submission:
        """Add to a submission what was missing. Raises as `Intake.accept_upload` does."""
        return await self._intake.accept_upload(
            Upload(
                channel="counter",
                statement=said,
                documents=documents,
                fields=fields,
                idempotency_key=key,
                client=str(owner.submission_id),
                supplements=owner.submission_id,
                handed_in=handed_in,
            )
        )

    async def of_offices(self, submission_id: UUID, offices: Collection[str]) -> Submission:
        """A submission that one of these offices handed in. Raises `NotFoundError` for every other one."""
        found = await self._intake.find(submission_id)
        ours = found is not None and found.handed_in is not None and found.handed_in.unit_id in offices
        if found is None or not ours or found.supplements is not None:
            raise NotFoundError(str(submission_id))
        return found
