// 書きかけを数秒ごとにサーバーに残し、開き直したときに続きから書けるようにする。
const WAIT = 3000;
// 版も残す。下書きのあとにほかの人が書き直していたら、二人の文を見くらべる画面になる。
const SKIPPED = new Set(["csrfmiddlewaretoken", "draft"]);

function entries(form) {
  return [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
}

function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  for (const field of form.elements) {
    if (!field.name || SKIPPED.has(field.name) || field.type === "file") continue;
    const told = values.get(field.name) || [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = told.includes(field.value);
    else if (told.length) field.value = told[0];
    if (told.length && told[0]) field.closest("details")?.setAttribute("open", "");
  }
}

// 用紙がいくつもある画面では、どの用紙の下書きかを場所に付ける。
function placeOf(form) {
  return form.dataset.keeps ? `#${form.dataset.keeps}` : "";
}

function mark(form, draft) {
  let hidden = form.querySelector("input[name=draft]");
  if (!hidden) {
    hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "draft";
    form.append(hidden);
  }
  hidden.value = draft;
}

function watch(form) {
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let kept = JSON.stringify(entries(form));
  const say = (text) => { if (status) status.textContent = text; };
  const save = async () => {
    const fields = JSON.stringify(entries(form));
    if (fields === kept || form.dataset.sent) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("fields", fields);
    body.set("path", location.pathname + placeOf(form));
    body.set("label", document.title.split("｜")[0]);
    body.set("draft", form.querySelector("input[name=draft]")?.value || "");
    try {
      const answer = await fetch("/drafts/", { method: "POST", body, redirect: "manual" });
      const told = answer.ok || answer.status === 409 ? await answer.json() : {};
      if (told.draft) {
        kept = fields;
        mark(form, told.draft);
        const now = new Date();
        say(`${now.getHours()}時${String(now.getMinutes()).padStart(2, "0")}分に下書きを残しました。`);
      } else {
        say(told.refused || "下書きを残せていません。別の画面でサインインすると、また残せるようになります。");
      }
    } catch {
      say("サーバーにつながらないため、下書きを残せていません。画面はそのままにしてください。");
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, WAIT); });
  addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}

for (const form of document.querySelectorAll("form[data-keeps]")) {
  watch(form);
  for (const button of document.querySelectorAll(`[data-drafts="${form.dataset.keeps}"] [data-restore]`)) {
    button.addEventListener("click", async () => {
      const answer = await fetch(button.dataset.restore);
      if (!answer.ok) return;
      fill(form, (await answer.json()).fields);
      mark(form, button.dataset.draft);
      button.closest(".k-notice").remove();
      form.closest("details")?.setAttribute("open", "");
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    });
  }
}
