"""The city's own provider, run beside the tests: `oidc-provider-mock`, held to PKCE, and told what to say wrongly.

Run as `python -m tests.city_provider PORT`. What is posted to `/lie` changes the claims of the next tokens, and how
they are signed; with nothing posted, every token is the provider's own.
"""

import base64
import hashlib
import json
import sys
from typing import Any

import flask
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from oidc_provider_mock import User, app
from werkzeug.serving import make_server

TOKEN, AUTHORIZE = "/oauth2/token", "/oauth2/authorize"
PEOPLE = {"佐藤": "sato", "鈴木": "suzuki", "だれでもない": "nobody"}


def served() -> flask.Flask:
    people = [
        User(sub=sub, claims={"employee_number": name, "email": f"{name}@city.example"})
        for sub, name in PEOPLE.items()
    ]
    city = app(require_nonce=True, user_claims=people)
    lie: dict[str, Any] = {}
    challenges: list[str] = []

    @city.post("/lie")
    def told() -> str:
        lie.clear()
        lie.update(flask.request.get_json())
        return ""

    @city.before_request
    def demands_proof() -> None:
        """PKCE (RFC 7636, S256): whoever brings the code shows what was hashed when it was asked for."""
        if flask.request.path == AUTHORIZE and flask.request.method == "POST":
            assert flask.request.args["code_challenge_method"] == "S256"
            challenges.append(flask.request.args["code_challenge"])
        if flask.request.path == TOKEN:
            digest = hashlib.sha256(flask.request.form["code_verifier"].encode()).digest()
            assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() in challenges

    @city.after_request
    def lies(response: flask.Response) -> flask.Response:
        if flask.request.path == TOKEN and response.status_code == 200 and lie:
            told = response.get_json()
            told["id_token"] = forged(told["id_token"], lie)
            response.set_data(json.dumps(told))
        return response

    return city


def forged(token: str, lie: dict[str, Any]) -> str:
    """A token with other claims, signed as the lie says."""
    claims = {**jwt.decode(token, options={"verify_signature": False}), **lie.get("claims", {})}
    claims = {name: value for name, value in claims.items() if value is not None}
    own = jwt.PyJWK.from_dict(
        {**flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True), "alg": "RS256"}
    )
    match lie.get("sign", "own"):
        case "own":
            return jwt.encode(claims, own.key, algorithm="RS256")
        case "another":
            return jwt.encode(claims, generate_private_key(65537, 2048), algorithm="RS256")
        case "none":
            return jwt.encode(claims, None, algorithm="none")
        case "secret":
            return jwt.encode(claims, "the-secret-that-both-of-us-know-well", algorithm="HS256")
        case "tampered":
            head, _, seal = token.split(".")
            body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
            return f"{head}.{body}.{seal}"
    raise ValueError(lie)


if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[1]), served(), threaded=True).serve_forever()
