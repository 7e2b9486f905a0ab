"""Endings of file names and the media types that they promise."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

OPEN_XML = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "dotx": f"{_OFFICE}wordprocessingml.template",
    "docm": "application/vnd.ms-word.document.macroenabled.12",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.12",
}
OLE = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
}
TEXT = {
    "txt": "text/plain",
    "log": "text/plain",
    "csv": "text/csv",
    "json": "application/json",
    "eml": "message/rfc822",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "asc": "application/pgp-encrypted",
    "xml": "application/xml",
    "html": "text/html",
    "htm": "text/html",
    "svg": "image/svg+xml",
}
PROGRAMS = frozenset(
    {
        "application/vnd.microsoft.portable-executable",
        "application/x-elf",
        "application/x-mach-binary",
        "application/java-vm",
        "application/java-archive",
        "application/vnd.android.package-archive",
        "application/x-ms-shortcut",
        "text/x-shellscript",
        "text/html",
        "image/svg+xml",
    }
)
"""What runs, or may run a script, when it is opened."""

_PROMISES: dict[str, frozenset[str]] = {
    **{suffix: frozenset({media_type}) for suffix, media_type in (OPEN_XML | OLE | TEXT).items()},
    # Word also writes RTF, and older systems HTML, under `doc`; only the first is harmless.
    "doc": frozenset({OLE["doc"], "application/rtf"}),
    "rtf": frozenset({"application/rtf"}),
    "odt": frozenset({f"{_ODF}text"}),
    "ods": frozenset({f"{_ODF}spreadsheet"}),
    "odp": frozenset({f"{_ODF}presentation"}),
    "pdf": frozenset({"application/pdf"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "png": frozenset({"image/png"}),
    "gif": frozenset({"image/gif"}),
    "tif": frozenset({"image/tiff"}),
    "tiff": frozenset({"image/tiff"}),
    "webp": frozenset({"image/webp"}),
    "bmp": frozenset({"image/bmp"}),
    "heic": frozenset({"image/heic"}),
    "zip": frozenset({"application/zip"}),
    "jar": frozenset({"application/java-archive"}),
    "apk": frozenset({"application/vnd.android.package-archive", "application/java-archive", "application/zip"}),
    "7z": frozenset({"application/x-7z-compressed"}),
    "rar": frozenset({"application/vnd.rar"}),
    "gz": frozenset({"application/gzip"}),
    "mp4": frozenset({"video/mp4"}),
    "m4a": frozenset({"audio/mp4", "video/mp4"}),
    "mov": frozenset({"video/quicktime"}),
    "mp3": frozenset({"audio/mpeg"}),
    "wav": frozenset({"audio/wav"}),
    "ogg": frozenset({"audio/ogg"}),
    "p7m": frozenset({"application/pkcs7-mime"}),
    "p7s": frozenset({"application/pkcs7-signature"}),
    "exe": frozenset({"application/vnd.microsoft.portable-executable"}),
    "dll": frozenset({"application/vnd.microsoft.portable-executable"}),
    "sh": frozenset({"text/x-shellscript"}),
}


def ending(name: str) -> str:
    """The ending of a name in lower case without its dot, or nothing. Characters nobody sees do not count."""
    visible = "".join(char for char in name if char.isprintable()).rstrip(" .")
    stem, dot, suffix = visible.rpartition(".")
    return suffix.lower() if dot and stem else ""


def agrees_with(media_type: str, suffix: str) -> bool:
    """Whether a name with this ending may hold this type."""
    promised = _PROMISES.get(suffix)
    if promised is None:
        return media_type not in PROGRAMS
    return media_type in promised
