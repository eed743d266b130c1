"""What the claims of a provider tell of a person: professions and RPPS number."""

from typing import Any

import pytest

from members.signing_in.identity import claims

PAUL = "99700000013"


@pytest.mark.parametrize(
    ("practice", "codes"),
    [
        ({"codeProfession": "60", "codeCategorieProfessionnelle": "C"}, ["60"]),
        ({"codeProfession": "60", "codeCategorieProfessionnelle": "E"}, []),
        ({"codeProfession": "10", "codeCategorieProfessionnelle": "C"}, []),
        (
            {
                "codeProfession": "10",
                "codeCategorieProfessionnelle": "C",
                "codeSavoirFaire": "SM54",
            },
            ["10"],
        ),
    ],
)
def test_a_profession_is_taken_over_when_its_code_tells_which(
    practice: dict[str, str], codes: list[str]
) -> None:
    told = {"SubjectRefPro": {"exercices": [practice, "n’importe quoi"]}}
    assert claims.professions_of(told) == codes
    assert claims.professions_of({"SubjectRefPro": "n’importe quoi"}) == []


@pytest.mark.parametrize(
    ("told", "rpps"),
    [
        ({"SubjectNameID": "899700000013"}, PAUL),
        ({"otherIDs": [{"identifiant": "899700000013", "origine": "RPPS"}]}, PAUL),
        ({"otherIds": [{"identifiant": PAUL, "origine": "RPPS"}]}, PAUL),
        ({"SubjectNameID": "899700000014"}, ""),  # a wrong key
        ({"SubjectNameID": "099700000013"}, ""),  # ADELI, not RPPS
        (
            {
                "SubjectNameID": "899700000013",
                "otherIds": [{"identifiant": "899700000021", "origine": "RPPS"}],
            },
            "",  # two different ones
        ),
        ({"otherIds": "n’importe quoi"}, ""),
        ({}, ""),
    ],
)
def test_an_rpps_is_read_when_it_is_sure(told: dict[str, Any], rpps: str) -> None:
    assert claims.rpps_of(told) == rpps
