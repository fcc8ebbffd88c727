// パスキーを作る・使う。用紙の data-passkey が create か get、選べるものは #passkey-options に入っている。
const TOLD = {
  NotAllowedError: "パスキーの操作が終わりませんでした。もう一度押してください。",
  InvalidStateError: "このパスキーは、もう登録されています。",
  SecurityError: "このアドレスでは、パスキーを使えません。システム管理者にお知らせください。",
};
const NOT_HERE = "このブラウザでは、パスキーを使えません。確認コードを使ってください。";

async function credentialFor(kind, options) {
  if (kind === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.creation_options.publicKey);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey);
  return navigator.credentials.get({ publicKey });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const says = form.querySelector("[data-passkey-says]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.textContent = "";
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      says.textContent = NOT_HERE;
      return;
    }
    try {
      const options = JSON.parse(document.getElementById("passkey-options").textContent);
      const credential = await credentialFor(form.dataset.passkey, options);
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (error) {
      says.textContent = TOLD[error.name] || NOT_HERE;
    }
  });
}
