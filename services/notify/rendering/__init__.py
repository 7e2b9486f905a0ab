"""From a notice to the bytes of its message."""

from services.notify.rendering.letterhead import Letterhead
from services.notify.rendering.renderer import Renderer
from services.notify.rendering.short import ShortTexts, SmsRenderer
from services.notify.rendering.sms_body import SmsBody

__all__ = ["Letterhead", "Renderer", "ShortTexts", "SmsBody", "SmsRenderer"]
