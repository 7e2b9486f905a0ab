// Shortcuts of the desk, for those who sit at it all day. Everything that they do can be done without them.
"use strict";

const OFF = "diwan-shortcuts";
const help = document.querySelector("dialog[data-keys]");
const turn = document.querySelector("[data-keys-turn]");

// Letters by their place on the keyboard: the same key, whatever script it writes.
function aimOf(code) {
  const aim = document.querySelector(`[data-key="${code}"]`);
  if (aim) return aim;
  if (code === "KeyN") return document.querySelector("[data-first]");
  return null;
}

function off() {
  try {
    return localStorage.getItem(OFF) === "off";
  } catch {
    return false;
  }
}

function writes(element) {
  return element instanceof Element && element.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]") !== null;
}

function use(aim) {
  if (aim.tagName === "SUMMARY") {
    const box = aim.parentElement;
    box.open = true;
    (box.querySelector("[data-focus], textarea") || aim).focus();
  } else if (aim.tagName === "SELECT") {
    // What is chosen already only needs a yes.
    (aim.value ? aim.form.querySelector("button[type=submit]") : aim).focus();
  } else if (aim.tagName === "BUTTON") {
    aim.focus();
  } else {
    aim.click();
  }
}

function turnPaper() {
  const papers = [...document.querySelectorAll("[data-paper]")];
  if (papers.length === 0) return;
  const at = papers.findIndex((paper) => paper.hasAttribute("aria-current"));
  const viewer = document.getElementById("viewer");
  if (papers.length === 1) return viewer?.focus();
  papers[(at + 1) % papers.length].click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && writes(document.activeElement)) return document.activeElement.blur();
  if (event.ctrlKey || event.altKey || event.metaKey || writes(event.target) || help?.open) return;
  if (event.key === "?" || event.key === "؟") {
    event.preventDefault();
    return help?.showModal();
  }
  if (off()) return;
  if (event.code === "KeyO") {
    event.preventDefault();
    return turnPaper();
  }
  const aim = aimOf(event.code);
  if (!aim) return;
  event.preventDefault();
  use(aim);
});

for (const button of document.querySelectorAll("[data-keys-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}
for (const button of document.querySelectorAll("[data-keys-close]")) button.addEventListener("click", () => help.close());
if (turn) {
  turn.checked = !off();
  turn.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, turn.checked ? "on" : "off");
    } catch {
      // Without storage they stay as they are.
    }
  });
}
// A narrow window has no room for every page that there is: they fold up. Without scripts they stay unfolded.
const menu = document.querySelector("details[data-menu]");
const narrow = matchMedia("(max-width: 48rem)");
function fold() {
  if (menu) menu.open = !narrow.matches;
}
fold();
narrow.addEventListener("change", fold);
// A form sends once; a second click would only be told that it is decided.
for (const form of document.querySelectorAll(".decide-now form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
