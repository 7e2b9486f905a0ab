"""The migrations of all services, by one command (docs/operations/upgrade.md)."""
