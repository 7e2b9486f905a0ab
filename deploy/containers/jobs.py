"""What runs once on a cluster, or again and again: stores are prepared, their contents migrated, backed up and restored."""

from collections.abc import Sequence

from deploy.containers.choices import TEMPORARY, Value
from deploy.containers.environment import backup_variables, prepare_variables, restore_variables, stores_variables
from deploy.containers.images import DIWAN, USER
from deploy.containers.pods import Json, container_security, env, labels, pod_security, resources, secret_name
from deploy.containers.sizes import SIZES
from deploy.containers.workloads import service_account

PREPARE = ("-m", "deploy.containers", "prepare")
RETIRE = ("-m", "deploy.containers", "retire")
MIGRATE = ("-m", "deploy.migrations", "run")
CONTRACT = (*MIGRATE, "--phase", "contract")
BACK_UP = ("-m", "deploy.backup", "take")
BRING_BACK = ("-m", "deploy.backup", "restore")
AT_NIGHT = "15 1 * * *"
SECONDS_TO_DELETE = 86_400
"""A finished job is looked at for a day; a job cannot be changed, so the next version's finds none."""
BY_HAND = "0 0 1 1 *"
"""A schedule has to be there; what has this one is suspended, and jobs are made from it when somebody says so."""
TARGET = "backup-target"
"""The ConfigMap that says where backups are kept, and the Secret (`diwan-…`) with the keys to it."""
IDENTITY = "backup-identity"
"""The Secret (`diwan-…`) with the private key of encrypted backups, there only while one is restored."""
IDENTITY_FOLDER = "/run/diwan/identity"
SECONDS_TO_BACK_UP = 82_800
"""A backup that hangs must not stand in the way of the next night's, which waits for it."""
BACKUP_TRIES = 3
"""Stores that are away for a moment are the reason for more than one; a disk that is full stays so."""


def job_manifests() -> list[Json]:
    """The jobs of a version with their accounts; `contract` and `retire` are made from CronJobs, which never run by themselves."""
    return [
        *_job("prepare", PREPARE, prepare_variables()),
        *_job("migrate", MIGRATE, stores_variables()),
        *_cron_job("contract", _job_spec("contract", CONTRACT, stores_variables()), BY_HAND),
        *_cron_job("retire", _job_spec("retire", RETIRE, prepare_variables()), BY_HAND),
    ]


def backup_manifests() -> list[Json]:
    """The backup of every night with its account, and restoring one, which never runs by itself."""
    target = [{"configMapRef": {"name": TARGET}}, {"secretRef": {"name": secret_name(TARGET)}}]
    variables: dict[str, Value] = {
        **restore_variables(),
        "DIWAN_BACKUP_IDENTITY_FILE": (f"{IDENTITY_FOLDER}/identity",),
    }
    # A second try would be refused, because of what the first has written: the operator says whether it may be lost.
    restoring = _job_spec("restore", BRING_BACK, variables, more=target, tries=1)
    pod = restoring["template"]["spec"]
    pod["volumes"].append({"name": "identity", "secret": {"secretName": secret_name(IDENTITY), "optional": True}})
    pod["containers"][0]["volumeMounts"].append({"name": "identity", "mountPath": IDENTITY_FOLDER, "readOnly": True})
    backing_up = _job_spec("backup", BACK_UP, backup_variables(), more=target, tries=BACKUP_TRIES)
    return [
        *_cron_job("backup", {"activeDeadlineSeconds": SECONDS_TO_BACK_UP, **backing_up}, AT_NIGHT),
        *_cron_job("restore", restoring, BY_HAND),
    ]


def _job(name: str, command: Sequence[str], variables: dict[str, Value]) -> list[Json]:
    job = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": name, "labels": labels(name, "job")},
        "spec": _job_spec(name, command, variables),
    }
    return [service_account(name, "job"), job]


def _cron_job(name: str, spec: Json, schedule: str) -> list[Json]:
    job = {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": {"name": name, "labels": labels(name, "job")},
        "spec": {
            "schedule": schedule,
            "suspend": schedule == BY_HAND,
            # two would be at the same things
            "concurrencyPolicy": "Forbid",
            "jobTemplate": {"spec": spec},
        },
    }
    return [service_account(name, "job"), job]


def _job_spec(
    name: str,
    command: Sequence[str],
    variables: dict[str, Value],
    *,
    more: Sequence[Json] = (),
    tries: int | None = None,
) -> Json:
    """`tries`: each in a pod of its own, whose words stay; None: again in the same one, as long as a first start may take."""
    container = {
        "name": name,
        "image": DIWAN,
        "args": list(command),
        "env": env(variables),
        **({"envFrom": list(more)} if more else {}),
        "volumeMounts": [{"name": "tmp", "mountPath": TEMPORARY}],
        "resources": resources(SIZES[name]),
        "securityContext": container_security(),
    }
    return {
        # a store that is not up yet is the ordinary case at a first installation
        "backoffLimit": 20 if tries is None else tries - 1,
        "ttlSecondsAfterFinished": SECONDS_TO_DELETE,
        "template": {
            "metadata": {"labels": labels(name, "job")},
            "spec": {
                "serviceAccountName": name,
                "automountServiceAccountToken": False,
                "enableServiceLinks": False,
                "restartPolicy": "OnFailure" if tries is None else "Never",
                "securityContext": pod_security(USER),
                "containers": [container],
                # a backup lays down there what the broker remembers, and a collection at a time
                "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "10Gi"}}],
            },
        },
    }
