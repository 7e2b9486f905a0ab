"""Letters: drafted, approved, numbered, printed and sent (docs/decisions/0016)."""
