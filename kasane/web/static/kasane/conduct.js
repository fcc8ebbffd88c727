// 会議を進める画面の欄は、書く手が止まったときと欄を離れたときに、ひとりでに保存される。
// ほかの人が先に書き直していたら、保存せずに二人の文を並べ、どう残すかを書いている人が選ぶ。
const PAUSE = 2000;
const AGAIN_AFTER = 8000;
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

class LiveField {
  constructor(box) {
    this.box = box;
    this.address = box.dataset.live;
    this.area = box.querySelector("textarea");
    this.status = box.querySelector(".k-live__status");
    this.conflict = box.querySelector(".k-live__conflict");
    this.edition = Number(box.dataset.edition);
    this.stored = this.area.value;
    this.theirs = null;
    this.timer = 0;
    this.sending = null;
    this.area.addEventListener("input", () => this.later(PAUSE));
    this.area.addEventListener("blur", () => this.save());
    this.area.addEventListener("focus", () => this.refresh());
    for (const button of box.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => this.settle(button.dataset.keep));
    }
  }

  get isDirty() { return this.area.value !== this.stored; }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
    if (this.isDirty && !this.theirs) this.say("書いています");
  }

  say(text) { this.status.textContent = text; }

  // 書き始める前に、ほかの人の書いたものを見せる。
  async refresh() {
    if (this.isDirty || this.area.readOnly) return;
    try {
      const answer = await fetch(this.address, { redirect: "manual" });
      if (!answer.ok) return;
      const told = await answer.json();
      // 待つあいだに自分が保存していたら、届いた答えのほうが古い。
      await this.sending;
      if (told.edition <= this.edition) return;
      if (this.isDirty) { this.ask(told); return; }
      this.take(told);
      this.say(`${told.at}　${told.by}さんが書き直しました。`);
    } catch { /* つながらないときは、保存のときに知らせる。 */ }
  }

  take(told) {
    this.edition = told.edition;
    this.keep(told.text);
    this.area.value = told.text;
  }

  // 保存した文を覚える。15分の隠す画面は、覚えた文とちがう欄を書きかけとして見る。
  keep(text) {
    this.stored = text;
    this.area.defaultValue = text;
  }

  async save() {
    clearTimeout(this.timer);
    if (!this.isDirty || this.theirs || this.area.readOnly) return;
    if (this.sending) { await this.sending; return this.save(); }
    this.sending = this.send(this.area.value);
    await this.sending;
    this.sending = null;
  }

  async send(text) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    body.set("text", text);
    body.set("edition", String(this.edition));
    try {
      const answer = await fetch(this.address, { method: "POST", body, redirect: "manual", keepalive: text.length < 15000 });
      if (answer.ok) {
        const told = await answer.json();
        const typed = this.area.value;
        this.edition = told.edition;
        this.keep(text);
        if (typed !== text) this.area.value = typed;
        this.say(`${told.at}に保存しました。`);
      } else if (answer.status === 409) {
        const told = await answer.json();
        if (told.is_outrun) this.ask(told);
        else this.say(told.refused);
      } else {
        this.say("まだ保存できていません。別の画面でサインインすると、また保存されます。");
        this.later(AGAIN_AFTER);
      }
    } catch {
      this.say("サーバーにつながらないため、まだ保存できていません。画面はそのままにしてください。");
      this.later(AGAIN_AFTER);
    }
  }

  ask(told) {
    this.offer(
      told,
      `${told.at}に${told.by}さんもこの欄を書きました。上の文はまだ保存されていません。${told.by}さんの文：`,
      "まだ保存していません。どう残すかを選んでください。",
    );
  }

  offer(told, title, status) {
    this.theirs = told;
    this.conflict.querySelector("[data-conflict-title]").textContent = title;
    this.conflict.querySelector("[data-theirs]").textContent = told.text || "（空欄）";
    const [theirs, mine] = told.by ? ["こちらを残す", "自分の文で書き換える"] : ["この案にする", "いまの文のままにする"];
    this.conflict.querySelector("[data-keep=theirs]").textContent = theirs;
    this.conflict.querySelector("[data-keep=mine]").textContent = mine;
    this.conflict.hidden = false;
    this.say(status);
  }

  // 書いたことからつくった案。欄が空なら入れ、書いてあれば、どう残すかを選んでもらう。
  propose(text) {
    if (this.area.value.trim() && this.area.value !== text) {
      this.offer({ text, edition: this.edition }, "書いたことから、この案ができました。", "欄の文と案の、どちらを残すかを選んでください。");
      return;
    }
    this.area.value = text;
    this.area.focus();
    this.save();
  }

  settle(how) {
    const told = this.theirs;
    const mine = this.area.value;
    this.theirs = null;
    this.conflict.hidden = true;
    if (told.by) this.take(told);
    const chosen = { theirs: told.text, mine, both: [told.text, mine].filter(Boolean).join("\n") };
    this.area.value = chosen[how];
    this.area.focus();
    if (this.isDirty) this.save();
    else this.say("選んだ文を残しました。");
  }
}

const live = [...document.querySelectorAll("[data-live]")].map((box) => new LiveField(box));
for (const button of document.querySelectorAll("[data-draft-from]")) {
  button.addEventListener("click", async () => {
    const field = live.at(-1);
    await Promise.all(live.map((one) => one.save()));
    const answer = await fetch(button.dataset.draftFrom, { redirect: "manual" });
    if (answer.ok) field.propose((await answer.json()).text);
    else field.say("案をつくれませんでした。画面を開き直してください。");
  });
}
if (live.length) {
  document.addEventListener("submit", () => live.forEach((field) => field.save()));
  addEventListener("visibilitychange", () => { if (document.hidden) live.forEach((field) => field.save()); });
  addEventListener("beforeunload", (event) => {
    if (live.some((field) => field.isDirty)) {
      live.forEach((field) => field.save());
      event.preventDefault();
    }
  });
}
