"""How the house is: one screen for whoever is on duty, red where somebody has to do something."""

from deploy.watching.dashboards import Dashboard, Panel

_OF_THE_CRONJOB = 'kube_cronjob_status_last_successful_time{namespace="diwan", cronjob="backup"}'
"""On a cluster, where nobody collects what a backup says of itself."""

_NUMBERS = (
    Panel(
        question="Numbers that are missing",
        queries=[("max(sum by (instance) (diwan_registry_number_gaps))", "")],
        number=True,
        bad=1,
    ),
    Panel(
        question="Oldest submission not registered",
        queries=[("max(diwan:unregistered_oldest:seconds)", "")],
        unit="s",
        number=True,
        bad=300,
    ),
    Panel(question="Dead letters", queries=[("sum(diwan:dead_letters:count)", "")], number=True, bad=1),
    Panel(
        question="Oldest event in an outbox",
        queries=[("max(diwan_outbox_oldest_seconds)", "")],
        unit="s",
        number=True,
        bad=300,
    ),
    Panel(
        question="Notices beyond their time",
        queries=[("max(diwan_notify_overdue_seconds)", "")],
        unit="s",
        number=True,
        bad=900,
    ),
    Panel(
        question="Since the last good backup",
        queries=[(f"time() - max(diwan_backup_moment_seconds or {_OF_THE_CRONJOB})", "")],
        unit="s",
        number=True,
        bad=26 * 3600,
    ),
    Panel(
        question="Services that answer, with the broker, and that are ready",
        queries=[
            ('count(max by (job) (up{job=~"diwan-.+"}) == 1)', "answer"),
            ("count(max by (service) (diwan_ready) == 1)", "ready"),
        ],
        number=True,
    ),
)

_DOORS = (
    Panel(
        question="Mails at the door, by answer",
        queries=[("sum by (answer) (rate(diwan_mails_total[5m]))", "{{answer}}")],
        unit="reqps",
    ),
    Panel(
        question="Requests that fail",
        queries=[("diwan:http_failed:ratio", "{{service}}")],
        unit="percentunit",
        bad=0.05,
    ),
    Panel(
        question="Free space, and the floor at which the doors shut",
        queries=[("min(diwan_intake_free_bytes)", "free"), ("max(diwan_intake_free_bytes_floor)", "floor")],
        unit="bytes",
    ),
)

_WORK = (
    Panel(
        question="What waits at the desk",
        queries=[("max by (state) (diwan_registry_desk)", "{{state}}")],
    ),
    Panel(
        question="Since when the oldest of it waits",
        queries=[("max by (state) (diwan_registry_desk_oldest_seconds)", "{{state}}")],
        unit="s",
    ),
    Panel(
        question="Open and late transactions",
        queries=[("max(diwan_routing_open)", "open"), ("max(diwan_routing_late)", "late")],
    ),
)

_NOTICES = (
    Panel(
        question="Notices by what became of them, per hour",
        queries=[("sum by (outcome) (increase(diwan_notify_notices_total[1h]))", "{{outcome}}")],
    ),
    Panel(question="Notices that wait", queries=[("max(diwan_notify_pending)", "waiting")]),
    Panel(question="The relay is there", queries=[("min(diwan_notify_relay_up)", "relay")]),
)

HOUSE = Dashboard(uid="diwan-house", title="Diwan: how the house is", rows=[_NUMBERS, _DOORS, _WORK, _NOTICES])
