// The map beside the list. The list is complete without it: no script, no tiles, nothing lost.

const box = document.querySelector("#carte");
const wide = matchMedia("(min-width: 1000px)");
const franceFromAfar = { centre: [46.6, 2.4], zoom: 6 };
const nearest = 18;
const finger = 44;  // CSS pixels
const fewEnoughToList = 5;
const patience = 8000;  // milliseconds

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

function link({ label, href }) {
  const target = box.dataset.target ?? "";
  return Object.assign(document.createElement("a"), { href, textContent: label, target, rel: "noopener" });
}

function popup(features) {
  const content = document.createElement("ul");
  content.className = "plain-list";
  for (const { properties } of features) {
    const line = document.createElement("li");
    line.append(link(properties), document.createElement("br"), properties.commune);
    content.append(line);
  }
  return L.popup({ maxHeight: 240 }).setContent(content);
}

function position({ geometry: { coordinates: [longitude, latitude] } }) {
  return L.latLng(latitude, longitude);
}

/** Points nearer than a finger is wide are one mark: two marks never share a pixel (WCAG 2.2, 2.5.8). */
function grouped(features, map) {
  const cells = new Map();
  const groups = [];
  const around = [-1, 0, 1];
  for (const feature of features) {
    const at = map.project(position(feature));
    const [column, row] = [at.x, at.y].map((pixels) => Math.floor(pixels / finger));
    const near = around.flatMap((x) => around.map((y) => cells.get(`${column + x} ${row + y}`)))
      .find((one) => one && Math.abs(one.at.x - at.x) < finger && Math.abs(one.at.y - at.y) < finger);
    const group = near ?? { at, features: [] };
    group.features.push(feature);
    if (near) continue;
    cells.set(`${column} ${row}`, group);
    groups.push(group);
  }
  return groups;
}

/** The focus goes to the first place of the list, and back to the mark when the list closes. */
function listPlaces(mark, features) {
  mark.bindPopup(popup(features));
  mark.on("popupopen", ({ popup: opened }) => {
    opened.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", "Fermer");
    opened.getElement().querySelector("li a").focus({ preventScroll: true });
  });
  mark.on("popupclose", ({ popup: closed }) => {
    if (closed.getElement().contains(document.activeElement)) mark.getElement()?.focus({ preventScroll: true });
  });
}

/** A place says what it is; a few are listed; more are looked at from nearer. */
function newMark({ features }, map, approach) {
  const [first] = features;
  const count = features.length.toLocaleString("fr-FR");
  const title = features.length > 1 ? `${count} lieux, dont ${first.properties.label}` : first.properties.label;
  const icon = features.length > 1
    ? L.divIcon({ className: "map-dot map-group", iconSize: [36, 36], html: count })
    : L.divIcon({ className: "map-dot", iconSize: [24, 24] });
  // Leaflet would also move the map under the finger that touches a mark near its edge, and the touch would be lost.
  const mark = L.marker(position(first), { icon, title, autoPanOnFocus: false });
  mark.on("add", () => {
    mark.getElement().setAttribute("aria-label", title);
    mark.getElement().addEventListener("focus", ({ target }) => {
      if (target.matches(":focus-visible")) map.panInside(mark.getLatLng(), { padding: [24, 24] });
    });
  });
  if (features.length <= fewEnoughToList || map.getZoom() >= nearest) listPlaces(mark, features);
  else mark.on("click", approach).on("keypress", ({ originalEvent: { key } }) => { if (key === "Enter") approach(); });
  return mark;
}

/** Only the marks in sight are there, so that Tab soon leaves the map. */
function showPoints(features, map) {
  const layer = L.layerGroup().addTo(map);
  let groups = [];

  function approach(group) {
    const isFocused = group.mark.getElement() === document.activeElement;
    const bounds = L.latLngBounds(group.features.map(position));
    const zoom = Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds.pad(0.1)));
    const focusAgain = () => groups.find((one) => one.features.includes(group.features[0])).mark.getElement()?.focus();
    if (isFocused) map.once("zoomend", focusAgain);
    map.setView(bounds.getCenter(), Math.min(zoom, nearest));
  }

  function showThoseInSight() {
    const inSight = map.getBounds();
    for (const group of groups) {
      group.mark ??= newMark(group, map, () => approach(group));
      if (inSight.contains(group.mark.getLatLng()) || group.mark.isPopupOpen()) layer.addLayer(group.mark);
      else layer.removeLayer(group.mark);
    }
  }

  function regroup() {
    layer.clearLayers();
    groups = grouped(features, map);
    showThoseInSight();
  }

  function onKey(event) {
    if (event.key === "Escape") map.closePopup();
    if (event.key !== " " || !event.target.matches(".map-dot")) return;
    event.preventDefault();
    event.target.click();  // Leaflet itself knows Enter only
  }

  map.on("zoomend", regroup).on("moveend", showThoseInSight);
  map.getContainer().addEventListener("keydown", onKey);
  regroup();
}

/** Without its first tiles there is nothing to look at: a sentence says so, at the latest when patience is over. */
function watchTiles(tiles, place) {
  let arrived = false;
  const doubt = () => {
    if (arrived || place.hidden) return;
    giveUp("Le fond de carte ne répond pas. La liste est complète sans lui.");
  };
  tiles.on("tileload", () => { arrived = true; });
  tiles.on("tileerror", doubt);
  setTimeout(doubt, patience);
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
  const map = L.map(place, { scrollWheelZoom: false, zoomControl: false, maxZoom: nearest });
  L.control.zoom({ zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (features.length) map.fitBounds(L.latLngBounds(features.map(position)), { padding: [30, 30], maxZoom: 14 });
  else map.setView(franceFromAfar.centre, franceFromAfar.zoom);
  const credit = Object.assign(document.createElement("span"), { textContent: box.dataset.credit }).innerHTML;
  const tiles = L.tileLayer(box.dataset.tiles, { maxZoom: nearest, attribution: credit });
  watchTiles(tiles, place);
  tiles.addTo(map);
  showPoints(features, map);
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
