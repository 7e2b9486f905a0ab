"""The demonstration: some thirty letters to a running stack, and a table of what became of them (`make demo`)."""
