// Conveniences only: without this script every page reads the same.
"use strict";

// A field that narrows a list of links to those that contain what was typed.
for (const list of document.querySelectorAll("[data-smp-filter]")) {
  const label = document.createElement("label");
  label.className = "filter";
  label.append(list.dataset.smpFilter);
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  label.append(field);
  const none = document.createElement("p");
  none.textContent = "Nothing matches.";
  none.setAttribute("role", "status");
  none.hidden = true;
  list.before(label, none);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (each) => words.every((word) => each.textContent.toLowerCase().includes(word));
    for (const each of list.querySelectorAll("li")) each.hidden = !matches(each);
    for (const each of list.querySelectorAll("section")) each.hidden = !each.querySelector("li:not([hidden])");
    none.hidden = Boolean(list.querySelector("li:not([hidden])"));
  });
}

// Menus close when one leaves them, by the Escape key or by a click elsewhere.
const menus = document.querySelectorAll(".site-menu > li > .menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
for (const link of document.querySelectorAll(".contents-small a")) {
  link.addEventListener("click", () => { link.closest("details").open = false; });
}
