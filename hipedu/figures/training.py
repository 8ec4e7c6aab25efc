"""All figures of the training page at once."""

from __future__ import annotations

from hipedu.figures.axes import Figure
from hipedu.figures.training_balance import balance_figure
from hipedu.figures.training_daily import daily_figure
from hipedu.figures.training_monotony import monotony_figure
from hipedu.figures.training_ratios import ratios_figure
from hipedu.figures.training_weekly import weekly_figure
from hipedu.figures.training_window import DAYS
from hipedu.training.report import TrainingReport


def training_figures(report: TrainingReport, days: int = DAYS) -> dict[str, Figure]:
    """The figures by name: daily, weekly, ratios, monotony, balance.

    Parameters
    ----------
    report : TrainingReport
        The log.
    days : int
        How many days to show [day].

    Returns
    -------
    dict
        Figure specifications.

    Examples
    --------
    >>> import datetime as dt
    >>> from hipedu.model import Run
    >>> from hipedu.training.report import training_report
    >>> report = training_report([Run(date=dt.date(2025, 1, 6), distance_km=5.0)])
    >>> list(training_figures(report))
    ['daily', 'weekly', 'ratios', 'monotony', 'balance']
    """
    return {
        "daily": daily_figure(report, days),
        "weekly": weekly_figure(report, days),
        "ratios": ratios_figure(report, days),
        "monotony": monotony_figure(report, days),
        "balance": balance_figure(report, days),
    }
