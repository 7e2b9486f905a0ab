"""Somebody who sends short messages, on a port of his own: answers what the test prepared, then yes."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class SmsReceiver:
    """`asked` is every request, `taken` those that were answered with a yes."""

    answers: list[int] = field(default_factory=list)
    asked: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    taken: list[Any] = field(default_factory=list)
    port: int = 0

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_post("/send", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Hang up."""
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/send"

    async def _take(self, request: web.Request) -> web.Response:
        body: Any = dict(await request.post()) if "form" in request.content_type else await request.json()
        self.asked.append((dict(request.headers), body))
        status = self.answers.pop(0) if self.answers else 202
        if status < 300:
            self.taken.append(body)
        if 300 <= status < 400:
            return web.Response(status=status, headers={"Location": self.url})
        return web.Response(status=status, text=f"said of {body['to']}\r\nX: y")
