"""Diwan with a million transactions: fill a stack, then measure its pages, its queries and the cost of one more letter."""
