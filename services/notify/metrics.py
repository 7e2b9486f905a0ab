"""What notify counts for its operator; shown at `/metrics`."""

from prometheus_client import Counter, Gauge, Histogram

NOTICES = Counter(
    "diwan_notify_notices",
    "Notices by kind and by what an attempt ended in: sent, postponed, given-up; or withheld.",
    ["kind", "outcome"],
)
SECONDS = Histogram(
    "diwan_notify_seconds",
    "From the moment a fact became true until the relay had its notice.",
    ["kind"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600, 86400),
)
PENDING = Gauge("diwan_notify_pending", "Notices that wait, in memory or for their next attempt; sampled.")
RELAY_UP = Gauge("diwan_notify_relay_up", "1 while the relay can be connected to; sampled.")
OVERDUE = Gauge(
    "diwan_notify_overdue_seconds",
    "How long the notice that has waited longest beyond its time has done so, 0 without any; of replicas the highest.",
    ["medium"],
)
