// 二重送信を防ぐ。押したあとに戻ったときは、また押せるようにする。
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// 押したあとの知らせに読み上げと次のTabを置く。すぐ「元に戻す」に届く。
document.querySelector("[data-told]")?.focus({ preventScroll: true });

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

// 15分使われなかった画面を隠す。書きかけがなければ確認の画面へ移り、あれば隠したまま、確認がすんだら戻れる。
const IDLE = 15 * 60 * 1000;
const AGAIN = "/sign-in/again/";
let used = Date.now();
for (const kind of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, () => { if (!document.body.dataset.hidden) used = Date.now(); }, { passive: true });
}
const hasDraft = () => [...document.querySelectorAll("main textarea, main input[type=text]")]
  .some((field) => field.value !== field.defaultValue);
const cover = document.querySelector("#k-lock");
if (cover) {
  setInterval(() => {
    if (document.body.dataset.hidden || Date.now() - used < IDLE) return;
    if (!hasDraft()) { location.assign(AGAIN + "?next=" + encodeURIComponent(location.pathname + location.search)); return; }
    document.body.dataset.hidden = "1";
    cover.showModal();
  }, 5000);
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch("/hat/", { redirect: "manual" });
    if (answer.ok) { delete document.body.dataset.hidden; used = Date.now(); cover.close(); }
  });
}
