"""What a form and its request may say, as the routes of uploads take it, whoever asks."""

from typing import Annotated

from fastapi import File, Form, Header, Path, UploadFile
from pydantic import StringConstraints

from services.intake.form_fields import Fields

MAX_LINE = 500
MAX_MESSAGE = 100_000
MAX_CODE = 100

Line = Annotated[str, Form(max_length=MAX_LINE)]
RequestType = Annotated[
    str, Form(max_length=MAX_CODE, description="Code of a request type; a clerk decides when it is absent.")
]
Subject = Annotated[Line, Form(description="What it is about, in a line.")]
Message = Annotated[str, Form(max_length=MAX_MESSAGE, description="What is written, plain text.")]
Files = Annotated[list[UploadFile], File(description="The documents.")]
Codes = Annotated[
    list[Annotated[str, StringConstraints(max_length=MAX_CODE)]],
    Form(
        description="What each file is: one code of the request type's documents for each of `files`, in their order, "
        "empty where nothing is said; or none at all."
    ),
]
Sent = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]],
    Form(
        alias="uploads",
        description="Files that were sent before in parts (`POST /api/v1/uploads`), by their ids; they stand behind `files`.",
    ),
]
SentCodes = Annotated[
    list[Annotated[str, StringConstraints(max_length=MAX_CODE)]],
    Form(alias="upload_codes", description="What each of `uploads` is, as `document_codes` says it of `files`."),
]
FormFields = Annotated[
    Fields | None,
    Form(description="What was filled in in the request type's form: a JSON object of texts by the fields' names."),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="A key of the sender's own: the same key and body again gives the same answer.",
    ),
]
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The tracking token.")]
