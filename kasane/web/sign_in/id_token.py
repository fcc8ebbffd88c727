"""Proving an ID token of the city's sign-on: its signature by the city's published keys, and for whom, by whom, when."""

from typing import Any

import jwt

# What is signed by a key that only the issuer holds; never `none`, and nothing that a shared secret signs.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# Seconds by which two machines' clocks may differ.
LEEWAY = 30


class NotProven(Exception):  # noqa: N818 - what it says
    """An ID token that proves nothing; the words are for the operator's log."""


def proven(token: str, *, keys: dict[str, Any], issuer: str, client: str, nonce: str) -> dict[str, Any]:
    """The claims of a token, once everything about it is proven (OpenID Connect Core 1.0, 3.1.3.7); raises NotProven."""
    try:
        key = _key_of(token, keys)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
        raise NotProven(type(error).__name__) from error
    if claims["nonce"] != nonce:
        raise NotProven("nonce")
    if claims.get("azp", client) != client or (isinstance(claims["aud"], list) and len(claims["aud"]) > 1):
        raise NotProven("azp")
    return claims


def _key_of(token: str, keys: dict[str, Any]) -> Any:
    """The published key by which a token says it is signed; where it does not say, the only one there is."""
    named = jwt.get_unverified_header(token).get("kid")
    signing = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use in (None, "sig")]
    if named is not None:
        signing = [key for key in signing if key.key_id == named]
    if len(signing) != 1:
        raise NotProven("kid")
    return signing[0]


def is_strong(claims: dict[str, Any], strong: frozenset[str]) -> bool:
    """Whether the city says that it asked for both factors, in the words its operator named (`amr=mfa`, `acr=…`)."""
    told = {f"acr={claims.get('acr')}"}
    ways = claims.get("amr")
    if isinstance(ways, list):
        told |= {f"amr={way}" for way in ways if isinstance(way, str)}
    return bool(told & strong)
