"use strict";
// Places as marks: areas, lines, points; what they look like when they are chosen.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  // Beyond this many, a DOM element for each mark makes the page slow; one canvas takes them all.
  const SVG_LIMIT = 1500;
  const RADIUS = [5, 20];
  const REFERENCE_MENTIONS = 25;
  const HIT_WEIGHT = 20;
  const SMALL_AREA = 40;
  const RING = 20;
  const CHOSEN_RIM = 5;
  // The edge of an area that is unsure: unlike the dashes of a schematic one.
  const DOTS = { weight: 3, dashArray: "0.1 7", lineCap: "round" };

  const coordinates = { area: 2, line: 1, point: 0 };

  // A finger needs more room than a mouse, which would hit a neighbour by it.
  const tolerance = window.matchMedia("(pointer: coarse)").matches ? 8 : 2;
  const times = (count) => ["", "once", "twice"][count] ?? `${count.toLocaleString("en")} times`;
  const documents = (count) => `${count.toLocaleString("en")} document${count === 1 ? "" : "s"}`;

  QP.countsInWords = ({ mentions, documents: number }) =>
    `named ${times(mentions)} in ${documents(number)}`;
  QP.describe = (place) =>
    [place.name, place.kind, place.unsure, QP.countsInWords(place)].filter(Boolean).join(", ");

  /** Whether a mark that is drawn already would be drawn the same. */
  const isSame = (drawn, properties) =>
    ["mentions", "documents", "unsure"].every((count) => drawn[count] === properties[count]);

  QP.Marks = class {
    /** `hooks`: `choose(id)`, `hover(feature, latlng)`, `leave()`. */
    constructor(map, hooks) {
      this.map = map;
      this.hooks = hooks;
      this.features = new Map();
      this.ranked = [];
      this.selected = null;
      this.outline = null;
      this.largest = REFERENCE_MENTIONS;
      this.svg = true;
      const panes = {
        areas: 410,
        "chosen-area": 415,
        lines: 420,
        marks: 422,
        "chosen-line": 424,
        points: 430,
        "chosen-point": 435,
      };
      for (const [name, zIndex] of Object.entries(panes)) map.createPane(name).style.zIndex = zIndex;
      this.renderers = {};
      for (const form of ["area", "line", "point"]) {
        this.renderers[`${form}s`] = L.svg({ pane: `${form}s`, padding: 0.3 });
        this.renderers[`chosen-${form}`] = L.svg({ pane: `chosen-${form}`, padding: 0.3 });
        map.getPane(`chosen-${form}`).style.pointerEvents = "none";
      }
      this.layers = L.layerGroup().addTo(map);
      this.overlay = L.layerGroup().addTo(map);
      map.on("zoomend", () => this.select(this.selected, this.outline));
    }

    /**
     * Draw a FeatureCollection in its own order, in place of what was drawn. On the canvas, what a
     * filter did not change stays: to draw thousands of marks anew would hold up the page.
     */
    draw(collection) {
      const marks = collection.features;
      const svg = marks.length <= SVG_LIMIT;
      if (svg || this.svg) this.clear();
      this.svg = svg;
      this.map.getPane("marks").style.display = svg ? "none" : "";
      if (!svg) this.renderers.marks ??= L.canvas({ pane: "marks", tolerance, padding: 0.3 });
      const largest = Math.max(REFERENCE_MENTIONS, ...marks.map((mark) => mark.properties.mentions));
      const resized = largest !== this.largest;
      this.largest = largest;
      const before = this.features;
      this.features = new Map();
      let moved = false;
      for (const { geometry, properties } of marks) {
        const drawn = before.get(properties.id);
        before.delete(properties.id);
        if (drawn && isSame(drawn, properties)) {
          this.features.set(drawn.id, drawn);
          // What comes after something new in the order lies above it.
          if (moved) for (const layer of drawn.parts) layer.bringToFront();
          if (resized && drawn.form === "point") this.resize(drawn);
          continue;
        }
        if (drawn) this.remove(drawn);
        moved = true;
        const [lat, lon] = properties.spot;
        const feature = { ...properties, geometry, latlng: L.latLng(lat, lon), parts: [], element: null };
        this.features.set(feature.id, feature);
        if (feature.form !== "label") this.add(feature);
      }
      for (const gone of before.values()) this.remove(gone);
      this.ranked = [...this.features.values()].sort((a, b) => b.mentions - a.mentions);
    }

    clear() {
      this.layers.clearLayers();
      this.features.clear();
    }

    remove(feature) {
      for (const layer of feature.parts) this.layers.removeLayer(layer);
    }

    resize(feature) {
      for (const layer of feature.parts) layer.setRadius(this.radius(feature.mentions));
    }

    add(feature) {
      const latlngs = this.latlngsOf(feature);
      const drawn = this.parts(feature).map(({ style, hit }) => {
        const options = { ...style, renderer: this.renderer(feature.form), interactive: hit };
        const layer = this.shape(feature, latlngs, options);
        layer.place = { feature, hit };
        return layer;
      });
      feature.parts = drawn;
      for (const layer of drawn) {
        if (layer.place.hit) this.listen(layer, feature);
        this.layers.addLayer(layer);
      }
      if (this.svg) this.describeElement(feature);
    }

    latlngsOf({ form, geometry, latlng }) {
      if (form === "point") return latlng;
      return L.GeoJSON.coordsToLatLngs(geometry.coordinates, coordinates[form]);
    }

    shape({ form, mentions }, latlngs, options) {
      if (form === "area") return L.polygon(latlngs, options);
      if (form === "line") return L.polyline(latlngs, options);
      return L.circleMarker(latlngs, { radius: this.radius(mentions), ...options });
    }

    renderer(form) {
      return this.svg ? this.renderers[`${form}s`] : this.renderers.marks;
    }

    /** The area of a circle grows with the mentions, between the bounds of RADIUS. */
    radius(mentions) {
      return RADIUS[0] + (RADIUS[1] - RADIUS[0]) * Math.sqrt(Math.max(0, mentions - 1) / (this.largest - 1));
    }

    /** The strokes that make up a mark, the lowest first; the `hit` one takes clicks. */
    parts({ form, schematic, unsure }) {
      const p = this.palette;
      if (form === "area") {
        const edge = unsure ? DOTS : { weight: 2, dashArray: schematic ? "7 5" : null };
        const fill = { fillColor: p.evidence, fillOpacity: unsure ? 0 : 0.13 };
        return [{ hit: true, style: { color: p.evidence, opacity: 0.95, ...edge, ...fill } }];
      }
      if (form === "line") {
        const dashArray = schematic ? (unsure ? "9 10" : "9 5") : null;
        return [
          { hit: false, style: { color: p.edge, weight: unsure ? 9 : 7, opacity: 0.9 } },
          { hit: false, style: { color: p.evidence, weight: unsure ? 6 : 3.5, dashArray } },
          ...(unsure ? [{ hit: false, style: { color: p.edge, weight: 2.5 } }] : []),
          // A line this thin is hard to hit: an invisible wider one takes the clicks.
          { hit: true, style: { color: p.evidence, weight: HIT_WEIGHT, opacity: 0 } },
        ];
      }
      const filled = { color: p.edge, weight: 1.5, fillColor: p.evidence, fillOpacity: 0.88 };
      const hollow = { color: p.evidence, weight: 2.5, fillColor: p.land, fillOpacity: 0.9 };
      return [{ hit: true, style: { opacity: 1, ...(unsure ? hollow : filled) } }];
    }

    listen(layer, feature) {
      layer.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.hooks.choose(feature.id);
      });
      layer.on("mouseover mousemove", (event) => this.hooks.hover(feature, event.latlng));
      layer.on("mouseout", () => this.hooks.leave());
    }

    describeElement(feature) {
      const element = feature.parts.find((layer) => layer.place.hit).getElement();
      feature.element = element;
      element.classList.add("mark", `mark-${feature.form}`);
      QP.makeButton(element, feature);
    }

    /** Change colours without drawing anew. */
    setPalette(palette) {
      this.palette = palette;
      for (const feature of this.features.values()) {
        const parts = this.parts(feature);
        feature.parts.forEach((layer, index) => layer.setStyle(parts[index].style));
      }
    }

    /** Mark a place as chosen; `outline` is the shape (GeoJSON) of a chosen label, or null. */
    select(id, outline) {
      this.outline = outline;
      this.mark(this.selected, false);
      this.selected = id;
      this.mark(id, true);
      this.overlay.clearLayers();
      const feature = this.features.get(id);
      if (!feature || (feature.form === "label" && !outline)) return;
      const label = feature.form === "label";
      const shown = label ? { ...feature, form: "area", outlined: true, geometry: outline } : feature;
      if (shown.form === "area" && !label) this.ring(shown);
      for (const style of this.chosenParts(shown)) {
        const renderer = this.renderers[`chosen-${shown.form}`];
        const options = { ...style, renderer, interactive: false };
        this.overlay.addLayer(this.shape(shown, this.latlngsOf(shown), options));
      }
    }

    /** The diagonal of a shape's frame at this zoom level, in pixels. */
    diagonal({ frame: [south, west, north, east] }) {
      const corner = this.map.latLngToContainerPoint([north, west]);
      return corner.distanceTo(this.map.latLngToContainerPoint([south, east]));
    }

    /** How far a mark reaches around its spot, in pixels; null for what is no spot at this zoom. */
    reach(feature) {
      const chosen = feature.id === this.selected;
      if (feature.form === "point") return this.radius(feature.mentions) + (chosen ? CHOSEN_RIM : 0);
      if (feature.form !== "area" || this.diagonal(feature) > SMALL_AREA) return null;
      return chosen ? RING + 3 : 12;
    }

    /** An area too small to be seen is shown by a ring over the points. */
    ring(feature) {
      if (this.diagonal(feature) > SMALL_AREA) return;
      const style = { renderer: this.renderers["chosen-point"], interactive: false, fill: false };
      for (const [weight, color] of [[7, this.palette.halo], [3, this.palette.chosen]]) {
        this.overlay.addLayer(L.circleMarker(feature.latlng, { ...style, radius: RING, weight, color }));
      }
    }

    mark(id, chosen) {
      const element = this.features.get(id)?.element;
      if (!element) return;
      element.classList.toggle("chosen", chosen);
      element.setAttribute("aria-pressed", String(chosen));
    }

    chosenParts({ form, mentions, outlined, schematic, unsure }) {
      const p = this.palette;
      const dashArray = schematic ? "9 5" : null;
      if (form === "area") {
        const edge = unsure ? DOTS : { weight: outlined ? 2 : 3, dashArray };
        return [
          { color: p.halo, weight: outlined ? 5 : 7, opacity: 0.85, fill: false },
          { color: p.chosen, ...edge, fillColor: p.chosen, fillOpacity: unsure ? 0 : 0.1 },
        ];
      }
      if (form === "line") {
        return [
          { color: p.halo, weight: 12, opacity: 0.9 },
          { color: p.chosen, weight: unsure ? 6 : 5, dashArray: unsure && schematic ? "9 10" : dashArray },
          ...(unsure ? [{ color: p.halo, weight: 2.5 }] : []),
        ];
      }
      const radius = this.radius(mentions);
      return [
        { radius: radius + CHOSEN_RIM, color: p.chosen, weight: 2.5, fillColor: p.halo, fillOpacity: 0.92 },
        unsure
          ? { radius, color: p.chosen, weight: 2, fill: false }
          : { radius: radius + 1, stroke: false, fillColor: p.chosen, fillOpacity: 1 },
      ];
    }
  };

  /** Make an element a button that names its place; the map's key handler does the rest. */
  QP.makeButton = (element, feature, chosen = false) => {
    element.dataset.place = feature.id;
    element.setAttribute("role", "button");
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.setAttribute("aria-pressed", String(chosen));
    element.setAttribute("aria-label", QP.describe(feature));
  };
})();
