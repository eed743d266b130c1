/* Waits for a document to be read, and says how far it is. */

const FIRST = 1000; // ms
const SLOWEST = 6000;
const PATIENCE = 20 * 60 * 1000;

/** Ask for the state at `url` until the reading is over; `say` hears each answer. */
export async function follow(url, say) {
  const end = Date.now() + PATIENCE;
  for (let pause = FIRST; Date.now() < end; pause = Math.min(pause * 1.3, SLOWEST)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (document.hidden) continue;
    let state;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.status === 404) return;
      if (!answer.ok) continue;
      state = await answer.json();
    } catch {
      continue; // the line is down: it is asked again
    }
    say(state);
    if (!state.in_progress) return;
  }
}

for (const place of document.querySelectorAll("[data-state-url]")) {
  let last = place.querySelector("[data-state]")?.dataset.state;
  follow(place.dataset.stateUrl, async (state) => {
    if (state.state === last && state.in_progress) return;
    last = state.state;
    const answer = await fetch(place.dataset.stateUrl, { headers: { Accept: "text/html" } });
    if (answer.ok) place.innerHTML = await answer.text();
    if (!state.in_progress) offer(place);
  });
}

/** The page is loaded again when the person wants it, not under what she does. */
function offer(place) {
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.className = "btn";
  link.href = window.location.href;
  link.textContent = "Mettre la page à jour";
  link.onclick = (event) => {
    event.preventDefault();
    window.location.reload(); // with its anchor, a link would not
  };
  line.append(link);
  (place.querySelector("[data-state] > div") ?? place).append(line);
}
