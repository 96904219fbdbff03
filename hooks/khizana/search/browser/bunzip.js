// bzip2, which packs a piece of text about a tenth smaller than deflate, and which no browser unpacks by itself.
// Takes the text of a piece, fifteen bits a character; gives bytes, and throws if they are damaged.
//
// A first search waits for ten of these pieces, before a browser has had time to compile any of this well. So the loops
// are in small functions that are called often, which browsers compile early, and one block is read at a time, into
// variables that all of them share.
khizana.bunzip = (() => {
  "use strict";

  var MOST = 200000, GROUP = 50, QUICK = 9, LONGEST = 17, FIRST = 0x4000, STRETCH = 200;
  var block = new Int32Array(MOST);
  var recent = new Uint8Array(256);
  var text, place, value, held;
  var size, run, weight, end;
  var out, length, entry, same, last;

  function broken() {
    return new Error("missing-piece");
  }

  // Up to 16 bits, the highest first. Behind the end are zeros.
  function read(count) {
    while (held < count) {
      if (place > text.length + 2) throw broken();
      value = value << 15 | text.charCodeAt(place++) - FIRST & 32767;
      held += 15;
    }
    held -= count;
    return value >>> held & (1 << count) - 1;
  }

  function read24() {
    return read(8) << 16 | read(16);
  }

  // Fills `recent` with the bytes that occur; gives how many these are.
  function readUsed() {
    var rows = read(16);
    var used = 0;
    for (var row = 0; row < 16; row++) {
      var columns = rows & 0x8000 >> row ? read(16) : 0;
      for (var column = 0; column < 16; column++) if (columns & 0x8000 >> column) recent[used++] = row * 16 + column;
    }
    return used;
  }

  // Which table is for which fifty symbols.
  function readSelectors(tables) {
    var order = [0, 1, 2, 3, 4, 5];
    var selectors = new Uint8Array(read(15));
    for (var at = 0; at < selectors.length; at++) {
      var rank = 0;
      while (read(1)) if (++rank >= tables) throw broken();
      var chosen = order[rank];
      for (; rank; rank--) order[rank] = order[rank - 1];
      selectors[at] = order[0] = chosen;
    }
    return selectors;
  }

  function readLengths(symbols) {
    var lengths = new Uint8Array(symbols);
    var length = read(5);
    for (var symbol = 0; symbol < symbols; symbol++) {
      while (read(1)) length += read(1) ? -1 : 1;
      if (length < 1 || length > LONGEST) throw broken();
      lengths[symbol] = length;
    }
    return lengths;
  }

  // Canonical codes. `quick` has symbol and length for the next nine bits, where these begin with a whole code.
  function readTable(symbols) {
    var lengths = readLengths(symbols);
    var table = { counts: new Uint16Array(LONGEST + 1), sorted: new Uint16Array(symbols), quick: new Uint16Array(1 << QUICK) };
    var code = 0, rank = 0;
    lengths.forEach(length => { table.counts[length]++; });
    for (var size = 1; size <= LONGEST; size++, code *= 2) {
      if (!table.counts[size]) continue;
      for (var symbol = 0; symbol < symbols; symbol++) {
        if (lengths[symbol] !== size) continue;
        table.sorted[rank++] = symbol;
        if (size <= QUICK) table.quick.fill(symbol << 5 | size, code << QUICK - size, code + 1 << QUICK - size);
        code++;
      }
    }
    return table;
  }

  // Symbol and length of a code that is longer than nine bits.
  function longCode(table) {
    var first = 0, start = 0;
    for (var size = 1; size <= LONGEST; size++) {
      var over = (value >>> held - size & (1 << size) - 1) - first;
      var count = table.counts[size];
      if (over < count) return table.sorted[start + over] << 5 | size;
      start += count;
      first = first + count << 1;
    }
    throw broken();
  }

  // Reads the last column of the sorted block into `block`.
  function readColumn() {
    end = readUsed() + 1;
    var tables = read(3);
    var selectors = readSelectors(tables);
    var all = [];
    while (all.length < tables) all.push(readTable(end + 1));
    size = run = 0;
    weight = 1;
    for (var group = 0; group < selectors.length; group++) {
      if (place > text.length + 2) throw broken();
      if (readGroup(all[selectors[group]], all[selectors[group]].quick)) return;
    }
    throw broken();
  }

  // Fifty symbols of the column: runs, and bytes by how lately they stood there. True if it ended.
  function readGroup(table, quick) {
    for (var left = GROUP; left; left--) {
      if (held < LONGEST) {
        value = value << 15 | text.charCodeAt(place++) - FIRST & 32767;
        held += 15;
      }
      var known = quick[value >>> held - QUICK & (1 << QUICK) - 1] || longCode(table);
      var symbol = known >> 5;
      held -= known & 31;
      if (symbol < 2) {
        run += weight << symbol;
        weight <<= 1;
        if (run > MOST) throw broken();
        continue;
      }
      if (size + run >= MOST) throw broken();
      for (; run; run--) block[size++] = recent[0];
      weight = 1;
      if (symbol === end) return true;
      var byte = recent[symbol - 1];
      for (var at = symbol - 1; at; at--) recent[at] = recent[at - 1];
      block[size++] = recent[0] = byte;
    }
    return false;
  }

  // From the last column of the sorted rotations to where each byte's next one stands, above its eight bits.
  function link() {
    var starts = new Int32Array(257);
    for (var place = 0; place < size; place++) starts[block[place] + 1]++;
    for (var byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
    for (var from = 0; from < size; from += STRETCH) linkStretch(from, Math.min(size, from + STRETCH), starts);
  }

  function linkStretch(from, end, starts) {
    for (var place = from; place < end; place++) block[starts[block[place] & 255]++] |= place << 8;
  }

  // Appends the block to `out`, without its runs of four and more.
  function unroll(origin) {
    entry = block[origin];
    same = 0;
    last = -1;
    for (; size > 0; size -= STRETCH) {
      makeRoom();
      unrollStretch(Math.min(size, STRETCH));
    }
  }

  function makeRoom() {
    if (length + 64 * STRETCH <= out.length) return;
    var more = new Uint8Array(2 * out.length + 64 * STRETCH);
    more.set(out);
    out = more;
  }

  function unrollStretch(left) {
    for (; left; left--) {
      entry = block[entry >>> 8];
      var byte = entry & 255;
      if (same === 4) {
        out.fill(last, length, length += byte);
        same = 0;
      } else {
        same = byte === last ? same + 1 : 1;
        out[length++] = last = byte;
      }
    }
  }

  return function (packed) {
    text = packed;
    place = value = held = length = 0;
    out = new Uint8Array(8 * text.length);
    read(16);
    read(16);
    while (read24() === 0x314159) {
      [8, 16, 16, 16, 1].forEach(read);
      var origin = read24();
      readColumn();
      if (origin >= size) throw broken();
      link();
      unroll(origin);
    }
    return out.subarray(0, length);
  };
})();
