// 印刷のボタン。スクリプトが動かないときは出さず、ブラウザのメニューから印刷できる。
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
