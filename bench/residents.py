"""The people of a generated city: households with real surname frequencies, names of their time, addresses, phones."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice

from japanese_personal_name_dataset import load_dataset

Pair = tuple[str, str]


def pairs(text: str) -> dict[str, str]:
    """The `key=value` words of a text."""
    return {key: value for key, _, value in (word.partition("=") for word in text.split())}


UNKNOWN_EVERY = 100
FIRST_YEAR, LAST_YEAR, ADULT_SINCE = 1930, 2022, 2004
CITY, CHOME = "茅ヶ崎市", "一二三四五六七八九"
TOWNS = pairs(
    "南湖=6 東海岸北=5 東海岸南=6 中海岸=4 共恵=2 十間坂=3 茅ヶ崎=3 本村=5 小和田=3 松が丘=2 菱沼=3 浜竹=4 松浪=2 円蔵=2 "
    "下町屋=3 柳島=2 高田=5 香川=7 室田=3 みずき=4 今宿=4 萩園=9 中島=6 矢畑=5 西久保=6 浜之郷=7 松尾=3 鶴が台=4 甘沼=5 "
    "赤羽根=8 松風台=3 小桜町=2 浜見平=3 旭が丘=4 富士見町=4 若松町=3 緑が浜=3 白浜町=3 平和町=3 汐見台=4 出口町=3 美住町=3 "
    "常盤町=3 代官町=3 赤松町=4 桜ヶ丘=5 東町=6 西町=5 幸町=0 新栄町=0 元町=0 ひばりが丘=0 菱沼海岸=0 柳島海岸=0 浜須賀=0"
)
RURAL = ["芹沢", "行谷", "堤", "下寺尾", "平太夫新田"]
STREETS = [f"{town}{chome}丁目" for town, most in TOWNS.items() for chome in CHOME[: int(most)]]
STREETS += [town for town, most in TOWNS.items() if most == "0"] + RURAL
BUILDINGS = "メゾン{} コーポ{} ハイツ{} {}荘 パレス{} グラン{} {}マンション 第二{}ハイツ サンライズ{}"
BUILDING_WORDS = "海 湘南 桜 松風 渚 山田 若葉 サザン 烏帽子 みどり はまかぜ 潮 椿 南湖 富士見"
POPULAR_TEXT = """
和子=かずこ 幸子=さちこ 節子=せつこ 洋子=ようこ 恵子=けいこ 弘子=ひろこ 京子=きょうこ 文子=ふみこ 千代子=ちよこ
悦子=えつこ 信子=のぶこ 光子=みつこ 良子=よしこ 敏子=としこ 昭子=あきこ 静子=しずこ
由美子=ゆみこ 真由美=まゆみ 明美=あけみ 恵=めぐみ 直美=なおみ 久美子=くみこ 智子=ともこ 陽子=ようこ 裕子=ゆうこ
純子=じゅんこ 香織=かおり 美穂=みほ 優子=ゆうこ 愛=あい 麻衣=まい 理恵=りえ
陽菜=ひな 結衣=ゆい 葵=あおい 美咲=みさき 凛=りん 結菜=ゆいな 七海=ななみ 楓=かえで 莉子=りこ さくら=さくら
花音=かのん 心春=こはる 美羽=みう 優奈=ゆうな 遥=はるか 愛莉=あいり
清=きよし 実=みのる 勇=いさむ 茂=しげる 弘=ひろし 正=まさし 進=すすむ 博=ひろし 三郎=さぶろう 正雄=まさお 勝=まさる
隆=たかし 和夫=かずお 幸雄=ゆきお 一郎=いちろう 豊=ゆたか
誠=まこと 浩=ひろし 健一=けんいち 直樹=なおき 和彦=かずひこ 浩二=こうじ 聡=さとし 剛=つよし 哲也=てつや 英樹=ひでき
大輔=だいすけ 健太=けんた 雄一=ゆういち 亮=りょう 達也=たつや 淳=じゅん
翔太=しょうた 蓮=れん 大翔=ひろと 悠真=ゆうま 湊=みなと 陽翔=はると 颯太=そうた 樹=いつき 大和=やまと 海斗=かいと
拓海=たくみ 陸=りく 翼=つばさ 優斗=ゆうと 一樹=かずき 龍之介=りゅうのすけ
"""
ERAS = [list(pairs(text).items()) for text in re.findall(r"[^\n]+\n[^\n]+", POPULAR_TEXT)]
POPULAR = {"female": ERAS[:3], "male": ERAS[3:]}
POPULAR_SHARE, POPULAR_WEIGHTS = 0.4, list(accumulate(1 / (rank + 2) for rank in range(16)))


@dataclass(frozen=True)
class Registered:
    """What one desk wrote down about one person."""

    name: str
    kana: str
    former_surname: str
    birth_on: date | None
    birth_year: int | None
    birth_month: int | None
    sex: str
    address: str
    phone: str


def _weighed(sex: str, table: dict[str, list[str]]) -> dict[Pair, float]:
    """Given names and their readings by weight: readings with many spellings, and some spellings, are usual."""
    mixed, weighed = random.Random(0), dict.fromkeys((pair for era in POPULAR[sex] for pair in era), 3.0)
    for kana, forms in table.items():
        ranked = enumerate(mixed.sample(forms, len(forms)), 1)
        weighed |= {(kanji, kana): len(forms) / rank for rank, kanji in ranked}
    return weighed


BOYS_TABLE, GIRLS_TABLE, FAMILIES = load_dataset("org", include_last_names=True)
SURNAMES = {kanji: str(entry["reading"]) for kanji, entry in FAMILIES.items()}
SURNAME_LIST, COUNTS = list(SURNAMES), list(accumulate(entry["count"] for entry in FAMILIES.values()))
TABLES = (("male", BOYS_TABLE), ("female", GIRLS_TABLE))
SPELLED = {sex: {kana: entry["kanji"] for kana, entry in table.items()} for sex, table in TABLES}
WEIGHED = {sex: _weighed(sex, table) for sex, table in SPELLED.items()}
GIVEN = {sex: (list(table), list(accumulate(table.values()))) for sex, table in WEIGHED.items()}
READINGS: dict[Pair, list[str]] = {}
INITIALS: dict[Pair, list[Pair]] = {}
for _sex, _kanji_of, _kana_of in ((sex, *pair) for sex, table in WEIGHED.items() for pair in table):
    READINGS.setdefault((_sex, _kanji_of), []).append(_kana_of)
    INITIALS.setdefault((_sex, _kanji_of[0]), []).append((_kanji_of, _kana_of))


def new_surname(chance: random.Random) -> str:
    """A surname by real frequency."""
    return chance.choices(SURNAME_LIST, cum_weights=COUNTS)[0]


def _given(chance: random.Random, sex: str, year: int, like: str = "") -> Pair:
    """A given name of that time and its reading; with `like`, one that begins with the same character."""
    if (sex, like[:1]) in INITIALS:
        return chance.choice(INITIALS[sex, like[0]])
    if chance.random() < POPULAR_SHARE:
        return chance.choices(POPULAR[sex][(year > 1959) + (year > 1989)], cum_weights=POPULAR_WEIGHTS)[0]
    return chance.choices(GIVEN[sex][0], cum_weights=GIVEN[sex][1])[0]


def plot(chance: random.Random) -> str:
    """A plot in the city."""
    town = chance.choice(STREETS)
    if town in RURAL:
        return f"{CITY}{town}{chance.randint(1, 4999)}番地{chance.randint(1, 20)}"
    return f"{CITY}{town}{chance.randint(1, 60)}番{chance.randint(1, 40)}号"


def new_rooms(chance: random.Random) -> list[str]:
    """The addresses of all homes in a new apartment building."""
    name = chance.choice(BUILDINGS.split()).format(chance.choice(BUILDING_WORDS.split()))
    building = f"{plot(chance)} {name}"
    floors, doors = range(1, chance.randint(3, 7)), range(1, chance.randint(3, 9))
    rooms = [f"{building}{floor}{door:02}号室" for floor in floors for door in doors]
    return chance.sample(rooms, len(rooms))


def mobile(chance: random.Random) -> str:
    """A mobile phone number."""
    return f"0{chance.choice('789')}0-{chance.randint(1000, 9999)}-{chance.randrange(10_000):04}"


def land_line(number: int) -> str:
    """The land line of the household of that number; different for up to 800,000 households."""
    local = (number * 356_789 + 271_828) % 800_000
    return f"0467-{local // 10_000 + 10}-{local % 10_000:04}"


def _day(chance: random.Random, year: int) -> date:
    """A day of that year, or of the first or last year of the city's people."""
    first = date(min(max(year, FIRST_YEAR), LAST_YEAR), 1, 1)
    return date.fromordinal(first.toordinal() + chance.randrange(365))


def _births(chance: random.Random, mother: int, most: int) -> list[tuple[str, date]]:
    """Children of a mother born in that year; one birth in a hundred is of twins."""
    year, children = mother + chance.randint(20, 34), list[tuple[str, date]]()
    for _ in range(chance.choices((1, 2, 3), (45, 42, 13))[0]):
        born, twins = _day(chance, year), chance.random() < 0.01
        if year <= LAST_YEAR:
            children += [(chance.choice(("female", "male")), born) for _ in range(1 + twins)]
        year += chance.randint(1, 5)
    return children[:most]


def _members(chance: random.Random) -> tuple[list[tuple[str, date]], int]:
    """Sex and birthday of all in a household, and how many of them, the first ones, are or were married."""
    form = chance.choices(("single", "couple", "family", "one_parent", "siblings"), (33, 18, 34, 12, 3))[0]
    if form == "single":
        return [(chance.choice(("female", "male")), _day(chance, chance.randint(FIRST_YEAR, ADULT_SINCE)))], 0
    if form == "siblings":
        return _births(chance, chance.randint(FIRST_YEAR, 1970), 5), 0
    year = chance.randint(FIRST_YEAR + 3, 1998) if chance.random() < 0.5 else chance.randint(1965, 1996)
    adults = [("female", _day(chance, year)), ("male", _day(chance, year + chance.randint(-6, 3)))]
    if form == "one_parent":
        adults = adults[:1] if chance.random() < 0.85 else adults[1:]
    children = [] if form == "couple" else _births(chance, year, 5 - len(adults))
    return adults + children, len(adults)


def _household(chance: random.Random, address: str, line: str) -> Iterator[Registered]:
    """The people of one household."""
    surname, (people, married) = new_surname(chance), _members(chance)
    used, before, parent, like = set[str](), date.min, "", ""
    for place, (sex, born) in enumerate(people):
        shared = 0.3 if born == before else 0.08 if place >= married else 0
        given, kana = _given(chance, sex, born.year, like if chance.random() < shared else "")
        while given in used:
            given, kana = _given(chance, sex, born.year)
        used.add(given)
        minor = born.year > ADULT_SINCE and parent
        own, shares = (parent, (45, 40, 15)) if minor else (mobile(chance), (60, 25, 15))
        phone = chance.choices((own, line, ""), shares)[0]
        renamed = place < married and sex == "female" and chance.random() < 0.145
        former = new_surname(chance) if renamed else ""
        former = "" if former == surname else former
        name, spoken = f"{surname} {given}", f"{SURNAMES[surname]} {kana}"
        yield Registered(name, spoken, former, born, None, None, sex, address, phone)
        before, like, parent = born, given, (phone if place < married else parent)


def residents(count: int, seed: int) -> Iterator[Registered]:
    """`count` correct records of people in households, the same for the same seed."""
    chance = random.Random(seed)
    made, number, free = 0, 0, list[str]()
    while made < count:
        number += 1
        in_building = chance.random() < 0.45
        free = free or new_rooms(chance)
        address = free.pop() if in_building else plot(chance)
        people = list(_household(chance, address, land_line(number)))[: count - made]
        made += len(people)
        yield from people


def registered(count: int, seed: int) -> Iterator[Registered]:
    """The people whom the city's desks know already: all residents but one in a hundred."""
    known = (one for n, one in enumerate(residents(count * 2, seed), 1) if n % UNKNOWN_EVERY)
    return islice(known, count)


def unknown(count: int, seed: int) -> Iterator[Registered]:
    """People among a city of so many whom no desk knows, though it may know their family."""
    return islice(residents(count, seed), UNKNOWN_EVERY - 1, None, UNKNOWN_EVERY)
