"""What the registry's API shows."""

from services.registry.views.configured import PreviewView
from services.registry.views.counter import HandedInPage, handed_in_view
from services.registry.views.desk import DeskCounts, DeskPage, counts_view
from services.registry.views.found import FoundPage, FoundView, found_view
from services.registry.views.lines import EntryView, RegisterPage, entry_view, line_view
from services.registry.views.public import RequestTypeView, type_view
from services.registry.views.staff import MatterView, matter_view
from services.registry.views.tracked import Tracking
from services.registry.views.tracking import tracking

__all__ = [
    "DeskCounts",
    "DeskPage",
    "EntryView",
    "FoundPage",
    "FoundView",
    "HandedInPage",
    "MatterView",
    "PreviewView",
    "RegisterPage",
    "RequestTypeView",
    "Tracking",
    "counts_view",
    "entry_view",
    "found_view",
    "handed_in_view",
    "line_view",
    "matter_view",
    "tracking",
    "type_view",
]
