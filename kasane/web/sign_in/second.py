"""The second factor: TOTP or a passkey, with recovery codes, for every account of a real installation."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from kasane.directory.queries import is_demonstration
from kasane.sign_in.models import Account

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are stored encrypted under the installation's own keys, the newest first."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": "確認コードが違います。"}

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode("ascii")).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture without the XML declaration, to stand in the page itself."""
        return str(super().build_totp_svg(url)).partition("?>")[2]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "重ね"}

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002
        """What a passkey is called whose holder gave it no name."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"パスキー{known + 1}"

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing leaves the server."""


def lacks_second_factor(user: Account) -> bool:
    """Whether an account still has to set one up; the fictional town alone goes without."""
    return not is_demonstration() and not is_mfa_enabled(user, SECOND_FACTORS)


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
