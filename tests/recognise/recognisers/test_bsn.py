"""Citizen service numbers: what is one, and what only looks like it."""

import pytest
from recogniser_table import check
from stdnum.nl import bsn

from classifier.recognise.recognisers.bsn import BsnRecogniser

ACCEPT = [
    "bsn van onze klant is [[601407854]] en ze woont aan de kade",
    "dat was [[102114997]] btw, vul jij het in",
    "bsn [[387981135]]",
    "BSN: [[343122200]]",
    "bsn is [[242508996]] staat op zn pas",
    "bsnnr [[620494281]] graag checken",
    "haar burgerservicenummer is [[217220794]]",
    "burger service nummer [[839092283]]",
    "sofinr [[748781468]] meneer is 84",
    "sofie numur is [[836666033]] mefrou",
    "sociaal nummer [[962398226]]",
    "[[220537665]]",
    "[[144.544.520]]",
    "[[1445.44.520]] is van de zoon",
    "bsn [[692-92-8169]]",
    "[[170 11 33 09]] staat er",
    "bsn [[17 01 13 309]]",
    "[[275-599-115]] voor de wlz check",
    "check jij [[804 764\n761]] of die klopt",
    "[[129281098]] en dr man [[390.49.36.12]]",
    "[[358853205]]/[[500697371]] zijn een stel",
    "opa [[625178269]]\noma [[559582717]]\nmorgen 9u",
    "lijst:\n[[467867914]]\n[[2575 86 404]]\n[[937 07 28 62]]\ngraag voor 3u",
    "bsn [[565646382]], [[852763244]] en [[922545546]]",
    "([[226707751]])",
    "bsn:[[968525945]].",
    "haar nummer is [[747961232]], zoek ff op",
    "[[653434583]] 06-12345678",
    "[[566255649]] 14-03-1979",
    "bsn [[273974026]] 3 kinderen",
    "bsn [[017864586]]",
    "bsn [[17864586]]",
    "[[49534956]] voorloopnul vergeten denk ik, is een bsn",
    "sofinummer [[3292 38 31]]",
    "burgerservicenummer zonder nul: [[88692152]]",
    "ordernr 12345 en bsn [[648958620]]",
    "vacature vervuld door iemand met bsn [[951859195]]",
    "passport expired but her bsn is [[855053185]]",
    "BSN-nummer [[853973738]] klopt",
    "ID kaart NX1234567 bsn [[672167670]]",
    "http://intranet.example bsn [[927657715]]",
    "bsn [[218 272 303]] van haar",
]
REJECT = [
    "bsn heb ik niet, zaaknummer 601407854",
    "bsn volgt later, dossier 601407854",
    "order 601407854 is van die mevrouw",
    "btw nummer 102114997",
    "268461446",
    "bsn 769876878",
    "bsn 968.396.151 klopt niet",
    "BSN 12345678",
    "order 387981135 staat op de stoep",
    "ordernr 343122200",
    "bestelnummer 242508996",
    "bestelling 242508996 is binnen",
    "factuur 620494281",
    "factuurnr. 620494281 van de drukker",
    "factuurnummer is 217220794",
    "invoice no 839092283",
    "artikelnr 748781468 = kruk",
    "art nr 748781468 is de grote vlag, 836666033 de kleine",
    "serienummer 836666033",
    "serienummer op de doos is 836666033",
    "meternr 962398226",
    "meterstand gemaal 220537665 ingetypt",
    "https://werkenbij.example/vacature/144544520",
    "vacature 692928169 staat open",
    "zie www.voorbeeld.example/170113309/inschrijven",
    "ticket 275599115 in topdesk",
    "#804764761",
    "zaaknr 129281098",
    "polis 390493612",
    "kvk 358853205 hoort 8 cijfers te hebben",
    "rsin 500697371",
    "NL16INGB0625178269",
    "NL02 INGB 0234 6884 77",
    "€ 559582717",
    "559582717,50",
    "559.582.717 euro",
    "€ 144.544.520",
    "4678679145",
    "12257586404",
    "257586404123456",
    "meetpunt 871687120051234567",
    "06-12345678",
    "071-5446383",
    "+32 471 22 90 18",
    "937072862 is t ordernr vd toners",
    "565646382 = factuurnr",
    "v1.387981135",
    "17864586",
    "klantnr 17864586",
    "00000000",
    "000000000",
    "bsn 000000000",
    "track en trace 3S852763244",
    "po nr 922545546 is de bestelling vd docks",
    "rekening 226707751 was de oude giro",
    "trackingcode 968525945",
    "asset 747961232 staat nog op naam",
    "offertenummer 653434583",
    "tekening 566255649, 0,4 m te laag",
    "lotnummer 273974026 wint de fiets",
    "2024-01-01 12:34:56",
]


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_numbers_that_pass_the_check(marked):
    check(BsnRecogniser(), marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_other_numbers_alone(text):
    check(BsnRecogniser(), text)


def test_a_cue_makes_it_more_certain():
    text = "387981135 staat er. En het bsn is 343122200"
    bare, cued = sorted(BsnRecogniser().matches(text, None), key=lambda match: match.start)
    assert bare.score < cued.score


def test_what_it_finds_passes_the_eleven_test():
    text = " ".join(str(number) for number in range(100_000_000, 100_000_400))
    matches = list(BsnRecogniser().matches(text, None))
    assert matches
    assert all(bsn.is_valid(text[match.start : match.end]) for match in matches)
