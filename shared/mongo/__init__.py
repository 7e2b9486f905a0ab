"""MongoDB: the one place that names a driver (docs/decisions/0002)."""
