"use strict";
// Every text on the map, placed by one rule: by priority, never over another text or a mark.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const FAMILY = '"Source Sans", system-ui, sans-serif';
  const GAP = 3;

  /** Boxes that are taken, found again through the cells of a grid. */
  class Taken {
    constructor(cell = 64) {
      this.cell = cell;
      this.cells = new Map();
    }

    *keys([left, top, right, bottom]) {
      for (let x = Math.floor(left / this.cell); x <= Math.floor(right / this.cell); x++) {
        for (let y = Math.floor(top / this.cell); y <= Math.floor(bottom / this.cell); y++) {
          yield `${x}:${y}`;
        }
      }
    }

    add(box, owner = null) {
      for (const key of this.keys(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push({ box, owner });
      }
    }

    /** Whether `box` meets a taken one that is not `owner`'s own. */
    meets([left, top, right, bottom], owner) {
      for (const key of this.keys([left, top, right, bottom])) {
        for (const { box, owner: other } of this.cells.get(key) ?? []) {
          if (owner !== null && owner === other) continue;
          if (left < box[2] && right > box[0] && top < box[3] && bottom > box[1]) return true;
        }
      }
      return false;
    }
  }

  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  /** Width in pixels of `text` in a style: `{size, weight, tracking (em), caps}`. */
  function widthOf(text, { size, weight, tracking = 0, caps = false }) {
    const written = caps ? text.toLocaleUpperCase("en") : text;
    const key = `${weight} ${size} ${tracking} ${written}`;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      pen.font = `${weight} ${size}px ${FAMILY}`;
      widths.set(key, pen.measureText(written).width + tracking * size * [...written].length);
    }
    return widths.get(key);
  }

  // Where a text may go: each gives `[latlng, dx, dy]`, the offset of its top left corner from a
  // spot on the map in pixels, the best first.

  /** Beside a point of a radius. */
  QP.beside = (latlng, radius) =>
    function* (width, height) {
      const side = radius + GAP;
      const slant = radius * 0.7 + 1;
      yield [latlng, side, -height / 2];
      yield [latlng, -side - width, -height / 2];
      yield [latlng, -width / 2, -side - height + 2];
      yield [latlng, -width / 2, side - 2];
      yield [latlng, slant, -slant - height + 3];
      yield [latlng, slant, slant - 3];
      yield [latlng, -slant - width, -slant - height + 3];
      yield [latlng, -slant - width, slant - 3];
    };

  /** Over a spot, or near it. */
  QP.over = (latlng, reach = 2.6) =>
    function* (width, height) {
      for (const step of [0, 0.8, -0.8, 1.6, -1.6, 2.6, -2.6]) {
        if (Math.abs(step) > reach) continue;
        for (const shift of [0, -0.35, 0.35]) {
          yield [latlng, (shift - 0.5) * width, (step - 0.5) * height];
        }
      }
    };

  /** In a shape, near its inner spot, or just outside its frame ([s, w, n, e]). */
  QP.inside = (latlng, [south, west, north, east]) =>
    function* (width, height) {
      yield* QP.over(latlng, 1.6)(width, height);
      const lat = (south + north) / 2;
      const lon = (west + east) / 2;
      yield [L.latLng(north, lon), -width / 2, -height - GAP];
      yield [L.latLng(lat, west), -width - GAP, -height / 2];
      yield [L.latLng(lat, east), GAP, -height / 2];
      yield [L.latLng(south, lon), -width / 2, GAP];
    };

  /** On one of several spots. */
  QP.on = (latlngs) =>
    function* (width, height) {
      for (const latlng of latlngs) yield [latlng, -width / 2, -height / 2];
    };

  const boxAround = ({ x, y }, reach) => [x - reach, y - reach, x + reach, y + reach];

  QP.Labels = class {
    /** `sources` are functions that give items of this view; `marks` gives the boxes of points. */
    constructor(map, sources, obstacles) {
      this.map = map;
      this.sources = sources;
      this.obstacles = obstacles;
      this.elements = new Map();
      this.pane = map.createPane("labels");
      this.pane.style.zIndex = 440;
      map.on("moveend relabel", () => this.place());
      map.on("zoomanim", (event) => this.animate(event));
    }

    /**
     * Place the texts of this view.  An item: `{key, owner, text, style, className, candidates,
     * always, dot, prepare(element)}`; items come in the order of their priority.
     */
    place() {
      const size = this.map.getSize();
      const taken = new Taken();
      for (const { box, owner } of this.obstacles()) taken.add(box, owner);
      for (const box of this.controls()) taken.add(box);
      const kept = new Set();
      for (const source of this.sources) {
        for (const item of source()) {
          const spot = this.fit(item, taken, size);
          if (!spot) continue;
          kept.add(item.key);
          this.draw(item, spot);
        }
      }
      for (const [key, { element }] of this.elements) {
        if (kept.has(key)) continue;
        element.remove();
        this.elements.delete(key);
      }
    }

    /** What lies over the map: a text beneath it could not be read. */
    *controls() {
      for (const control of this.map.getContainer().querySelectorAll(".leaflet-control")) {
        const { left, top, right, bottom } = control.getBoundingClientRect();
        yield [left, top, right, bottom];
      }
    }

    /** Take the first free candidate that lies on the map; null where there is none. */
    fit(item, taken, size) {
      const padding = item.style.padding ?? 0;
      const width = Math.ceil(widthOf(item.text, item.style)) + 1 + 2 * padding;
      const height = Math.ceil(item.style.size * 1.25);
      const dot = item.dot ? boxAround(this.map.latLngToContainerPoint(item.dot), 3) : null;
      if (dot && taken.meets(dot, null)) return null;
      let found = null;
      for (const [latlng, dx, dy] of item.candidates(width, height)) {
        const { x, y } = this.map.latLngToContainerPoint(latlng);
        const box = [x + dx - 2, y + dy - 1, x + dx + width + 2, y + dy + height + 1];
        if (box[0] < 0 || box[1] < 0 || box[2] > size.x || box[3] > size.y) continue;
        const free = !taken.meets(box, item.owner);
        if (free || (item.always && !found)) found = { box, latlng, offset: L.point(dx, dy) };
        if (free) break;
      }
      if (!found) return null;
      taken.add(found.box, item.owner);
      if (dot) taken.add(dot);
      return found;
    }

    draw(item, spot) {
      let entry = this.elements.get(item.key);
      if (!entry) {
        entry = { element: document.createElement("div") };
        entry.element.textContent = item.text;
        this.pane.append(entry.element);
        this.elements.set(item.key, entry);
      }
      const { element } = Object.assign(entry, spot);
      const { size, weight, tracking } = item.style;
      element.className = `label ${item.className} leaflet-zoom-animated`;
      element.style.font = `${weight} ${size}px/1.25 ${FAMILY}`;
      element.style.letterSpacing = tracking ? `${tracking}em` : "";
      if (item.dot) {
        element.style.setProperty("--dot-x", `${-spot.offset.x}px`);
        element.style.setProperty("--dot-y", `${-spot.offset.y}px`);
      }
      item.prepare?.(element);
      const corner = this.map.latLngToLayerPoint(spot.latlng).add(spot.offset);
      L.DomUtil.setPosition(element, corner.round());
    }

    /** Move with the map while it zooms, as Leaflet's own markers do. */
    animate({ zoom, center }) {
      for (const { element, latlng, offset } of this.elements.values()) {
        const point = this.map._latLngToNewLayerPoint(latlng, zoom, center);
        L.DomUtil.setPosition(element, point.add(offset).round());
      }
    }
  };
})();
