"""How long documents are kept: classes, what is due by them, and its deletion once that is confirmed (decision 29)."""
