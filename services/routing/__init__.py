"""Routing: which unit has a transaction, why, how sure, and until when."""
