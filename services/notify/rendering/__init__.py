"""From a notice to the bytes of its message."""

from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.renderer import Renderer

__all__ = ["Letterhead", "Renderer"]
