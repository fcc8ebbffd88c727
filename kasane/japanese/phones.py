"""Japanese telephone numbers as digits."""

import re
import unicodedata

from kasane.japanese.names import HYPHENS

_PUNCTUATION = re.compile(rf"[{HYPHENS}ー\s().・]")
_COUNTRY_CODE = re.compile(r"\+81(?:\(0\)|0)?")
# Source: 電気通信番号計画 (令和元年総務省告示6号): mobile, IP and M2M numbers have 11 digits, the others 10.
_ELEVEN_DIGITS = re.compile(r"0[25-9]0")


def normalise_phone(text: str) -> str:
    """The number as 10 or 11 digits beginning with 0: `+81 467-82-1111` → `0467821111`.

    Raises ValueError with a Japanese sentence for letters, foreign numbers, numbers without area code and
    numbers of a wrong length.
    """
    plain = _COUNTRY_CODE.sub("0", unicodedata.normalize("NFKC", text).strip(), count=1)
    digits = _PUNCTUATION.sub("", plain)
    if not re.fullmatch("[0-9]+", digits):
        raise ValueError(
            f"「{text}」は電話番号として読めません。数字とハイフンで書き、内線などは備考に書いてください。"
        )
    if not digits.startswith("0"):
        raise ValueError(
            f"「{text}」は市外局番がありません。「0467-82-1111」のように市外局番から書いてください。"
        )
    if digits.startswith("00") or len(digits) != (11 if _ELEVEN_DIGITS.match(digits) else 10):
        raise ValueError(
            f"「{text}」は桁数が合いません。固定電話は10桁、携帯電話は11桁の番号を書いてください。"
        )
    return digits
