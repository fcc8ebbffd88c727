"""Which kind of device a browser says it runs on; the rest of what it says is not kept."""

import pytest

from kasane.rules.devices import device_of

SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {SAFARI}", "パソコン"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI}", "パソコン"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {SAFARI}", "パソコン"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {SAFARI}", "パソコン"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {SAFARI} Mobile/15E148", "スマートフォン"),
        (f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {SAFARI} Mobile", "スマートフォン"),
        (f"Mozilla/5.0 (Linux; Android 15; SM-X710) {SAFARI}", "タブレット"),
        (f"Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) {SAFARI} Mobile/15E148", "タブレット"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_one_of_three_kinds_or_none(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device
