"""What runs once on a cluster: the stores are prepared, then their contents migrated, before services of a new version run."""

from deploy.containers.choices import Value
from deploy.containers.environment import prepare_variables, stores_variables
from deploy.containers.images import DIWAN, USER
from deploy.containers.pods import Json, container_security, env, labels, pod_security, resources
from deploy.containers.sizes import SIZES
from deploy.containers.workloads import service_account

PREPARE = ("-m", "deploy.containers", "prepare")
MIGRATE = ("-m", "deploy.migrations", "run")
SECONDS_TO_DELETE = 86_400
"""A finished job is looked at for a day; a job cannot be changed, so the next version's finds none."""


def job_manifests() -> list[Json]:
    """The jobs with their accounts."""
    return [*_job("prepare", PREPARE, prepare_variables()), *_job("migrate", MIGRATE, stores_variables())]


def _job(name: str, command: tuple[str, ...], variables: dict[str, Value]) -> list[Json]:
    component = "job"
    container = {
        "name": name,
        "image": DIWAN,
        "args": list(command),
        "env": env(variables),
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108 - the container's own
        "resources": resources(SIZES[name]),
        "securityContext": container_security(),
    }
    job = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": name, "labels": labels(name, component)},
        "spec": {
            # a store that is not up yet is the ordinary case at a first installation
            "backoffLimit": 20,
            "ttlSecondsAfterFinished": SECONDS_TO_DELETE,
            "template": {
                "metadata": {"labels": labels(name, component)},
                "spec": {
                    "serviceAccountName": name,
                    "automountServiceAccountToken": False,
                    "enableServiceLinks": False,
                    "restartPolicy": "OnFailure",
                    "securityContext": pod_security(USER),
                    "containers": [container],
                    "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "256Mi"}}],
                },
            },
        },
    }
    return [service_account(name, component), job]
