"""What a provider says of a person: its two tokens checked, what is kept of them.

OpenID Connect Core 1.0 § 3.1.3.7 (ID token) and § 5.3 (userinfo).
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from members.numbers import is_rpps

#: Seconds by which the two clocks may differ.
LEEWAY = 120
#: The code of physicians (G15), and their qualifications in general practice (R38).
PHYSICIAN, GENERAL_PRACTICE = "10", {"SM26", "SM53", "SM54"}
#: What both providers sign with; never what a token itself proposes.
ALGORITHMS = ["RS256", "ES256"]
#: Levels at which a provider has asked for two factors, by provider.
#: ProConnect: eidas1 is a password; the others two factors (partners' documentation).
#: Pro Santé Connect signs one in by the e-CPS application or the CPS card, each with
#: its code: two factors at every level.
STRONG = {
    "proconnect": {
        "eidas2",
        "eidas3",
        "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
        "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
    },
    "psc": {"eidas1", "eidas2", "eidas3"},
}


class AnotherPersonError(OAuth2Error):
    """The provider vouches for one person and describes another (§ 5.3.2)."""


class ClockError(OAuth2Error):
    """The two clocks differ by more than `LEEWAY`."""


@dataclass(frozen=True)
class Claims:
    """What is kept of a person: no token, and nothing that is not used."""

    sub: str
    acr: str
    who: str
    first_name: str = ""
    last_name: str = ""
    rpps: str = ""
    professions: list[str] = field(default_factory=list)

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def is_strong(provider: str, acr: str) -> bool:
    """Did the provider ask for two factors?"""
    return acr in STRONG.get(provider, set())


def read_token(token: str, keys: Any, *, issuer: str, client: str) -> dict[str, Any]:
    """The claims of a signed token; raises OAuth2Error when it is not a good one."""
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            keys.of(header.get("kid", "")),
            algorithms=ALGORITHMS,
            audience=client,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "sub"]},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise ClockError(str(error)) from error
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"{type(error).__name__}: {error}") from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1:
        raise OAuth2Error("the token is for several clients")
    return claims


def read_id_token(
    token: str, keys: Any, *, issuer: str, client: str, nonce: str
) -> dict[str, Any]:
    claims = read_token(token, keys, issuer=issuer, client=client)
    if "exp" not in claims or "iat" not in claims:
        raise OAuth2Error("the token has no time")
    # It was made for this very request: an old one comes from a clock that is late.
    if abs(time.time() - claims["iat"]) > LEEWAY:
        raise ClockError("the token was not made now")
    if not nonce or claims.get("nonce") != nonce:
        raise OAuth2Error("the token answers another request")
    return claims


def person(id_token: dict[str, Any], userinfo: dict[str, Any]) -> Claims:
    """What both tokens say of one and the same person."""
    if userinfo.get("sub") != id_token["sub"]:
        raise AnotherPersonError("userinfo is about somebody else")
    names = [
        str(userinfo.get("given_name") or ""),
        str(userinfo.get("usual_name") or userinfo.get("family_name") or ""),
    ]
    return Claims(
        sub=str(id_token["sub"]),
        acr=str(id_token.get("acr", "")),
        who=" ".join(filter(None, names))[:200],
        first_name=names[0][:100],
        last_name=names[1][:100],
        rpps=rpps_of(userinfo),
        professions=professions_of(userinfo),
    )


def rpps_of(userinfo: dict[str, Any]) -> str:
    """The RPPS number: the national identifier is 8, then the eleven digits of RPPS.

    Spelt `otherIds` or `otherIDs`, with a list of identifiers and their origin.
    """
    national = str(userinfo.get("SubjectNameID", ""))
    found = [national[1:]] if national.startswith("8") else []
    others = userinfo.get("otherIds") or userinfo.get("otherIDs") or []
    found += [
        str(other.get("identifiant", "")).removeprefix("8")
        for other in others
        if isinstance(other, dict) and other.get("origine") == "RPPS"
    ]
    numbers = {number for number in found if is_rpps(number)}
    return numbers.pop() if len(numbers) == 1 else ""


def professions_of(userinfo: dict[str, Any]) -> list[str]:
    """Codes of the professions (G15) that the person may exercise.

    Not those of students (`codeCategorieProfessionnelle` E). A physician only when he
    is in general practice: which other one he is, the code alone does not tell.
    """
    about = userinfo.get("SubjectRefPro")
    practices = about.get("exercices", []) if isinstance(about, dict) else []
    return [
        str(practice.get("codeProfession"))
        for practice in practices
        if isinstance(practice, dict)
        and practice.get("codeCategorieProfessionnelle") in ("C", "M")
        and practice.get("codeProfession")
        and (
            practice["codeProfession"] != PHYSICIAN
            or practice.get("codeSavoirFaire") in GENERAL_PRACTICE
        )
    ]
