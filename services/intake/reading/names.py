"""Names of attachments: what the sender wrote, without what could hurt, and never empty."""

import re

from services.intake.reading.cleaning import one_line

ENDINGS = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/jpg": "jpg", "image/png": "png", "image/gif": "gif",
    "image/tiff": "tif", "image/webp": "webp", "image/heic": "heic", "image/bmp": "bmp", "text/plain": "txt", "text/html": "html",
    "text/csv": "csv", "text/calendar": "ics", "text/vcard": "vcf", "text/xml": "xml", "application/xml": "xml",
    "application/json": "json", "application/zip": "zip", "application/x-zip-compressed": "zip",
    "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt", "application/rtf": "rtf", "text/rtf": "rtf",
    "application/ms-tnef": "dat", "application/pkcs7-mime": "p7m", "application/x-pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s", "application/x-pkcs7-signature": "p7s", "application/pgp-signature": "asc",
    "application/pgp-encrypted": "asc", "message/rfc822": "eml", "message/global": "eml",
    "message/delivery-status": "txt", "message/disposition-notification": "txt", "text/rfc822-headers": "txt",
    "audio/mpeg": "mp3", "audio/ogg": "ogg", "video/mp4": "mp4",
}  # fmt: skip

_MARKS = re.compile("[\u200b\u200e\u200f\u061c\u2060]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_LONGEST_ENDING = 10


def given_name(disposition: dict[str, str], content_type: dict[str, str]) -> str:
    """The name as the sender gave it: `filename` (RFC 2183), or `name` of the media type as older programs do."""
    return disposition.get("filename", "") or content_type.get("name", "")


def safe_name(given: str, media_type: str, number: int, limit: int) -> str:
    """A name without folders, controls and direction marks, of at most `limit` characters that keep the ending.

    When nothing is left it is `document-<number>` with the ending of the media type; a forwarded message without a name
    is `message-<number>.eml`.
    """
    last = given.replace("\\", "/").rstrip("/ .").rpartition("/")[2]
    name = one_line(_FORBIDDEN.sub("_", _MARKS.sub("", last)), len(last)).strip(". ")
    if not name.strip("_ "):
        stem = "message" if media_type in ("message/rfc822", "message/global") else "document"
        return f"{stem}-{number}.{ENDINGS.get(media_type.partition(';')[0].strip().lower(), 'bin')}"
    if media_type == "message/rfc822" and not name.lower().endswith(".eml"):
        name = f"{name}.eml"
    if len(name) <= limit:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > _LONGEST_ENDING:
        return name[:limit].rstrip(". ")
    return f"{stem[: limit - len(ending) - 1].rstrip('. ')}.{ending}"
