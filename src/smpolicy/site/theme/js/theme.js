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

// Fields that narrow lists to what bears a value: `data-smp-choose="kind:Kind"` offers the values of `data-kind`.
for (const lists of document.querySelectorAll("[data-smp-choose]")) {
  const choices = lists.dataset.smpChoose.split("|").map((each) => each.split(":"));
  const form = document.createElement("div");
  form.className = "choose";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const items = [...lists.querySelectorAll("li[data-" + choices[0][0] + "]")];
  const fields = choices.map(([name, words]) => {
    const label = document.createElement("label");
    label.className = "filter";
    label.append(words);
    const field = document.createElement("select");
    const values = [...new Set(items.flatMap((each) => each.dataset[name].split("; ")))].filter(Boolean).sort();
    for (const value of ["", ...values]) field.add(new Option(value || "all", value));
    label.append(field);
    form.append(label);
    return [name, field];
  });
  const narrow = () => {
    for (const each of items) {
      each.hidden = !fields.every(([name, field]) => !field.value || each.dataset[name].split("; ").includes(field.value));
    }
    for (const each of lists.querySelectorAll("section")) each.hidden = !each.querySelector("li:not([hidden])");
    const left = items.filter((each) => !each.hidden).length;
    status.textContent = left === items.length ? "" : `${left} of ${items.length} shown.`;
  };
  for (const [, field] of fields) field.addEventListener("change", narrow);
  lists.before(form, status);
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
