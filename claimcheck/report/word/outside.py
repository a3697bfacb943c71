"""Text outside the flow of a document, and what in the flow it hangs on."""

from __future__ import annotations

from functools import cached_property

from claimcheck.report.word.wml import Element, W, made

_BOX = f"{W}txbxContent"
_NOTES = ("footnote", "endnote")


class Outside:
    """Tells text boxes, footnotes and endnotes from the running text of a body."""

    def __init__(self, body: Element) -> None:
        self._body = body

    def flows(self, run: Element) -> bool:
        """Whether a run stands in the running text, tables included."""
        return not any(
            parent.tag == _BOX or parent.tag in self._note_tags for parent in run.iterancestors()
        )

    def anchor(self, run: Element | None) -> tuple[Element, str]:
        """The run of the running text that refers to the note of `run` or holds its text box, and
        what that is; where there is none, an empty run at the end."""
        if run is None:
            return self._end(), "document"
        note = next(run.iterancestors(*self._note_tags), None)
        if note is None:
            return self._surface(run), "text box"
        name = note.tag.removeprefix(W)
        reference = self._references.get((name, note.get(f"{W}id")))
        return (self._end() if reference is None else self._surface(reference)), name

    _note_tags = tuple(f"{W}{name}" for name in _NOTES)

    @cached_property
    def _references(self) -> dict[tuple[str, str], Element]:
        """The runs that refer to notes, by kind and id of the note."""
        return {
            (name, element.get(f"{W}id")): run
            for name in _NOTES
            for element in self._body.iter(f"{W}{name}Reference")
            if (run := next(element.iterancestors(f"{W}r"), None)) is not None
        }

    def _surface(self, run: Element) -> Element:
        """The run itself, or the one that holds the outermost text box around it."""
        boxes = list(run.iterancestors(_BOX))
        if not boxes:
            return run
        holder = next(boxes[-1].iterancestors(f"{W}r"), None)
        return self._end() if holder is None else holder

    def _end(self) -> Element:
        paragraph = next(self._body.iterchildren(f"{W}p", reversed=True), None)
        if paragraph is None:
            paragraph = self._body.add_p()
        run = made("r")
        paragraph.append(run)
        return run
