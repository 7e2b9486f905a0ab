import httpx
import pytest
from fastapi import FastAPI, Response

from shared.web.caching import NotKept


@pytest.mark.parametrize(("path", "kept"), [("/private", "no-store"), ("/public", "max-age=60"), ("/none", "no-store")])
async def test_no_answer_is_kept_unless_its_route_says_so(path: str, kept: str) -> None:
    app = FastAPI()
    app.add_middleware(NotKept)

    @app.get("/private")
    async def private() -> str:
        return "a name"

    @app.get("/public")
    async def public(response: Response) -> None:
        response.headers["Cache-Control"] = "max-age=60"

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service") as client:
        answer = await client.get(path)
    assert answer.headers.get_list("cache-control") == [kept]
