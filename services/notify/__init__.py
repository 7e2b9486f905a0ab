"""The voice: tells requesters by e-mail what happened to what they sent."""
