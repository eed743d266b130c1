"""Pieces of a file (RFC 9110 § 14)."""

import pytest

from library import ranges

DATA = bytes(range(256)) * 4


@pytest.fixture
def ask(add_file, people, spaces, sign_in):
    document = add_file(b"%PDF-1.4" + DATA, "fiche.pdf", space=spaces.ges)
    browser = sign_in(people.member)
    return lambda **headers: browser.get(document.url, headers=headers)


WHOLE = b"%PDF-1.4" + DATA
SIZE = len(WHOLE)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=1000-", 1000, SIZE - 1),
        ("bytes=-5", SIZE - 5, SIZE - 1),
        ("bytes=-99999", 0, SIZE - 1),
        ("bytes=1000-99999", 1000, SIZE - 1),
    ],
)
def test_one_range_gives_that_piece(ask, asked, first, last):
    answer = ask(range=asked)
    assert answer.status_code == 206
    assert answer.getvalue() == WHOLE[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=-", "bytes=a-b", ""]
)
def test_what_is_not_one_range_gives_the_whole(ask, asked):
    answer = ask(range=asked)
    assert (answer.status_code, answer.getvalue()) == (200, WHOLE)
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_after_the_end_is_416(ask, asked):
    answer = ask(range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{SIZE}"


def test_a_file_that_changed_since_is_given_whole(ask):
    etag = ask()["ETag"]
    assert ask(**{"range": "bytes=0-1", "if-range": etag}).status_code == 206
    assert ask(**{"range": "bytes=0-1", "if-range": '"other"'}).status_code == 200


def test_a_file_that_one_has_is_not_sent_again(ask):
    assert ask(**{"if-none-match": ask()["ETag"]}).status_code == 304


def test_a_hidden_file_gives_no_piece(add_file, people, spaces, sign_in):
    document = add_file(space=spaces.ges)
    answer = sign_in(people.outsider).get(document.url, headers={"range": "bytes=0-1"})
    assert answer.status_code == 404


def test_a_piece_ends_where_it_must(tmp_path):
    (tmp_path / "f").write_bytes(b"abcdef")
    with (tmp_path / "f").open("rb") as file:
        file.seek(2)
        piece = ranges.Piece(file, 3)
        assert [piece.read(2), piece.read(2), piece.read(2)] == [b"cd", b"e", b""]
