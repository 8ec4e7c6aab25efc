"""The page as a browser receives it, and what becomes of a copy that ends."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import Any

import pytest

KERNEL = re.compile(r'data-kernel="([0-9a-f-]{36})"')


KEY = re.compile(r'data-key="([^"]+)"')


def get(
    address: str, *, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, Any, str]:
    data = None if body is None else body.encode()
    request = urllib.request.Request(address, method=method, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as told:
        with told:
            return told.code, told.headers, told.read().decode()


@pytest.fixture(scope="module")
def two_visits(served: Any) -> list[tuple[int, Any, str]]:
    return [get(served.page("symptom_checker")) for _ in range(2)]


def kernel(visit: tuple[int, Any, str]) -> str:
    found = KERNEL.search(visit[2])
    assert found is not None
    return found[1]


def key(visit: tuple[int, Any, str]) -> str:
    found = KEY.search(visit[2])
    assert found is not None
    return found[1]


def test_each_visitor_has_a_copy_of_their_own(two_visits: list[tuple[int, Any, str]]) -> None:
    assert kernel(two_visits[0]) != kernel(two_visits[1])


def test_no_cookie_is_set_and_the_policy_is_sent(two_visits: list[tuple[int, Any, str]]) -> None:
    for status, headers, _ in two_visits:
        assert status == 200
        assert headers["Set-Cookie"] is None
        assert "connect-src 'self'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")


def test_without_scripts_the_page_says_that_it_cannot_work(
    two_visits: list[tuple[int, Any, str]]
) -> None:
    """Somebody without JavaScript reads why, and sees no reading that could reassure."""
    text = two_visits[0][2]
    told = re.search(r"<noscript>(.*?)</noscript>", text, re.DOTALL)
    assert told is not None
    assert "needs JavaScript" in told[1]
    assert "hip-triage" not in text


def test_a_copy_that_ended_is_gone_and_never_replaced_in_silence(
    served: Any, two_visits: list[tuple[int, Any, str]]
) -> None:
    """The other visitor's copy stays; a new one under the same address would know nothing."""
    gone, other = (kernel(visit) for visit in two_visits)
    word, others_word = (key(visit) for visit in two_visits)
    own = {"Origin": served.base.rstrip("/")}

    def alive(copy: str, copys_word: str) -> int:
        return get(f"{served.base}api/kernels/{copy}", **{"X-Hipedu-Key": copys_word})[0]

    def leave(copy: str, copys_word: str, **headers: str) -> int:
        address = f"{served.base}hipedu/leave/{copy}"
        return get(address, method="POST", body=copys_word, **headers)[0]

    assert leave(gone, others_word, **own) == 404, "another page's word ends nothing"
    assert leave(gone, word, Origin="http://elsewhere.example") == 403
    assert alive(gone, word) == 204
    assert leave(gone, word, **own) == 204
    assert alive(gone, word) == 404
    assert alive(other, others_word) == 204
