"""The portal: the composition root."""

from fastapi import FastAPI

from services.portal import api, wiring
from services.portal.settings import Settings
from shared.web.app import Parts, build


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service from its settings."""
    settings = settings or Settings.from_environment()
    ground = wiring.ground(settings)
    desk, everybody = wiring.requesters(ground)
    entrance = wiring.staff(ground, desk)
    staff = (wiring.clerks, wiring.officers, wiring.agents, wiring.overseers, wiring.administrators)
    wired = [everybody, *(pages(ground, entrance) for pages in staff)]
    app = build(
        Parts(
            name="portal",
            description="The face: pages for requesters and staff, and a client of the other services.",
            settings=settings,
            pages=True,
            routers=[router for part in wired for router in part.routers],
            background=[entrance.sessions.run],
            drain=[step for part in wired for step in part.drain],
            close=[*(step for part in wired for step in part.close), *entrance.close],
            # Without registry nothing can be chosen or followed, and without MongoDB nobody signs in, but the pages say
            # so; they are better than none.
            reported={"registry": ground.registry.is_alive, "mongodb": entrance.is_alive},
        )
    )
    api.answer_with_pages(app, desk.pages)
    return app
