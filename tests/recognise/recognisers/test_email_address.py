"""E-mail addresses: of persons, of functions, and what only looks like them."""

import pytest
from recogniser_table import check

from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.recognisers.email_address import EmailAddressRecogniser

ACCEPT = [
    "[[jan.bakker@gmail.com]]",
    "mail [[r.bouzid@vangarderen-groen.example]] even",
    "mail:[[jan@bakker.nl]].",
    "<[[jan@bakker.nl]]>",
    "(zie [[jan@bakker.nl]])",
    "Jan Bakker <[[jan.bakker@kaagenbraassem.nl]]>;",
    "mailto:[[jan@bakker.nl]]",
    "[[roos.verkuijl91@gmail.com]]",
    "[[roos_88@gmail.com]]",
    "[[jan+gemeente@bakker.nl]]",
    "[[JAN.BAKKER@GMAIL.COM]]",
    "[[j.de-vries@mail.gemeente-noord.nl]]",
    "[[a@b.nl]]",
    "[[o'brien@example.com]]",
    "[[renée@müller.de]]",
    "[[123456@student.hhs.nl]]",
    "[[jan@xs4all.nl]],[[piet@kpn.nl]]",
    "[[jan@bakker.nl]] en [[els@bakker.nl]]",
    "zijn adres: [[yusuf.el.amrani@hotmail.com]]!",
    "[[jan.bakker @ gmail.com]]",
    "[[jan@gmail.com]]?",
    "'[[jan@bakker.nl]]'",
    "[[fatma.ozdemir@ziggo.nl]]. bel ook",
    "[[x@very.deep.sub.domain.example.org]]",
    "[[jan-willem@proton.me]]",
    "{{info@kaagenbraassem.nl}}",
    "{{Griffie@kaagenbraassem.nl}}",
    "{{zgw-servicedesk@kaagenbraassem.nl}}",
    "{{no-reply@kaagenbraassem.nl}}",
    "{{info@leverancier.example}}",
    "{{inkoop@waterdrecht.nl}}",
    "{{vertrouwenspersoon@gemeentewaarderland.nl}}",
    "{{balie2@kaagenbraassem.nl}}",
    "{{team-vergunningen@kaagenbraassem.nl}}",
    "{{servicedesk.ict@kaagenbraassem.nl}}",
    "{{postbus@kaagenbraassem.nl}}, of [[m.kok@kaagenbraassem.nl]]",
]
REJECT = [
    "jan@bakker",
    "@jan kun jij dit?",
    "zet info@ in de cc",
    "@kaagenbraassem op insta",
    "jan at bakker",
    "5 @ 3 euro",
    "appels @ 2.50",
    "ik ben @ work. nu",
    "B@lie-Herfst#24",
    "Welk@m01!",
    "user@",
    "@",
    "@@@",
    "a@b.",
    "a@.nl",
    "www.kaagenbraassem.nl",
    "https://kaagenbraassem.nl/contact",
    "jan.bakker",
    "jan(at)bakker",
    "vergadering @raadzaal 14.30",
    "jan@10.30",
    "meet @ 10.00 in zaal 2",
    "#hashtag @mention .nl",
    "e-mail is stuk",
    "x" * 70 + "@bakker.nl",
    "",
]


@pytest.fixture(scope="module")
def recogniser():
    return EmailAddressRecogniser(read_recogniser_configuration().organisation.mailboxes)


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_addresses(recogniser, marked):
    check(recogniser, marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_the_rest_alone(recogniser, text):
    check(recogniser, text)


def test_a_configured_address_is_published():
    recogniser = EmailAddressRecogniser(["wijkteam.noord@kaagenbraassem.nl"])
    check(recogniser, "{{wijkteam.noord@kaagenbraassem.nl}} en [[wijkteam.noord@gmail.com]]")
