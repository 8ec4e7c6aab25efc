"""What a page may do with a pain diary, mixed into the state that holds the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.language.numbers import grouped
from hipedu.rehab.pain_diary import DiaryEntry, diary_entry
from hipedu.state.diary_view import BONE_CHOICES, PainSettings
from hipedu.state.log_file import MOST_ENTRIES, log_bytes
from hipedu.state.saved import SavedFile
from hipedu.state.undoable import Undoable
from hipedu.training.readers.csv_runs import TEMPLATE


class DiaryActions(Undoable[Any]):
    """Adds, changes and removes days of the diary; saves log and diary as one file."""

    catalogue: Catalogue
    today: dt.date
    log: Any
    runs: Any

    @property
    def diary(self) -> tuple[DiaryEntry, ...]:
        """The days of the diary, oldest first."""
        entries: tuple[DiaryEntry, ...] = self.log.diary
        return entries

    def put_pain(self, date: str, old: str | None = None, **fields: Any) -> None:
        """Write a day of the diary; a day that is there already is replaced.

        Parameters
        ----------
        date : str
            As 2025-04-03.
        old : str, optional
            The day that is being changed, when the date is changed too.
        fields
            during, after, next_morning, place, side, warning, note.

        Raises
        ------
        ValueError
            In words, if something is not possible.
        """
        unknown = set(fields) - {
            "during", "after", "next_morning", "place", "side", "warning", "note"
        }
        if unknown:
            raise ValueError(
                _("A day of the diary has no {name}.", name=sorted(unknown)[0][:40])
            )
        entry = diary_entry(
            date=date, today=self.today, places=set(self.catalogue.regions), **fields
        )
        kept = {each.date: each for each in self.diary}
        if old is not None:
            kept.pop(self._diary_day(old).date)
        kept[entry.date] = entry
        if len(kept) > MOST_ENTRIES:
            raise ValueError(
                _("A diary holds at most {days} days here.", days=grouped(MOST_ENTRIES))
            )
        self._change(self.log._replace(diary=tuple(kept[day] for day in sorted(kept)), day=None))

    def remove_pain(self, date: str) -> None:
        """Take a day out of the diary.

        Raises
        ------
        ValueError
            If there is nothing on that day.
        """
        gone = self._diary_day(date)
        kept = tuple(entry for entry in self.diary if entry.date != gone.date)
        self._change(self.log._replace(diary=kept, day=None))

    def set_pain(self, name: str, value: Any) -> None:
        """Settle how the light is read: programme, usual_morning, bone.

        Raises
        ------
        ValueError
            If there is no such setting, or the value does not fit.
        """
        settings: PainSettings = self.log.pain
        if name == "programme" and value in self.catalogue.programmes:
            settings = settings._replace(programme=value)
        elif name == "bone" and value in BONE_CHOICES:
            settings = settings._replace(bone=value)
        elif name == "usual_morning":
            usual = None if value is None or value == "" else diary_entry(
                date=self.today.isoformat(), next_morning=value, today=self.today, places=()
            ).next_morning
            settings = settings._replace(usual_morning=usual)
        else:
            raise ValueError(_("That setting of the traffic light is not known."))
        self._change(self.log._replace(pain=settings))

    def save_log(self) -> SavedFile:
        """Log and diary as one file.

        Raises
        ------
        ValueError
            If there is nothing to save.
        """
        if not self.runs and not self.diary:
            raise ValueError(_("There is nothing to save yet: no run and no day of a diary."))
        content = log_bytes(
            self.runs, self.diary, self.log.pain._asdict(), knowledge=self.catalogue.version
        )
        name = f"hipedu-running-log-{self.today.isoformat()}.json"
        return SavedFile(name, "application/json", content)

    def save_template(self) -> SavedFile:
        """An empty table to fill in and to drop on the page."""
        header = TEMPLATE.partition("\n")[0]
        return SavedFile("hipedu-runs.csv", "text/csv", f"{header}\r\n".encode())

    def _diary_day(self, date: Any) -> DiaryEntry:
        for entry in self.diary:
            if entry.date.isoformat() == date:
                return entry
        raise ValueError(_("There is nothing in the diary on that day."))
