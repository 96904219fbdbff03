// The pieces of the index in the browser: loading, unpacking, and a small memory of those used last.
(() => {
  "use strict";

  var MEMORY = 4e6;
  var held = new Map();
  var size = 0;
  var head = given.head;
  var NAMED = head.names.labels.length;

  function nameOf(kind) {
    if (typeof head.names[kind] === "string" && kind.length > 1) return kind + "-" + head.names[kind];
    var start = Number(kind.slice(1)) * NAMED;
    return kind + "-" + head.names[kind[0]].slice(start, start + NAMED);
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
    var texts = /^x\d/.test(kind);
    entry.promise = (texts ? khizana.packedPiece : khizana.fetchPiece)(kind, nameOf(kind)).then(got => {
      try {
        var bytes = texts ? khizana.bunzip(got.text) : got;
        var piece = (READERS[kind] || READERS[kind[0]])(bytes);
      } catch (error) {
        throw new Error("missing-piece");
      }
      entry.size = bytes.length + 300 * (piece.list ? piece.list.length : 0);
      size += entry.size;
      forget();
      return piece;
    });
    entry.promise.catch(() => { if (held.get(kind) === entry) held.delete(kind); });
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
    return lengths.map(length => {
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

  // Forms with their postings: for each form where its columns begin. `families` has those that were asked for by key.
  function readTerms(bytes) {
    var parts = sections(bytes);
    var forms = lines(parts[0]);
    var table = numbersOf(parts[1]);
    var rows = 0;
    var spots = 0;
    var list = forms.map((form, place) => {
      var term = { form, count: table[place] >> 1, heavy: (table[place] & 1) === 1, piece: parts, row: rows };
      if (!term.heavy) rows += term.count;
      term.spots = spots;
      if (form[0] !== "\x02") spots += term.count;
      return term;
    });
    return { list, families: new Map(), byForm: null };
  }

  // The places of a term of the piece of terms that is number `at` among those of a piece of places.
  function spotsOf(parts, at, term) {
    var counts = parts[2 * at];
    var places = parts[2 * at + 1];
    var before = 0;
    for (var row = 0; row < term.spots; row++) before += counts[row];
    for (var place = 0; before; place++) if (places[place] < 128) before--;
    return { counts: counts.subarray(term.spots, term.spots + term.count), places: places.subarray(place) };
  }

  function family(piece, key) {
    if (!piece.families.has(key)) {
      piece.families.set(key, piece.list.filter(term => {
        return term.form[0] !== "\x02" && khizana.analyser.hasKey(term.form, key);
      }));
    }
    return piece.families.get(key);
  }

  function term(piece, form) {
    if (!piece.byForm) piece.byForm = new Map(piece.list.map(term => [term.form, term]));
    return piece.byForm.get(form) || null;
  }

  // Calls visit(number, level) for every article of a term.
  function eachDoc(term, visit) {
    var low = term.piece[2], middle = term.piece[3], high = term.piece[4], levels = term.piece[5];
    var number = 0;
    for (var row = term.row, end = row + term.count; row < end; row++) {
      number += low[row] | middle[row] << 8 | high[row] << 16;
      visit(number, levels[row]);
    }
  }

  // The places of a term in those articles that `wanted` has: a map from numbers to lists.
  function placesIn(term, spots, wanted) {
    var found = new Map();
    var counts = spots.counts;
    var data = spots.places;
    var reader = { place: 0 };
    var row = 0;
    eachDoc(term, number => {
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
    return new Map(slots.map((slot, place) => [slot, parts[place + 1]]));
  }

  function article(piece, slot) {
    var part = piece.get(slot);
    if (!part) return null;
    var fields = khizana.letters(part).split("\x1f");
    var blocks = [];
    for (var place = 4; place + 1 < fields.length; place += 2) blocks.push({ anchor: fields[place], text: fields[place + 1] });
    var [url, date] = whereAndWhen(fields[0], fields[2]);
    return { url, title: fields[1], date, outlet: fields[3], heading: { text: fields[1] }, blocks };
  }

  // An id with its day stands for the address and, where no other is given, for the day; "-" is none.
  function whereAndWhen(where, day) {
    if (where.includes("/")) return [where, day];
    var url = "articles/" + where.slice(0, 4) + "/" + where.slice(5, 7) + "/" + where + ".html";
    return [url, day === "-" ? "" : day || where.slice(0, 10)];
  }

  function readDays(bytes) {
    var parts = sections(bytes);
    var number = 0;
    return {
      numbers: Int32Array.from(numbersOf(parts[0]), gap => number += gap),
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
    return new Map(lines(bytes).map(line => line.split("\x1f")));
  }

  var READERS = { t: readTerms, h: readTerms, p: sections, x: readTexts, d: readDays, f: readFacets, v: readWords, labels: readLabels };

  var CRC = Array.from({ length: 256 }, (_, value) => {
    for (var bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });

  function crc32(text) {
    var value = 0xffffffff;
    new TextEncoder().encode(text).forEach(byte => { value = CRC[(value ^ byte) & 255] ^ (value >>> 8); });
    return (value ^ 0xffffffff) >>> 0;
  }

  khizana.pieces = {
    head, get, family, term, eachDoc, placesIn, spotsOf, article, crc32,
  };
})();
