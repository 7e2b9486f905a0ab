"""Pages: templates filled in one language, and the files that they use."""

from services.portal.rendering.assets import Assets
from services.portal.rendering.pages import LATE, Pages
from services.portal.rendering.place import Place

__all__ = ["LATE", "Assets", "Pages", "Place"]
