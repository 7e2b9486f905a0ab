"""The services of Diwan: one table that the process table, the gateway and the secrets are made from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service and what it is given."""

    name: str
    """Its package under `services/`, its database `diwan_<name>`, its broker user, its settings' prefix."""
    paths: tuple[str, ...]
    """Regular expressions (nginx) of the gateway's paths that lead to it."""
    uploads: tuple[str, ...] = ()
    """Those among its paths that take files: they stream through the gateway without being kept on its disk."""
    vault: bool = False
    """Whether it holds a key to the S3 bucket, to read and to write."""
    deletes: bool = False
    """Whether it may delete there, too: what is kept no longer."""
    reads_vault: bool = False
    """Whether it holds a key with which it can only read."""
    store: bool = True
    """Whether it has a database of its own."""
    events: bool = True
    """Whether it states or hears events."""
    pages: bool = False
    """Whether it answers people with pages instead of programs with what its interface describes."""

    @property
    def prefix(self) -> str:
        """What the names of its settings begin with in the environment."""
        return f"DIWAN_{self.name.upper()}_"

    @property
    def database(self) -> str:
        """Its own MongoDB database."""
        return f"diwan_{self.name}"


SERVICES: tuple[Service, ...] = (
    # directory first: the others ask for its keys and hear its units
    Service(
        name="directory",
        paths=(
            "^/api/v1/(token|jwks|units|people|colleagues|me|sign-ins|delegations|passwords)(/|$)",
            "^/api/v1/activity/directory$",
            r"^/\.well-known/(openid-configuration|oauth-authorization-server)$",
        ),
    ),
    Service(
        name="intake",
        paths=("^/api/v1/submissions/[^/]+$", "^/api/v1/counter/(form|submissions/[^/]+)$"),
        uploads=(
            *("^/api/v1/submissions$", "^/api/v1/tracking/[^/]+/supplements$", "^/api/v1/uploads(/[^/]+)?$"),
            "^/api/v1/counter/submissions(/[^/]+/supplements)?$",
        ),
        vault=True,
    ),
    Service(
        name="registry",
        paths=(
            *("^/api/v1/tracking/[^/]+$", "^/api/v1/(request-types|desk|registers|transactions|matters)(/|$)"),
            "^/api/v1/counter/handed-in$",
            "^/api/v1/reports/(transactions|submissions|registration-times)$",
            "^/api/v1/(books(/|$)|activity/registry$)",
        ),
    ),
    Service(
        name="routing",
        paths=(
            "^/api/v1/(routes|inbox|follow-up|calendars|letters|letter-templates|routing-rules)(/|$)",
            "^/api/v1/reports/(referrals|open|holders|answer-times)$",
            "^/api/v1/activity/routing$",
        ),
        # It puts the letters that it prints there, and looks at what is enclosed with them.
        vault=True,
    ),
    Service(name="notify", paths=("^/api/v1/(notices|calls)(/|$)",), reads_vault=True),
    Service(
        name="storage",
        paths=(
            *("^/api/v1/documents(/|$)", "^/api/v1/submissions/[^/]+/documents$"),
            *("^/api/v1/tracking/[^/]+/documents/[^/]+$", "^/api/v1/activity/storage$"),
            "^/api/v1/retention(/|$)",
        ),
        uploads=("^/api/v1/blobs(/|$)",),
        vault=True,
        deletes=True,
    ),
    # last: it asks the others
    Service(
        name="portal",
        paths=(
            *("^/(en/?)?$", "^/(en/)?(register|complete)(/|$)", "^/(en/)?track(/|$)", "^/static/"),
            "^/(en/)?(sign-in|sign-out|account|desk|inbox|follow-up|matters|letters|approvals|search|administration|counter)(/|$)",
            "^/(en/)?(reports|dashboard|registers|activity)(/|$)",
            *("^/(en/)?invitation/", "^/t/"),  # the latter is short for track
        ),
        uploads=(
            *("^/(en/)?register/[^/]+$", "^/(en/)?track/[^/]+/complete$"),
            *("^/(en/)?counter/register/[^/]+$", "^/(en/)?counter/handed-in/[^/]+/complete$"),
            "^/(en/)?letters/(write|[^/]+/edit)$",
        ),
        events=False,
        pages=True,
    ),
)

NAMES: tuple[str, ...] = tuple(service.name for service in SERVICES)

MOST_REPLICAS = 2
"""Processes of one service that can run side by side here: enough for one to go on while the other is restarted."""


def replicas(name: str, count: int = MOST_REPLICAS) -> tuple[str, ...]:
    """The processes of one service, by name: `registry`, `registry2`."""
    return (name, *(f"{name}{number}" for number in range(2, count + 1)))


DESCRIBED: tuple[str, ...] = tuple(service.name for service in SERVICES if not service.pages)
"""The services with an interface for programs, described in OpenAPI and AsyncAPI."""


def named(name: str) -> Service:
    """The service of that name; raises `KeyError` when there is none."""
    for service in SERVICES:
        if service.name == name:
            return service
    raise KeyError(name)
