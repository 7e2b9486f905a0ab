"""Routing, as those need it who say which transactions belong together."""

from collections.abc import Sequence
from urllib.parse import quote

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller
from services.portal.model.asked import Told
from services.portal.model.related import Related
from services.portal.ports import Condition


class _Related(Told):
    related: tuple[Related, ...]


_RELATED = TypeAdapter(_Related)


class HttpRelations(Caller):
    """Routing."""

    async def related(self, token: str, number: str) -> Sequence[Related]:
        """What a transaction is linked with now."""
        found = await self.ask(token, f"/api/v1/routes/{number}/related", _RELATED)
        return [one for one in found.related if one.linked]

    async def link(self, token: str, number: str, other: str, note: str, condition: Condition) -> None:
        """Link two."""
        await self.tell(token, f"/api/v1/routes/{number}/related", {"number": other, "note": note}, condition)

    async def unlink(self, token: str, number: str, other: str, reason: str, condition: Condition) -> None:
        """Part two."""
        # It comes out of a form.
        path = f"/api/v1/routes/{number}/related/{quote(other, safe='')}/unlink"
        await self.tell(token, path, {"reason": reason}, condition)
