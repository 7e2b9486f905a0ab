"""What runs once on a cluster, or again and again: stores are prepared, their contents migrated and backed up."""

from collections.abc import Sequence

from deploy.containers.choices import Value
from deploy.containers.environment import backup_variables, prepare_variables, stores_variables
from deploy.containers.images import DIWAN, USER
from deploy.containers.pods import Json, container_security, env, labels, pod_security, resources
from deploy.containers.sizes import SIZES
from deploy.containers.workloads import service_account

PREPARE = ("-m", "deploy.containers", "prepare")
MIGRATE = ("-m", "deploy.migrations", "run")
CONTRACT = (*MIGRATE, "--phase", "contract")
BACK_UP = ("-m", "deploy.backup", "take")
AT_NIGHT = "15 1 * * *"
SECONDS_TO_DELETE = 86_400
"""A finished job is looked at for a day; a job cannot be changed, so the next version's finds none."""
TARGET = "backup-target"
"""The ConfigMap that says where backups are kept, and the Secret (`diwan-…`) with the keys to it."""


def job_manifests() -> list[Json]:
    """The jobs of a version with their accounts; `contract` is one to be made from its CronJob, which never runs by itself."""
    return [
        *_job("prepare", PREPARE, prepare_variables()),
        *_job("migrate", MIGRATE, stores_variables()),
        *_cron_job("contract", CONTRACT, stores_variables(), schedule="0 0 1 1 *", suspend=True),
    ]


def backup_manifests() -> list[Json]:
    """The backup of every night with its account."""
    target = [{"configMapRef": {"name": TARGET}}, {"secretRef": {"name": f"diwan-{TARGET}"}}]
    return _cron_job("backup", BACK_UP, backup_variables(), schedule=AT_NIGHT, more=target)


def _job(name: str, command: Sequence[str], variables: dict[str, Value]) -> list[Json]:
    job = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": name, "labels": labels(name, "job")},
        "spec": _job_spec(name, command, variables),
    }
    return [service_account(name, "job"), job]


def _cron_job(
    name: str,
    command: Sequence[str],
    variables: dict[str, Value],
    *,
    schedule: str,
    suspend: bool = False,
    more: Sequence[Json] = (),
) -> list[Json]:
    job = {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": name, "labels": labels(name, "job")},
        "spec": {
            "schedule": schedule,
            "suspend": suspend,
            # two would be at the same things
            "concurrencyPolicy": "Forbid",
            "jobTemplate": {"spec": _job_spec(name, command, variables, more)},
        },
    }
    return [service_account(name, "job"), job]


def _job_spec(name: str, command: Sequence[str], variables: dict[str, Value], more: Sequence[Json] = ()) -> Json:
    container = {
        "name": name,
        "image": DIWAN,
        "args": list(command),
        "env": env(variables),
        **({"envFrom": list(more)} if more else {}),
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108 - the container's own
        "resources": resources(SIZES[name]),
        "securityContext": container_security(),
    }
    return {
        # a store that is not up yet is the ordinary case at a first installation
        "backoffLimit": 20,
        "ttlSecondsAfterFinished": SECONDS_TO_DELETE,
        "template": {
            "metadata": {"labels": labels(name, "job")},
            "spec": {
                "serviceAccountName": name,
                "automountServiceAccountToken": False,
                "enableServiceLinks": False,
                "restartPolicy": "OnFailure",
                "securityContext": pod_security(USER),
                "containers": [container],
                # a backup lays down there what the broker remembers, and a collection at a time
                "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "10Gi"}}],
            },
        },
    }
