"""Directory: units, people, roles, passwords and tokens."""
