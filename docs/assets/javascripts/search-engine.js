// The engine: a query goes in, the best articles with their snippets and facets come out.
// docs/development/search.md tells the ranking; hooks/khizana/search writes the pieces.
(function () {
  "use strict";

  var analyser = khizana.analyser;
  var pieces = khizana.pieces;
  var tryPiece = khizana.query.tryPiece;
  var ranking = khizana.ranking;
  var pause = ranking.pause;
  var inTurn = ranking.inTurn;

  function listed(run, options, limit, offset) {
    if (options.sort === "date" || !run.words) {
      return ranking.daysByNumber(run).then(function (days) {
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
        if (days.days[place]) add("year", String(new Date(ranking.epoch + days.days[place] * 864e5).getUTCFullYear()));
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
    text = text.slice(0, khizana.query.longest);
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
    var query = khizana.query.parse(text, warnings);
    var filtered = Boolean(options.tag || options.entity || options.outlet || options.from || options.to);
    var run, terms;
    return pieces.head().then(function (head) {
      run = newRun(head, options);
      warnings.forEach(function (warning) { run.warnings.add(warning); });
      run.words = query.words.length;
      return Promise.all([
        Promise.all(query.words.map(function (word) {
          return khizana.query.termFor(run, word, query.words.length === 1);
        })).then(function (terms) { return khizana.query.withoutHuge(run, terms); }),
        ranking.conditions(run, query, options),
      ]);
    }).then(function (both) {
      check(options);
      terms = both[0];
      return ranking.rank(run, terms).then(function () {
        if (run.words || !filtered) return null;
        return ranking.daysByNumber(run).then(function (days) {
          days.forEach(function (day, number) { if (day >= 0) run.found.push(number); });
        });
      }).then(function () { return ranking.select(run, terms, both[1]); });
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

})();
