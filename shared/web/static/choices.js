// Among many boxes, those that hold the words that one types; what is ticked stays in sight.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(list, typed) {
  const words = plain(typed).split(/\s+/);
  for (const choice of list.querySelectorAll(".choice")) {
    const text = plain(choice.textContent);
    choice.hidden = !choice.querySelector(":checked") && !words.every((word) => text.includes(word));
  }
}

for (const search of document.querySelectorAll("[data-filter]")) {
  const field = search.querySelector("input");
  search.hidden = false;
  field.addEventListener("input", () => narrow(document.getElementById(search.dataset.filter), field.value));
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
