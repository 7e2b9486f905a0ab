"""What intake measures for its operator; shown at `/metrics`. Of several replicas the highest value holds."""

from prometheus_client import Gauge

UNREAD = Gauge("diwan_intake_unread", "Mails that were accepted and are not read yet, counted to 10,000.")
UNREAD_OLDEST = Gauge(
    "diwan_intake_unread_oldest_seconds", "Age of the oldest mail that was accepted and is not read yet, 0 without any."
)
