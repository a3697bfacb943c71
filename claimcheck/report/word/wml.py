"""Elements of WordprocessingML, made one by one.

python-docx has methods for paragraphs and comments; each call takes longer the more there are.
"""

from __future__ import annotations

from typing import Any

from claimcheck.report.html.shown import shown

Element = Any
"""An element of lxml, which comes without types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def made(name: str, *children: Element, **attributes: str) -> Element:
    """The element `w:name` with its attributes, all of the same namespace, and children."""
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(f"w:{name}", {f"{W}{key}": value for key, value in attributes.items()})
    element.extend(children)
    return element


def run_of(words: str, *properties: Element) -> Element:
    """A run that says `words`; a tab character in them is a tab."""
    run = made("r", made("rPr", *properties)) if properties else made("r")
    first, *more = shown(words).split("\t")
    run.append(_text_of(first))
    for part in more:
        run.extend((made("tab"), _text_of(part)))
    return run


def paragraph_of(style: str, *runs: Element) -> Element:
    """A paragraph in the style of that id, '' for the document's own."""
    properties = (made("pPr", made("pStyle", val=style)),) if style else ()
    return made("p", *properties, *runs)


def set_words(text: Element, words: str) -> None:
    """Let a `w:t` say `words`, with the blanks at their ends."""
    text.text = words
    if words != words.strip():
        text.set(_SPACE, "preserve")


def _text_of(words: str) -> Element:
    text = made("t")
    set_words(text, words)
    return text
