"use strict";
// The ground under the marks: coasts, borders, towns from local files; online tiles on request.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});

  // The component's page lies two levels below the server's root, whatever its base path.
  QP.address = (path) => new URL(`../../${path}`, window.location.href).href;

  QP.fetchJson = async (path) => {
    const response = await fetch(QP.address(path));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };

  /** Try again after a while: a file is away for a moment while the page runs anew. */
  QP.patiently = async (deed) => {
    for (const pause of [300, 1500]) {
      try {
        return await deed();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return deed();
  };

  const LAYERS = [
    {
      file: "land",
      zoom: 0,
      style: (p) => ({ stroke: true, color: p.coast, weight: 0.8, fillColor: p.land, fillOpacity: 1 }),
    },
    {
      file: "first_level",
      zoom: 5.5,
      style: (p) => ({ color: p.firstLevel, weight: 1, fill: false }),
    },
    { file: "borders", zoom: 0, style: (p) => ({ color: p.border, weight: 1.1, fill: false }) },
    {
      file: "disputed",
      zoom: 4,
      style: (p) => ({ color: p.border, weight: 1.1, dashArray: "3 4", fill: false }),
    },
  ];
  const FAILED_TILES = 4;
  const SUBURB = 26;

  QP.Basemap = class {
    /** `notice(topic, words)` tells the reader; empty words take the notice back. */
    constructor(map, notice) {
      this.map = map;
      this.notice = notice;
      this.layers = new Map();
      this.towns = [];
      this.tileLayer = null;
      this.tileUrl = null;
      map.createPane("basemap").style.zIndex = 150;
      map.getPane("basemap").style.pointerEvents = "none";
      this.renderer = L.canvas({ pane: "basemap", padding: 0.4 });
      map.on("zoomend", () => this.show());
    }

    async load() {
      const results = await Promise.allSettled([
        ...LAYERS.map((layer) => this.loadLayer(layer)),
        this.loadTowns(),
      ]);
      const failed = results.filter((result) => result.status === "rejected");
      if (failed.length > 0) {
        const files = failed.map((result) => result.reason.message).join("; ");
        this.notice("basemap", `Part of the base map is missing (${files}). All marks are drawn.`);
      }
    }

    async loadLayer(layer) {
      const data = await QP.fetchJson(`app/static/basemap/${layer.file}.json`);
      const drawn = L.geoJSON(data, {
        pane: "basemap",
        renderer: this.renderer,
        interactive: false,
        smoothFactor: 1.2,
        style: () => layer.style(this.palette),
      });
      this.layers.set(layer.file, drawn);
      this.show();
    }

    async loadTowns() {
      this.towns = await QP.fetchJson("app/static/vendor/towns.json");
      this.map.fire("relabel");
    }

    /** Put the layers that this zoom level shows on the map, in their order. */
    show() {
      const zoom = this.map.getZoom();
      let below = false;
      for (const { file, zoom: from } of LAYERS) {
        const layer = this.layers.get(file);
        if (!layer) continue;
        const wanted = zoom >= from;
        if (wanted && !this.map.hasLayer(layer)) {
          layer.addTo(this.map);
          below = true;
        } else if (!wanted) {
          layer.remove();
        } else if (below) {
          layer.bringToFront();
        }
      }
    }

    setPalette(palette) {
      this.palette = palette;
      this.map.getContainer().style.background = palette.water;
      for (const { file, style } of LAYERS) this.layers.get(file)?.setStyle(style(palette));
    }

    /** Show online tiles (`{url, attribution, maxZoom}`) or, with null, the local layers alone. */
    setTiles(tiles) {
      const url = tiles ? tiles.url : null;
      if (url === this.tileUrl) return;
      this.tileUrl = url;
      this.tileLayer?.remove();
      this.tileLayer = null;
      this.notice("tiles", "");
      if (tiles) this.addTiles(tiles);
    }

    addTiles({ url, attribution, maxZoom }) {
      let failures = 0;
      const layer = L.tileLayer(url, { attribution, maxZoom, noWrap: true });
      layer.on("tileerror", () => {
        failures += 1;
        if (failures < FAILED_TILES || this.tileLayer !== layer) return;
        layer.remove();
        this.tileLayer = null;
        this.notice("tiles", "The online map does not answer. The local map is shown instead.");
        this.map.fire("relabel");
      });
      this.tileLayer = layer.addTo(this.map);
    }

    /** Give the towns worth a name in this view, the largest first; none above online tiles. */
    townsInView(limit) {
      if (this.tileLayer) return [];
      const zoom = this.map.getZoom();
      const least = zoom >= 9 ? 15000 : 12e6 / 2 ** (1.35 * (zoom - 1));
      const bounds = this.map.getBounds();
      const found = [];
      for (const [name, lat, lon, population] of this.towns) {
        if (population < least || found.length >= limit) break;
        if (!bounds.contains([lat, lon])) continue;
        const latlng = L.latLng(lat, lon);
        const spot = this.map.latLngToContainerPoint(latlng);
        // Quarters and suburbs crowd around a city's name without telling where one is.
        if (found.some((larger) => larger.spot.distanceTo(spot) < SUBURB)) continue;
        found.push({ name, latlng, population, spot });
      }
      return found;
    }
  };
})();
