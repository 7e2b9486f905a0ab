"""What the registry measures for its operator; shown at `/metrics`. Of several replicas the highest value holds."""

from prometheus_client import Gauge

NUMBER_GAPS = Gauge(
    "diwan_registry_number_gaps",
    "Numbers of a book, of all its years, that were given and have no line; always 0.",
    ["book"],
)
DESK = Gauge(
    "diwan_registry_desk", "Matters that wait, counted to 10,000: for a clerk, or for their sender.", ["state"]
)
DESK_OLDEST = Gauge(
    "diwan_registry_desk_oldest_seconds", "Since when the longest of them has been waiting, 0 when none is.", ["state"]
)
