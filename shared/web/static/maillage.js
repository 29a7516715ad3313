// Small improvements of pages that already work without any script.

const sending = "Envoi…";

/** A form sent twice does the same thing twice: after the first time its button waits. */
function submitOnce(event) {
  const form = event.target;
  if (!form.matches("[data-submit-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  if (!button) return;
  button.dataset.label = button.textContent;
  button.textContent = sending;
  button.setAttribute("aria-disabled", "true");
}

/** Coming back to a page with the browser's arrow finds its forms usable again. */
function restoreForms() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled][data-label]")) {
      button.textContent = button.dataset.label;
      button.removeAttribute("aria-disabled");
    }
  }
}

/** A refused form is shown by the answer to it: reloading, or coming back, reads the form instead of sending it again. */
function forgetSending() {
  const address = document.body.dataset.formAddress;
  if (address) history.replaceState(null, "", address);
}

/** `data-copy`: an address of this installation; `data-copy-text`: words as they are. */
async function copy(button) {
  const label = button.textContent;
  const words = button.dataset.copyText;
  await navigator.clipboard.writeText(words ?? new URL(button.dataset.copy, location.href).href);
  button.textContent = words ? "Copié" : "Lien copié";
  setTimeout(() => { button.textContent = label; }, 3000);
}

function onClick(event) {
  const copying = event.target.closest("[data-copy], [data-copy-text]");
  if (copying) copy(copying);
  const close = event.target.closest("[data-close-details]");
  if (close) {
    const details = close.closest("details");
    details.open = false;
    details.querySelector("summary").focus();
  }
  for (const menu of document.querySelectorAll("details.account[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

function onKey(event) {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details[open]:not(.map-box)");  // a map beside a list stays
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

/** French spacing: no line begins with « : » or « » », none ends with « « ». What people type is left alone. */
function keepSigns() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!/[«»:;!?]/.test(text.data) || text.parentElement.closest("textarea, option, script, style, code, pre")) continue;
    const spaced = text.data.replace(/(?<=«) | (?=[»:;!?](?![\wÀ-ÿ/]))/g, "\u00a0");
    if (spaced !== text.data) text.data = spaced;
  }
}

keepSigns();
document.addEventListener("submit", submitOnce);
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
addEventListener("pageshow", restoreForms);

forgetSending();

const needScript = navigator.clipboard ? "[data-copy], [data-copy-text], [data-close-details]" : "[data-close-details]";
for (const button of document.querySelectorAll(needScript)) button.hidden = false;
document.querySelector("[data-focus]")?.focus();
