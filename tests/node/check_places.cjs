// Reads places in the national schema (JSON, standard input) as the national map does, and adds what its reading leaves
// unchecked. Writes one line per fault; says nothing when there is none.
const {
  fromSchemaLieuxDeMediationNumerique,
  isValidCourriel,
  isValidUrl,
  fromSchemaLieuDeMediationNumerique,
  toSchemaLieuMediationNumerique,
} = require("@gouvfr-anct/lieux-de-mediation-numerique");

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
  if (place.courriels && !place.courriels.split("|").every((text) => isValidCourriel(text))) say("courriels");
  if (place.site_web && !place.site_web.split("|").every((text) => isValidUrl(text))) say("site_web");
}
if (faults.length === 0) fromSchemaLieuxDeMediationNumerique(places);
console.log(faults.join("\n"));
