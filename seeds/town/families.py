"""Two families in full: 山田家 over three generations, and 岡田家, where two families became one."""

from datetime import date

from kasane.access.actor import Actor
from kasane.access.rooms import InformationClass
from kasane.cases.actions.consultations import ConsultationWords, IssueWords, take
from kasane.cases.actions.rooms import add_person, lay_open
from kasane.cli.clock import Clock
from kasane.people.actions.household import MoveWords, move
from kasane.people.actions.life import (
    DeathWords,
    EventWords,
    RepresentativeWords,
    add_event,
    record_death,
    represent,
)
from kasane.people.actions.ties import (
    BondWords,
    KinshipWords,
    OutsideWords,
    PetWords,
    bond,
    keep_pet,
    tie,
    tie_outside,
)
from kasane.people.facts import PersonWords
from kasane.people.models import Identity
from kasane.rooms.queries import own_room
from kasane.rules.intake import Disposition


class Told:
    """What one desk was told of one family, written into its own room."""

    def __init__(self, case: int, by: Actor) -> None:
        self.case, self.by = case, by
        home = own_room(case, by)
        if home is None:
            raise ValueError("この窓口には、このケースの記録の場所がありません。")
        self.home = home

    def person(self, name: str) -> int:
        found = Identity.objects.filter(case_id=self.case, name=name, home_id=self.home)
        return found.values_list("person_id", flat=True)[0]

    def add(self, words: PersonWords, relations: dict[int, str]) -> int:
        return add_person(words, case=self.case, by=self.by, relations=relations)

    def tie(self, words: KinshipWords) -> None:
        tie(words, case=self.case, home=self.home, by=self.by)

    def bond(self, person: int, other: int, kind: str, note: str = "") -> None:
        bond(BondWords(person, other, kind, note), case=self.case, home=self.home, by=self.by)

    def outside(self, words: OutsideWords, *, is_opened: bool = False) -> None:
        tied = tie_outside(words, case=self.case, home=self.home, by=self.by)
        if is_opened:
            lay_open(tied, concerns=[words.person], by=self.by)

    def event(self, happened: str, kind: str, text: str, *persons: int, is_sensitive: bool = False) -> None:
        kept = InformationClass.SENSITIVE if is_sensitive else InformationClass.GENERAL
        add_event(
            EventWords(happened, kind, text, frozenset(persons), kept),
            case=self.case,
            home=self.home,
            by=self.by,
        )

    def move(self, words: MoveWords) -> None:
        move(words, case=self.case, home=self.home, by=self.by)


def write_families(clock: Clock, yamada: int) -> None:
    with clock.acting("tanaka", 112, "10:00") as tanaka:
        told = Told(yamada, tanaka)
        _yamada_people(told)
        _yamada_ties(told)
    with clock.acting("suzuki", 33, "14:00") as suzuki:
        case = _okada_consultation(clock, suzuki)
        _okada(Told(case, suzuki), clock)


def _yamada_people(told: Told) -> None:
    hanako, taro = told.person("山田 花子"), told.person("山田 太郎")
    masao = told.add(
        PersonWords(name="山田 正雄", kana="やまだ まさお", birth_year=1938, birth_month=5, sex="male"),
        {taro: "father"},
    )
    told.tie(KinshipWords(masao, hanako, "spouse", since="1964"))
    record_death(DeathWords(masao, "2018-02", "花子さんから"), case=told.case, home=told.home, by=told.by)
    kumiko = told.add(
        PersonWords(
            name="小川 久美子", kana="おがわ くみこ", former_surname="山田", birth_year=1968, sex="female"
        ),
        {hanako: "daughter", masao: "daughter"},
    )
    told.move(MoveWords(frozenset({kumiko}), "1994", "marriage", place="横浜市"))
    makoto = told.add(
        PersonWords(name="小川 誠", kana="おがわ まこと", about_age=60, sex="male", lives_with=False), {}
    )
    told.tie(KinshipWords(makoto, kumiko, "spouse", since="1994"))
    told.add(
        PersonWords(name="小川 陽菜", kana="おがわ ひな", birth_year=2004, sex="female", lives_with=False),
        {kumiko: "daughter", makoto: "daughter"},
    )


def _yamada_ties(told: Told) -> None:
    hanako, taro, kumiko = told.person("山田 花子"), told.person("山田 太郎"), told.person("小川 久美子")
    told.bond(hanako, taro, "care", "食事と身のまわり。夜中に台所へ下りる音で、様子がわかる")
    told.bond(taro, kumiko, "cut_off", "父の葬儀のあと、話していない")
    told.bond(kumiko, hanako, "close", "週に一度、電話がある")
    for name, kind, strength, direction, note in (
        ("地域包括支援センター", "agency", "strong", "both", "週1回の訪問"),
        ("配食サービス", "resource", "ordinary", "from", "週3回"),
        ("整形外科の医院", "agency", "weak", "to", "受診が途切れがち"),
        ("民生委員", "person", "ordinary", "from", ""),
    ):
        told.outside(OutsideWords(hanako, name, kind, strength, direction, note=note), is_opened=True)
    told.outside(
        OutsideWords(hanako, "家主", "person", "ordinary", "from", is_in_conflict=True, note="家賃の滞納")
    )
    told.outside(OutsideWords(taro, "社会福祉協議会のCSW", "agency", "weak", "from", note="月2回の手紙"))
    keep_pet(
        PetWords(hanako, "猫", 2, "入院のときの預け先がない"), case=told.case, home=told.home, by=told.by
    )
    represent(
        RepresentativeWords(
            hanako,
            "daily_life",
            name="社会福祉協議会",
            scope="通帳の預かりと、家賃・公共料金の支払い",
            contact="0467-00-0030",
            since=told.by.today.isoformat(),
        ),
        case=told.case,
        home=told.home,
        by=told.by,
    )
    told.event("1987-04", "work", "市外の工場に就職", taro)
    told.event(
        "2006~",
        "withdrawal",
        "職場でのできごとのあと仕事を辞め、自室で過ごすようになる",
        taro,
        is_sensitive=True,
    )
    told.event("2019-11", "illness", "膝を痛め、外出が減る", hanako, is_sensitive=True)


def _okada_people() -> list[PersonWords]:
    return [
        PersonWords(
            name="岡田 美咲",
            kana="おかだ みさき",
            former_surname="石川",
            birth_on=date(1988, 6, 9),
            sex="female",
        ),
        PersonWords(
            name="岡田 直人",
            kana="おかだ なおと",
            birth_on=date(1985, 2, 17),
            sex="male",
            relation="spouse",
        ),
        PersonWords(
            name="岡田 結衣",
            kana="おかだ ゆい",
            birth_on=date(2017, 3, 30),
            sex="female",
            relation="daughter",
        ),
        PersonWords(
            name="岡田 結菜",
            kana="おかだ ゆいな",
            birth_on=date(2017, 3, 30),
            sex="female",
            relation="daughter",
        ),
        PersonWords(
            name="岡田 蓮",
            kana="おかだ れん",
            birth_on=date(2013, 9, 1),
            sex="male",
            relation="step_child",
        ),
    ]


def _okada_consultation(clock: Clock, by: Actor) -> int:
    return take(
        ConsultationWords(
            received_at=clock.instant(33, "13:30"),
            channel="visit",
            consulter="person",
            content="再婚して4人家族になった。三か月後に出産の予定。夫の仕事が減り、家賃と学校の費用が払えなくなりそう。",
            wish="「生まれる前に、暮らしの見通しを立てたい」",
        ),
        people=_okada_people(),
        issues=[
            IssueWords("poverty", "夫の収入が減り、家賃の支払いがむずかしい", (0, 1)),
            IssueWords("children", "出産を控え、上の子たちの世話に手が足りない", (0, 2, 3, 4)),
        ],
        dispositions=[Disposition.CONTINUES_HERE],
        by=by,
    )


def _okada(told: Told, clock: Clock) -> None:
    misaki, naoto, ren = told.person("岡田 美咲"), told.person("岡田 直人"), told.person("岡田 蓮")
    yui, yuina = told.person("岡田 結衣"), told.person("岡田 結菜")
    tsuyoshi = told.add(
        PersonWords(name="石川 剛", kana="いしかわ つよし", about_age=43, sex="male", lives_with=False),
        {yui: "father", yuina: "father"},
    )
    told.tie(KinshipWords(tsuyoshi, misaki, "spouse", since="2014", until="2021-08"))
    told.add(
        PersonWords(called="蓮の母", sex="female", lives_with=False), {ren: "mother", naoto: "former_spouse"}
    )
    told.tie(KinshipWords(ren, naoto, "son"))
    for twin in (yui, yuina):
        told.tie(KinshipWords(twin, naoto, "adopted_child", since="2024-10"))
    told.tie(KinshipWords(yui, yuina, "identical_twin"))
    told.add(
        PersonWords(called="お腹の子", due=clock.day(-60).isoformat()[:7], relation="child"),
        {misaki: "child", naoto: "child"},
    )
    for child, parent in ((yui, misaki), (yuina, misaki), (ren, naoto)):
        represent(
            RepresentativeWords(child, "parental", by_person=parent),
            case=told.case,
            home=told.home,
            by=told.by,
        )
    told.bond(misaki, ren, "distant", "まだ遠慮がある")
    told.bond(naoto, ren, "very_close")
    told.bond(tsuyoshi, misaki, "violence", "結婚していたころ。いまは連絡がない")
    told.bond(ren, yui, "care", "学校の送り迎え")
    told.outside(OutsideWords(ren, "小学校", "work_or_school", "strong", "both"))
    told.outside(OutsideWords(misaki, "産婦人科", "agency", "ordinary", "both"))
    told.outside(OutsideWords(naoto, "勤め先", "work_or_school", "weak", "from", is_in_conflict=True))
    told.event("2021-08", "family", "離婚。双子とともに実家へ", misaki, yui, yuina)
    told.event("2024-10", "family", "再婚。双子は夫と養子縁組", misaki, naoto, yui, yuina)
