/* The filters of the page of results: the order, a chip for each filter that is set, and lists with counts.

   Every choice is a link to the page with another address; search-ui-page.js follows it. `khizanaFilters(ui, part, go)`
   gives the page what it needs of them. */
window.khizanaFilters = (ui, part, go) => {
  "use strict";

  const { address, counted, make } = ui;
  const FEW = 6; // entries of a list before the rest is asked for
  const GROUPS = { year: "السنة", tag: "الوسم", entity: "العَلَم", outlet: "المصدر" };
  const SORTS = { "": "الأوثق صلة", date: "الأحدث" };

  /** Four digits of any family, else nothing. */
  function year(text) {
    const digits = text.replace(/[٠-٩۰-۹]/g, digit => digit.codePointAt(0) & 15);
    return /^\d{4}$/.test(digits) ? digits : "";
  }

  /** The filters that are set: what each is called, its value, and the state without it. */
  function filters(state) {
    const set = Object.keys(GROUPS).filter(name => state[name]);
    const all = set.map(name => [name, state[name], { ...state, [name]: "" }]);
    if (state.from || state.to) all.unshift(["year", span(state), { ...state, from: "", to: "" }]);
    return all;
  }

  function span({ from, to }) {
    if (from === to) return from;
    return [from && `من ${from}`, to && `إلى ${to}`].filter(Boolean).join(" ");
  }

  /** The order of results, and a chip for each filter that is set; `labels` holds the names of ids once known. */
  function tools(state, labels) {
    const orders = Object.entries(SORTS).map(([sort, label]) =>
      make("a", { href: address({ ...state, sort }), "data-key": `sort-${sort}`, ...current(state.sort === sort) }, label));
    const chips = filters(state).map(([name, value, without]) => {
      const label = labels[`${name} ${value}`] ?? (name === "year" ? value : "…");
      const about = make("span", { class: "kz-hidden" }, `أزل المرشّح: ${GROUPS[name]} `);
      return make("a", { class: "kz-chip", href: address(without) }, about, make("bdi", {}, label), cross());
    });
    keepingFocus(part("tools"), [
      make("p", { class: "kz-find__orders" }, make("span", {}, "الترتيب:"), ...orders),
      make("p", { class: "kz-find__chips" }, ...chips),
    ]);
  }

  const cross = () => make("span", { "aria-hidden": "true" }, "✕");
  const current = here => (here ? { "aria-current": "true" } : {});

  /** Counts follow the results, in their own time. */
  async function facets(state, found, signal) {
    let groups = {};
    try {
      groups = (await found.facets) ?? {};
    } catch (error) {
      console.warn(error);
    }
    if (signal.aborted) return;
    const labels = {};
    for (const [name, entries] of Object.entries(groups))
      for (const { id, label } of entries) labels[`${name} ${id}`] = label;
    for (const [name, value] of filters(state)) labels[`${name} ${value}`] ??= value;
    tools(state, labels);
    const lists = Object.keys(GROUPS).map(name => group(name, groups[name] ?? [], state)).filter(Boolean);
    part("filters").hidden = !lists.length;
    if (found.total && !lists.length) part("notes").append(make("p", { class: "kz-find__note" }, "تعذّر تحميل المرشّحات."));
    keepingFocus(part("facets"), lists);
  }

  function group(name, entries, state) {
    const chosen = name === "year" ? span(state) : state[name];
    const items = entries.map(entry => choice(name, entry, entry.id === chosen, state));
    if (!items.length && !(name === "year" && chosen)) return null;
    const list = make("ul", { class: "kz-facet__list" }, ...items);
    const heading = make("h2", { class: "kz-label", id: `kz-facet-${name}` }, GROUPS[name]);
    const whole = make("div", { class: "kz-facet", role: "group", "aria-labelledby": heading.id }, heading);
    if (name === "year") whole.append(range(state));
    whole.append(list);
    const rest = items.slice(FEW).filter(item => !item.querySelector("[aria-current]"));
    if (rest.length > 1) whole.append(fold(rest, name));
    return whole;
  }

  function choice(name, { id, label, count }, chosen, state) {
    const values = name === "year" ? { from: id, to: id } : { [name]: id };
    const without = name === "year" ? { from: "", to: "" } : { [name]: "" };
    const href = address({ ...state, ...(chosen ? without : values) });
    const attributes = { href, "data-key": `${name}-${id}`, ...current(chosen) };
    const number = make("span", { class: "kz-facet__count", "aria-hidden": "true" }, ui.grouped(count));
    const spoken = make("span", { class: "kz-hidden" }, `، ${counted(count, ui.ARTICLES)}`);
    return make("li", {}, make("a", attributes, make("bdi", {}, label), number, spoken));
  }

  function fold(rest, name) {
    for (const item of rest) item.hidden = true;
    const button = make("button", { class: "kz-facet__more", type: "button", "data-key": `more-${name}` });
    button.textContent = `عرض المزيد (${ui.grouped(rest.length)})`;
    button.addEventListener("click", () => {
      for (const item of rest) item.hidden = false;
      rest[0].querySelector("a").focus();
      button.remove();
    });
    return button;
  }

  function range(state) {
    const fields = [["from", "من"], ["to", "إلى"]].map(([name, label]) => {
      const box = make("input", { inputmode: "numeric", maxlength: 4, size: 4, "data-key": `range-${name}`, value: state[name] });
      const set = () => {
        if (!box.dataset.typed) return;
        delete box.dataset.typed;
        go(address({ ...state, [name]: year(box.value) }));
      };
      box.addEventListener("input", () => { box.dataset.typed = "yes"; });
      box.addEventListener("blur", set);
      box.addEventListener("keydown", event => { if (event.key === "Enter") set(); });
      return make("label", {}, make("span", {}, label), box);
    });
    return make("div", { class: "kz-facet__range" }, ...fields);
  }

  /** New children; what had the focus among the old ones has it again, with what was being typed into it. */
  function keepingFocus(place, children) {
    const old = document.activeElement;
    if (!place.contains(old)) return place.replaceChildren(...children);
    const { key, typed } = old.dataset;
    delete old.dataset.typed; // it is the box that goes, not the reader
    place.replaceChildren(...children);
    const now = key && place.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!now) return;
    if (typed) Object.assign(now, { value: old.value }).dataset.typed = "yes";
    now.focus();
  }

  return { SORTS, facets, filters, tools, year };
};
