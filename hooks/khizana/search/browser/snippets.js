// The part of an article that shows why it was found: the best window of words, with the words that matched marked.
(() => {
  "use strict";

  var WINDOW = 34;
  var LEAST = 0.2;

  // How near a form is to each word of the query: [word, nearness], or null.
  function matcher(terms) {
    var known = new Map();
    return function (form) {
      if (known.has(form)) return known.get(form);
      var best = null;
      terms.forEach((term, number) => {
        var near = term.near.get(form) || 0;
        if (near > LEAST && (!best || near > best[1])) best = [number, near];
      });
      known.set(form, best);
      return best;
    };
  }

  // The tokens of a block, which is read at most twice: to rank an article, and to show it.
  khizana.tokensOf = block => {
    return block.tokens = block.tokens || khizana.analyser.tokens(block.text);
  };

  // {anchor, parts: [{text, mark}]}: the window of one paragraph in which most of the query's weight comes together.
  function snippet(article, terms) {
    var match = matcher(terms);
    var best = null;
    article.blocks.forEach(block => {
      var tokens = khizana.tokensOf(block);
      var window = bestWindow(tokens, tokens.map(token => match(token.form)), terms);
      if (window && (!best || window.score > best.score + 1e-9)) {
        best = { score: window.score, block, tokens, window };
      }
    });
    if (best) return { anchor: best.block.anchor, parts: cut(best.block.text, best.tokens, best.window, match) };
    var first = article.blocks[0];
    if (!first) return { anchor: "", parts: [] };
    var tokens = khizana.tokensOf(first);
    return { anchor: "", parts: cut(first.text, tokens, { first: 0, last: Math.min(WINDOW, tokens.length) - 1 }, match) };
  }

  function bestWindow(tokens, hits, terms) {
    var best = null;
    hits.forEach((hit, start) => {
      if (!hit) return;
      var strongest = new Map();
      var last = start;
      var near = 0;
      for (var at = start; at < Math.min(tokens.length, start + WINDOW - 8); at++) {
        if (!hits[at]) continue;
        var number = hits[at][0];
        strongest.set(number, Math.max(strongest.get(number) || 0, hits[at][1]));
        if (at > start && number !== hits[last][0]) near += 1 / (at - last);
        last = at;
      }
      var score = 0.02 * near;
      strongest.forEach((nearness, number) => { score += terms[number].idf * nearness; });
      if (!best || score > best.score + 1e-9) best = { score, start, end: last };
    });
    if (!best) return null;
    var room = WINDOW - (best.end - best.start + 1);
    var first = Math.max(0, best.start - Math.min(12, room >> 1));
    return { score: best.score, first, last: Math.min(tokens.length - 1, first + WINDOW - 1) };
  }

  function cut(text, tokens, window, match) {
    if (!tokens.length) return [{ text: text.slice(0, 200), mark: false }];
    var parts = [];
    var place = window.first === 0 ? 0 : tokens[window.first].start;
    var end = window.last === tokens.length - 1 ? text.length : tokens[window.last].end;
    if (place > 0) parts.push({ text: "… ", mark: false });
    for (var at = window.first; at <= window.last; at++) {
      var token = tokens[at];
      if (!match(token.form) || token.start < place) continue;
      if (token.start > place) parts.push({ text: text.slice(place, token.start), mark: false });
      parts.push({ text: text.slice(token.start, token.end), mark: true });
      place = token.end;
    }
    if (place < end) parts.push({ text: text.slice(place, end), mark: false });
    if (end < text.length) parts.push({ text: " …", mark: false });
    return parts.filter(part => part.text);
  }

  khizana.snippet = snippet;
})();
