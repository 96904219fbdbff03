// How articles are ranked, and what they must fulfil.
(() => {
  "use strict";

  var SATURATION = 1.6, STEM = 0.55, NEAR = 0.3, FAR = 8, RERANKED = 10, TAIL = 0.1, STALL = 24;
  var EPOCH = Date.UTC(1800, 0, 1);
  var analyser = khizana.analyser;
  var pieces = khizana.pieces;
  var weights = analyser.weights;
  var query = khizana.query;

  // Lets the browser do something else, if it could not for a while. (Timers wait milliseconds; messages do not.)
  function pause(run) {
    if (performance.now() - run.since < STALL) return Promise.resolve();
    return new Promise(resolve => {
      var channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    }).then(() => { run.since = performance.now(); });
  }

  function inTurn(list, act) {
    return list.reduce((before, one, at) => before.then(() => act(one, at)), Promise.resolve());
  }

  function rank(run, terms) {
    var size = run.head.texts * run.head.slots;
    run.scores = new Float32Array(size);
    run.found = [];
    return inTurn(terms, term => score(run, term, size));
  }

  // BM25F over the whole family of a word; the form as it was written counts full, others by how near they are.
  function score(run, term, size) {
    var sums = new Float32Array(size);
    var touched = [];
    var exact = 0;
    return inTurn(term.found, one => {
      var factor = one.near === 1 ? 1 : STEM * one.near * one.near;
      if (one.near === 1) exact = one.term.count;
      pieces.eachDoc(one.term, (number, level) => {
        if (sums[number] === 0) touched.push(number);
        sums[number] += factor * weights[level];
      });
      return pause(run);
    }).then(() => {
      if (!touched.length) return;
      var idf = rarity(run.head.count, touched.length);
      term.idf = term.weight * (exact ? 0.5 * idf + 0.5 * Math.min(rarity(run.head.count, exact), 2 * idf) : idf);
      touched.forEach(number => {
        if (run.scores[number] === 0) run.found.push(number);
        run.scores[number] += term.idf * sums[number] * (SATURATION + 1) / (sums[number] + SATURATION);
      });
    });
  }

  function rarity(count, having) {
    return Math.log(1 + (count - having + 0.5) / (having + 0.5));
  }

  // Words of the query that stand near each other, in their order best, lift an article among the first ones: those
  // whose texts are loaded anyway, to be shown. `textOf` gives an article, or null; each is read as soon as it is there,
  // while others are on their way.
  function lift(run, terms, textOf) {
    var telling = terms.filter(term => term.found.length);
    if (telling.length < 2) return Promise.resolve();
    var top = run.found.slice(0, RERANKED);
    return Promise.all(top.map(number => textOf(number).then(article => {
      if (article) run.scores[number] += nearTogether(telling, article);
    }))).then(() => {
      top.sort((a, b) => run.scores[b] - run.scores[a] || a - b);
      run.found = top.concat(run.found.slice(RERANKED));
    });
  }

  function nearTogether(telling, article) {
    var places = telling.map(() => []);
    var forms = telling.map(term => new Set(term.found.map(one => one.term.form)));
    var start = 0;
    [article.heading].concat(article.blocks).forEach(block => {
      khizana.tokensOf(block).forEach(token => {
        forms.forEach((known, at) => { if (known.has(token.form)) places[at].push(start); });
        start++;
      });
      if (block === article.heading) start++;
    });
    var more = 0;
    for (var at = 0; at + 1 < telling.length; at++) {
      var gap = nearest(places[at], places[at + 1]);
      if (gap <= FAR) more += NEAR * Math.min(telling[at].idf, telling[at + 1].idf) / gap;
    }
    return more;
  }

  // The least distance between two lists of places; backwards it counts half a word more.
  function nearest(one, two) {
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
  function select(run, tests) {
    run.found = run.found.filter(number => {
      return tests.every(test => test(number));
    });
    if (!run.words) return null;
    var scores = run.scores;
    var best = 0;
    run.found.forEach(number => { best = Math.max(best, scores[number]); });
    run.found = run.found.filter(number => scores[number] >= TAIL * best);
    run.found.sort((a, b) => scores[b] - scores[a] || a - b);
    return pause(run);
  }

  // ---- Conditions: phrases, unwanted words, filters

  function phraseDocs(run, forms) {
    return Promise.all(forms.map(form => {
      return Promise.all([query.whole(run, form, query.exactly(form)), query.spotsOf(run, form)]);
    })).then(all => {
      if (all.some(both => !both[0].length || !both[1])) return new Set();
      var order = all.map((both, place) => ({ term: both[0][0].term, spots: both[1], place }))
        .sort((a, b) => a.term.count - b.term.count);
      var starts = null;
      return inTurn(order, one => {
        var wanted = starts || everything;
        var next = new Map();
        pieces.placesIn(one.term, one.spots, wanted).forEach((list, number) => {
          var here = new Set(list.map(place => place - one.place));
          var kept = starts ? starts.get(number).filter(place => here.has(place)) : Array.from(here);
          if (kept.length) next.set(number, kept);
        });
        starts = next;
        return pause(run);
      }).then(() => new Set(starts.keys()));
    });
  }

  var everything = { has: () => true };

  function docsOf(found) {
    var docs = new Set();
    found.forEach(one => { pieces.eachDoc(one.term, number => { docs.add(number); }); });
    return docs;
  }

  function facetDocs(run, kind, id) {
    var form = "\x02" + kind + ":" + id;
    return query.tryPiece(run, query.placeOf(run.head, pieces.crc32(form))).then(piece => {
      var term = piece && pieces.term(piece, form);
      return query.withHeavy(run, term ? [{ term, near: 1 }] : []);
    }).then(docsOf);
  }

  function allDays(run) {
    var kinds = Array.from({ length: run.head.facets }, (_, group) => "d" + group);
    return Promise.all(kinds.map(kind => query.tryPiece(run, kind)));
  }

  function dayOf(text, end) {
    var match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(String(text || "").replace(/[٠-٩]/g, digit => {
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
      return promise.then(docs => {
        tests.push(number => docs.has(number) === wanted);
      });
    }
    var jobs = asked.phrases.map(forms => must(phraseDocs(run, forms), true));
    asked.without.forEach(form => {
      jobs.push(must(query.whole(run, form, other => analyser.relation(form, other) > 0.85 ? 1 : 0).then(docsOf), false));
    });
    ["tag", "entity", "outlet"].forEach(kind => {
      if (options[kind]) jobs.push(must(facetDocs(run, kind, options[kind]), true));
    });
    var from = dayOf(options.from, false);
    var to = dayOf(options.to, true);
    if (from !== null || to !== null) {
      jobs.push(daysByNumber(run).then(days => {
        tests.push(number => {
          var day = days[number];
          return day > 0 && (from === null || day >= from) && (to === null || day <= to);
        });
      }));
    }
    return Promise.all(jobs).then(() => tests);
  }

  // Day (0: none) of every number; -1 where there is no article.
  function daysByNumber(run) {
    return allDays(run).then(groups => {
      var days = new Int32Array(run.head.texts * run.head.slots).fill(-1);
      groups.forEach(group => {
        if (group) group.numbers.forEach((number, place) => { days[number] = group.days[place]; });
      });
      return days;
    });
  }

  khizana.ranking = {
    rank, select, lift, reranked: RERANKED, conditions, daysByNumber, pause, inTurn, epoch: EPOCH,
  };
})();
