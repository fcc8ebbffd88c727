// 条件のある項目を、同じ画面の答えに合わせて出し入れする。隠しても書いたものは消さず、数えるかどうかはサーバーが決める。
const answersOf = (code) => [...document.querySelectorAll(`[name="${CSS.escape(code)}"]`)]
  .flatMap((field) => (["radio", "checkbox"].includes(field.type) ? (field.checked ? [field.value] : []) : [field.value]));
const conditional = [...document.querySelectorAll("[data-shown-by]")];
const isHidden = (code) => conditional.some((item) => item.hidden && item.querySelector(`[name="${CSS.escape(code)}"]`));
const isWritten = (item) => [...item.querySelectorAll("input, textarea, select")]
  .some((field) => (["radio", "checkbox"].includes(field.type) ? field.checked && field.value : field.value.trim()));
const labelOf = (item) => item.querySelector("label, legend, .k-field__label").firstChild.textContent.trim();
const hiddenAnswers = document.querySelector("[data-hidden-answers]");
// 書いてから隠れた項目は、黙って消えも残りもしない。名を挙げて、どうなるかを知らせる。
const tellHidden = () => {
  const labels = conditional.filter((item) => item.hidden && isWritten(item)).map(labelOf);
  hiddenAnswers.hidden = labels.length === 0;
  const told = labels.length ? `${labels.map((label) => `「${label}」`).join("")}${hiddenAnswers.dataset.hiddenAnswers}` : "";
  if (hiddenAnswers.textContent !== told) hiddenAnswers.textContent = told;
};
const follow = () => {
  for (const item of conditional) {
    const by = item.dataset.shownBy;
    // 別の区分の答えで決まるものは、サーバーの判断のまま。
    if (!document.querySelector(`[name="${CSS.escape(by)}"]`)) continue;
    const wanted = item.dataset.shownFor.split(" ");
    item.hidden = isHidden(by) || !answersOf(by).some((answer) => wanted.includes(answer));
  }
  if (hiddenAnswers) tellHidden();
};
document.addEventListener("change", follow);
// 下書きの続きを入れたあとも合わせる。
document.addEventListener("focusin", follow);
follow();
