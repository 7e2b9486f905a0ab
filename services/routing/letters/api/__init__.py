"""HTTP edge of letters."""

from services.routing.letters.api.letters import reading_routes
from services.routing.letters.api.templates import template_routes
from services.routing.letters.api.templating import templating_routes
from services.routing.letters.api.writing import drafting_routes, writing_routes

__all__ = ["drafting_routes", "reading_routes", "template_routes", "templating_routes", "writing_routes"]
