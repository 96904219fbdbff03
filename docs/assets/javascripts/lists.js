/* What the boxes on index pages share: pieces of lists, names and how they are compared, counted nouns.
   Lists come as pieces, classic scripts that call kzPiece, because a page opened from disk may load nothing else. */
(function () {
  "use strict";

  var plurals = new Intl.PluralRules("ar");
  var arrived = {};
  var asked = {};

  /* In rows of articles the fourth value is a place in `outlets`. */
  window.kzPiece = function (name, rows, more, outlets) {
    if (outlets) rows.forEach(function (row) { if (Array.isArray(row) && row.length === 4) row[3] = outlets[row[3]]; });
    arrived[name] = { rows: rows, more: more || [] };
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

  window.kzLists = {
    ARTICLES: { zero: "لا مقالات", one: "مقال واحد", two: "مقالان", few: "مقالات", many: "مقالًا", other: "مقال" },
    counted: counted,
    fold: fold,
    matches: matches,
    load: load,
    loadList: loadList,
    loadNames: loadNames,
    found: found,
    element: element
  };
})();
