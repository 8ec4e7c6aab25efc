"""The words of a language as a script, for what the browser says by itself.

The script sets ``hipeduWords``, which ``t``, ``tn`` and ``tc`` of ``core.js`` ask. English has no
script. A translation's part for the browser is ``browser.json``, made by ``make words``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from hipedu.language.catalogues import Language, Translated
from hipedu.language.pseudo import ACCENTED, CLOSE, FILLER, FORMS, OPEN, PLAIN, Accented

PLURAL = re.compile(r"[n0-9 %&|!=<>?:()+*/-]{1,400}")
"""What a plural rule may consist of: it is written into the script."""

TRANSLATED = """globalThis.hipeduWords=(()=>{const words=%(words)s,form=(n)=>Number(%(plural)s);
return{code:%(code)s,dir:%(direction)s,say:(text)=>words[text]??text,
as:(context,text)=>words[context+"\\u0004"+text]??text,
many:(one,many,n)=>words[one]?.[form(n)]??(n===1?one:many)}})();
"""
PSEUDONYM = """globalThis.hipeduWords=(()=>{const plain=%(plain)s,accented=[...%(accented)s];
const accent=(part)=>part.replace(/[a-zA-Z]/g,(c)=>accented[plain.indexOf(c)]);
const turn=(part)=>part.replace(/\\p{L}+/gu,(w)=>"\\u200f\\u202e"+w+"\\u202c\\u200f");
const inside=(text,change)=>text.split(/(\\{\\w+\\})/).map((p,i)=>i%%2?p:change(p)).join("");
const third=(text)=>Math.max(3,Math.floor((3*[...text].length+9)/10));
const longer=(text)=>%(filler)s.repeat(20).slice(0,third(text)).trimEnd();
const accents=(text)=>%(open)s+inside(text,accent)+longer(text)+%(close)s;
const say=(text)=>!text.trim()?text:%(direction)s==="rtl"?inside(text,turn):accents(text);
return{code:%(code)s,dir:%(direction)s,say,many:(one,many,n)=>say(n===1?one:many),
as:(context,text)=>%(forms)s.includes(context)?text:say(text)}})();
"""


@cache
def browser_script(language: Language) -> str:
    """The script that teaches the browser a language; empty for English.

    Parameters
    ----------
    language : Language
        From `hipedu.language.language`.
    """
    told: dict[str, Any] = {"code": language.code, "direction": language.direction}
    if isinstance(language.words, Accented):
        told |= {
            "plain": PLAIN, "accented": ACCENTED, "filler": FILLER, "forms": sorted(FORMS),
            "open": OPEN, "close": CLOSE,
        }  # fmt: skip
        return PSEUDONYM % {name: _literal(value) for name, value in told.items()}
    if isinstance(language.words, Translated):
        words, plural = read_browser_words(language.words.folder)
        told["words"] = words
        return TRANSLATED % {
            **{name: _literal(value) for name, value in told.items()}, "plural": plural,
        }  # fmt: skip
    return ""


def read_browser_words(folder: Path) -> tuple[dict[str, Any], str]:
    """The browser's words of a language's folder, and its plural rule.

    Raises
    ------
    ValueError
        If the plural rule is not one.
    """
    file = folder / "LC_MESSAGES" / "browser.json"
    if not file.is_file():
        return {}, "n!==1"
    read = json.loads(file.read_text(encoding="utf-8"))
    plural = str(read["plural"])
    if not PLURAL.fullmatch(plural):
        raise ValueError(f"{file}: {plural!r} is no plural rule. Run `make words`.")
    return dict(read["words"]), plural


def _literal(value: Any) -> str:
    """A value as JavaScript, in ASCII: no character of it can end a script or a line."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


