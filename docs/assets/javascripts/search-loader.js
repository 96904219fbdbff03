// What every page loads of the search: suggestions from one small piece, and the engine when it is first asked for.
//
//   await khizana.search("نص", {tag, entity, outlet, from, to, sort, limit, offset, signal, onProgress})
//     gives an array of {url, title, date, outlet, outletLabel, score, snippet, snippetParts, anchor} with the
//     properties total, facets (a promise), didYouMean, warnings and terms.
//   await khizana.suggest("نص", {limit}) gives [{kind, label, note, url, count}].
//
// Everything is loaded by <script>, so that the site opened from disk searches as the hosted one does.
(() => {
  "use strict";

  var here = document.currentScript.src;
  var base = new URL("../../", here);
  var waiting = {};
  var engine = null;
  var asked = 0;
  var suggestions = null;

  window.khizana = window.khizana || {};
  var khizana = window.khizana;
  khizana.base = base.href;

  // Called by the pieces themselves.
  khizana.piece = (kind, length, text) => {
    if (Object.prototype.hasOwnProperty.call(waiting, kind)) waiting[kind] = { length: length, text: text };
  };

  function load(address) {
    return new Promise((resolve, reject) => {
      var script = document.createElement("script");
      script.src = address;
      script.onload = () => { script.remove(); resolve(); };
      script.onerror = () => { script.remove(); reject(new Error("missing-piece")); };
      document.head.append(script);
    });
  }

  // A piece as it was packed: `text`, fifteen bits a character, and how many bytes these are; rejects if it is missing.
  // `fresh` goes around what the browser keeps.
  khizana.packedPiece = (kind, name, fresh) => {
    waiting[kind] = null;
    return load(new URL("search/" + name + ".js" + (fresh ? "?" + Date.now() : ""), base).href).then(() => {
      var piece = waiting[kind];
      delete waiting[kind];
      if (!piece) throw new Error("missing-piece");
      return piece;
    });
  };

  // The bytes of a deflated piece; rejects also if they are damaged.
  khizana.fetchPiece = (kind, name, fresh) => {
    return khizana.packedPiece(kind, name, fresh).then(piece => inflate(unpack(piece)));
  };

  // Fifteen bits a character, the highest first.
  function unpack(piece) {
    var bytes = new Uint8Array(piece.length);
    var bits = 0;
    var value = 0;
    for (var place = 0, at = 0; at < piece.length; place++) {
      value = (value << 15) | ((piece.text.charCodeAt(place) - 0x4000) & 32767);
      bits += 15;
      while (bits >= 8 && at < piece.length) {
        bits -= 8;
        bytes[at++] = value >> bits;
      }
      value &= (1 << bits) - 1;
    }
    return bytes;
  }

  function inflate(bytes) {
    if (typeof DecompressionStream === "undefined") return Promise.reject(new Error("no-decompression"));
    var stream = new DecompressionStream("deflate-raw");
    var writer = stream.writable.getWriter();
    writer.write(bytes).catch(() => {});
    writer.close().catch(() => {});
    return joined(stream.readable.getReader(), []).catch(() => { throw new Error("missing-piece"); });
  }

  // All that a reader gives, in one array. (`Response` could do that too, but takes milliseconds for every piece.)
  function joined(reader, parts) {
    return reader.read().then(part => {
      if (!part.done) {
        parts.push(part.value);
        return joined(reader, parts);
      }
      var bytes = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
      var place = 0;
      parts.forEach(one => {
        bytes.set(one, place);
        place += one.length;
      });
      return bytes;
    });
  }

  // One byte a letter: see `letters` in hooks/khizana/search/coding.py.
  var HIGH = "\u00a0«»–—…“”‘’•\u200f\u200e\u200c" +
    Array.from({ length: 0x672 - 0x60c }, (_, step) => String.fromCharCode(0x60c + step)).join("") +
    "یکگپچژةۀ";

  var UNITS = Uint16Array.from({ length: 255 }, (_, byte) => byte < 128 ? byte : HIGH.charCodeAt(byte - 128));
  var decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

  khizana.letters = bytes => {
    var units = new Uint16Array(bytes.length);
    return decoder.decode(units.subarray(0, widen(bytes, units)));
  };

  function widen(bytes, units) {
    var count = 0;
    for (var place = 0; place < bytes.length; place++) {
      if (bytes[place] < 255) units[count++] = UNITS[bytes[place]];
      else {
        units[count++] = bytes[place + 1] << 8 | bytes[place + 2];
        place += 2;
      }
    }
    return count;
  }

  // The names of engine and tables that go with this script. Those in the head are right; but as a rule they are the
  // same, and need not wait for it.
  var ENGINE = "suewn", TABLES = "5bjoj";

  function loadEngine(name) {
    return load(new URL("search/engine-" + name + ".js", base).href);
  }

  function loadTables(name) {
    return khizana.fetchPiece("tables", "tables-" + name);
  }

  // What the index has in its head: the names of all pieces, one of which is the engine. A browser may have kept a head
  // whose pieces are gone since a new site was put up.
  function start(fresh) {
    var early = [khizana.fetchPiece("head", "head", fresh), loadTables(TABLES), loadEngine(ENGINE)];
    early.slice(1).forEach(one => { one.catch(() => {}); });
    return early[0].then(bytes => {
      var text = new TextDecoder().decode(bytes);
      var head = JSON.parse(text);
      return Promise.all([
        head.names.tables === TABLES ? early[1] : early[1].catch(() => {}).then(() => loadTables(head.names.tables)),
        head.names.engine === ENGINE ? early[2] : early[2].catch(() => {}).then(() => loadEngine(head.names.engine)),
      ]).then(both => {
        return { text: text, search: khizana.makeEngine({ head: head, tables: both[0] }) };
      });
    });
  }

  function started() {
    engine = engine || start(false).catch(() => start(true))
      .catch(error => { engine = null; throw error; });
    return engine;
  }

  // Once something is missing: the engine of the site as it is now, or null if it is the same. Asked once a minute.
  function renewed(old) {
    if (Date.now() - asked < 6e4) return Promise.resolve(null);
    asked = Date.now();
    return start(true).then(found => {
      if (found.text === old.text) return null;
      engine = Promise.resolve(found);
      return found;
    }, () => null);
  }

  khizana.search = (text, options) => {
    return started().then(mine => {
      return mine.search(String(text), options || {}).then(results => {
        if (results.warnings.indexOf("missing-piece") < 0) return results;
        return renewed(mine).then(other => {
          return other ? other.search(String(text), options || {}) : results;
        });
      });
    });
  };

  // Letters that are written in several ways, for comparing what is typed with a label's beginning of words.
  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0610-\u061a\u0640\u064b-\u065f\u0670]/g, "").toLowerCase()
      .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function bare(text) {
    return text.replace(/(^| )ال(?=..)/g, "$1");
  }

  function suggestionList() {
    suggestions = suggestions || khizana.fetchPiece("suggest", "suggest").then(bytes => {
      return khizana.letters(bytes).split("\n").filter(Boolean).map(line => {
        var parts = line.split("\x1f");
        var label = plain(parts[1]);
        return { kind: parts[0], label: parts[1], plain: " " + label, bare: " " + bare(label), url: parts[2], last: parts[3] };
      });
    }).catch(error => { suggestions = null; throw error; });
    return suggestions;
  }

  khizana.suggest = (text, options) => {
    var wanted = plain(String(text).slice(0, 100));
    var limit = (options && options.limit) || 8;
    if (!wanted) return Promise.resolve([]);
    return suggestionList().then(all => {
      var found = all.map(one => [rank(one, wanted), one])
        .filter(pair => pair[0] < 3);
      found.sort((a, b) => a[0] - b[0]);
      return found.slice(0, limit).map(pair => shown(pair[1]));
    });
  };

  // 0: the label begins so; 1: one of its words does; 2: it does without the article; 3: none of these.
  function rank(one, wanted) {
    if (one.plain.startsWith(" " + wanted)) return 0;
    if (one.bare.startsWith(" " + bare(wanted))) return 1;
    if (one.plain.includes(" " + wanted) || one.bare.includes(" " + bare(wanted))) return 2;
    return 3;
  }

  function shown(one) {
    var title = one.kind === "title";
    return {
      kind: one.kind, label: one.label, note: title ? one.last : "", url: new URL(one.url, base).href,
      count: title ? 0 : Number(one.last),
    };
  }
})();
