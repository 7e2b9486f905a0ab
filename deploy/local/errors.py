"""What can keep the stack from running, as sentences for the person at the terminal."""


class StackError(Exception):
    """The stack cannot do what was asked; the message says why and what to do."""


class AlreadyRunningError(StackError):
    """This stack (the same data folder) runs already."""


class NotRunningError(StackError):
    """This stack does not run."""
