"""Intake's stores in MongoDB."""

from services.intake.adapters.started_files import MongoStartedFiles
from services.intake.adapters.submissions import MongoSubmissions

__all__ = ["MongoStartedFiles", "MongoSubmissions"]
