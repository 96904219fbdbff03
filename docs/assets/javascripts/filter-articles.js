/* The choice among the articles of an entity, a tag, an outlet or an author: another name, a year, the order.
   What is chosen is shown as in the list: the cards of this page are copied, of articles on later pages the pieces
   have title, day and outlet. Everything here is also on the pages without a script; words are only set as text. */
(function () {
  "use strict";

  var AT_ONCE = 60;
  var MOST_SUGGESTED = 40;
  var NEWEST = "الأحدث أولًا";
  var DATED = /^\d{4}-\d\d-\d\d-./;
  var lists = window.kzLists;
  var fold = lists.fold, element = lists.element;

  function chooser(form) {
    var withBox = form.querySelector("#kz-with");
    var suggestions = form.querySelector("datalist");
    var year = form.querySelector("#kz-year");
    var order = form.querySelector("#kz-order");
    var clear = form.querySelector(".kz-choose__clear");
    var said = form.querySelector(".kz-choose__said");
    var list = form.parentNode.querySelector(".kz-chosen");
    var whole = [].slice.call(form.parentNode.querySelectorAll(".kz-whole, .kz-years"));
    var here = form.parentNode.querySelectorAll(".kz-whole .kz-card");
    var names = null;
    var last = 0;

    form.hidden = false;
    document.querySelectorAll("[data-kz-scripted]").forEach(function (words) { words.hidden = false; });
    offerYears();
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function (event) { event.preventDefault(); go({}); });
    [year, order].forEach(function (box) { box.addEventListener("change", chosen); });
    if (withBox) offerNames();
    window.addEventListener("hashchange", follow);
    follow();

    function offerYears() {
      form.parentNode.querySelectorAll(".kz-years a").forEach(function (link) {
        var name = link.firstChild.textContent.trim();
        var option = element("option", "", name);
        option.value = /^\d+$/.test(name) ? ("000" + name).slice(-4) : "undated";
        year.append(option);
      });
    }

    function offerNames() {
      withBox.addEventListener("focus", function () { withNames().catch(function () {}); }, { once: true });
      withBox.addEventListener("input", suggest);
      withBox.addEventListener("change", chosen);
      document.querySelectorAll("[data-kz-with]").forEach(function (link) {
        link.hidden = false;
        link.addEventListener("click", function (event) {
          event.preventDefault();
          go({ with: link.dataset.kzWith, year: year.value, order: order.value });
          form.scrollIntoView();
        });
      });
    }

    function withNames() {
      return lists.loadNames(form.dataset.kzNames).then(function (loaded) { names = loaded; return loaded; });
    }

    function suggest() {
      withNames().then(function () {
        var query = fold(withBox.value);
        suggestions.textContent = "";
        if (!query) return;
        lists.found(query, names).slice(0, MOST_SUGGESTED).forEach(function (name) {
          var option = element("option");
          option.value = name.label;
          suggestions.append(option);
        });
        /* A name chosen from the list needs no Enter. */
        if (names.some(function (name) { return name.label === withBox.value; })) chosen();
      }, failed);
    }

    function chosen() {
      var state = { year: year.value, order: order.value };
      var query = withBox ? fold(withBox.value) : "";
      if (!query) return go(state);
      withNames().then(function () {
        var best = lists.found(query, names)[0];
        if (!best) return unknown(withBox.value.trim());
        state.with = best.id;
        go(state);
      }, failed);
    }

    /* The state is in the address, so that it can be sent to others and the way back works. */
    function go(state) {
      var words = ["with", "year", "order"].filter(function (key) { return state[key]; })
        .map(function (key) { return key + "=" + encodeURIComponent(state[key]); }).join("&");
      if (location.hash.slice(1) === words) return follow();
      if (words) location.hash = words;
      else { history.pushState(null, "", location.pathname + location.search); follow(); }
    }

    function follow() {
      var state = {};
      location.hash.slice(1).split("&").forEach(function (pair) {
        var found = /^(with|year|order)=(.*)$/.exec(pair);
        if (found) state[found[1]] = decode(found[2]);
      });
      show(state);
    }

    function show(state) {
      var turn = ++last;
      year.value = state.year || "";
      order.value = state.order || "";
      if (year.selectedIndex < 0) year.value = "";
      if (order.selectedIndex < 0) order.value = "";
      if (!withBox) delete state.with;
      if (!state.with && !year.value && !order.value) return restore();
      clear.hidden = false;
      said.textContent = "تُحمَّل القائمة…";
      Promise.all([loadArticles(form.dataset.kzPiece), state.with ? withNames() : null]).then(function (loaded) {
        var other = state.with && names.filter(function (name) { return name.id === state.with; })[0];
        if (turn !== last) return;
        if (state.with && !other) return unknown(state.with);
        if (withBox) withBox.value = other ? other.label : "";
        return (other ? loadArticles(other.id + ".js") : Promise.resolve(null)).then(function (shared) {
          if (turn === last) return draw(select(loaded[0], shared), other ? other.label : "");
        });
      }).catch(function () { if (turn === last) failed(); });
    }

    /* The articles that are chosen, in order. */
    function select(articles, shared) {
      var among = shared && new Set(shared.map(function (article) { return article.id; }));
      var found = articles.filter(function (article) {
        return (!among || among.has(article.id)) && (!year.value || article.year === year.value);
      });
      return order.value ? found.reverse() : found;
    }

    function draw(rows, label) {
      var words = (label ? " مع " + label : "") + (year.value ? (label ? "، " : " ") + yearWords(year.value) : "");
      said.textContent = lists.counted(rows.length, lists.ARTICLES) + words +
        (rows.length ? "" : ". غيّر ما اخترت أو عُد إلى القائمة كاملة.");
      list.textContent = "";
      more(rows, 0);
      replace(order.selectedOptions[0].textContent);
    }

    function unknown(name) {
      last++;
      clear.hidden = false;
      list.textContent = "";
      said.textContent = "لا اسم في الفهرس يطابق «" + name + "». صحّحه أو عُد إلى القائمة كاملة.";
      replace(NEWEST);
    }

    function failed() {
      said.textContent = "تعذّر تحميل القائمة. أعد المحاولة، أو تصفّح المقالات سنةً سنة.";
    }

    function restore() {
      said.textContent = "";
      clear.hidden = true;
      list.hidden = true;
      if (withBox) withBox.value = "";
      whole.forEach(function (part) { part.hidden = false; });
      sayOrder(NEWEST);
    }

    function replace(words) {
      whole.forEach(function (part) { part.hidden = true; });
      list.hidden = false;
      sayOrder(words);
    }

    function sayOrder(words) {
      document.querySelectorAll("[data-kz-order]").forEach(function (place) { place.textContent = words; });
    }

    /* Some cards under their years, and a button for the next. */
    function more(rows, from) {
      rows.slice(from, from + AT_ONCE).forEach(function (article) {
        group(article.year).append(article.place < here.length ? here[article.place].cloneNode(true) : cardOf(article));
      });
      if (rows.length > from + AT_ONCE) list.append(further(rows, from + AT_ONCE));
    }

    function group(of) {
      var section = list.lastElementChild;
      if (!section || section.dataset.kzYear !== of) {
        section = element("section", "kz-year");
        section.dataset.kzYear = of;
        section.append(element("h3", "kz-year__title", yearWords(of)), element("ul", "kz-cards"));
        list.append(section);
      }
      return section.lastElementChild;
    }

    function further(rows, from) {
      var button = element("button", "kz-button", "المزيد");
      button.type = "button";
      button.addEventListener("click", function () {
        button.remove();
        more(rows, from);
      });
      return button;
    }
  }

  /* The articles of a list, as its pieces tell them; a row is an id, or [id, day], or [id, day, title, outlet]. */
  function loadArticles(address) {
    return lists.loadList(address).then(function (rows) {
      return rows.map(function (row, place) {
        var known = typeof row === "string" ? [row, DATED.test(row) ? row.slice(0, 10) : ""] : row;
        var year = known[1].slice(0, 4) || "undated";
        return { place: place, id: known[0], day: known[1], year: year, title: known[2], outlet: known[3] };
      });
    });
  }

  /* As khizana.publish.cards draws one. */
  function cardOf(article) {
    var card = element("li", "kz-card");
    var title = element("h3", "kz-card__title");
    var link = element("a", "", article.title);
    var meta = element("p", "kz-meta", dayWords(article.day));
    var dot = element("span", "kz-dot");
    link.href = addressOf(article.id);
    link.dir = "auto";
    dot.setAttribute("aria-hidden", "true");
    title.append(link);
    if (article.outlet) meta.append(dot, article.outlet);
    card.append(title, meta);
    return card;
  }

  /* As khizana.layout.folder_of files articles. */
  function addressOf(id) {
    var folder = DATED.test(id) ? id.slice(0, 7).replace("-", "/") : "undated";
    return "../articles/" + folder + "/" + id + ".html";
  }

  function dayWords(iso) {
    if (!iso) return "بلا تاريخ";
    var words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat("ar-u-nu-latn-ca-gregory", words).format(new Date(iso + "T00:00:00Z"));
  }

  function yearWords(year) {
    return year === "undated" ? "بلا تاريخ" : "سنة " + Number(year);
  }

  function decode(text) {
    try { return decodeURIComponent(text); } catch (error) { return ""; }
  }

  document.querySelectorAll(".kz-choose").forEach(chooser);
})();
