import pytest
from pymongo.errors import (
    AutoReconnect,
    DuplicateKeyError,
    ExecutionTimeout,
    InvalidOperation,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
    WriteConcernError,
    WriteError,
    WTimeoutError,
)

from shared.errors import TransientError
from shared.mongo.connection import is_transient, store_errors


def labelled(label: str) -> OperationFailure:
    return OperationFailure("conflict", 1, {"errorLabels": [label]})


@pytest.mark.parametrize(
    "error",
    [
        AutoReconnect("connection closed"),
        NetworkTimeout("timed out"),
        NotPrimaryError("stepped down"),
        ServerSelectionTimeoutError("nobody there"),
        WaitQueueTimeoutError("pool is full"),
        ExecutionTimeout("too slow", 50),
        WTimeoutError("no majority in time", 64),
        OperationFailure("write conflict", 112),
        OperationFailure("shutdown in progress", 91),
        OperationFailure("no majority is known yet", 134),
        OperationFailure("out of disk space", 14031),
        OperationFailure("authentication failed", 18),
        OperationFailure("Command find requires authentication", 13),
        labelled("TransientTransactionError"),
        WriteConcernError("shutting down", 91),
    ],
    ids=repr,
)
def test_what_passes_by_itself_is_transient(error: PyMongoError) -> None:
    assert is_transient(error)
    with pytest.raises(TransientError) as raised, store_errors():
        raise error
    assert raised.value.__cause__ is error
    assert raised.value.status == 503


@pytest.mark.parametrize(
    "error",
    [
        DuplicateKeyError("there already", 11000),
        WriteError("document fails validation", 121),
        OperationFailure("not authorised", 13),
        OperationFailure("bad query", 2),
        labelled("SomethingElse"),
        InvalidOperation("a defect"),
    ],
    ids=repr,
)
def test_everything_else_stays_what_it_is(error: PyMongoError) -> None:
    assert not is_transient(error)
    with pytest.raises(type(error)), store_errors():
        raise error


def test_what_is_no_error_of_the_store_passes_through() -> None:
    with pytest.raises(LookupError), store_errors():
        raise LookupError
