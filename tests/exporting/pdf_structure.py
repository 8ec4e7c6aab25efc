"""What PDF/UA-1 asks of a file and a machine can see, read with pikepdf: no part of our maker.

It follows the checkpoints of the Matterhorn Protocol that apply to a sheet of text, tables, lists
and pictures. `findings` returns a sentence for each thing that is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note",
    "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "Figure", "Formula", "Form",
})  # fmt: skip
SHOWS = frozenset({
    "Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do",
    "INLINE IMAGE",
})  # fmt: skip


def elements(root: Any) -> Iterator[Any]:
    """Every structure element, in reading order."""
    kids = root.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def children(element: Any) -> list[Any]:
    """The elements right below one."""
    kids = element.get("/K")
    listed = kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kind(element: Any, pdf: pikepdf.Pdf) -> str:
    """A structure type, through the role map."""
    name = str(element.S)[1:]
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    seen: set[str] = set()
    while name not in STANDARD and f"/{name}" in roles and name not in seen:
        seen.add(name)
        name = str(roles[f"/{name}"])[1:]
    return name


def attribute(element: Any, name: str) -> Any:
    """An attribute of an element, whatever form its attributes have."""
    held = element.get("/A")
    for each in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(each, pikepdf.Dictionary) and name in each:
            return each[name]
    return None


def findings(pdf: pikepdf.Pdf) -> list[str]:
    """Everything that is wrong, as sentences."""
    return [*_document(pdf), *_tree(pdf), *_tables(pdf), *_content(pdf), *_fonts(pdf)]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "06: the file does not say that it is tagged"
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "06: its tags are said to be suspect"
    if not str(root.get("/Lang", "")):
        yield "11: the document has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "07: the window does not show the title"
    with pdf.open_metadata() as meta:
        if not meta.get("dc:title"):
            yield "06: there is no title"
        if meta.get("pdfuaid:part") != "1":
            yield "05: the file does not say that it is PDF/UA-1"
    if pdf.is_encrypted:
        yield "26: the file is encrypted"
    if "/XFA" in root.get("/AcroForm", {}):
        yield "25: there is an XFA form"
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page.obj and page.obj.get("/Tabs") != pikepdf.Name.S:
            yield f"28: page {number} has annotations but no tab order by structure"
        if "/StructParents" not in page.obj:
            yield f"09: page {number} is not tied to the structure"


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/ParentTree" not in tree:
        yield "01: there is no structure"
        return
    level = 0
    for element in elements(tree):
        name = kind(element, pdf)
        if name not in STANDARD:
            yield f"02: {name} is no standard type and is mapped to none"
        if name in ("Figure", "Formula") and not (
            str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))
        ):
            yield "13: a picture has no words"
        if name[0] == "H" and name[1:].isdigit():
            if int(name[1]) > level + 1:
                yield f"14: {name} comes after a heading of level {level}"
            level = int(name[1])
        if name == "L" and {kind(k, pdf) for k in children(element)} - {"LI", "Caption", "L"}:
            yield "16: a list holds something that is no list item"
        if name == "LI" and "LBody" not in {kind(k, pdf) for k in children(element)}:
            yield "16: a list item has no body"


def _tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    for table in elements(tree) if tree is not None else ():
        if kind(table, pdf) != "Table":
            continue
        rows = [row for row in elements(table) if kind(row, pdf) == "TR"]
        heads = [cell for row in rows for cell in children(row) if kind(cell, pdf) == "TH"]
        if not heads:
            yield "15: a table has no header cells"
        if any(attribute(cell, "/Scope") is None for cell in heads):
            yield "15: a header cell does not say what it heads"
        held: Counter[int] = Counter()
        for at, row in enumerate(rows):
            for cell in children(row):
                across = int(attribute(cell, "/ColSpan") or 1)
                for down in range(int(attribute(cell, "/RowSpan") or 1)):
                    held[at + down] += across
        if len(set(held.values())) > 1:
            yield f"15: the rows of a table have {sorted(set(held.values()))} columns"


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Everything shown is real content, which the structure knows, or marked as an artifact."""
    known: set[tuple[Any, int]] = set()

    def collect(element: Any, page: Any) -> None:
        page = element.get("/Pg", page)
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]:
            if isinstance(kid, int):
                known.add((page.objgen, kid))
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.MCR:
                known.add((kid.get("/Pg", page).objgen, int(kid.MCID)))
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                collect(kid, page)

    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    for top in children(tree):
        collect(top, None)
    drawn: set[tuple[Any, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        depth: list[int | None] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            word = str(operator)
            if word in ("BDC", "BMC"):
                mcid = None
                if word == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                    mcid = operands[1].get("/MCID")
                if mcid is not None:
                    drawn.add((page.obj.objgen, int(mcid)))
                depth.append(mcid)
            elif word == "EMC":
                depth.pop()
            elif word in SHOWS and not depth:
                yield f"01: page {number} shows {word} that is neither tagged nor artifact"
                break
    if drawn - known:
        yield f"01: {len(drawn - known)} marked parts belong to no element"
    if known - drawn:
        yield f"01: {len(known - drawn)} parts that elements speak of are not there"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != pikepdf.Name.Font:
            continue
        if item.get("/Subtype") == pikepdf.Name.Type0:
            if "/ToUnicode" not in item:
                yield "10: a font cannot be turned into letters"
            inner = item.DescendantFonts[0].FontDescriptor
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.keys()):
                yield "31: a font is not embedded"
