"""HTTP edge of intake: uploads become submissions (RFC 7578 multipart, Idempotency-Key per IETF httpapi draft)."""

from services.intake.api.counter import counter_routes
from services.intake.api.uploading import routes

__all__ = ["counter_routes", "routes"]
