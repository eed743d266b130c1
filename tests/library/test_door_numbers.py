"""Numbers that name a patient are found however they are written, and no others."""

import random

import pytest

from library.door.numbers import INS, NIR, Found, in_pages, in_text
from tests.library.numbers import groups, key_of, nir, written

#: Of the specimen that the Assurance maladie prints: of nobody.
SPECIMEN = "269054958815780"
#: What stands before and after it in a letter, a form, a table.
AROUND = [
    ("", ""),
    ("Patient : ", "."),
    ("NIR", ", suite"),
    ("n° ", " né"),
    ("né le 12/03/1954, ", " 12"),
    ("Tél. 04 65 71 00 10\n", "\n04 65 71 00 11"),
]


def found(text: str) -> list[Found]:
    return list(in_text(text))


@pytest.mark.parametrize("seed", range(40))
def test_it_is_found_however_it_is_written(seed: int) -> None:
    chance = random.Random(seed)
    number = nir(chance)
    for name, text in written(number, chance):
        before, after = chance.choice(AROUND)
        codes = [hit.code for hit in found(f"{before}{text}{after}")]
        assert codes == [NIR], (name, before, text, after)


def test_where_it_is_is_told_and_who_is_not() -> None:
    text = "Mme D., " + " ".join(groups(SPECIMEN)) + ", sortie le 12."
    (hit,) = found(text)
    assert text[hit.start : hit.end] == " ".join(groups(SPECIMEN))
    assert hit.text == "2 69 •• •• ••• ••• ••"
    (broken,) = found("n° 26905495\n8815780.")
    assert broken.text == hit.text


@pytest.mark.parametrize(
    "between",
    [" clé ", " clé : ", " cle:", ", clé ", " (", " [", "\nClé ", " (clé ", " Clef ="],
)
def test_a_key_that_is_named_or_in_brackets_is_its_key(between: str) -> None:
    body, key = SPECIMEN[:13], SPECIMEN[13:]
    for shown in (body, " ".join(groups(SPECIMEN)[:-1])):
        text = f"Mme D. {shown}{between}{key}) sortie"
        (hit,) = found(text)
        assert text[hit.start :].startswith(shown[:5])
        assert text[: hit.end].endswith(key)
        wrong = f"{(int(key) % 97) + 1:02}"
        assert not found(f"Mme D. {shown}{between}{wrong}) sortie")
        assert not found(f"Mme D. {shown}{between}{key}4) sortie")


@pytest.mark.parametrize("department", ["2A", "2B"])
def test_corsica_has_letters(department: str) -> None:
    body = f"18503{department}004123"
    assert found(f"{body}{key_of(body)}")
    assert found(f"{body.lower()} {key_of(body)}")
    spoiled = f"{(int(key_of(body)) % 97) + 1:02}"
    assert not found(f"{body}{spoiled}")


@pytest.mark.parametrize(
    "text",
    [
        "269054958815781",  # its key is wrong
        "569054958815780",  # nobody's sex
        "2690549588157803",  # one digit too many
        "12690549588157807",
        "a269054958815780f3",  # a piece of a fingerprint
        "FR76 3000 4028 3798 7654 3210 943",  # IBAN
        "SIRET 356 000 000 00048",
        "978-2-13-046214-9 33",
        "04 65 71 00 10 04 65 71 00 11 04 65 71 00 12",
        "NOR : SSAP2103456D, JORF n° 0269 du 5 novembre 2021, texte n° 15",
        "12 340 1 250 987 1 800 45 2 690 549 588 157 80 12",  # a row of a table
        "RPPS 10101234567, ADELI 039912345",
        # Real tables: a measure, its decimals, a word whose last letter is like a 1.
        "2586291.97112974\t-1380423.40120837\t941824.8",
        "1517.58\t29.184230769230769\t2.0073",
        "12\tClerical\t25200\t14400\t91\t83\tNo",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("mark", [" | ", "\t", ";", ",", " ", "\n"])
def test_counters_of_a_table_are_no_number(mark: str) -> None:
    """A row holds a number, the same, its double: one in 200 has the right key."""
    rows = [mark.join([f"{n}", f"{n}", f"{2 * n}"]) for n in range(10_000, 14_000)]
    assert found("\n".join(rows)) == []
    assert not any(found(f"ligne {row}") for row in rows)


@pytest.mark.parametrize("mark", [" | ", "\t", ";", ","])
@pytest.mark.parametrize("seed", range(20))
def test_a_number_in_cells_is_found_by_its_groups(mark: str, seed: int) -> None:
    chance = random.Random(seed)
    parts = groups(nir(chance))
    sex, year, month, department, commune, rank, key = parts
    rows = [
        parts,
        [sex + year + month + department + commune + rank, key],
        [sex, year + month, department, commune + rank, key],
        [sex, year + month, department + commune + rank + key],
        [sex + year, month, department, commune, rank, key],
    ]
    for row in rows:
        assert found(f"Dupont{mark}{mark.join(row)}{mark}Vichy"), row


def test_cells_that_say_whose_it_is_are_read_whatever_their_groups() -> None:
    cells = f"{SPECIMEN[:5]} | {SPECIMEN[5:10]} | {SPECIMEN[10:]}"
    assert found(f"Assurée : {cells}")
    assert found(cells) == []


def test_without_its_key_it_is_known_by_its_name_alone() -> None:
    without = " ".join(groups(SPECIMEN)[:-1])
    (hit,) = found(f"N° de sécurité sociale : {without}")
    assert hit.text == "2 69 •• •• ••• •••"
    assert found(f"Référence de commande : {without}") == []


def test_an_ins_is_known_by_its_name_or_its_repertoire() -> None:
    assert found(f"Matricule INS : {SPECIMEN}")[0].code == INS
    assert found(f"{SPECIMEN} (1.2.250.1.213.1.4.8)")[0].code == INS
    assert found(f"Assurée : {SPECIMEN}")[0].code == NIR


def test_each_is_told_once_a_page_and_a_page_may_cut_one() -> None:
    text = f"{SPECIMEN} … {' '.join(groups(SPECIMEN))}"
    assert len(found(text)) == 1
    pages = [(1, "Dossier 2 69 05 49"), (2, "588 157 80\nsuite"), (3, SPECIMEN)]
    assert [(hit.page, hit.code) for hit in in_pages(pages)] == [(2, NIR), (3, NIR)]


def test_a_long_text_of_digits_is_read_in_its_time() -> None:
    """A table of 200,000 numbers: each digit is looked at a few times at most."""
    chance = random.Random(1)
    rows = (
        " ".join(str(chance.randrange(10 ** chance.randint(1, 6))) for _ in range(20))
        for _ in range(10_000)
    )
    assert len(found("\n".join(rows))) <= 20
