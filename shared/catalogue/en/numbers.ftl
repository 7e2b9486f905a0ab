# Numbers of the work: dashboard, reports, and their charts.
numbers-dashboard = Dashboard
numbers-reports = Reports
numbers-help = About this page
numbers-dashboard-help = What came and went in the period, what is open and late now, with whom it is, and how long things take. A manager sees the own units and the units below them; clerks, administrators and auditors see all. Confidential transactions are counted and never named. Days are those of the register's legal time zone.
numbers-reports-help = Lines of the three books by the day on which they were registered, and referrals by the day on which they were made. Both ends of the period are counted. A void line stays a line of its book. Only what was received has a type and a channel, so with such a filter other books and referrals are left out. Weeks begin on Sunday.
numbers-period = Period
numbers-quick = Usual periods
numbers-period-today = Today
numbers-period-week = This week
numbers-period-month = This month
numbers-period-quarter = This quarter
numbers-period-year = This year
numbers-period-days-68 = 68 days
numbers-days = { $days ->
    [one] { $first }
   *[other] From { $first } to { $last }: { $days } days
}
numbers-from = From
numbers-to = To
numbers-show = Show
numbers-no-period = That is not a period. The first day must not be after the last one, and ten years are the most. The usual period is shown.
numbers-by = Rows by
numbers-any = Any
numbers-by-day = Day
numbers-by-week = Week from
numbers-by-month = Month from
numbers-by-unit = Unit
numbers-by-request-type = Request type
numbers-by-channel = Channel
numbers-by-state = State
numbers-incoming = Incoming
numbers-outgoing = Outgoing
numbers-internal = Internal
numbers-referred = Referred
numbers-void = Void
numbers-registered = Registered
numbers-undecided = Waits for a decision
numbers-incomplete = Waits for the requester
numbers-rejected = Rejected
numbers-joined = Joined to another
numbers-state-standing = Standing
numbers-state-void = Void
numbers-state-registered = Registered
numbers-state-undecided = Waits for a decision
numbers-state-incomplete = Waits for the requester
numbers-state-rejected = Rejected
numbers-state-joined = Joined to another
numbers-unknown = Not known
numbers-all = All
numbers-count = Number
numbers-flow = What came, went and was passed on
numbers-per-day = By day
numbers-per-week = By week
numbers-per-month = By month
numbers-chart-words = Stacked columns from { $first } to { $last }, { $total } in all. The same numbers stand in the table below.
numbers-as-table = The same as a table
numbers-drawn = Drawn
numbers-open-now = Open now
numbers-late-now = Late now
numbers-to-register-half = Half registered within
numbers-to-answer-half = Half answered within
numbers-open-by-unit = Open and late by unit
numbers-open-words = Transactions for which a unit answers and that are not done. Late are those past their due date whose clock does not stand still; they are hatched at the end of the bar.
numbers-nothing-open = Nothing is open.
numbers-who-holds = Who holds what, and how long
numbers-who-holds-words = Work for action that runs, with the unit or the person it was given to; who has something longest comes first.
numbers-holder = Holder
numbers-held = Open
numbers-late = Late
numbers-waiting = Waits for the requester
numbers-oldest = Longest for
numbers-to-answer = Time to answer
numbers-to-answer-words = Working days of the unit from receipt until the first answer was issued, without the days on which the clock stood still; of what was answered in the period. What has no answer counts when all its work was done. The full part of the bar is the half, the light one nine of ten.
numbers-to-register = Time to register
numbers-to-register-words = From receipt to the number, of what was registered in the period. The full part of the bar is the half, the light one nine of ten.
numbers-median = Half within
numbers-p90 = Nine of ten within
numbers-in-time = In time
numbers-percent = { $percent }%
numbers-moment = less than a minute
numbers-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
numbers-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
numbers-days-long = { $count ->
    [0] today
    [one] one day
   *[other] { $count } days
}
numbers-working-days = { $count ->
    [0] the same day
    [one] one working day
   *[other] { $count } working days
}
numbers-more-rows = { $count ->
    [one] One more row is not shown.
   *[other] { $count } more rows are not shown.
}
numbers-lines = Lines of the books
numbers-together = Incoming, outgoing, referred
numbers-together-words = The first sum is what is usually told of a period: incoming, outgoing and referred together.
numbers-arrived = What arrived, by its state now
numbers-arrived-words = Everything that was received in the period, registered or not.
numbers-nothing = Nothing in this period.
numbers-away = The numbers are not available just now. Please try again in a moment.
numbers-save = Save as
numbers-kind-xlsx = Excel (XLSX)
numbers-kind-csv = CSV
numbers-file-lines = Lines of the books
numbers-file-arrived = What arrived
numbers-file-to-register = Time to register
numbers-file-to-answer = Time to answer
numbers-file-open = Open and late
numbers-file-holders = Who holds what
numbers-in-minutes = minutes
numbers-in-working-days = working days
numbers-since = Longest since
numbers-line-sequence = Sequence
numbers-line-number = Number
numbers-line-registered = Registered at
numbers-line-hash = SHA-256
numbers-line-answered = Answered by
numbers-line-recipient = Recipient
numbers-line-subject = Subject
numbers-line-answers = Answers
numbers-line-voided = Void since
numbers-line-because = Void because
