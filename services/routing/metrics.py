"""What routing counts for its operator; shown at `/metrics`."""

from prometheus_client import Counter

ROUTES = Counter("diwan_routing_routes", "Transactions that were given to their first unit.", ["certainty"])
RESCHEDULED = Counter("diwan_routing_rescheduled", "Transactions whose due dates followed a changed calendar.")
REMINDED = Counter("diwan_routing_reminded", "Times that whoever holds a branch was reminded of its due date.")
