"""Tables of numbers, drawn over time."""

from datetime import date
from functools import partial

from markupsafe import Markup

from services.portal.model.numbers import DRAWN, By, TableTold, in_time_order
from services.portal.rendering import Pages, Place
from services.portal.rendering.charts import Series, columns
from shared.dates import short_date_text
from shared.reports import Period, steps

MOST_COLUMNS = 130
"""More than that is no picture any more, and a heavy page."""


def flow_chart(pages: Pages, place: Place, period: Period, by: By, table: TableTold, name: str) -> Markup | None:
    """Incoming, outgoing, internal and referred work over a period; None where its rows are no steps of time, or too many."""
    if by not in ("day", "week", "month"):
        return None
    days = list(steps(period, by))
    if len(days) > MOST_COLUMNS:
        return None
    rows = in_time_order(table, days)
    say = partial(pages.say, place.language)
    shown = [column for column in DRAWN if column in table.columns]
    series = [
        Series(name=say(f"numbers-{column}"), values=tuple(row.counts[column] for row in rows)) for column in shown
    ]
    words = say(
        "numbers-chart-words",
        first=_label(period.first, place),
        last=_label(period.last, place),
        total=f"{sum(sum(one.values) for one in series):,}",
    )
    labels = [_label(day, place) for day in days]
    return columns(series, labels, title=say(f"numbers-per-{by}"), words=words, direction=place.direction, name=name)


def _label(day: date, place: Place) -> str:
    return short_date_text(day, place.language)
