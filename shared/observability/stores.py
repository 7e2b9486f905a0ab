"""How often stores did not do what they were asked, and the same again may succeed."""

from prometheus_client import Counter

STORE_ERRORS = Counter(
    "diwan_store_errors_total",
    "Times that MongoDB or the vault was away, slow, full or in transition, as this service saw it.",
    ["store"],
)
MONGODB = STORE_ERRORS.labels("mongodb")
VAULT = STORE_ERRORS.labels("vault")
