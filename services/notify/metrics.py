"""What notify counts for its operator; shown at `/metrics`."""

from itertools import product
from typing import get_args

from prometheus_client import Counter, Gauge, Histogram

from services.notify.model.delivery import GivenUp, Postponed, Sent
from services.notify.model.notice import Kind

NOTICES = Counter(
    "diwan_notify_notices",
    "Notices by kind and by what an attempt ended in: sent, postponed, given-up; or withheld.",
    ["kind", "outcome"],
)
for _kind, _outcome in product(get_args(Kind), (Sent.outcome, Postponed.outcome, GivenUp.outcome)):
    # From 0 on: of a counter that begins with many, Prometheus does not see that they are new.
    NOTICES.labels(_kind, _outcome)
SECONDS = Histogram(
    "diwan_notify_seconds",
    "From the moment a fact became true until the relay had its notice.",
    ["kind"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600, 86400),
)
PENDING = Gauge("diwan_notify_pending", "Notices that wait, in memory or for their next attempt, counted to 10,000.")
RELAY_UP = Gauge("diwan_notify_relay_up", "1 while the relay can be connected to; sampled.")
OVERDUE = Gauge(
    "diwan_notify_overdue_seconds",
    "How long the notice that has waited longest beyond its time has done so, 0 without any; of replicas the highest.",
    ["medium"],
)
