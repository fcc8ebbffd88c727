"""Both tools at once: wapiti walks as one person, sqlmap takes everybody's fields, one person after the other."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.place import Served
from tests.scan import sqlmap, wapiti
from tests.scan.catcher import catching
from tests.scan.findings import Finding, Run
from tests.scan.reports import asked
from tests.scan.site import Target, ask_again, everything, signed_in, targets

# Who sees the most of the town.
WHO = "tanaka"


def scanned(served: Served, seconds: float, chance: random.Random, folder: Path) -> list[Run]:
    pages = everything(served)
    people = {who: signed_in(who, served) for who in sorted({who for who, _ in pages.values()})}
    paths = {who: [path for whose, path in pages.values() if whose == who] for who in people}
    wanted = {who: targets(browser, paths[who]) for who, browser in people.items()}
    # Asked again for the password, a session changes its key: who walks has one that nobody else uses.
    walker = signed_in(WHO, served)
    before, until = _totals(served), time.monotonic() + seconds
    with catching() as caught, ThreadPoolExecutor(1) as beside:
        walking = beside.submit(
            wapiti.scan, walker, paths[WHO], seconds=seconds, folder=folder, caught=caught
        )
        tried, found = 0, []
        for name, is_form in (("queries", False), ("forms", True)):
            turns = list(people)
            chance.shuffle(turns)
            for place, who in enumerate(turns):
                mine = [one for one in wanted[who] if bool(one.body) is is_form]
                chance.shuffle(mine)
                share = (until - time.monotonic()) / (len(turns) - place)
                if mine and share > 1:
                    ask_again(people[who])
                    by = time.monotonic() + (share if is_form else until - time.monotonic())
                    fields, more = sqlmap.scan(people[who], mine, by, folder / f"sqlmap-{who}-{name}")
                    tried, found = tried + fields, found + more
        walked = walking.result()
    after = _totals(served)
    if walker.get("/").status_code != 200:
        found.append(Finding("wapiti", "サインインが途中で切れた", "home", ""))
    fields = sum(_places(one) for ones in wanted.values() for one in ones)
    said = f"問い合わせと用紙の {fields:,} の欄のうち {tried:,} に"
    rest = (after[0] - before[0] - walked.requests, after[1] - before[1] - walked.faults)
    return [walked, Run("sqlmap", said, *rest, tuple(found))]


def _totals(served: Served) -> tuple[int, int]:
    """How often the product was asked so far, and how often it answered with a fault."""
    counts = asked(served)
    return sum(counts.values()), sum(count for (_, status), count in counts.items() if status == "5")


def _places(target: Target) -> int:
    """How many fields sqlmap tries in a request."""
    return target.body.count("*") or target.path.count("=")
