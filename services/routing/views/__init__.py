"""What routing's API shows."""

from services.routing.views.inbox import InboxCounts, InboxPage, follow_up_page, inbox_counts, inbox_page
from services.routing.views.routes import RoutePage, RouteView, route_view
from services.routing.views.work import DoneView, RouteDetail, done_view, route_detail

__all__ = [
    "DoneView",
    "InboxCounts",
    "InboxPage",
    "RouteDetail",
    "RoutePage",
    "RouteView",
    "done_view",
    "follow_up_page",
    "inbox_counts",
    "inbox_page",
    "route_detail",
    "route_view",
]
