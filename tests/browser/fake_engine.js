/* A stand-in for the search engine: its contract over texts made up here, so that the interface is tested alone.

   What it does depends on the query: «لا شيء» finds nothing, «تالف» fails, «ناقص» warns, «بطيء» waits, others find 34. */
window.khizana = (() => {
  const root = window.FAKE_ROOT;
  const wait = ms => new Promise(done => setTimeout(done, ms));
  const calls = [];
  const hostile = '<img src=x onerror="window.HACKED=1">\u202e';
  const found = number => ({
    url: `${root}entities/oasis.html#p-${number}`,
    title: number === 1 ? `النيل ${hostile}` : `عودة الماء إلى النهر بعد سنوات من الجفاف، الحلقة ${number}`,
    date: number % 7 ? `2017-0${1 + (number % 9)}-1${number % 9}` : "",
    outlet: "al-fajr",
    outletLabel: "صحيفة الفجر",
    score: 100 - number,
    snippet: "وقال مدير الهيئة إن الماء عاد إلى القناة الكبرى",
    snippetParts: [
      { text: "وقال مدير الهيئة إن ", mark: false },
      { text: "الماء", mark: true },
      { text: " عاد إلى القناة الكبرى في مدينة الواحة بعد انقطاع طال أشهرًا، وإن المزارعين استقبلوه بالأهازيج…", mark: false },
    ],
    anchor: `p-${number}`,
  });
  const facets = {
    year: [2019, 2018, 2017, 2016, 2015, 2014, 2012, 1998, 1967].map(year => ({ id: `${year}`, label: `${year}`, count: year % 11 + 1 })),
    tag: [{ id: "water", label: "مياه", count: 21 }, { id: "history", label: "تاريخ <b>العلوم</b>", count: 1234 }],
    entity: ["النهر الكبير", "مدينة الواحة", "هيئة الري"].map((label, at) => ({ id: `e${at}`, label, count: 11 - at })),
    outlet: [{ id: "al-fajr", label: "صحيفة الفجر", count: 103 }],
  };
  async function search(text, options) {
    calls.push([text, JSON.parse(JSON.stringify({ ...options, signal: undefined }))]);
    if (text.includes("بطيء")) {
      for (const done of [1, 2, 3, 4]) {
        options.onProgress?.({ done, total: 4 });
        await wait(250);
      }
    }
    await wait(5);
    if (text.includes("تالف")) throw new Error("a piece is missing");
    const total = text.includes("لا شيء") || text === "-؟" || options.tag === "none" ? 0 : 34;
    const last = Math.min(total, options.offset + options.limit);
    const results = [];
    for (let number = options.offset + 1; number <= last; number++) results.push(found(number));
    return Object.assign(results, {
      total,
      facets: wait(30).then(() => (total ? facets : { year: [], tag: [], entity: [], outlet: [] })),
      didYouMean: text.includes("المأ") ? "الماء" : null,
      warnings: text.includes("ناقص") ? ["piece"] : [],
      terms: text.match(/\p{L}+/gu) ?? [],
    });
  }
  async function suggest(text) {
    if (text.includes("تالف")) throw new Error("the first piece is missing");
    return [
      { kind: "entity", label: "النهر الكبير", note: "نهر", url: `${root}entities/great-river.html`, count: 12 },
      { kind: "entity", label: `الماء ${hostile}`, note: "", url: "javascript:alert(1)", count: 1 },
      { kind: "tag", label: "مياه", note: "", url: `${root}tags/water.html`, count: 2 },
      { kind: "title", label: `مع عودة الماء إلى النهر ${hostile} يستأنف المزارعون أعمالهم في الحقول`, note: "2017-06-29", url: `${root}index.html`, count: 0 },
    ].filter(one => !text.includes("لا شيء"));
  }
  return { search, suggest, calls };
})();
