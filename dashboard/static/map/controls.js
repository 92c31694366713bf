"use strict";
// What lies over the map: zoom, "show everything", legend, notices, the words beside the pointer.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const SVG = "http://www.w3.org/2000/svg";

  /** Make an element with a class, words and attributes; words never count as HTML. */
  function make(tag, className, words = "", attributes = {}) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = words;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function drawing(width, height, ...shapes) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("aria-hidden", "true");
    for (const [tag, attributes] of shapes) {
      const shape = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
      svg.append(shape);
    }
    return svg;
  }

  function place(map, position, element) {
    const control = L.control({ position });
    control.onAdd = () => {
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
      return element;
    };
    control.addTo(map);
  }

  const icon = (path) => drawing(20, 20, ["path", { d: path, class: "icon" }]);

  /** Zoom buttons and the way back to the whole frame. */
  QP.addButtons = (map, showEverything) => {
    const bar = make("div", "buttons", "", { role: "group", "aria-label": "Map view" });
    const buttons = [
      ["Zoom in", "M10 4v12M4 10h12", () => map.zoomIn()],
      ["Zoom out", "M4 10h12", () => map.zoomOut()],
      ["Show everything", "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5", showEverything],
    ];
    for (const [name, path, act] of buttons) {
      const button = make("button", "button", "", { type: "button", "aria-label": name, title: name });
      button.append(icon(path));
      button.addEventListener("click", act);
      bar.append(button);
    }
    place(map, "topleft", bar);
  };

  /** A switch with its name on it; give its button. */
  QP.addSwitch = (map, name, press) => {
    const button = make("button", "switch", "", { type: "button", "aria-pressed": "false" });
    button.append(make("span", "switch-knob"), make("span", "switch-name", name));
    button.addEventListener("click", press);
    place(map, "topright", button);
    return button;
  };

  /** A box for what the reader has to know; one line a topic. */
  QP.Notices = class {
    constructor(map) {
      this.box = make("div", "notices", "", { role: "status" });
      this.lines = new Map();
      map.getContainer().append(this.box);
    }

    tell(topic, words) {
      this.lines.get(topic)?.remove();
      this.lines.delete(topic);
      if (!words) return;
      const line = make("p", "notice", words);
      this.lines.set(topic, line);
      this.box.append(line);
    }
  };

  /** The words beside the pointer or the focused mark. */
  QP.Tooltip = class {
    constructor(map) {
      this.map = map;
      this.element = make("div", "tooltip", "", { "aria-hidden": "true" });
      this.element.hidden = true;
      map.getContainer().append(this.element);
      map.on("movestart zoomstart", () => this.hide());
    }

    show(place, latlng) {
      this.element.replaceChildren(
        make("strong", "tooltip-name", place.name),
        make("span", "tooltip-kind", place.kind),
        make("span", "tooltip-counts", QP.countsInWords(place)),
      );
      if (place.unsure) this.element.append(make("span", "tooltip-unsure", place.unsure));
      if (place.schematic) this.element.append(make("span", "tooltip-precision", place.precision));
      this.element.hidden = false;
      const spot = this.map.latLngToContainerPoint(latlng);
      const { x: width, y: height } = this.map.getSize();
      const { offsetWidth, offsetHeight } = this.element;
      const left = Math.min(Math.max(6, spot.x + 16), width - offsetWidth - 6);
      const below = spot.y + 18 + offsetHeight < height;
      const top = below ? spot.y + 18 : spot.y - offsetHeight - 14;
      this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    }

    hide() {
      this.element.hidden = true;
    }
  };

  /** The legend: only the forms that are on the map. */
  QP.Legend = class {
    constructor(map) {
      this.box = make("details", "legend");
      this.box.open = map.getSize().x >= 560;
      this.rows = make("ul", "legend-rows");
      this.box.append(make("summary", "legend-title", "Legend"), this.rows);
      this.box.addEventListener("toggle", () => map.fire("relabel"));
      place(map, "bottomleft", this.box);
    }

    show(marks) {
      const features = [...marks.features.values()];
      const has = (form, schematic = null) =>
        features.some((f) => f.form === form && (schematic === null || f.schematic === schematic));
      this.rows.replaceChildren();
      if (has("point")) this.row(this.circles(marks), "Town or spot, larger if named more");
      if (has("area", false)) this.row(swatch("area"), "Province or district");
      if (has("area", true)) this.row(swatch("area schematic"), "Area, drawn schematically");
      if (has("line", false)) this.row(stroke("line"), "Road");
      if (has("line", true)) this.row(stroke("line schematic"), "Road, drawn schematically");
      if (has("label")) this.row(make("span", "sample-label", "Abc"), "Country, region or sea");
      if (features.some((f) => f.unsure)) this.row(ring(), "Unsure (under 50%): hollow, with “?”");
      this.row(stroke("disputed"), "Disputed border (Natural Earth)");
      this.box.hidden = features.length === 0;
    }

    row(sample, words) {
      const row = make("li", "legend-row");
      const cell = make("span", "sample");
      cell.append(sample);
      row.append(cell, make("span", "legend-words", words));
      this.rows.append(row);
    }

    circles(marks) {
      const radii = [1, marks.largest].map((mentions) => marks.radius(mentions) * 0.55);
      const width = 2 * (radii[0] + radii[1]) + 6;
      const height = 2 * radii[1] + 2;
      let x = 1;
      const shapes = radii.map((r) => {
        const shape = ["circle", { cx: x + r, cy: height / 2, r, class: "sample-point" }];
        x += 2 * r + 3;
        return shape;
      });
      return drawing(width, height, ...shapes);
    }
  };

  const swatch = (name) =>
    drawing(30, 18, ["rect", { x: 2, y: 2, width: 26, height: 14, rx: 2, class: `sample-${name}` }]);
  const ring = () => drawing(16, 16, ["circle", { cx: 8, cy: 8, r: 5.5, class: "sample-unsure" }]);
  const stroke = (name) => drawing(30, 12, ["path", { d: "M2 6h26", class: `sample-${name}` }]);
})();
