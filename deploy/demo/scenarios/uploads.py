"""What comes in over HTTP: from the portal, and from a service office."""

from collections.abc import Iterator

from deploy.demo.letters import Letter, Letters
from deploy.demo.scenarios.model import Expected, Scenario, Supplement, Upload, registered


def scenarios(letters: Letters) -> Iterator[Scenario]:
    """All of them."""
    asked = letters.letter("grievance", "en", without=("decision",))
    added = letters.answer(asked, ("decision",), "")
    yield Scenario(
        title="incomplete, completed by API",
        letter=asked,
        steps=(Upload(key=_key(asked), request_type="grievance"), Supplement(files=added.files)),
        expected=registered("grievance", "incomplete", channel="portal"),
    )

    twice = letters.letter("consumer-complaint", "ar")
    upload = Upload(key=_key(twice), request_type="consumer-complaint")
    yield Scenario(
        title="with e-mail, the same key twice",
        letter=twice,
        steps=(upload, upload),
        expected=registered("consumer-complaint", channel="portal"),
    )

    silent = letters.letter("work-permit-renewal", "en")
    yield Scenario(
        title="without e-mail",
        letter=silent,
        steps=(Upload(key=_key(silent), request_type="work-permit-renewal", with_address=False),),
        expected=_untold("work-permit-renewal", "portal"),
    )

    counter = letters.letter("labour-complaint", "ar")
    yield Scenario(
        title="service office, on behalf of",
        letter=counter,
        steps=(
            Upload(
                key=_key(counter),
                request_type="labour-complaint",
                with_address=False,
                on_behalf_of=letters.person("ar").name,
            ),
        ),
        expected=_untold("labour-complaint", "counter"),
    )


def _untold(request_type: str, channel: str) -> Expected:
    return Expected(state="registered", notices=(), request_type=request_type, channel=channel)


def _key(letter: Letter) -> str:
    """Nobody else's, as the Message-ID is."""
    return letter.message_id.strip("<>")
