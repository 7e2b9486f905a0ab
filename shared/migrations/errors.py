"""Why a database cannot be migrated just now."""


class LockedError(Exception):
    """Somebody else migrates this database, for longer than one waits."""


class LockLostError(Exception):
    """The lock could not be kept: somebody else may have it by now, so whatever needs it has to end."""
