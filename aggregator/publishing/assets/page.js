// Copy buttons and filters. The page is whole without them.
"use strict";

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const status = button.closest(".subscribe").querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // No clipboard without HTTPS: the older way, from the field itself.
      field.select();
      copied = document.execCommand("copy");
      button.focus();
    }
    status.textContent = copied ? "Copied. Paste it into your reader." : "Select the address and copy it.";
  });
}

for (const field of document.querySelectorAll(".address input")) {
  field.addEventListener("focus", () => field.select());
}

const filters = document.querySelector("details.filters");
if (filters) {
  const entries = [...document.querySelectorAll("article.entry")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  const words = filters.querySelector("input[type=search]");
  const choices = [...filters.querySelectorAll("select")];
  const status = filters.querySelector("[role=status]");

  const matches = (entry, text) =>
    words.value.toLowerCase().split(/\s+/).every((word) => text.includes(word)) &&
    choices.every(
      ({ value, dataset }) => !value || (entry.dataset[dataset.filter] || "").split(" ").includes(value),
    );

  const filter = () => {
    let shown = 0;
    entries.forEach((entry, i) => {
      entry.hidden = !matches(entry, texts[i]);
      shown += !entry.hidden;
    });
    status.textContent = shown === entries.length ? "" : `${shown} of ${entries.length} entries`;
    return shown < entries.length;
  };

  filters.addEventListener("input", filter);
  filters.querySelector("button").addEventListener("click", () => {
    for (const field of [words, ...choices]) field.value = "";
    filter();
  });
  // A reload may restore what was typed: then, and where there is room, the filters stand open.
  filters.open = filter() || matchMedia("(min-width: 62rem)").matches;
  filters.hidden = false;
}
