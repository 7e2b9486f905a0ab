"""One moment of the whole house, kept elsewhere, and brought back into an empty one (docs/decisions/0032)."""
