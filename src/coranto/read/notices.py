"""Notes of a report on itself: corrections, withdrawals, editor's notes. What they name is not told as news.

"Correction: an earlier version of this report said that three herders had been killed" tells of no killing.
"""

from __future__ import annotations

import re

from coranto.model import Part, Reading, Sentence, Span

_LABEL = re.compile(
    r"""\W{0,3}(?:
        (?:correction|clarification|correct(?:s|ed)|withdrawn|withdrawal|retract(?:ion|ed)|kill|advisory)\b[^:.]{0,40}:
      | (?:editor|publisher)(?:['’]?s['’]?)?\ note\b )""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a note begins: its label and a colon."""

_REPORT = r"(?:report|story|article|item|post|dispatch|headline)"
_ITSELF = re.compile(
    rf"""\b(?:
        (?:earlier|previous|original|first|prior)\ versions?\ of\ (?:this|the)\ {_REPORT}
      | this\ {_REPORT}\ (?:has\ been|was)\ (?:corrected|amended|updated|withdrawn|retracted|clarified)
      | (?:has|have|had)\ (?:withdrawn|retracted|taken\ down)\ (?:an?|its|this|the|our)\b[^.]{{0,40}}?\b{_REPORT}s?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What says that a sentence is about the report that it stands in, or about another report."""


def about_itself(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence speaks of a report and not of the world: all of a paragraph with a label, or by its words."""
    text = reading.article.text
    if _ITSELF.search(sentence.span.of(text)):
        return True
    return any(
        block.span.holds(sentence.span) and block.part is not Part.CAPTION and _LABEL.match(block.span.of(text))
        for block in reading.article.blocks
    ) or bool(_LABEL.match(_line(text, sentence.span)))


def _line(text: str, span: Span) -> str:
    """The line that a sentence stands in, up to its end."""
    return text[text.rfind("\n", 0, span.start) + 1 : span.end]
