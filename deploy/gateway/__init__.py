"""The one door for HTTP: nginx."""
