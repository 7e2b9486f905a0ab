"""The first units, people and passwords of an empty directory, checked before anything is written."""

from services.directory.seed.accounts import AccountsFileError, load_accounts
from services.directory.seed.loading import load_people, load_units

__all__ = ["AccountsFileError", "load_accounts", "load_people", "load_units"]
