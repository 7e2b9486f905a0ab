"""Telling our own cancellation from one that a library lets out."""

import asyncio


def is_cancelled() -> bool:
    """Whether somebody cancelled the running task.

    A library may end whatever waits for a connection with the same exception (aiormq closes connections with it); taken
    for our own cancellation, it would silently end what must go on.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
