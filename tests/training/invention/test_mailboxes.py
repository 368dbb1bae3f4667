"""Mailboxes keep their form, follow the names, and are nobody's."""

import re
from random import Random

import pytest

from classifier.training.invention.mailboxes import other_mailbox

SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("j.yilmaz@gmail.com", r"[a-ik-z]\.kaya@gmail\.example"),
        ("fatima.b88@hotmail.com", r"[a-z]+\.[a-z]\d\d@hotmail\.example"),
        ("info@kaagenbraassem.nl", r"info@[a-z]+\.example"),
        ("b.munteanu@rud.voorbeeld.nl", r"[a-z]\.[a-z]+@[a-z]+\.[a-z]+\.example"),
        ("yilmaz punt boot at ziggo punt nl", r"kaya punt [a-z]+ at ziggo punt example"),
        ("hana apenstaart postbusje punt nl", r"[a-z]+ apenstaart [a-z]+ punt example"),
        ("jan@gmail", r"[a-z]+@gmail"),
    ],
)
def test_an_address_keeps_its_form(address, form, seed):
    new = other_mailbox(address, Random(seed), {"yilmaz": "kaya"}.get)
    assert re.fullmatch(form, new), new
    assert new != address
