"""What routing's API shows."""

from services.routing.views.inbox import InboxPage, inbox_page
from services.routing.views.routes import RoutePage, RouteView, route_view
from services.routing.views.work import DoneView, RouteDetail, done_view, route_detail

__all__ = [
    "DoneView",
    "InboxPage",
    "RouteDetail",
    "RoutePage",
    "RouteView",
    "done_view",
    "inbox_page",
    "route_detail",
    "route_view",
]
