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

  /** Width in pixels of `text` at `size`, `weight` and letter spacing `tracking` (em). */
  function widthOf(text, { size, weight, tracking = 0 }) {
    const key = `${weight} ${size} ${tracking} ${text}`;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      pen.font = `${weight} ${size}px ${FAMILY}`;
      widths.set(key, pen.measureText(text).width + tracking * size * [...text].length);
    }
    return widths.get(key);
  }

  /** Offsets of a text's top left corner from its spot, the best first. */
  function* offsets(item, width, height) {
    const { radius } = item;
    if (item.centred) {
      for (const step of [0, 0.8, -0.8, 1.6, -1.6, 2.6, -2.6]) {
        for (const shift of [0, -0.35, 0.35]) {
          yield [-width / 2 + shift * width, -height / 2 + step * height];
        }
      }
      return;
    }
    const side = radius + GAP;
    const slant = radius * 0.7 + 1;
    yield [side, -height / 2];
    yield [-side - width, -height / 2];
    yield [-width / 2, -side - height + 2];
    yield [-width / 2, side - 2];
    yield [slant, -slant - height + 3];
    yield [slant, slant - 3];
    yield [-slant - width, -slant - height + 3];
    yield [-slant - width, slant - 3];
  }

  QP.Labels = class {
    /** `sources` are functions that give items of this view; `marks` gives the boxes of points. */
    constructor(map, sources, obstacles) {
      this.map = map;
      this.sources = sources;
      this.obstacles = obstacles;
      this.elements = new Map();
      this.pane = map.createPane("labels");
      this.pane.style.zIndex = 440;
      map.on("moveend townsload", () => this.place());
      map.on("zoomanim", (event) => this.animate(event));
    }

    /**
     * Place the texts of this view.  An item: `{key, text, latlng, style, className, radius,
     * centred, owner, dot, prepare(element)}`; items come in the order of their priority.
     */
    place() {
      const size = this.map.getSize();
      const taken = new Taken();
      for (const { box, owner } of this.obstacles()) taken.add(box, owner);
      const kept = new Set();
      for (const source of this.sources) {
        for (const item of source()) {
          const spot = this.map.latLngToContainerPoint(item.latlng);
          if (spot.x < -40 || spot.y < -40 || spot.x > size.x + 40 || spot.y > size.y + 40) continue;
          const box = this.fit(item, spot, taken, size);
          if (!box) continue;
          taken.add(box.outer, item.owner);
          if (item.dot) taken.add([spot.x - 2, spot.y - 2, spot.x + 2, spot.y + 2]);
          kept.add(item.key);
          this.draw(item, box.offset);
        }
      }
      for (const [key, { element }] of this.elements) {
        if (kept.has(key)) continue;
        element.remove();
        this.elements.delete(key);
      }
    }

    /** Find the first free offset whose text lies on the map; null where there is none. */
    fit(item, spot, taken, size) {
      const width = widthOf(item.text, item.style) + 2;
      const height = Math.ceil(item.style.size * 1.25);
      for (const offset of offsets(item, width, height)) {
        const left = spot.x + offset[0];
        const top = spot.y + offset[1];
        const outer = [left - 2, top - 1, left + width + 2, top + height + 1];
        if (outer[0] < 0 || outer[1] < 0 || outer[2] > size.x || outer[3] > size.y) continue;
        if (item.always || !taken.meets(outer, item.owner)) return { outer, offset };
      }
      return null;
    }

    draw(item, offset) {
      let entry = this.elements.get(item.key);
      if (!entry) {
        const element = document.createElement("div");
        element.textContent = item.text;
        this.pane.append(element);
        entry = { element };
        this.elements.set(item.key, entry);
      }
      const { element } = entry;
      Object.assign(entry, { latlng: item.latlng, offset });
      element.className = `label ${item.className} leaflet-zoom-animated`;
      element.style.fontSize = `${item.style.size}px`;
      element.style.fontWeight = item.style.weight;
      element.style.letterSpacing = item.style.tracking ? `${item.style.tracking}em` : "";
      if (item.dot) {
        element.style.setProperty("--dot-x", `${-offset[0]}px`);
        element.style.setProperty("--dot-y", `${-offset[1]}px`);
      }
      item.prepare?.(element);
      L.DomUtil.setPosition(element, this.map.latLngToLayerPoint(item.latlng).add(offset).round());
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
