"""What directory counts for its operator; shown at `/metrics`."""

from prometheus_client import Counter

SIGN_INS = Counter("diwan_directory_sign_ins", "Attempts to sign in, by how they ended.", ["outcome"])

SESSIONS = Counter("diwan_directory_sessions", "What became of sessions: begun, renewed, ended, stolen.", ["what"])
