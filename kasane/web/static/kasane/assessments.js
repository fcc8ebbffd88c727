// 条件のある項目を、同じ画面の答えに合わせて出し入れする。隠しても書いたものは消さず、数えるかどうかはサーバーが決める。
const answersOf = (code) => [...document.querySelectorAll(`[name="${CSS.escape(code)}"]`)]
  .flatMap((field) => (["radio", "checkbox"].includes(field.type) ? (field.checked ? [field.value] : []) : [field.value]));
const conditional = [...document.querySelectorAll("[data-shown-by]")];
const isHidden = (code) => conditional.some((item) => item.hidden && item.querySelector(`[name="${CSS.escape(code)}"]`));
const follow = () => {
  for (const item of conditional) {
    const by = item.dataset.shownBy;
    // 別の区分の答えで決まるものは、サーバーの判断のまま。
    if (!document.querySelector(`[name="${CSS.escape(by)}"]`)) continue;
    const wanted = item.dataset.shownFor.split(" ");
    item.hidden = isHidden(by) || !answersOf(by).some((answer) => wanted.includes(answer));
  }
};
document.addEventListener("change", follow);
// 下書きの続きを入れたあとも合わせる。
document.addEventListener("focusin", follow);
follow();
