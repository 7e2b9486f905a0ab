"""The servers the services stand on: when each is ready, and what it needs before it is used."""
