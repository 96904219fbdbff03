// The twin of hooks/khizana/search/analyser.py: the same words, families and nearness, letter for letter.
// tests/search/vectors.json holds what both must give.
khizana.analyser = (() => {
  "use strict";

  var tables = JSON.parse(khizana.letters(given.tables));
  var LONGEST = 40;
  var WEAK = set("ا و ي ى ء");
  var AUGUST = new Map([["آب", "اب8"], ["وآب", "واب8"]]);
  var SECOND = { "الاول": "1", "الثاني": "2" };
  var LEMMA = { F: "ة", T: "ة", L: "ات" };
  var PLURAL = 0.75;
  var letters = unpackLetters(tables.letters);
  var words = runsOf(letters);
  var radical = set(tables.radical);
  var ends = set(tables.ends);
  ends.add("");
  var whole = set(tables.whole);
  var relative = set(tables.relative);
  var groups = "/ " + tables.groups.replace(/ /g, "  ").replace(/\//g, " / ") + " /";
  var spellings = new Map(tables.spellings.split(" ").map(pair => pair.split(">")));
  var spelling = new RegExp(
    Array.from(spellings.keys()).sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|"), "g");
  var shapes = tables.shapes.map(shape => {
    return [new RegExp("^" + Array.from(shape[0]).map(sign => {
      return /\d/.test(sign) ? "(?<c" + sign + ">[^اويءة])" : sign;
    }).join("") + "$"), shape[1], shape[0].length];
  });

  function set(text) {
    return new Set(text.split(" "));
  }

  // Where the groups begin that a lemma is in. The table is searched as it is: to sort it out takes longer than all the
  // questions of a first query.
  function groupsOf(lemma) {
    var found = [];
    for (var at = groups.indexOf(" " + lemma + " "); at >= 0; at = groups.indexOf(" " + lemma + " ", at + 1)) {
      found.push(groups.lastIndexOf("/", at));
    }
    return found;
  }

  function membersOf(group) {
    return groups.slice(group + 1, groups.indexOf("/", group + 1)).trim().split(/ +/);
  }

  function unpackLetters(text) {
    var found = new Map();
    var code = 0;
    text.split(" ").forEach(item => {
      var rest = item.slice(1);
      if (item[0] === "@") code = parseInt(rest, 16);
      else if (item[0] === ":") found.set(code++, rest.replace(/~/g, " "));
      else if (item[0] === ">") found.set(code, String.fromCharCode(code++ + Number(rest)));
      else {
        for (var count = Number(rest); count; count--, code++) {
          if (item[0] !== "_") found.set(code, item[0] === "=" ? String.fromCharCode(code) : "");
        }
      }
    });
    found.delete(32);
    return found;
  }

  // Matches runs of what is kept of a text, so that the browser looks for them itself.
  function runsOf(letters) {
    var ranges = "";
    var last = -2;
    letters.forEach((kept, code) => {
      if (code !== last + 1) ranges += (last < 0 ? "" : "-" + escaped(last)) + escaped(code);
      last = code;
    });
    return new RegExp("[" + ranges + "-" + escaped(last) + "]+", "g");
  }

  function escaped(code) {
    return "\\u" + code.toString(16).padStart(4, "0");
  }

  // Every form of a text with the span it stands in.
  function tokens(text) {
    var found = [];
    var match;
    words.lastIndex = 0;
    while ((match = words.exec(text))) {
      for (var token of tokensOf(match[0])) {
        found.push({ form: token.form, start: match.index + token.start, end: match.index + token.end });
      }
    }
    for (var at = 0; at + 1 < found.length; at++) {
      var form = found[at].form;
      if ((form === "كانون" || form === "تشرين") && SECOND[found[at + 1].form]) found[at].form += SECOND[found[at + 1].form];
    }
    return found;
  }

  var tokensCache = new Map();

  // The forms of a run of letters and marks: one word, but for a few signs that stand for several.
  function tokensOf(run) {
    var known = tokensCache.get(run);
    if (known) return known;
    if (tokensCache.size > 6000) tokensCache.clear();
    var folded = "";
    var start = 0;
    var end = 0;
    for (var place = 0; place < run.length; place++) {
      if (!folded) start = place;
      folded += letters.get(run.charCodeAt(place));
      if (folded) end = place + 1;
    }
    known = [];
    folded.split(" ").filter(Boolean).forEach(chunk => {
      formsOf(chunk).forEach(form => { known.push({ form, start, end }); });
    });
    tokensCache.set(run, known);
    return known;
  }

  function forms(text) {
    return tokens(text).map(token => token.form);
  }

  function formsOf(chunk) {
    return AUGUST.has(chunk) ? [AUGUST.get(chunk)] : split(chunk);
  }

  function isDigit(letter) {
    return letter >= "0" && letter <= "9";
  }

  function split(chunk) {
    if (!/\d/.test(chunk)) return compound(seated(chunk).slice(0, LONGEST));
    var parts = [];
    var start = 0;
    for (var place = 1; place < chunk.length; place++) {
      if (isDigit(chunk[place]) !== isDigit(chunk[place - 1])) {
        parts.push(chunk.slice(start, place));
        start = place;
      }
    }
    parts.push(chunk.slice(start));
    return [].concat.apply([], parts.map(part => compound(seated(part).slice(0, LONGEST))));
  }

  function seated(part) {
    if (part.endsWith("ئ")) part = part.slice(0, -1) + "يء";
    return /[ؤئآ]/.test(part) ? part.replace(/[ؤئ]/g, "ء").replace(/آ/g, "ا") : part;
  }

  function compound(form) {
    var head = /^(و?عبد)ال../.exec(form);
    return head ? [head[1], form.slice(head[1].length)] : [form];
  }

  function canonical(form) {
    return form.replace(spelling, found => spellings.get(found));
  }

  function isRadical(form) {
    for (var size = 3; size < 10; size++) {
      if (radical.has(form.slice(0, size)) && ends.has(form.slice(size))) return true;
    }
    return false;
  }

  function heads(form) {
    var found = [[form, 1.0]];
    var starts = [[form, 1.0]];
    if (form.length >= 4 && (form[0] === "و" || form[0] === "ف") && !isRadical(form)) {
      starts.push([form.slice(1), form[0] === "و" ? 0.9 : 0.8]);
      found.push(starts[1]);
    }
    starts.forEach(start => {
      afterPreposition(start[0]).forEach(tail => { found.push([tail[0], start[1] * tail[1]]); });
    });
    return found;
  }

  function afterPreposition(form) {
    if (form.length < 4 || isRadical(form)) return [];
    if (form.startsWith("ال")) return [[form.slice(2), 0.98]];
    if (form.startsWith("لل")) return [[form.slice(2), 0.94], [form.slice(1), 0.8]];
    if (form[0] === "ب" || form[0] === "ك" || form[0] === "ل") {
      if (form.slice(1, 3) === "ال" && form.length >= 5) return [[form.slice(3), 0.94], [form.slice(1), 0.5]];
      return [[form.slice(1), form[0] === "ك" ? 0.4 : 0.8]];
    }
    return [];
  }

  function tails(form) {
    var found = [[form, "B", 1.0]];
    if (whole.has(form)) return found;
    tables.endings.forEach(ending => {
      if (form.endsWith(ending[0]) && form.length - ending[0].length >= ending[3]) {
        found.push([form.slice(0, -ending[0].length), ending[1], ending[2]]);
      }
    });
    tables.possessives.forEach(ending => {
      var rest = form.slice(0, -ending[0].length);
      if (form.endsWith(ending[0]) && rest.length >= 3) {
        found.push([rest, "B", ending[1]]);
        if (rest.endsWith("ات") && rest.length >= 5) found.push([rest.slice(0, -2), "L", ending[1]]);
        if (rest.endsWith("ت")) found.push([rest.slice(0, -1), "F", ending[1]]);
      }
    });
    return found;
  }

  // All readings of a form: base, kind, cost; and its lemmas.
  var readingsCache = new Map();

  function readings(form) {
    var known = readingsCache.get(form);
    if (known) return known;
    if (readingsCache.size > 2000) readingsCache.clear();
    var best = new Map();
    heads(canonical(form)).forEach(head => {
      tails(head[0]).forEach(tail => {
        var cost = head[1] * tail[2];
        var name = tail[1] + tail[0];
        if (tail[0].length >= 2 && cost > (best.get(name) || 0)) best.set(name, cost);
      });
    });
    known = { list: [], lemmas: new Map(), families: null, mates: null };
    best.forEach((cost, name) => {
      var reading = { base: name.slice(1), kind: name[0], cost };
      known.list.push(reading);
      raise(known.lemmas, reading.base + (LEMMA[reading.kind] || ""), cost);
    });
    readingsCache.set(form, known);
    return known;
  }

  // The families that readings may belong to.
  function familiesOf(known) {
    if (!known.families) {
      known.families = new Map();
      known.lemmas.forEach((cost, lemma) => {
        raise(known.families, lemma, cost);
        singulars(lemma).forEach(one => { raise(known.families, one, cost); });
      });
    }
    return known.families;
  }

  // The lemmas that stand in one group with those of readings.
  function matesOf(known) {
    if (!known.mates) {
      known.mates = new Map();
      known.lemmas.forEach((cost, lemma) => {
        groupsOf(lemma).forEach(group => {
          membersOf(group).forEach(member => { raise(known.mates, member, cost); });
        });
      });
    }
    return known.mates;
  }

  function raise(map, name, cost) {
    if (cost > (map.get(name) || 0)) map.set(name, cost);
  }

  function singulars(lemma) {
    var found = [];
    shapes.forEach(shape => {
      var match = lemma.length === shape[2] && shape[0].exec(lemma);
      if (match) {
        shape[1].forEach(pattern => {
          found.push(pattern.replace(/\d/g, sign => match.groups["c" + sign]));
        });
      }
    });
    return found;
  }

  function kinds(one, two, base) {
    if (one === two) return 1.0;
    var pair = one < two ? one + two : two + one;
    if (pair === "BF") return hasFeminine(base) ? 0.6 : 0.0;
    return tables.near[pair] || 0.0;
  }

  function hasFeminine(base) {
    return relative.has(base) || (base.length >= 5 && (base[0] === "م" || base[base.length - 1] === "ي"));
  }

  function key(form) {
    return keyOf(canonical(form), form);
  }

  // Whether a form has that key. Most have not even its letters in their order, which is quicker to see.
  function hasKey(form, wanted) {
    var word = canonical(form);
    var place = 0;
    for (var at = 0; at < wanted.length; at++) {
      place = word.indexOf(wanted[at], place) + 1;
      if (!place) return false;
    }
    return keyOf(word, form) === wanted;
  }

  function keyOf(word, form) {
    var bones = "";
    for (var letter of word) {
      if (!WEAK.has(letter) && letter !== bones[bones.length - 1]) bones += letter;
    }
    while (bones.length > 1) {
      if ("هةتن".includes(bones[bones.length - 1])) bones = bones.slice(0, -1);
      else if (bones.endsWith("هم") && bones.length > 2) bones = bones.slice(0, -2);
      else break;
    }
    while (bones.length > 1 && "وفبكل".includes(bones[0])) bones = bones.slice(1);
    return bones || form.slice(0, 1);
  }

  function relation(one, two) {
    if (one === two) return 1.0;
    var best = 0.0;
    var mine = readings(one);
    var other = readings(two);
    mine.list.forEach(reading => {
      other.list.forEach(their => {
        if (reading.base === their.base) {
          best = Math.max(best, reading.cost * their.cost * kinds(reading.kind, their.kind, reading.base));
        }
      });
    });
    if (best >= PLURAL) return best;
    var theirs = familiesOf(other);
    familiesOf(mine).forEach((cost, name) => {
      best = Math.max(best, PLURAL * cost * (theirs.get(name) || 0));
    });
    matesOf(mine).forEach((cost, lemma) => {
      best = Math.max(best, PLURAL * cost * (other.lemmas.get(lemma) || 0));
    });
    return best;
  }

  // The keys under which the family of a form may stand: its own, and those of irregular plurals and other names.
  function keys(form) {
    var found = new Set([key(form)]);
    readings(form).lemmas.forEach((cost, lemma) => {
      groupsOf(lemma).forEach(group => {
        membersOf(group).forEach(member => { found.add(key(member)); });
      });
    });
    return Array.from(found).slice(0, 6);
  }

  return {
    forms, tokens, key, keys, hasKey, relation, stop: set(tables.stop),
    weights: tables.weights,
  };
})();
