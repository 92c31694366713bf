"use strict";
// The list follows the map: the switch for it, and what the page is told when the map is at rest.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const REST_MS = 150;
  const DECIMALS = 4;
  const TURN = 360;

  const written = (frame) => frame.map((side) => side.toFixed(DECIMALS)).join(",");

  QP.Following = class {
    /** `send({frame, switched})`: the frame [s, w, n, e], or null when it is followed no more. */
    constructor(map, send) {
      this.map = map;
      this.send = send;
      this.on = false;
      this.told = "";
      this.timer = 0;
      this.button = QP.addSwitch(map, "List follows the map", () => this.press());
      map.on("moveend", () => this.rest());
    }

    press() {
      this.turn(!this.on);
      this.tell(true);
    }

    turn(on) {
      this.on = on;
      this.told = "";
      clearTimeout(this.timer);
      this.button.setAttribute("aria-pressed", String(on));
    }

    /** Show what the page follows, [s, w, n, e] or null; where the map shows another, tell it. */
    show(area) {
      this.turn(area !== null);
      if (area) this.told = written(area);
      this.rest();
      keep(area);
    }

    /** Tell the frame once it has been the same for a while. */
    rest() {
      clearTimeout(this.timer);
      if (!this.on) return;
      const before = written(this.frame());
      const look = () => (written(this.frame()) === before ? this.tell(false) : this.rest());
      this.timer = setTimeout(look, REST_MS);
    }

    tell(switched) {
      if (!this.on) return this.send({ frame: null, switched });
      const { x, y } = this.map.getSize();
      const frame = this.frame();
      if (x === 0 || y === 0 || written(frame) === this.told) return;
      this.told = written(frame);
      this.send({ frame, switched });
    }

    /** What is in view: [s, w, n, e], with its west between -180 and 180 and at most one turn. */
    frame() {
      const view = this.map.getBounds();
      const [south, north] = [view.getSouth(), view.getNorth()];
      let [west, east] = [view.getWest(), view.getEast()];
      if (east - west >= TURN) [west, east] = [-TURN / 2, TURN / 2];
      const turns = Math.floor((west + TURN / 2) / TURN) * TURN;
      const sides = [south, west - turns, north, east - turns];
      return sides.map((side) => Number(side.toFixed(DECIMALS)));
    }
  };

  /** Put the area into the page's address as it is: a pan is no step of the browser's history. */
  function keep(area) {
    const page = window.parent;
    const address = new URL(page.location.href);
    const now = area && written(area);
    if (address.searchParams.get("area") === now) return;
    if (now) address.searchParams.set("area", now);
    else address.searchParams.delete("area");
    const href = address.href.replaceAll("%2C", ",").replaceAll("%3A", ":");
    page.history.replaceState(page.history.state, "", href);
  }
})();
