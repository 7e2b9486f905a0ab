"""Watching an installation: what Prometheus asks, its rules and their tests, and Grafana's dashboards."""
