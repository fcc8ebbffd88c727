// お知らせの数。画面が出たあとに数だけをたずね、開いているあいだは数分ごとにたずね直す。わからないときは何も出さない。
const ASK_AGAIN = 3 * 60 * 1000;
const STILL_NEW = 60 * 1000;
const KEPT_COUNT = "kasane-notices";
const counter = document.querySelector("#k-count");

function ask() {
  if (window.htmx && !document.hidden && !document.body.dataset.hidden) window.htmx.trigger(counter, "ask");
}

function kept() {
  const [at, number] = (sessionStorage.getItem(KEPT_COUNT) || "").split("/");
  return Date.now() - Number(at) < STILL_NEW && /^\d*$/.test(number) ? number : null;
}

// 何かを送ったあと（読んだ、済みにした、役割を替えた、サインアウトした）は、覚えていた数は古い。
document.addEventListener("submit", () => sessionStorage.removeItem(KEPT_COUNT));

if (counter) {
  counter.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr?.status === 200) {
      sessionStorage.setItem(KEPT_COUNT, `${Date.now()}/${counter.textContent.trim()}`);
    } else {
      counter.textContent = "";
      sessionStorage.removeItem(KEPT_COUNT);
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    const number = kept();
    if (number === null) ask();
    else counter.textContent = number;
  });
  document.addEventListener("visibilitychange", () => { if (kept() === null) ask(); });
  setInterval(ask, ASK_AGAIN);
}
