"""What a letter can begin with."""

from services.portal.model.asked import Told
from services.portal.model.letters import Kind
from shared.language import Text


class Template(Told):
    """A beginning for letters of some kinds, and of some request types if it names any."""

    code: str
    title: Text
    kinds: tuple[str, ...] = ()
    request_types: tuple[str, ...] = ()
    active: bool = True

    def fits(self, kind: Kind, request_type: str | None) -> bool:
        """Whether it is offered for such a letter."""
        of_type = not self.request_types or request_type is None or request_type in self.request_types
        return self.active and kind in self.kinds and of_type
