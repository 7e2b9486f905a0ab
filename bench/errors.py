"""What goes wrong with a measurement."""


class BenchError(Exception):
    """The measurement is worth nothing; the message says why."""
