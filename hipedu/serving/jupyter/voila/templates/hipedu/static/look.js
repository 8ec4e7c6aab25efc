// Runs before anything is painted: light or dark, normal or large text, as the address says.
document.documentElement.dataset.look = (new URLSearchParams(location.search).get("look") || "")
  .split(",").filter((word) => ["light", "dark", "large"].includes(word)).join(" ");
