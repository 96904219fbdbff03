// How articles are ranked, and what they must fulfil.
(function () {
  "use strict";

  var SATURATION = 1.6, STEM = 0.55, NEAR = 0.3, FAR = 8, RERANKED = 50, TAIL = 0.1, STALL = 24;
  var EPOCH = Date.UTC(1800, 0, 1);
  var analyser = khizana.analyser;
  var pieces = khizana.pieces;
  var weights = analyser.weights;
  var query = khizana.query;

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

  // ---- Conditions: phrases, unwanted words, filters

  function phraseDocs(run, forms) {
    return Promise.all(forms.map(function (form) { return query.whole(run, form, query.exactly(form)); })).then(function (lists) {
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
    return query.tryPiece(run, query.placeOf(run.head, pieces.crc32(form))).then(function (piece) {
      var term = piece && pieces.term(piece, form);
      return query.withHeavy(run, term ? [{ term: term, near: 1 }] : []);
    }).then(docsOf);
  }

  function allDays(run) {
    var kinds = Array.from({ length: run.head.facets }, function (_, group) { return "d" + group; });
    return Promise.all(kinds.map(function (kind) { return query.tryPiece(run, kind); }));
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
  function conditions(run, asked, options) {
    var tests = [];
    function must(promise, wanted) {
      return promise.then(function (docs) {
        tests.push(function (number) { return docs.has(number) === wanted; });
      });
    }
    var jobs = asked.phrases.map(function (forms) { return must(phraseDocs(run, forms), true); });
    asked.without.forEach(function (form) {
      jobs.push(must(query.whole(run, form, function (other) { return analyser.relation(form, other) > 0.85 ? 1 : 0; }).then(docsOf), false));
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

  khizana.ranking = {
    rank: rank, select: select, conditions: conditions, daysByNumber: daysByNumber, pause: pause, inTurn: inTurn, epoch: EPOCH,
  };
})();
