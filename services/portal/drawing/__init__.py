"""Pictures of PDF pages, drawn in a process that can do nothing else and may be killed."""

from services.portal.drawing.pool import DrawingPool
from services.portal.drawing.wire import Limits

__all__ = ["DrawingPool", "Limits"]
