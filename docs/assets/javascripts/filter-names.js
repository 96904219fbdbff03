/* The box above an index of names or tags, which shows those that bear the letters written in it.
   Everything here is also on the pages without a script; words are only ever set as text. */
(function () {
  "use strict";

  var MOST_ROWS = 100;
  var NAMES = { zero: "لا أسماء بهذه الحروف. امسحها لتعود القائمة.", one: "اسم واحد", two: "اسمان", few: "أسماء", many: "اسمًا", other: "اسم" };
  var lists = window.kzLists;
  var counted = lists.counted, fold = lists.fold, loadNames = lists.loadNames, element = lists.element;

  function filterBox(box) {
    var input = box.querySelector("input");
    var said = box.querySelector("[role=status]");
    var list = box.querySelector(".kz-filter__found");
    var page = box.parentNode;
    var last = 0;
    box.hidden = false;
    input.addEventListener("focus", function () { loadNames(box.dataset.kzNames).catch(function () {}); }, { once: true });
    input.addEventListener("input", function () {
      var turn = ++last;
      var query = fold(input.value);
      if (!query) return restore();
      loadNames(box.dataset.kzNames).then(
        function (names) { if (turn === last) show(lists.found(query, names)); },
        function () { if (turn === last) filterPresent(query); }
      );
    });

    function others() {
      return Array.prototype.filter.call(page.children, function (child) {
        return child !== box && !child.classList.contains("kz-head");
      });
    }

    function restore() {
      said.textContent = "";
      list.hidden = true;
      others().forEach(function (child) { child.hidden = false; });
      page.querySelectorAll(".kz-row, .kz-chips > li").forEach(function (row) { row.hidden = false; });
    }

    function show(names) {
      restore();
      list.textContent = "";
      names.slice(0, MOST_ROWS).forEach(function (name) {
        var row = element("li", "kz-row");
        var link = element("a", "kz-row__name", name.label);
        link.href = name.id + ".html";
        row.append(link, element("span", "kz-row__count", counted(name.count, lists.ARTICLES)));
        list.append(row);
      });
      others().forEach(function (child) { child.hidden = true; });
      list.hidden = false;
      said.textContent = counted(names.length, NAMES) + (names.length > MOST_ROWS ? "، يظهر منها أول " + MOST_ROWS : "");
    }

    function filterPresent(query) {
      restore();
      page.querySelectorAll(".kz-row, .kz-chips > li").forEach(function (row) {
        row.hidden = !lists.matches(query, fold(row.textContent));
      });
      said.textContent = "تعذّر تحميل قائمة الأسماء، فالتصفية لأسماء هذه الصفحة وحدها.";
    }
  }

  document.querySelectorAll(".kz-filter").forEach(filterBox);
})();
