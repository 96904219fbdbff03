// The pieces of the index in the browser: loading, unpacking, and a small memory of those used last.
(function () {
  "use strict";

  var MEMORY = 4e6;
  var held = new Map();
  var size = 0;
  var head = null;

  function getHead() {
    head = head || khizana.fetchPiece("head", "head").then(function (bytes) {
      return JSON.parse(new TextDecoder().decode(bytes));
    }).catch(function (error) { head = null; throw error; });
    return head;
  }

  function nameOf(head, kind) {
    if (typeof head.names[kind] === "string" && kind.length > 1) return kind + "-" + head.names[kind];
    var start = Number(kind.slice(1)) * 6;
    return kind + "-" + head.names[kind[0]].slice(start, start + 6);
  }

  // A piece, read by `reader`. Rejects if it is missing or damaged; the next call tries again.
  function get(kind) {
    var known = held.get(kind);
    if (known) {
      held.delete(kind);
      held.set(kind, known);
      return known.promise;
    }
    var entry = { size: 0 };
    entry.promise = getHead().then(function (head) {
      return khizana.fetchPiece(kind, nameOf(head, kind));
    }).then(function (bytes) {
      try {
        var piece = (READERS[kind] || READERS[kind[0]])(bytes);
      } catch (error) {
        throw new Error("missing-piece");
      }
      entry.size = bytes.length + 300 * (piece.list ? piece.list.length : 0);
      size += entry.size;
      forget();
      return piece;
    });
    entry.promise.catch(function () { if (held.get(kind) === entry) held.delete(kind); });
    held.set(kind, entry);
    return entry.promise;
  }

  function forget() {
    for (var kind of Array.from(held.keys())) {
      var entry = held.get(kind);
      if (size <= MEMORY) return;
      if (!entry.size) continue;
      size -= entry.size;
      held.delete(kind);
    }
  }

  function numbersOf(bytes) {
    var found = [];
    var value = 0;
    var scale = 1;
    for (var place = 0; place < bytes.length; place++) {
      value += (bytes[place] & 127) * scale;
      if (bytes[place] > 127) scale *= 128;
      else {
        found.push(value);
        value = 0;
        scale = 1;
      }
    }
    return found;
  }

  function sections(bytes) {
    var reader = { place: 0 };
    var count = one(bytes, reader);
    var lengths = [];
    while (lengths.length < count) lengths.push(one(bytes, reader));
    var start = reader.place;
    return lengths.map(function (length) {
      var part = bytes.subarray(start, start + length);
      if (part.length !== length) throw new Error("missing-piece");
      start += length;
      return part;
    });
  }

  function one(bytes, reader) {
    var value = 0;
    var scale = 1;
    while (bytes[reader.place] > 127) {
      value += (bytes[reader.place++] & 127) * scale;
      scale *= 128;
    }
    return value + bytes[reader.place++] * scale;
  }

  function lines(bytes) {
    return bytes.length ? khizana.letters(bytes).split("\n") : [];
  }

  // Forms with their postings: for each form where its columns begin. `families` finds forms by their key.
  function readTerms(bytes) {
    var parts = sections(bytes);
    var forms = lines(parts[0]);
    var table = numbersOf(parts[1]);
    var list = [];
    var docs = 0, places = 0, rows = 0;
    for (var at = 0, form = 0; form < forms.length; form++) {
      var heavy = table[at] & 1;
      var term = { form: forms[form], count: Math.floor(table[at++] / 2), heavy: heavy === 1 };
      if (!heavy) {
        term.piece = parts;
        term.docs = docs;
        term.row = rows;
        term.places = places;
        docs += table[at++];
        places += table[at++];
        rows += term.count;
      }
      list.push(term);
    }
    return { list: list, families: null, byForm: null };
  }

  function family(piece, key) {
    if (!piece.families) {
      piece.families = new Map();
      piece.list.forEach(function (term) {
        if (term.form[0] === "\x02") return;
        var name = khizana.analyser.key(term.form);
        if (!piece.families.has(name)) piece.families.set(name, []);
        piece.families.get(name).push(term);
      });
    }
    return piece.families.get(key) || [];
  }

  function term(piece, form) {
    if (!piece.byForm) piece.byForm = new Map(piece.list.map(function (term) { return [term.form, term]; }));
    return piece.byForm.get(form) || null;
  }

  // Calls visit(number, level) for every article of a term.
  function eachDoc(term, visit) {
    var docs = term.piece[2];
    var levels = term.piece[3];
    var place = term.docs;
    var number = 0;
    for (var row = term.row, end = row + term.count; row < end; row++) {
      var byte = docs[place++];
      var gap = byte & 127;
      for (var scale = 128; byte > 127; scale *= 128) {
        byte = docs[place++];
        gap += (byte & 127) * scale;
      }
      number += gap;
      visit(number, levels[row]);
    }
  }

  // The places of a term in those articles that `wanted` has: a map from numbers to lists.
  function placesIn(term, wanted) {
    var found = new Map();
    var counts = term.piece[4];
    var data = term.piece[5];
    var reader = { place: term.places };
    var row = term.row;
    eachDoc(term, function (number) {
      var count = counts[row++];
      if (wanted.has(number)) {
        var list = [];
        var place = 0;
        while (count--) list.push(place += one(data, reader));
        found.set(number, list);
      } else {
        for (; count; reader.place++) if (data[reader.place] < 128) count--;
      }
    });
    return found;
  }

  function readTexts(bytes) {
    var parts = sections(bytes);
    var slots = numbersOf(parts[0]);
    return new Map(slots.map(function (slot, place) { return [slot, parts[place + 1]]; }));
  }

  function article(piece, slot) {
    var part = piece.get(slot);
    if (!part) return null;
    var fields = khizana.letters(part).split("\x1f");
    var blocks = [];
    for (var place = 4; place + 1 < fields.length; place += 2) blocks.push({ anchor: fields[place], text: fields[place + 1] });
    return { url: fields[0], title: fields[1], date: fields[2], outlet: fields[3], blocks: blocks };
  }

  function readDays(bytes) {
    var parts = sections(bytes);
    var number = 0;
    return {
      numbers: Int32Array.from(numbersOf(parts[0]), function (gap) { return number += gap; }),
      days: Int32Array.from(numbersOf(parts[1])),
      outlets: Int32Array.from(numbersOf(parts[2])),
      names: lines(parts[3]),
    };
  }

  function readFacets(bytes) {
    var parts = sections(bytes);
    return {
      tag: { names: lines(parts[0]), values: numbersOf(parts[1]) },
      entity: { names: lines(parts[2]), values: numbersOf(parts[3]) },
    };
  }

  function readWords(bytes) {
    var parts = sections(bytes);
    return { words: lines(parts[0]), levels: parts[1] };
  }

  function readLabels(bytes) {
    return new Map(lines(bytes).map(function (line) { return line.split("\x1f"); }));
  }

  function readTables(bytes) {
    return JSON.parse(khizana.letters(bytes));
  }

  var READERS = { t: readTerms, h: readTerms, x: readTexts, d: readDays, f: readFacets, v: readWords, labels: readLabels, tables: readTables };

  var CRC = Array.from({ length: 256 }, function (_, value) {
    for (var bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });

  function crc32(text) {
    var value = 0xffffffff;
    new TextEncoder().encode(text).forEach(function (byte) { value = CRC[(value ^ byte) & 255] ^ (value >>> 8); });
    return (value ^ 0xffffffff) >>> 0;
  }

  khizana.pieces = {
    head: getHead, get: get, family: family, term: term, eachDoc: eachDoc, placesIn: placesIn, article: article, crc32: crc32,
  };
})();
