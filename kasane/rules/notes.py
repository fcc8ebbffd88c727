"""経過記録: who corrects a note until when, who approves it, what may be moved to another case."""

from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused

BASIS = "個人情報保護法22条（正確性の確保）"


@rule(
    "N-1",
    source="個人情報保護法22条",
    says="経過は、承認されるまで書いた人か窓口の管理者が書き直せる。前の文は残る。承認のあとは追記だけ。",
)
def may_be_corrected(*, is_approved: bool, is_writer: bool, is_manager: bool) -> Verdict:
    """Whether who asks may correct a note of their own desk; `is_manager` is of that desk."""
    if is_approved:
        return _refused(
            "承認された経過は、書き直せません。", "変わったこと・まちがいは「追記する」で書き足してください。"
        )
    if not (is_writer or is_manager):
        return _refused(
            "経過を書き直せるのは、書いた人と、この窓口の管理者だけです。",
            "書いた人に伝えるか、新しい経過として書いてください。",
        )
    return allowed("N-1")


@rule("N-1", source="個人情報保護法22条", says="承認された経過に、追記ができる。")
def may_be_added_to(*, is_approved: bool) -> Verdict:
    if not is_approved:
        return _refused("まだ承認されていない経過です。", "追記ではなく「書き直す」で直せます。")
    return allowed("N-1")


@rule("N-2", source="窓口の管理者の務め", says="経過を承認できるのは、書かれた窓口の管理者だけ。")
def may_be_approved(*, is_manager: bool) -> Verdict:
    """Whether who asks may approve notes of their own desk."""
    if is_manager:
        return allowed("N-2")
    return refused(
        "経過を承認できるのは、この窓口の管理者だけです。",
        basis="窓口の管理者の務め",
        rule="N-2",
        remedy="管理者に頼んでください。だれが管理者かは、システム管理者にお尋ねください。",
    )


@rule(
    "N-3",
    source="個人情報保護法22条",
    says="まちがったケースに書いた経過は、同じ窓口の別のケースに移せる。開いた経過と同意による税情報は移せない。",
)
def may_be_moved(*, is_laid_open: bool, is_writer: bool, is_manager: bool, has_tax_consent: bool) -> Verdict:
    """Whether a note may be moved to another case of the same desk."""
    if is_laid_open:
        return refused(
            "同意した機関に開いた経過は、移せません。",
            basis="実施計画 3-1(2)",
            rule="N-3",
            remedy="読んだ機関がすでにあります。正しいケースに新しく書き、この経過にはまちがいだと追記してください。",
        )
    if has_tax_consent:
        return refused(
            "このケースの方の同意で得た税情報は、別のケースに移せません。",
            basis="地方税法22条",
            rule="N-3",
            remedy="管理者と個人情報担当に相談してください。",
        )
    if not (is_writer or is_manager):
        return refused(
            "経過を移せるのは、書いた人と、この窓口の管理者だけです。",
            basis=BASIS,
            rule="N-3",
            remedy="書いた人か管理者に伝えてください。",
        )
    return allowed("N-3")


def _refused(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=BASIS, rule="N-1", remedy=remedy)
