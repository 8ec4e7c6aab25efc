"""What hipedu is built from: the locks, their licences, the audit, the bill of materials."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import audit  # noqa: E402
import sbom  # noqa: E402
import supply  # noqa: E402

LOCKS = sorted(ROOT.glob("requirements/*.txt"))
HASH = "--hash=sha256:" + "0a" * 32


class TestLocks:
    """Every lock pins every package with hashes, and names no address."""

    @pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
    def test_is_in_order(self, lock: Path) -> None:
        text = lock.read_text()
        read = supply.read_lock(text)
        assert read.problems == []
        assert len(read.packages) == len(re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE))
        assert sum(len(each.hashes) for each in read.packages) == text.count("sha256:")

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            (f"six>=1.17 {HASH}", "not pinned"),
            (f"six==1.* {HASH}", "not pinned"),
            (f"six {HASH}", "not pinned"),
            ("six==1.17.0", "no hash"),
            ("six==1.17.0 --hash=sha256:abc", "hash"),
            ("six==1.17.0 --hash=md5:" + "0" * 32, "no hash"),
            (f"six @ https://elsewhere.example/six.whl {HASH}", "no address"),
            ("--index-url https://elsewhere.example/simple", "no address"),
            ("-e .", "no address"),
            ("six ==== 1", "cannot be read"),
        ],
    )
    def test_what_does_not_belong_there_is_found(self, line: str, words: str) -> None:
        good = f"attrs==26.1.0 \\\n    {HASH}\n"
        read = supply.read_lock(good + line + "\n")
        assert any(words in problem for problem in read.problems), read.problems
        assert supply.read_lock(good).problems == []

    def test_the_lock_for_tests_holds_the_one_for_running(self) -> None:
        held = [supply.read_lock((ROOT / f"requirements/{name}.txt").read_text()).packages
                for name in ("run", "test")]  # fmt: skip
        assert set(held[0]) <= set(held[1])


class TestLicences:
    """Each package is under a licence of our list, and one that is not is found."""

    def test_every_locked_package(self) -> None:
        problems, packages = audit.offline(ROOT / "requirements" / "test.txt")
        assert problems == []
        assert len(packages) > 150

    @pytest.mark.parametrize(
        ("expression", "right"),
        [
            ("MIT", True), ("GPL-3.0-only", False), ("AGPL-3.0-or-later", False), ("", False),
            ("Apache-2.0 OR GPL-2.0-only", True), ("MIT AND GPL-2.0-only", False),
            ("(MIT OR GPL-2.0-only) AND ISC", True), ("LicenseRef-Proprietary", False),
            ("MIT OR", False), ("see the file", False),
        ],
    )  # fmt: skip
    def test_an_expression(self, expression: str, right: bool) -> None:
        assert supply.allowed(expression) is right

    def test_one_that_is_not_on_the_list_is_named(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setitem(supply.rules()["stated"], "six", "GPL-3.0-only")
        monkeypatch.setitem(supply.rules()["stated"], "attrs", "")
        lock = tmp_path / "x.txt"
        lock.write_text(f"six==1.17.0 {HASH}\nattrs==26.1.0 {HASH}\n")
        problems, _ = audit.offline(lock)
        assert "six: its licence, GPL-3.0-only, is not on our list." in problems
        assert any(problem.startswith("attrs: its licence is not known") for problem in problems)

    def test_nothing_is_stated_of_packages_that_are_gone(self) -> None:
        read = [supply.read_lock(lock.read_text()) for lock in LOCKS]
        locked = {package.name for each in read for package in each.packages}
        assert set(supply.rules()["stated"]) <= locked


Known = dict[tuple[str, str], list[str]]


@pytest.fixture
def service() -> Iterator[tuple[str, Known]]:
    """An advisory service of our own on the loopback interface, and what it knows."""
    known: Known = {}

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name, version = asked["package"]["name"], asked["version"]
            told = {"vulns": [
                {"id": each, "summary": "x", "details": "x", "aliases": [], "affected": [
                    {"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [
                        {"type": "ECOSYSTEM",
                         "events": [{"introduced": "0"}, {"fixed": "99.0"}]}]}]}
                for each in known.get((name, version), [])
            ]}  # fmt: skip
            body = json.dumps(told if told["vulns"] else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query", known
    server.shutdown()
    server.server_close()
    thread.join()


class TestAudit:
    """Found, not found, and not asked are three things."""

    @pytest.fixture
    def lock(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(audit, "withdrawn", lambda _: 0)  # nobody is asked by a test
        file = tmp_path / "x.txt"
        file.write_text(f"six==1.17.0 {HASH}\nattrs==26.1.0 {HASH}\n")
        return file

    def run(self, lock: Path, url: str) -> int:
        return audit.main([str(lock), "--service", "osv", "--osv-url", url])

    def test_nothing_found(
        self, lock: Path, service: tuple[str, Known], capsys: pytest.CaptureFixture[str]
    ) -> None:
        url, known = service
        known[audit.CANARY] = ["PYSEC-2018-28"]
        assert self.run(lock, url) == 0
        assert "none of 2 packages has a published one" in capsys.readouterr().out

    def test_a_hole_is_named(
        self, lock: Path, service: tuple[str, Known], capsys: pytest.CaptureFixture[str]
    ) -> None:
        url, known = service
        known[audit.CANARY] = ["PYSEC-2018-28"]
        known["six", "1.17.0"] = ["PYSEC-2099-1"]
        assert self.run(lock, url) == 1
        assert "six 1.17.0: PYSEC-2099-1, mended in 99.0" in capsys.readouterr().out

    def test_a_service_that_knows_nothing_is_not_believed(
        self, lock: Path, service: tuple[str, Known], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It says "none" to everything, also to what everybody knows."""
        assert self.run(lock, service[0]) == 3
        said = capsys.readouterr().out
        assert "advisories: NOT CHECKED" in said
        assert "is NOT known" in said
        assert "has a published one" not in said

    def test_silence_is_not_taken_for_none(
        self, lock: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(lock, "http://127.0.0.1:9/v1/query") == 3
        assert "advisories: NOT CHECKED" in capsys.readouterr().out

    def test_a_fault_of_the_lock_outweighs_all_that_was_not_asked(
        self, lock: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        lock.write_text("six>=1\n")
        assert audit.main([str(lock), "--offline"]) == 1
        assert "not pinned" in capsys.readouterr().out

    def test_each_name_is_asked_for_once_in_a_file(self) -> None:
        two = [supply.Locked(name="numpy", version=v) for v in ("1", "2")]
        six = supply.Locked(name="six", version="1")
        assert audit.files_of([two[0], six, two[1]]) == [[two[0], six], [two[1]]]


class TestBill:
    """The bill of materials."""

    @pytest.fixture(scope="class")
    @staticmethod
    def text() -> str:
        return sbom.written(sbom.bill(ROOT / "requirements" / "run.txt"))

    def test_fits_the_schema_of_the_format(self, text: str) -> None:
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
        broken = text.replace('"type": "library"', '"type": "sandwich"', 1)
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None

    def test_names_every_package_of_the_lock_with_version_licence_and_hashes(
        self, text: str
    ) -> None:
        lock = (ROOT / "requirements" / "run.txt").read_text()
        wanted = set(re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", lock, re.MULTILINE))
        parts = json.loads(text)["components"]
        held = [each for each in parts if each.get("purl", "").startswith("pkg:pypi/")]
        assert {(each["name"], each["version"]) for each in held} == wanted
        assert all(each["licenses"] for each in parts)
        assert sum(len(each["properties"]) for each in held) >= lock.count("sha256:")

    def test_names_what_is_ours_and_what_is_vendored(self, text: str) -> None:
        told = json.loads(text)
        assert told["metadata"]["component"]["name"] == "hipedu"
        others = {e["name"]: e for e in told["components"] if "pypi" not in e.get("purl", "")}
        assert set(others) == {"hipedu-knowledge", "htm", "preact"}
        assert others["hipedu-knowledge"]["version"] == (ROOT / "data/VERSION").read_text().strip()

    def test_says_what_needs_what(self, text: str) -> None:
        told = json.loads(text)["dependencies"]
        needs = {each["ref"]: each.get("dependsOn", []) for each in told}
        assert any(ref.startswith("voila@") for ref in needs["hipedu"])
        (voila,) = (ref for ref in needs if ref.startswith("voila@"))
        assert any(ref.startswith("jupyter-server@") for ref in needs[voila])

    def test_holds_no_address_of_an_index_and_no_path_of_this_machine(self, text: str) -> None:
        without_schema = text.replace('"$schema": "http://cyclonedx.org/schema/', '"')
        assert "://" not in without_schema
        for word in (str(ROOT), str(Path.home()), "site-packages", "localhost", "timestamp"):
            assert word not in text

    def test_is_the_same_each_time(self, text: str) -> None:
        assert sbom.written(sbom.bill(ROOT / "requirements" / "run.txt")) == text
