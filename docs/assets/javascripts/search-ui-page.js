/* The page of results: what its address asks for is searched, shown, narrowed and shared.

   The address is the state, so every filter is a link, the back button works, and a link sent to somebody shows the
   same. Texts enter the page through textContent only; see search-ui.js, which this page loads as every other does. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const ui = window.khizanaUi;
  const part = name => document.querySelector(`[data-find=${name}]`);
  const { address, counted, make } = ui;
  const { SORTS, facets, filters, tools, year } = window.khizanaFilters(ui, part, go);

  const PAGE = 10; // results at a time
  const MOST = 100; // results shown again after a way back; the engine gives no more at once
  const FIELDS = ["q", "tag", "entity", "outlet", "from", "to", "sort"];
  const RESULTS = ["لا نتائج", "نتيجة واحدة", "نتيجتان", "نتائج", "نتيجةً", "نتيجة"];
  const PARTLY = "تعذّر تحميل بعض قطع الفهرس، فقد تنقص النتائج.";
  const LONG = "نص البحث طويل، فلم يُبحث إلا عن أوله.";

  const title = document.title;
  const form = document.querySelector(".kz-find__form");
  let shown = ""; // the query part of the address that is shown
  let running = new AbortController();

  /* The address */

  function read() {
    const query = new URLSearchParams(location.search);
    const state = Object.fromEntries(FIELDS.map(name => [name, ui.line(query.get(name) ?? "")]));
    state.from = year(state.from);
    state.to = year(state.to);
    if (state.from && state.to && state.from > state.to) [state.from, state.to] = [state.to, state.from];
    if (!(state.sort in SORTS)) state.sort = "";
    return state;
  }

  function go(href) {
    try {
      history.pushState(null, "", href);
    } catch {
      location.assign(href); // a browser that keeps pages from disk from changing their address
      return;
    }
    run();
  }

  /* Searching */

  async function run() {
    const state = read();
    shown = location.search;
    running.abort();
    running = new AbortController();
    const mine = running.signal;
    input.value = state.q;
    document.title = state.q ? `«${state.q}» - ${title}` : title;
    const asked = FIELDS.some(name => name !== "sort" && state[name]);
    part("start").hidden = part("hints").hidden = asked;
    part("body").hidden = !asked;
    if (!asked) return;
    part("results").setAttribute("aria-busy", "true");
    const waiting = progress(mine);
    try {
      const limit = Math.min(history.state?.shown || PAGE, MOST);
      const found = await search(state, { limit, offset: 0, signal: mine, onProgress: waiting.step });
      if (mine.aborted) return;
      show(state, found, limit);
      facets(state, found, mine);
      if (history.state?.y) scrollTo(0, history.state.y);
    } catch (error) {
      if (!mine.aborted) failed(error);
    } finally {
      waiting.end();
      if (!mine.aborted) part("results").removeAttribute("aria-busy");
    }
  }

  function search(state, options) {
    const { tag, entity, outlet, from, to } = state;
    return window.khizana.search(ui.trimmed(state.q), {
      tag, entity, outlet, from, to, sort: state.sort || "relevance", ...options,
    }); // prettier-ignore
  }

  /** A bar while pieces of the index are on their way; quick answers come without one. */
  function progress(signal) {
    const place = part("progress");
    const bar = place.querySelector("progress");
    const timer = setTimeout(() => {
      place.hidden = signal.aborted;
      part("status").textContent = "جارٍ البحث…";
    }, 200);
    return {
      step: ({ done, total }) => {
        if (signal.aborted || !total) return;
        bar.max = total;
        bar.value = done;
      },
      end: () => {
        clearTimeout(timer);
        if (signal.aborted) return;
        place.hidden = true;
        bar.removeAttribute("value");
      },
    };
  }

  function failed(error) {
    console.warn(error);
    for (const name of ["tools", "more", "filters"]) part(name).hidden = true;
    part("status").textContent = "تعذّر البحث: لم يُحمَّل فهرس البحث أو بعضه تالف.";
    part("notes").replaceChildren(again());
    part("results").replaceChildren();
    part("start").hidden = false;
  }

  function again() {
    const button = make("button", { class: "kz-button", type: "button" }, "أعد المحاولة");
    button.addEventListener("click", run);
    return button;
  }

  /* Showing */

  function show(state, found, limit) {
    part("status").textContent = counted(found.total, RESULTS);
    part("notes").replaceChildren(...notes(state, found));
    part("results").replaceChildren(...found.map(result));
    part("start").hidden = found.total > 0;
    part("tools").hidden = !found.total && !filters(state).length;
    tools(state, {});
    more(state, limit, found.total);
  }

  function notes(state, found) {
    const all = new Set((found.warnings ?? []).map(warning));
    if (state.q.length > ui.LONGEST) all.add(LONG);
    const shown = [...all].map(text => make("p", { class: "kz-find__note" }, text));
    if (all.has(PARTLY)) return [...shown, again()]; // what was not found may be in a piece that is missing
    if (found.didYouMean) shown.unshift(meant(state, found.didYouMean));
    if (!found.total) shown.push(make("p", { class: "kz-find__advice" }, advice(state, found)));
    return shown;
  }

  function warning(code) {
    if (code === "query-cut") return LONG;
    if (code === "no-decompression") return "متصفحك أقدم من أن يقرأ فهرس البحث كله. حدّثه أو جرّب غيره.";
    return PARTLY;
  }

  function meant(state, text) {
    const way = make("a", { href: address({ ...state, q: text }) }, make("bdi", {}, text));
    return make("p", { class: "kz-find__meant" }, "هل تقصد «", way, "»؟");
  }

  function advice(state, found) {
    if (filters(state).length) return "لا شيء بهذه المرشّحات. أزل بعضها، أو جرّب كلمات أخرى أو أقل.";
    if (!found.terms?.length) return "اكتب كلمة واحدة على الأقل مما تريد أن تجده.";
    return "لم يرد هذا في نصوص الأرشيف. جرّب كلمات أخرى أو أقل، أو ادخل من أحد هذه الأبواب:";
  }

  function result(found) {
    const href = ui.inside(found.url) ?? location.href;
    const heading = make("a", { href: href.split("#")[0] }, found.title || "بلا عنوان");
    const day = ui.day(found.date);
    const meta = make("p", { class: "kz-meta" }, day ? make("time", { datetime: found.date }, day) : "بلا تاريخ");
    const outlet = found.outletLabel || found.outlet;
    if (outlet) meta.append(" ", make("span", { class: "kz-dot", "aria-hidden": "true" }), make("bdi", {}, outlet));
    const item = make("li", { class: "kz-card" }, make("h2", { class: "kz-card__title" }, heading), meta);
    const words = (found.snippetParts ?? [{ text: found.snippet }]).filter(piece => piece.text);
    const pieces = words.map(piece => (piece.mark ? make("mark", {}, piece.text) : piece.text));
    if (pieces.length) item.append(make("p", { class: "kz-find__snippet" }, make("a", { href }, ...pieces)));
    return item;
  }

  function more(state, from, total) {
    const button = part("more");
    button.hidden = from >= total;
    button.onclick = async () => {
      const mine = running.signal;
      button.disabled = true;
      try {
        const found = await search(state, { limit: PAGE, offset: from, signal: mine });
        if (mine.aborted) return;
        const items = found.map(result);
        part("notes").replaceChildren(...notes(state, found));
        part("results").append(...items);
        items[0]?.querySelector("a").focus();
        history.replaceState({ ...history.state, shown: from + PAGE }, "");
        more(state, from + PAGE, total);
      } catch (error) {
        if (!mine.aborted) failed(error);
      } finally {
        button.disabled = false;
      }
    };
  }

  /* Beginning */

  const input = ui.combobox(form, { id: "kz-find", go: q => go(address({ ...read(), q })) });
  form.hidden = false;
  const warm = () => window.khizana?.search("", { limit: 0 }).catch(() => {}); // the engine comes while one types
  input.addEventListener("focus", warm, { once: true });
  ui.shortcuts(() => (input.focus(), input.select()));
  const wide = matchMedia("(min-width: 60em)");
  const fit = () => (part("filters").open = wide.matches);
  wide.addEventListener("change", fit);
  fit();

  // Every change of the search is a link to this page.
  document.querySelector(".kz-find").addEventListener("click", event => {
    const way = event.target.closest("a");
    if (!way || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (way.href.split("?")[0] !== location.href.split(/[?#]/)[0]) return;
    event.preventDefault();
    go(way.href);
  });
  addEventListener("popstate", () => location.search === shown || run());
  addEventListener("pagehide", () => {
    try {
      history.replaceState({ ...history.state, y: scrollY }, "");
    } catch {} // the place on the page is a comfort
  });
  run();
});
