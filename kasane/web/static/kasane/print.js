// 「印刷する」を押したら、ブラウザの印刷を開く。
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
