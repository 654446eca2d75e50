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

// A field with its label, to choose one of some options.
let fieldsMade = 0;
function chooser(form, words, options) {
  const label = document.createElement("label");
  const field = document.createElement("select");
  label.className = "filter";
  label.htmlFor = field.id = `choose-${(fieldsMade += 1)}`;
  label.append(words);
  field.append(new Option("all", ""), ...options);
  const both = document.createElement("div");
  both.append(label, field);
  form.append(both);
  return field;
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
    const values = [...new Set(items.flatMap((each) => each.dataset[name].split("; ")))].filter(Boolean).sort();
    return [name, chooser(form, words, values.map((value) => new Option(value, value)))];
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

// Two structures side by side: the columns of all others, and what neither of the two adds, are hidden.
for (const compared of document.querySelectorAll("[data-smp-compare]")) {
  const columns = [...compared.querySelectorAll("th[data-column]")];
  const form = document.createElement("div");
  form.className = "choose";
  const fields = compared.dataset.smpCompare.split("|").map((words) => (
    chooser(form, words, columns.map((each) => new Option(each.textContent, each.dataset.column)))
  ));
  const narrow = () => {
    const chosen = fields.map((field) => field.value).filter(Boolean);
    const shown = (name) => !chosen.length || chosen.includes(name);
    for (const each of compared.querySelectorAll("[data-column]")) each.hidden = !shown(each.dataset.column);
    for (const each of compared.querySelectorAll("[data-filled]")) {
      each.hidden = !each.dataset.filled.split(" ").some(shown);
    }
  };
  for (const field of fields) field.addEventListener("change", narrow);
  compared.before(form);
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
