"""Bank account numbers: what is one, and what only looks like it."""

import pytest
from recogniser_table import check

from classifier.recognise.recognisers.iban import IbanRecogniser

ACCEPT = [
    "[[NL16.INGB.4562,2070,37]]",
    "[[NL16INGB4562207037]]",
    "[[NL87 RABO 6225 4348 21]] tnv X. Zhang-de Boer",
    "[[nl32abna4656524657]] graag",
    "[[nl10 snsb 7169 5375 04]], teveel betaalde leges",
    "[[NL59.TRIO.5804.2518.02]] tnv F. Sipkema",
    "[[NL20-KNAB-7037-0879-36]]",
    "iban:[[NL68BUNQ3710182202]].",
    "rekening [[NL62 ASNB0433527675]] de juiste",
    "[[NL14\nRBRB\n7931\n8115\n16]]\nknipt whatsapp m af",
    "IBAN [[NL 16 INGB 4562 2070 37]]",
    "([[NL87RABO6225434821]])",
    "[[NL16INGB4562207037]], [[NL32ABNA4656524657]] en [[NL10SNSB7169537504]]",
    "[[NL87RABO6225434821]] 06-12345678",
    "kwam met n duits nr [[DE48 5461 8141 4772 7894 03]]",
    "naar belgie, [[be59 9755 3050 0015]], zij is verhuist",
    "refund please to [[PL24 2869 2541 3675 8098 1957 5417]]",
    "[[TR790006100522615170206436]]",
    "[[FR1319793140380500013M02657]]",
    "[[FR13 1979 3140 3805 0001 3M02 657]]",
    "[[es86 1799 2630 5464 7737 4377]]",
    "[[GB12 MIDL 3375 6541 1932 89]]",
    "[[LT342099216396795571]]",
    "[[MT33MALT011004922345MTLCAST001S]]",
    "noors: [[NO51 3254 8175 104]]",
    "[[UA720217433065079348450711850]]",
    "[[RO49 AAAA 1B31 0075 9384 0000]]",
    "[[BG80BNBG96611020345678]]",
    "[[AT44 8424 1214 0495 7006]]",
    "[[IT60X0542811101000000123456]]",
    "[[PT58 0301 4427 3778 3935 2374 0]]",
    "[[CH9300762011623852957]]",
    "stort op [[NL16INGB4562207037]]tnv Yusuf",
    "de juiste is nl11 niet, wel [[nl68bunq3710182202]]",
]
REJECT = [
    "NL17INGB4562207037",
    "NL46RABO0368041057 geeft ie foutmelding op",
    "NL16 INGB 4562 2070 38",
    "NL16INGB456220703",
    "NL16INGB45622070371",
    "NL96RABO... wacht",
    "iban begint met NL16",
    "XX16INGB4562207037",
    "BE59975530500016",
    "DE48546181414772789404",
    "DE4854618141477278940",
    "testbestand gebruikt NL60SNSB0219098087",
    "NL, 16, INGB, 4562207037",
    "NL16;INGB;4562;2070;37",
    "nl is 16 keer zo klein als us",
    "kamer BE59 staat leeg",
    "in 2024 16 dagen vrij",
    "btw NL123456789B01",
    "KvK 12345678",
    "387981135",
    "4630740058650277",
    "06-12345678",
    "de 12 kinderen van groep 8",
    "is 24 stuks genoeg voor 38 mensen in zaal 2, 19 mei",
    "NW8K42R71",
    "AB-12-CD",
    "",
]


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_numbers_that_pass_the_check(marked):
    check(IbanRecogniser(), marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_other_numbers_alone(text):
    check(IbanRecogniser(), text)


@pytest.mark.parametrize(
    "written", ["{{NL54BNGH9480872890}}", "{{nl54 bngh 9480 8728 90}}", "{{NL54.BNGH.9480.8728.90}}"]
)
def test_knows_what_the_organisation_publishes(written):
    check(IbanRecogniser(["NL54 BNGH 9480 8728 90"]), written + " en [[NL16INGB4562207037]]")
