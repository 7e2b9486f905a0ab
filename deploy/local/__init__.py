"""The whole of Diwan on one machine without containers: own instances of every server, under supervisor."""
