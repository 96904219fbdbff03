/* The search box of every page: it takes the place of the header's link, suggests while a reader types, and leads to
   search.html. It also owns what the page of results (search-ui-page.js) shares with it: `khizanaUi`.

   Texts of the archive are hostile: they enter a page through textContent and never as markup, and an address is
   followed only inside this site. The engine (`khizana.search`, `khizana.suggest`) may be late or absent. */
window.khizanaUi = (() => {
  "use strict";

  const MOST_SUGGESTIONS = 8;
  const MOST_RECENT = 8;
  const LONGEST = 300; // characters of a query
  const PAUSE = 80; // ms after the last key before suggestions are asked for

  // Forms of counted nouns: zero, one, two, few, many, other (CLDR's plural rules for Arabic).
  const ARTICLES = ["لا مقالات", "مقال واحد", "مقالان", "مقالات", "مقالًا", "مقال"];
  const SUGGESTIONS = ["لا اقتراحات", "اقتراح واحد", "اقتراحان", "اقتراحات", "اقتراحًا", "اقتراح"];
  const KINDS = { entity: "علم", tag: "وسم", title: "مقال" };
  const MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(" ");

  const link = document.querySelector(".kz-search__link");
  const site = link && new URL(".", link.href); // search.html stands at the site's root

  /** `3 مقالات`, `11 مقالًا`; one and two stand without a number. */
  function counted(number, forms) {
    if (number <= 2) return forms[number];
    const rest = number % 100;
    const form = rest < 3 ? 5 : rest <= 10 ? 3 : 4;
    return `${grouped(number)} ${forms[form]}`;
  }

  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** `29 يونيو 2017` for an ISO day or moment, nothing for anything else. */
  function day(date) {
    const [, year, month, number] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? [];
    return year ? `${Number(number)} ${MONTHS[month - 1]} ${year}` : "";
  }

  /** An element; children that are strings become text. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter(child => child !== null && child !== ""));
    return element;
  }

  function icon() {
    return link.querySelector("svg").cloneNode(true);
  }

  /** The address inside this site, or null: pieces of an index must not lead a reader elsewhere. */
  function inside(address) {
    try {
      const url = new URL(address, site);
      return url.href.startsWith(site.href) ? url.href : null;
    } catch {
      return null;
    }
  }

  /** search.html with these fields; empty ones are left out. */
  function address(fields) {
    const query = String(new URLSearchParams(Object.entries(fields).filter(([, value]) => value)));
    return link.href.split(/[?#]/)[0] + (query && `?${query}`);
  }

  /** A query on one line and not much longer than the longest, so that a page of results can say what it left out. */
  function line(text) {
    return text.slice(0, 20 * LONGEST).replace(/\s+/g, " ").trim().slice(0, LONGEST + 50);
  }

  /** A query as it is searched, cut at a word. */
  function trimmed(text) {
    const whole = line(text);
    return whole.length <= LONGEST ? whole : whole.slice(0, LONGEST).replace(/\s\S*$/, "");
  }

  /* Recent searches stay on this device. A browser may refuse storage, above all to pages opened from disk. */
  const key = `${site && site.pathname}.khizana.recent`;
  const recent = {
    all() {
      try {
        const found = JSON.parse(localStorage.getItem(key));
        return Array.isArray(found) ? found.filter(one => typeof one === "string").slice(0, MOST_RECENT) : [];
      } catch {
        return [];
      }
    },
    add(text) {
      const others = recent.all().filter(one => one !== text);
      try {
        localStorage.setItem(key, JSON.stringify([text, ...others].slice(0, MOST_RECENT)));
      } catch {} // nothing is kept, and nothing else is lost
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {}
    },
  };

  /* The combobox: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/, with a list that needs no choice. */

  /** A form with box, list and live region inside; `go(text)` is called for a search. */
  function combobox(form, { id, go }) {
    const input = make("input", {
      id, class: "kz-search__input", type: "search", role: "combobox", enterkeyhint: "search", autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", placeholder: "ابحث في الأرشيف",
      "aria-label": "ابحث في الأرشيف", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": `${id}-list`,
    }); // prettier-ignore
    const list = make("div", { id: `${id}-list`, class: "kz-search__list", role: "listbox", "aria-label": "اقتراحات" });
    const said = make("p", { class: "kz-hidden", role: "status" });
    list.hidden = true;
    form.append(input, make("button", { class: "kz-search__submit", type: "submit", "aria-label": "بحث" }, icon()), list, said);

    let asked = 0; // the latest question to the engine; answers to older ones are dropped
    let timer = 0;
    const options = () => [...list.children];
    const active = () => list.querySelector("[aria-selected=true]");

    function activate(option) {
      active()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    }

    function show(found) {
      list.replaceChildren(...found);
      found.forEach((option, place) => {
        option.id = `${id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("tabindex", "-1");
        option.setAttribute("aria-selected", "false");
      });
      activate(null);
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    function close() {
      asked++;
      clearTimeout(timer);
      show([]);
      said.textContent = "";
    }

    /** The suggestions for what stands in the box; for an empty box the recent searches. */
    async function suggest() {
      const turn = ++asked;
      const text = trimmed(input.value);
      if (!text) {
        const before = recent.all();
        if (before.length) show([...before.map(past), forget(close)]);
        else close();
        return;
      }
      let found = [];
      try {
        found = await window.khizana.suggest(text, { limit: MOST_SUGGESTIONS });
      } catch {} // the search itself is offered below, and says what is wrong
      if (turn !== asked || document.activeElement !== input) return;
      const known = found.map(suggestion).filter(Boolean);
      show([...known, everything(text)]);
      said.textContent = counted(known.length, SUGGESTIONS) + (known.length ? "، تصفّحها بالسهمين" : "");
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(suggest, PAUSE);
    }

    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => active() && (activate(options()[0]), true),
      End: () => active() && (activate(options().at(-1)), true),
      Enter: () => active() && (active().click(), true),
      Escape: () => !list.hidden && (close(), true),
    };

    /** From the box through the options and back to it. */
    function step(by) {
      if (list.hidden) return suggest();
      const all = [null, ...options()];
      activate(all.at((all.indexOf(active()) + by + all.length) % all.length));
      return true;
    }

    input.addEventListener("keydown", event => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (keys[event.key]?.()) event.preventDefault();
    });
    input.addEventListener("input", later);
    input.addEventListener("focus", later);
    form.addEventListener("focusout", event => form.contains(event.relatedTarget) || close());
    list.addEventListener("pointerdown", event => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", event => {
      const text = event.target.closest("[data-text]")?.dataset.text;
      if (text === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      input.value = text;
      form.requestSubmit();
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      const text = line(input.value);
      close();
      if (!text) return;
      recent.add(trimmed(text));
      go(text);
    });
    return input;
  }

  function option(href, label, ...notes) {
    const shown = notes.filter(Boolean).map(note => make("span", { class: "kz-search__note" }, note));
    return make("a", { href }, make("bdi", {}, label), ...shown);
  }

  function suggestion({ kind, label, note, url, count }) {
    const href = inside(url);
    const about = kind === "title" ? day(note) : count ? counted(count, ARTICLES) : "";
    return href && option(href, label, (kind !== "title" && note) || KINDS[kind], about);
  }

  function search(text, label, note) {
    const found = option(address({ q: text }), label, note);
    found.dataset.text = text;
    return found;
  }

  const past = text => search(text, text, "بحث سابق");
  const everything = text => search(text, `«${text}»`, "في نصوص المقالات");

  function forget(done) {
    const button = make("button", { type: "button" }, "امسح عمليات البحث السابقة من هذا الجهاز");
    button.addEventListener("click", () => (recent.clear(), done()));
    return button;
  }

  /* The box in the header: always open where there is room, behind a button on a phone. */

  function header() {
    const place = link.parentElement;
    const opener = make("button", { class: "kz-search__open", type: "button", "aria-label": "بحث", "aria-expanded": "false" });
    const closer = make("button", { class: "kz-search__close", type: "button", "aria-label": "إغلاق البحث" }, "✕");
    const form = make("form", { class: "kz-search__form", role: "search" });
    opener.append(icon());
    const input = combobox(form, { id: "kz-search", go: text => location.assign(address({ q: text })) });
    form.append(closer);

    function open(opened) {
      place.classList.toggle("kz-search--open", opened);
      opener.setAttribute("aria-expanded", opened);
    }
    const leave = () => (open(false), opener.focus());
    function start() {
      open(true);
      input.focus();
      input.select();
    }
    opener.addEventListener("click", start);
    closer.addEventListener("click", leave);
    form.addEventListener("focusout", event => form.contains(event.relatedTarget) || open(false));
    form.addEventListener("keydown", event => {
      if (event.key === "Escape" && !event.defaultPrevented) leave();
    });
    link.hidden = true;
    place.append(opener, form);

    return start;
  }

  /** Shortcuts lead to the box: Ctrl-K anywhere, `/` outside of fields. Arabic keyboards write ظ and ن there. */
  function shortcuts(start) {
    document.addEventListener("keydown", event => {
      if (event.isComposing || event.altKey) return;
      const command = event.ctrlKey || event.metaKey;
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const wanted = command ? event.code === "KeyK" || event.key === "k" : !typing && /^[/ظ]$/.test(event.key);
      if (!wanted || event.shiftKey) return;
      event.preventDefault();
      start();
    });
  }

  if (link) {
    // On the page of results its own box takes the place of the one in the header.
    const results = document.querySelector(".kz-find__form");
    if (results) link.hidden = true;
    else shortcuts(header());
  }
  return { ARTICLES, LONGEST, address, combobox, counted, day, grouped, inside, make, line, recent, shortcuts, trimmed };
})();
