// Shows the chosen picture before it is sent. Without this, it is seen once it is in place, and can be undone.

const place = document.querySelector("[data-logo-preview]");
const picker = document.querySelector("main input[type=file]");

picker?.addEventListener("change", () => {
  place.querySelector("img")?.remove();
  place.hidden = true;
  const [file] = picker.files;
  if (!file) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = new Image();
    image.alt = "Aperçu du logo";
    image.addEventListener("load", () => { place.append(image); place.hidden = false; });
    image.src = reader.result;
  });
  reader.readAsDataURL(file);
});
