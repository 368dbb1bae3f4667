"""Postcodes: what is one, and what only looks like it."""

import pytest
from recogniser_table import check

from classifier.recognise.recognisers.postcode import PostcodeRecogniser

ACCEPT = [
    "de hele straatwand valt onder [[4796 PR]] behalve de kerk",
    "[[4798 KL]] kan eruit",
    "Wie woont er rond [[9274 RD]] 17",
    "Oude Tolweg 118 hs, [[2 3 7 1 a b]], geheim",
    "pc [[2 7 4 3 Z B]]",
    "Vogelkers 30 [[39 11 t k]]",
    "[[2371 AB]]",
    "[[2371AB]]",
    "[[2371ab]]",
    "Noordhoek 8, [[2371 EL]], niet naar ons",
    "Parkflat 212 [[3311 AW]] Dordrecht",
    "woont Klaverhof 27 [[2381kd]] Oosterzijl",
    "Sluiskade 240 [[3262GH]]",
    "postcode [[2371 ab]]",
    "pc [[2371 en]]",
    "postcode is [[2371 in]]",
    "kerkweg 12, [[2371 is]]",
    "dorpsstraat 14a [[2371 op]] roelofarendsveen",
    "Jan Pietersdreef 204 [[8921 KP]] en zijn vaste lijn",
    "[[2371 xk]] is de wijk",
    "[[9999 ZZ]]",
    "[[1000 AA]]",
    "([[2371 AB]])",
    "adres: Lindelaan 3 [[2371 KM]]",
    "[[2371 AB]], [[2372 BC]] en [[2373 CD]]",
    "Lijsterhof 27-B [[3442 XK]] Woerden",
    "[[2371 AB]]",
    "woonachtig te [[2461 kd]]",
    "veenweg 3 bis [[2371xk]]",
    "[[2371 AB]]/14",
    "Westeinde 9-2, [[2371 TE]] Roelofarendsveen",
    "[[2371 EN]] Roelofarendsveen",
    "WOONT KERKWEG 3 [[2371 IN]] ROELOFARENDSVEEN",
]
REJECT = [
    "in 2026 ME",
    "rond 1945 NA de oorlog",
    "balie 3, 1974 en dan hekje",
    "het was 1945 EN koud",
    "rijdt 1500 vd 2000 km",
    "in 2021 pj is dat",
    "2 3 7 1 a b",
    "groep 3 1 2 3 4 in a",
    "2024 in",
    "in 2024 is het klaar",
    "1500 en 1600",
    "2371 is de wijk",
    "1200 kg zand",
    "1500 KM",
    "3500 KG max",
    "1000 mm",
    "2000 ml",
    "1500m2",
    "2000 MB",
    "1080 px",
    "5000 pp",
    "MAANDAG 1500 EN 1600 UUR",
    "HET IS 2024 EN WE ZIJN ER",
    "0123 AB",
    "2371 SA",
    "2371 SD",
    "2371 ss",
    "2371 A",
    "2371 ABC",
    "12371 AB",
    "alle 2371 postcodes",
    "€ 2371 ab",
    "€1500 op",
    "1.2371 AB",
    "2024-2371-AB",
    "88-LN-XF 1234",
    "sinds 2019 al",
    "van 1400 tm 1500",
    "1300 st",
    "1000ste",
    "2024 te laat",
    "gemaal 1850 nu aan",
    "versie 2019 R2",
    "Office 2016 en 2019",
    "code 4471 en dan hekje",
    "2023 om 9 uur",
    "we waren er om 1500 of zo",
    "1945 ja",
    "tussen 1946 en 1996 in het buitenland",
    "om 1530 ff bellen",
    "2371ers zijn boos",
    "in 2022 nl al 3x",
    "vergadering 2030 ha",
]


@pytest.mark.parametrize("marked", ACCEPT)
def test_finds_postcodes(marked):
    check(PostcodeRecogniser(), marked)


@pytest.mark.parametrize("text", REJECT)
def test_leaves_the_rest_alone(text):
    check(PostcodeRecogniser(), text)
