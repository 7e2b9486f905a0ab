"""Supervisor, the process manager: what it is told, and how it is controlled."""
