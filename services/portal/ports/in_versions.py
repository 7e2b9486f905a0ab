"""What the portal needs of the services that keep configuration in versions."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from services.portal.model.letter_templates import TemplateShelf
from services.portal.model.trials import Trial
from services.portal.model.versions import VersionLine, WholeVersion
from services.portal.ports.clerks import Condition
from shared.language import OneLanguage


class Configured(Protocol):
    """One piece of configuration. Every call is made with the person's own token.

    All raise `SignInNeededError`, `ForbiddenError`, `NotFoundError`, `TransientError`; those that change something
    `RefusedError` with the service's code, and what is wrong with which field in the language that was asked for.
    """

    async def latest(self, token: str) -> WholeVersion:
        """What is in force."""
        ...

    async def versions(self, token: str) -> Sequence[VersionLine]:
        """Who changed it, newest first."""
        ...

    async def version(self, token: str, number: int) -> WholeVersion:
        """What it once was."""
        ...

    async def put(
        self, token: str, content: Mapping[str, Any], why: str, condition: Condition, language: OneLanguage
    ) -> WholeVersion:
        """Put something else in force."""
        ...

    async def restore(
        self, token: str, number: int, why: str, condition: Condition, language: OneLanguage
    ) -> WholeVersion:
        """Put an older version in force again."""
        ...


class Rulebook(Configured, Protocol):
    """Routing's rules; raises as `Configured` does."""

    async def preview(
        self, token: str, content: Mapping[str, Any], first: str, last: str, language: OneLanguage
    ) -> Trial:
        """What a draft would do otherwise, on what was registered from one day to another; nothing for the last month."""
        ...


class LetterTemplates(Protocol):
    """Routing's templates of letters; raises as `Configured` does."""

    async def shelf(self, token: str) -> TemplateShelf:
        """All of them, and the fields that their words may name."""
        ...

    def of(self, code: str) -> Configured:
        """One of them, in its versions."""
        ...

    async def printed(
        self, token: str, code: str, content: Mapping[str, Any], unit_id: str, number: str, language: OneLanguage
    ) -> bytes:
        """A draft as PDF, by a unit and about a transaction; nothing for made-up ones."""
        ...
