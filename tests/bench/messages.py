"""Messages that all differ, made of the corpus."""

import random
from functools import cache
from itertools import chain, count, islice

from classifier.training.corpus import Corpus

_SEED = 2026


class Supply:
    """The messages of one run, cut from the corpus one after the other: none is given out twice.

    When the corpus is used up it begins again with its messages in another order. What a long message still gives a
    second time is left out.
    """

    def __init__(self):
        self._words = chain.from_iterable(map(_words, count(_SEED)))
        self._given = set()

    def of_words(self, words, number):
        """Return the next ``number`` texts of ``words`` words."""
        return self._new(lambda: " ".join(islice(self._words, words)), number)

    def of_characters(self, characters, number):
        """Return the next ``number`` texts of ``characters`` characters."""
        return self._new(lambda: self._of_characters(characters), number)

    def _new(self, make, number):
        texts = []
        while len(texts) < number:
            if (text := make()) not in self._given:
                self._given.add(text)
                texts.append(text)
        return texts

    def _of_characters(self, characters):
        text = ""
        while len(text) <= characters:
            text += f"{next(self._words)} "
        return text[:characters]


def recombined(size, *, seed=_SEED):
    """Yield ``size`` different texts of five to eight words of the corpus, one new word and one number.

    Only what was never seen before makes a string table grow, so every text holds some of it.
    """
    chance = random.Random(seed)
    words = _words(_SEED)
    for number in range(size):
        chosen = chance.choices(words, k=chance.randint(5, 8))
        chosen.insert(chance.randrange(len(chosen)), _new_word(chance))
        yield f"{' '.join(chosen)} {number}"


def _words(seed):
    """Return the words of all messages, the messages in an order by chance that is the same for a ``seed``."""
    texts = list(_texts())
    random.Random(seed).shuffle(texts)
    return tuple(word for text in texts for word in text.split())


@cache
def _texts():
    return tuple(message.text for message in Corpus.read().messages)


def _new_word(chance):
    return "".join(chance.choice("bdfgklmnprstvwz") + chance.choice("aeiou") for _ in range(4))
