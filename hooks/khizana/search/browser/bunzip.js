// bzip2, which packs a piece of text about a tenth smaller than deflate, and which no browser unpacks by itself.
// Takes and gives bytes; throws if they are damaged.
khizana.bunzip = (() => {
  "use strict";

  var MOST = 900000, GROUP = 50, LONGEST = 20, QUICK = 9;
  var column = new Uint8Array(MOST);

  function broken() {
    return new Error("missing-piece");
  }

  // Gives up to 24 bits, the highest first; `skip` says how many of them are used up. Behind the end are zeros.
  function readerOf(data, place) {
    var bits = 0;
    var held = 0;
    function peek(count) {
      for (; held < count; held += 8) {
        if (place > data.length + 4) throw broken();
        bits = bits << 8 | data[place++];
      }
      return bits >>> held - count & (1 << count) - 1;
    }
    function skip(count) {
      held -= count;
    }
    function read(count) {
      var value = peek(count);
      held -= count;
      return value;
    }
    return { peek, skip, read };
  }

  function usedBytes(read) {
    var rows = read(16);
    var used = [];
    for (var row = 0; row < 16; row++) {
      var columns = rows & 0x8000 >> row ? read(16) : 0;
      for (var column = 0; column < 16; column++) if (columns & 0x8000 >> column) used.push(row * 16 + column);
    }
    return used;
  }

  // Which table is for which fifty symbols.
  function selectorsOf(read, tables) {
    var order = Array.from({ length: tables }, (_, table) => table);
    return Array.from({ length: read(15) }, () => {
      var place = 0;
      while (read(1)) if (++place >= tables) throw broken();
      order.unshift(order.splice(place, 1)[0]);
      return order[0];
    });
  }

  // Canonical codes. `quick` has symbol and length for the next nine bits, where these are a whole code.
  function tableOf(read, symbols) {
    var length = read(5);
    var lengths = Array.from({ length: symbols }, () => {
      while (read(1)) length += read(1) ? -1 : 1;
      if (length < 1 || length > LONGEST) throw broken();
      return length;
    });
    var table = { counts: new Array(LONGEST + 1).fill(0), sorted: [], quick: new Int16Array(1 << QUICK).fill(-1) };
    var code = 0;
    for (var size = 1; size <= LONGEST; size++, code *= 2) {
      for (var symbol = 0; symbol < symbols; symbol++) {
        if (lengths[symbol] !== size) continue;
        table.counts[size]++;
        table.sorted.push(symbol);
        if (size <= QUICK) table.quick.fill(symbol << 5 | size, code << QUICK - size, code + 1 << QUICK - size);
        code++;
      }
    }
    return table;
  }

  function slowly(reader, table) {
    var code = 0, first = 0, start = 0;
    for (var size = 1; size <= LONGEST; size++) {
      code = code << 1 | reader.read(1);
      var count = table.counts[size];
      if (code - first < count) return table.sorted[start + code - first];
      start += count;
      first = first + count << 1;
    }
    throw broken();
  }

  function symbolOf(reader, table) {
    var known = table.quick[reader.peek(QUICK)];
    if (known < 0) return slowly(reader, table);
    reader.skip(known & 31);
    return known >> 5;
  }

  // The last column of the sorted block: runs, and bytes by how lately they stood there.
  function columnOf(reader) {
    var recent = Uint8Array.from(usedBytes(reader.read));
    var tables = reader.read(3);
    var selectors = selectorsOf(reader.read, tables);
    var end = recent.length + 1;
    var all = Array.from({ length: tables }, () => tableOf(reader.read, end + 1));
    var size = 0;
    for (var done = 0, run = 0, weight = 1; ; done++) {
      var table = all[selectors[Math.floor(done / GROUP)]];
      if (!table) throw broken();
      var symbol = symbolOf(reader, table);
      if (symbol < 2) {
        run += weight << symbol;
        weight *= 2;
      }
      if (size + run >= MOST) throw broken();
      if (symbol < 2) continue;
      column.fill(recent[0], size, size += run);
      run = 0;
      weight = 1;
      if (symbol === end) return column.subarray(0, size);
      var byte = recent[symbol - 1];
      recent.copyWithin(1, 0, symbol - 1);
      column[size++] = recent[0] = byte;
    }
  }

  // From the last column of the sorted rotations back to the block, without its runs of four and more.
  function unsort(column, origin, out) {
    var starts = new Int32Array(257);
    column.forEach(byte => { starts[byte + 1]++; });
    for (var byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
    var next = new Int32Array(column.length);
    column.forEach((byte, place) => { next[starts[byte]++] = place; });
    var place = next[origin];
    var same = 0;
    for (var left = column.length; left; left--, place = next[place]) {
      var value = column[place];
      if (same === 4) {
        for (var more = value; more; more--) out.push(out[out.length - 1]);
        same = 0;
      } else {
        same = out.length && value === out[out.length - 1] && same ? same + 1 : 1;
        out.push(value);
      }
    }
  }

  return function (data) {
    var reader = readerOf(data, 4);
    var out = [];
    while (reader.read(24) === 0x314159) {
      [24, 16, 16, 1].forEach(reader.read);
      var origin = reader.read(24);
      unsort(columnOf(reader), origin, out);
    }
    return Uint8Array.from(out);
  };
})();
