"""The form of a letter: a page from its sheet, and a PDF from the page, made in a process that can do nothing else."""

from services.routing.letters.printing.page import LetterPages
from services.routing.letters.printing.process import Limits, PrintingProcess

__all__ = ["LetterPages", "Limits", "PrintingProcess"]
