"""住まいの状況: a short second form of the fictional city, in force beside the long one."""

from kasane.assessments.actions.form_ends import EndWords, end_form, take_up_form
from kasane.assessments.actions.forms import FormWords, begin_form, publish, write_draft
from kasane.assessments.models import FormVersion
from kasane.cli.clock import Clock
from kasane.rules.sheets import YES, Condition, Item, ItemKind, Section, Sheet

NOW = Section(
    "now",
    "いまの住まい",
    (
        Item("kind", "住まいの種類", ItemKind.ONE, list_code="a_housing", is_required=True),
        Item("state", "住まいのようす", ItemKind.SEVERAL, list_code="a_home_state"),
        Item("arrears", "家賃の滞納", ItemKind.YES_NO, is_required=True),
        Item("months", "滞納の月数", ItemKind.NUMBER, shown_when=Condition("arrears", frozenset({YES}))),
        Item("leave", "立ち退きを求められている", ItemKind.YES_NO),
        Item("leave_on", "立ち退きの期日", ItemKind.DAY, shown_when=Condition("leave", frozenset({YES}))),
    ),
)
WISH = Section(
    "wish",
    "これからの住まい",
    (
        Item("wish", "本人の希望（ことばのまま）", ItemKind.LONG, is_required=True),
        Item("guarantor", "緊急連絡先・保証人になる人", ItemKind.TEXT),
    ),
)


def write_housing_form(clock: Clock) -> None:
    with clock.acting("tanaka", 20, "15:00") as tanaka:
        words = FormWords("住まいの状況", "家賃の滞納や立ち退きなど、住まいだけを急いで聞くとき")
        draft = begin_form(words, copy_of=None, by=tanaka)
        write_draft(draft, Sheet((NOW, WISH)), edition=draft.edition, by=tanaka)
        written = FormVersion.objects.get(pk=draft.pk)
        publish(written, valid_from=tanaka.today, edition=written.edition, by=tanaka)
    with clock.acting("tanaka", 9, "11:00") as tanaka:
        words_of_end = EndWords(clock.day(2), "長い様式だけで足りるか、ひと月ためしてみるため")
        end_form(written.form, words_of_end, by=tanaka)
    with clock.acting("tanaka", 7, "09:30") as tanaka:
        take_up_form(written.form, by=tanaka)
