"use strict";
// The marks by keyboard: one stop of the Tab key, arrows from mark to mark, Enter or Space chooses.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const DIRECTIONS = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };

  QP.Keyboard = class {
    /** `hooks`: `choose(id)`, `focus(id)`, `blur()`. */
    constructor(map, hooks) {
      this.map = map;
      this.hooks = hooks;
      const container = map.getContainer();
      container.addEventListener("keydown", (event) => this.onKey(event));
      // The place whose mark has the focus: another element stands for it when it is drawn anew.
      this.held = null;
      container.addEventListener("focusin", ({ target }) => {
        const id = placeOf(target);
        this.held = id;
        if (id && target.matches(":focus-visible")) this.hooks.focus(id);
      });
      container.addEventListener("focusout", () => this.hooks.blur());
      document.addEventListener("keydown", handOver);
    }

    onKey(event) {
      const id = placeOf(event.target);
      if (!id) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.hooks.choose(id);
      } else if (event.key in DIRECTIONS) {
        // Leaflet would pan the map.
        event.preventDefault();
        event.stopPropagation();
        this.step(event.target, DIRECTIONS[event.key]);
      }
    }

    /** Move the focus to the nearest mark in a direction; ways aside count double. */
    step(from, [dx, dy]) {
      const start = centre(from);
      let best = null;
      let least = Infinity;
      for (const element of this.inView()) {
        const { x, y } = centre(element);
        const ahead = (x - start.x) * dx + (y - start.y) * dy;
        const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
        const cost = ahead + 2 * aside;
        if (element === from || ahead <= 0 || cost >= least) continue;
        best = element;
        least = cost;
      }
      if (!best) return;
      this.holder(best);
      best.focus({ preventScroll: true });
    }

    /** Let the chosen mark, else the one nearest the middle, be the one that the Tab key reaches. */
    refresh(selected) {
      const active = document.activeElement;
      const marks = this.inView();
      const holder =
        marks.find((element) => element === active) ??
        marks.find((element) => placeOf(element) === selected) ??
        nearest(marks, this.map.getSize().divideBy(2));
      this.holder(holder);
      this.keepFocus(marks, holder);
    }

    /** Where the mark that had the focus is gone, give it to the one in its place, else the holder. */
    keepFocus(marks, holder) {
      const lost = this.held && document.activeElement === document.body && document.hasFocus();
      if (!lost) return;
      const next = marks.find((element) => placeOf(element) === this.held) ?? holder;
      this.holder(next);
      next?.focus({ preventScroll: true });
    }

    /** Take the focus to the mark that the Tab key reaches, else to the map itself. */
    enter() {
      const container = this.map.getContainer();
      const mark = container.querySelector("[data-place][tabindex='0']");
      (mark ?? container).focus({ preventScroll: true, focusVisible: true });
    }

    holder(element) {
      for (const other of this.map.getContainer().querySelectorAll("[data-place][tabindex='0']")) {
        other.setAttribute("tabindex", "-1");
      }
      element?.setAttribute("tabindex", "0");
    }

    inView() {
      const { x, y } = this.map.getSize();
      const all = this.map.getContainer().querySelectorAll("[data-place]");
      return [...all].filter((element) => {
        const spot = centre(element);
        return spot.x > 0 && spot.y > 0 && spot.x < x && spot.y < y;
      });
    }
  };

  /** Keys that mean nothing to the map may be shortcuts of the page. */
  function handOver(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, shiftKey } = event;
    if (window.parent.quotedPlacesKeyboard?.press(key, shiftKey)) event.preventDefault();
  }

  function placeOf(element) {
    return element?.closest?.("[data-place]")?.dataset.place ?? null;
  }

  function nearest(elements, spot) {
    const ranked = elements.map((element) => [spot.distanceTo(centre(element)), element]);
    return ranked.sort(([one], [other]) => one - other)[0]?.[1];
  }

  function centre(element) {
    const { left, top, width, height } = element.getBoundingClientRect();
    return L.point(left + width / 2, top + height / 2);
  }
})();
