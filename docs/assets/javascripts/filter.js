/* Boxes that filter names, and the choice among the articles of an entity or a tag: another name, a year, the order.
   Lists come as pieces, classic scripts that call kzPiece, because a page opened from disk may load nothing else.
   Everything here is also on the pages without a script; words are only ever set as text. */
(function () {
  "use strict";

  var MOST_ROWS = 100;
  var MOST_SUGGESTED = 40;
  var NAMES = { zero: "لا أسماء بهذه الحروف", one: "اسم واحد", two: "اسمان", few: "أسماء", many: "اسمًا", other: "اسم" };
  var ARTICLES = { zero: "لا مقالات", one: "مقال واحد", two: "مقالان", few: "مقالات", many: "مقالًا", other: "مقال" };
  var plurals = new Intl.PluralRules("ar");
  var arrived = {};
  var asked = {};

  window.kzPiece = function (name, rows, more) {
    arrived[name] = { rows: rows, more: more };
  };

  function counted(number, noun) {
    var form = noun[plurals.select(number)];
    return number < 3 ? form : number.toLocaleString("en") + " " + form;
  }

  /* As khizana.arabic.fold does, for what names and queries hold. */
  function fold(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .replace(/[أإآٱٲٳ]/g, "ا")
      .replace(/ؤ/g, "و")
      .replace(/[ئىیې]/g, "ي")
      .replace(/[ةۀەہ]/g, "ه")
      .replace(/[کڪ]/g, "ك")
      .replace(/[٠-٩]/g, function (digit) { return String(digit.charCodeAt(0) - 0x660); })
      .trim();
  }

  /* Does each word of a folded query begin a word of a folded name, whatever article or conjunction it has? */
  function matches(query, name) {
    return query.split(/\s+/).every(function (word) {
      return (" " + name).indexOf(" " + word) >= 0 || (" " + name).indexOf(" ال" + word) >= 0;
    });
  }

  function load(address) {
    var name = address.slice(address.lastIndexOf("/") + 1);
    if (!asked[name]) {
      asked[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.onload = function () {
          if (arrived[name]) resolve(arrived[name]);
          else reject(new Error(name));
        };
        script.onerror = function () { reject(new Error(name)); };
        script.src = address;
        document.head.appendChild(script);
      });
      asked[name].catch(function () { delete asked[name]; });
    }
    return asked[name];
  }

  function loadAll(addresses) {
    return Promise.all(addresses.map(load)).then(function (pieces) {
      return [].concat.apply([], pieces.map(function (piece) { return piece.rows; }));
    });
  }

  /* A list that may go on in other pieces, beside the first. */
  function loadList(address) {
    return load(address).then(function (piece) {
      return loadAll(piece.more).then(function (rest) { return piece.rows.concat(rest); });
    });
  }

  function loadNames(attribute) {
    return loadAll(attribute.split(" ").filter(Boolean)).then(function (rows) {
      return rows.map(function (row) {
        return { id: row[0], label: row[1], folded: fold(row[1]), all: fold(row[1] + " " + row[2]), count: row[3] };
      });
    });
  }

  function found(query, names) {
    return names
      .filter(function (name) { return matches(query, name.all); })
      .sort(function (one, other) {
        return rank(query, one) - rank(query, other) || other.count - one.count;
      });
  }

  function rank(query, name) {
    return name.folded === query ? 0 : name.folded.indexOf(query) === 0 ? 1 : matches(query, name.folded) ? 2 : 3;
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* --- The box above an index of names --- */
  function filterBox(box) {
    var input = box.querySelector("input");
    var said = box.querySelector("[role=status]");
    var list = box.querySelector(".kz-filter__found");
    var page = box.parentNode;
    var last = 0;
    box.hidden = false;
    input.addEventListener("focus", function () { loadNames(box.dataset.kzNames).catch(function () {}); }, { once: true });
    input.addEventListener("input", function () {
      var turn = ++last;
      var query = fold(input.value);
      if (!query) return restore();
      loadNames(box.dataset.kzNames).then(
        function (names) { if (turn === last) show(found(query, names)); },
        function () { if (turn === last) filterPresent(query); }
      );
    });

    function others() {
      return Array.prototype.filter.call(page.children, function (child) {
        return child !== box && !child.classList.contains("kz-head");
      });
    }

    function restore() {
      said.textContent = "";
      list.hidden = true;
      others().forEach(function (child) { child.hidden = false; });
      page.querySelectorAll(".kz-row, .kz-chips > li").forEach(function (row) { row.hidden = false; });
    }

    function show(names) {
      restore();
      list.textContent = "";
      names.slice(0, MOST_ROWS).forEach(function (name) {
        var row = element("li", "kz-row");
        var link = element("a", "kz-row__name", name.label);
        link.href = name.id + ".html";
        row.append(link, element("span", "kz-row__count", counted(name.count, ARTICLES)));
        list.append(row);
      });
      others().forEach(function (child) { child.hidden = true; });
      list.hidden = false;
      said.textContent = counted(names.length, NAMES) + (names.length > MOST_ROWS ? "، يظهر منها أول " + MOST_ROWS : "");
    }

    function filterPresent(query) {
      restore();
      page.querySelectorAll(".kz-row, .kz-chips > li").forEach(function (row) {
        row.hidden = !matches(query, fold(row.textContent));
      });
      said.textContent = "تعذّر تحميل قائمة الأسماء، فالتصفية لأسماء هذه الصفحة وحدها.";
    }
  }

  /* --- The choice among articles --- */
  function chooser(form) {
    var withBox = form.querySelector("#kz-with");
    var suggestions = form.querySelector("datalist");
    var year = form.querySelector("#kz-year");
    var order = form.querySelector("#kz-order");
    var clear = form.querySelector(".kz-choose__clear");
    var said = form.querySelector(".kz-choose__said");
    var list = form.parentNode.querySelector(".kz-chosen");
    var whole = [].slice.call(form.parentNode.querySelectorAll(".kz-whole, .kz-years"));
    var names = null;
    var last = 0;

    form.hidden = false;
    years();
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function (event) { event.preventDefault(); go({}); });
    [year, order].forEach(function (box) { box.addEventListener("change", chosen); });
    if (withBox) {
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
    window.addEventListener("hashchange", follow);
    follow();

    function withNames() {
      return loadNames(form.dataset.kzNames).then(function (loaded) { names = loaded; return loaded; });
    }

    function years() {
      form.parentNode.querySelectorAll(".kz-years a").forEach(function (link) {
        var name = link.firstChild.textContent.trim();
        var option = element("option", "", name);
        option.value = /^\d+$/.test(name) ? ("000" + name).slice(-4) : "undated";
        year.append(option);
      });
    }

    function suggest() {
      withNames().then(function () {
        var query = fold(withBox.value);
        suggestions.textContent = "";
        if (!query) return;
        found(query, names).slice(0, MOST_SUGGESTED).forEach(function (name) {
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
        var best = found(query, names)[0];
        if (!best) { said.textContent = "لا اسم في الفهرس بهذه الحروف."; return; }
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

    function decode(text) {
      try { return decodeURIComponent(text); } catch (error) { return ""; }
    }

    function show(state) {
      var turn = ++last;
      year.value = state.year || "";
      order.value = state.order || "";
      if (year.selectedIndex < 0) year.value = "";
      if (order.selectedIndex < 0) order.value = "";
      if (!state.with && !year.value && !order.value) return restore();
      clear.hidden = false;
      said.textContent = "تُحمَّل القائمة…";
      Promise.all([
        loadList(form.dataset.kzPiece),
        state.with ? loadList(state.with.replace(/[^a-z0-9-]/g, "") + ".js") : null,
        state.with ? withNames() : null
      ]).then(function (loaded) {
        if (turn !== last) return;
        var rows = loaded[0];
        var label = "";
        if (loaded[1]) {
          var shared = new Set(loaded[1].map(function (row) { return row[0]; }));
          rows = rows.filter(function (row) { return shared.has(row[0]); });
          label = (loaded[2].filter(function (name) { return name.id === state.with; })[0] || { label: "" }).label;
          withBox.value = label;
        } else if (withBox) withBox.value = "";
        rows = rows.filter(function (row) { return !year.value || (row[2].slice(0, 4) || "undated") === year.value; });
        if (order.value) rows = rows.slice().reverse();
        draw(rows, label);
      }, function () { if (turn === last) failed(); });
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
    }

    function draw(rows, label) {
      said.textContent = counted(rows.length, ARTICLES) + (label ? "، تذكر أيضًا: " + label : "") +
        (year.value ? "، " + year.selectedOptions[0].textContent : "");
      whole.forEach(function (part) { part.hidden = true; });
      list.textContent = "";
      list.hidden = false;
      more(rows, 0);
    }

    function more(rows, from) {
      rows.slice(from, from + MOST_ROWS).forEach(function (row) { list.append(entry(row)); });
      if (rows.length <= from + MOST_ROWS) return;
      var item = element("li", "kz-chosen__more");
      var button = element("button", "", "المزيد");
      button.type = "button";
      button.addEventListener("click", function () { item.remove(); more(rows, from + MOST_ROWS); });
      item.append(button);
      list.append(item);
    }

    function entry(row) {
      var item = element("li");
      var link = element("a", "", row[1]);
      link.href = address(row[0]);
      link.dir = "auto";
      item.append(link, " ", element("span", "kz-meta", day(row[2])));
      return item;
    }
  }

  /* As khizana.layout.folder_of files articles. */
  function address(id) {
    var dated = /^(\d{4})-(\d\d)-\d\d-./.exec(id);
    return "../articles/" + (dated ? dated[1] + "/" + dated[2] : "undated") + "/" + id + ".html";
  }

  function day(iso) {
    if (!iso) return "بلا تاريخ";
    var words = new Date(iso + "T00:00:00Z");
    return new Intl.DateTimeFormat("ar-u-nu-latn-ca-gregory", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(words);
  }

  document.querySelectorAll(".kz-filter").forEach(filterBox);
  document.querySelectorAll(".kz-choose").forEach(chooser);
})();
