"""The words of the cards: complete in both languages, all of them in use, and none of them in the code."""

import ast
import re
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from string import Formatter

import pytest
from berichtwacht_client import AssessedCategories, AssessedCategory, FailureKind, Language
from berichtwacht_client.checks import unchecked
from berichtwacht_teams import cards
from berichtwacht_teams.cards import TEXTS
from berichtwacht_teams.records import Audience, Checked, Kind
from pydantic import ValidationError
from ruamel.yaml import YAML
from teams_cards import DRAFT, SEAL, assessment, cases, on_the_wire, parts

HERE = Path(cards.__file__).parent
CODE = {path: ast.parse(path.read_text(encoding="utf-8")) for path in HERE.glob("*.py")}


def read(language):
    return YAML(typ="safe", pure=True).load(HERE / "texts" / f"{language}.yaml")


def flat(texts, above=()):
    for name, value in texts.items():
        yield from flat(value, (*above, name)) if isinstance(value, dict) else [((*above, name), value)]


FLAT = {language: dict(flat(read(language))) for language in Language}


def test_both_languages_have_the_same_keys_in_the_same_order():
    assert list(FLAT[Language.NL]) == list(FLAT[Language.EN])


@pytest.mark.parametrize("key", FLAT[Language.NL], ids=".".join)
def test_both_languages_have_the_same_placeholders(key):
    nl, en = ({name for _, name, _, _ in Formatter().parse(FLAT[language][key])} for language in Language)
    assert nl == en


@pytest.mark.parametrize("language", Language)
def test_every_text_says_something_and_nothing_in_markdown(language):
    for key, text in FLAT[language].items():
        assert text == text.strip() != "", key
        assert key[0] == "placeholders" or not re.search(r"[*_`#\[\]<>\\]", text), key


def test_nothing_is_the_same_in_both_languages_but_names():
    same = {key for key, text in FLAT[Language.NL].items() if text == FLAT[Language.EN][key]}
    assert {FLAT[Language.NL][key] for key in same} == {"Open {place}"} | {"Open {place}."}


@pytest.mark.parametrize("language", Language)
def test_every_text_is_shown_somewhere(language):
    shown = [cards.elsewhere(language)]
    for card in (*(card for _, card in cases(language)), *more_cases(language)):
        for part in parts(on_the_wire(card)):
            found = (part.get(name) for name in ("label", "title", "text", "errorMessage", "tooltip"))
            shown += [plain for plain in found if plain]
            shown += [choice["title"] for choice in part.get("choices", ())]
    for key, text in FLAT[language].items():
        pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(text))
        within = ".*" if key[0] == "categories" else ""
        assert any(re.fullmatch(rf"(\d\. | – )?{within}{pattern}{within}\.?", one) for one in shown), key


def more_cases(language):
    """Yield cards that are like those of the table but for a word."""
    numbers = "bsn 387981135 NL16INGB4562207037 visa 4630740058650277 bel 06-12345678 of jan.jansen@ziggo.example"
    for reason in FailureKind:
        yield cards.warn(Checked("", unchecked("", reason), language), SEAL)
    yield cards.warn(Checked(numbers, unchecked(numbers, FailureKind.LATE), language), SEAL)
    for kind, members in product(Kind, (None, 5)):
        yield cards.ask(language, audience=Audience(kind, members))
    none = AssessedCategories(*[AssessedCategory(None, None)] * 3)
    words = tuple(replace(found, end=found.end - less) for less in range(4) for found in assessment(language).findings)
    yield cards.warn(Checked(DRAFT, assessment(language, categories=none, findings=words), language), SEAL)
    marks = "\n".join(f"<{name}>" for name in cards.TEXTS[language].placeholders)
    yield cards.reply(Checked(DRAFT, assessment(language, redacted_text=marks), language), sent_anyway=())
    yield cards.nudge(Checked(DRAFT, assessment(language), language), sent_anyway=())


def test_no_text_stands_in_the_code():
    found = [
        (path.name, node.value)
        for path, tree in CODE.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[a-z] [a-z]", node.value)
        if id(node) not in set(allowed(tree))
    ]
    assert found == []


def allowed(tree):
    """Yield what is no text for a writer: docstrings, and the words of errors."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.Raise):
            yield from (id(inner) for inner in ast.walk(node))


def test_the_texts_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        TEXTS[Language.NL].box.check = "iets anders"
    with pytest.raises(TypeError):
        TEXTS[Language.NL] = TEXTS[Language.EN]
    with pytest.raises(TypeError):
        TEXTS[Language.NL].notes["redacted"] = "iets anders"


def test_a_text_that_is_missing_is_refused():
    texts = read(Language.NL)
    del texts["notes"]["redacted"]
    with pytest.raises(ValidationError, match="redacted"):
        type(TEXTS[Language.NL]).model_validate(texts)


@pytest.mark.parametrize("language", Language)
def test_sentences_are_short(language):
    for key, text in FLAT[language].items():
        ends = [0, *(match.end() for match in re.finditer(r"[.?:!] ", text)), len(text)]
        longest = max(len(text[start:end].split()) for start, end in pairwise(ends))
        assert longest <= 20, (key, longest)
