// 「印刷する」。押したところの画面を、そのまま紙に出す。
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
