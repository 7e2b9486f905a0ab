"""Being watched: structured logs, one trace from the door to the last notice, metrics."""
