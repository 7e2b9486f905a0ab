"""Why a backup or a restore cannot be done, as sentences for the operator at the terminal."""


class BackupError(Exception):
    """It cannot be done; the message says why and what to do."""


class MomentPassedError(BackupError):
    """MongoDB cannot be read, or not be read on, as it was at that moment: another one has to be found."""


class BusyError(BackupError):
    """No moment was found between two events."""


class DamagedError(BackupError):
    """What lies in a backup, or in the vault, is not what it is said to be."""


class NotEmptyError(BackupError):
    """There is something already where a backup shall be restored to."""


class InUseError(BackupError):
    """A service runs where a backup shall be restored to."""


class GoneError(BackupError):
    """A blob is not in the vault."""
