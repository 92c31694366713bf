"use strict";
// The texts of this view: the names of marks (countries, regions, areas, roads, towns), then larger
// towns for orientation.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const NAMED_MARKS = 160;

  const boxAround = ({ x, y }, reach) => [x - reach, y - reach, x + reach, y + reach];

  QP.MarkTexts = class {
    /** `hooks`: `choose(id)`, `hover(feature, latlng)`, `leave()`. */
    constructor(map, marks, hooks) {
      this.map = map;
      this.marks = marks;
      this.hooks = hooks;
    }

    /** Where points and lines lie, in pixels of the container: no text may cover them. */
    *obstacles() {
      const bounds = this.map.getBounds().pad(0.05);
      for (const feature of this.marks.features.values()) {
        const { id, form, latlng } = feature;
        if (form === "line") {
          for (const spot of this.along(feature, 10)) yield { owner: id, box: boxAround(spot, 4) };
        } else if (form === "point" && bounds.contains(latlng)) {
          const spot = this.map.latLngToContainerPoint(latlng);
          yield { owner: id, box: boxAround(spot, this.marks.reach(feature) - 1) };
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
      const chosen = this.marks.features.get(this.marks.selected);
      if (chosen) yield this.text(chosen);
      for (const feature of this.marks.ranked) {
        if (feature.form === "label" && feature !== chosen) yield this.text(feature);
      }
      let left = NAMED_MARKS;
      const bounds = this.map.getBounds();
      for (const feature of this.marks.ranked) {
        if (feature.form === "label" || feature === chosen) continue;
        if (feature.form === "point" && !bounds.contains(feature.latlng)) continue;
        if (left-- === 0) return;
        yield this.text(feature);
      }
    }

    text(feature) {
      const { id, form, kind, mentions, name, unsure } = feature;
      const share = Math.sqrt(mentions / this.marks.largest);
      const chosen = id === this.marks.selected;
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
        key: unsure ? `${id} unsure` : id,
        owner: id,
        text: unsure ? `${name}?` : name,
        candidates: this.candidates(feature),
        always: chosen,
        className: classes.join(" "),
        style: styles[form],
        prepare: (element) => this.prepare(element, feature, chosen),
      };
    }

    candidates(feature) {
      const { form, frame, latlng } = feature;
      if (form === "label") return QP.over(latlng);
      if (form === "line") return QP.on(this.spotsOn(feature));
      const reach = this.marks.reach(feature);
      return reach === null ? QP.inside(latlng, frame) : QP.beside(latlng, reach);
    }

    /** Spots on the part of a line that lies in view, the middle first. */
    spotsOn(feature) {
      const line = this.along(feature, 6);
      const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.45, 0.55, 0.35, 0.65, 0.25, 0.75];
      const spots = shares.map((share) => line[Math.floor(share * line.length)]).filter(Boolean);
      return spots.map((spot) => this.map.containerPointToLatLng(spot));
    }

    /** Make a text answer as its mark does; an element outlives the feature it was made for. */
    prepare(element, feature, chosen) {
      const { id, form, latlng } = feature;
      if (form === "label" || !this.marks.svg) {
        QP.makeButton(element, feature, chosen);
      } else {
        element.setAttribute("aria-hidden", "true");
      }
      if (element.onclick) return;
      element.onclick = () => this.hooks.choose(id);
      element.onmouseenter = () => this.hooks.hover(this.marks.features.get(id), latlng);
      element.onmouseleave = () => this.hooks.leave();
      L.DomEvent.disableClickPropagation(element);
    }
  };

  /** The names of larger towns in view, for orientation. */
  QP.townTexts = function* (basemap) {
    for (const town of basemap.townsInView(90)) {
      yield {
        key: `town ${town.name} ${town.latlng.lat} ${town.latlng.lng}`,
        owner: null,
        text: town.name,
        candidates: QP.beside(town.latlng, 2),
        dot: town.latlng,
        className: "label-town",
        style: { size: town.population > 1e6 ? 12 : 11, weight: 400 },
      };
    }
  };
})();
