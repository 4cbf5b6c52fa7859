// Tells five minutes before a session ends, and when it has ended. A press moves its end; the page stays as it is.
"use strict";
(function () {
  var line = document.getElementById("sesi"), soon = line.querySelector("form"), over = line.querySelector("p.lewat");
  var minute = 60000, waiting = [];
  function show(which) {
    soon.hidden = which !== soon;
    over.hidden = which !== over;
  }
  function begin() {
    waiting.forEach(clearTimeout);
    show(null);
    // A minute early: the portal moves a session's end at most once a minute.
    waiting = [setTimeout(show, 24 * minute, soon), setTimeout(show, 29 * minute, over)];
  }
  soon.addEventListener("submit", begin);
  begin();
})();
