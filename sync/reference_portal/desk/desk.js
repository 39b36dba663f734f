// Refreshes the list while it is shown; without this script the page works the same, by reloading it.
"use strict";
const list = document.getElementById("list");
const news = document.getElementById("news");
let tag = "";

async function refresh() {
  if (document.hidden || list.contains(document.activeElement)) return; // never take the focus away
  const answer = await fetch(list.dataset.from, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
  if (answer.status === 401) location.assign(list.dataset.login);
  if (answer.status !== 200) return;
  const first = tag === "";
  tag = answer.headers.get("ETag");
  list.innerHTML = await answer.text(); // from our own server, escaped there
  if (!first) news.textContent = "Danh sách vừa được cập nhật.";
}

function tick() {
  refresh().catch(() => { news.textContent = "Chưa liên lạc được với cổng."; });
}

tick();
setInterval(tick, 3000);
