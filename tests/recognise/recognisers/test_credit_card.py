"""Credit card numbers: what is one, and what only looks like it."""

import pytest
from recogniser_table import check

from classifier.recognise.recognisers.credit_card import CreditCardRecogniser

ACCEPT = [
    "zijn kaart van de zaak [[4433 3075 3072 6593]], boek jij dat",
    "de amex achterop het bonnetje: [[3755 250705 67048]]",
    "kaart op de bon: [[5185945678763386]]",
    "[[5345 3209 0409 6315]] / [[5517990118425955]]",
    "[[4630740058650277]]",
    "visa [[4809 8225 6817 0791]]",
    "creditcard [[4451-7395-4529-7201]] geldig tot 08/27",
    "[[4935.4471.7050.9587]] van wie is deze",
    "kaart [[4639978294181001]], cvc weet ik niet",
    "zijn kaart:\n[[4015949766222296]]\ntot 09/28",
    "de automaat weigert: [[4283 6615 3269 2349]] 09/27",
    "[[4283 6615 3269 2349]]  9/27",
    "[[4283661532692349]] 09-2027",
    "[[4015 9497\n6622 2296]] knipt whatsapp af",
    "mastercard [[5222643943189181]]",
    "[[5245 7330 4596 5845]]",
    "de pinpas viel achter de balie, nr [[5208 7312 9972 9771]]",
    "Creditkaart blijve liggen!! [[5292 3321 9794 7958]] geldig tot 08/27",
    "[[5253-8152-1682-4999]]",
    "[[5292 4610 6305 5693]].",
    "amex [[3755 495949 10021]]",
    "[[376920169109191]] american express",
    "[[3712-009635-76902]]",
    "diners [[36551017852963]]",
    "[[3656 236515 1981]]",
    "[[6011898163885891]]",
    "discover [[6011 3519 2348 4308]]",
    "[[2233 7726 3225 9569]]",
    "[[2233407420143119]] (mastercard nieuwe reeks)",
    "jcb [[3530 7301 3080 6370]]",
    "maestro pasnr [[6759211384919745]]",
    "oude visa [[4561415650115]]",
    "[[4845732370153904442]]",
    "ordernr 12 betaald met [[4630 7400 5865 0277]]",
]
REJECT = [
    "zending 4283 6615 3269 2349 09-27-1234",
    "visa geweigerd, bestelling 4433307530726593",
    "kaart betaald, factuur 4433 3075 3072 6593",
    "testkaart 1234 5678 9012 3456",
    "4630740058650278",
    "visa 4809 8225 6817 0792",
    "5222643943189182",
    "4276 6535 6199 6156",
    "creditcard 5534-3672-5231-5072",
    "0000 0000 0000 0000",
    "9999 9999 9999 9995",
    "1111 1111 1111 1117",
    "ordernr 4630740058650277",
    "factuurnummer 4809822568170791",
    "track en trace 4451739545297201",
    "https://pakket.example/4935447170509587",
    "imei 371200963576902",
    "serienummer 376920169109191",
    "ean 8716871200512345678",
    "meternr 7740183320196",
    "46307400586502771234567",
    "A4630740058650277",
    "4630740058650277€",
    "€ 4630740058650277",
    "NL16 INGB 4562 2070 37",
    "06-12345678 06-87654321",
    "387981135 343122200",
    "2024 2025 2026 2027",
    "kamer 4 15 16 17 18 19 20 21",
    "12-05-1974 13-06-1975",
    "6759211384919745",
]


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_numbers_that_pass_the_check(marked):
    check(CreditCardRecogniser(), marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_other_numbers_alone(text):
    check(CreditCardRecogniser(), text)
