// What makes the pages quicker to use; all of them work without it.

const PAUSE = 150; // milliseconds without a key before anything is asked

/** Suggest what is meant while somebody types, as ARIA 1.2 describes a combobox with a list. */
function complete(input) {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let options = [];
  let chosen = -1;
  let waiting;
  let asked = new AbortController();

  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  said.className = "unseen";
  said.setAttribute("role", "status");
  input.after(list, said);
  input.type = "text"; // a search field of its own may not be a combobox
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) input.setAttribute(name, value);

  function close() {
    clearTimeout(waiting);
    asked.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(index) {
    options[chosen]?.element.setAttribute("aria-selected", "false");
    chosen = index;
    const option = options[chosen];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.element.setAttribute("aria-selected", "true");
    option.element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.element.id);
  }

  function show(found) {
    choose(-1);
    options = found.map(({ name, note, address }, index) => {
      const element = document.createElement("li");
      const beside = document.createElement("span");
      element.id = `${list.id}-${index}`;
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      beside.className = "note";
      beside.textContent = note;
      element.append(name, " ", beside);
      element.addEventListener("click", () => location.assign(address));
      return { element, address };
    });
    list.replaceChildren(...options.map(({ element }) => element));
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = options.length === 1
      ? "1 suggestion: arrow keys choose."
      : `${options.length || "No"} suggestions${options.length ? ": arrow keys choose" : ""}.`;
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const address = `/search/completions?${new URLSearchParams({ q: input.value })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim().length < 2) return close();
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const last = options.length - 1;
    if (event.key === "ArrowDown") choose(chosen === last ? -1 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen === -1 ? last : chosen - 1);
    else if (event.key === "Enter" && chosen !== -1) location.assign(options[chosen].address);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

const search = document.querySelector("#search");
if (search) complete(search);
