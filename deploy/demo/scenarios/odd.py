"""What also comes in: twice, unreadable, automatic, old, and written by programs that do as they please."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from deploy.demo.letters import Language, Letters, Style
from deploy.demo.letters.mime import nested, travelled
from deploy.demo.scenarios.model import Decision, Expected, Mail, Scenario, mail, registered

GENERAL: Final = "general-correspondence"

_STYLES: tuple[tuple[str, str, Language, Style], ...] = (
    ("in windows-1256, 8 bit", GENERAL, "ar", Style(charset="windows-1256")),
    ("file names as in RFC 2231", "work-permit", "ar", Style(names="rfc2231")),
    ("file names as encoded words", "sponsorship-transfer", "ar", Style(names="rfc2047")),
    ("file names as bare UTF-8", "wage-complaint", "ar", Style(names="raw")),
    ("HTML only", "name-reservation", "ar", Style(html=True)),
    ("with an S/MIME signature", "consumer-complaint", "en", Style(signed=True)),
)
_LONG: Final = "بشأن متابعة ما تم الاتفاق عليه في اللقاءات السابقة بين الجانبين وما يستجد من أعمال، "


def scenarios(letters: Letters) -> Iterator[Scenario]:
    """All of them."""
    yield from _twice(letters)
    for title, topic, language, style in _STYLES:
        letter = letters.letter(topic, language)
        yield Scenario(title=title, letter=letter, steps=(mail(letter, style),), expected=registered(topic))

    long = letters.letter(GENERAL, "ar")
    long = replace(long, subject=f"{long.subject} {_LONG * 4}".strip())
    yield Scenario(
        title=f"subject of {len(long.subject)} characters",
        letter=long,
        steps=(mail(long),),
        expected=registered(GENERAL),
    )

    robot = letters.letter(GENERAL, "en")
    yield Scenario(
        title="automatic mail, never answered",
        letter=robot,
        steps=(mail(robot, Style(further=(("Auto-Submitted", "auto-generated"),))),),
        expected=Expected(state="registered", notices=(), request_type=GENERAL),
    )

    stray = letters.letter(GENERAL, "en")
    nobody = f"<incomplete.{'0' * 32}.{'0' * 32}@{stray.recipient.partition('@')[2]}>"
    stray = replace(stray, subject=f"Re: {stray.subject}", in_reply_to=nobody)
    yield Scenario(title="a reply to nothing", letter=stray, steps=(mail(stray),), expected=registered(GENERAL))

    deep = letters.letter(GENERAL, "ar")
    yield Scenario(
        title="unreadable: nested 1,000 deep",
        letter=deep,
        readable=False,
        steps=(
            Mail(raw=nested(deep), sender=deep.writer.address, recipient=deep.recipient),
            Decision(action="register", body={"request_type": GENERAL}),
        ),
        expected=registered(GENERAL),
    )


def _twice(letters: Letters) -> Iterator[Scenario]:
    same = letters.letter(GENERAL, "ar")
    yield Scenario(
        title="the same mail twice",
        letter=same,
        steps=(mail(same), mail(same)),
        expected=registered(GENERAL),
    )
    again = letters.letter("consumer-complaint", "en", own_mailbox=True)
    first = mail(again)
    yield Scenario(
        title="again, with other trace headers",
        letter=again,
        steps=(first, replace(first, raw=travelled(first.raw, "elsewhere.example"))),
        expected=registered("consumer-complaint"),
    )
