"""What storage counts for its operator; shown at `/metrics`."""

from prometheus_client import Counter

DOWNLOADS = Counter("diwan_storage_downloads", "Downloads that were begun.")
DOWNLOADED_BYTES = Counter("diwan_storage_downloaded_bytes", "Bytes of documents handed to the connection.")
MISMATCHES = Counter(
    "diwan_storage_mismatches", "Documents recorded whose bytes are not what their name or intake says they are."
)
