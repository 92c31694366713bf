"use strict";
// Places as marks: areas, lines, points, and the texts that belong to them.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  // Beyond this many, a DOM element for each mark makes the page slow; one canvas takes them all.
  const SVG_LIMIT = 1500;
  const RADIUS = [5, 20];
  const REFERENCE_MENTIONS = 25;
  const HIT_WEIGHT = 20;
  const NAMED_MARKS = 160;
  const SMALL_AREA = 40;
  const RING = 20;
  const CHOSEN_RIM = 5;

  const coordinates = { area: 2, line: 1, point: 0 };

  const boxAround = ({ x, y }, reach) => [x - reach, y - reach, x + reach, y + reach];
  // A finger needs more room than a mouse, which would hit a neighbour by it.
  const tolerance = window.matchMedia("(pointer: coarse)").matches ? 8 : 2;
  const times = (count) => ["", "once", "twice"][count] ?? `${count.toLocaleString("en")} times`;
  const documents = (count) => `${count.toLocaleString("en")} document${count === 1 ? "" : "s"}`;

  QP.countsInWords = ({ mentions, documents: number }) =>
    `named ${times(mentions)} in ${documents(number)}`;
  QP.describe = (place) => `${place.name}, ${place.kind}, ${QP.countsInWords(place)}`;

  QP.Marks = class {
    /** `hooks`: `choose(id)`, `hover(feature, latlng)`, `leave()`. */
    constructor(map, hooks) {
      this.map = map;
      this.hooks = hooks;
      this.features = new Map();
      this.selected = null;
      this.outline = null;
      this.largest = REFERENCE_MENTIONS;
      this.svg = true;
      const panes = { areas: 410, "chosen-shape": 415, lines: 420, marks: 425, points: 430, "chosen-point": 435 };
      for (const [name, zIndex] of Object.entries(panes)) map.createPane(name).style.zIndex = zIndex;
      this.renderers = {};
      for (const name of ["areas", "lines", "points", "chosen-shape", "chosen-point"]) {
        this.renderers[name] = L.svg({ pane: name, padding: 0.3 });
      }
      for (const name of ["chosen-shape", "chosen-point"]) map.getPane(name).style.pointerEvents = "none";
      this.layers = L.layerGroup().addTo(map);
      this.overlay = L.layerGroup().addTo(map);
      map.on("zoomend", () => this.select(this.selected, this.outline));
    }

    /** Draw a FeatureCollection in its own order, in place of what was drawn. */
    draw(collection) {
      this.layers.clearLayers();
      this.features.clear();
      const marks = collection.features;
      this.svg = marks.length <= SVG_LIMIT;
      this.map.getPane("marks").style.display = this.svg ? "none" : "";
      if (!this.svg) this.renderers.marks ??= L.canvas({ pane: "marks", tolerance, padding: 0.3 });
      this.largest = Math.max(REFERENCE_MENTIONS, ...marks.map((mark) => mark.properties.mentions));
      for (const { geometry, properties } of marks) {
        const [lat, lon] = properties.spot;
        const feature = { ...properties, geometry, latlng: L.latLng(lat, lon), parts: [], element: null };
        this.features.set(feature.id, feature);
        if (feature.form !== "label") this.add(feature);
      }
      this.ranked = [...this.features.values()].sort((a, b) => b.mentions - a.mentions);
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
    parts({ form, schematic }) {
      const p = this.palette;
      const dashArray = schematic ? "7 5" : null;
      if (form === "area") {
        const fill = { fillColor: p.evidence, fillOpacity: 0.13 };
        return [{ hit: true, style: { color: p.evidence, weight: 2, opacity: 0.95, dashArray, ...fill } }];
      }
      if (form === "line") {
        return [
          { hit: false, style: { color: p.edge, weight: 7, opacity: 0.9 } },
          { hit: false, style: { color: p.evidence, weight: 3.5, dashArray: schematic ? "9 5" : null } },
          // A line this thin is hard to hit: an invisible wider one takes the clicks.
          { hit: true, style: { color: p.evidence, weight: HIT_WEIGHT, opacity: 0 } },
        ];
      }
      const fill = { fillColor: p.evidence, fillOpacity: 0.88 };
      return [{ hit: true, style: { color: p.edge, weight: 1.5, opacity: 1, ...fill } }];
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
        const pane = shown.form === "point" ? "chosen-point" : "chosen-shape";
        const options = { ...style, renderer: this.renderers[pane], interactive: false };
        this.overlay.addLayer(this.shape(shown, this.latlngsOf(shown), options));
      }
    }

    /** The diagonal of a shape's frame at this zoom level, in pixels. */
    diagonal({ frame: [south, west, north, east] }) {
      const corner = this.map.latLngToContainerPoint([north, west]);
      return corner.distanceTo(this.map.latLngToContainerPoint([south, east]));
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

    chosenParts({ form, mentions, outlined, schematic }) {
      const p = this.palette;
      const dashArray = schematic ? "9 5" : null;
      if (form === "area") {
        return [
          { color: p.halo, weight: outlined ? 5 : 7, opacity: 0.85, fill: false },
          { color: p.chosen, weight: outlined ? 2 : 3, dashArray, fillColor: p.chosen, fillOpacity: 0.1 },
        ];
      }
      if (form === "line") {
        return [
          { color: p.halo, weight: 12, opacity: 0.9 },
          { color: p.chosen, weight: 5, dashArray },
        ];
      }
      const radius = this.radius(mentions);
      return [
        { radius: radius + CHOSEN_RIM, color: p.chosen, weight: 2.5, fillColor: p.halo, fillOpacity: 0.92 },
        { radius: radius + 1, stroke: false, fillColor: p.chosen, fillOpacity: 1 },
      ];
    }

    /** Where points and lines lie, in pixels of the container: no text may cover them. */
    *obstacles() {
      const bounds = this.map.getBounds().pad(0.05);
      for (const feature of this.features.values()) {
        const { id, form, latlng, mentions } = feature;
        if (form === "line") {
          for (const spot of this.along(feature, 10)) yield { owner: id, box: boxAround(spot, 4) };
        } else if (form === "point" && bounds.contains(latlng)) {
          const spot = this.map.latLngToContainerPoint(latlng);
          const reach = this.radius(mentions) + (id === this.selected ? CHOSEN_RIM : -1);
          yield { owner: id, box: boxAround(spot, reach) };
        }
      }
    }

    /** Points every `step` pixels along the part of a line that lies in view. */
    along({ geometry }, step) {
      const { x: width, y: height } = this.map.getSize();
      const found = [];
      for (const part of geometry.coordinates) {
        const corners = part.map(([lon, lat]) => this.map.latLngToContainerPoint([lat, lon]));
        for (let i = 1; i < corners.length; i++) {
          const [from, to] = [corners[i - 1], corners[i]];
          if (Math.max(from.x, to.x) < 0 || Math.min(from.x, to.x) > width) continue;
          if (Math.max(from.y, to.y) < 0 || Math.min(from.y, to.y) > height) continue;
          const count = Math.min(400, Math.ceil(from.distanceTo(to) / step));
          for (let j = 0; j < count; j++) {
            const spot = from.add(to.subtract(from).multiplyBy(j / count));
            if (spot.x > 0 && spot.y > 0 && spot.x < width && spot.y < height) found.push(spot);
          }
        }
      }
      return found;
    }

    /** The chosen place's text, then countries and regions, then the names of marks. */
    *texts() {
      const chosen = this.features.get(this.selected);
      if (chosen) yield this.text(chosen);
      for (const feature of this.ranked ?? []) {
        if (feature.form === "label" && feature !== chosen) yield this.text(feature);
      }
      let left = NAMED_MARKS;
      const bounds = this.map.getBounds();
      for (const feature of this.ranked ?? []) {
        if (feature.form === "label" || feature === chosen) continue;
        if (feature.form === "point" && !bounds.contains(feature.latlng)) continue;
        if (left-- === 0) return;
        yield this.text(feature);
      }
    }

    text(feature) {
      const { id, form, kind, mentions, name } = feature;
      const share = Math.sqrt(mentions / this.largest);
      const chosen = id === this.selected;
      const country = kind === "country";
      const styles = {
        label: { size: 12.5 + 6 * share, weight: 650, tracking: country ? 0.1 : 0.04, caps: country },
        area: { size: 12.5 + 2.5 * share, weight: 700 },
        line: { size: 12, weight: 700, padding: 5 },
        point: { size: 12.5 + 2 * share, weight: chosen ? 700 : 600 },
      };
      const classes = [`label-${form}`];
      if (chosen) classes.push("chosen");
      if (country) classes.push("label-country");
      if (kind === "sea") classes.push("label-sea");
      return {
        key: id,
        owner: id,
        text: name,
        candidates: this.candidates(feature, chosen),
        always: chosen,
        className: classes.join(" "),
        style: styles[form],
        prepare: (element) => this.prepareText(element, feature, chosen),
      };
    }

    candidates(feature, chosen) {
      const { form, frame, latlng, mentions } = feature;
      if (form === "label") return QP.over(latlng);
      if (form === "area") {
        const small = this.diagonal(feature) <= SMALL_AREA;
        return small ? QP.beside(latlng, chosen ? RING + 3 : 12) : QP.inside(latlng, frame);
      }
      if (form === "point") return QP.beside(latlng, this.radius(mentions) + (chosen ? CHOSEN_RIM : 0));
      const spots = this.along(feature, 6);
      const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.45, 0.55, 0.35, 0.65, 0.25, 0.75];
      const chosenSpots = shares.map((share) => spots[Math.floor(share * spots.length)]);
      return QP.on(chosenSpots.filter(Boolean).map((spot) => this.map.containerPointToLatLng(spot)));
    }

    prepareText(element, feature, chosen) {
      if (element.dataset.ready) {
        if (element.hasAttribute("aria-pressed")) element.setAttribute("aria-pressed", String(chosen));
        return;
      }
      element.dataset.ready = "yes";
      element.addEventListener("click", () => this.hooks.choose(feature.id));
      element.addEventListener("mouseenter", () => this.hooks.hover(feature, feature.latlng));
      element.addEventListener("mouseleave", () => this.hooks.leave());
      L.DomEvent.disableClickPropagation(element);
      if (feature.form === "label" || !this.svg) {
        QP.makeButton(element, feature);
        element.setAttribute("aria-pressed", String(chosen));
      } else {
        element.setAttribute("aria-hidden", "true");
      }
    }
  };

  /** Make an element a button that names its place; the map's key handler does the rest. */
  QP.makeButton = (element, feature) => {
    element.dataset.place = feature.id;
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "-1");
    element.setAttribute("aria-pressed", "false");
    element.setAttribute("aria-label", QP.describe(feature));
  };
})();
