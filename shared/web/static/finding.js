// The results of the other services, brought into the page. Without this the page has a link to each of them.

const LONGEST_WAIT = 15_000;  // milliseconds, for one service
const page = document.querySelector("[data-finding]");
const said = page.querySelector("[role=status]");

/** The results of a service, or null when it does not answer with results: down, slow, or the session is over. */
async function resultsOf(href) {
  try {
    const answer = await fetch(`${href}&fragment=1`, { signal: AbortSignal.timeout(LONGEST_WAIT) });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-found]");
  } catch {
    return null;
  }
}

/** How many things one service found; null when it did not answer. */
async function bring(source) {
  const found = await resultsOf(source.dataset.source);
  source.querySelector("[data-waiting]").hidden = true;
  source.querySelector("[data-silent]").hidden = found !== null;
  if (found === null) return null;
  source.append(found);
  if (found.querySelector("[data-exact]")) source.parentElement.prepend(source);
  return Number(found.dataset.found);
}

function tell(total, everyoneAnswered) {
  const count = total.toLocaleString("fr-FR");
  const sentence = total === 0 ? "Aucun résultat." : total === 1 ? "1 résultat." : `${count} résultats.`;
  said.textContent = everyoneAnswered ? sentence : `${sentence} Une partie de la recherche ne répond pas.`;
  page.querySelector("[data-nothing]").hidden = total > 0 || !everyoneAnswered;
}

async function search() {
  const sources = [...page.querySelectorAll("[data-source]")];
  for (const plain of page.querySelectorAll("[data-plain]")) plain.hidden = true;
  for (const source of sources) source.querySelector("[data-waiting]").hidden = false;
  said.textContent = "Recherche en cours…";
  const here = Number(page.querySelector("[data-found]").dataset.found);
  const counts = await Promise.all(sources.map(bring));
  tell(counts.reduce((sum, count) => sum + (count ?? 0), here), !counts.includes(null));
}

search();
