// Choices that have the words one types; what is chosen stays. Without this, a button sends the form to look.

const pause = 250;  // milliseconds without a letter

function newChoice({ name, kind, list, shown }, item) {
  const line = Object.assign(document.createElement("div"), { className: "choice" });
  const box = { className: "form-check-input", type: kind, id: `${list}-${item.id}`, name, value: item.id };
  const text = shown.split(" ").map((attribute) => item[attribute]).filter(Boolean).join(", ");
  const label = { htmlFor: box.id, textContent: text };
  line.append(Object.assign(document.createElement("input"), box), Object.assign(document.createElement("label"), label));
  return line;
}

function show(search, { items, count }) {
  const list = document.getElementById(search.dataset.list);
  for (const choice of list.querySelectorAll('.choice:not(:has(:checked, [value=""]))')) choice.remove();
  const kept = new Set(Array.from(list.querySelectorAll("input"), ({ value }) => value));
  const others = items.filter(({ id }) => !kept.has(id));
  list.append(...others.map((one) => newChoice(search.dataset, one)));
  if (count === 0) return "Aucun résultat.";
  const total = count.toLocaleString("fr-FR");
  return count > items.length ? `Les ${items.length} premiers sur ${total} : écrivez un mot de plus.` : "";
}

async function look(search, words, signal) {
  const asked = new URLSearchParams({ q: words, limit: search.dataset.most });
  try {
    const answer = await fetch(`${search.dataset.find}?${asked}`, { signal });
    if (!answer.ok) throw new Error(answer.status);
    return show(search, await answer.json());
  } catch (error) {
    return error.name === "AbortError" ? null : "La recherche ne répond pas. Réessayez dans un instant.";
  }
}

function follow(search) {
  const field = search.querySelector("input");
  const said = document.getElementById(field.getAttribute("aria-describedby"));
  let timer;
  let asking = new AbortController();
  search.querySelector("button").remove();
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    timer = setTimeout(async () => {
      const sentence = await look(search, field.value.trim(), signal);
      if (sentence !== null) said.textContent = sentence;
    }, pause);
  });
}

for (const search of document.querySelectorAll("[data-find]")) follow(search);
