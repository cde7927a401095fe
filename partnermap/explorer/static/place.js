// How sure the findings of a place are is worked out while they are read: ask until it is there,
// and fill it in without moving anything else.
const PAUSE = 3000;
const MOST = 40;

async function ask(times) {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  const there = new DOMParser().parseFromString(await answer.text(), "text/html");
  const state = there.querySelector("[data-state]");
  if (!answer.ok || !state) return;
  if (state.dataset.state === "CHECKING" || state.dataset.state === "BUSY") {
    if (times > 1) setTimeout(ask, PAUSE, times - 1);
    return;
  }
  for (const line of there.querySelectorAll("[data-sure]")) {
    const here = document.querySelector(`[data-sure="${CSS.escape(line.dataset.sure)}"]`);
    if (here) here.textContent = line.textContent;
  }
  const here = document.querySelector("[data-state]");
  here.dataset.state = state.dataset.state;
  here.textContent = state.textContent;
}

const begun = document.querySelector("[data-state]");
if (begun && ["CHECKING", "BUSY"].includes(begun.dataset.state)) setTimeout(ask, PAUSE, MOST);
