"""Checks of the sources: every key resolves, and every source can be found by a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from hipedu.knowledge.errors import Problem, suggestion
from hipedu.knowledge.kinds import FOLDERS, UNREFERRED
from hipedu.knowledge.sources import source_names
from hipedu.knowledge.strict_yaml import Path_
from hipedu.knowledge.validate import Entry, Sources
from hipedu.knowledge.walk import parts
from hipedu.model import Reference

KEY = re.compile(r"[a-z]+([0-9]{4})[a-z][a-z0-9]*\Z")
DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+\Z")

NOT_A_SOURCE: dict[str, str] = {
    "scribd.com": "shows uploaded copies, often without the right to",
    "studylib.net": "shows uploaded copies, often without the right to",
    "vdocuments.": "shows uploaded copies, often without the right to",
    "vdocument.in": "shows uploaded copies, often without the right to",
    "docplayer.": "shows uploaded copies, often without the right to",
    "dokumen.": "shows uploaded copies, often without the right to",
    "pdfcoffee.com": "shows uploaded copies, often without the right to",
    "coursehero.com": "shows uploaded copies behind a sign-in",
    "slideshare.net": "shows uploaded slides, not the work",
    "melakarnets.": "is a proxy in front of another site",
    "sci-hub.": "shows copies without the right to",
    "libgen.": "shows copies without the right to",
    "qxmd.com": "shows abstracts behind a sign-in, not the work",
    "researchgate.net": "shows uploaded copies, often behind a sign-in",
    "semanticscholar.org": "lists works it does not publish",
    "blogspot.": "is a blog whose author may change or remove it",
    "wikipedia.org": "is written by anybody and changes; cite what it cites",
    "translate.goog": "is a machine translation through a proxy",
}
"""Parts of a host's name that a citation must not point to, and why."""


def check_citations(sources: Sources) -> Iterator[Problem]:
    """Keys named anywhere resolve; each reference is well formed, findable and used."""
    used: set[str] = set()
    known = sources.listed["references"]
    for kind in FOLDERS:
        for entry in sources.entries[kind].values():
            for path, key in _cited(entry):
                used.add(key)
                if known and key not in known:
                    yield entry.problem(
                        path, f'no reference has the key "{key}"',
                        suggestion(key, sorted(known), where="data/references.yaml"),
                    )
    complete = all(sources.listed[kind] for kind in FOLDERS if kind not in UNREFERRED)
    others: dict[tuple[str, str], str] = {}
    for entry in sources.entries["references"].values():
        yield from _reference(entry)
        for name in ("doi", "pmid", "isbn"):
            number = getattr(entry.record, name)
            if number is not None:
                first = others.setdefault((name, number.lower()), entry.id)
                if first != entry.id:
                    yield entry.problem(
                        (name,), f"is also the {name} of {first}", "Merge the two references."
                    )
        if complete and entry.id not in used:
            yield entry.problem(
                ("key",), f"nothing cites {entry.id}", "Cite it, or remove it.", "warning"
            )


def _cited(entry: Entry) -> Iterator[tuple[Path_, str]]:
    for path, value in parts(entry.record):
        named = path[-1:] == ("reference",) or path[-2:-1] == ("references",)
        if named and isinstance(value, str):
            yield path, value


def _reference(entry: Entry) -> Iterator[Problem]:
    reference: Reference = entry.record
    match = KEY.match(reference.key)
    if match is None:
        yield entry.problem(
            ("key",), f'"{reference.key}" is not of the form firstauthorYEARword',
            "Write it as frandsen2025spike, in small letters.",
        )
    elif reference.year is not None and int(match[1]) != reference.year:
        yield entry.problem(
            ("key",), f"the key says {match[1]}, the year says {reference.year}",
            "Correct one of the two.",
        )
    if reference.doi is not None:
        yield from _doi(entry, reference.doi)
    if reference.pmid is not None and not re.fullmatch(r"[1-9][0-9]{0,8}", reference.pmid):
        yield entry.problem(("pmid",), "a PubMed number has digits only", "Remove the rest.")
    if reference.isbn is not None and not isbn_is_valid(reference.isbn):
        yield entry.problem(
            ("isbn",), f'"{reference.isbn}" is no ISBN: its check digit does not fit',
            "Copy it again from the book's imprint.",
        )
    if reference.url is not None:
        yield from _url(entry, reference.url)
    if not (reference.doi or reference.pmid or reference.isbn or reference.url):
        yield entry.problem(
            ("key",), "has neither doi, pmid, isbn nor url",
            "Add what lets a reader find the work.", "warning",
        )


def _doi(entry: Entry, doi: str) -> Iterator[Problem]:
    # Capitals are kept as the publisher prints them: a DOI is the same either way.
    bare = doi[max(doi.find("10."), 0) :].rstrip(" .")
    if not DOI.match(bare):
        yield entry.problem(("doi",), f'"{doi}" is no DOI', "Write it as 10.1000/abc.123.")
    elif bare != doi:
        yield entry.problem(("doi",), f'"{doi}" is more than the bare DOI', f"Write {bare}.")


def _url(entry: Entry, url: str) -> Iterator[Problem]:
    address = urlsplit(url)
    host = (address.hostname or "").lower()
    if address.scheme not in ("http", "https") or "." not in host:
        yield entry.problem(("url",), f'"{url}" is no web address', "Start it with https://.")
    elif host in ("doi.org", "dx.doi.org"):
        yield entry.problem(
            ("url",), "the address is a DOI", f"Write doi: {address.path.lstrip('/')}."
        )


def check_addresses(data_dir: Path) -> Iterator[Problem]:
    """No file points to a host that shows copies, proxies or blogs."""
    hosts = re.compile("|".join(map(re.escape, NOT_A_SOURCE)), re.IGNORECASE)
    for name in source_names(data_dir, tuple(FOLDERS)):
        text = (data_dir / name).read_bytes().decode("utf-8", errors="replace")
        for found in hosts.finditer(text):
            host = found[0].lower()
            yield Problem(
                file=f"{data_dir.name}/{name}", line=text.count("\n", 0, found.start()) + 1,
                path="", problem=f"points to {host}, which {NOT_A_SOURCE[host]}",
                next_step="Cite the work itself: its doi, pmid, isbn or publisher's page.",
            )


def isbn_is_valid(isbn: str) -> bool:
    """Whether the check digit of an ISBN fits (10 or 13 digits, hyphens and spaces allowed).

    Examples
    --------
    ISBN-13, weights 1 and 3: 9+3*7+8+3*0+0+3*0+0+3*0+0+3*0+0+3*0 = 38, so the check digit is 2.

    >>> isbn_is_valid("978-0-00-000000-2"), isbn_is_valid("978-0-00-000000-3")
    (True, False)
    """
    digits = isbn.replace("-", "").replace(" ", "")
    if re.fullmatch(r"[0-9]{13}", digits):
        return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        numbers = [10 if d == "X" else int(d) for d in digits]
        return sum(n * (10 - i) for i, n in enumerate(numbers)) % 11 == 0
    return False
