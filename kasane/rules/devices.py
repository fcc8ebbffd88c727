"""What kind of device somebody signed in from, as far as they need it to know their own again; nothing finer is kept."""


def device_of(user_agent: str) -> str:
    """A telephone, a tablet or a computer, from what a browser says of itself; empty where it says nothing of the kind."""
    says = user_agent.casefold()
    if "ipad" in says or ("android" in says and "mobile" not in says):
        return "タブレット"
    if "iphone" in says or "android" in says:
        return "スマートフォン"
    if any(word in says for word in ("windows", "macintosh", "cros", "linux")):
        return "パソコン"
    return ""
