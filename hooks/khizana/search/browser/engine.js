// The engine: a query goes in, the best articles with their snippets and facets come out.
// docs/development/search.md tells the ranking; hooks/khizana/search writes the pieces.
(() => {
  "use strict";

  var analyser = khizana.analyser;
  var pieces = khizana.pieces;
  var tryPiece = khizana.query.tryPiece;
  var ranking = khizana.ranking;
  var pause = ranking.pause;
  var inTurn = ranking.inTurn;

  function listed(run, options, limit, offset) {
    if (options.sort === "date" || !run.words) {
      return ranking.daysByNumber(run).then(days => {
        return run.found.sort((a, b) => {
          return days[b] - days[a] || run.scores[b] - run.scores[a] || a - b;
        }).slice(offset, offset + limit);
      });
    }
    return Promise.resolve(run.found.slice(offset, offset + limit));
  }

  // The text of an article, or null; once for each query.
  function textOf(run, number) {
    if (!run.texts.has(number)) {
      run.texts.set(number, tryPiece(run, "x" + Math.floor(number / run.head.slots)).then(piece => {
        return piece ? pieces.article(piece, number % run.head.slots) : null;
      }));
    }
    return run.texts.get(number);
  }

  function shown(run, terms, numbers, sorted) {
    return Promise.all(numbers.map(number => {
      return textOf(run, number).then(article => ({ number, article }));
    })).then(list => {
      var results = [];
      list = list.filter(one => one.article);
      if (!sorted) list.sort((a, b) => {
        return run.scores[b.number] - run.scores[a.number] ||
          (a.article.date < b.article.date ? 1 : a.article.date > b.article.date ? -1 : a.number - b.number);
      });
      return inTurn(list, one => {
        results.push(result(run, terms, one.number, one.article));
        return pause(run);
      }).then(() => results);
    });
  }

  function result(run, terms, number, article) {
    var cut = khizana.snippet(article, terms);
    var url = new URL(article.url, khizana.base);
    if (cut.anchor) url.hash = cut.anchor;
    return {
      url: url.href, title: article.title, date: article.date, outlet: article.outlet, outletLabel: run.head.outlets[article.outlet] || article.outlet,
      score: run.scores[number], anchor: cut.anchor, snippetParts: cut.parts,
      snippet: cut.parts.map(part => part.text).join(""),
    };
  }

  // Counts of years, tags, entities and outlets over all articles found; loaded only when asked for.
  function facets(run, options) {
    var groups = Array.from({ length: run.head.facets }, (_, group) => group);
    var found = new Set(run.found);
    var counts = { year: new Map(), tag: new Map(), entity: new Map(), outlet: new Map() };
    function add(kind, id) {
      if (id !== "") counts[kind].set(id, (counts[kind].get(id) || 0) + 1);
    }
    return inTurn(groups, group => {
      return Promise.all([tryPiece(run, "d" + group), tryPiece(run, "f" + group)]).then(both => {
        if (both[0]) count(found, both[0], both[1], add);
        return pause(run);
      });
    }).then(() => tryPiece(run, "labels")).then(labels => {
      var answer = {};
      Object.keys(counts).forEach(kind => {
        var chosen = options[kind];
        if (chosen && !counts[kind].has(chosen)) counts[kind].set(chosen, 0);
        answer[kind] = Array.from(counts[kind], pair => {
          return { id: pair[0], label: (labels && labels.get(kind + ":" + pair[0])) || pair[0], count: pair[1] };
        }).sort((a, b) => {
          return kind === "year" ? Number(b.id) - Number(a.id) : b.count - a.count || (a.label < b.label ? -1 : 1);
        });
      });
      return answer;
    });
  }

  function count(found, days, facets, add) {
    var at = { tag: 0, entity: 0 };
    days.numbers.forEach((number, place) => {
      var counted = found.has(number);
      if (counted) {
        if (days.days[place]) add("year", String(new Date(ranking.epoch + days.days[place] * 864e5).getUTCFullYear()));
        add("outlet", days.names[days.outlets[place]]);
      }
      if (!facets) return;
      ["tag", "entity"].forEach(kind => {
        var values = facets[kind].values;
        var many = values[at[kind]++];
        for (; many; many--, at[kind]++) if (counted) add(kind, facets[kind].names[values[at[kind]]]);
      });
    });
  }

  function newRun(head, options) {
    var run = { head, warnings: new Set(), since: performance.now(), done: 0, total: 0, scores: null, found: [], texts: new Map() };
    function tell() {
      if (options.onProgress && !aborted(options)) options.onProgress({ done: run.done, total: run.total });
    }
    run.ask = () => { run.total++; tell(); };
    run.got = () => { run.done++; tell(); };
    return run;
  }

  function aborted(options) {
    return Boolean(options.signal && options.signal.aborted);
  }

  function check(options) {
    if (aborted(options)) throw new DOMException("aborted", "AbortError");
  }

  function suggested(text, terms) {
    var better = new Map(terms.filter(term => term.better).map(term => {
      return [term.form, term.better];
    }));
    if (!better.size) return null;
    var out = "";
    var place = 0;
    text = text.slice(0, khizana.query.longest);
    analyser.tokens(text).forEach(token => {
      if (!better.has(token.form)) return;
      out += text.slice(place, token.start) + better.get(token.form);
      place = token.end;
    });
    return out + text.slice(place);
  }

  function answer(results, run, text, terms, options) {
    var promise = null;
    results.total = run.found.length;
    Object.defineProperty(results, "facets", { get: () => (promise = promise || facets(run, options)) });
    results.didYouMean = suggested(text, terms);
    results.warnings = Array.from(run.warnings);
    results.terms = terms.map(term => term.form);
    return results;
  }

  khizana.engine = (text, options) => {
    var limit = Math.max(0, Math.min(100, options.limit === undefined ? 10 : Number(options.limit) || 0));
    var offset = Math.max(0, Number(options.offset) || 0);
    var warnings = new Set();
    var query = khizana.query.parse(text, warnings);
    var filtered = Boolean(options.tag || options.entity || options.outlet || options.from || options.to);
    var run, terms;
    return Promise.resolve().then(() => {
      run = newRun(pieces.head, options);
      warnings.forEach(warning => { run.warnings.add(warning); });
      run.words = query.words.length;
      query.words.forEach(word => { khizana.query.foresee(run, word); });
      return Promise.all([
        Promise.all(query.words.map(word => {
          return khizana.query.termsFor(run, word, query.words.length === 1);
        })).then(lists => khizana.query.withoutHuge(run, [].concat(...lists))),
        ranking.conditions(run, query, options),
      ]);
    }).then(both => {
      check(options);
      terms = both[0];
      return ranking.rank(run, terms).then(() => {
        if (run.words || !filtered) return null;
        return ranking.daysByNumber(run).then(days => {
          days.forEach((day, number) => { if (day >= 0) run.found.push(number); });
        });
      }).then(() => ranking.select(run, both[1]));
    }).then(() => {
      check(options);
      if (!run.words || options.sort === "date" || offset >= ranking.reranked || !limit) return null;
      return ranking.lift(run, terms, number => textOf(run, number));
    }).then(() => {
      check(options);
      return listed(run, options, limit, offset);
    }).then(numbers => {
      return shown(run, terms, numbers, options.sort === "date" || !run.words);
    }).then(results => {
      check(options);
      return answer(results, run, text, terms, options);
    });
  };

})();
