"""What one's own password may be: long enough, and not made of what everybody knows of its holder (ASVS 5.0 §6.2)."""

import unicodedata
from collections.abc import Iterable

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

SHORTEST = 12
LONGEST = 128
# A known word of fewer letters stands in many passwords by chance.
SHORTEST_WORD = 3
# What has to be left once the known words are taken out.
LEFT = 8
SOURCE = "OWASP ASVS 5.0 6.2、NIST SP 800-63B"


@rule(
    "D-1",
    source=SOURCE,
    says="パスワードは12文字以上で、ユーザーIDや市・製品の名前でできていないものに限る。文字の種類は問わない。",
)
def may_be_password(password: str, *, words: Iterable[str]) -> Verdict:
    """Whether a password is long enough and is more than words everybody knows; which kinds of letters is all the same."""
    if len(password) < SHORTEST:
        return _no(f"パスワードが短すぎます。{SHORTEST}文字以上にしてください。")
    if len(password) > LONGEST:
        return _no(f"パスワードが長すぎます。{LONGEST}文字までにしてください。")
    plain = _plain(password)
    rest = plain
    for word in sorted({_plain(word) for word in words}, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD or (word and not word.isascii()):
            rest = rest.replace(word, "")
    if rest != plain and len(rest) < LEFT:
        return _no("ユーザーIDや、市・製品の名前でできたパスワードは、人に当てられます。")
    if len(set(plain)) < LEFT // 2:
        return _no("同じ文字のくり返しは、人に当てられます。")
    return allowed("D-1")


@rule(
    "D-2",
    source="見本のまちの約束",
    says="見本のまちのアカウントは、だれもが同じパスワードで入るので、パスワードを変えず、準備し直さない。",
)
def may_change_password(*, is_demo: bool) -> Verdict:
    if is_demo:
        return refused(
            "見本のまちのアカウントのパスワードは、変えられません。",
            basis="見本のまちの約束",
            rule="D-2",
            remedy="ご自分のアカウントでお試しください。",
        )
    return allowed("D-2")


def _no(reason: str) -> Verdict:
    return refused(reason, basis="", rule="D-1")


def _plain(text: str) -> str:
    """Small letters and digits only, full-width ones as half-width."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())
