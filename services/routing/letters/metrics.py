"""What letters count for their operator; shown at `/metrics`."""

from prometheus_client import Counter

ISSUED = Counter("diwan_routing_letters_issued", "Letters that were printed and put into the vault.", ["kind"])
PUT_OFF = Counter(
    "diwan_routing_letters_put_off", "Times that a letter could not be printed, kept or noted, and waits."
)
