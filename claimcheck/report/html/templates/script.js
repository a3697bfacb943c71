"use strict";
(() => {
  const root = document.documentElement;
  const form = document.querySelector(".toolbar");
  root.className = "js";
  if (!form) return;

  const byId = (id) => document.getElementById(id);
  const tags = [...document.querySelectorAll("main .tag")];
  const notes = new Map([...document.querySelectorAll(".note")].map((note) => [note.dataset.name, note]));
  const sheet = byId("sheet");
  const narrow = matchMedia("screen and (max-width: 62rem)");
  let active = -1;
  let shown = [];

  // The style sheet hides what the classes on the root name; here is counted what is left.
  const filter = () => {
    const off = [...form.querySelectorAll(".labels input:not(:checked)")].map((box) => box.value);
    const band = form.elements.band.value;
    if (band !== "0") off.push(`under-${band}`);
    if (byId("only-review").checked) off.push("sure");
    root.className = ["js", ...off.map((name) => `off-${name}`)].join(" ");
    shown = [];
    tags.forEach((tag, at) => {
      const classes = notes.get(tag.dataset.name).classList;
      if (!off.some((name) => classes.contains(name))) shown.push(at);
    });
    if (!shown.includes(active)) letGo();
    tell();
    alignVisible();
  };

  const tell = () => {
    const at = shown.indexOf(active);
    byId("where").value = at < 0 ? `${shown.length} of ${tags.length} claims` : `${at + 1} of ${shown.length}`;
  };

  const partsOf = (name) => {
    const first = byId(`c${name}`);
    return [first, notes.get(name)].filter(Boolean);
  };

  const letGo = () => {
    if (active >= 0) for (const part of partsOf(tags[active].dataset.name)) part.classList.remove("active");
    active = -1;
    sheet.hidden = true;
    document.body.classList.remove("holding");
  };

  const hold = (at, focus) => {
    letGo();
    active = at;
    const { name } = tags[at].dataset;
    for (const part of partsOf(name)) part.classList.add("active");
    if (narrow.matches) {
      const copy = notes.get(name).cloneNode(true);
      copy.removeAttribute("id");
      sheet.querySelector("ol").replaceChildren(copy);
      sheet.hidden = false;
      document.body.classList.add("holding");
      sheet.scrollTop = 0;
    }
    align(tags[at].closest(".section"));
    if (focus) tags[at].focus({ preventScroll: true });
    const [first] = partsOf(name);
    const centre = () => first.scrollIntoView({ block: narrow.matches ? "start" : "center" });
    centre();
    requestAnimationFrame(centre); // sections on the way have their true heights only now
    tell();
  };

  const step = (by) => {
    if (!shown.length) return;
    const next = by > 0 ? shown.find((at) => at > active) : shown.findLast((at) => at < active);
    const round = by > 0 ? shown[0] : shown[shown.length - 1];
    hold(next ?? round, true);
  };

  // Notes stand level with their claims where there is room, and below one another where not.
  const align = (section) => {
    const list = section?.querySelector(".notes");
    if (!list || !list.children.length) return;
    if (narrow.matches) {
      for (const note of list.children) note.style.marginTop = "";
      return;
    }
    const top = list.getBoundingClientRect().top;
    const measured = [...list.children].map((note) => {
      const claim = byId(`c${note.dataset.name}`);
      return { note, height: note.offsetHeight, wanted: (claim?.getClientRects()[0]?.top ?? 0) - top };
    });
    let end = 0;
    for (const { note, height, wanted } of measured) {
      if (!height) continue;
      const gap = Math.max(0, wanted - end);
      note.style.marginTop = `${gap}px`;
      end += gap + height + 14;
    }
  };

  const near = new Set();
  const alignVisible = () => near.forEach(align);
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) near.add(target), align(target);
      else near.delete(target);
    }
  }, { rootMargin: "600px" });
  for (const list of document.querySelectorAll(".section > .notes")) watcher.observe(list.parentElement);

  form.addEventListener("change", (event) => { if (event.target.id !== "keys") filter(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("close").addEventListener("click", () => { const at = active; letGo(); tell(); tags[at]?.focus(); });
  addEventListener("resize", alignVisible);
  document.addEventListener("toggle", (event) => align(event.target.closest(".section")), true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".tag, .note .head a");
    const mark = event.target.closest("mark.claim[id]");
    if (!link && !mark) return;
    const name = link ? link.dataset.name ?? link.closest(".note").dataset.name : mark.id.slice(1);
    const at = tags.findIndex((tag) => tag.dataset.name === name);
    if (at < 0 || (!link && !shown.includes(at))) return;
    event.preventDefault();
    hold(at, Boolean(link));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") { letGo(); tell(); alignVisible(); return; }
    if (!byId("keys").checked) return;
    if ("jn".includes(event.key)) step(1);
    else if ("kp".includes(event.key)) step(-1);
    else return;
    event.preventDefault();
  });
  filter();
})();
