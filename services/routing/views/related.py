"""What a transaction is linked with, as one person sees it."""

from collections.abc import Iterable

from pydantic import AwareDatetime, BaseModel, Field

from services.routing.model.link import Link, LinkStepKind
from services.routing.relating import Related
from services.routing.views.branches import ByView


class LinkStepView(BaseModel):
    """Who linked the two or parted them, when, and why."""

    kind: LinkStepKind
    by: ByView
    at: AwareDatetime
    because: str


class RelatedView(BaseModel):
    """A transaction that another one is, or was, linked with.

    Of one that the asker may not see there is the number alone; a confidential one is not in the list at all then.
    """

    number: str
    version: int = Field(description="The link's, for `If-Match`.")
    linked: bool = Field(description="Whether they belong together now.")
    seen: bool = Field(description="Whether the asker may see it.")
    subject: str
    unit_id: str | None = Field(description="The unit that answers for it.")
    closed: bool
    voided: bool
    history: list[LinkStepView] = Field(description="Oldest first; empty where the asker may not see the other.")
    may_unlink: bool


class RelatedPage(BaseModel):
    """All that a transaction is, or was, linked with, in the order in which they were linked first."""

    related: list[RelatedView]


class LinkView(BaseModel):
    """What came of linking or parting two transactions; the version is also in the `ETag`."""

    numbers: tuple[str, str]
    version: int
    linked: bool


def related_page(found: Iterable[Related]) -> RelatedPage:
    """What a transaction is linked with."""
    return RelatedPage(related=[_view(each) for each in found])


def link_view(link: Link) -> LinkView:
    """What came of it."""
    return LinkView(numbers=link.numbers, version=link.version, linked=link.stands)


def _view(related: Related) -> RelatedView:
    other, link = related.other, related.link
    steps = link.history if other else ()
    return RelatedView(
        number=related.number,
        version=link.version,
        linked=link.stands,
        seen=other is not None,
        subject=other.subject if other else "",
        unit_id=other.unit_id if other else None,
        closed=other is not None and other.closed is not None,
        voided=other is not None and other.voided,
        history=[LinkStepView.model_validate(each, from_attributes=True) for each in steps],
        may_unlink=related.may_unlink,
    )
