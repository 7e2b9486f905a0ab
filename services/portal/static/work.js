// Improves the page of a transaction: units are found by typing, what is chosen is said, and what others do is shown.
"use strict";

for (const box of document.querySelectorAll(".choose")) improveChoosing(box);
followWork();

function improveChoosing(box) {
  const find = box.querySelector("[data-find]");
  const said = box.querySelector("[data-chosen]");
  const lines = [...box.querySelectorAll("[data-words]")];
  find.hidden = false;
  find.querySelector("input").addEventListener("input", (event) => {
    const wanted = folded(event.target.value).split(/\s+/).filter(Boolean);
    for (const line of lines) {
      const chosen = line.querySelector("input:checked") !== null;
      line.hidden = !chosen && !wanted.every((word) => line.dataset.words.includes(word));
    }
  });
  // Enter in the search is no wish to send the form.
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  box.addEventListener("change", say);
  say();

  function say() {
    const names = [...box.querySelectorAll("input:checked")].map((one) => one.parentElement.textContent.trim());
    said.textContent = names.length ? said.dataset.chosen.replace("%s", names.join(" · ")) : "";
  }
}

// As the portal folds the names: letters that people write in several ways are one.
function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}ـ]/gu, "")
    .replace(/ٱ/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .toLowerCase();
}

// What others do is put into the page that is open, beside what is being typed; the forms stay what they were.
function followWork() {
  const first = document.querySelector("[data-live-work]");
  if (!first) return;
  const changed = first.dataset.changed;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  document.getElementById("standing").before(status);
  const events = new EventSource(first.dataset.liveWork);
  events.addEventListener("change", async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let differs = false;
    for (const id of ["standing", "live"]) {
      const [fresh, old] = [page.getElementById(id), document.getElementById(id)];
      if (!fresh || fresh.innerHTML === old.innerHTML) continue;
      old.replaceWith(document.adoptNode(fresh));
      differs = true;
    }
    if (!differs) return;
    status.className = "done";
    status.textContent = changed;
  });
  events.addEventListener("settled", () => events.close());
  window.addEventListener("pagehide", () => events.close());
}
