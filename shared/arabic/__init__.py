"""Arabic and Latin text compared as people compare it: folded letters, and phrases found as whole words."""

from shared.arabic.digits import ascii_digits
from shared.arabic.folding import fold
from shared.arabic.phrases import Found, Phrases, contains_phrase, stem

__all__ = ["Found", "Phrases", "ascii_digits", "contains_phrase", "fold", "stem"]
