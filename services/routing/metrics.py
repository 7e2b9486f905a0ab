"""What routing counts for its operator; shown at `/metrics`."""

from prometheus_client import Counter, Gauge

ROUTES = Counter("diwan_routing_routes", "Transactions that were given to their first unit.", ["certainty"])
RESCHEDULED = Counter("diwan_routing_rescheduled", "Transactions whose due dates followed a changed calendar.")
REMINDED = Counter("diwan_routing_reminded", "Times that whoever holds a branch was reminded of its due date.")
OPEN = Gauge("diwan_routing_open", "Transactions that somebody has to act on, counted to 10,000.")
LATE = Gauge("diwan_routing_late", "Those of them that were due before today, counted to 10,000.")
