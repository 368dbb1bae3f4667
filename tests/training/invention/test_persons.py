"""Invented names read as the original did, and follow each other through a message."""

import re
from random import Random

import pytest

from classifier.training.invention.lists import namings
from classifier.training.invention.persons import Cast, name_words

SEEDS = range(6)


def cast(*names, before="", seed=1):
    return Cast([(name, before) for name in names], Random(seed))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Sanne", r"[A-Z][a-z]+"),
        ("sanne", r"[a-z]+"),
        ("SANNE DE BOER", r"[A-Z]+ DE [A-Z]+"),
        ("J.P. van den Berg", r"(?!J)[A-Z]\.(?!P)[A-Z]\. van den [A-Z][a-z]+"),
        ("r. wielemaker", r"(?!r)[a-z]\. [a-z]+"),
        ("El Amrani", r"El [A-Z][a-z]+i"),
        ("vd Berg", r"vd [A-Z][a-z]+"),
        ("Mirjam van der Sluys-Hoek", r"[A-Z][a-z]+ van der [A-Z][a-z]+-[A-Z][a-z]+"),
        ("dirk-jan", r"[a-z]+-[a-z]+"),
        ("V i s s e r", r"[A-Z]( [a-z])+"),
        ("Ｊａｎ", r"[Ａ-Ｚ][ａ-ｚ]+"),
        ("h.tahiri", r"(?!h)[a-z]\.[a-z]+"),
        ("Ben", r"[A-Z][a-z]+"),
    ],
)
def test_a_name_keeps_its_form(name, form, seed):
    new = cast(name, seed=seed).name(name)
    assert re.fullmatch(form, new), new
    assert not set(name_words(name)) & set(name_words(new))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_of_a_name_follows_the_whole(seed):
    people = cast("Yilmaz", "Fatma Yilmaz", "fatma", "YILMAZ", seed=seed)
    given, family = people.name("Fatma Yilmaz").split()
    assert people.name("Yilmaz") == family
    assert people.name("YILMAZ") == family.upper()
    assert people.name("fatma") == given.lower()
    assert people.word("yilmaz") == family.lower()
    assert people.word("bakker") is None


@pytest.mark.parametrize("seed", SEEDS)
def test_two_persons_stay_two(seed):
    people = cast("Henk de Wit", "Joop Mol", "Kees", seed=seed)
    words = [word for name in ("Henk de Wit", "Joop Mol", "Kees") for word in name_words(people.name(name))]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_initials_follow_the_first_name(seed):
    people = cast("Gerda Pronk", "G. Pronk", seed=seed)
    given, family = people.name("Gerda Pronk").split()
    assert people.name("G. Pronk") == f"{given[0]}. {family}"


@pytest.mark.parametrize("seed", SEEDS)
def test_origin_and_gender_stay_where_letters_tell_them(seed):
    given, family = cast("Gülay Özcan", seed=seed).name("Gülay Özcan").split()
    assert given in namings()["turkish"].female
    assert family in namings()["turkish"].family


@pytest.mark.parametrize("seed", SEEDS)
def test_after_a_title_stands_a_surname(seed):
    dutch = namings()["dutch"]
    assert cast("Heijmanstra", before="bel mevr. ", seed=seed).name("Heijmanstra") in dutch.family


@pytest.mark.parametrize("seed", SEEDS)
def test_polish_surnames_agree_with_their_first_name(seed):
    assert not cast("Agnieszka Kowalska", seed=seed).name("Agnieszka Kowalska").endswith("ski")
    assert not cast("Grzegorz Kowalski", seed=seed).name("Grzegorz Kowalski").endswith("ska")


def test_words_that_tell_of_somebody():
    assert name_words("J.P. van den Berg-El Amrani") == ["berg", "amrani"]
    assert name_words("Özge") == ["ozge"]
