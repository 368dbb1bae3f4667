"""What the local rules must find: texts, and what the service's own recognisers find in them.

``python tests/local_rules_cases.py`` writes ``tests/cases/local_rules.jsonl`` anew; the tests of both languages
read it.
"""

import importlib.util
import itertools
import json
import random
import re
import unicodedata
from functools import cache
from pathlib import Path

import regex
import spacy

from classifier.recognise import cues
from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.recognisers import bsn, credit_card, phone_number
from classifier.recognise.registry import build_recognisers

TESTS = Path(__file__).parent
CASES = TESTS / "cases" / "local_rules.jsonl"
ENTITIES = ("NL_BSN", "IBAN_CODE", "CREDIT_CARD", "PHONE_NUMBER", "EMAIL_ADDRESS")
TABLES = ("bsn", "iban", "credit_card", "phone_number", "email_address")
ODD = (
    "👨‍👩‍👧 bsn 387981135 en 🏠 NL16INGB4562207037",
    "𝒲 bel 06-12345678",
    "bel ٠٦١٢٣٤٥٦٧٨ of 0६-१२३४५६७८",
    "bel 06-१२३४५६७८ of ０６－１２３４５６７８",
    "bsn ３８７９８１１３５",
    "bel 06\u00a012\u00a034\u00a056\u00a078",
    "bel \u202f06-12345678\u2009",
    "BSN: ٣٨٧٩٨١١٣٥",
    "NL16INGB4562207037❶",
    "NL16INGB4562207037⓿",
    "éNL16INGB4562207037",
    "jan@gmaİl en els@GMAIL, İnfo@kaagenbraassem.nl",
    "İNFO@waterdrecht.nl en ınfo@waterdrecht.nl",
    "CİTİZEN SERVICE number 387981135",
    "SUÏCİDE? 113",
    "suïcide, suïcidaal: 113",
    "order. Ïets anders: 387981135",
    "order. ïets anders: 387981135",
    "factuur.\u2028Ǝ 387981135",
    "🅰387981135 en 387981135🅱",
    "x\u0301\u0323387981135 en 387981135\u0308x",
    "387981135\u200d en \u200c343122200",
    "ↁ387981135 en ‿387981135",
    "bel 112 €dan wel",
    "bel 112 € dan wel",
    "\x1c387981135\x1d",
    "bsn\x85387981135 niet order\u2029 343122200",
    "bel 071 332 72 72, +31 71 3327272 of 14 071",
    "(0)71-5446383 of (0)88 1234567, (0)319001234",
    "bel 00 31 71 544 63 83 of +31 (0)319 001 234",
    "renée.müller@gemeente-súdwest.example en информация@почта.рф",
    "infο@waterdrecht.nl met een omikron",
    "balie٢@kaagenbraassem.nl",
)
"""Characters in which the two languages differ from one another or from the recognisers, if they are left alone."""

PIECES = (
    "bsn ", "BSN: ", "order ", "factuurnr. ", "bel ", "tel. ", "geen bsn", " is de factuur", "visa ", "pas ", "zaak ",
    "van de klant is ", ". En ", ". en ", "!\n", "\n\n", " euro", "€ ", " €", "/", "://", "www.", "(", ")", "#", "%",
    ", ", "-", ".", " ", "  ", "·", "\t", "\n", "@", "'", "+31 ", "+31(0)", "0031", "(0)", "00", "06", "O6", "6",
    "14 0", "0800-", "112", " bellen", " mensen", "rijbewijs ", "v-nummer ", "é",
    "Ï", "İ", "ª", "٣", "\u0301", "🅰", "ß", "№", "x", "Z",
)  # fmt: skip
"""What is put in between when a text is changed by chance."""


NUMBERS = ("387981135", "17864586", "4630740058650277", "6759211384919745", "06-12345678", "612345678", "14 071", "112")
"""One number of each kind that is judged by the words around it."""

SEPARATORS = (
    " ", "  ", "   ", "\t", "-", ".", "·", " - ", "  -  ", " . ", "/", " / ", "  /  ", "   / ", ",", ", ", ",\n",
    ", \n", ",\n\n", "\n", " \n", "  \n  ", "   \n  ", "\n\n", ";", "--", ") ", ")-", "x",
)  # fmt: skip


def expected(text):
    """Return what the five recognisers find in the NFKC form of ``text``, which must be as long as it is."""
    folded = unicodedata.normalize("NFKC", text)
    assert len(folded) == len(text)
    document = _pipeline()("")
    return sorted(
        (match.start, match.end, recogniser.entity, match.score, match.public, match.own)
        for recogniser in _recognisers()
        for match in recogniser.matches(folded, document)
        if recogniser.entity != "PHONE_NUMBER" or not is_foreign(folded[match.start : match.end])
    )


def is_foreign(written):
    """Return whether a telephone number is dialled with the code of another country: those only the service knows."""
    dialled = re.sub(r"[^+\d]", "", written.replace("(0)", "").replace("O", "0"))
    return dialled.startswith(("+", "00")) and not dialled.startswith(("+31", "0031"))


def by_hand():
    """Return the texts of the recognisers' own tests, and odd ones."""
    texts = list(ODD)
    for name in TABLES:
        path = TESTS / "recognise" / "recognisers" / f"test_{name}.py"
        spec = importlib.util.spec_from_file_location(f"local_rules_table_{name}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        texts += [re.sub(r"\[\[|\]\]|\{\{|\}\}", "", marked) for marked in (*module.ACCEPT, *module.REJECT)]
    return texts


def probes():
    """Yield texts that put each word of the recognisers' patterns beside numbers, and cues ever further away."""
    sources = [
        pattern if isinstance(pattern, str) else pattern.pattern
        for module in (cues, bsn, credit_card, phone_number)
        for pattern in vars(module).values()
        if isinstance(pattern, str | regex.Pattern)
    ]
    words = sorted({word for source in sources for word in re.findall(r"[a-zï]{2,}", source.partition("\n")[0])})
    shapes = (
        "{word} {number}",
        "{word}nr. {number}",
        "{number} {word}",
        "{number}, dat is ons {word} nummer",
        "{word}: x {number}",
    )
    beside = [shape.format(word=word, number=number) for shape in shapes for word in words for number in NUMBERS]
    yield from beside[::3]
    for word, number, distance in itertools.product(
        ("bsn", "ordernr x", "bel", "visa", "geen bsn"), NUMBERS, range(25, 50)
    ):
        yield f"{word} {'x' * distance} {number}"
        yield f"{number} {'x' * distance} {word}"
        yield f"{number} {word}{'x' * distance}"
    for separator in SEPARATORS:
        yield f"387{separator}981{separator}135 en 387981135{separator}343122200 bel 06{separator}1234{separator}5678"
        yield f"NL16{separator}INGB{separator}4562207037 en 4630{separator}7400{separator}5865{separator}0277"


@cache
def written():
    """Return all messages of the corpus, in NFKC."""
    lines = [
        line
        for path in sorted((TESTS.parent / "training_data" / "messages").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [unicodedata.normalize("NFKC", json.loads(line)["text"]) for line in lines]


def changed(texts, count, seed):
    """Return ``count`` of ``texts``, each changed by chance in one to four places, in NFKC."""
    chance = random.Random(seed)
    return [_changed(chance, list(chance.choice(texts))) for _ in range(count)]


def _changed(chance, characters):
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(characters) + 1)
        until = place + chance.choice((0, 0, 1))
        characters[place:until] = chance.choice((chance.choice(PIECES), chance.choice("0123456789"), ""))
    return unicodedata.normalize("NFKC", "".join(characters))


@cache
def _recognisers():
    every = build_recognisers(read_recogniser_configuration())
    return [recogniser for recogniser in every if getattr(recogniser, "entity", None) in ENTITIES]


@cache
def _pipeline():
    return spacy.blank("nl")


def _chosen():
    numbered = [text for text in written() if re.search(r"\d[^a-z]*\d{2}|@", text) and len(text) < 400]
    telling = [text for text in numbered if expected(text)]
    plain = [text for text in numbered if not expected(text)]
    return dict.fromkeys(
        [*by_hand(), *list(probes())[::7], *telling[::2], *plain[::8], *changed([*by_hand(), *telling], 4_000, seed=1)]
    )


def main():
    """Write the table of cases."""
    lines = (json.dumps({"text": text, "findings": expected(text)}, ensure_ascii=False) for text in _chosen())
    CASES.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
