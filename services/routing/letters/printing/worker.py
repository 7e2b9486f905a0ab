"""The child process that prints: `python -m services.routing.letters.printing.worker`, a request in, a PDF out.

It opens the system's fonts and nothing else: what a page names is never fetched, and the kernel holds it to its limits.
"""

import json
import resource
import sys

import weasyprint
from typing_extensions import override
from weasyprint.urls import URLFetcher, URLFetcherResponse

_OPEN_FILES = 64
_VARIANT = "pdf/a-3a"
"""Tagged, so that a screen reader can read it, and kept for as long as archives keep: fonts and colours are inside."""


class RefusedError(Exception):
    """A page names something outside of itself."""


class NoFetching(URLFetcher):  # type: ignore[misc]  # WeasyPrint states no types
    """Fetches nothing."""

    @override
    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        raise RefusedError(url)


def confine(limits: dict[str, float]) -> None:
    """Give up what printing does not need; a way back is closed by the hard limits."""
    memory, seconds = int(limits["memory"]), int(limits["cpu_seconds"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pdf(html: str, identifier: str) -> bytes:
    """The PDF of a page; the same bytes for the same page. Raises whatever WeasyPrint raises."""
    document = weasyprint.HTML(string=html, url_fetcher=NoFetching())
    made: bytes = document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier.encode())
    return made


def main() -> int:
    """Print one letter. Returns the exit status."""
    request = json.load(sys.stdin.buffer)
    confine(request["limits"])
    sys.stdout.buffer.write(pdf(request["html"], request["identifier"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
