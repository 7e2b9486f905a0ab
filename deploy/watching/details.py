"""Where it comes from: for operators who look for the reason."""

from deploy.watching.dashboards import Dashboard, Panel

_WAY = (
    Panel(
        question="Where the oldest unregistered submission waits",
        queries=[("max by (stage) (diwan:unregistered_oldest:seconds)", "{{stage}}")],
        unit="s",
        bad=300,
    ),
    Panel(
        question="Oldest event by outbox",
        queries=[("max by (service, outbox) (diwan_outbox_oldest_seconds)", "{{service}} {{outbox}}")],
        unit="s",
        bad=300,
    ),
    Panel(
        question="Oldest event in hand, by queue",
        queries=[("topk(10, max by (queue) (diwan_events_in_hand_oldest_seconds))", "{{queue}}")],
        unit="s",
    ),
)

_QUEUES = (
    Panel(
        question="Messages that wait, by queue",
        queries=[('topk(10, sum by (queue) (rabbitmq_detailed_queue_messages_ready{vhost="diwan"}))', "{{queue}}")],
    ),
    Panel(
        question="Since when a queue has not been empty",
        queries=[("topk(10, diwan:queue_waiting:seconds)", "{{queue}}")],
        unit="s",
    ),
    Panel(question="Dead letters by queue", queries=[("diwan:dead_letters:count > 0", "{{queue}}")]),
)

_EVENTS = (
    Panel(
        question="Events published, by topic",
        queries=[("sum by (topic) (rate(diwan_events_published_total[5m]))", "{{topic}}")],
        unit="reqps",
    ),
    Panel(
        question="Time to hear an event, 95 %, by topic",
        queries=[
            ("histogram_quantile(0.95, sum by (topic, le) (rate(diwan_event_seconds_bucket[5m])))", "{{topic}}"),
        ],
        unit="s",
    ),
    Panel(
        question="Tries made again, and deliveries that did not end well",
        queries=[
            ("sum by (topic) (rate(diwan_events_retried_total[5m]))", "again: {{topic}}"),
            (
                'sum by (topic, outcome) (rate(diwan_events_heard_total{outcome!="done"}[5m]))',
                "{{outcome}}: {{topic}}",
            ),
        ],
        unit="reqps",
    ),
)

_REQUESTS = (
    Panel(
        question="Requests by service",
        queries=[("sum by (service) (rate(diwan_http_request_seconds_count[5m]))", "{{service}}")],
        unit="reqps",
    ),
    Panel(
        question="Time to answer, 95 %, the ten slowest routes",
        queries=[
            (
                "topk(10, histogram_quantile(0.95, sum by (service, route, le) (rate(diwan_http_request_seconds_bucket[5m]))))",
                "{{service}} {{route}}",
            ),
        ],
        unit="s",
    ),
    Panel(
        question="Failed requests by route",
        queries=[
            (
                'topk(10, sum by (service, route, status) (rate(diwan_http_request_seconds_count{status=~"5.."}[5m])))',
                "{{service}} {{route}} {{status}}",
            ),
        ],
        unit="reqps",
    ),
)

_INSIDE = (
    Panel(
        question="Stores that do not do what they are asked",
        queries=[("sum by (job, store) (rate(diwan_store_errors_total[5m]))", "{{job}} {{store}}")],
        unit="reqps",
    ),
    Panel(
        question="Background work that was begun again, per hour",
        queries=[("sum by (job, task) (increase(diwan_background_failures_total[1h]))", "{{job}} {{task}}")],
    ),
    Panel(
        question="Since when something was last measured",
        queries=[
            ("time() - min by (service, measure) (diwan_measured_timestamp_seconds)", "{{service}} {{measure}}"),
        ],
        unit="s",
        bad=300,
    ),
)

_NOTICES = (
    Panel(
        question="From a fact to the relay, 95 %, by kind of notice",
        queries=[
            ("histogram_quantile(0.95, sum by (kind, le) (rate(diwan_notify_seconds_bucket[15m])))", "{{kind}}"),
        ],
        unit="s",
    ),
    Panel(
        question="Notices beyond their time, by medium",
        queries=[("max by (medium) (diwan_notify_overdue_seconds)", "{{medium}}")],
        unit="s",
        bad=900,
    ),
    Panel(
        question="Cores in use, by service",
        queries=[
            ('sum by (job) (rate(process_cpu_seconds_total{job=~"diwan-.+"}[5m]))', "{{job}}"),
        ],
    ),
)

_PEOPLE = (
    Panel(
        question="Attempts to sign in, per hour",
        queries=[("sum by (outcome) (increase(diwan_directory_sign_ins_total[1h]))", "{{outcome}}")],
    ),
    Panel(question="SMTP sessions open", queries=[("sum(diwan_smtp_connections)", "sessions")]),
    Panel(
        question="Mails accepted and not read yet",
        queries=[("max(diwan_intake_unread)", "unread")],
    ),
)

DETAILS = Dashboard(
    uid="diwan-details",
    title="Diwan: where it comes from",
    rows=[_WAY, _QUEUES, _EVENTS, _REQUESTS, _INSIDE, _NOTICES, _PEOPLE],
)
