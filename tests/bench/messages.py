"""Messages that all differ, made of the corpus."""

import random
from functools import cache
from itertools import islice

from classifier.training.corpus import Corpus


def of_words(words):
    """Yield texts of ``words`` words, cut from the corpus one after the other."""
    stream = iter(_words())
    while len(chunk := list(islice(stream, words))) == words:
        yield " ".join(chunk)


def of_characters(characters):
    """Yield texts of ``characters`` characters, cut from the corpus one after the other."""
    text = ""
    for word in _words():
        text += f"{word} "
        if len(text) > characters:
            yield text[:characters]
            text = ""


def recombined(count, *, seed=2026):
    """Yield ``count`` different texts of five to eight words of the corpus, one new word and one number.

    Only what was never seen before makes a string table grow, so every text holds some of it.
    """
    chance = random.Random(seed)
    words = _words()
    for number in range(count):
        chosen = chance.choices(words, k=chance.randint(5, 8))
        chosen.insert(chance.randrange(len(chosen)), _new_word(chance))
        yield f"{' '.join(chosen)} {number}"


@cache
def _words():
    """Return the words of all messages, the messages in an order by chance that is always the same."""
    texts = [message.text for message in Corpus.read().messages]
    random.Random(2026).shuffle(texts)
    return tuple(word for text in texts for word in text.split())


def _new_word(chance):
    return "".join(chance.choice("bdfgklmnprstvwz") + chance.choice("aeiou") for _ in range(4))
