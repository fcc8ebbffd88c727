"""The city's own sign-on as its operator names it (OpenID Connect); nothing of it is on where no issuer is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

LABEL = "市のサインインを使う"
NEEDED = ("KASANE_OIDC_ISSUER", "KASANE_OIDC_CLIENT", "KASANE_OIDC_CLAIM")
# An address of mail is handed on with a post; whoever gets it next is not who had it.
NO_CLAIMS = frozenset({"email", "mail"})


@dataclass(frozen=True)
class CitySignOn:
    """Who vouches, how we prove ourselves to it, which claim is a user id here, and what says that it asked for both."""

    issuer: str
    client: str
    secret: str
    claim: str
    label: str = LABEL
    # `amr=mfa`, `acr=…`; empty: the second factor is always asked for here.
    strong: frozenset[str] = frozenset()


def city_sign_on(told: Mapping[str, str], secrets: Sequence[str]) -> CitySignOn | None:
    """Read what the environment and the folder of secrets say; ValueError names what is missing or wrong."""
    if not any(told.get(name) for name in NEEDED):
        return None
    missing = [name for name in NEEDED if not told.get(name)]
    if missing:
        raise ValueError(f"市のサインインの設定が足りません：{'、'.join(missing)}")
    if not secrets:
        raise ValueError("市のサインインの設定が足りません：secrets/oidc（クライアントの秘密）")
    issuer, claim = told["KASANE_OIDC_ISSUER"].rstrip("/"), told["KASANE_OIDC_CLAIM"]
    place = urlsplit(issuer)
    if place.scheme != "https" and place.hostname not in ("localhost", "127.0.0.1"):
        raise ValueError("KASANE_OIDC_ISSUER は https:// で始まる住所にしてください。")
    if claim in NO_CLAIMS:
        raise ValueError(
            "KASANE_OIDC_CLAIM にメールアドレスは使えません。職員番号などの、人に付いた項目を選んでください。"
        )
    strong = frozenset(word.strip() for word in told.get("KASANE_OIDC_STRONG", "").split(",") if word.strip())
    if any(not word.startswith(("acr=", "amr=")) for word in strong):
        raise ValueError("KASANE_OIDC_STRONG は acr=… か amr=… を、コンマで並べてください。")
    label = told.get("KASANE_OIDC_LABEL") or LABEL
    return CitySignOn(issuer, told["KASANE_OIDC_CLIENT"], secrets[0], claim, label, strong)
