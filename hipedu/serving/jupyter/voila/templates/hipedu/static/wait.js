// A page without a place asks now and then whether one has become free, and then loads itself again.
const t = (text) => (globalThis.hipeduWords ? globalThis.hipeduWords.say(text) : text);
const told = document.getElementById("hip-wait");
const EVERY_S = 15;
let soon = 2; // a visitor who only changed pages leaves a place behind in a moment

async function ask() {
  const answer = await fetch(told.dataset.ask, { cache: "no-store" }).catch(() => null);
  if (answer && answer.status === 204) location.reload();
  else later();
}

// Not all at the same moment: whoever comes first takes the place.
function later() {
  const pause = soon || EVERY_S + Math.random() * EVERY_S;
  told.textContent = t("Try again in a minute, or leave this page open: it opens by itself as soon as a place is free.");
  soon = 0;
  setTimeout(ask, 1000 * pause);
}
later();
