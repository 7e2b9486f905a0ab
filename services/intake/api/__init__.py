"""HTTP edge of intake: uploads become submissions (RFC 7578 multipart, Idempotency-Key per IETF httpapi draft)."""

from services.intake.api.asking import Keeping
from services.intake.api.counter import counter_routes
from services.intake.api.resuming import routes as resuming_routes
from services.intake.api.uploading import routes

__all__ = ["Keeping", "counter_routes", "resuming_routes", "routes"]
