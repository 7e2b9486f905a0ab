"""One mail transaction: a mail is announced, handed over, and what the relay answers is understood (RFC 5321, 3.3)."""

from services.notify.adapters.conversation import BrokenConversationError, Conversation, Reply
from services.notify.adapters.replies import CLOSING, FAILED, GO_ON, TAKEN, failure, words
from services.notify.errors import DeferredError


class UnofferedError(Exception):
    """The connection ended before anything of the mail was said."""


async def hand_over(
    conversation: Conversation, recipient: str, message: bytes, *, smtputf8: bool, pipelining: bool
) -> Reply:
    """Hand over one mail; returns the relay's reply to it. With `pipelining` it is announced in one go (RFC 2920).

    Raises `UnofferedError`, `DeferredError`, `RefusedError`, `BrokenConversationError`. After a refusal the conversation
    is ready for the next mail, or closed.
    """
    commands = (
        # The null return path: what answers this must not be answered by us (RFC 3834, 3.3; RFC 5321, 4.5.5).
        b"MAIL FROM:<> SMTPUTF8 BODY=8BITMIME" if smtputf8 else b"MAIL FROM:<>",
        b"RCPT TO:<" + recipient.encode() + b">",
        b"DATA",
    )
    replies = await _announce(conversation, [_line(command) for command in commands], together=pipelining)
    refusal = next((reply for reply in replies if reply.code >= FAILED), None)
    if refusal is not None:
        await _begin_anew(conversation, replies)
        # Nothing of the notice was said with the first command: there also a 5xx is about us.
        raise DeferredError(words(refusal)) if refusal is replies[0] else failure(refusal)
    if replies[-1].code != GO_ON:
        raise BrokenConversationError(f"to DATA: {words(replies[-1])}")
    (reply,) = await conversation.say(_as_data(message), replies=1)
    if reply.code != TAKEN:
        await _begin_anew(conversation, [reply])
        raise failure(reply)
    return reply


async def _announce(conversation: Conversation, lines: list[bytes], *, together: bool) -> list[Reply]:
    """The replies to all lines, or those up to the first refusal."""
    try:
        if together:
            replies = await conversation.say(b"".join(lines), replies=len(lines))
        else:
            replies = []
            for line in lines:
                replies += await conversation.say(line, replies=1)
                if replies[-1].code >= FAILED:
                    break
    except BrokenConversationError as error:
        raise UnofferedError(str(error)) from error
    if replies[0].code == CLOSING:
        conversation.close()
        raise UnofferedError(words(replies[0]))
    return replies


async def _begin_anew(conversation: Conversation, replies: list[Reply]) -> None:
    # A relay that refused and yet waits for the mail would take our next command for its first line.
    if replies[-1].code == GO_ON or any(reply.code == CLOSING for reply in replies):
        conversation.close()
        return
    try:
        await conversation.say(_line(b"RSET"), replies=1)
    except BrokenConversationError:
        # The next mail comes on a new connection; what the relay said of this one still counts.
        conversation.close()


def _line(command: bytes) -> bytes:
    # The last gate, as with headers: whatever a caller did, an address never becomes a command of its own.
    if any(control in command for control in b"\r\n\0"):
        raise ValueError("a command is one line")
    return command + b"\r\n"


def _as_data(message: bytes) -> bytes:
    # RFC 5321, 4.5.2: a line that begins with a dot gets another, and a line of nothing but a dot ends the mail.
    lines = message if message.endswith(b"\r\n") else message + b"\r\n"
    if not lines.startswith(b".") and b"\r\n." not in lines:
        # Nearly always: a mail with documents in it need not be copied again and again.
        return lines + b".\r\n"
    return (b"\r\n" + lines).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"
