"use strict";
// Lines from the chosen place to those that are named in the same sentences.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const PANE = "joining";
  const WIDTHS = [1.5, 6];
  const REFERENCE_SENTENCES = 9;

  QP.Joining = class {
    constructor(map) {
      this.map = map;
      const pane = map.createPane(PANE);
      // Over areas and roads, under every point: a large map has all its marks at 422.
      pane.style.zIndex = 421;
      pane.style.pointerEvents = "none";
      // The list of the places named together says the same in words.
      pane.setAttribute("aria-hidden", "true");
      this.renderer = L.svg({ pane: PANE, padding: 0.3 });
      this.layers = L.layerGroup().addTo(map);
      this.shown = null;
    }

    setPalette(palette) {
      this.palette = palette;
      this.draw();
    }

    /** Draw a FeatureCollection of lines with their `sentences`, or none (null). */
    show(collection) {
      if (collection === this.shown) return;
      this.shown = collection;
      this.draw();
    }

    draw() {
      this.layers.clearLayers();
      const lines = [...(this.shown?.features ?? [])].reverse();
      const most = Math.max(REFERENCE_SENTENCES, ...lines.map((line) => line.properties.sentences));
      for (const { geometry, properties } of lines) {
        const latlngs = L.GeoJSON.coordsToLatLngs(geometry.coordinates, 0);
        const weight = WIDTHS[0] + (WIDTHS[1] - WIDTHS[0]) * Math.sqrt((properties.sentences - 1) / (most - 1));
        this.stroke(latlngs, { color: this.palette.halo, weight: weight + 2.5, opacity: 0.75 });
        this.stroke(latlngs, { color: this.palette.chosen, weight, opacity: 0.85, className: "joining" });
      }
    }

    stroke(latlngs, style) {
      const { renderer } = this;
      this.layers.addLayer(L.polyline(latlngs, { ...style, renderer, interactive: false }));
    }
  };
})();
