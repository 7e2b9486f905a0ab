"""Storage: the vault's keeper. Knows every document, who may see it, and who has seen it."""
