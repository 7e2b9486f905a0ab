"""The images that containers run from, each by an exact version; how digests are pinned is in docs/operations/install.md."""

VERSION = "0.1.0"
"""Of Diwan's own images."""

DIWAN = f"diwan:{VERSION}"
"""Every service, and the commands that prepare, migrate and catch mail."""
GATEWAY = f"diwan-gateway:{VERSION}"

MONGODB = "mongo:8.0.12"
RABBITMQ = "rabbitmq:4.2.5"
MINIO = "minio/minio:RELEASE.2025-09-07T16-13-09Z"
"""The last that was published: its repository is archived. Any S3 can take its place."""
SEAWEEDFS = "chrislusf/seaweedfs:4.48"

USER = 10001
"""Who Diwan's own containers run as: nobody of the machine."""
NGINX_USER = 101
STORE_USER = 999
"""Of the images of MongoDB and RabbitMQ."""
MINIO_USER = 1000
