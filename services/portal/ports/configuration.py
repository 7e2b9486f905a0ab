"""What the portal needs of registry to configure request types."""

from collections.abc import Sequence
from typing import Protocol

from services.portal.model.configuration import Content, PreviewTold, ToldVersion, TypeLine
from services.portal.ports.clerks import Condition
from shared.language import OneLanguage


class TypeConfiguration(Protocol):
    """Registry's request types. Every call but `all` is made with the person's own token.

    All raise `SignInNeededError`, `ForbiddenError`, `NotFoundError`, `TransientError`; those that state something
    `RefusedError`, whose `told` says in the asker's language what is wrong with single fields.
    """

    async def all(self) -> Sequence[TypeLine]:
        """Every type, retired ones among them."""
        ...

    async def one(self, token: str, code: str) -> ToldVersion:
        """A type as its latest version says it."""
        ...

    async def versions(self, token: str, code: str) -> Sequence[ToldVersion]:
        """Its latest versions with their contents, newest first."""
        ...

    async def put(
        self, token: str, code: str, content: Content, why: str, condition: Condition, language: OneLanguage
    ) -> ToldVersion:
        """Put a type in force."""
        ...

    async def restore(self, token: str, code: str, number: int, why: str, condition: Condition) -> ToldVersion:
        """Put an older version in force again."""
        ...

    async def preview(self, token: str, code: str, content: Content, language: OneLanguage) -> PreviewTold:
        """What a draft would have made of what came in the last month."""
        ...
