// The map beside the list. The list is complete without it: no script, no tiles, nothing lost.

const box = document.querySelector("#carte");
const wide = matchMedia("(min-width: 1000px)");
const franceFromAfar = { centre: [46.6, 2.4], zoom: 6 };
const fewEnoughForTheKeyboard = 400;

function say(text) {
  const words = box.querySelector(".map-words");
  words.textContent = text;
  words.hidden = !text;
}

/** The list takes the room of a map that cannot be drawn. */
function giveUp(text) {
  box.querySelector(".map").hidden = true;
  box.classList.add("map-gone");
  say(text);
}

function load(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

async function loadLeaflet() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.style });
  const script = Object.assign(document.createElement("script"), { src: box.dataset.script });
  await Promise.all([load(style), load(script)]);
}

function popup({ label, commune, href }) {
  const target = box.dataset.target ?? "";
  const link = Object.assign(document.createElement("a"), { href, textContent: label, target, rel: "noopener" });
  const content = document.createElement("p");
  content.append(link, document.createElement("br"), commune);
  return content;
}

/** Few points are buttons that the keyboard reaches; many are drawn. */
function marker(feature, few) {
  const [longitude, latitude] = feature.geometry.coordinates;
  const { label } = feature.properties;
  if (!few) return L.circleMarker([latitude, longitude], { radius: 7, className: "map-point" });
  const icon = L.divIcon({ className: "map-dot", iconSize: [24, 24] });
  return L.marker([latitude, longitude], { icon, title: label, alt: label });
}

/** Without its first tiles there is nothing to look at: a sentence says so. */
function watchTiles(tiles, place) {
  let arrived = 0;
  tiles.on("tileload", () => { arrived += 1; });
  tiles.on("tileerror", () => {
    if (arrived || place.hidden) return;
    giveUp("Le fond de carte ne répond pas. La liste est complète sans lui.");
  });
}

/** What of the list is not on the map. */
function missing({ features, numberMatched: located }) {
  if (!features.length) return "Aucune structure de cette liste n’a de coordonnées.";
  if (features.length >= located) return "";
  const [shown, all] = [features.length, located].map((number) => number.toLocaleString("fr-FR"));
  return `${shown} lieux montrés sur ${all} : précisez la recherche.`;
}

function draw(place, collection) {
  const { features } = collection;
  place.hidden = false;
  const map = L.map(place, { scrollWheelZoom: false, preferCanvas: true, zoomControl: false });
  L.control.zoom({ zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
  map.attributionControl.setPrefix(false);
  const few = features.length <= fewEnoughForTheKeyboard;
  const points = L.featureGroup(features.map((one) => marker(one, few).bindPopup(popup(one.properties))));
  if (features.length) map.fitBounds(points.getBounds(), { padding: [30, 30], maxZoom: 14 });
  else map.setView(franceFromAfar.centre, franceFromAfar.zoom);
  const credit = Object.assign(document.createElement("span"), { textContent: box.dataset.credit }).innerHTML;
  const tiles = L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: credit });
  watchTiles(tiles, place);
  tiles.addTo(map);
  points.addTo(map);
  say(missing(collection));
}

async function show() {
  if (box.dataset.shown) return;
  box.dataset.shown = "yes";
  say("La carte arrive…");
  try {
    const [answer] = await Promise.all([fetch(box.dataset.points), loadLeaflet()]);
    draw(box.querySelector(".map"), await answer.json());
  } catch {
    giveUp("La carte ne répond pas. La liste est complète sans elle.");
  }
}

if (box) {
  box.addEventListener("toggle", () => { if (box.open) show(); });
  box.open = wide.matches || location.hash === "#carte";
  addEventListener("hashchange", () => { if (location.hash === "#carte") box.open = true; });
  wide.addEventListener("change", () => { if (wide.matches) box.open = true; });
}
