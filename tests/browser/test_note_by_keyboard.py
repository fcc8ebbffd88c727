"""A note with a paper put to it, written without a mouse."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, FileChooser, Page

from kasane.web.components.sealed import searched
from seeds.town.paper import blank_sheet
from tests.browser.conftest import Office

pytestmark = pytest.mark.browser
FARTHEST = 60


def tabs_to(page: Page, wanted: str) -> None:
    """Press Tab until the element of that name in the form has the focus."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
            == wanted
        ):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def chooses(page: Page) -> FileChooser:
    """The window of files, opened from the keyboard; a busy machine may let a first press pass."""
    for _ in range(3):
        try:
            with page.expect_file_chooser(timeout=5_000) as chooser:
                page.keyboard.press("Enter")
            return chooser.value
        except Error:
            continue
    raise AssertionError("Enter opens no window of files")


def test_a_note_with_a_paper_is_written_by_keyboard_alone(busy_office: Office, tmp_path: Path) -> None:
    sheet = tmp_path / "scan.png"
    sheet.write_bytes(blank_sheet())
    sato = busy_office.seat("sato")
    page = sato.page
    sato.go(searched("/search/", "山田"))
    page.get_by_role("link", name=re.compile("山田 花子")).first.click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-z]{13}/$"))
    sato.go(page.url.removeprefix(busy_office.base) + "notes/new/")
    tabs_to(page, "text")
    page.keyboard.type("keyboard 玄関で立ち話")
    tabs_to(page, "kind")
    page.keyboard.press("ArrowDown")
    tabs_to(page, "concerns")
    page.keyboard.press("Space")
    tabs_to(page, "相手・場所・時間")
    page.keyboard.press("Enter")
    tabs_to(page, "place")
    page.keyboard.type("自宅")
    tabs_to(page, "papers")
    chooses(page).set_files(sheet)
    tabs_to(page, "経過を保存する")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/notes/$"))
    written = page.locator(".k-timeline > li", has_text="玄関で立ち話")
    assert "自宅" in written.inner_text()
    with page.expect_download() as download:
        written.get_by_role("link", name=re.compile("添付1")).press("Enter")
    assert download.value.suggested_filename == "paper.png"
