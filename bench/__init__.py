"""What the whole stack does under load, measured from outside, beside what the same machine can do at all."""
