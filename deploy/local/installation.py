"""What is known of an installation by its settings alone: addresses, keys, accounts. People and tests ask for them."""

from deploy.local import vault_keys
from deploy.local.credentials import Credentials
from deploy.local.environment import amqp_url, mongo_url, service_environment
from deploy.local.layout import Layout
from deploy.local.servers import rabbit, replica_set
from deploy.local.services import named
from deploy.local.settings import Settings
from deploy.local.vault_keys import ADMINISTRATOR, BUCKET, vault_key
from shared.messaging.topology import BACKUP, OPERATOR


class Installation:
    """One data folder with its settings and secrets, whether it runs or not."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.layout = Layout(settings.data)
        self.credentials = Credentials(self.layout.secrets, self.layout.demo_accounts)

    @property
    def base_url(self) -> str:
        """The gateway, from this machine."""
        return f"{self.settings.scheme}://127.0.0.1:{self.settings.http_port}"

    @property
    def smtp_address(self) -> tuple[str, int]:
        """Where mail comes in, from this machine."""
        return "127.0.0.1", self.settings.smtp_port

    @property
    def accounts(self) -> dict[str, str]:
        """Name → password of the demo accounts."""
        return self.credentials.demo_accounts()

    @property
    def mongo_admin_url(self) -> str:
        """MongoDB with all rights."""
        return mongo_url(self.settings, self.credentials.account("mongo", replica_set.ADMINISTRATOR), "admin")

    @property
    def amqp_operator_url(self) -> str:
        """The broker with the right to read and write every queue."""
        return rabbit.operator_url(self.settings.ports, self.credentials)

    def amqp_url(self, service: str) -> str:
        """The broker as one service sees it."""
        return amqp_url(self.settings.ports, service, self.credentials.token(f"amqp-{service}"))

    @property
    def s3_admin(self) -> dict[str, str]:
        """The vault with all rights: endpoint (host:port), access_key, secret_key, bucket."""
        key = vault_key(self.credentials, ADMINISTRATOR)
        endpoint = self.settings.ports.at("s3")
        return {"endpoint": endpoint, "access_key": key.access, "secret_key": key.secret, "bucket": BUCKET}

    def service_url(self, name: str) -> str:
        """One service, past the gateway."""
        return f"http://{self.settings.ports.at(name)}"

    def backup_environment(self, *, restore: bool = False) -> dict[str, str]:
        """What `deploy.backup` has to know of this installation, to read it or to restore it."""
        user = vault_keys.RESTORE if restore else vault_keys.BACKUP
        key = vault_key(self.credentials, user)
        broker_user = OPERATOR if restore else BACKUP
        return {
            "DIWAN_BACKUP_MONGO_URL": mongo_url(self.settings, self.credentials.account("mongo", user), "admin"),
            "DIWAN_BACKUP_AMQP_URL": self.amqp_url(broker_user),
            "DIWAN_BACKUP_S3_ENDPOINT": f"http://{self.settings.ports.at('s3')}",
            "DIWAN_BACKUP_S3_ACCESS_KEY": key.access,
            "DIWAN_BACKUP_S3_SECRET_KEY": key.secret,
            "DIWAN_BACKUP_S3_BUCKET": BUCKET,
            "DIWAN_BACKUP_METRICS_FILE": str(self.layout.data / "backup.prom"),
        }

    def environment_of(self, name: str) -> dict[str, str]:
        """The environment variables of one service."""
        return service_environment(self.settings, self.credentials, named(name))
