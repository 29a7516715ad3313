// Reads places in the national schema (JSON, standard input) as the national map does, and adds what its reading leaves
// unchecked. Writes one line per fault; says nothing when there is none.
const {
  fromSchemaLieuxDeMediationNumerique,
  isValidCourriel,
  isValidUrl,
  fromSchemaLieuDeMediationNumerique,
  toSchemaLieuMediationNumerique,
} = require("@gouvfr-anct/lieux-de-mediation-numerique");

const OpeningHours = require("opening_hours");

const PLACEHOLDER = "0".repeat(14);

// The sum of a true SIRET, every second figure doubled, is a multiple of ten; La Poste's plain sum is one of five.
const isSiret = (text) => {
  if (!/^\d{14}$/.test(text)) return false;
  const figures = [...text].map(Number);
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  if (text.startsWith("356000000") && sum(figures) % 5 === 0) return true;
  return sum(figures.map((figure, index) => (index % 2 ? figure : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][figure]))) % 10 === 0;
};

// The reference reader of OpenStreetMap mends « lundi » or « 9h » and warns: other readers do not mend.
const hoursFault = (text) => {
  try {
    return new OpeningHours(text, { lat: 43.3, lon: -0.37, address: { country_code: "fr", state: "" } }).getWarnings()[0];
  } catch (error) {
    return String(error);
  }
};

const places = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const faults = [];

for (const place of places) {
  const say = (fault) => faults.push(`${place.id}: ${fault}`);
  try {
    const again = toSchemaLieuMediationNumerique(fromSchemaLieuDeMediationNumerique(place));
    for (const name of Object.keys(place)) {
      if (again[name] === undefined) say(`${name} is lost`);
    }
  } catch (error) {
    say(`${error.key ?? "?"}: ${error.message}`);
  }
  if (!place.services) say("no services: the map takes it for closed to the public");
  if (Number.isNaN(Date.parse(place.date_maj))) say("date_maj is no date");
  if (place.pivot.length === 14 && place.pivot !== PLACEHOLDER && !isSiret(place.pivot)) say("pivot: the key is false");
  if (place.horaires && hoursFault(place.horaires)) say(`horaires: ${hoursFault(place.horaires)}`);
  if (place.courriels && !place.courriels.split("|").every((text) => isValidCourriel(text))) say("courriels");
  if (place.site_web && !place.site_web.split("|").every((text) => isValidUrl(text))) say("site_web");
}
if (faults.length === 0) fromSchemaLieuxDeMediationNumerique(places);
console.log(faults.join("\n"));
