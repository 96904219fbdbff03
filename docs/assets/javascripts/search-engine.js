// The engine: what a query asks for, which articles answer it best, and what is shown of them.
// docs/development/search.md tells the ranking; hooks/khizana/search writes the pieces.
(function () {
  "use strict";

  var LONGEST = 300, MOST_TERMS = 16, MOST_FORMS = 60, GROUPS = 16;
  var SATURATION = 1.2, STEM = 0.55, LEAST = 0.2, NEAR = 0.3, FAR = 8, RERANKED = 50, TAIL = 0.1;
  var STALL = 24;
  var analyser = khizana.analyser;
  var pieces = khizana.pieces;
  var weights = analyser.weights;
  var EPOCH = Date.UTC(1800, 0, 1);

  // ---- The query

  // Words, "phrases" and -words. There is no wrong query: a mark that makes no sense is a blank.
  function parse(text, warnings) {
    if (text.length > LONGEST) {
      warnings.add("query-cut");
      text = text.slice(0, LONGEST);
    }
    var query = { words: [], phrases: [], without: [] };
    var rest = text.replace(/[“”„‟«»]/g, '"').replace(/"([^"]*)"/g, function (_, inner) {
      var forms = analyser.forms(inner);
      if (forms.length > 1) query.phrases.push(forms);
      forms.forEach(function (form) { query.words.push({ form: form, exact: true }); });
      return " ";
    });
    rest.split(/\s+/).forEach(function (word) {
      var unwanted = /^[-−–]./.test(word);
      analyser.forms(word).forEach(function (form) {
        if (unwanted) query.without.push(form);
      });
    });
    analyser.forms(rest.replace(/(^|\s)[-−–]\S+/g, " ")).forEach(function (form) {
      query.words.push({ form: form, exact: false });
    });
    query.words = useful(query.words);
    if (query.words.length > MOST_TERMS) {
      warnings.add("query-cut");
      query.words = query.words.slice(0, MOST_TERMS);
    }
    query.phrases = query.phrases.slice(0, 4).map(function (forms) { return forms.slice(0, MOST_TERMS); });
    query.without = query.without.slice(0, MOST_TERMS);
    return query;
  }

  function useful(words) {
    var seen = new Set();
    words = words.filter(function (word) { return !seen.has(word.form) && seen.add(word.form); });
    var telling = words.filter(function (word) { return !analyser.stop.has(word.form); });
    return telling.length ? telling : words;
  }

  // ---- Families

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

  // The forms of the index that may answer for a form, the nearest first: [{term, near}].
  function relatives(run, form, accept) {
    return Promise.all(analyser.keys(form).map(function (key) {
      return tryPiece(run, placeOf(run.head, pieces.crc32(key))).then(function (piece) {
        return piece ? pieces.family(piece, key) : [];
      });
    })).then(function (families) {
      var found = [];
      new Set([].concat.apply([], families)).forEach(function (term) {
        var near = accept(term.form);
        if (near > LEAST) found.push({ term: term, near: near });
      });
      found.sort(function (a, b) { return b.near - a.near || (a.term.form < b.term.form ? -1 : 1); });
      return found.slice(0, MOST_FORMS);
    });
  }

  function whole(run, form, accept) {
    return relatives(run, form, accept).then(function (found) { return withHeavy(run, found); });
  }

  // Heavy forms keep their postings elsewhere.
  function withHeavy(run, found) {
    return Promise.all(found.map(function (one) {
      if (!one.term.heavy) return one;
      return tryPiece(run, packOf(run.head, one.term)).then(function (pack) {
        var term = pack && pieces.term(pack, one.term.form);
        return term ? { term: term, near: one.near } : null;
      });
    })).then(function (list) { return list.filter(Boolean); });
  }

  function packOf(head, term) {
    var few = Math.ceil(head.packs / 5);
    var chosen = pieces.crc32(term.form);
    return "h" + (term.count >= head.huge ? head.packs - few + chosen % few : chosen % (head.packs - few));
  }

  // A word in every fifth article tells little beside a rarer one, and its postings are the longest: they stay away.
  function withoutHuge(run, terms) {
    var rare = terms.some(function (term) {
      return term.found.some(function (one) { return one.near > 0.5 && one.term.count < run.head.huge; });
    });
    return Promise.all(terms.map(function (term) {
      var kept = term.found.filter(function (one) { return !rare || one.term.count < run.head.huge; });
      return withHeavy(run, kept).then(function (found) {
        term.found = found;
        return term;
      });
    }));
  }

  function nearness(form) {
    return function (other) { return analyser.relation(form, other); };
  }

  function exactly(form) {
    return function (other) { return other === form ? 1 : 0; };
  }

  function misspelt(form) {
    return function (other) { return form.length > 3 && other.length > 3 && oneEdit(form, other) ? 0.5 : 0; };
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
    return relatives(run, word.form, word.exact ? exactly(word.form) : nearness(word.form)).then(function (found) {
      if (found.length || word.exact) return [found, ""];
      return correction(run, word.form).then(function (better) {
        if (alone) return [[], better];
        return relatives(run, word.form, misspelt(word.form)).then(function (close) {
          if (close.length || !better) return [close, better];
          return relatives(run, better, nearness(better)).then(function (family) {
            return [family.map(function (one) { return { term: one.term, near: one.near * 0.5 }; }), better];
          });
        });
      });
    }).then(function (result) {
      return {
        form: word.form, found: result[0], better: result[1], idf: 0,
        near: new Map(result[0].map(function (one) { return [one.term.form, one.near]; })),
      };
    });
  }

  // The most frequent word of the archive that is one edit away, or ''.
  function correction(run, form) {
    if (form.length < 3 || /\d/.test(form)) return Promise.resolve("");
    var bare = form.startsWith("ال") && form.length > 4 ? form.slice(2) : form;
    var kinds = [bare.slice(0, 2), "$" + bare.slice(-2)].map(function (part) {
      return "v" + pieces.crc32(part) % run.head.words;
    });
    return Promise.all(Array.from(new Set(kinds)).map(function (kind) { return tryPiece(run, kind); })).then(function (lists) {
      var best = "";
      var most = 0;
      lists.forEach(function (list) {
        (list ? list.words : []).forEach(function (word, place) {
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

  // ---- Ranking

  function pause(run) {
    if (performance.now() - run.since < STALL) return Promise.resolve();
    return new Promise(function (resolve) { setTimeout(resolve, 0); }).then(function () { run.since = performance.now(); });
  }

  function inTurn(list, act) {
    return list.reduce(function (before, one) { return before.then(function () { return act(one); }); }, Promise.resolve());
  }

  function rank(run, terms) {
    var size = run.head.texts * run.head.slots;
    run.scores = new Float32Array(size);
    run.found = [];
    return inTurn(terms, function (term) { return score(run, term, size); });
  }

  // BM25F over the whole family of a word; the form as it was written counts full, others by how near they are.
  function score(run, term, size) {
    var sums = new Float32Array(size);
    var touched = [];
    var exact = 0;
    return inTurn(term.found, function (one) {
      var factor = one.near === 1 ? 1 : STEM * one.near * one.near;
      if (one.near === 1) exact = one.term.count;
      pieces.eachDoc(one.term, function (number, level) {
        if (sums[number] === 0) touched.push(number);
        sums[number] += factor * weights[level];
      });
      return pause(run);
    }).then(function () {
      if (!touched.length) return;
      var idf = rarity(run.head.count, touched.length);
      term.idf = exact ? 0.5 * idf + 0.5 * Math.min(rarity(run.head.count, exact), 2 * idf) : idf;
      touched.forEach(function (number) {
        if (run.scores[number] === 0) run.found.push(number);
        run.scores[number] += term.idf * sums[number] * (SATURATION + 1) / (sums[number] + SATURATION);
      });
    });
  }

  function rarity(count, having) {
    return Math.log(1 + (count - having + 0.5) / (having + 0.5));
  }

  // Words of the query that stand near each other, in their order best, lift an article.
  function lift(run, terms, top) {
    var wanted = new Set(top);
    var telling = terms.filter(function (term) { return term.found.length; });
    if (telling.length < 2) return Promise.resolve();
    var places = [];
    return inTurn(telling, function (term) {
      places.push(allPlaces(term.found, wanted));
      return pause(run);
    }).then(function () {
      top.forEach(function (number) {
        for (var at = 0; at + 1 < telling.length; at++) {
          var one = places[at].get(number);
          var two = places[at + 1].get(number);
          var gap = one && two ? nearest(one, two) : FAR + 1;
          if (gap <= FAR) run.scores[number] += NEAR * Math.min(telling[at].idf, telling[at + 1].idf) / gap;
        }
      });
    });
  }

  function allPlaces(found, wanted) {
    var all = new Map();
    found.forEach(function (one) {
      pieces.placesIn(one.term, wanted).forEach(function (list, number) {
        all.set(number, all.has(number) ? all.get(number).concat(list) : list);
      });
    });
    return all;
  }

  function nearest(one, two) {
    one.sort(function (a, b) { return a - b; });
    two.sort(function (a, b) { return a - b; });
    var best = FAR + 1;
    for (var i = 0, j = 0; i < one.length && j < two.length;) {
      var gap = two[j] - one[i];
      if (gap > 0) {
        best = Math.min(best, gap);
        i++;
      } else {
        if (gap < 0) best = Math.min(best, 0.5 - gap);
        j++;
      }
    }
    return Math.max(1, best);
  }

  // ---- Conditions: phrases, unwanted words, filters

  function phraseDocs(run, forms) {
    return Promise.all(forms.map(function (form) { return whole(run, form, exactly(form)); })).then(function (lists) {
      if (lists.some(function (list) { return !list.length; })) return new Set();
      var order = lists.map(function (list, place) { return { term: list[0].term, place: place }; })
        .sort(function (a, b) { return a.term.count - b.term.count; });
      var starts = null;
      return inTurn(order, function (one) {
        var wanted = starts || everything;
        var next = new Map();
        pieces.placesIn(one.term, wanted).forEach(function (list, number) {
          var here = new Set(list.map(function (place) { return place - one.place; }));
          var kept = starts ? starts.get(number).filter(function (place) { return here.has(place); }) : Array.from(here);
          if (kept.length) next.set(number, kept);
        });
        starts = next;
        return pause(run);
      }).then(function () { return new Set(starts.keys()); });
    });
  }

  var everything = { has: function () { return true; } };

  function docsOf(found) {
    var docs = new Set();
    found.forEach(function (one) { pieces.eachDoc(one.term, function (number) { docs.add(number); }); });
    return docs;
  }

  function facetDocs(run, kind, id) {
    var form = "\x02" + kind + ":" + id;
    return tryPiece(run, placeOf(run.head, pieces.crc32(form))).then(function (piece) {
      var term = piece && pieces.term(piece, form);
      return withHeavy(run, term ? [{ term: term, near: 1 }] : []);
    }).then(docsOf);
  }

  function allDays(run) {
    var kinds = Array.from({ length: run.head.facets }, function (_, group) { return "d" + group; });
    return Promise.all(kinds.map(function (kind) { return tryPiece(run, kind); }));
  }

  function dayOf(text, end) {
    var match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(String(text || "").replace(/[٠-٩]/g, function (digit) {
      return digit.charCodeAt(0) - 0x660;
    }));
    if (!match) return null;
    var year = Number(match[1]);
    var month = match[2] ? Number(match[2]) : end ? 12 : 1;
    var time = match[3] ? Date.UTC(year, month - 1, Number(match[3])) : end ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, 1);
    return Math.round((time - EPOCH) / 864e5);
  }

  // What an article must fulfil: a list of tests on its number.
  function conditions(run, query, options) {
    var tests = [];
    function must(promise, wanted) {
      return promise.then(function (docs) {
        tests.push(function (number) { return docs.has(number) === wanted; });
      });
    }
    var jobs = query.phrases.map(function (forms) { return must(phraseDocs(run, forms), true); });
    query.without.forEach(function (form) {
      jobs.push(must(whole(run, form, function (other) { return analyser.relation(form, other) > 0.85 ? 1 : 0; }).then(docsOf), false));
    });
    ["tag", "entity", "outlet"].forEach(function (kind) {
      if (options[kind]) jobs.push(must(facetDocs(run, kind, options[kind]), true));
    });
    var from = dayOf(options.from, false);
    var to = dayOf(options.to, true);
    if (from !== null || to !== null) {
      jobs.push(daysByNumber(run).then(function (days) {
        tests.push(function (number) {
          var day = days[number];
          return day > 0 && (from === null || day >= from) && (to === null || day <= to);
        });
      }));
    }
    return Promise.all(jobs).then(function () { return tests; });
  }

  // Day (0: none) of every number; -1 where there is no article.
  function daysByNumber(run) {
    return allDays(run).then(function (groups) {
      var days = new Int32Array(run.head.texts * run.head.slots).fill(-1);
      groups.forEach(function (group) {
        if (group) group.numbers.forEach(function (number, place) { days[number] = group.days[place]; });
      });
      return days;
    });
  }

  // ---- Answers

  function listed(run, options, limit, offset) {
    if (options.sort === "date" || !run.words) {
      return daysByNumber(run).then(function (days) {
        return run.found.sort(function (a, b) {
          return days[b] - days[a] || run.scores[b] - run.scores[a] || a - b;
        }).slice(offset, offset + limit);
      });
    }
    return Promise.resolve(run.found.slice(offset, offset + limit));
  }

  function shown(run, terms, numbers, sorted) {
    return Promise.all(numbers.map(function (number) {
      var text = Math.floor(number / run.head.slots);
      return tryPiece(run, "x" + text).then(function (piece) {
        return piece ? pieces.article(piece, number % run.head.slots) : null;
      }).then(function (article) { return { number: number, article: article }; });
    })).then(function (list) {
      var results = [];
      list = list.filter(function (one) { return one.article; });
      if (!sorted) list.sort(function (a, b) {
        return run.scores[b.number] - run.scores[a.number] ||
          (a.article.date < b.article.date ? 1 : a.article.date > b.article.date ? -1 : a.number - b.number);
      });
      return inTurn(list, function (one) {
        results.push(result(run, terms, one.number, one.article));
        return pause(run);
      }).then(function () { return results; });
    });
  }

  function result(run, terms, number, article) {
    var cut = khizana.snippet(article, terms);
    var url = new URL(article.url, khizana.base);
    if (cut.anchor) url.hash = cut.anchor;
    return {
      url: url.href, title: article.title, date: article.date, outlet: article.outlet, outletLabel: run.head.outlets[article.outlet] || article.outlet,
      score: run.scores[number], anchor: cut.anchor, snippetParts: cut.parts,
      snippet: cut.parts.map(function (part) { return part.text; }).join(""),
    };
  }

  // Counts of years, tags, entities and outlets over all articles found; loaded only when asked for.
  function facets(run, options) {
    var groups = Array.from({ length: run.head.facets }, function (_, group) { return group; });
    var found = new Set(run.found);
    var counts = { year: new Map(), tag: new Map(), entity: new Map(), outlet: new Map() };
    function add(kind, id) {
      if (id !== "") counts[kind].set(id, (counts[kind].get(id) || 0) + 1);
    }
    return inTurn(groups, function (group) {
      return Promise.all([tryPiece(run, "d" + group), tryPiece(run, "f" + group)]).then(function (both) {
        if (both[0]) count(found, both[0], both[1], add);
        return pause(run);
      });
    }).then(function () { return tryPiece(run, "labels"); }).then(function (labels) {
      var answer = {};
      Object.keys(counts).forEach(function (kind) {
        var chosen = options[kind];
        if (chosen && !counts[kind].has(chosen)) counts[kind].set(chosen, 0);
        answer[kind] = Array.from(counts[kind], function (pair) {
          return { id: pair[0], label: (labels && labels.get(kind + ":" + pair[0])) || pair[0], count: pair[1] };
        }).sort(function (a, b) {
          return kind === "year" ? Number(b.id) - Number(a.id) : b.count - a.count || (a.label < b.label ? -1 : 1);
        });
      });
      return answer;
    });
  }

  function count(found, days, facets, add) {
    var at = { tag: 0, entity: 0 };
    days.numbers.forEach(function (number, place) {
      var counted = found.has(number);
      if (counted) {
        if (days.days[place]) add("year", String(new Date(EPOCH + days.days[place] * 864e5).getUTCFullYear()));
        add("outlet", days.names[days.outlets[place]]);
      }
      if (!facets) return;
      ["tag", "entity"].forEach(function (kind) {
        var values = facets[kind].values;
        var many = values[at[kind]++];
        for (; many; many--, at[kind]++) if (counted) add(kind, facets[kind].names[values[at[kind]]]);
      });
    });
  }

  function newRun(head, options) {
    var run = { head: head, warnings: new Set(), since: performance.now(), done: 0, total: 0, scores: null, found: [] };
    function tell() {
      if (options.onProgress && !aborted(options)) options.onProgress({ done: run.done, total: run.total });
    }
    run.ask = function () { run.total++; tell(); };
    run.got = function () { run.done++; tell(); };
    return run;
  }

  function aborted(options) {
    return Boolean(options.signal && options.signal.aborted);
  }

  function check(options) {
    if (aborted(options)) throw new DOMException("aborted", "AbortError");
  }

  function suggested(text, terms) {
    var better = new Map(terms.filter(function (term) { return term.better; }).map(function (term) {
      return [term.form, term.better];
    }));
    if (!better.size) return null;
    var out = "";
    var place = 0;
    text = text.slice(0, LONGEST);
    analyser.tokens(text).forEach(function (token) {
      if (!better.has(token.form)) return;
      out += text.slice(place, token.start) + better.get(token.form);
      place = token.end;
    });
    return out + text.slice(place);
  }

  function answer(results, run, text, terms, options) {
    var promise = null;
    results.total = run.found.length;
    Object.defineProperty(results, "facets", { get: function () { return promise = promise || facets(run, options); } });
    results.didYouMean = suggested(text, terms);
    results.warnings = Array.from(run.warnings);
    results.terms = terms.map(function (term) { return term.form; });
    return results;
  }

  khizana.engine = function (text, options) {
    var limit = Math.max(0, Math.min(100, options.limit === undefined ? 10 : Number(options.limit) || 0));
    var offset = Math.max(0, Number(options.offset) || 0);
    var warnings = new Set();
    var query = parse(text, warnings);
    var filtered = Boolean(options.tag || options.entity || options.outlet || options.from || options.to);
    var run, terms;
    return pieces.head().then(function (head) {
      run = newRun(head, options);
      warnings.forEach(function (warning) { run.warnings.add(warning); });
      run.words = query.words.length;
      return Promise.all([
        Promise.all(query.words.map(function (word) {
          return termFor(run, word, query.words.length === 1);
        })).then(function (terms) { return withoutHuge(run, terms); }),
        conditions(run, query, options),
      ]);
    }).then(function (both) {
      check(options);
      terms = both[0];
      return rank(run, terms).then(function () {
        if (run.words || !filtered) return null;
        return daysByNumber(run).then(function (days) {
          days.forEach(function (day, number) { if (day >= 0) run.found.push(number); });
        });
      }).then(function () { return select(run, terms, both[1]); });
    }).then(function () {
      check(options);
      return listed(run, options, limit, offset);
    }).then(function (numbers) {
      return shown(run, terms, numbers, options.sort === "date" || !run.words);
    }).then(function (results) {
      check(options);
      return answer(results, run, text, terms, options);
    });
  };

  // Keeps what fulfils the conditions, best first, and drops the long tail that shares but a common word.
  function select(run, terms, tests) {
    run.found = run.found.filter(function (number) {
      return tests.every(function (test) { return test(number); });
    });
    if (!run.words) return null;
    var scores = run.scores;
    var best = 0;
    run.found.forEach(function (number) { best = Math.max(best, scores[number]); });
    run.found = run.found.filter(function (number) { return scores[number] >= TAIL * best; });
    run.found.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
    return pause(run).then(function () {
      var top = run.found.slice(0, RERANKED);
      return lift(run, terms, top).then(function () {
        top.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
        run.found = top.concat(run.found.slice(RERANKED));
      });
    });
  }
})();
