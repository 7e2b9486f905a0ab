"""The demo accounts' first passwords, made at installation."""

from collections.abc import Mapping
from pathlib import Path

from services.directory.passwords import LONGEST


class AccountsFileError(Exception):
    """The file of accounts cannot be used; says the line, and nothing of what is in it."""


def load_accounts(path: Path) -> Mapping[str, str]:
    """Read lines of `login password`; blank lines and a file that is not there say nothing.

    Raises `AccountsFileError`, or `OSError` when the file is there and may not be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise AccountsFileError(f"{path}: is not UTF-8") from error
    accounts: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        login, _, password = line.strip().partition(" ")
        if not 1 <= len(password) <= LONGEST:
            raise AccountsFileError(f"{path}:{number}: is not `login password`")
        if login in accounts:
            raise AccountsFileError(f"{path}:{number}: is the second line of this login")
        accounts[login] = password
    return accounts
