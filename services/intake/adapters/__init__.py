"""Intake's stores in MongoDB."""

from services.intake.adapters.measures import MongoMeasures
from services.intake.adapters.started_files import MongoStartedFiles
from services.intake.adapters.submissions import MongoSubmissions
from services.intake.adapters.types import MongoTypeProjection

__all__ = ["MongoMeasures", "MongoStartedFiles", "MongoSubmissions", "MongoTypeProjection"]
