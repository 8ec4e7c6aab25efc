"""Nothing that a visitor says is kept, sent, or seen by another visitor."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hipedu.reasoning.evidence_tables import Tables
from hipedu.serving.answers import CONTENT_SECURITY_POLICY
from hipedu.serving.messages import Refused, read_message
from hipedu.serving.page_kernel import SETTINGS, profile
from hipedu.state.symptom_state import SymptomState

WATCHED = """
import datetime as dt
import sys
import hipedu
from hipedu.state.symptom_state import SymptomState
from hipedu.state.training_state import TrainingState

catalogue = hipedu.load_catalogue()
tables = hipedu.reasoning_tables(catalogue)
SymptomState(tables).view()
seen = []

def watch(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        seen.append(f"wrote {args[0]}")
    elif event in ("socket.connect", "socket.sendto", "subprocess.Popen", "os.mkdir", "os.rename"):
        seen.append(event)

sys.addaudithook(watch)
state = SymptomState(tables)
state.set_person(34, "female")
state.mark("groin", "left", 6)
state.answer("night_pain_at_rest", "present")
state.view()
run = b"date,distance_km,duration_min\\n2026-03-02,8,45\\n2026-03-04,10,55\\n"
hipedu.read_runs([("runs.csv", run)])
TrainingState(catalogue, today=dt.date(2026, 5, 1)).view()
print("\\n".join(seen))
"""


def test_nothing_is_written_or_sent_while_somebody_answers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED], cwd=tmp_path, capture_output=True, text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
    assert list(tmp_path.iterdir()) == []


def test_two_visitors_never_share_an_answer(real_tables: Tables) -> None:
    """The tables are shared, what was entered is not; both pages go on as if alone."""
    one, two, alone = (SymptomState(real_tables) for _ in range(3))
    one.set_person(14, "male")
    one.mark("knee", "left", 8)
    one.answer("night_pain_at_rest", "present")
    two.set_person(50, "female")
    alone.set_person(50, "female")
    assert json.dumps(two.view()) == json.dumps(alone.view())


def test_a_browser_cannot_run_code() -> None:
    for kind in (
        "execute_request", "complete_request", "inspect_request", "history_request",
        "is_complete_request", "shutdown_request", "interrupt_request", "debug_request",
        "input_reply", "comm_info_request",
    ):  # fmt: skip
        asked = json.dumps({"header": {"msg_type": kind}, "content": {"code": "1 + 1"}})
        with pytest.raises(Refused):
            read_message(asked)


def test_a_page_may_talk_to_its_own_server_only() -> None:
    rules = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert rules["form-action"] == "'none'"


def test_a_kernel_keeps_no_history() -> None:
    assert SETTINGS["HistoryManager"] == {"enabled": False, "hist_file": ":memory:"}
    assert SETTINGS["InteractiveShell"]["cache_size"] == 0


def test_a_kernels_profile_makes_no_folder(tmp_path: Path) -> None:
    from hipedu.serving.page_kernel import NoProfile

    made = NoProfile(location=str(tmp_path / "nowhere"))
    made.check_dirs()
    assert list(tmp_path.iterdir()) == []
    assert Path(profile().location).exists()
