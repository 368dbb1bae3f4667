"""Labelled messages, made up by hypothesis: any text, every label."""

from hypothesis import strategies as st

from classifier.records import Level, Topic
from classifier.training.corpus import Message
from classifier.vocabulary import ENTITIES

NASTY = [
    "😀",
    "👨‍👩‍👧",
    "é",
    "e\u0301",
    "\u200b",
    "\u202e",
    "\ufeff",
    "𝔘",
    "\n",
    "\r\n",
    "\t",
    "\u2028",
    "\x00",
    "n",
    "\\n",
    '"',
]
PIECES = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(NASTY))
WORDS = st.lists(PIECES, min_size=1, max_size=12).map("".join)
BREAKS = st.sampled_from([" ", "\n", "\u200b", "😀", ", ", " 👩🏽‍⚕️ ", "\u00a0"])


@st.composite
def messages(draw):
    """Any message that the guideline knows, whose entities are whole words."""
    parts, spans, position = [], [], 0
    for word in draw(st.lists(WORDS, min_size=1, max_size=6)):
        if word == word.strip() and draw(st.booleans()):
            spans.append({"start": position, "end": position + len(word), "label": draw(st.sampled_from(ENTITIES))})
        parts += [word, draw(BREAKS)]
        position += sum(len(part) for part in parts[-2:])
    levels = {name: draw(st.sampled_from(Level)) for name in ("personal", "decision", "confidential")}
    return Message(
        id=f"{draw(st.sampled_from(['a01', 'k', 'ë-9']))}-{draw(st.integers(1, 999)):03d}",
        text="".join(parts),
        lang=draw(st.sampled_from(["nl", "en", "mixed"])),
        **levels,
        topics=tuple(draw(st.lists(st.sampled_from(Topic), unique=True, max_size=4))),
        entities=tuple(spans),
        look_alike=set(levels.values()) == {Level.NONE} and draw(st.booleans()),
    )
