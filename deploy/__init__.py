"""How Diwan is run: the gateway, the broker's definitions and the stack without containers."""
