// A picture is a link for each organisation. This adds what a page without it can do without: one
// tab stop with arrow keys within, the neighbours of what is pointed at, and zoom.

const STEP = 1.25;
const LIMITS = [0.5, 6];

for (const picture of document.querySelectorAll("svg[data-picture]")) enliven(picture);

function enliven(picture) {
  const links = [...picture.querySelectorAll("a[data-n]")];
  if (!links.length) return;
  const near = neighbours(picture, links);
  // An SVG that listens for focus can be tabbed to itself, so what is around it listens.
  const region = picture.parentElement;
  region.removeAttribute("tabindex"); // what has the focus is scrolled into view
  oneStop(links);
  region.addEventListener("keydown", (event) => move(event, links));
  region.addEventListener("focusin", (event) => {
    const link = event.target.closest("a[data-n]");
    if (!link) return;
    oneStop(links, link);
    choose(picture, near, link);
  });
  region.addEventListener("focusout", () => choose(picture, near, null));
  region.addEventListener("pointerover", (event) => {
    choose(picture, near, event.target.closest("a[data-n]"));
  });
  region.addEventListener("pointerleave", () => choose(picture, near, null));
  addTools(picture, region);
  drag(region);
}

// Of each link, all that goes with it: the lines, and what they lead to. Behind a partnership lie
// its members; behind a member its partnerships, and whoever is in them.
function neighbours(picture, links) {
  const lines = [...picture.querySelectorAll("[data-ends]")];
  const ends = new Map(lines.map((line) => [line, line.dataset.ends.split(" ").map(Number)]));
  const at = links.map(() => []);
  for (const [line, [one, other]] of ends) {
    at[one].push([line, other]);
    at[other].push([line, one]);
  }
  return (link) => {
    const found = new Set([link]);
    for (const [line, other] of at[Number(link.dataset.n)]) {
      found.add(line).add(links[other]);
      if (!links[other].classList.contains("partnership")) continue;
      for (const [further, member] of at[other]) found.add(further).add(links[member]);
    }
    return found;
  };
}

function choose(picture, near, link) {
  for (const element of picture.querySelectorAll(".with")) element.classList.remove("with");
  picture.classList.toggle("chosen", Boolean(link));
  if (link) for (const element of near(link)) element.classList.add("with");
}

function oneStop(links, chosen = links[0]) {
  for (const link of links) link.setAttribute("tabindex", link === chosen ? "0" : "-1");
}

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function move(event, links) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const from = event.target.closest("a[data-n]");
  const ends = { Home: links[0], End: links[links.length - 1] };
  const to = ends[event.key] ?? (from && WAYS[event.key] && nearest(from, links, WAYS[event.key]));
  if (!to) return;
  event.preventDefault();
  to.focus();
}

// The nearest in that direction, where a step to the side counts double.
function nearest(from, links, [dx, dy]) {
  const [x, y] = from.dataset.at.split(" ").map(Number);
  let best = null;
  let least = Infinity;
  for (const link of links) {
    const [toX, toY] = link.dataset.at.split(" ").map(Number);
    const along = (toX - x) * dx + (toY - y) * dy;
    const aside = Math.abs((toX - x) * dy) + Math.abs((toY - y) * dx);
    if (along > 0.5 && along + 2 * aside < least) {
      best = link;
      least = along + 2 * aside;
    }
  }
  return best;
}

// Zooming makes the picture larger within its region, which is scrolled as any other: by keys, by
// touch, by its bars.
function addTools(picture, region) {
  let zoom = 1;
  const full = () => region.clientWidth;
  const set = (to) => {
    const middleX = (region.scrollLeft + region.clientWidth / 2) / region.scrollWidth;
    const middleY = (region.scrollTop + region.clientHeight / 2) / region.scrollHeight;
    zoom = Math.min(Math.max(to, LIMITS[0]), LIMITS[1]);
    picture.style.width = zoom === 1 ? "" : `${Math.max(full(), 900) * zoom}px`;
    picture.style.minWidth = zoom < 1 ? "0" : "";
    region.scrollLeft = middleX * region.scrollWidth - region.clientWidth / 2;
    region.scrollTop = middleY * region.scrollHeight - region.clientHeight / 2;
  };
  const tools = document.createElement("div");
  tools.className = "picture-tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", "Size of the picture");
  const choices = [
    ["Larger", () => set(zoom * STEP)],
    ["Smaller", () => set(zoom / STEP)],
    ["Whole picture", () => set(Math.min(1, full() / 900))],
  ];
  for (const [text, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    tools.append(button);
  }
  region.before(tools);
  region.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      set(event.deltaY < 0 ? zoom * STEP : zoom / STEP);
    },
    { passive: false },
  );
}

// A mouse may also drag it; a press that does not move still follows the link.
function drag(region) {
  let start = null;
  let moved = false;
  region.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    start = [event.clientX + region.scrollLeft, event.clientY + region.scrollTop];
    moved = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!start) return;
    const [x, y] = [start[0] - event.clientX, start[1] - event.clientY];
    moved ||= Math.abs(x - region.scrollLeft) + Math.abs(y - region.scrollTop) > 4;
    if (!moved) return;
    region.classList.add("dragged");
    region.scrollTo(x, y);
  });
  window.addEventListener("pointerup", () => {
    start = null;
    region.classList.remove("dragged");
  });
  region.addEventListener("dragstart", (event) => event.preventDefault());
  region.addEventListener(
    "click",
    (event) => {
      if (moved) event.preventDefault();
      moved = false;
    },
    true,
  );
}
