"""What a mail that was read must not hold, whatever was sent."""

from services.intake.reading.model import Limits, ReadMail


def harm(mail: ReadMail, limits: Limits | None = None) -> str:
    """What in a mail that was read could hurt those who store or show it, or nothing."""
    limits = limits or Limits()
    lines = [mail.subject, mail.from_name, mail.from_address, mail.message_id, mail.in_reply_to, *mail.references]
    lines += [*mail.recipients, *(file.name for file in mail.attachments)]
    for text in (*lines, mail.text):
        if any("\ud800" <= char <= "\udfff" for char in text):
            return f"half a character: {text!r:.100}"
        if set(text) & set("\r\x00\u202e\u2066"):
            return f"a control character: {text!r:.100}"
    for line in lines:
        if set(line) & set("\n\x85\u2028\u2029"):
            return f"a line break: {line!r:.100}"
    for file in mail.attachments:
        if not file.name or len(file.name) > limits.name or set(file.name) & set("/\\"):
            return f"the name of a file: {file.name!r:.100}"
    return ""
