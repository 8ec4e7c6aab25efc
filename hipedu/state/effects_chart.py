"""What the pages on treatments and on prevention share: a forest plot on a chosen scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import Treatment
from hipedu.state.evidence_words import name_sources
from hipedu.state.undoable import Choice, Choosing

DrawEffects = Callable[..., dict[str, Any] | None]


class ChoosingWithEffects(Choosing[Choice]):
    """A page of choices beside a forest plot; the choice's part `chart` is the plot's scale.

    Parameters
    ----------
    first : Choice
        A named tuple with a part `chart`.
    catalogue : Catalogue
        What the page is about, and the treatments that are drawn.
    charts : mapping of str to tuple
        Name and explanation of each scale, by id.
    draw : callable, optional
        Makes the forest plot: ``draw(treatments, chart, lit=id)``.
    """

    def __init__(
        self,
        first: Choice,
        catalogue: Catalogue,
        *,
        charts: Mapping[str, tuple[str, str]] | None = None,
        draw: DrawEffects | None = None,
    ) -> None:
        super().__init__(first)
        self.catalogue = catalogue
        self.charts = dict(charts or {})
        self._draw = draw
        self._first_chart: str = self.choice.chart

    def draw_chart(self, id: str) -> None:
        """Draw another scale.

        Raises
        ------
        ValueError
            If there is no such chart.
        """
        self._change(self._checked(self.choice._replace(chart=id)))

    def _need_chart(self, chart: str) -> None:
        if chart not in (*self.charts, self._first_chart):
            raise ValueError(_("There is no such chart. Pick one from the list."))

    def _chart_views(self, treatments: Sequence[Treatment], *, lit: str | None) -> dict[str, Any]:
        """The parts ``charts`` and ``chart`` of a view."""
        id_: str = self.choice.chart
        figure = None
        if self._draw is not None:
            figure = name_sources(self.catalogue, self._draw(treatments, id_, lit=lit))
        return {
            "charts": [{"id": name, "name": _(words[0])} for name, words in self.charts.items()],
            "chart": {
                "id": id_,
                "explained": _(self.charts[id_][1]) if id_ in self.charts else "",
                "figure": figure,
            },
        }
