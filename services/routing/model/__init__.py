"""A route: which unit has a transaction, since when and until when, and every unit that had it before."""

from services.routing.model.changes import assign, due_date, first_route, void
from services.routing.model.event import routed
from services.routing.model.route import SYSTEM, Route, Step

__all__ = ["SYSTEM", "Route", "Step", "assign", "due_date", "first_route", "routed", "void"]
