// What a query asks for, and the forms of the index that answer for its words.
(() => {
  "use strict";

  var LONGEST = 300, MOST_TERMS = 16, MOST_FORMS = 60, GROUPS = 16, LEAST = 0.2, JOINED = 0.95;
  var analyser = khizana.analyser;
  var pieces = khizana.pieces;

  // Words, "phrases" and -words. There is no wrong query: a mark that makes no sense is a blank. A word after أبو is
  // also asked for as one with it: أبو ظبي is written أبوظبي as well.
  function parse(text, warnings) {
    if (text.length > LONGEST) {
      warnings.add("query-cut");
      text = text.slice(0, LONGEST);
    }
    var query = { words: [], phrases: [], without: [] };
    var rest = text.replace(/[“”„‟«»]/g, '"').replace(/"([^"]*)"/g, (_, inner) => {
      var forms = analyser.forms(inner);
      if (forms.length > 1) query.phrases.push(forms);
      forms.forEach(form => { query.words.push({ form, exact: true }); });
      return " ";
    });
    rest.split(/\s+/).forEach(word => {
      var unwanted = /^[-−–]./.test(word);
      analyser.forms(word).forEach(form => {
        if (unwanted) query.without.push(form);
      });
    });
    var forms = analyser.forms(rest.replace(/(^|\s)[-−–]\S+/g, " "));
    forms.forEach((form, place) => {
      query.words.push({ form, exact: false, joined: /^اب[ويا]$/.test(forms[place - 1]) ? "ابو" + form : "" });
    });
    query.words = useful(query.words);
    if (query.words.length > MOST_TERMS) {
      warnings.add("query-cut");
      query.words = query.words.slice(0, MOST_TERMS);
    }
    query.phrases = query.phrases.slice(0, 4).map(forms => forms.slice(0, MOST_TERMS));
    query.without = query.without.slice(0, MOST_TERMS);
    return query;
  }

  function useful(words) {
    var seen = new Set();
    words = words.filter(word => !seen.has(word.form) && seen.add(word.form));
    var telling = words.filter(word => !analyser.stop.has(word.form));
    return telling.length ? telling : words;
  }

  function placeOf(head, checksum) {
    return "t" + Math.floor(checksum / GROUPS) % head.terms;
  }

  function tryPiece(run, kind) {
    run.ask(kind);
    return pieces.get(kind).then(
      function (piece) { run.got(kind); return piece; },
      function (error) {
        run.got(kind);
        run.warnings.add(error.message === "no-decompression" ? "no-decompression" : "missing-piece");
        return null;
      });
  }

  // Asks for the piece in which a form stands itself, before anything is known about its relatives.
  function foresee(run, word) {
    pieces.get(placeOf(run.head, pieces.crc32(analyser.key(word.form)))).catch(() => {});
  }

  // The forms of the index that may answer for a form, or for another that means the same, the nearest first:
  // [{term, near}].
  function relatives(run, form, accept, other) {
    var keys = new Set(analyser.keys(form).concat(other ? analyser.keys(other) : []));
    return Promise.all(Array.from(keys, key => {
      return tryPiece(run, placeOf(run.head, pieces.crc32(key))).then(piece => {
        return piece ? pieces.family(piece, key) : [];
      });
    })).then(families => {
      var found = [];
      new Set([].concat.apply([], families)).forEach(term => {
        var near = accept(term.form);
        if (near > LEAST) found.push({ term, near });
      });
      found.sort((a, b) => b.near - a.near || (a.term.form < b.term.form ? -1 : 1));
      return found.slice(0, MOST_FORMS);
    });
  }

  function whole(run, form, accept) {
    return relatives(run, form, accept).then(found => withHeavy(run, found));
  }

  // Heavy forms keep their postings elsewhere.
  function withHeavy(run, found) {
    return Promise.all(found.map(one => {
      if (!one.term.heavy) return one;
      return tryPiece(run, packOf(run.head, one.term)).then(pack => {
        var term = pack && pieces.term(pack, one.term.form);
        return term ? { term, near: one.near } : null;
      });
    })).then(list => list.filter(Boolean));
  }

  // Where in its articles a form stands; null if the form or a piece is missing.
  function spotsOf(run, form) {
    var piece = Number(placeOf(run.head, pieces.crc32(analyser.key(form))).slice(1));
    var group = number => Math.floor(number * run.head.spots / run.head.terms);
    for (var first = piece; first && group(first - 1) === group(piece);) first--;
    return Promise.all([tryPiece(run, "t" + piece), tryPiece(run, "p" + group(piece))]).then(both => {
      var term = both[0] && both[1] && pieces.term(both[0], form);
      return term ? pieces.spotsOf(both[1], piece - first, term) : null;
    });
  }

  function packOf(head, term) {
    var few = Math.ceil(head.packs / 8);
    var chosen = pieces.crc32(term.form);
    if (term.form[0] === "\x02") return "h" + (head.packs + chosen % head.facets);
    return "h" + (term.count >= head.huge ? head.packs - few + chosen % few : chosen % (head.packs - few));
  }

  // A word in every fifth article tells little beside a rarer one, and its postings are the longest: they stay away.
  function withoutHuge(run, terms) {
    var rare = terms.some(term => {
      return term.found.some(one => one.near > 0.5 && one.term.count < run.head.huge);
    });
    return Promise.all(terms.map(term => {
      var kept = term.found.filter(one => !rare || one.term.count < run.head.huge);
      return withHeavy(run, kept).then(found => {
        term.found = found;
        return term;
      });
    }));
  }

  function nearness(form, joined) {
    return other => other === joined ? JOINED : analyser.relation(form, other);
  }

  function exactly(form) {
    return other => other === form ? 1 : 0;
  }

  function misspelt(form) {
    return other => form.length > 3 && other.length > 3 && oneEdit(form, other) ? 0.5 : 0;
  }

  function oneEdit(one, two) {
    if (Math.abs(one.length - two.length) > 1) return false;
    var least = Math.min(one.length, two.length);
    var front = 0;
    while (front < least && one[front] === two[front]) front++;
    var back = 0;
    while (back < least - front && one[one.length - 1 - back] === two[two.length - 1 - back]) back++;
    var mine = one.length - front - back;
    var other = two.length - front - back;
    if (Math.max(mine, other) <= 1) return true;
    return mine === 2 && other === 2 && one[front] === two[front + 1] && one[front + 1] === two[front];
  }

  // A word of the query with the forms that answer for it. What has none may be misspelt.
  function termFor(run, word, alone) {
    var accept = word.exact ? exactly(word.form) : nearness(word.form, word.joined);
    return relatives(run, word.form, accept, word.joined).then(found => {
      if (found.length || word.exact) return [found, ""];
      return correction(run, word.form).then(better => {
        if (alone) return [[], better];
        return relatives(run, word.form, misspelt(word.form)).then(close => {
          if (close.length || !better) return [close, better];
          return relatives(run, better, nearness(better)).then(family => {
            return [family.map(one => ({ term: one.term, near: one.near * 0.5 })), better];
          });
        });
      });
    }).then(result => {
      return {
        form: word.form, found: result[0], better: result[1], weight: 1, idf: 0,
        near: new Map(result[0].map(one => [one.term.form, one.near])),
      };
    });
  }

  // The terms of a word: itself, and for a name such as ابوسمبل the two words ابو سمبل too, if the archive has them.
  function termsFor(run, word, alone) {
    return termFor(run, word, alone).then(term => {
      var rest = /^ابو(...+)$/.exec(term.form);
      if (!rest || word.exact) return [term];
      return Promise.all(["ابو", rest[1]].map(form => termFor(run, { form }, true))).then(both => {
        if (!both.every(one => one.found.length)) return [term];
        if (!term.found.some(one => one.near > 0.5)) return both;
        both.forEach(one => { one.weight = 0.4; }); // the word as it was written counts more
        return [term].concat(both);
      });
    });
  }

  // The most frequent word of the archive that is one edit away, or ''.
  function correction(run, form) {
    if (form.length < 3 || /\d/.test(form)) return Promise.resolve("");
    var bare = form.startsWith("ال") && form.length > 4 ? form.slice(2) : form;
    var kinds = [bare.slice(0, 2), "$" + bare.slice(-2)].map(part => {
      return "v" + pieces.crc32(part) % run.head.words;
    });
    return Promise.all(Array.from(new Set(kinds)).map(kind => tryPiece(run, kind))).then(lists => {
      var best = twoWords(bare, lists.map(list => list ? list.words : []));
      if (best) return bare === form ? best : "ال" + best;
      var most = 0;
      lists.forEach(list => {
        (list ? list.words : []).forEach((word, place) => {
          var level = list.levels[place];
          if (word !== bare && word.length > 2 && (level > most || (level === most && word < best)) && oneEdit(bare, word)) {
            best = word;
            most = level;
          }
        });
      });
      return best && bare !== form ? "ال" + best : best;
    });
  }

  // Two words of the archive that were written as one, or ''.
  function twoWords(form, lists) {
    if (form.length < 6) return "";
    var words = new Set([].concat(...lists));
    for (var cut = 3; cut <= form.length - 3; cut++) {
      var second = form.slice(cut);
      var known = words.has(second) || (second.startsWith("ال") && words.has(second.slice(2)));
      if (known && words.has(form.slice(0, cut))) return form.slice(0, cut) + " " + second;
    }
    return "";
  }

  khizana.query = {
    parse, foresee, termsFor, withoutHuge, whole, withHeavy, spotsOf, exactly,
    placeOf, tryPiece, longest: LONGEST,
  };
})();
