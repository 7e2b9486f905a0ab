"""What people did is sent on, as it is written down, to where an auditor's institution keeps such things.

Each service that keeps deeds sends its own (docs/decisions/0033): in order, at least once, from a place that is remembered.
"""

from shared.audit.exporting import AuditExport, Place, Sink, Trail
from shared.audit.line import Line
from shared.audit.sinks import sink_of

__all__ = ["AuditExport", "Line", "Place", "Sink", "Trail", "sink_of"]
