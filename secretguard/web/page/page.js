"use strict";
(() => {
  const SILENCE = 6000;
  const RETRY = 1500;
  const at = (id) => document.getElementById(id);
  let source = null;
  let heard = 0;
  let content = "";

  // The link: asking for the code, live, or lost.

  const link = (state) => { document.body.dataset.link = state; };

  const hear = () => { heard = Date.now(); link("live"); };

  const connect = () => {
    heard = Date.now();
    source = new EventSource("/feed");
    source.addEventListener("view", (event) => { hear(); draw(JSON.parse(event.data)); });
    source.addEventListener("beat", hear);
    source.onerror = lose;
  };

  const lose = () => {
    if (source === null) return;
    source.close();
    source = null;
    link("lost");
    setTimeout(arrive, RETRY);
  };

  const arrive = async () => {
    try {
      const answer = await fetch("/enter", { cache: "no-store" });
      const { entered } = await answer.json();
      if (entered) connect(); else ask();
    } catch {
      link("lost");
      setTimeout(arrive, RETRY);
    }
  };

  const ask = () => { link("asking"); at("code").focus(); };

  const enter = async (event) => {
    event.preventDefault();
    const code = at("code").value.normalize("NFKC").replace(/\s/g, "");
    try {
      const answer = await fetch("/enter", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ code }),
      });
      const said = await answer.json();
      at("code").value = "";
      at("refused").textContent = said.message || "";
      if (said.entered) connect();
    } catch {
      link("lost");
      setTimeout(arrive, RETRY);
    }
  };

  // The wall: texts are set as text, never as markup.

  const paragraphs = (place, text) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    at(place).replaceChildren(...lines.map((line) => element("p", line)));
  };

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };

  const handout = ({ title, text }) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const made = element("article", "", element("h2", title), ...lines.map((line) => element("p", line)));
    made.className = "handout";
    return made;
  };

  const option = ({ letter, text, chosen }) => {
    const made = element("li", "", element("b", letter), element("span", text));
    made.classList.toggle("chosen", chosen);
    return made;
  };

  const draw = (view) => {
    at("clock").textContent = view.clock;
    at("clock-note").textContent = view.clock_note;
    at("timer").classList.toggle("late", view.late);
    at("scenario").textContent = view.scenario;
    at("times").hidden = !view.clock && !view.scenario;
    const { clock, clock_note, late, scenario, ...rest } = view;
    const wanted = JSON.stringify(rest);
    if (wanted === content) return;
    content = wanted;
    fill(view);
    fit();
  };

  const fill = (view) => {
    document.documentElement.lang = view.language === "en" ? "en" : "zh-CN";
    document.body.dataset.phase = view.phase;
    for (const [id, text] of [
      ["title", view.title], ["act", view.act], ["notice", view.notice], ["ask", view.ask],
      ["stop-line", view.stop_line],
    ]) at(id).textContent = text;
    paragraphs("text", view.text);
    paragraphs("consequence", view.consequence);
    paragraphs("end-card", view.end_card);
    at("handouts").replaceChildren(...view.handouts.map(handout));
    at("questions").replaceChildren(...view.questions.map((text) => element("li", text)));
    at("options").replaceChildren(...view.options.map(option));
    at("questions-part").hidden = view.questions.length === 0;
    at("options-part").hidden = view.options.length === 0;
    at("consequence-part").hidden = view.consequence === "";
    at("talk").classList.toggle("decided", view.consequence !== "");
    at("talk").hidden = view.questions.length === 0 && view.options.length === 0 && view.consequence === "";
    at("news").hidden = view.text === "" && view.handouts.length === 0;
  };

  // Type as large as the wall: the layout and the size at which nothing must be scrolled.

  const SHARES = ["1fr", "1.4fr", "1.8fr"];
  const SMALLEST = 16;

  const set = (name, value) => document.documentElement.style.setProperty(name, value);

  const largest = () => {
    const story = at("story");
    const fits = (size) => { set("--size", `${size}px`); return story.scrollHeight <= story.clientHeight + 1; };
    let small = SMALLEST;
    let large = Math.max(small, Math.min(window.innerWidth * 0.055, window.innerHeight * 0.105));
    if (fits(large)) return large;
    while (large - small > 0.5) {
      const middle = (small + large) / 2;
      if (fits(middle)) small = middle; else large = middle;
    }
    return small;
  };

  const lay = (share) => {
    at("story").classList.toggle("two", share !== "");
    if (share !== "") set("--share", share);
  };

  const fit = () => {
    const beside = !at("talk").hidden && !at("news").hidden;
    let best = { size: 0, share: "" };
    for (const share of beside ? ["", ...SHARES] : [""]) {
      lay(share);
      const size = largest();
      if (size > best.size) best = { size, share };
    }
    lay(best.share);
    set("--size", `${best.size}px`);
  };

  // Light by default: white wins in a lit room.

  const paint = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const button = at("theme");
    button.textContent = dark ? button.dataset.light : button.dataset.dark;
  };

  at("theme").addEventListener("click", () => paint(document.documentElement.dataset.theme !== "dark"));
  at("door").addEventListener("submit", enter);
  window.addEventListener("resize", fit);
  setInterval(() => { if (source !== null && Date.now() - heard > SILENCE) lose(); }, 1000);
  paint(false);
  arrive();
})();
