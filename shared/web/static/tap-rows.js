// A form whose rows each hold one choice: touching a row goes to the next choice, and the form saves itself.
// Without this script the same form works with its radio buttons and its button.

const WAIT = 600;

/** The local hour as « 14 h 05 ». */
function hour(date = new Date()) {
  return `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, "0")}`;
}

class TapForm {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-tap-status]");
    this.changed = new Map();
    this.saving = false;
    form.classList.add("tap-live");
    for (const row of form.querySelectorAll(".tap-row")) this.dress(row);
    for (const help of form.querySelectorAll(".tap-help")) help.hidden = false;
    form.querySelector("[data-tap-save]").hidden = true;
    addEventListener("beforeunload", (event) => { if (this.changed.size || this.saving) event.preventDefault(); });
    form.addEventListener("submit", () => this.changed.clear());
    addEventListener("online", () => this.save());
  }

  /** Puts one large button in place of a row's radio buttons, which stay in the form and keep the answer. */
  dress(row) {
    const radios = [...row.querySelectorAll("input[type=radio]")];
    const name = row.querySelector("legend").textContent.trim();
    const button = document.createElement("button");
    const [who, answer] = [document.createElement("span"), document.createElement("span")];
    Object.assign(button, { type: "button", className: "tap-button" });
    Object.assign(who, { className: "tap-name", textContent: name });
    answer.className = "tap-answer";
    button.append(who, answer);
    const show = () => {
      const index = radios.findIndex((radio) => radio.checked);
      answer.textContent = index < 0 ? "À noter" : radios[index].parentElement.textContent.trim();
      if (index >= 0) button.dataset.choice = index + 1;
    };
    button.addEventListener("click", () => {
      const index = radios.findIndex((radio) => radio.checked);
      const next = radios[(index + 1) % radios.length];
      next.checked = true;
      show();
      this.note(next);
    });
    show();
    row.hidden = true;
    row.before(button);
  }

  note(radio) {
    this.changed.set(radio.name, radio.value);
    this.say("Enregistrement…");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT);
  }

  /** Sends only what changed, so that two people filling in the same sheet do not undo each other's answers. */
  async save() {
    if (this.saving || !this.changed.size) return;
    this.saving = true;
    const sent = new Map(this.changed);
    const body = new FormData();
    body.set("csrf_token", this.form.elements.csrf_token.value);
    for (const [name, value] of sent) body.set(name, value);
    const saved = await this.send(body);
    this.saving = false;
    if (!saved) return;
    for (const [name, value] of sent) if (this.changed.get(name) === value) this.changed.delete(name);
    if (this.changed.size) this.save();
    else this.say(`Enregistré à ${hour()}`, "good");
  }

  async send(body) {
    try {
      const answer = await fetch(this.form.action, { method: "POST", body });
      const same = new URL(answer.url).pathname === new URL(this.form.action).pathname;
      if (answer.ok && same) return true;
      this.say("Pas enregistré. Rechargez la page, puis vérifiez les dernières réponses.", "bad");
    } catch {
      this.say("Pas de connexion : rien n’est perdu tant que cette page reste ouverte. Nouvel essai dans un instant…", "bad");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), 5000);
    }
    return false;
  }

  say(text, tone = "") {
    this.status.textContent = text;
    this.status.dataset.tone = tone;
  }
}

for (const form of document.querySelectorAll("form[data-tap-rows]")) new TapForm(form);
