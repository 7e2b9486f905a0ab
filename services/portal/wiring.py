"""Parts of the portal made of its settings, and of adapters that the composition root gives."""

from zoneinfo import ZoneInfo

from services.portal.model.attempts import Attempts
from services.portal.ports import Drawing, Letters, OtherIssuer, Papers, SignIns
from services.portal.previewing import Previewing
from services.portal.rendering import Assets, Pages
from services.portal.settings import Settings
from services.portal.signing_in import SigningIn
from services.portal.signing_in_elsewhere import SigningInElsewhere
from services.portal.viewing import Viewing
from shared.clock import SystemClock
from shared.language import Text, catalogue


def pages(settings: Settings, assets: Assets) -> Pages:
    """The templates of this organisation."""
    return Pages(
        organisation=Text(ar=settings.organisation_ar, en=settings.organisation_en),
        mailbox=f"{settings.mailbox}@{settings.mail_domain}",
        public_url=settings.public_url,
        zone=ZoneInfo(settings.time_zone),
        assets=assets,
        catalogue=catalogue(),
    )


def viewing(settings: Settings, papers: Papers, drawing: Drawing) -> Viewing:
    """How documents are looked at."""
    return Viewing(
        papers=papers,
        drawing=drawing,
        most_bytes=settings.most_shown_bytes,
        most_kept=settings.most_kept_bytes,
        most_pages=settings.most_pages,
    )


def previewing(settings: Settings, letters: Letters, drawing: Drawing) -> Previewing:
    """How letters are looked at that are not issued."""
    return Previewing(
        letters=letters, drawing=drawing, most_kept=settings.most_kept_bytes, most_pages=settings.most_pages
    )


def elsewhere(settings: Settings, issuer: OtherIssuer, sign_ins: SignIns, signing_in: SigningIn) -> SigningInElsewhere:
    """Signing in with another issuer."""
    return SigningInElsewhere(
        name=Text(ar=settings.other_name_ar, en=settings.other_name_en),
        issuer=issuer,
        sign_ins=sign_ins,
        signing_in=signing_in,
        attempts=Attempts(settings.form_secret.get_secret_value()),
        clock=SystemClock(),
    )
