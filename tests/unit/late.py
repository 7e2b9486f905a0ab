"""What an app that is put together once for many tests has behind it: something else in each of them."""

from typing import Any


class Late:
    """Stands for what a test brings. FastAPI analyses every route of an app, which takes longer than most tests do."""

    def __init__(self) -> None:
        self.brought_by_the_test: object = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.brought_by_the_test, name)
